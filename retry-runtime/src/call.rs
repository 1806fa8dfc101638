//! One retried call, as its loop holds it. Only this module calls the rules for a failed attempt:
//! it reads their input before the decision, and withdraws tokens from the budget after it.

mod decision;
#[cfg(feature = "test-util")]
mod lost;
mod reservation;
mod state;
mod unobserved;
mod watch;

use core::future::Future;
use core::time::Duration;

use crate::budget::RetryCosts;
use crate::clock::Elapsed;
use crate::decide::fast::FastPath;
use crate::decide::{Decision, DecisionInput, FailureState, Progress};
use crate::extra::{LIMITED, LazySite};
use crate::jitter::Draw;
use crate::{GiveUp, Policy, Reason, RetryBudget, Verdict, extra};

use state::CallState;

pub use reservation::Reservation;
pub(crate) use reservation::TokenReservation;
pub use unobserved::ClassifiedCall;
pub(crate) use unobserved::UnobservedCall;
pub use watch::Running;
pub(crate) use watch::{Watch, watched};

/// A failed attempt, as its loop knows it. It is passed by one reference, so that a constant
/// attempt costs one pointer.
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'c> {
    /// The site of the call.
    pub site: LazySite,
    /// The policy to decide by.
    pub policy: &'c Policy,
    /// The verdict on the error, or on the value that is not ready.
    pub verdict: Verdict,
    /// The nanoseconds for which a cooldown holds the retry back.
    pub not_before: u64,
    /// True if the attempt succeeded, and `until` did not accept its value.
    pub not_ready: bool,
    /// The time of the call when the attempt failed.
    pub elapsed: Elapsed,
    /// The budget that pays for a retry.
    pub budget: Option<&'c RetryBudget>,
}

impl FailedAttempt<'_> {
    /// Reads the input of the rules.
    #[inline]
    fn input(&self, failure: &FailureState<impl Progress>) -> DecisionInput<'_> {
        let policy = self.policy;
        DecisionInput {
            policy,
            verdict: self.verdict,
            not_before: self.not_before,
            elapsed: self.elapsed,
            limits: extra::limits(self.site),
            costs: self.costs(),
            draw: self.draw(failure),
        }
    }

    #[inline]
    fn costs(&self) -> RetryCosts {
        self.budget.map(RetryBudget::costs).unwrap_or_default()
    }

    #[inline]
    fn draw(&self, failure: &FailureState<impl Progress>) -> Draw {
        let policy = self.policy;
        Draw::for_retry(policy.jitter(), policy.seed(), failure.attempts())
    }

    /// True if only the policy decides: the verdict is `Retry`, and no clock is needed.
    #[inline]
    fn is_by_policy(&self) -> bool {
        matches!(self.verdict, Verdict::Retry) && !self.policy.is_timed()
    }
}

/// A call that is observed, or has a budget. Until the first failure, its state is a single `None`,
/// so that a call that succeeds at once pays for no state.
#[derive(Debug, Default)]
pub struct Call {
    pub(crate) state: Option<CallState>,
    /// The last attempt, as the feature `attempts` watches it.
    pub(crate) watch: Watch,
}

