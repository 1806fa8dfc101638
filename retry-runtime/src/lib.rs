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
//! - [`retry`] is the attribute: its page lists every argument.
//! - [`Policy`] is what the arguments describe, for policies that are shared or
//!   known only at run time, and [`Policy::retry`] retries a closure.
//! - [`Report`] and [`Observer`] show what a call did.
//!
//! # Words
//!
//! An *attempt* is one run of the body, counted from 1. A *retry* is any attempt
//! after the first, so `max = 5` allows 6 attempts. The *delay* is the wait
//! before a retry.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `macros` | yes | the attribute |
//! | `serde` | no | `Serialize` for [`Report`] |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod backoff;
mod blocking;
mod decide;
mod duration;
mod jitter;
mod nanos;
mod observe;
mod outcome;
mod policy;
#[doc(hidden)]
pub mod private;
mod report;
mod sleep;

pub use backoff::Backoff;
pub use blocking::Blocking;
pub use decide::Reason;
pub use duration::{DurationError, parse_duration};
pub use jitter::{Jitter, JitterError};
pub use observe::{Event, Lent, Observer, Shown};
pub use outcome::{NoValue, Outcome};
pub use policy::{Policy, PolicyBuilder, PolicyError};
pub use report::{Attempt, AttemptStatus, Report, Status};

#[doc = include_str!("retry.md")]
#[cfg(feature = "macros")]
pub use retry_macro::retry;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
