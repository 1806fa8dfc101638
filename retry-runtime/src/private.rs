//! The functions and types that generated code uses, and the traits that its compile errors name.
//! They are not covered by semver: the attribute and this crate are released together, and no other
//! code may use this module.

mod arguments;
mod async_wait;
mod completion;
pub mod judged;
mod notify;
mod outcome;
mod parts;
mod profile;
mod profile_steps;
mod wait;

pub use core::mem::replace;
pub use core::ops::ControlFlow::{Break, Continue};
pub use core::option::Option::{None, Some};
pub use core::pin::pin;
pub use core::result::Result::{Err, Ok};
pub use core::time::Duration;

pub use crate::__retry_complete as complete;
pub use crate::call::{Call, ClassifiedCall, FailedAttempt, Reservation, Running};
pub use crate::clock::{AsyncClock, Clock, Elapsed};
pub use crate::cooldown::{CooledAttempt, Cooling};
pub use crate::decide::Decision;
pub use crate::error_text::{
    ByDebug, ByDisplay, ByTypeName, ErrorFormat, FormatMarker, SelectDebug, SelectDisplay,
    SelectError, SelectFormat, SelectName, WithSources,
};
pub use crate::extra::LazySite;
#[cfg(feature = "test-util")]
pub use crate::extra::testing::select::{InjectAny, InjectNone, SelectInjected};
pub use crate::notify::{Message, Notice};
pub use crate::steps::CallSteps;
pub use crate::timeout::{Limited, in_time, within, within_both, within_both_by};
pub use crate::{Backoff, Classify, Cooldown, Jitter, LogLevel, Policy, RetryBudget, Verdict};
pub use arguments::{
    Afresh, DEFAULT, IntoPolicy, LastError, Pushback, afresh, budget, classify, cloned, context,
    cooldown, drop, limit, on_give_up, own_verdict, policy, retry_after, until, when,
};
pub use async_wait::{
    AFuture, Cancelling, Measured, Never, Nothing, TIMER, Waiting, begun, cancel_async,
    limit_async, limit_async_with, sleep_async, sleep_async_cancel, sleep_async_with,
    sleep_async_with_cancel, waited,
};
#[cfg(rust_analyzer)]
pub use completion::arguments as completions;
pub use notify::{
    ObserveShared, ObserveUnique, format, logged, name, named, notify, on_retry, placed, site,
};
pub use outcome::{cut_off, from_error, from_value, into_result, timed_out};
pub use parts::{Parts, StateOf, parts, parts_classified};
pub use profile::{
    budget_of, cooldown_of, has_limit, is_observed, limit_of, notify_observer_of, policy_beside,
    policy_of, profile, site_behind, site_defaults_of, verdict_of,
};
pub use profile_steps::{
    cancel_by_profile, decide_by_profile, delay_by_profile, succeed_by_profile,
};
pub use wait::{Holding, THREAD, hold, not_waited, release, sleep, sleep_held, sleep_with};
#[cfg(feature = "std")]
pub use wait::{cancel, sleep_cancel, sleep_with_cancel};

/// A call without observers and without a budget, whose verdicts report no progress.
pub type UnobservedCall = crate::call::UnobservedCall;
