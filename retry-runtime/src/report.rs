//! The report of one call, as plain data.

mod attempt;

use core::time::Duration;
use std::string::{String, ToString};
use std::vec::Vec;

use crate::{Event, Observer, Reason};

pub use attempt::{Attempt, AttemptStatus};

/// The plain data of one call: every attempt, delay and error, and the reason if the call gave up.
///
/// A report is an [`Observer`]: pass `&mut report` to a call, then read the report. It describes
/// one call. If it is passed to another call, it starts again at the first event of that call.
///
/// A report keeps every attempt, so under a policy without a limit it grows without a limit. A
/// [`bounded`](Self::bounded) report keeps only the first and the last attempts. Of each error, a
/// report keeps the text that [`ErrorText`](crate::ErrorText) shows, whose length is limited.
///
/// With the feature `serde`, a report can be written as JSON and read from it. The fields' docs
/// name the keys that differ from the field, and `data/report.schema.json` is the JSON Schema.
/// Durations are seconds, as [`Duration::as_secs_f64`] returns them: exact to the nanosecond up to
/// 97 days (2²³ s).
///
/// A report holds no measured time, except after a delay that ended early. The same input thus
/// gives the same bytes.
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
///
/// Two reports are equal if they hold the same data, even if their bounds differ.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Report<T = ()> {
    /// The status of the call.
    pub status: Status,
    /// The value given to [`with_result`](Self::with_result). JSON: `null` if there is none.
    pub result: Option<T>,
    /// Every attempt, in order. A bounded report has only the first and the last ones.
    pub attempts: Vec<Attempt>,
    /// The number of attempts that a bounded report dropped between the first and the last ones.
    /// JSON: left out if zero.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_zero"))]
    pub omitted_attempts: u32,
    /// The number of attempts made, including the first.
    pub total_attempts: u32,
    /// The number of attempts made after the first.
    pub total_retries: u32,
    /// The sum of all delays, as they were waited for. JSON: `total_delay_seconds`, a number.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "total_delay_seconds", with = "crate::duration::seconds")
    )]
    pub total_delay: Duration,
    /// The maximum number of retries that the policy allowed. `None`, in JSON `null`, if it had no
    /// limit.
    pub max_retries: Option<u32>,
    /// The reason why the call gave up. `None`, in JSON `null`, if it did not.
    pub reason: Option<Reason>,
    /// The error of the last attempt, if the call gave up. JSON: left out otherwise.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub error: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip))]
    bound: Bound,
}

#[cfg(feature = "serde")]
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's `skip_serializing_if` passes a reference"
)]
fn is_zero(attempts: &u32) -> bool {
    *attempts == 0
}

/// The number of attempts to keep at each end of the list; `None` keeps all. Reports are compared
/// without this number.
#[derive(Clone, Copy, Debug, Default)]
struct Bound(Option<usize>);

impl PartialEq for Bound {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The end of a call.
///
/// ```
/// use retry_runtime::{Policy, Report, Status};
///
/// let mut report = Report::new();
/// assert_eq!(report.status, Status::Unfinished);
/// let outcome = Policy::default().retry(|| Some(1)).observe(&mut report).call();
/// assert_eq!((outcome, report.status), (Some(1), Status::Success));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Status {
    /// The call has not ended: no event was seen yet, a panic left the call, or the call was
    /// dropped. JSON: `"unfinished"`.
    #[default]
    Unfinished,
    /// An attempt succeeded. JSON: `"success"`.
    Success,
    /// The call gave up. JSON: `"failed"`.
    Failed,
}

