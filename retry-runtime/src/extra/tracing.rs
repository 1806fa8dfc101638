//! The events of a call as events of the `tracing` crate. The guide's chapter on observing has the
//! levels and fields.

mod callsite;
#[cfg(feature = "attempts")]
pub(crate) mod span;

use core::fmt;
use core::time::Duration;

use ::tracing::field::{debug, display};
use ::tracing::{Level, dispatcher, event};

use callsite::Callsite;

use super::attempts_product;
use crate::error_text::EscapedLine;
use crate::{ErrorText, Event, LogLevel, Reason, Site};

/// The target of all events. The target of a site in a known module is this text, followed by the
/// module.
const TARGET: &str = "retry_runtime";

pub(crate) fn log(event: &Event<'_>) {
    let retries = match event.site().log().level() {
        None | Some(LogLevel::Warn) => Level::WARN,
        Some(LogLevel::Info) => Level::INFO,
        Some(LogLevel::Debug) => Level::DEBUG,
        Some(LogLevel::Off) => return,
    };
    if let Some(line) = Line::of(event, retries) {
        line.write();
    }
}

/// The names of the fields, in the order of their values.
const FIELDS: [&str; 12] = [
    "message",
    "site",
    "attempt",
    "max_retries",
    "delay",
    "total_delay",
    "unwaited",
    "error",
    "reason",
    "overridden",
    "nested",
    "attempts_product",
];

/// One event of the log. A field that is `None` is left out.
#[derive(Clone, Copy)]
struct Line<'a> {
    level: Level,
    message: &'static str,
    site: Site,
    attempt: u32,
    max_retries: Option<u32>,
    delay: Option<Duration>,
    total_delay: Option<Duration>,
    /// The part of the last delay that was not waited for.
    unwaited: Option<Duration>,
    error: Option<ErrorText<'a>>,
    reason: Option<Reason>,
    overridden: bool,
    attempts_product: Option<u64>,
}

impl<'a> Line<'a> {
    /// The line of an event, or `None` if the event is not logged. `retries` is the level of
    /// retries.
    fn of(event: &'a Event<'a>, retries: Level) -> Option<Self> {
        let line = |level, message, attempt, max_retries| Self {
            level,
            message,
            site: event.site(),
            attempt,
            max_retries,
            delay: None,
            total_delay: None,
            unwaited: Some(event.unwaited()).filter(|unwaited| !unwaited.is_zero()),
            error: event.error().copied(),
            reason: None,
            overridden: false,
            attempts_product: attempts_product(event),
        };
        Some(match *event {
            Event::Retry {
                attempt,
                delay,
                max_retries,
                overridden,
                ..
            } => Self {
                delay: Some(delay),
                overridden,
                ..line(retries, "attempt failed, retrying", attempt, max_retries)
            },
            Event::NotReady {
                attempt,
                delay,
                max_retries,
                overridden,
                ..
            } => Self {
                delay: Some(delay),
                overridden,
                ..line(Level::DEBUG, "not ready", attempt, max_retries)
            },
            // The first error was final, as a 404 is. No retry was wanted, so none was given up.
            Event::GiveUp {
                reason: reason @ Reason::NotRetryable,
                attempts: attempt @ 1,
                error: Some(_),
                max_retries,
                ..
            } => Self {
                reason: Some(reason),
                ..line(
                    Level::DEBUG,
                    "attempt failed, not retryable",
                    attempt,
                    max_retries,
                )
            },
            Event::GiveUp {
                reason,
                attempts,
                total_delay,
                error,
                max_retries,
                ..
            } => {
                let (level, message) = match error {
                    // The program cancelled the call. The failure itself was logged before the
                    // delay.
                    _ if reason == Reason::Cancelled => (Level::INFO, "cancelled"),
                    Some(_) => (Level::ERROR, "gave up retrying"),
                    None => (Level::INFO, "gave up, still not ready"),
                };
                Self {
                    total_delay: Some(total_delay),
                    reason: Some(reason),
                    ..line(level, message, attempts, max_retries)
                }
            }
            Event::Success {
                attempts,
                recovered: true,
                total_delay,
                max_retries,
                ..
            } => Self {
                total_delay: Some(total_delay),
                // The greater level is the more verbose.
                ..line(retries.max(Level::INFO), "recovered", attempts, max_retries)
            },
            Event::Success { .. } => return None,
        })
    }

    fn write(&self) {
        let callsite = dispatcher::has_been_set().then(|| {
            let target = self.site.log().module();
            Callsite::enabled(target, self.message, self.level)
        });
        if let Some(None) = callsite {
            return;
        }
        let site = EscapedLine(self.site);
        let (attempt, max_retries) = (self.attempt, self.max_retries);
        let delay = self.delay.map(debug);
        let (total_delay, unwaited) = (self.total_delay.map(debug), self.unwaited.map(debug));
        let error = self.error.map(|error| display(EscapedLine(Chain(error))));
        let reason = self.reason.map(Reason::as_str);
        let overridden = self.overridden.then_some(true);
        let (nested, attempts_product) =
            (self.attempts_product.map(|_| true), self.attempts_product);
        let Some(Some(callsite)) = callsite else {
            // The macro passes the event on to the `log` crate, if the program has turned on that
            // feature of `tracing`.
            macro_rules! at {
                ($level:expr) => {
                    event!(
                        target: TARGET, $level, %site, attempt, max_retries, delay, total_delay,
                        unwaited, error, reason, overridden, nested, attempts_product, "{}", self.message
                    )
                };
            }
            return match self.level {
                Level::ERROR => at!(Level::ERROR),
                Level::WARN => at!(Level::WARN),
                Level::INFO => at!(Level::INFO),
                _ => at!(Level::DEBUG),
            };
        };
        callsite.dispatch([
            &display(self.message),
            &display(site),
            &attempt,
            &max_retries,
            &delay,
            &total_delay,
            &unwaited,
            &error,
            &reason,
            &overridden,
            &nested,
            &attempts_product,
        ]);
    }
}

/// An error that is shown with its sources.
struct Chain<'a>(ErrorText<'a>);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}
