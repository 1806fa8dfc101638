//! Attributes that rewrite the function, above and below `#[retry]`.

use crate::support;

use std::cell::Cell;

use retry_runtime::retry;
use support::nap;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber, instrument};

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static SPANS: Cell<u64> = const { Cell::new(0) };
}

/// Succeeds at the third call on this thread.
fn third_time() -> Result<(), String> {
    CALLS.set(CALLS.get() + 1);
    if CALLS.get() < 3 {
        return Err(format!("call {}", CALLS.get()));
    }
    Ok(())
}

mod tests_are_retried {
    use super::*;

    #[retry(max = 2, base_delay = "1ms")]
    #[test]
    fn retry_works_above_the_test_attribute() -> Result<(), String> {
        third_time()
    }

    #[test]
    #[retry(max = 2, base_delay = "1ms")]
    fn retry_works_below_the_test_attribute() -> Result<(), String> {
        third_time()
    }

    #[retry(max = 2)]
    #[tokio::test(start_paused = true)]
    async fn retry_works_above_the_tokio_test_attribute() -> Result<(), String> {
        third_time()
    }
}

mod a_main_function {
    use super::*;

    #[retry(max = 2, base_delay = "1ms")]
    #[tokio::main(flavor = "current_thread")]
    async fn above() -> Result<(), String> {
        third_time()
    }

    #[test]
    fn a_main_function_is_retried() {
        assert_eq!(above(), Ok(()));
    }
}

mod spans {
    use super::*;

    /// Counts spans.
    struct Counter;

    impl Subscriber for Counter {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            // Spans of attempts do not count.
            metadata.target() != "retry_runtime"
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            SPANS.set(SPANS.get() + 1);
            Id::from_u64(SPANS.get())
        }
        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[retry(max = 2, sleep = nap)]
    #[instrument]
    fn above(argument: &str) -> Result<(), String> {
        third_time()
    }

    #[instrument]
    #[retry(max = 2, sleep = nap)]
    fn below(argument: &str) -> Result<(), String> {
        third_time()
    }

    #[retry(max = 2)]
    #[instrument]
    async fn above_async(argument: &str) -> Result<(), String> {
        tokio::task::yield_now().await;
        third_time()
    }

    #[instrument]
    #[retry(max = 2)]
    async fn below_async(argument: &str) -> Result<(), String> {
        tokio::task::yield_now().await;
        third_time()
    }

    fn spans_of(call: impl FnOnce() -> Result<(), String>) -> u64 {
        CALLS.set(0);
        SPANS.set(0);
        assert_eq!(tracing::subscriber::with_default(Counter, call), Ok(()));
        SPANS.get()
    }

    #[test]
    fn spans_above_retry_cover_the_call_and_spans_below_each_attempt() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        assert_eq!(spans_of(|| above("argument")), 1);
        assert_eq!(spans_of(|| below("argument")), 3);
        assert_eq!(spans_of(|| runtime.block_on(above_async("argument"))), 1);
        assert_eq!(spans_of(|| runtime.block_on(below_async("argument"))), 3);
    }
}
