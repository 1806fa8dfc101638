//! Retry any fallible function with one attribute.
//!
//! ```
//! use retry_runtime::retry;
//!
//! #[retry(max = 5, base_delay = "1ms", jitter)]
//! fn fetch(calls: &mut u32) -> Result<&'static str, String> {
//!     *calls += 1;
//!     if *calls < 3 { Err(format!("call {calls}: no answer")) } else { Ok("the page") }
//! }
//!
//! let mut calls = 0;
//! assert_eq!(fetch(&mut calls), Ok("the page"));
//! assert_eq!(calls, 3);
//! ```
//!
//! The signature, the body and the error stay as they are. A wrong policy in an attribute or
//! a `const` does not compile; a wrong policy from text or a file is an error.
//!
//! # Start
//!
//! 1. Depend on `retry-runtime` alone; for async functions in tokio, with the feature
//!    `tokio`.
//! 2. Write `#[retry]` above a function that returns a `Result` or an `Option`. That is
//!    3 retries, after 100 ms, 200 ms and 400 ms.
//! 3. Add `jitter` if it calls a network, and [`when`](guide::verdicts) if some of its
//!    errors are final.
//! 4. Check that it [may be repeated](guide::retrying_safely).
//! 5. [Test it without sleeping](guide::tests_without_sleep), and
//!    [observe it](guide::observing).
//!
//! [From an empty crate](guide::start) shows all steps.
//!
//! # Where to look
//!
//! | question | page |
//! |---|---|
//! | which arguments are there? | [`retry`] |
//! | can my function be retried? | [functions](guide::functions), [async functions](guide::async_functions) |
//! | which errors are retried, and is `Retry-After` obeyed? | [verdicts](guide::verdicts) |
//! | how do I poll? | [polling](guide::polling) |
//! | how do I share a policy, or read it from a file? | [policies](guide::policies), [`Policy`] |
//! | do my retries make an outage worse? | [retrying safely](guide::retrying_safely), [`RetryBudget`], [`Cooldown`] |
//! | how do I see my calls? | [observing](guide::observing), [`Report`], [`Observer`] |
//! | which effects has a call that panics or is dropped? | [when things go wrong](guide::when_things_go_wrong) |
//! | how do I test it? | [tests without sleep](guide::tests_without_sleep), [testing what fails](guide::testing_what_fails) |
//! | how do I retry a closure? | [`Policy::retry`], [`Policy::retry_async`] |
//! | which mistake causes this compile error? | [compile errors](guide::compile_errors) |
//! | how do I configure a whole client? | [clients](guide::clients), [`Profile`], [other libraries' clients](guide::other_clients) |
//! | how do I run a worker, and stop it? | [workers and shutdown](guide::workers_and_shutdown) |
//! | how much does it cost? | [costs](guide::costs) |
//! | I use another crate | [migrating](guide::migrating), [comparison](guide::comparison) |
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | attempt | one run of the body, counted from 1 |
//! | retry | any attempt after the first: `max = 5` allows 6 attempts |
//! | delay | the wait before a retry |
//! | backoff, jitter | the growth of delays; the random part of a delay |
//! | policy | the numbers: how often, how long |
//! | profile | a policy with all else that the calls to one service share |
//! | verdict | the meaning of an error: retry, retry after a time, stop |
//! | pushback | the server's own request to wait, such as `Retry-After` |
//! | budget | tokens that calls share, which bound their retries |
//! | cooldown | a pause that calls share after pushback |
//! | give up | return the last outcome, with a reason |
//! | site | one `#[retry]` in the source, named by its function's path |
//! | override | a tighter limit, set for the running process |
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `macros` | yes | the attribute |
//! | `std` | yes | threads that sleep, the clock of `max_elapsed` and `reset_after`, jitter without a seed, [`Report`], policies as text |
//! | `serde` | no | `Serialize` and `Deserialize` for [`Policy`] and [`Report`], `Serialize` for [`Event`] |
//! | `tokio` | no | async calls wait by tokio's timer |
//! | `futures-timer` | no | async calls wait without a runtime |
//! | `gloo-timers` | no | in the browser: its timer, its clock, and jitter that differs from tab to tab |
//! | `embassy-time` | no | async calls wait by the timer of embassy, without `std` too |
//! | `retry-after` | no | `parse_retry_after` and the like, for headers of HTTP |
//! | `tracing` | no | retries and give-ups as events of the `tracing` crate |
//! | `metrics` | no | attempts, retries, give-ups and delays through the `metrics` facade |
//! | `sites` | no | counters of each site, and overrides of a running process |
//! | `attempts` | no | a watch on each attempt: its duration with `metrics`, a span with `tracing`, calls inside of it; includes `sites` |
//! | `tower` | no | `Policy::layer`, for the services of tower, tonic and hyper |
//! | `retry-policies` | no | [`Policy`] for `reqwest-retry`, by the trait of `retry-policies` |
//! | `test-util` | no | virtual time and injected failures, for tests; errors of closures must be `'static` |
//!
//! Without `std` the crate needs no allocator either: policies, backoff, jitter
//! with a seed, the decision and both ways to retry a closure work, and
//! `#[retry]` with `sleep = …`. Checked on `thumbv7em-none-eabi` and
//! `thumbv6m-none-eabi`; the second has no atomics to make a [`RetryBudget`] of.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