impl Call {
    /// A call that has made no attempt yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self {
            state: None,
            watch: Watch::NEW,
        }
    }

    /// Starts to watch a blocking attempt.
    #[must_use]
    #[inline]
    pub fn start(&self, site: LazySite) -> Running {
        Running::start(site, self.attempt())
    }

    /// Records the end of a blocking attempt.
    #[inline]
    pub fn end(&mut self, attempt: Running) {
        self.watch.ended(attempt);
    }

    /// Watches an async attempt.
    #[inline]
    pub fn watched<F: Future>(
        &mut self,
        site: LazySite,
        attempt: F,
    ) -> impl Future<Output = F::Output> {
        let number = self.attempt();
        watched(Some(&mut self.watch), number, site, attempt)
    }

    /// Records the part of a delay that was not waited for, if it was measured. The next event
    /// reports this part.
    #[inline]
    pub fn record_unwaited(&mut self, unwaited: Option<Duration>) {
        if let (Some(state), Some(unwaited)) = (&mut self.state, unwaited) {
            state.record_unwaited(unwaited);
        }
    }

    /// Records that `call_timeout` has ended the running attempt, and with it the call.
    pub fn cut_off(&mut self, policy: &Policy) -> Decision {
        self.watch.not_succeeded(false);
        let state = CallState::note(&mut self.state, policy);
        state.had_error = true;
        state.give_up(Reason::DeadlineExceeded)
    }

    /// Records that the call was cancelled during a delay. The caller has already given back the
    /// tokens of the retry.
    pub fn cancel(&mut self, unwaited: Duration) -> Decision {
        self.record_unwaited(Some(unwaited));
        if let Some(state) = &mut self.state {
            state.give_up(Reason::Cancelled);
        }
        Decision::GiveUp(Reason::Cancelled)
    }

    /// The end of the call, if it gave up.
    #[must_use]
    pub fn give_up(&self) -> Option<GiveUp> {
        let state = self.state.as_ref()?;
        Some(GiveUp {
            reason: state.reason?,
            attempts: state.failure.attempts(),
            total_delay: state.total_delay(),
        })
    }

    /// Gives tokens back to the budget after a success. Only the check for a full budget is
    /// inlined.
    #[inline]
    pub fn refund<'b>(&self, budget: impl Into<Option<&'b RetryBudget>>) {
        if let Some(budget) = budget.into() {
            if !budget.is_full() {
                self.deposit(budget);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn deposit(&self, budget: &RetryBudget) {
        budget.deposit(match &self.state {
            None => budget.success_refund(),
            Some(state) => state.taken,
        });
    }

    /// Reserves the tokens of a retry while observers are notified of it. Any other decision
    /// reserves no tokens.
    pub fn reserve_if_retried<'b>(
        &self,
        decision: Decision,
        budget: impl Into<Option<&'b RetryBudget>>,
    ) -> TokenReservation<'b> {
        match decision {
            Decision::Retry { .. } => self.reserve(budget),
            Decision::Succeed | Decision::GiveUp(_) => TokenReservation::new(None, 0),
        }
    }

    /// Reserves the tokens of the retry that follows, until its attempt begins.
    pub fn reserve<'b>(&self, budget: impl Into<Option<&'b RetryBudget>>) -> TokenReservation<'b> {
        let tokens = self.state.as_ref().map_or(0, |state| state.taken);
        TokenReservation::new(budget.into(), tokens)
    }

    /// The tokens left in the budget, for events. The budget is not read if the first attempt
    /// succeeds, because such a call may cost at most one load.
    #[must_use]
    pub fn tokens_left<'b>(&self, budget: impl Into<Option<&'b RetryBudget>>) -> Option<u32> {
        let budget = budget.into()?;
        self.has_failed().then(|| budget.available())
    }

    /// The number, from 1, of the attempt that is running or has just succeeded.
    #[must_use]
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.failed_attempts().saturating_add(1)
    }

    /// True if an attempt has failed.
    #[must_use]
    #[inline]
    pub const fn has_failed(&self) -> bool {
        self.state.is_some()
    }

    /// True if a success now is a recovery: an attempt has failed, and not only returned a value
    /// that was not ready.
    pub(crate) fn recovers(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.had_error)
    }

    #[inline]
    pub(crate) fn failed_attempts(&self) -> u32 {
        self.state
            .as_ref()
            .map_or(0, |state| state.failure.attempts())
    }

    /// The part of the last delay that was not waited for.
    pub(crate) fn unwaited(&self) -> Duration {
        let state = self.state.as_ref();
        state.map_or(Duration::ZERO, CallState::unwaited)
    }

    /// The last delay that is over, as long as it was waited for. `None` without the feature
    /// `metrics`.
    #[allow(clippy::unused_self, reason = "with `metrics` it is used")]
    pub(crate) fn waited(&self, decision: Decision) -> Option<Duration> {
        #[cfg(feature = "metrics")]
        return self.state.as_ref()?.waited(decision);
        #[cfg(not(feature = "metrics"))]
        {
            let _: Decision = decision;
            None
        }
    }

    /// The sum of the delays so far.
    pub(crate) fn total_delay(&self) -> Duration {
        let state = self.state.as_ref();
        state.map_or(Duration::ZERO, CallState::total_delay)
    }
}

/// The fast path of a policy, or none if a feature can make its limits stricter.
#[inline]
fn fast_path(policy: &Policy) -> FastPath {
    if LIMITED {
        FastPath::None
    } else {
        policy.curve().fast_path()
    }
}
