//! Events as those of the `tracing` crate. Levels and fields stand in the guide's
//! chapter on observing.

use ::tracing::{Level, event};

use crate::error_text::EscapedLine;
use crate::{Event, Reason};

const TARGET: &str = "retry_runtime";

#[allow(clippy::too_many_lines, reason = "a table of events")]
pub(crate) fn log(event: &Event<'_>) {
    match *event {
        Event::Retry {
            site,
            attempt,
            delay,
            error,
            max_retries,
            overridden,
            ..
        } => event!(
            target: TARGET,
            Level::WARN,
            site = %EscapedLine(site),
            attempt,
            max_retries,
            ?delay,
            error = %EscapedLine(format_args!("{error:#}")),
            overridden = overridden.then_some(true),
            "attempt failed, retrying"
        ),
        Event::NotReady {
            site,
            attempt,
            delay,
            max_retries,
            overridden,
            ..
        } => event!(
            target: TARGET,
            Level::DEBUG,
            site = %EscapedLine(site),
            attempt,
            max_retries,
            ?delay,
            overridden = overridden.then_some(true),
            "not ready"
        ),
        // An answer such as a 404: no retry was wanted, so none was given up.
        Event::GiveUp {
            site,
            reason: reason @ Reason::NotRetryable,
            attempts: attempt @ 1,
            error: Some(error),
            max_retries,
            ..
        } => event!(
            target: TARGET,
            Level::DEBUG,
            site = %EscapedLine(site),
            attempt,
            max_retries,
            error = %EscapedLine(format_args!("{error:#}")),
            reason = reason.as_str(),
            "attempt failed, not retryable"
        ),
        // Told to stop. The failure itself was logged before the delay.
        Event::GiveUp {
            site,
            reason: reason @ Reason::Cancelled,
            attempts,
            total_delay,
            error,
            max_retries,
            ..
        } => event!(
            target: TARGET,
            Level::INFO,
            site = %EscapedLine(site),
            attempt = attempts,
            max_retries,
            ?total_delay,
            error = error.map(|error| display(EscapedLine(std::format!("{error:#}")))),
            reason = reason.as_str(),
            "cancelled"
        ),
        Event::GiveUp {
            site,
            reason,
            attempts,
            total_delay,
            error: Some(error),
            max_retries,
            ..
        } => event!(
            target: TARGET,
            Level::ERROR,
            site = %EscapedLine(site),
            attempt = attempts,
            max_retries,
            ?total_delay,
            error = %EscapedLine(format_args!("{error:#}")),
            reason = reason.as_str(),
            "gave up retrying"
        ),
        Event::GiveUp {
            site,
            reason,
            attempts,
            total_delay,
            error: None,
            max_retries,
            ..
        } => event!(
            target: TARGET,
            Level::INFO,
            site = %EscapedLine(site),
            attempt = attempts,
            max_retries,
            ?total_delay,
            reason = reason.as_str(),
            "gave up, still not ready"
        ),
        Event::Success { .. } => {}
    }
}