mod backoff;
mod budget;
mod call;
#[cfg(feature = "std")]
mod cancel;
mod classify;
mod clock;
mod cooldown;
mod decide;
mod duration;
mod error_text;
mod errors;
mod event;
mod extra;
mod give_up;
#[cfg(any(doc, doctest))]
pub mod guide;
mod jitter;
mod limits;
mod log_level;
mod nanos;
mod notify;
mod outcome;
mod pause;
#[cfg(feature = "std")]
mod platform;
mod policy;
#[doc(hidden)]
pub mod private;
mod profile;
mod profiled_call;
mod reach;
mod reason;
#[cfg(feature = "std")]
mod report;
mod retrying;
mod site;
mod sleep;
mod timeout;
#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
mod timers;
#[cfg(feature = "std")]
mod transient;
mod verdict;
pub mod verdicts;
mod wait;

pub use backoff::{Backoff, ParseBackoffError};
pub use budget::{BudgetBuilder, BudgetError, RetryBudget};
#[cfg(feature = "std")]
pub use cancel::{CancelToken, Cancelled};
pub use classify::Classify;
pub use cooldown::Cooldown;
#[cfg(feature = "std")]
pub use duration::{ParseDurationError, parse_duration};
pub use error_text::ErrorText;
pub use event::{Event, Observer, Retry};
#[cfg(feature = "metrics")]
pub use extra::metrics::describe_metrics;
#[cfg(feature = "retry-after")]
pub use extra::retry_after::{
    ParseRetryAfterError, parse_rate_limit_reset, parse_retry_after, parse_retry_after_at,
    parse_retry_after_ms,
};
#[cfg(feature = "sites")]
pub use extra::sites::{Overrides, ParseOverridesError, SiteCounters, sites};
#[cfg(feature = "test-util")]
pub use extra::testing;
pub use give_up::GiveUp;
pub use jitter::{Jitter, ParseJitterError};
pub use log_level::LogLevel;
pub use outcome::{NoValue, Outcome};
#[cfg(feature = "std")]
pub use policy::ParsePolicyError;
pub use policy::{Delays, Policy, PolicyBuilder, PolicyError, ProfileSettings};
pub use profile::{Profile, SharedObserver};
#[cfg(feature = "tower")]
pub use reach::tower::{LocalRetryLayer, LocalRetryService, RetryLayer, RetryService};
pub use reason::Reason;
#[cfg(feature = "std")]
pub use report::{Attempt, AttemptStatus, Report, Status};
pub use retrying::{Context, Retrying};
pub use site::Site;
pub use sleep::{AsyncSleep, Sleep, Thread, Timer};
pub use timeout::AttemptTimeout;
#[cfg(feature = "std")]
pub use transient::{has_transient_cause, is_transient};
pub use verdict::Verdict;

