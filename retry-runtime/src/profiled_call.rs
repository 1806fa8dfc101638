//! One retried call with a profile. The compiler may know some parts of the profile.

use core::time::Duration;

use crate::call::{
    Call, ClassifiedCall, FailedAttempt, Reservation, TokenReservation, UnobservedCall,
};
use crate::cooldown::{CooledAttempt, Cooling};
use crate::decide::{Decision, Progress};
use crate::error_text::{FormatMarker, type_name};
use crate::extra::{INSTRUMENTED, LazySite};
use crate::notify::{Message, Notice};
use crate::profile::SharedObserver;
use crate::{Policy, Profile, RetryBudget, Site};

/// The state of a call with a profile, which has no observer of its own.
pub trait ProfiledCall: Default {
    /// The tokens of a retry, while the call waits for it.
    type Reservation<'b>: Reservation;

    /// Reserves the tokens of the retry that follows, until its attempt begins.
    fn reserved<'b>(&self, budget: Option<&'b RetryBudget>) -> Self::Reservation<'b>;

    /// Takes note of a failed attempt, decides, and tells the features and the observer of
    /// the profile: the delay before the next attempt.
    ///
    /// # Errors
    ///
    /// The error, if there is no other attempt; otherwise it is dropped.
    fn delay_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        profile: &Profile<E>,
        site: Site,
        format: impl FormatMarker<E>,
        error: E,
    ) -> Result<Duration, E>;

    /// The same of an error that the loop keeps during the wait, since its `sleep` may end the
    /// call.
    fn decide_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        profile: &Profile<E>,
        site: Site,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration>;

    /// Takes note of the part of a delay that was not waited for, if it was measured.
    fn shorten(&mut self, unwaited: Option<Duration>);

    /// Takes note of a cancel during a delay, and tells the features and the observer of the
    /// profile.
    #[allow(clippy::too_many_arguments, reason = "the parts of a notice")]
    fn cancel_by_profile<E>(
        &mut self,
        unwaited: Duration,
        profile: &Profile<E>,
        site: Site,
        policy: &Policy,
        budget: Option<&RetryBudget>,
        format: impl FormatMarker<E>,
        error: &E,
    );

    /// After a success: gives the budget its due, and tells the features and the observer of
    /// the profile.
    fn succeed_by_profile<E>(
        &self,
        profile: &Profile<E>,
        site: Site,
        lazy_site: LazySite,
        policy: &Policy,
        budget: Option<&RetryBudget>,
    );
}

impl ProfiledCall for Call {
    type Reservation<'b> = TokenReservation<'b>;

    #[inline]
    fn reserved<'b>(&self, budget: Option<&'b RetryBudget>) -> TokenReservation<'b> {
        self.reserve(budget)
    }

    #[inline]
    fn delay_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        profile: &Profile<E>,
        site: Site,
        format: impl FormatMarker<E>,
        error: E,
    ) -> Result<Duration, E> {
        let delay = self.decide_by_profile(failed, profile, site, format, &error);
        let Some(delay) = delay else {
            return Err(error);
        };
        // The drop of an error may panic.
        let reservation = self.reserve(failed.budget);
        drop(error);
        reservation.commit();
        Ok(delay)
    }

    #[inline]
    fn decide_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        profile: &Profile<E>,
        site: Site,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration> {
        match profile.observer() {
            None => self.observed_delay(failed, format, error),
            Some(observe) => {
                let decision = self.decide(failed);
                let site = Some(site.behind(profile.site_defaults()));
                let format = format.into_format();
                Notice::new(self, decision, site, failed.policy, failed.budget, format)
                    .send_about(Some(error), |message| tell(&message, observe))
            }
        }
    }

    #[inline]
    fn shorten(&mut self, unwaited: Option<Duration>) {
        self.cut(unwaited);
    }

    #[cold]
    #[inline(never)]
    fn cancel_by_profile<E>(
        &mut self,
        unwaited: Duration,
        profile: &Profile<E>,
        site: Site,
        policy: &Policy,
        budget: Option<&RetryBudget>,
        format: impl FormatMarker<E>,
        error: &E,
    ) {
        let decision = self.cancel(unwaited);
        let is_heard = INSTRUMENTED || profile.observer().is_some();
        let site = is_heard.then(|| site.behind(profile.site_defaults()));
        let notice = Notice::new(self, decision, site, policy, budget, format.into_format());
        notice.tell(Some(error), |message| {
            if let Some(observe) = profile.observer() {
                tell(&message, observe);
            }
        });
    }

    #[inline]
    fn succeed_by_profile<E>(
        &self,
        profile: &Profile<E>,
        site: Site,
        lazy_site: LazySite,
        policy: &Policy,
        budget: Option<&RetryBudget>,
    ) {
        let Some(observe) = profile.observer() else {
            return self.succeed(lazy_site, policy, budget);
        };
        self.refund(budget);
        let (site, format) = (Some(site.behind(profile.site_defaults())), type_name::<E>);
        let notice = Notice::new(self, Decision::Succeed, site, policy, budget, format);
        notice.tell(None, |message| tell(&message, observe));
    }
}

