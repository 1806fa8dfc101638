//! One attempt in a report.

use core::time::Duration;
use std::string::String;

use crate::Event;

/// One attempt of a call.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{AttemptStatus, Policy, Report};
///
/// let mut report = Report::new();
/// let mut answers = vec![Ok(()), Err("down")];
/// let policy = Policy::default();
/// let call = policy.retry(|| answers.pop().unwrap()).sleep(|_| ());
/// call.observe(&mut report).call().unwrap();
///
/// let [failed, succeeded] = &report.attempts[..] else { unreachable!() };
/// assert_eq!((failed.number, failed.status), (1, AttemptStatus::Failed));
/// assert_eq!(failed.error.as_deref(), Some("down"));
/// assert_eq!(failed.delay, Some(Duration::from_millis(100)));
/// assert_eq!((succeeded.status, succeeded.delay), (AttemptStatus::Success, None));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Attempt {
    /// The number of the attempt, from 1. JSON: `attempt`.
    #[cfg_attr(feature = "serde", serde(rename = "attempt"))]
    pub number: u32,
    /// The status of the attempt.
    pub status: AttemptStatus,
    /// The error of the attempt, if it failed. JSON: left out otherwise.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub error: Option<String>,
    /// The delay that followed, if there was one, as long as it was waited for. JSON:
    /// `delay_seconds`, a number; left out otherwise.
    #[cfg_attr(
        feature = "serde",
        serde(
            rename = "delay_seconds",
            with = "crate::duration::seconds::option",
            default,
            skip_serializing_if = "Option::is_none"
        )
    )]
    pub delay: Option<Duration>,
    /// True if an override made the delay longer. JSON: left out if false.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "core::ops::Not::not")
    )]
    pub overridden: bool,
}

/// The end of an attempt.
///
/// ```
/// use retry_runtime::{AttemptStatus, Policy, Report};
///
/// let mut report = Report::new();
/// let mut answers = vec![Some(100), Some(50), None];
/// let policy = Policy::default();
/// let call = policy.retry(|| answers.pop()?).until(|percent| *percent == 100);
/// assert_eq!(call.sleep(|_| ()).observe(&mut report).call(), Some(100));
///
/// let statuses: Vec<_> = report.attempts.iter().map(|attempt| attempt.status).collect();
/// assert_eq!(statuses, [AttemptStatus::Failed, AttemptStatus::NotReady, AttemptStatus::Success]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AttemptStatus {
    /// The attempt failed. JSON: `"failed"`.
    Failed,
    /// The attempt succeeded, but `until` refused its value. JSON: `"not_ready"`.
    NotReady,
    /// The attempt succeeded. JSON: `"success"`.
    Success,
}

impl AttemptStatus {
    /// Returns the status of the attempt that an event reports.
    pub(crate) fn of(event: &Event<'_>) -> Self {
        match event {
            Event::Success { .. } => Self::Success,
            Event::Retry { .. } | Event::GiveUp { error: Some(_), .. } => Self::Failed,
            Event::NotReady { .. } | Event::GiveUp { error: None, .. } => Self::NotReady,
        }
    }

    /// The word used in JSON and metrics, such as `not_ready`.
    ///
    /// ```
    /// use retry_runtime::{Policy, Report};
    ///
    /// let mut report = Report::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Some("queued")).until(|state| *state == "done");
    /// assert_eq!(call.sleep(|_| ()).observe(&mut report).call(), Some("queued"));
    ///
    /// let words: Vec<_> = report.attempts.iter().map(|attempt| attempt.status.as_str()).collect();
    /// assert_eq!(words.join(" "), "not_ready not_ready not_ready not_ready");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::NotReady => "not_ready",
            Self::Success => "success",
        }
    }
}
