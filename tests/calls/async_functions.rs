//! Retried async functions behave as the plain function awaited in a loop written by hand.

use crate::support;

use std::cell::RefCell;
use std::future::{pending, ready};
use std::io::ErrorKind;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use retry_runtime::{AttemptTimeout, Policy, Report, retry};
use support::{fails, millis};
use tokio::time::{Instant, sleep};

fn must_be_send<T: Send>(future: T) -> T {
    future
}

mod waits {
    use super::*;

    #[retry(max = 3)]
    async fn call(calls: &mut u32) -> Result<u32, String> {
        fails(9, calls)
    }

    #[tokio::test(start_paused = true)]
    async fn waits_use_the_tokio_timer_and_its_paused_clock() {
        let (start, mut calls) = (Instant::now(), 0);
        assert_eq!(call(&mut calls).await, Err("failure 4".to_owned()));
        assert_eq!((start.elapsed(), calls), (Duration::from_millis(700), 4));
    }

    #[test]
    #[should_panic(expected = "write `sleep = path`")]
    fn waiting_without_a_runtime_panics_with_a_hint() {
        let mut calls = 0;
        let call = pin!(call(&mut calls));
        let _pending = call.poll(&mut Context::from_waker(Waker::noop()));
    }

    #[test]
    fn a_sleep_path_is_used_without_a_runtime() {
        thread_local! { static NAPS: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) }; }
        async fn nap(delay: Duration) {
            NAPS.with_borrow_mut(|naps| naps.push(delay));
        }
        #[retry(max = 3, sleep = nap)]
        async fn call(calls: &mut u32) -> Result<u32, String> {
            fails(2, calls)
        }

        let mut calls = 0;
        let call = pin!(call(&mut calls));
        let polled = call.poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Ready(Ok(3)));
        assert_eq!(NAPS.take(), millis([100, 200]));
    }

    #[tokio::test(start_paused = true)]
    async fn a_sleep_closure_may_come_from_an_argument() {
        #[retry(max = 2, sleep = nap)]
        async fn call<F: Future<Output = ()>>(nap: impl Fn(Duration) -> F) -> Option<()> {
            None
        }

        let start = Instant::now();
        assert_eq!(call(|delay| sleep(delay * 10)).await, None);
        assert_eq!(start.elapsed(), Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn no_async_delay_ends_after_max_elapsed() {
        // stamina 26.1: a limit of 0.5 s returned after 1.8 s.
        #[retry(max = unlimited, backoff = constant, max_elapsed = "500ms", observe = report)]
        async fn call(report: &mut Report) -> Result<(), String> {
            sleep(Duration::from_millis(50)).await;
            Err("down".to_owned())
        }

        let (start, mut report) = (Instant::now(), Report::new());
        assert!(call(&mut report).await.is_err());
        // Attempts take 50 ms and delays 100 ms. After the fourth attempt, at 500 ms, another delay
        // would end too late.
        assert_eq!(start.elapsed(), Duration::from_millis(500));
        assert_eq!(report.total_attempts, 4);
        assert_eq!(report.reason.unwrap().to_string(), "deadline exceeded");
    }
}

mod each_attempt {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_attempt_may_move_its_borrow() {
        #[retry(max = 2)]
        async fn call(calls: &mut Vec<u32>) -> Result<(), usize> {
            let work = async move {
                calls.push(1);
                calls.len()
            };
            Err(work.await)
        }

        assert_eq!(call(&mut Vec::new()).await, Err(3));
    }

    #[tokio::test(start_paused = true)]
    async fn each_attempt_is_a_new_future() {
        #[retry(max = 2, attempt = number)]
        async fn call(log: &RefCell<Vec<String>>) -> Result<(), ()> {
            log.borrow_mut().push(format!("{number} starts"));
            tokio::task::yield_now().await;
            log.borrow_mut().push(format!("{number} goes on"));
            Err(())
        }

        let log = RefCell::default();
        assert_eq!(call(&log).await, Err(()));
        assert_eq!(
            log.into_inner(),
            [
                "1 starts",
                "1 goes on",
                "2 starts",
                "2 goes on",
                "3 starts",
                "3 goes on"
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn question_mark_and_return_end_only_the_attempt() {
        // retrying 0.1: `?` and `return` leave the function, so nothing is retried.
        #[retry(max = 3)]
        async fn call(calls: &mut usize) -> Result<i32, std::num::ParseIntError> {
            *calls += 1;
            let number: i32 = ["one", "2", "three", "4"][*calls - 1].parse()?;
            if number == 2 {
                return "two".parse();
            }
            Ok(number)
        }

        let mut calls = 0;
        assert_eq!((call(&mut calls).await, calls), (Ok(4), 4));
    }

    #[tokio::test(start_paused = true)]
    async fn each_attempt_sees_only_changes_made_by_reference() {
        #[retry(max = 2)]
        async fn call(
            log: &mut Vec<(u32, u32)>,
            mut own: u32,
            shared: &Rc<str>,
        ) -> Option<Rc<str>> {
            own += 1;
            tokio::task::yield_now().await;
            log.push((own, u32::try_from(log.len()).ok()?));
            (log.len() == 3).then(|| Rc::clone(shared))
        }

        // The future is not `Send` and need not be.
        let mut log = Vec::new();
        assert_eq!(call(&mut log, 5, &"x".into()).await.as_deref(), Some("x"));
        assert_eq!(log, [(6, 0), (6, 1), (6, 2)]);
    }
}

mod arguments_by_reference {
    use super::*;

    #[retry(max = 2)]
    async fn lent(numbers: &mut Vec<u32>, mut bytes: &mut [u8]) -> Result<(), usize> {
        bytes[0] += 1;
        bytes = &mut bytes[1..];
        for number in numbers {
            *number += 1;
            tokio::task::yield_now().await;
        }
        Err(bytes.len())
    }

    #[tokio::test(start_paused = true)]
    async fn reference_arguments_are_reborrowed_for_each_attempt() {
        let (mut numbers, mut bytes) = (vec![1, 2], [0, 0, 0]);
        assert_eq!(lent(&mut numbers, &mut bytes).await, Err(2));
        assert_eq!((numbers, bytes), (vec![4, 5], [3, 0, 0]));
    }

    async fn add(number: &mut u32) -> Option<u32> {
        tokio::task::yield_now().await;
        *number += 1;
        None
    }

    #[retry(max = 1)]
    async fn passed_on(number: &mut u32) -> Option<u32> {
        add(number).await
    }

    #[retry(max = 1)]
    async fn borrowed(number: &mut u32) -> Option<u32> {
        add(&mut *number).await
    }

    #[test]
    fn reference_arguments_are_not_stored_twice_in_the_future() {
        let (mut one, mut other) = (1, 1);
        let (passed_on, borrowed) = (passed_on(&mut one), borrowed(&mut other));
        assert_eq!(size_of_val(&passed_on), size_of_val(&borrowed));
    }
}

mod futures_are {
    use super::*;

    #[retry(max = 1)]
    async fn call(url: &str, calls: &mut u32, job: String) -> Result<usize, String> {
        tokio::task::yield_now().await;
        *calls += 1;
        Ok(url.len() + job.len())
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_is_send_if_its_body_is() {
        let call = must_be_send(async { call("url", &mut 0, "job".to_owned()).await });
        assert_eq!(tokio::spawn(call).await.unwrap(), Ok(6));
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_is_send_if_a_cloned_argument_is_not_sync() {
        #[retry(max = 1, clone(job), attempt_timeout = "1s")]
        async fn call(job: std::cell::Cell<u32>) -> std::io::Result<u32> {
            tokio::task::yield_now().await;
            Ok(job.get())
        }
        #[allow(clippy::manual_async_fn)]
        #[retry(max = 1, clone)]
        fn returned(job: std::cell::Cell<u32>) -> impl Future<Output = Result<u32, ()>> + Send {
            async move {
                tokio::task::yield_now().await;
                job.replace(job.get() + 1);
                if job.get() > 2 {
                    Err(())
                } else {
                    Ok(job.get())
                }
            }
        }

        let task = tokio::spawn(must_be_send(call(1.into())));
        assert_eq!(task.await.unwrap().unwrap(), 1);
        assert_eq!(tokio::spawn(returned(1.into())).await.unwrap(), Ok(2));
    }

    #[test]
    fn a_future_does_nothing_before_its_first_poll() {
        let mut calls = 0;
        drop(call("url", &mut calls, "job".to_owned()));
        assert_eq!(calls, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn async_functions_may_be_function_pointers_and_trait_objects() {
        type Boxed<'a> = std::pin::Pin<Box<dyn Future<Output = Result<usize, String>> + Send + 'a>>;
        let pointer: fn(&'static str, _, String) -> _ = call;
        let mut calls = 0;
        let boxed: Boxed<'_> = Box::pin(pointer("url", &mut calls, String::new()));
        assert_eq!(boxed.await, Ok(3));
    }
}

mod recursion {
    use super::*;

    #[retry(max = 1)]
    async fn down(depth: u32, calls: &RefCell<u32>) -> Result<(), u32> {
        *calls.borrow_mut() += 1;
        if depth == 0 {
            return Err(depth);
        }
        Box::pin(down(depth - 1, calls)).await
    }

    #[tokio::test(start_paused = true)]
    async fn async_recursion_multiplies_attempts() {
        let calls = RefCell::new(0);
        assert_eq!(down(2, &calls).await, Err(0));
        assert_eq!(calls.into_inner(), 2 + 4 + 8);
    }
}

mod drops {
    use super::*;

    /// A value that logs its drop.
    struct Noisy<'a>(&'static str, &'a RefCell<Vec<String>>);

    impl Drop for Noisy<'_> {
        fn drop(&mut self) {
            self.1.borrow_mut().push(format!("drop {}", self.0));
        }
    }

    async fn body<'a>(
        argument: &Noisy<'a>,
        log: &'a RefCell<Vec<String>>,
    ) -> Result<(), Noisy<'a>> {
        let _first = Noisy("first local", log);
        let _second = Noisy("second local", log);
        tokio::task::yield_now().await;
        argument.1.borrow_mut().push("body ends".to_owned());
        Err(Noisy("error", log))
    }

    #[retry(max = 1)]
    async fn annotated<'a>(
        argument: Noisy<'a>,
        log: &'a RefCell<Vec<String>>,
    ) -> Result<(), Noisy<'a>> {
        let _first = Noisy("first local", log);
        let _second = Noisy("second local", log);
        tokio::task::yield_now().await;
        argument.1.borrow_mut().push("body ends".to_owned());
        Err(Noisy("error", log))
    }

    async fn by_hand<'a>(
        argument: Noisy<'a>,
        log: &'a RefCell<Vec<String>>,
    ) -> Result<(), Noisy<'a>> {
        let mut retries = 0;
        loop {
            match body(&argument, log).await {
                Ok(value) => return Ok(value),
                Err(error) if retries == 1 => return Err(error),
                Err(error) => drop(error),
            }
            retries += 1;
            sleep(Duration::from_millis(100)).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn values_are_dropped_in_the_order_of_a_loop_by_hand() {
        let (log, expected) = (RefCell::default(), RefCell::default());
        drop(annotated(Noisy("argument", &log), &log).await);
        drop(by_hand(Noisy("argument", &expected), &expected).await);
        assert_eq!(log, expected);
        let attempt = ["body ends", "drop second local", "drop first local"];
        assert_eq!(
            log.take(),
            [
                &attempt[..],
                &["drop error"],
                &attempt,
                &["drop argument", "drop error"]
            ]
            .concat()
        );
    }
}

mod attempt_timeout {
    use super::*;

    #[retry(max = 2, attempt_timeout = "2s", attempt = number)]
    async fn slow(fast_attempt: u32) -> std::io::Result<u32> {
        if number < fast_attempt {
            pending::<()>().await;
        }
        sleep(Duration::from_secs(1)).await;
        Ok(number)
    }

    #[tokio::test(start_paused = true)]
    async fn attempt_timeout_drops_the_attempt_and_counts_as_a_failure() {
        let start = Instant::now();
        assert_eq!(slow(2).await.unwrap(), 2);
        // One attempt that timed out, one delay, and one attempt.
        assert_eq!(start.elapsed(), Duration::from_millis(2000 + 100 + 1000));

        let error = slow(9).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(error.to_string(), "the attempt took longer than 2s");
        let timeout: &AttemptTimeout = error.get_ref().unwrap().downcast_ref().unwrap();
        assert_eq!(timeout.limit(), Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn attempt_timeout_is_judged_like_any_other_error() {
        #[retry(attempt_timeout = "1s", when = |error| error.kind() != ErrorKind::TimedOut)]
        async fn call(calls: &mut u32) -> std::io::Result<()> {
            *calls += 1;
            pending().await
        }

        let mut calls = 0;
        assert!(call(&mut calls).await.is_err());
        assert_eq!(calls, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn attempt_timeout_may_be_a_constant_and_use_a_custom_sleep() {
        const LIMIT: Duration = Duration::from_secs(3);
        async fn thrice(delay: Duration) {
            sleep(delay * 3).await;
        }
        #[retry(max = 1, attempt_timeout = LIMIT, sleep = thrice)]
        async fn call() -> Result<(), Box<dyn std::error::Error>> {
            pending().await
        }

        let start = Instant::now();
        let error = call().await.unwrap_err();
        assert!(error.downcast_ref::<AttemptTimeout>().is_some());
        assert_eq!(start.elapsed(), Duration::from_millis(9000 + 300 + 9000));
    }

    #[tokio::test(start_paused = true)]
    async fn an_outcome_that_is_ready_at_the_timeout_is_kept() {
        #[retry(attempt_timeout = "1s")]
        async fn call() -> std::io::Result<&'static str> {
            sleep(Duration::from_secs(1)).await;
            Ok("just in time")
        }

        assert_eq!(call().await.unwrap(), "just in time");
    }
}

#[tokio::test(start_paused = true)]
async fn an_async_policy_expression_is_evaluated_once() {
    #[retry(policy = policies.next().unwrap())]
    async fn call(policies: &mut impl Iterator<Item = Policy>) -> Result<(), ()> {
        ready(Err(())).await
    }

    let start = Instant::now();
    let policy = Policy::builder().max(1).build();
    assert_eq!(call(&mut std::iter::once(policy)).await, Err(()));
    assert_eq!(start.elapsed(), Duration::from_millis(100));
}