/// Tells the observer of a profile.
fn tell<E>(message: &Message<'_, E>, observe: SharedObserver) {
    if let Message::Event(event) = message {
        observe(event);
    }
}

impl<P: Progress> ProfiledCall for UnobservedCall<P> {
    type Reservation<'b> = ();

    #[inline]
    fn reserved(&self, _: Option<&RetryBudget>) {}

    #[inline]
    fn delay_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        _: &Profile<E>,
        _: Site,
        _: impl FormatMarker<E>,
        error: E,
    ) -> Result<Duration, E> {
        self.delay_after(failed, error)
    }

    #[inline]
    fn decide_by_profile<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        _: &Profile<E>,
        _: Site,
        _: impl FormatMarker<E>,
        _: &E,
    ) -> Option<Duration> {
        self.delay(failed)
    }

    #[inline]
    fn shorten(&mut self, _: Option<Duration>) {}

    #[inline]
    fn cancel_by_profile<E>(
        &mut self,
        _: Duration,
        _: &Profile<E>,
        _: Site,
        _: &Policy,
        _: Option<&RetryBudget>,
        _: impl FormatMarker<E>,
        _: &E,
    ) {
    }

    #[inline]
    fn succeed_by_profile<E>(
        &self,
        _: &Profile<E>,
        _: Site,
        _: LazySite,
        _: &Policy,
        _: Option<&RetryBudget>,
    ) {
    }
}

/// The parts of a constant profile, as a number that a type can have.
#[derive(Debug)]
pub struct Parts<const PARTS: u8>;

const POLICY_ALONE: u8 = 0;
const CLASSIFIED: u8 = 1;
const SHARED: u8 = 2;
/// Beside one of the others.
const COOLED: u8 = 4;

/// The parts that decide which states a call needs.
#[must_use]
pub const fn parts<E>(profile: &Profile<E>) -> u8 {
    let cooled = match profile.shared_cooldown() {
        Some(_) => COOLED,
        None => 0,
    };
    cooled | parts_of_state(profile)
}

const fn parts_of_state<E>(profile: &Profile<E>) -> u8 {
    if INSTRUMENTED || profile.observer().is_some() || profile.shared_budget().is_some() {
        SHARED
    } else if profile.is_classified() {
        CLASSIFIED
    } else {
        POLICY_ALONE
    }
}

/// The states that a call with these parts needs: as small as they allow.
pub trait StateOf {
    /// The state of the call.
    type Call: ProfiledCall;

    /// The wait of an attempt for the cooldown.
    type Cooling: CooledAttempt;

    /// The state before the first attempt.
    #[must_use]
    #[inline]
    fn start() -> Self::Call {
        Self::Call::default()
    }
}

macro_rules! states {
    ($($parts:ident: $state:ty;)*) => {$(
        impl StateOf for Parts<$parts> {
            type Call = $state;
            type Cooling = Cooling<0>;
        }

        impl StateOf for Parts<{ $parts | COOLED }> {
            type Call = $state;
            type Cooling = Cooling<1>;
        }
    )*};
}

states! {
    POLICY_ALONE: UnobservedCall;
    CLASSIFIED: ClassifiedCall;
    SHARED: Call;
}
