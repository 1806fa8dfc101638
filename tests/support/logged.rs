//! Log lines of `tracing`, as the usual formatter writes them.

use std::io;
use std::sync::{Arc, Mutex, Once};

use tracing::Level;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::prelude::*;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A subscriber for all threads that accepts no event, but is asked about each. Without it, if a
/// thread without a subscriber reached a log statement first, `tracing` would record that no
/// subscriber wants its events.
static EVERYWHERE: Once = Once::new();

/// The lines logged during a closure.
pub(crate) fn logged(run: impl FnOnce()) -> String {
    written(FmtSpan::NONE, run)
}

/// The lines logged during a closure, with one line as each span closes.
#[allow(
    dead_code,
    reason = "not every program that includes this file asks for spans"
)]
pub(crate) fn logged_spans(run: impl FnOnce()) -> String {
    written(FmtSpan::CLOSE, run)
}

fn written(spans: FmtSpan, run: impl FnOnce()) -> String {
    EVERYWHERE.call_once(|| {
        let asked_each_time = dynamic_filter_fn(|_, _| false);
        tracing_subscriber::registry().with(asked_each_time).init();
    });
    let written = Written::default();
    let writer = written.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .without_time()
        .with_ansi(false)
        .with_span_events(spans)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, run);
    let bytes = written.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}
