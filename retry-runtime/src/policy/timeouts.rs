//! The rules for the limits of an attempt and of a call, which stand beside a policy.

use core::time::Duration;

use super::PolicyError;

/// Judges the limit of an attempt. Returns it unchanged.
pub(crate) const fn judge_attempt_timeout(limit: Duration) -> Result<Duration, PolicyError> {
    if limit.is_zero() {
        Err(PolicyError::attempt_timeout_zero())
    } else {
        Ok(limit)
    }
}

/// Judges the limit of a whole call. Returns it unchanged.
pub(crate) const fn judge_call_timeout(limit: Duration) -> Result<Duration, PolicyError> {
    if limit.is_zero() {
        Err(PolicyError::call_timeout_zero())
    } else if !cfg!(feature = "std") {
        Err(PolicyError::call_timeout_without_std())
    } else {
        Ok(limit)
    }
}

/// Returns a limit that is written in code.
///
/// # Panics
///
/// If the limit is invalid.
#[track_caller]
pub(crate) const fn valid(limit: Result<Duration, PolicyError>) -> Duration {
    match limit {
        Ok(limit) => limit,
        Err(error) => panic!("{}", error.rule()),
    }
}
