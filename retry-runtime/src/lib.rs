//! Retries any fallible function, blocking or async, with one attribute.
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
//! The function keeps its signature, its body and its error. A wrong policy does not
//! compile.
//!
//! # Start
//!
//! 1. Depend on `retry-runtime`: the attribute comes with it. Enable the feature `tokio`
//!    for async functions in tokio.
//! 2. Write `#[retry]` above a function that returns a `Result` or an `Option`. The function
//!    now makes up to 3 retries, after 100 ms, 200 ms and 400 ms.
//! 3. Add `jitter` if the function calls a network, and [`when`](guide::verdicts) if some of
//!    its errors are final.
//! 4. Check that the call [may be repeated](guide::retrying_safely).
//! 5. [Test](guide::tests_without_sleep) it without sleeping, and
//!    [watch](guide::observing) it in production.
//!
//! The chapter [start](guide::start) does this with an HTTP call, from an empty crate.
//!
//! # Questions
//!
//! | question | page |
//! |---|---|
//! | Which arguments are there? | [`retry`] |
//! | Can my function be retried? | [functions](guide::functions), [async functions](guide::async_functions) |
//! | How do I retry a closure? | [`Policy::retry`], [`Policy::retry_async`] |
//! | Which errors are retried? Is `Retry-After` obeyed? | [verdicts](guide::verdicts) |
//! | How do I wait for a job, a file or a replica? | [polling](guide::polling) |
//! | How do I share a policy, or read it from a file? | [policies](guide::policies), [`Policy`] |
//! | How do I retry every method of a client? | [clients](guide::clients) |
//! | How do I keep a worker running, and stop it? | [workers and shutdown](guide::workers_and_shutdown) |
//! | Do my retries make an outage worse? | [retrying safely](guide::retrying_safely), [`RetryBudget`] |
//! | How do I see the retries of a call? | [observing](guide::observing), [`Report`], [`Observer`] |
//! | What happens if a call panics or is dropped? | [when things go wrong](guide::when_things_go_wrong) |
//! | How do I test it? | [tests without sleep](guide::tests_without_sleep) |
//! | What does this compile error mean? | [compile errors](guide::compile_errors) |
//! | What does it cost? | [costs](guide::costs) |
//! | How does it differ from other crates? | [comparison](guide::comparison), [migrating](guide::migrating) |
//!
//! # Words
//!
//! An *attempt* is one run of the body, counted from 1. A *retry* is any attempt after the
//! first, so `max = 5` allows 6 attempts. The *delay* is the wait before a retry.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `macros` | yes | the attribute |
//! | `std` | yes | sleeping threads, the clock of `max_elapsed`, jitter without a seed, [`Report`], policies as text |
//! | `serde` | no | `Serialize` and `Deserialize` for [`Policy`] and [`Report`], `Serialize` for [`Event`] |
//! | `tokio` | no | tokio's timer for async calls |
//! | `futures-timer` | no | a timer for async calls that needs no runtime |
//! | `retry-after` | no | `parse_retry_after`, for the header of HTTP |
//! | `tracing` | no | retries and give-ups as events of the `tracing` crate |
//! | `metrics` | no | attempts, retries, give-ups and delays through the `metrics` facade |
//! | `sites` | no | counters for each site, and overrides in a running process |
//! | `test-util` | no | virtual time, for tests that do not sleep |
//!
//! Without `std` the crate needs no allocator. Policies, backoff, jitter with a seed and the
//! retrying of closures work, blocking and async, and so does `#[retry]` with
//! `sleep = path`. This is checked on `thumbv7em-none-eabi` and `thumbv6m-none-eabi`. The
//! second has no atomic operations, and so no [`RetryBudget`].

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

mod backoff;
mod budget;
mod call;
mod clock;
mod decide;
mod duration;
mod error_text;
mod errors;
mod event;
mod extra;
#[cfg(any(doc, doctest))]
pub mod guide;
mod jitter;
mod nanos;
mod notify;
mod outcome;
mod policy;
#[doc(hidden)]
pub mod private;
mod reason;
#[cfg(feature = "std")]
mod report;
mod retrying;
mod site;
mod sleep;
mod timeout;
#[cfg(feature = "std")]
mod transient;
mod verdict;
mod wait;

pub use backoff::{Backoff, ParseBackoffError};
pub use budget::{BudgetBuilder, BudgetError, RetryBudget};
#[cfg(feature = "std")]
pub use duration::{ParseDurationError, parse_duration};
pub use error_text::ErrorText;
pub use event::{Event, Observer, Retry};
#[cfg(feature = "metrics")]
pub use extra::metrics::describe_metrics;
#[cfg(feature = "retry-after")]
pub use extra::retry_after::{ParseRetryAfterError, parse_retry_after, parse_retry_after_at};
#[cfg(feature = "sites")]
pub use extra::sites::{Overrides, ParseOverridesError, SiteCounters, sites};
#[cfg(feature = "test-util")]
pub use extra::testing;
pub use jitter::{Jitter, ParseJitterError};
pub use outcome::{NoValue, Outcome};
#[cfg(feature = "std")]
pub use policy::ParsePolicyError;
pub use policy::{Delays, Policy, PolicyBuilder, PolicyError};
pub use reason::Reason;
#[cfg(feature = "std")]
pub use report::{Attempt, AttemptStatus, Report, Status};
pub use retrying::Retrying;
pub use site::Site;
pub use sleep::{AsyncSleep, Sleep, Thread, Timer};
pub use timeout::AttemptTimeout;
#[cfg(feature = "std")]
pub use transient::{has_transient_cause, is_transient};
pub use verdict::Verdict;

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("retry.md")]
#[cfg(feature = "macros")]
pub use retry_runtime_macros::retry;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
