//! Functions that return a future: the work of the future is retried, not its construction.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt, LocalBoxFuture};
use retry_runtime::retry;
use tokio::time::Instant;
use tracing::Instrument;

type Outcome = Result<u32, String>;

/// The number of futures that were made, and the number of times that their work was done.
#[derive(Default)]
struct Counts {
    made: Cell<u32>,
    done: Cell<u32>,
}

impl Counts {
    fn work(&self) -> Outcome {
        self.done.set(self.done.get() + 1);
        Err(format!("attempt {}", self.done.get()))
    }

    fn made(&self) {
        self.made.set(self.made.get() + 1);
    }
}

#[retry(max = 2)]
fn opaque(counts: &Counts) -> impl Future<Output = Outcome> {
    counts.made();
    async {
        tokio::task::yield_now().await;
        counts.work()?;
        unreachable!("the work fails")
    }
}

#[retry(max = 2)]
fn boxed<'a>(counts: &'a Counts) -> Pin<Box<dyn Future<Output = Outcome> + 'a>> {
    counts.made();
    Box::pin(async move { counts.work() })
}

#[retry(max = 2)]
fn by_std(counts: &Counts) -> std::pin::Pin<std::boxed::Box<impl Future<Output = Outcome>>> {
    counts.made();
    std::boxed::Box::pin(async move { counts.work() })
}

#[retry(max = 2)]
fn by_alias(counts: &Counts) -> LocalBoxFuture<'_, Outcome> {
    counts.made();
    async move { counts.work() }.boxed_local()
}

#[retry(max = 2)]
#[allow(unused_parens)]
fn in_parentheses(counts: &Counts) -> impl Future<Output = Outcome> {
    counts.made();
    (async move { counts.work() })
}

#[retry(max = 2)]
fn in_a_block(counts: &Counts) -> impl Future<Output = Outcome> {
    {
        counts.made();
        async move { counts.work() }
    }
}

#[allow(clippy::needless_return, reason = "a `return` is the case")]
#[retry(max = 2)]
fn by_return(counts: &Counts) -> LocalBoxFuture<'_, Outcome> {
    counts.made();
    return Box::pin(async move { counts.work() });
}

#[retry(max = 2)]
fn in_a_span(counts: &Counts) -> impl Future<Output = Outcome> {
    counts.made();
    async move { counts.work() }.instrument(tracing::info_span!("call"))
}

#[tokio::test(start_paused = true)]
async fn returned_futures_of_every_shape_are_retried() {
    async fn check(call: impl Future<Output = Outcome>, counts: &Counts) {
        let start = Instant::now();
        assert_eq!(counts.made.replace(0), 1);
        assert_eq!(call.await, Err("attempt 3".to_owned()));
        assert_eq!(counts.done.replace(0), 3);
        assert_eq!(start.elapsed(), Duration::from_millis(300));
    }

    let counts = Counts::default();
    check(opaque(&counts), &counts).await;
    check(boxed(&counts), &counts).await;
    check(by_std(&counts), &counts).await;
    check(by_alias(&counts), &counts).await;
    check(in_parentheses(&counts), &counts).await;
    check(in_a_block(&counts), &counts).await;
    check(by_return(&counts), &counts).await;
    check(in_a_span(&counts), &counts).await;
}

#[tokio::test(start_paused = true)]
async fn returned_futures_may_consume_cloned_arguments() {
    #[retry(max = 2, clone(job))]
    fn call(mut number: u32, job: String) -> BoxFuture<'static, Result<String, (u32, String)>> {
        async move {
            number += 1;
            Err((number, job))
        }
        .boxed()
    }

    let outcome = tokio::spawn(call(1, "job".to_owned())).await.unwrap();
    assert_eq!(outcome, Err((2, "job".to_owned())));
}

mod arguments_named_before_the_future {
    use super::*;

    #[retry(max = 2)]
    fn changed(
        mut number: u32,
        mut text: String,
        mut read: u32,
    ) -> impl Future<Output = Result<(), (u32, u32)>> {
        text.push('!');
        number += read + u32::try_from(text.len()).unwrap_or_default();
        async move {
            let before = number;
            number += 1;
            read += 1;
            Err((before, number + read))
        }
    }

    #[retry(max = 2, clone(text))]
    fn changed_and_cloned(mut text: String) -> impl Future<Output = Result<(), String>> {
        text.push('!');
        async move { Err(text) }
    }

    #[retry(max = 2)]
    fn shadowed<'a>(
        mut url: &'a str,
        calls: &mut Vec<u32>,
        pinned: Pin<&'a mut u32>,
    ) -> BoxFuture<'a, Result<(), (&'a str, u32)>> {
        let calls = std::mem::take(calls);
        let number = pinned.get_mut();
        url = url.trim();
        Box::pin(async move {
            *number += u32::try_from(calls.len()).unwrap_or_default();
            Err((url, *number))
        })
    }

    #[derive(Clone, Copy)]
    struct Step(u32);

    impl Step {
        #[retry(max = 2)]
        fn receiver(mut self) -> impl Future<Output = Result<(), u32>> {
            self.0 += 1;
            async move {
                self.0 += 1;
                Err(self.0)
            }
        }

        #[retry(max = 2)]
        fn borrowed_receiver(&mut self) -> impl Future<Output = Result<(), u32>> {
            let step = self;
            Box::pin(async move {
                step.0 += 1;
                Err(step.0)
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn arguments_changed_before_the_future_are_changed_once() {
        assert_eq!(changed(1, "a".to_owned(), 1).await, Err((4, 7)));
        let text = changed_and_cloned("a".to_owned()).await;
        assert_eq!(text, Err("a!".to_owned()));
        let (mut calls, mut number) = (vec![1, 2], 0);
        let future = shadowed(" url ", &mut calls, Pin::new(&mut number));
        assert_eq!(future.await, Err(("url", 6)));
        assert_eq!(Step(1).receiver().await, Err(3));
        assert_eq!(Step(1).borrowed_receiver().await, Err(4));
    }
}

mod written_by_a_macro {
    use super::*;

    macro_rules! future_of {
        ($name:ident, $counts:ident, $block:block) => {
            #[retry(max = 2)]
            fn $name($counts: &Counts) -> impl Future<Output = Outcome> {
                $counts.made();
                async move $block
            }
        };
        ($name:ident, $counts:ident, $body:expr) => {
            #[retry(max = 2)]
            fn $name($counts: &Counts) -> LocalBoxFuture<'_, Outcome> {
                $counts.made();
                $body
            }
        };
    }
    future_of!(by_block, counts, { counts.work() });
    future_of!(by_expression, counts, Box::pin(async { counts.work() }));

    #[tokio::test(start_paused = true)]
    async fn returned_futures_written_by_a_macro_are_retried() {
        let counts = Counts::default();
        assert_eq!(by_block(&counts).await, Err("attempt 3".to_owned()));
        assert_eq!(by_expression(&counts).await, Err("attempt 6".to_owned()));
        assert_eq!(counts.made.get(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn returned_futures_may_have_an_attempt_timeout() {
    #[retry(max = 1, attempt_timeout = "1s")]
    fn call() -> BoxFuture<'static, std::io::Result<()>> {
        async { std::future::pending().await }.boxed()
    }

    let start = Instant::now();
    assert!(tokio::spawn(call()).await.unwrap().is_err());
    assert_eq!(start.elapsed(), Duration::from_millis(2100));
}