/// Derives the trait [`Classify`](trait@Classify) from a word on each variant.
///
/// ```
/// # #[cfg(feature = "std")] {
/// use std::io;
/// use std::time::Duration;
/// use retry_runtime::{Classify, Verdict};
///
/// #[derive(Classify)]
/// enum FetchError {
///     /// The time is `None` if the server did not ask for one.
///     #[verdict(retry_after = wait)]
///     Busy { wait: Option<Duration> },
///     #[verdict(retry_now)]
///     StaleToken,
///     #[verdict(transparent)]
///     Io(io::Error),
///     #[verdict(transparent = source)]
///     Cache { key: String, source: io::Error },
///     #[verdict(stop)]
///     NotFound,
/// }
///
/// let wait = Some(Duration::from_secs(2));
/// assert_eq!(FetchError::Busy { wait }.verdict(), Verdict::RetryAfter(Duration::from_secs(2)));
/// assert_eq!(FetchError::Busy { wait: None }.verdict(), Verdict::Retry);
/// assert_eq!(FetchError::Io(io::ErrorKind::TimedOut.into()).verdict(), Verdict::Retry);
/// assert_eq!(FetchError::NotFound.verdict(), Verdict::Stop);
/// # assert_eq!(FetchError::StaleToken.verdict(), Verdict::RetryNow);
/// # let source = io::ErrorKind::NotFound.into();
/// # assert_eq!(FetchError::Cache { key: String::new(), source }.verdict(), Verdict::Stop);
/// # }
/// ```
///
/// | word in `#[verdict(…)]` | verdict |
/// |---|---|
/// | `retry` | [`Retry`](Verdict::Retry) |
/// | `retry_now` | [`RetryNow`](Verdict::RetryNow) |
/// | `retry_afresh` | [`RetryAfresh`](Verdict::RetryAfresh) |
/// | `retry_after = field` | [`RetryAfter`](Verdict::RetryAfter) with the time in the field: a `Duration`, or an `Option<Duration>` of which `None` is `Retry`. In a tuple, the field is `0`, `1` and so on |
/// | `stop` | [`Stop`](Verdict::Stop) |
/// | `transparent` | that of the error in its only field, which implements [`Classify`](trait@Classify) |
/// | `transparent = field` | the same, if the variant has more fields |
///
/// A variant without a word does not compile, unless the enum has a default. Choose the
/// default that fits an error that a later version adds:
///
/// ```
/// use retry_runtime::{Classify, Verdict};
///
/// #[derive(Classify)]
/// #[verdict(stop)]
/// enum ParseError {
///     #[verdict(retry)]
///     Truncated,
///     Syntax { line: u32 },
///     Version(u8),
/// }
///
/// assert_eq!(ParseError::Truncated.verdict(), Verdict::Retry);
/// assert_eq!(ParseError::Version(2).verdict(), Verdict::Stop);
/// # let _: ParseError = ParseError::Syntax { line: 1 };
/// ```
///
/// A struct has its word above it. A type parameter gets a bound only if a `transparent`
/// field has its type:
///
/// ```
/// use retry_runtime::{Classify, Verdict};
///
/// #[derive(Classify)]
/// #[verdict(transparent = source)]
/// struct At<E, L> { line: L, source: E }
///
/// #[derive(Classify)]
/// #[verdict(retry)]
/// struct Busy;
///
/// struct NoVerdict;
/// assert_eq!(At { line: NoVerdict, source: Busy }.verdict(), Verdict::Retry);
/// ```
///
/// If `retry_runtime` is not a direct dependency, write its path above the type:
/// `#[verdict(crate = my_crate::retry_runtime)]`.
#[cfg(feature = "macros")]
pub use retry_runtime_macros::Classify;

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("retry.md")]
#[cfg(feature = "macros")]
pub use retry_runtime_macros::retry;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
