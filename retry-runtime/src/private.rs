//! The door for generated code, and nothing but a door. No promise of any kind: the
//! attribute and this crate are released together, and nothing else may look in here.

mod arguments;
mod completion;
pub mod judged;
mod notify;
mod outcome;
mod profile;
mod wait;

pub use core::option::Option::{None, Some};
pub use core::result::Result::{Err, Ok};
pub use core::time::Duration;

pub use crate::__retry_complete as complete;
pub use crate::call::{Call, ClassifiedCall, FailedAttempt, Reservation, Running};
pub use crate::clock::{AsyncClock, Clock};
pub use crate::decide::Decision;
pub use crate::error_text::{
    ByDebug, ByDisplay, ByTypeName, ErrorFormat, FormatMarker, SelectDebug, SelectDisplay,
    SelectError, SelectFormat, SelectName, WithSources,
};
pub use crate::extra::LazySite;
pub use crate::notify::{Message, Notice};
pub use crate::profiled_call::{Parts, ProfiledCall, StateOf, parts};
pub use crate::timeout::{Limited, within};
pub use crate::{Backoff, Classify, Event, Jitter, LogLevel, Policy, RetryBudget, Verdict};
pub use arguments::{
    Afresh, DEFAULT, IntoPolicy, Pushback, afresh, budget, classify, cloned, drop, limit,
    own_verdict, policy, retry_after, until, when,
};
#[cfg(rust_analyzer)]
pub use completion::arguments as completions;
pub use notify::{
    ObserveShared, ObserveUnique, format, logged, name, named, on_retry, placed, site, tell,
};
pub use outcome::{from_error, from_value, into_result, timed_out};
pub use profile::{
    budget_of, has_limit, is_observed, limit_of, policy_beside, policy_of, profile, site_behind,
    site_defaults_of, tell_observer_of, verdict_of,
};
pub use wait::{
    AFuture, Never, Nothing, THREAD, TIMER, Waiting, limit_async, limit_async_with, sleep,
    sleep_async, sleep_async_with, sleep_with,
};

/// A call without observers and budget, whose verdicts tell of no progress.
pub type UnobservedCall = crate::call::UnobservedCall;
