//! Functions that make and split outcomes, called with the span of the return type.

use core::time::Duration;

use crate::Outcome;
use crate::timeout::FromTimeout;

/// The outcome of an attempt that took longer than `attempt_timeout`.
#[must_use]
pub fn timed_out<R: Outcome>(limit: Duration) -> R
where
    R::Error: FromTimeout,
{
    R::from_error(R::Error::timed_out(limit))
}

/// The error of a call that `call_timeout` has ended during an attempt: the last error, or an error
/// made from the timeout.
pub fn cut_off<E: FromTimeout>(last_error: Option<E>, limit: Duration) -> E {
    last_error.unwrap_or_else(|| E::timed_out(limit))
}

/// Calls [`Outcome::into_result`]. A function, so that its call can have the span of the return
/// type.
///
/// # Errors
///
/// The failure, if the outcome is one.
#[inline]
pub fn into_result<R: Outcome>(outcome: R) -> Result<R::Value, R::Error> {
    outcome.into_result()
}

/// Calls [`Outcome::from_value`].
#[inline]
pub fn from_value<R: Outcome>(value: R::Value) -> R {
    R::from_value(value)
}

/// Calls [`Outcome::from_error`].
#[inline]
pub fn from_error<R: Outcome>(error: R::Error) -> R {
    R::from_error(error)
}
