//! The steps of a call with a profile.

use core::time::Duration;

use crate::call::FailedAttempt;
use crate::error_text::{ByTypeName, FormatMarker};
use crate::notify::Message;
use crate::steps::{CallFacts, CallSteps};
use crate::{Policy, Profile, RetryBudget, Site};

/// The facts about a call with a profile, and the function that notifies its observer.
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

/// Records a failed attempt, decides, and notifies the features and the profile's observer. Returns the delay before the next attempt.
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

/// Records a failed attempt, decides, and notifies the features and the profile's observer, for a
/// loop that keeps the error during the wait. Returns the delay before the next attempt, or `None`
/// if there is no other attempt.
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

/// Records a cancel during a delay, and notifies the features and the profile's observer.
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

/// Gives tokens back to the budget after a success, and notifies the features and the profile's
/// observer.
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
