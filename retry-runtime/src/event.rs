//! The events of a call.

mod retry;

use core::time::Duration;

use crate::{ErrorText, Reason, Site, Verdict};

pub use retry::Retry;

/// An event of a retried call.
///
/// | event | JSON | when | in a [`Report`](crate::Report) |
/// |---|---|---|---|
/// | `Retry` | `"retry"` | an attempt failed, and another follows after a delay | an entry of `attempts` with `delay_seconds` |
/// | `NotReady` | `"not_ready"` | `until` refused the value of an attempt, and another follows after a delay | an entry of `attempts` with `delay_seconds` and `"status": "not_ready"` |
/// | `Success` | `"success"` | an attempt succeeded; the call returns its value | `"status": "success"` |
/// | `GiveUp` | `"give_up"` | an attempt failed, or `until` refused its value, and no other follows; the call returns its outcome | `"status": "failed"` and `reason` |
///
/// | verdict | JSON |
/// |---|---|
/// | `Retry` | `"retry"` |
/// | `RetryAfter(1.5 s)` | `{"retry_after": 1.5}` |
/// | `RetryNow` | `"retry_now"` |
/// | `RetryAfresh` | `"retry_afresh"` |
/// | `Stop` | `"stop"` |
///
/// | reason | JSON |
/// |---|---|
/// | `NotRetryable` | `"not_retryable"` |
/// | `RetriesExhausted` | `"retries_exhausted"` |
/// | `Overridden` | `"overridden"` |
/// | `PushbackTooLong` | `"pushback_too_long"` |
/// | `DeadlineExceeded` | `"deadline_exceeded"` |
/// | `BudgetExhausted` | `"budget_exhausted"` |
/// | `Cancelled` | `"cancelled"` |
///
/// Every call that returns ends with exactly one `Success` or `GiveUp`. A delay is reported before
/// the call waits. If it ends early, by `cancel` or by a `sleep` that returns a
/// [`ControlFlow`](core::ops::ControlFlow), the next event corrects it by `unwaited`. If a call is
/// cancelled during a delay, a `Retry` or `NotReady` has already reported its last attempt, and the
/// `GiveUp` that follows reports no other attempt.
///
/// `attempt` and `attempts` count attempts from 1, including the first. `max_retries` is the number
/// of retries that the policy allows since the last progress
/// ([`RetryAfresh`](crate::Verdict::RetryAfresh), [`reset_after`](crate::Policy::reset_after)), or
/// `None` if it has no limit.
///
/// With the feature `serde`, an event serializes to an object whose `event` is the word in the
/// table. Its delays are called `delay_seconds`, `total_delay_seconds` and `unwaited_seconds`.
///
/// ```
/// use retry_runtime::{Event, retry};
///
/// #[retry(max = 1, base_delay = "1ms", observe = |event| lines.push(match event {
///     Event::Retry { attempt, delay, error, .. } => format!("{attempt}: {error}, {delay:?}"),
///     Event::GiveUp { reason, attempts, .. } => format!("{reason} after {attempts} attempts"),
///     other => format!("{other:?}"),
/// }))]
/// fn call(lines: &mut Vec<String>) -> Result<(), &'static str> {
///     Err("down")
/// }
///
/// let mut lines = Vec::new();
/// assert_eq!(call(&mut lines), Err("down"));
/// assert_eq!(lines, ["1: down, 1ms", "retries exhausted after 2 attempts"]);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "event", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Event<'a> {
    /// An attempt failed, and another follows after a delay. The event is sent before the delay.
    #[non_exhaustive]
    Retry {
        /// The site of the call.
        site: Site,
        /// The attempt that failed, counted from 1.
        attempt: u32,
        /// The delay that follows.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "delay_seconds", with = "crate::duration::seconds")
        )]
        delay: Duration,
        /// The part of the delay before this attempt that was not waited for, if the `sleep` of
        /// the call ended early; else zero, and left out of JSON.
        #[cfg_attr(
            feature = "serde",
            serde(
                rename = "unwaited_seconds",
                with = "crate::duration::seconds",
                skip_serializing_if = "Duration::is_zero"
            )
        )]
        unwaited: Duration,
        /// The error of the attempt.
        error: ErrorText<'a>,
        /// The verdict on the error.
        verdict: Verdict,
        /// The tokens left in the budget, if the call has one.
        budget: Option<u32>,
        /// The maximum number of retries since the last progress, or `None` if the policy has no
        /// limit.
        max_retries: Option<u32>,
        /// True if an override made the delay longer than the policy's own.
        overridden: bool,
        /// True if the call runs inside an attempt of another retried call (feature `attempts`).
        /// JSON: left out if false.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
        nested: bool,
    },
    /// An attempt succeeded, but `until` did not accept its value, and another attempt follows
    /// after a delay. This is not a failure. The event is sent before the delay.
    #[non_exhaustive]
    NotReady {
        /// The site of the call.
        site: Site,
        /// The attempt that gave the value, counted from 1.
        attempt: u32,
        /// The delay that follows.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "delay_seconds", with = "crate::duration::seconds")
        )]
        delay: Duration,
        /// The part of the delay before this attempt that was not waited for, if the `sleep` of
        /// the call ended early; else zero, and left out of JSON.
        #[cfg_attr(
            feature = "serde",
            serde(
                rename = "unwaited_seconds",
                with = "crate::duration::seconds",
                skip_serializing_if = "Duration::is_zero"
            )
        )]
        unwaited: Duration,
        /// The verdict on the value.
        verdict: Verdict,
        /// The tokens left in the budget, if the call has one.
        budget: Option<u32>,
        /// The maximum number of retries since the last progress, or `None` if the policy has no
        /// limit.
        max_retries: Option<u32>,
        /// True if an override made the delay longer than the policy's own.
        overridden: bool,
        /// True if the call runs inside an attempt of another retried call (feature `attempts`).
        /// JSON: left out if false.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
        nested: bool,
    },
    /// An attempt succeeded.
    #[non_exhaustive]
    Success {
        /// The site of the call.
        site: Site,
        /// The number of attempts made, including the successful one.
        attempts: u32,
        /// True if an earlier attempt failed. A value that was not ready is not a failure.
        recovered: bool,
        /// The sum of all delays, as they were actually waited for. It is at most 584 years (64
        /// bits of nanoseconds).
        #[cfg_attr(
            feature = "serde",
            serde(rename = "total_delay_seconds", with = "crate::duration::seconds")
        )]
        total_delay: Duration,
        /// The part of the delay before this attempt that was not waited for, because `sleep`
        /// ended early. Otherwise it is zero, and left out of JSON.
        #[cfg_attr(
            feature = "serde",
            serde(
                rename = "unwaited_seconds",
                with = "crate::duration::seconds",
                skip_serializing_if = "Duration::is_zero"
            )
        )]
        unwaited: Duration,
        /// The tokens left in the budget. It is `None` if the call has no budget, and after a
        /// success at the first attempt, for which the call does not read the budget.
        budget: Option<u32>,
        /// The maximum number of retries since the last progress, or `None` if the policy has no
        /// limit.
        max_retries: Option<u32>,
        /// True if the call runs inside an attempt of another retried call (feature `attempts`).
        /// JSON: left out if false.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
        nested: bool,
    },
    /// No other attempt follows. The call returns its last outcome: an error, or a value that
    /// `until` refused.
    #[non_exhaustive]
    GiveUp {
        /// The site of the call.
        site: Site,
        /// The reason to give up.
        reason: Reason,
        /// The number of attempts made.
        attempts: u32,
        /// The sum of all delays, as they were actually waited for. It is at most 584 years (64
        /// bits of nanoseconds).
        #[cfg_attr(
            feature = "serde",
            serde(rename = "total_delay_seconds", with = "crate::duration::seconds")
        )]
        total_delay: Duration,
        /// The part of the last delay that was not waited for. If the reason is
        /// [`Cancelled`](Reason::Cancelled), that delay followed the attempt; otherwise it came
        /// before it. Zero is left out of JSON.
        #[cfg_attr(
            feature = "serde",
            serde(
                rename = "unwaited_seconds",
                with = "crate::duration::seconds",
                skip_serializing_if = "Duration::is_zero"
            )
        )]
        unwaited: Duration,
        /// The error of the last attempt. It is `None` if that attempt succeeded, but `until`
        /// refused its value.
        error: Option<ErrorText<'a>>,
        /// The tokens left in the budget, if the call has one.
        budget: Option<u32>,
        /// The maximum number of retries since the last progress, or `None` if the policy has no
        /// limit.
        max_retries: Option<u32>,
        /// True if the call runs inside an attempt of another retried call (feature `attempts`).
        /// JSON: left out if false.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "core::ops::Not::not"))]
        nested: bool,
    },
}

