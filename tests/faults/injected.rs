//! Failures that a test injects: attempts that fail without running, and lost answers.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures::executor::block_on;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{AttemptStatus, NoValue, Policy, Reason, Report, RetryBudget, Verdict, retry};

use crate::support::millis;

/// Counts the runs of a body.
#[allow(clippy::unnecessary_wraps, reason = "a body that never fails")]
fn done(runs: &Cell<u32>) -> Result<u32, String> {
    runs.set(runs.get() + 1);
    Ok(runs.get())
}

fn down() -> String {
    "down".to_owned()
}

fn error() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

/// A call that counts the runs of its body.
type Counted = fn(&Cell<u32>) -> Result<u32, String>;

/// Every shape of a loop, with its name.
fn loops() -> Vec<(&'static str, Counted)> {
    static BUDGET: RetryBudget = RetryBudget::builder().capacity(10_000).build();
    const POLICY: Policy = Policy::builder().build();

    #[retry]
    fn bare(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(when = |_| true)]
    fn judged(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(classify = |_| Verdict::Retry)]
    fn classified(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(budget = BUDGET)]
    fn paid(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(until = |_| true)]
    fn polled(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(on_retry = |_| ())]
    fn told(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(observe = |_| (), budget = BUDGET)]
    fn observed(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(policy = POLICY)]
    fn by_policy(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(clone)]
    fn with_clones(runs: &Cell<u32>, text: String) -> Result<u32, String> {
        drop(text);
        done(runs)
    }
    #[retry]
    async fn asynchronous(runs: &Cell<u32>) -> Result<u32, String> {
        done(runs)
    }
    #[retry(budget = BUDGET, attempt_timeout = "1h")]
    async fn limited(runs: &Cell<u32>) -> Result<u32, Timeout> {
        done(runs).map_err(Timeout)
    }
    #[retry]
    fn future(runs: &Cell<u32>) -> Pin<Box<dyn Future<Output = Result<u32, String>> + '_>> {
        Box::pin(async move { done(runs) })
    }

    vec![
        ("bare", bare),
        ("judged", judged),
        ("classified", classified),
        ("paid", paid),
        ("polled", polled),
        ("told", told),
        ("observed", observed),
        ("by_policy", by_policy),
        ("with_clones", |runs| with_clones(runs, String::new())),
        ("asynchronous", |runs| block_on(asynchronous(runs))),
        ("future", |runs| block_on(future(runs))),
        ("closure", |runs| POLICY.retry(|| done(runs)).call()),
        ("closure with settings", |runs| {
            let call = POLICY.retry(|| done(runs)).when(|_| true).until(|_| true);
            call.budget(&BUDGET).on_retry(|_| ()).call()
        }),
        ("closure with a context", |runs| {
            POLICY.retry_with(|_| done(runs)).call()
        }),
        ("async closure", |runs| {
            block_on(POLICY.retry_async(async || done(runs)).call())
        }),
        ("async closure with a limit", |runs| {
            let call = POLICY.retry_async_mut(async || done(runs).map_err(Timeout));
            let call = call.attempt_timeout(Duration::from_secs(3600));
            block_on(call.call()).map_err(|Timeout(text)| text)
        }),
        ("limited", |runs| {
            block_on(limited(runs)).map_err(|Timeout(text)| text)
        }),
    ]
}

/// A text that can be made from a timeout.
#[derive(Debug)]
struct Timeout(String);

impl std::fmt::Display for Timeout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<retry_runtime::AttemptTimeout> for Timeout {
    fn from(timeout: retry_runtime::AttemptTimeout) -> Self {
        Self(timeout.to_string())
    }
}

/// The message of a panic.
fn panics(test: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(test)).expect_err("no panic");
    payload.downcast_ref::<String>().expect("words").clone()
}

mod lost_answers {
    use super::*;

    #[test]
    fn a_lost_answer_makes_every_loop_run_its_body_again() {
        for (name, call) in loops() {
            let clock = VirtualTime::start();
            let lost = clock.lose_answers(2);
            let runs = Cell::new(0);
            assert_eq!(call(&runs), Ok(3), "{name}");
            assert_eq!(clock.delays(), millis([100, 200]), "{name}");
            drop(lost);
            assert_eq!(call(&runs), Ok(4), "{name}");
        }
    }

