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
