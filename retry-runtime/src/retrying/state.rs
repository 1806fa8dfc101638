//! The state of a closure's call between attempts. It is as small as the settings of the call
//! allow.

use core::time::Duration;

use crate::call::{
    Call, ClassifiedCall, FailedAttempt, Reservation, Running, TokenReservation, UnobservedCall,
};
use crate::clock::Elapsed;
use crate::decide::{Decision, Progress};
use crate::error_text::FormatMarker;
use crate::extra::{INSTRUMENTED, LazySite};
use crate::notify::{Message, Notice};
use crate::site::SiteDefaults;
use crate::{GiveUp, Policy, RetryBudget, Site, Verdict};

/// The state of a call without settings.
#[cfg(not(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
)))]
pub(super) type StartState = UnobservedCall;
/// The state of a call without settings, if a feature observes every call.
#[cfg(any(
    feature = "tracing",
    feature = "metrics",
    feature = "sites",
    feature = "test-util"
))]
pub(super) type StartState = Call;

/// The facts about a call that stay the same.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts<'p, S> {
    pub(super) site: Site,
    pub(super) defaults: SiteDefaults,
    pub(super) policy: &'p Policy,
    pub(super) budget: Option<&'p RetryBudget>,
    pub(super) format: S,
    /// True if the call has an observer.
    pub(super) observed: bool,
}

/// A state of a call, and the steps after an attempt.
pub trait ClosureState: Default + Send {
    /// The state of a call whose verdicts can report progress.
    type Classified: ClosureState;

    /// The budget tokens reserved for a retry that has not begun.
    type Reservation<'b>: Reservation;

    /// The number of the attempt that runs.
    fn attempt(&self) -> u32;

    /// Takes note of the end of a blocking attempt.
    #[inline]
    fn end(&mut self, attempt: Running) {
        let _: Running = attempt;
    }

    /// The state of a call that watches its attempts; `None` if it does not.
    #[inline]
    fn watching(&mut self) -> Option<&mut Call> {
        None
    }

    /// Handles a success: gives tokens back to the budget, and tells the observers.
    fn succeed<E>(
        &self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        tell: impl FnMut(Message<'_, E>),
    );

    /// Handles a success whose answer a test throws away: decides, and tells the observers. Returns
    /// `None` if the answer counts.
    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        success: &FailedAttempt<'_>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration>;

    /// Decides about a failed attempt that has no observers. Returns the delay, or `None` if no
    /// attempt follows.
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration>;

    /// Decides about a failed attempt, and tells the observers, with its error.
    fn decide_and_tell<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration>;

    /// Takes note of the part of a delay that was not waited for, if it was measured.
    fn cut(&mut self, unwaited: Option<Duration>);

    /// Takes note of a cancel during a delay, and tells the observers.
    fn cancel<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        unwaited: Duration,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    );

    /// Takes note of an attempt that the limit of the call has ended, and tells the observers.
    fn cut_off<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    );

    /// The end of the call, if the call gave up and a setting asks for it.
    fn give_up(&self) -> Option<GiveUp>;

    /// Reserves the budget tokens of the next retry.
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> Self::Reservation<'b>;
}

impl<S> CallFacts<'_, S> {
    #[inline]
    pub(super) fn failed(
        &self,
        verdict: Verdict,
        not_ready: bool,
        elapsed: Elapsed,
    ) -> FailedAttempt<'_> {
        FailedAttempt {
            site: self.lazy_site(),
            policy: self.policy,
            verdict,
            not_ready,
            elapsed,
            budget: self.budget,
        }
    }

    #[inline]
    fn lazy_site(&self) -> LazySite {
        LazySite::at(self.site).behind(self.defaults)
    }

    fn notice<'c, E>(&'c self, state: &'c Call, decision: Decision) -> Notice<'c, E>
    where
        S: FormatMarker<E>,
    {
        let site = (self.observed || INSTRUMENTED).then(|| self.site.behind(self.defaults));
        let format = self.format.into_format();
        Notice::new(state, decision, site, self.policy, self.budget, format)
    }
}

impl<P: Progress> ClosureState for UnobservedCall<P> {
    type Classified = ClassifiedCall;
    type Reservation<'b> = ();

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn succeed<E>(&self, _: &CallFacts<'_, impl FormatMarker<E>>, _: impl FnMut(Message<'_, E>)) {}

    /// Never called: with this feature, each call has `Call` as its state.
    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: &FailedAttempt<'_>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        None
    }

    #[inline]
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.delay(failed)
    }

    /// Never called: a setting or a feature that is told of attempts has `Call` as its state.
    #[inline]
    fn decide_and_tell<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        debug_assert!(false, "nothing hears of an unobserved call");
        self.delay(failed)
    }

    #[inline]
    fn cut(&mut self, _: Option<Duration>) {}

    #[inline]
    fn cancel<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Duration,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn cut_off<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn give_up(&self) -> Option<GiveUp> {
        None
    }

    #[inline]
    fn reserve(&self, _: Option<&RetryBudget>) {}
}

impl ClosureState for Call {
    type Classified = Self;
    type Reservation<'b> = TokenReservation<'b>;

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn end(&mut self, attempt: Running) {
        self.end(attempt);
    }

    #[inline]
    fn watching(&mut self) -> Option<&mut Call> {
        Some(self)
    }

    #[inline]
    fn succeed<E>(
        &self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        tell: impl FnMut(Message<'_, E>),
    ) {
        if call.observed {
            self.refund(call.budget);
            call.notice(self, Decision::Succeed).send_about(None, tell);
        } else {
            self.succeed(call.lazy_site(), call.policy, call.budget);
        }
    }

    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        success: &FailedAttempt<'_>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        let decision = self.lose(success)?;
        call.notice(self, decision).send_about(None, tell)
    }

    #[inline]
    fn delay(&mut self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.delay_after(failed)
    }

    #[cold]
    #[inline(never)]
    fn decide_and_tell<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        let decision = self.decide(failed);
        call.notice(self, decision).send_about(error, tell)
    }

    #[inline]
    fn cut(&mut self, unwaited: Option<Duration>) {
        self.cut(unwaited);
    }

    #[cold]
    #[inline(never)]
    fn cancel<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        unwaited: Duration,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) {
        let decision = self.cancel(unwaited);
        call.notice(self, decision).send_about(error, tell);
    }

    fn cut_off<E>(
        &mut self,
        call: &CallFacts<'_, impl FormatMarker<E>>,
        error: Option<&E>,
        tell: impl FnMut(Message<'_, E>),
    ) {
        let decision = self.cut_off(call.policy);
        call.notice(self, decision).send_about(error, tell);
    }

    fn give_up(&self) -> Option<GiveUp> {
        self.give_up()
    }

    #[inline]
    fn reserve<'b>(&self, budget: Option<&'b RetryBudget>) -> TokenReservation<'b> {
        self.reserve(budget)
    }
}