impl Report {
    /// Returns a report without any events.
    ///
    /// ```
    /// use retry_runtime::{Policy, Report, Status};
    ///
    /// let mut report = Report::new();
    /// assert_eq!((report.status, report.total_attempts), (Status::Unfinished, 0));
    ///
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Err::<(), _>(503)).sleep(|_| ());
    /// assert_eq!(call.observe(&mut report).call(), Err(503));
    /// assert_eq!((report.status, report.total_attempts), (Status::Failed, 4));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            status: Status::Unfinished,
            result: None,
            attempts: Vec::new(),
            omitted_attempts: 0,
            total_attempts: 0,
            total_retries: 0,
            total_delay: Duration::ZERO,
            max_retries: None,
            reason: None,
            error: None,
            bound: Bound(None),
        }
    }

    /// Returns a report that keeps this many attempts from the start of a call and this many from
    /// its end. It only counts the attempts between them. The totals are those of the whole call.
    /// Use it for policies without a limit.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Report};
    ///
    /// let mut report = Report::bounded(2);
    /// let outcome = Policy::builder()
    ///     .max(1000)
    ///     .build()
    ///     .retry(|| None::<()>)
    ///     .sleep(|_| ())
    ///     .observe(&mut report)
    ///     .call();
    /// assert_eq!(outcome, None);
    /// let kept: Vec<_> = report.attempts.iter().map(|attempt| attempt.number).collect();
    /// assert_eq!(kept, [1, 2, 1000, 1001]);
    /// assert_eq!((report.omitted_attempts, report.total_attempts), (997, 1001));
    /// ```
    #[must_use]
    pub const fn bounded(first_and_last: usize) -> Self {
        let mut report = Self::new();
        report.bound = Bound(Some(first_and_last));
        report
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Report<T> {
    /// Returns the same report with a result, usually the value that the call returned.
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
            omitted_attempts: self.omitted_attempts,
            total_attempts: self.total_attempts,
            total_retries: self.total_retries,
            total_delay: self.total_delay,
            max_retries: self.max_retries,
            reason: self.reason,
            error: self.error,
            bound: self.bound,
        }
    }

    fn add(&mut self, attempt: Attempt, max_retries: Option<u32>) {
        if attempt.number == 1 {
            self.status = Status::Unfinished;
            self.result = None;
            self.attempts.clear();
            self.omitted_attempts = 0;
            self.total_delay = Duration::ZERO;
            self.reason = None;
            self.error = None;
        }
        self.max_retries = max_retries;
        self.total_attempts = attempt.number;
        self.total_retries = attempt.number - 1;
        let delay = attempt.delay.unwrap_or_default();
        self.total_delay = self.total_delay.saturating_add(delay);
        self.attempts.push(attempt);
        if let Some(kept) = self.bound.0 {
            if self.attempts.len() > kept.saturating_mul(2) {
                // This attempt is the oldest of those kept at the end of the list.
                self.attempts.remove(kept);
                self.omitted_attempts = self.omitted_attempts.saturating_add(1);
            }
        }
    }
}

impl<T> Report<T> {
    /// Shortens the last delay, which is already in the report, to the time that was waited for.
    fn record_unwaited(&mut self, unwaited: Duration) {
        let last = self.attempts.last_mut();
        if let Some(delay) = last.and_then(|last| last.delay.as_mut()) {
            *delay = delay.saturating_sub(unwaited);
        }
        self.total_delay = self.total_delay.saturating_sub(unwaited);
    }

    fn give_up(&mut self, reason: Reason, error: Option<String>) {
        self.status = Status::Failed;
        self.reason = Some(reason);
        self.error = error;
    }
}

impl<T> Observer for Report<T> {
    fn observe(&mut self, event: &Event<'_>) {
        let error = event.error().map(ToString::to_string);
        self.record_unwaited(event.unwaited());
        if event.is_cancel() {
            return self.give_up(Reason::Cancelled, error);
        }
        let (number, delay, overridden, max_retries) = match *event {
            Event::Retry {
                attempt,
                delay,
                overridden,
                max_retries,
                ..
            }
            | Event::NotReady {
                attempt,
                delay,
                overridden,
                max_retries,
                ..
            } => (attempt, Some(delay), overridden, max_retries),
            Event::Success {
                attempts,
                max_retries,
                ..
            }
            | Event::GiveUp {
                attempts,
                max_retries,
                ..
            } => (attempts, None, false, max_retries),
        };
        let attempt = Attempt {
            number,
            status: AttemptStatus::of(event),
            error: error.clone(),
            delay,
            overridden,
        };
        self.add(attempt, max_retries);
        match *event {
            Event::Retry { .. } | Event::NotReady { .. } => {}
            Event::Success { .. } => self.status = Status::Success,
            Event::GiveUp { reason, .. } => self.give_up(reason, error),
        }
    }
}
