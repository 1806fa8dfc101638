//! The metrics of a call, recorded through the `metrics` facade.

use ::metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};

use core::time::Duration;

use crate::{AttemptStatus, Event};

const ATTEMPTS: &str = "retry_attempts_total";
const RETRIES: &str = "retry_retries_total";
const GIVE_UPS: &str = "retry_give_ups_total";
const DELAY: &str = "retry_delay_seconds";
#[cfg(feature = "attempts")]
const ATTEMPT: &str = "retry_attempt_seconds";
#[cfg(feature = "attempts")]
const NESTED: &str = "retry_nested_calls_total";
const BUDGET: &str = "retry_budget_available_tokens";

/// Describes this crate's metrics to the recorder of the `metrics` facade (feature `metrics`). Call
/// it once, after a recorder was installed. Without this call, the metrics have no description.
///
/// The guide's chapter on [observing](crate::guide::observing) has a table of names, units and
/// labels.
///
/// ```
/// // recorder.install()?;
/// retry_runtime::describe_metrics();
/// ```
pub fn describe_metrics() {
    describe_counter!(
        ATTEMPTS,
        Unit::Count,
        "Finished attempts of calls whose first attempt did not succeed"
    );
    describe_counter!(RETRIES, Unit::Count, "Decisions to retry");
    describe_counter!(GIVE_UPS, Unit::Count, "Calls that gave up, by reason");
    describe_histogram!(DELAY, Unit::Seconds, "Time spent waiting before attempts");
    #[cfg(feature = "attempts")]
    describe_counter!(
        NESTED,
        Unit::Count,
        "Calls that ended inside an attempt of another call, except calls that succeeded at the first attempt"
    );
    #[cfg(feature = "attempts")]
    describe_histogram!(
        ATTEMPT,
        Unit::Seconds,
        "Durations of the attempts of calls whose first attempt did not succeed"
    );
    describe_gauge!(
        BUDGET,
        Unit::Count,
        "Tokens left in the retry budget after the last retry, recovery or give-up"
    );
}

pub(crate) fn count(event: &Event<'_>, waited: Option<Duration>) {
    let site = event.site().name();
    if let Some(tokens) = event.budget() {
        gauge!(BUDGET, "site" => site.clone()).set(tokens);
    }
    if let Some(waited) = waited {
        histogram!(DELAY, "site" => site.clone()).record(waited);
    }
    // The attempt before a cancelled delay was counted when the delay began.
    if !event.is_cancel() {
        counter!(ATTEMPTS, "site" => site.clone(), "status" => AttemptStatus::of(event).as_str())
            .increment(1);
    }
    match *event {
        Event::Retry { .. } | Event::NotReady { .. } => {
            counter!(RETRIES, "site" => site).increment(1);
        }
        Event::GiveUp { reason, .. } => {
            counter!(GIVE_UPS, "site" => site, "reason" => reason.as_str()).increment(1);
        }
        Event::Success { .. } => {}
    }
}

/// Records the time of the attempt that an event reports, and the end of a nested call.
#[cfg(feature = "attempts")]
pub(crate) fn watch(event: &Event<'_>, took: Duration) {
    if let Event::Success { nested: true, .. } | Event::GiveUp { nested: true, .. } = event {
        counter!(NESTED, "site" => event.site().name()).increment(1);
    }
    if !event.is_cancel() {
        let status = AttemptStatus::of(event).as_str();
        histogram!(ATTEMPT, "site" => event.site().name(), "status" => status).record(took);
    }
}