    #[test]
    fn a_lost_answer_is_a_failure_event_without_an_error() {
        #[retry(observe = report, on_retry = |retry| lines.push(retry.to_string()))]
        fn fetch(report: &mut Report, lines: &mut Vec<String>) -> Result<u32, String> {
            Ok(7)
        }
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let (mut report, mut lines) = (Report::new(), Vec::new());
        assert_eq!(fetch(&mut report, &mut lines), Ok(7));
        let mut of_closure = Report::new();
        let policy = Policy::default();
        let call = policy.retry(|| Ok::<_, String>(7)).observe(&mut of_closure);
        let call = call.on_retry(|retry| lines.push(retry.to_string()));
        assert_eq!(call.call(), Ok(7));
        assert_eq!(report, of_closure);
        let [first, second] = report.attempts.as_slice() else {
            panic!("two attempts");
        };
        assert_eq!(first.status, AttemptStatus::Failed);
        assert_eq!(first.error.as_deref(), Some("answer lost"));
        assert_eq!(first.delay, Some(Duration::from_millis(100)));
        assert_eq!(second.status, AttemptStatus::Success);
        let line = "attempt 1 of 4 failed, retrying in 100ms: answer lost";
        assert_eq!(lines, [line, line]);
    }

    #[test]
    fn an_answer_after_a_failure_can_be_lost_too() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let mut outcomes = vec![Ok(3), Err("last"), Ok(1), Err("first")];
        let mut report = Report::new();
        let policy = Policy::default();
        let call = policy.retry(|| outcomes.pop().unwrap());
        assert_eq!(call.observe(&mut report).call(), Ok(3));
        let errors: Vec<_> = report.attempts.into_iter().map(|it| it.error).collect();
        let expected = [Some("first"), Some("answer lost"), Some("last"), None];
        assert_eq!(errors, expected.map(|error| error.map(str::to_owned)));
    }

    #[test]
    fn a_lost_answer_is_returned_if_no_retry_is_left() {
        static SMALL: RetryBudget = RetryBudget::builder().capacity(5).build();
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(u32::MAX);
        let mut report = Report::new();
        let mut runs = 0;
        let mut body = || {
            runs += 1;
            Ok::<_, String>(runs)
        };
        let policy = Policy::builder().max(2).build();
        assert_eq!(policy.retry(&mut body).observe(&mut report).call(), Ok(3));
        assert_eq!((report.total_attempts, report.reason), (3, None));

        let call = policy.retry(&mut body).budget(&SMALL);
        assert_eq!(call.observe(&mut report).call(), Ok(5));
        assert_eq!((report.total_attempts, report.reason), (2, None));

        let late: Policy = "max_elapsed = 150ms".parse().unwrap();
        assert_eq!(late.retry(&mut body).observe(&mut report).call(), Ok(7));
        assert_eq!((report.total_attempts, report.reason), (2, None));

        let _single_attempts = clock.no_retries();
        assert_eq!(policy.retry(&mut body).observe(&mut report).call(), Ok(8));
        assert_eq!((report.total_attempts, report.reason), (1, None));
    }

    #[test]
    fn a_value_that_is_not_ready_is_no_lost_answer() {
        #[retry(max = 3, until = |percent| *percent >= 100, observe = report)]
        fn poll(percent: &mut u32, report: &mut Report) -> Option<u32> {
            *percent += 50;
            Some(*percent)
        }
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let mut report = Report::new();
        assert_eq!(poll(&mut 0, &mut report), Some(150));
        let statuses: Vec<_> = report
            .attempts
            .iter()
            .map(|it| it.status.as_str())
            .collect();
        assert_eq!(statuses, ["not_ready", "failed", "success"]);
    }

    #[test]
    fn of_several_lost_answer_guards_the_largest_counts() {
        let clock = VirtualTime::start();
        let _one = clock.lose_answers(1);
        let two = clock.lose_answers(2);
        let runs = Cell::new(0);
        let call = || Policy::default().retry(|| done(&runs)).call();
        assert_eq!(call(), Ok(3));
        drop(two);
        assert_eq!(call(), Ok(5));
    }

    #[test]
    fn a_lost_answer_costs_tokens_like_a_failure() {
        #[retry(budget = budget)]
        fn fetch(budget: &RetryBudget) -> Option<()> {
            Some(())
        }
        let clock = VirtualTime::start();
        let budget = RetryBudget::builder().capacity(100).build();
        let lost = clock.lose_answers(2);
        assert_eq!(fetch(&budget), Some(()));
        // Two retries cost 5 tokens each, and a success refunds the last.
        assert_eq!(budget.available(), 95);
        drop(lost);
        assert_eq!(fetch(&budget), Some(()));
        assert_eq!(budget.available(), 96);
    }
}

