//! The span of an attempt, which is the parent of everything that the body logs. The guide's
//! chapter on observing has its name and fields.

use ::tracing::field::Empty;
use ::tracing::span::{Entered, EnteredSpan};
use ::tracing::{Level, Span, span};

use super::TARGET;
use crate::AttemptStatus;
use crate::error_text::EscapedLine;
use crate::extra::LazySite;

/// The span of a running attempt.
#[derive(Debug)]
pub(crate) struct AttemptSpan(Span);

/// The span of a blocking attempt, which its thread has entered.
#[derive(Debug)]
pub(crate) struct EnteredAttempt(EnteredSpan);

/// The span of an attempt that has ended. Dropping it records a success, unless
/// [`not_succeeded`](Self::not_succeeded) has recorded another outcome.
#[derive(Debug, Default)]
pub(crate) struct EndedSpan(Option<Span>);

impl AttemptSpan {
    pub(crate) fn new(site: LazySite, attempt: u32) -> Self {
        Self(span!(
            target: TARGET,
            Level::DEBUG,
            "attempt",
            code.function.name = site.get().map(|site| ::tracing::field::display(EscapedLine(site))),
            attempt,
            outcome = Empty,
            otel.status_code = Empty,
        ))
    }

    pub(crate) fn entered(self) -> EnteredAttempt {
        EnteredAttempt(self.0.entered())
    }

    pub(crate) fn enter(&self) -> Entered<'_> {
        self.0.enter()
    }

    pub(crate) fn ended(self) -> EndedSpan {
        EndedSpan(Some(self.0))
    }
}

impl EnteredAttempt {
    pub(crate) fn ended(self) -> EndedSpan {
        EndedSpan(Some(self.0.exit()))
    }
}

impl EndedSpan {
    pub(crate) const NONE: Self = Self(None);

    /// Records that the attempt failed, or that its value is not ready.
    pub(crate) fn not_succeeded(&mut self, not_ready: bool) {
        let Some(span) = self.0.take() else {
            return;
        };
        if not_ready {
            span.record("outcome", AttemptStatus::NotReady.as_str());
        } else {
            span.record("outcome", AttemptStatus::Failed.as_str());
            // The bridges to OpenTelemetry turn this field into the status of the span.
            span.record("otel.status_code", "ERROR");
        }
    }
}

impl Drop for EndedSpan {
    fn drop(&mut self) {
        if let Some(span) = &self.0 {
            span.record("outcome", AttemptStatus::Success.as_str());
        }
    }
}
