//! Counters of each site, and overrides of a running process (feature `sites`).

mod overrides;
mod shared;
mod text;

use core::time::Duration;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::string::String;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::vec::Vec;

use super::attempts_product;
use crate::{AttemptStatus, Event, Reason};

pub use overrides::Overrides;
pub(crate) use overrides::limits;
pub use text::ParseOverridesError;

/// The counters of one site since the process began.
///
/// A call is counted from its first failure, or from its first value that is not ready. A call that
/// succeeds at its first attempt is not counted, and costs nothing.
///
/// With the feature `serde`, the counters can be written as JSON. The fields' docs name the keys
/// that differ from the field.
///
/// ```
/// use retry_runtime::{Policy, SiteCounters, sites};
///
/// /// One line of a status page.
/// fn line(of: &SiteCounters) -> String {
///     format!("{}: {} retries, {:?} waited, {} recovered", of.site, of.retries, of.total_delay, of.recoveries)
/// }
///
/// let mut answers = vec![Some(7), None, None];
/// let policy = Policy::default();
/// let call = policy.retry(|| answers.pop()?).name("stock.count");
/// assert_eq!(call.sleep(|_| ()).call(), Some(7));
/// let lines: Vec<_> = sites().iter().map(line).collect();
/// assert_eq!(lines, ["stock.count: 2 retries, 300ms waited, 1 recovered"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct SiteCounters {
    /// The [name](crate::Site) of the site.
    pub site: String,
    /// Retries decided upon. Each is one more attempt, unless its delay is cut short, for example
    /// because a future is dropped.
    pub retries: u64,
    /// The retries whose delay an [override](crate::Overrides) made longer.
    pub overridden_retries: u64,
    /// Attempts whose value `until` did not accept.
    pub not_ready: u64,
    /// Calls that succeeded after at least one failure.
    pub recoveries: u64,
    /// Calls that gave up, by reason. A reason without calls is left out. JSON: an object from the
    /// reason's word to the number.
    pub give_ups: BTreeMap<Reason, u64>,
    /// The sum of all delays before retries: of each as it was decided upon, until the next
    /// event of its call corrects it. JSON: `total_delay_seconds`, a number.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "total_delay_seconds", with = "crate::duration::seconds")
    )]
    pub total_delay: Duration,
    /// The tokens left in the budget after the last retry, recovery or give-up. `None` if the call
    /// has no budget. Calls that succeed at their first attempt put tokens in without updating this
    /// number, and [`RetryBudget::available`](crate::RetryBudget::available) returns the current
    /// one.
    pub budget_available: Option<u32>,
    /// Calls that ended inside an attempt of another retried call, except those that succeeded at
    /// their first attempt. It is zero without the feature `attempts`.
    pub nested_calls: u64,
    /// The largest product of attempt numbers in nested calls, with an attempt of this site as the
    /// innermost. If three nested calls each reach attempt 3, it is 27. It is zero if no call was
    /// nested.
    pub max_attempts_product: u64,
}

#[derive(Default)]
struct Counters {
    retries: u64,
    overridden_retries: u64,
    not_ready: u64,
    recoveries: u64,
    give_ups: BTreeMap<Reason, u64>,
    total_delay: Duration,
    budget_available: Option<u32>,
    nested_calls: u64,
    max_attempts_product: u64,
}

static SITES: Mutex<BTreeMap<Cow<'static, str>, Counters>> = Mutex::new(BTreeMap::new());

fn lock() -> MutexGuard<'static, BTreeMap<Cow<'static, str>, Counters>> {
    SITES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the counters of all sites, by name.
///
/// A site appears with its first failure, or with its first value that is not ready. The numbers of
/// one site are read at the same moment.
///
/// ```
/// use retry_runtime::{Reason, retry, sites};
///
/// #[retry(max = 2, base_delay = "1ms", name = "orders.fetch")]
/// fn fetch() -> Result<(), String> {
///     Err("down".to_owned())
/// }
///
/// assert!(fetch().is_err());
/// let sites = sites();
/// assert_eq!(sites[0].site, "orders.fetch");
/// assert_eq!(sites[0].retries, 2);
/// assert_eq!(sites[0].give_ups[&Reason::RetriesExhausted], 1);
/// ```
#[must_use]
pub fn sites() -> Vec<SiteCounters> {
    lock()
        .iter()
        .map(|(site, counters)| SiteCounters {
            site: site.clone().into_owned(),
            retries: counters.retries,
            overridden_retries: counters.overridden_retries,
            not_ready: counters.not_ready,
            recoveries: counters.recoveries,
            give_ups: counters.give_ups.clone(),
            total_delay: counters.total_delay,
            budget_available: counters.budget_available,
            nested_calls: counters.nested_calls,
            max_attempts_product: counters.max_attempts_product,
        })
        .collect()
}

pub(crate) fn count(event: &Event<'_>) {
    let mut sites = lock();
    let counters = sites.entry(event.site().name()).or_default();
    counters.budget_available = event.budget();
    let is_not_ready = AttemptStatus::of(event) == AttemptStatus::NotReady;
    counters.not_ready += u64::from(is_not_ready && !event.is_cancel());
    if let Some(product) = attempts_product(event) {
        let has_ended = matches!(event, Event::Success { .. } | Event::GiveUp { .. });
        counters.nested_calls += u64::from(has_ended);
        counters.max_attempts_product = counters.max_attempts_product.max(product);
    }
    // The whole delay was counted when it began.
    counters.total_delay = counters.total_delay.saturating_sub(event.unwaited());
    match *event {
        Event::Retry {
            delay, overridden, ..
        }
        | Event::NotReady {
            delay, overridden, ..
        } => {
            counters.retries += 1;
            counters.overridden_retries += u64::from(overridden);
            counters.total_delay = counters.total_delay.saturating_add(delay);
        }
        Event::Success { recovered, .. } => counters.recoveries += u64::from(recovered),
        Event::GiveUp { reason, .. } => {
            // The retry was counted when its delay began, but it is not made.
            let unmade = u64::from(event.is_cancel());
            counters.retries = counters.retries.saturating_sub(unmade);
            *counters.give_ups.entry(reason).or_default() += 1;
        }
    }
}