mod injected_failures {
    use super::*;

    #[test]
    fn an_injected_failure_replaces_the_body_in_every_loop() {
        for (name, call) in loops() {
            let clock = VirtualTime::start();
            let _failing: Box<dyn Any> = if name.contains("limit") {
                Box::new(clock.fail_next(2, || Timeout(down())))
            } else {
                Box::new(clock.fail_next(2, down))
            };
            let runs = Cell::new(0);
            assert_eq!(call(&runs), Ok(1), "{name}");
            assert_eq!(clock.delays(), millis([100, 200]), "{name}");
        }
    }

    #[test]
    fn an_injected_failure_ends_a_call_without_retries_left() {
        for (name, call) in loops() {
            let clock = VirtualTime::start();
            let _failing: Box<dyn Any> = if name.contains("limit") {
                Box::new(clock.fail_next(4, || Timeout(down())))
            } else {
                Box::new(clock.fail_next(4, down))
            };
            let runs = Cell::new(0);
            assert_eq!(call(&runs), Err(down()), "{name}");
            assert_eq!(runs.get(), 0, "{name}");
        }
    }

    #[test]
    fn injected_failures_are_judged_like_errors_of_the_body() {
        #[retry(when = |error| error.kind() == io::ErrorKind::TimedOut, observe = report)]
        fn fetch(report: &mut Report) -> io::Result<()> {
            Ok(())
        }
        let clock = VirtualTime::start();
        let _missing = clock.fail_next(1, || io::Error::from(io::ErrorKind::NotFound));
        let mut report = Report::new();
        let error = fetch(&mut report).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert_eq!(report.reason, Some(Reason::NotRetryable));
    }

    #[test]
    fn injected_failures_skip_calls_with_other_error_types() {
        #[retry]
        fn no_error() -> Option<u8> {
            Some(1)
        }
        #[retry]
        fn text() -> Result<u8, String> {
            Ok(2)
        }
        let clock = VirtualTime::start();
        let _failing = clock.fail_next(2, error);
        assert_eq!((no_error(), text()), (Some(1), Ok(2)));
        let policy = Policy::default();
        assert_eq!(policy.retry(text).call(), Ok(2));
        assert_eq!(clock.delays(), []);
        assert_eq!(policy.retry(|| Ok::<_, io::Error>(3)).call().unwrap(), 3);
        assert_eq!(clock.delays(), millis([100, 200]));
    }

    #[test]
    fn an_injected_failure_of_an_option_is_none() {
        #[retry]
        fn no_error() -> Option<u8> {
            Some(1)
        }
        let clock = VirtualTime::start();
        let _failing = clock.fail_next(5, || NoValue);
        assert_eq!((no_error(), no_error()), (None, Some(1)));
    }

    #[test]
    fn injected_failures_come_in_the_order_of_their_guards() {
        let clock = VirtualTime::start();
        let mut answers = ["third", "second"].into_iter().map(str::to_owned);
        let _first = clock.fail_next(1, || "first".to_owned());
        let _others = clock.fail_next(2, move || answers.next_back().unwrap());
        let mut report = Report::new();
        let policy = Policy::default();
        let call = policy.retry(|| Ok::<_, String>(()));
        assert_eq!(call.observe(&mut report).call(), Ok(()));
        let errors: Vec<_> = report
            .attempts
            .iter()
            .filter_map(|it| it.error.clone())
            .collect();
        assert_eq!(errors, ["first", "second", "third"]);
    }

    #[test]
    fn an_injected_failure_may_read_the_clock() {
        let clock = VirtualTime::start();
        let own = clock.clone();
        let _failing = clock.fail_next(2, move || format!("{:?}", own.elapsed()));
        let mut report = Report::new();
        let policy = Policy::default();
        let call = policy.retry(|| Ok::<_, String>(()));
        assert_eq!(call.observe(&mut report).call(), Ok(()));
        let errors: Vec<_> = report
            .attempts
            .iter()
            .filter_map(|it| it.error.clone())
            .collect();
        assert_eq!(errors, ["0ns", "100ms"]);
    }

