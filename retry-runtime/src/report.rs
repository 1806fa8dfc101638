//! What one call did, as plain data.

use core::time::Duration;
use std::string::{String, ToString};
use std::vec::Vec;

use crate::{Event, Observer, Reason, Shown};

/// What one call did: every attempt, delay and error, and why it ended.
///
/// A report is an [`Observer`]: lend it to a call, then read it. It describes
/// one call; lent to another, it starts again at that call's first event. It
/// keeps every attempt, so under a policy without a limit it grows without one.
/// With the feature `serde` it serialises to the JSON that its fields' docs
/// give; durations become seconds, as [`Duration::as_secs_f64`] gives them. It
/// holds no measured time, so the same input gives the same bytes.
///
/// ```
/// use retry_runtime::{Report, Status, retry};
///
/// #[retry(max = 4, base_delay = "1ms", observe = report)]
/// fn third_time_lucky(calls: &mut u32, report: &mut Report) -> Result<u32, String> {
///     *calls += 1;
///     if *calls < 3 { Err(format!("call {calls} failed")) } else { Ok(*calls) }
/// }
///
/// let mut report = Report::new();
/// let value = third_time_lucky(&mut 0, &mut report);
/// assert_eq!(value, Ok(3));
/// assert_eq!(report.status, Status::Success);
/// assert_eq!(report.total_retries, 2);
/// assert_eq!(report.attempts[0].error.as_deref(), Some("call 1 failed"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report<T = ()> {
    /// How the call ended.
    pub status: Status,
    /// What was given to [`with_result`](Self::with_result); else `null`.
    pub result: Option<T>,
    /// Every attempt, in order.
    pub attempts: Vec<Attempt>,
    /// Attempts made, the first included.
    pub total_attempts: u32,
    /// Attempts made after the first.
    pub total_retries: u32,
    /// The sum of all delays. JSON: `total_delay_seconds`, a number.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "total_delay_seconds", serialize_with = "seconds::total")
    )]
    pub total_delay: Duration,
    /// The most retries that the policy allowed; `null` without a limit.
    pub max_retries: Option<u32>,
    /// Why the call gave up; `null` unless it did.
    pub reason: Option<Reason>,
    /// The error of the last attempt, if the call gave up; else left out.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub error: Option<String>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Status {
    /// No event has ended the call: none was seen yet, or a panic left it. JSON:
    /// `"unfinished"`.
    #[default]
    Unfinished,
    /// An attempt succeeded. JSON: `"success"`.
    Success,
    /// It gave up. JSON: `"failed"`.
    Failed,
}

/// One attempt of a call.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Attempt {
    /// Its number, from 1.
    pub attempt: u32,
    /// How it ended.
    pub status: AttemptStatus,
    /// Its error, if it failed; else left out.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub error: Option<String>,
    /// The wait that followed, if one did; else left out. JSON:
    /// `delay_seconds`, a number.
    #[cfg_attr(
        feature = "serde",
        serde(
            rename = "delay_seconds",
            serialize_with = "seconds::delay",
            skip_serializing_if = "Option::is_none"
        )
    )]
    pub delay: Option<Duration>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AttemptStatus {
    /// It failed. JSON: `"failed"`.
    Failed,
    /// It succeeded, but `until` asked for another. JSON: `"not_ready"`.
    NotReady,
    /// It succeeded. JSON: `"success"`.
    Success,
}

impl Report {
    /// A report of nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            status: Status::Unfinished,
            result: None,
            attempts: Vec::new(),
            total_attempts: 0,
            total_retries: 0,
            total_delay: Duration::ZERO,
            max_retries: None,
            reason: None,
            error: None,
        }
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Report<T> {
    /// The same report with a result: usually what the call returned.
    ///
    /// ```
    /// use retry_runtime::Report;
    ///
    /// let report = Report::new().with_result("the page");
    /// assert_eq!(report.result, Some("the page"));
    /// ```
    #[must_use]
    pub fn with_result<U>(self, result: U) -> Report<U> {
        Report {
            status: self.status,
            result: Some(result),
            attempts: self.attempts,
            total_attempts: self.total_attempts,
            total_retries: self.total_retries,
            total_delay: self.total_delay,
            max_retries: self.max_retries,
            reason: self.reason,
            error: self.error,
        }
    }

    fn add(&mut self, attempt: Attempt, max_retries: Option<u32>) {
        if attempt.attempt == 1 {
            self.status = Status::Unfinished;
            self.result = None;
            self.attempts.clear();
            self.total_delay = Duration::ZERO;
            self.reason = None;
            self.error = None;
        }
        self.max_retries = max_retries;
        self.total_attempts = attempt.attempt;
        self.total_retries = attempt.attempt - 1;
        self.total_delay = self
            .total_delay
            .saturating_add(attempt.delay.unwrap_or_default());
        self.attempts.push(attempt);
    }
}

impl<T> Observer for Report<T> {
    fn observe(&mut self, event: &Event<'_>) {
        let failed = |attempt, error: Option<String>, delay| Attempt {
            attempt,
            status: match error {
                Some(_) => AttemptStatus::Failed,
                None => AttemptStatus::NotReady,
            },
            error,
            delay,
        };
        let text = |error: Option<Shown<'_>>| error.map(|error| error.to_string());
        match *event {
            Event::Retry {
                attempt,
                delay,
                error,
                max_retries,
                ..
            } => self.add(failed(attempt, text(error), Some(delay)), max_retries),
            Event::Success {
                attempts,
                max_retries,
                ..
            } => {
                let success = Attempt {
                    attempt: attempts,
                    status: AttemptStatus::Success,
                    error: None,
                    delay: None,
                };
                self.add(success, max_retries);
                self.status = Status::Success;
            }
            Event::GiveUp {
                reason,
                attempts,
                error,
                max_retries,
                ..
            } => {
                let error = text(error);
                self.add(failed(attempts, error.clone(), None), max_retries);
                self.status = Status::Failed;
                self.reason = Some(reason);
                self.error = error;
            }
        }
    }
}

/// So that a borrowed report can stand in a pair of observers.
impl<T> Observer for &mut Report<T> {
    fn observe(&mut self, event: &Event<'_>) {
        (**self).observe(event);
    }
}

#[cfg(feature = "serde")]
mod seconds {
    use core::time::Duration;

    use serde::Serializer;

    pub(super) fn total<S: Serializer>(delay: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(delay.as_secs_f64())
    }

    #[allow(
        clippy::ref_option,
        reason = "serde's `serialize_with` passes a reference"
    )]
    pub(super) fn delay<S: Serializer>(delay: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
        match delay {
            Some(delay) => total(delay, to),
            None => to.serialize_none(),
        }
    }
}
