//! The log: lines on standard error, counted by level for the metrics.

use std::io;

use metrics::counter;
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Writes what is `INFO` or more, as most services do. Call it once per process.
pub(crate) fn install() -> Result<(), tracing::subscriber::SetGlobalDefaultError> {
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(io::stderr);
    let registry = tracing_subscriber::registry().with(LevelFilter::INFO);
    tracing::subscriber::set_global_default(registry.with(lines).with(CountLines))
}

/// Counts the lines in the metric `log_lines_total`.
struct CountLines;

impl<S: Subscriber> Layer<S> for CountLines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        counter!("log_lines_total", "level" => event.metadata().level().as_str()).increment(1);
    }
}