    #[test]
    fn injected_failures_skip_errors_that_may_borrow() {
        #[retry]
        fn borrowed(text: &str) -> Result<usize, &str> {
            if text.is_empty() {
                Err(text)
            } else {
                Ok(text.len())
            }
        }
        #[retry]
        fn generic<E>(error: &Cell<Option<E>>) -> Result<(), E> {
            error.take().map_or(Ok(()), Err)
        }
        #[retry]
        fn in_a_vector<E>(error: &Cell<Vec<E>>) -> Result<(), Vec<E>> {
            let errors = error.take();
            if errors.is_empty() {
                Ok(())
            } else {
                Err(errors)
            }
        }
        #[retry]
        fn in_a_box<E>(error: &Cell<Option<Box<E>>>) -> Result<(), Box<E>> {
            error.take().map_or(Ok(()), Err)
        }
        trait Fetch {
            type Error;

            fn error(&self) -> Option<Self::Error>;

            #[retry]
            fn fetch(&self) -> Result<(), Self::Error> {
                self.error().map_or(Ok(()), Err)
            }
        }
        impl<'a> Fetch for &'a str {
            type Error = &'a str;

            fn error(&self) -> Option<&'a str> {
                None
            }
        }
        let clock = VirtualTime::start();
        let _outage = clock.fail_next(u32::MAX, || "down");
        let owned = String::from("text");
        assert_eq!(borrowed(&owned), Ok(4));
        assert_eq!(generic(&Cell::new(Some(&*owned))), Ok(()));
        assert_eq!(in_a_vector(&Cell::new(vec![&*owned])), Ok(()));
        assert_eq!(in_a_box(&Cell::new(Some(Box::new(&*owned)))), Ok(()));
        assert_eq!((&*owned).fetch(), Ok(()));
    }

    #[test]
    fn injected_failures_reach_borrowed_and_opaque_values() {
        #[retry]
        fn borrowed(text: &str) -> Result<&str, String> {
            Ok(text)
        }
        #[retry]
        fn hidden(text: &str) -> Result<impl Iterator<Item = char>, String> {
            Ok(text.chars())
        }
        let clock = VirtualTime::start();
        let _failing = clock.fail_next(2, down);
        assert_eq!(borrowed("a"), Ok("a"));
        assert_eq!(hidden("b").unwrap().next(), Some('b'));
        assert_eq!(clock.delays().len(), 2);
    }

    #[test]
    fn injected_failures_keep_futures_send() {
        #[retry]
        async fn fetch() -> Result<u8, Rc<str>> {
            Ok(1)
        }
        fn assert_send(_: impl Send) {}
        assert_send(fetch());
        let policy = Policy::default();
        assert_send(policy.retry_async(async || Ok::<u8, Rc<str>>(1)).call());
    }
}

mod a_site {
    use super::*;

    mod orders {
        #[retry_runtime::retry]
        pub(super) fn reserve() -> Result<u8, String> {
            Ok(1)
        }

        #[retry_runtime::retry]
        pub(super) async fn pay() -> Result<u8, String> {
            Ok(2)
        }

        #[retry_runtime::retry(name = "orders.ship")]
        pub(super) fn ship() -> Result<u8, String> {
            Ok(3)
        }
    }

    fn all() -> [Result<u8, String>; 3] {
        [orders::reserve(), block_on(orders::pay()), orders::ship()]
    }

    #[test]
    fn a_site_matches_by_the_end_of_its_path() {
        let whole = format!("{}::orders::pay", module_path!());
        for name in ["orders::pay", "pay", "a_site::orders::pay", &whole] {
            let clock = VirtualTime::start();
            let _failing = clock.fail_site(name, 4, down);
            assert_eq!(all(), [Ok(1), Err(down()), Ok(3)], "{name}");
        }
        let clock = VirtualTime::start();
        let failing = clock.fail_site("ay", 4, down);
        assert_eq!(all(), [Ok(1), Ok(2), Ok(3)]);
        assert!(panics(|| drop(failing)).contains("orders::pay"));
    }

    #[test]
    fn a_site_matches_by_its_name_argument() {
        let clock = VirtualTime::start();
        let _failing = clock.fail_site("orders.ship", 4, down);
        assert_eq!(all(), [Ok(1), Ok(2), Err(down())]);
        let _failing = clock.fail_site("stock.count", 4, down);
        let policy = Policy::default();
        let call = policy.retry(|| Ok::<u8, _>(4)).name("stock.count");
        assert_eq!(call.call(), Err(down()));
    }

