//! One retried call with a profile. The compiler may know some parts of the profile.

use core::time::Duration;

use crate::call::{Call, ClassifiedCall, FailedAttempt, UnobservedCall};
use crate::cooldown::{CooledAttempt, Cooling};
use crate::error_text::{ByTypeName, FormatMarker};
use crate::extra::INSTRUMENTED;
use crate::notify::Message;
use crate::steps::{CallFacts, CallSteps};
use crate::{Policy, Profile, RetryBudget, Site};

/// The facts about a call with a profile, and the way to tell its observer.
#[inline]
fn facts<'p, E, S>(
    profile: &'p Profile<E>,
    site: Site,
    policy: &'p Policy,
    budget: Option<&'p RetryBudget>,
    format: S,
) -> (CallFacts<'p, S>, impl FnMut(Message<'_, E>)) {
    let observer = profile.observer();
    let facts = CallFacts {
        site,
        defaults: profile.site_defaults(),
        policy,
        budget,
        format,
        observed: observer.is_some(),
        has_listener: observer.is_some(),
    };
    let notify = move |message: Message<'_, E>| {
        if let (Message::Event(event), Some(observe)) = (message, observer) {
            observe(event);
        }
    };
    (facts, notify)
}

/// Takes note of a failed attempt, decides, and tells the features and the observer of the
/// profile. Returns the delay before the next attempt.
///
/// # Errors
///
/// The error, if there is no other attempt; otherwise it is dropped.
#[inline]
pub fn delay_by_profile<C: CallSteps, E>(
    failed: &FailedAttempt<'_>,
    call: &mut C,
    profile: &Profile<E>,
    site: Site,
    format: impl FormatMarker<E>,
    error: E,
) -> Result<Duration, E> {
    let (facts, notify) = facts(profile, site, failed.policy, failed.budget, format);
    call.delay_or(&facts, failed, error, notify)
}

/// Decides and tells likewise about an error that the loop keeps during the wait, since the wait
/// may end the call.
#[inline]
pub fn decide_by_profile<C: CallSteps, E>(
    failed: &FailedAttempt<'_>,
    call: &mut C,
    profile: &Profile<E>,
    site: Site,
    format: impl FormatMarker<E>,
    error: &E,
) -> Option<Duration> {
    let (facts, notify) = facts(profile, site, failed.policy, failed.budget, format);
    call.decide_and_notify(&facts, failed, Some(error), notify)
}

/// Takes note of a cancel during a delay, and tells the features and the observer of the profile.
#[allow(clippy::too_many_arguments, reason = "the parts of a notice")]
pub fn cancel_by_profile<C: CallSteps, E>(
    call: &mut C,
    unwaited: Duration,
    profile: &Profile<E>,
    site: Site,
    policy: &Policy,
    budget: Option<&RetryBudget>,
    format: impl FormatMarker<E>,
    error: &E,
) {
    let (facts, notify) = facts(profile, site, policy, budget, format);
    call.cancel(&facts, unwaited, Some(error), notify);
}

/// Gives the budget its due after a success, and tells the features and the observer of the
/// profile.
#[inline]
pub fn succeed_by_profile<C: CallSteps, E>(
    call: &C,
    profile: &Profile<E>,
    site: Site,
    policy: &Policy,
    budget: Option<&RetryBudget>,
) {
    let (facts, notify) = facts(profile, site, policy, budget, ByTypeName);
    call.succeed(&facts, notify);
}

/// The parts of a constant profile, as a number in a type.
#[derive(Debug)]
pub struct Parts<const PARTS: u8>;

const POLICY_ALONE: u8 = 0;
const CLASSIFIED: u8 = 1;
const OBSERVED: u8 = 2;
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
        OBSERVED
    } else if profile.is_classified() {
        CLASSIFIED
    } else {
        POLICY_ALONE
    }
}

/// The states that a call with these parts needs. They are as small as the parts allow.
pub trait StateOf {
    /// The state of the call.
    type Call: CallSteps;

    /// The state of an attempt that a cooldown may hold back.
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
    OBSERVED: Call;
}