impl Event<'_> {
    /// The site of the call.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let mut site = None;
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Some(1)).name("orders.fetch");
    /// assert_eq!(call.observe_fn(|event| site = Some(event.site())).call(), Some(1));
    /// assert_eq!(site.unwrap().name(), "orders.fetch");
    /// ```
    #[must_use]
    pub const fn site(&self) -> Site {
        match self {
            Self::Retry { site, .. }
            | Self::NotReady { site, .. }
            | Self::Success { site, .. }
            | Self::GiveUp { site, .. } => *site,
        }
    }

    /// The part of the last delay that was not waited for. The event before that delay reported the
    /// whole delay.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use std::time::Duration;
    /// use retry_runtime::{Event, Policy};
    ///
    /// let mut waited = Duration::ZERO;
    /// let policy: Policy = "max = 2, base_delay = 1h, max_delay = 1d".parse().unwrap();
    /// let call = policy.retry(|| None::<()>).sleep(|_| ControlFlow::Continue(()));
    /// let call = call.observe_fn(|event| {
    ///     waited -= event.unwaited();
    ///     if let Event::Retry { delay, .. } = event {
    ///         waited += *delay;
    ///     }
    /// });
    /// assert_eq!(call.call(), None);
    /// assert!(waited < Duration::from_secs(3600));
    /// ```
    #[must_use]
    pub const fn unwaited(&self) -> Duration {
        match self {
            Self::Retry { unwaited, .. }
            | Self::NotReady { unwaited, .. }
            | Self::Success { unwaited, .. }
            | Self::GiveUp { unwaited, .. } => *unwaited,
        }
    }

    /// True for the end of a call that was cancelled during a delay. The event before that delay
    /// has already reported the last attempt.
    #[cfg(feature = "std")]
    pub(crate) const fn is_cancel(&self) -> bool {
        matches!(
            self,
            Self::GiveUp {
                reason: Reason::Cancelled,
                ..
            }
        )
    }

    /// The number of the attempt that has just ended.
    #[cfg(any(feature = "tracing", feature = "sites"))]
    pub(crate) const fn attempt(&self) -> u32 {
        match self {
            Self::Retry { attempt, .. } | Self::NotReady { attempt, .. } => *attempt,
            Self::Success { attempts, .. } | Self::GiveUp { attempts, .. } => *attempts,
        }
    }

    /// The error of the attempt, if it failed.
    #[cfg(feature = "std")]
    pub(crate) const fn error(&self) -> Option<&ErrorText<'_>> {
        match self {
            Self::Retry { error, .. } => Some(error),
            Self::GiveUp { error, .. } => error.as_ref(),
            Self::NotReady { .. } | Self::Success { .. } => None,
        }
    }

    /// The tokens left in the budget. It is `None` if the call has no budget, and after a success
    /// at the first attempt.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(10).build();
    ///
    /// let mut left = Vec::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| None::<()>).budget(&BUDGET).sleep(|_| ());
    /// assert_eq!(call.observe_fn(|event| left.extend(event.budget())).call(), None);
    /// assert_eq!(left, [5, 0, 0]);
    /// ```
    #[must_use]
    pub const fn budget(&self) -> Option<u32> {
        match self {
            Self::Retry { budget, .. }
            | Self::NotReady { budget, .. }
            | Self::Success { budget, .. }
            | Self::GiveUp { budget, .. } => *budget,
        }
    }
}
