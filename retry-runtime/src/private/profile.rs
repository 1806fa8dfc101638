//! The parts of the profile in `with = PROFILE`, for generated code.

use crate::site::SiteDefaults;
use crate::timeout::AttemptLimit;
use crate::{Cooldown, Event, Outcome, Policy, PolicyBuilder, Profile, RetryBudget, Site, Verdict};

/// The profile of a function that returns `R`.
#[must_use]
#[inline]
pub const fn profile<R: Outcome>(profile: &Profile<R::Error>) -> &Profile<R::Error> {
    profile
}

/// The policy of a profile.
#[must_use]
#[inline]
pub const fn policy_of<E>(profile: &Profile<E>) -> &Policy {
    profile.policy()
}

/// The policy of the arguments next to a profile that is known only at run time.
#[must_use]
#[inline]
pub fn policy_beside(policy: &Policy, arguments: PolicyBuilder) -> Policy {
    arguments.build_over(policy)
}

/// The verdict of a profile on an error.
#[inline]
pub fn verdict_of<E>(profile: &Profile<E>, error: &E) -> Verdict {
    profile.verdict(error)
}

/// The budget of a profile.
#[must_use]
#[inline]
pub const fn budget_of<E>(profile: &Profile<E>) -> Option<&'static RetryBudget> {
    profile.shared_budget()
}

/// The cooldown of a profile.
#[must_use]
#[inline]
pub const fn cooldown_of<E>(profile: &Profile<E>) -> Option<&'static Cooldown> {
    profile.shared_cooldown()
}

/// The limit of a profile on each attempt.
#[must_use]
#[inline]
pub const fn limit_of<E>(profile: &Profile<E>) -> Option<AttemptLimit<E>> {
    profile.attempt_limit()
}

/// True if the profile has a limit of attempts.
#[must_use]
pub const fn has_limit<E>(profile: &Profile<E>) -> bool {
    profile.attempt_limit().is_some()
}

/// The name prefix and the log level that a profile gives to sites.
#[must_use]
#[inline]
pub const fn site_defaults_of<E>(profile: &Profile<E>) -> SiteDefaults {
    profile.site_defaults()
}

/// The site of a call with a profile.
#[must_use]
#[inline]
pub fn site_behind<E>(profile: &Profile<E>, site: Site) -> Site {
    site.behind(profile.site_defaults())
}

/// True if the profile has an observer.
#[must_use]
#[inline]
pub const fn is_observed<E>(profile: &Profile<E>) -> bool {
    profile.observer().is_some()
}

/// Calls the observer of a profile.
#[inline]
pub fn notify_observer_of<E>(profile: &Profile<E>, event: &Event<'_>) {
    if let Some(observe) = profile.observer() {
        observe(event);
    }
}
