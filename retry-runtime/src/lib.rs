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
//! The signature, the body and the error stay as they are. A wrong policy in an attribute or a
//! `const` does not compile. Reading a wrong policy from text or a file returns an error.
//!
//! # Start
//!
//! 1. Add `retry-runtime` to your dependencies. For async functions on tokio, enable the feature
//!    `tokio`.
//! 2. Write `#[retry]` above a function that returns a `Result` or an `Option`. By default, a call
//!    makes up to 3 retries, after 100 ms, 200 ms and 400 ms.
//! 3. Add `jitter` if the function makes network calls. Add [`when`](guide::verdicts) if a retry
//!    can't help with some of its errors.
//! 4. Check that the function [may be repeated](guide::retrying_safely).
//! 5. [Test the function without sleeping](guide::tests_without_sleep), and [observe its
//!    calls](guide::observing).
//!
//! The chapter [Start](guide::start) goes from an empty crate to a retried HTTP call.
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
//! | what happens if a call panics or is dropped? | [when things go wrong](guide::when_things_go_wrong) |
//! | how do I test it? | [tests without sleep](guide::tests_without_sleep), [fault injection](guide::fault_injection) |
//! | how do I retry a closure? | [`Policy::retry`], [`Policy::retry_async`] |
//! | how do I fix this compile error? | [compile errors](guide::compile_errors) |
//! | how do I configure a whole client? | [clients](guide::clients), [`Profile`], [other libraries' clients](guide::other_clients) |
//! | how do I run a worker, and stop it? | [workers and shutdown](guide::workers_and_shutdown) |
//! | how much do a call and a build cost? | [costs](guide::costs) |
//! | how do I switch from another crate? | [migrating](guide::migrating), [comparison](guide::comparison) |
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | attempt | one run of the body, counted from 1 |
//! | retry | any attempt after the first: `max = 5` allows 6 attempts |
//! | delay | the wait before a retry |
//! | backoff | the growth of the delays from retry to retry |
//! | jitter | the random part of a delay |
//! | policy | how often a call retries, and how long it waits |
//! | profile | a policy and the other settings that the calls to one service share |
//! | verdict | a judgment of an error, such as retry, retry after a given time, or stop |
//! | pushback | the server's own request to wait, such as `Retry-After` |
//! | budget | tokens that limit the retries of all calls that share them |
//! | cooldown | a pause that calls share, after a server asked one of them to wait |
//! | give up | stop retrying, and return the last outcome; observers get a reason |
//! | site | one `#[retry]` in the source, identified by the path of its function |
//! | override | a stricter limit, set while the process runs |
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `macros` | yes | the attribute |
//! | `std` | yes | sleep in blocking calls, `max_elapsed` and `reset_after`, jitter without a seed, [`Report`], policies as text |
//! | `serde` | no | `Serialize` and `Deserialize` for [`Policy`] and [`Report`], `Serialize` for [`Event`] |
//! | `tokio` | no | async calls wait with tokio's timer |
//! | `futures-timer` | no | async calls wait with a timer that needs no runtime |
//! | `gloo-timers` | no | in a browser, async calls wait with the browser's timer, `max_elapsed` works, and jitter differs from tab to tab |
//! | `embassy-time` | no | async calls wait with embassy's timer, even without `std` |
//! | `retry-after` | no | `parse_retry_after` and similar functions for HTTP headers; [`verdicts::http`] then reads dates too |
//! | `tracing` | no | retries and give-ups as events of the `tracing` crate |
//! | `metrics` | no | attempts, retries, give-ups and delays through the `metrics` facade |
//! | `sites` | no | counters for each site, and overrides |
//! | `attempts` | no | the duration of each attempt in `metrics`, a span for each attempt in `tracing`, and detection of retried calls inside an attempt; includes `sites` |
//! | `tower` | no | `Policy::layer`, for the services of tower, tonic and hyper |
//! | `retry-policies` | no | [`Policy`] implements the trait `RetryPolicy`, so `reqwest-retry` accepts it |
//! | `test-util` | no | virtual time and injected failures, for tests; the errors of retried closures must then be `'static` |
//!
//! Without `std`, the crate needs no allocator either. The attribute and closures still work,
//! blocking and async, with every backoff. A blocking call needs a `sleep` of your own; an async
//! call needs a `sleep` or the feature `embassy-time`. Jitter needs a seed. CI builds the crate for
//! `thumbv7em-none-eabi` and `thumbv6m-none-eabi`. The second target lacks the atomics that a
//! [`RetryBudget`] needs.

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
mod held;
mod jitter;
mod limits;
mod log_level;
mod nanos;
mod notify;
mod observer;
mod outcome;
mod pause;
#[cfg(feature = "std")]
mod platform;
mod policy;
#[doc(hidden)]
pub mod private;
mod profile;
mod reach;
mod reason;
#[cfg(feature = "std")]
mod report;
mod retrying;
mod site;
mod sleep;
mod steps;
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
pub use event::{Event, Retry};
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
pub use observer::Observer;
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
/// | `retry_after = field` | [`RetryAfter`](Verdict::RetryAfter) with the time in the field: a `Duration`, or an `Option<Duration>`, for which `None` means `Retry`. The fields of a tuple variant are `0`, `1` and so on |
/// | `stop` | [`Stop`](Verdict::Stop) |
/// | `transparent` | the verdict of the error in the variant's only field, which implements [`Classify`](trait@Classify) |
/// | `transparent = field` | the verdict of the error in that field, for a variant with more fields |
///
/// A variant without a word does not compile, unless the enum has a default. The default also
/// applies to variants that are added later, so choose it for them:
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
/// A struct has its word above it. A type parameter gets the bound [`Classify`](trait@Classify)
/// only if a `transparent` field has that type:
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
