//! Events as those of the `tracing` crate.
//!
//! | event | level | message | fields |
//! |---|---|---|---|
//! | `Retry` after a failure | `WARN` | attempt failed, retrying | `site`, `attempt`, `max_retries`, `delay`, `error` |
//! | `Retry` that `until` asked for | `DEBUG` | not ready, trying again | `site`, `attempt`, `max_retries`, `delay` |
//! | `GiveUp`, the last attempt failed | `ERROR` | gave up retrying | `site`, `attempt`, `max_retries`, `total_delay`, `error`, `reason` |
//! | `GiveUp`, `until` refused the last value | `WARN` | gave up, still not ready | `site`, `attempt`, `max_retries`, `total_delay`, `reason` |
//!
//! A poll that waits is no fault, and one that gives up returns a value: neither
//! is an error. `attempt` is the number of the attempt that has just ended, from
//! 1; `max_retries` is absent without a limit; `overridden` is `true` where an
//! override made the delay longer, else absent. A success is not logged: the
//! caller has it. The target is `retry_runtime`. There is no span: the events are
//! in the span that the call is in.

use ::tracing::{Level, event};

use crate::Event;

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
            %site,
            attempt,
            max_retries,
            ?delay,
            %error,
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
            Level::DEBUG,
            %site,
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
            %site,
            attempt = attempts,
            max_retries,
            ?total_delay,
            %error,
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
            %site,
            attempt = attempts,
            max_retries,
            ?total_delay,
            reason = reason.as_str(),
            "gave up, still not ready"
        ),
        Event::Success { .. } => {}
    }
}