    #[test]
    fn the_site_of_a_closure_is_its_enclosing_function() {
        fn count() -> Result<u8, String> {
            Policy::default().retry(|| Ok(1)).call()
        }
        async fn count_async() -> Result<u8, String> {
            Policy::default().retry_async(async || Ok(1)).call().await
        }
        let clock = VirtualTime::start();
        let _failing = clock.fail_site("count", 4, down);
        let _also = clock.fail_site("count_async", 4, down);
        assert_eq!(count(), Err(down()));
        assert_eq!(block_on(count_async()), Err(down()));
    }
}

mod failures_left_over {
    use super::*;

    #[retry(max = 1)]
    fn fetch() -> Result<u8, String> {
        Ok(1)
    }

    #[test]
    fn unused_failures_panic_with_a_count() {
        let words = panics(|| {
            let clock = VirtualTime::start();
            let _failing = clock.fail_next(3, down);
            assert_eq!(fetch(), Err(down()));
        });
        let expected = "1 of the 3 failures of `fail_next` is left over: too few attempts had an error of type `alloc::string::String`";
        assert_eq!(words, expected);
    }

    #[test]
    fn unused_failures_are_listed_with_the_attempts_that_did_not_match() {
        let words = panics(|| {
            let clock = VirtualTime::start();
            let _failing = clock.fail_next(2, || "down");
            assert_eq!((fetch(), fetch()), (Ok(1), Ok(1)));
        });
        assert!(words.starts_with("2 of the 2 failures of `fail_next` are left over: "));
        let site = format!("`{}::fetch`", module_path!());
        let passed =
            format!("; there were attempts of {site}, whose error is `alloc::string::String`");
        assert!(words.ends_with(&passed), "{words}");

        let words = panics(|| {
            let clock = VirtualTime::start();
            let _failing = clock.fail_site("fetsh", 2, down);
            assert_eq!(fetch(), Ok(1));
        });
        assert!(
            words
                .contains("of `fail_site(\"fetsh\")` are left over: too few attempts of that site")
        );
        assert!(words.ends_with(&passed), "{words}");
    }

    #[test]
    fn unused_failures_do_not_panic_during_another_panic() {
        let words = catch_unwind(|| {
            let clock = VirtualTime::start();
            let _failing = clock.fail_next(3, down);
            panic!("the test's own");
        });
        let payload = words.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"the test's own"));
    }

    #[test]
    fn an_endless_outage_leaves_no_unused_failures() {
        let clock = VirtualTime::start();
        let outage = clock.fail_next(u32::MAX, down);
        assert_eq!((fetch(), fetch()), (Err(down()), Err(down())));
        drop(outage);
        assert_eq!(fetch(), Ok(1));
    }
}

mod other_threads {
    use super::*;

    static RUNS: AtomicU32 = AtomicU32::new(0);

    #[retry]
    async fn asynchronous() -> Result<u32, String> {
        Ok(RUNS.fetch_add(1, Ordering::Relaxed))
    }

    #[test]
    fn threads_that_enter_the_clock_get_its_failures() {
        #[retry]
        fn fetch(runs: &mut u32) -> Result<u32, String> {
            *runs += 1;
            Ok(*runs)
        }
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let _failing = clock.fail_next(2, down);
        std::thread::scope(|scope| {
            let stranger = scope.spawn(|| fetch(&mut 0));
            assert_eq!(stranger.join().unwrap(), Ok(1));
            let entered = scope.spawn(|| {
                let _entered = clock.enter();
                fetch(&mut 0)
            });
            assert_eq!(entered.join().unwrap(), Ok(2));
        });
        assert_eq!(clock.delays(), millis([100, 200, 400]));
    }

    #[test]
    fn wrapped_tasks_get_the_failures_of_their_clock() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let _failing = clock.fail_next(2, down);
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        runtime.block_on(async {
            let task = tokio::spawn(clock.wrap(asynchronous()));
            assert_eq!(task.await.unwrap(), Ok(1));
            let alone = tokio::spawn(asynchronous());
            assert_eq!(alone.await.unwrap(), Ok(2));
        });
        assert_eq!(clock.delays(), millis([100, 200, 400]));
    }

    #[test]
    fn failures_of_another_clock_are_not_injected() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        {
            let inner = VirtualTime::start();
            let runs = Cell::new(0);
            assert_eq!(Policy::default().retry(|| done(&runs)).call(), Ok(1));
            assert_eq!(inner.delays(), []);
        }
        let runs = Cell::new(0);
        assert_eq!(Policy::default().retry(|| done(&runs)).call(), Ok(2));
    }
}
