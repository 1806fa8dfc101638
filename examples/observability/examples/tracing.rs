//! Retries in the log: `cargo run -p observability --example tracing`
//!
//! This needs only the feature `tracing` of `retry-runtime`.

use std::io;

use retry_runtime::retry;
use tracing_subscriber::fmt::MakeWriter;

#[retry(max = 2, base_delay = "1ms", name = "shop.fetch")]
fn fetch() -> Result<(), String> {
    Err("connection refused".to_owned())
}

fn main() {
    log_to(io::stderr, || {
        let _failed = fetch();
    });
}

/// Logs without times and colors: every run writes the same text.
fn log_to(writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static, run: impl FnOnce()) {
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_writer(writer)
        .finish();
    tracing::subscriber::with_default(subscriber, run);
}

#[test]
fn logs_each_retry_and_the_end() {
    use std::sync::{Arc, Mutex};

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

    let written = Written::default();
    let writer = written.clone();
    log_to(move || writer.clone(), || assert!(fetch().is_err()));
    let bytes = written.0.lock().unwrap().clone();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        include_str!("tracing.log")
    );
}
