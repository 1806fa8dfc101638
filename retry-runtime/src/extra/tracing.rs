//! Events as those of the `tracing` crate. Levels and fields stand in the guide's
//! chapter on observing.

use ::tracing::{Level, event};

use crate::Event;
use crate::error_text::EscapedLine;

const TARGET: &str = "retry_runtime";

pub(crate) fn log(event: &Event<'_>) {
    match *event {
        Event::Retry {
            site,
            attempt,
            delay,
            error: Some(error),
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
        Event::Retry {
            site,
            attempt,
            delay,
            error: None,
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
            overridden = overridden.then_some(true),
            "not ready, trying again"
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
            Level::WARN,
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
