//! Calls as seen by a subscriber of `tracing`.

#[path = "../support/logged.rs"]
mod logged;
#[path = "../support/mod.rs"]
mod support;

use std::fmt;
use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{CancelToken, LogLevel, Policy, Profile, Report, RetryBudget, retry};

/// The lines that `run` logs, in virtual time.
fn logged(run: impl FnOnce()) -> Vec<String> {
    let _clock = VirtualTime::start();
    let text = logged::logged(run);
    text.lines()
        .map(|line| line.trim_start().to_owned())
        .collect()
}

#[derive(Debug)]
struct Down(u32);

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answer {}", self.0)
    }
}

#[retry(max = 2)]
fn call(failures: u32, calls: &mut u32) -> Result<u32, Down> {
    *calls += 1;
    if *calls <= failures {
        Err(Down(500 + *calls))
    } else {
        Ok(*calls)
    }
}

#[test]
fn a_success_at_once_is_not_logged() {
    assert_eq!(logged(|| assert!(call(0, &mut 0).is_ok())), [""; 0]);
}

#[test]
fn each_retry_is_logged_as_a_warning() {
    assert_eq!(
        logged(|| assert!(call(2, &mut 0).is_ok())),
        [
            "WARN retry_runtime::tracing: attempt failed, retrying site=tracing::call attempt=1 max_retries=2 delay=100ms error=answer 501",
            "WARN retry_runtime::tracing: attempt failed, retrying site=tracing::call attempt=2 max_retries=2 delay=200ms error=answer 502",
            "INFO retry_runtime::tracing: recovered site=tracing::call attempt=3 max_retries=2 total_delay=300ms",
        ]
    );
}

#[test]
fn a_lost_answer_is_logged_as_a_failed_attempt() {
    let policy = Policy::default();
    let lines = logged(|| {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        assert_eq!(call(0, &mut 0).ok(), Some(2));
        let call = policy.retry(|| Some(1)).name("closure");
        assert_eq!(call.call(), Some(1));
    });
    assert_eq!(
        lines,
        [
            "WARN retry_runtime::tracing: attempt failed, retrying site=tracing::call attempt=1 max_retries=2 delay=100ms error=answer lost",
            "INFO retry_runtime::tracing: recovered site=tracing::call attempt=2 max_retries=2 total_delay=100ms",
            "WARN retry_runtime::tracing: attempt failed, retrying site=closure attempt=1 max_retries=3 delay=100ms error=answer lost",
            "INFO retry_runtime::tracing: recovered site=closure attempt=2 max_retries=3 total_delay=100ms",
        ]
    );
}

#[test]
fn a_give_up_is_logged_as_an_error() {
    assert_eq!(
        logged(|| assert!(call(9, &mut 0).is_err())).last().unwrap(),
        "ERROR retry_runtime::tracing: gave up retrying site=tracing::call attempt=3 max_retries=2 total_delay=300ms error=answer 503 reason=\"retries_exhausted\""
    );
}

/// A delay that is cut short counts with its real length.
#[test]
fn a_cancel_is_logged_as_no_error() {
    #[retry(max = 2, cancel = stop, name = "worker")]
    fn work(stop: &CancelToken, attempts: &mut u32) -> Result<(), Down> {
        *attempts += 1;
        if *attempts == 2 {
            stop.cancel();
        }
        Err(Down(503))
    }

    assert_eq!(
        logged(|| assert!(work(&CancelToken::new(), &mut 0).is_err()))[1..],
        [
            "WARN retry_runtime::tracing: attempt failed, retrying site=worker attempt=2 max_retries=2 delay=200ms error=answer 503",
            "INFO retry_runtime::tracing: cancelled site=worker attempt=2 max_retries=2 total_delay=100ms unwaited=200ms error=answer 503 reason=\"cancelled\""
        ]
    );
}

/// Logged without virtual time, in which a `sleep` never ends early.
#[test]
fn a_delay_that_ended_early_is_corrected_on_the_next_line() {
    #[retry(max = 2, base_delay = "1h", max_delay = "1h", sleep = support::nap_early, name = "early")]
    async fn early() -> Option<()> {
        None
    }

    let lines = logged::logged(|| assert_eq!(support::block_on(early()), None));
    assert_eq!(
        lines.lines().map(str::trim_start).collect::<Vec<_>>(),
        [
            "WARN retry_runtime::tracing: attempt failed, retrying site=early attempt=1 max_retries=2 delay=3600s error=None",
            "WARN retry_runtime::tracing: attempt failed, retrying site=early attempt=2 max_retries=2 delay=3600s unwaited=3599.5s error=None",
            "ERROR retry_runtime::tracing: gave up retrying site=early attempt=3 max_retries=2 total_delay=1s unwaited=3599.5s error=None reason=\"retries_exhausted\"",
        ]
    );
}

#[test]
fn an_error_that_is_not_retryable_is_not_logged_as_a_give_up() {
    #[retry(max = 2, name = "get", when = |down| down.0 >= 500)]
    fn blocking(answers: &mut Vec<u32>) -> Result<(), Down> {
        Err(Down(answers.pop().unwrap()))
    }
    #[retry(max = 2, name = "get", when = |down| down.0 >= 500)]
    async fn asynchronous(answers: &mut Vec<u32>) -> Result<(), Down> {
        Err(Down(answers.pop().unwrap()))
    }

    let line = "DEBUG retry_runtime::tracing: attempt failed, not retryable site=get attempt=1 max_retries=2 error=answer 404 reason=\"not_retryable\"";
    assert_eq!(
        logged(|| assert!(blocking(&mut vec![404]).is_err())),
        [line]
    );
    assert_eq!(
        logged(|| {
            let mut answers = vec![404];
            assert!(futures::executor::block_on(asynchronous(&mut answers)).is_err());
        }),
        [line]
    );
    let policy = Policy::builder().max(2).build();
    let call = policy.retry(|| Err::<(), _>(Down(404))).name("get");
    assert_eq!(
        logged(|| assert!(call.when(|_| false).call().is_err())),
        [line]
    );
    // After a retry, this error ends a call that was retried.
    assert_eq!(
        logged(|| assert!(blocking(&mut vec![404, 503]).is_err()))[1..],
        [
            "ERROR retry_runtime::tracing: gave up retrying site=get attempt=2 max_retries=2 total_delay=100ms error=answer 404 reason=\"not_retryable\""
        ]
    );
}

#[test]
fn a_recovery_is_logged_once_and_a_poll_does_not_recover() {
    #[retry(max = 3, name = "poll", until = |ready| *ready)]
    fn poll(answers: &mut Vec<Option<bool>>) -> Option<bool> {
        answers.pop().unwrap()
    }

    let messages = |answers: &[Option<bool>]| {
        let mut answers = answers.to_vec();
        let lines = logged(|| assert_eq!(poll(&mut answers), Some(true)));
        let message = |line: &String| {
            let (start, _) = line.split_once(" site=").unwrap();
            start.replace("retry_runtime::tracing: ", "")
        };
        lines.iter().map(message).collect::<Vec<_>>()
    };
    assert_eq!(messages(&[Some(true), Some(false)]), ["DEBUG not ready"]);
    assert_eq!(
        messages(&[Some(true), Some(false), None]),
        [
            "WARN attempt failed, retrying",
            "DEBUG not ready",
            "INFO recovered"
        ]
    );
}

/// The levels of the lines that a call logs: for a retry, a recovery and a give-up.
fn levels(mut call: impl FnMut(&mut u32, u32)) -> Vec<String> {
    let lines = [1, 9].map(|failures| logged(|| call(&mut 0, failures)));
    let level = |line: &String| line.split(' ').next().unwrap().to_owned();
    lines.iter().flatten().map(level).collect()
}

#[test]
fn log_sets_the_level_of_the_retries_of_one_site() {
    macro_rules! at {
        ($level:ident) => {{
            #[retry(max = 1, log = $level)]
            fn blocking(calls: &mut u32, failures: u32) -> Result<u32, Down> {
                fails(failures, calls)
            }
            #[retry(max = 1, name = "named", log = $level, on_retry = |_| ())]
            async fn asynchronous(calls: &mut u32, failures: u32) -> Result<u32, Down> {
                fails(failures, calls)
            }
            [
                levels(|calls, failures| drop(blocking(calls, failures))),
                levels(|calls, failures| {
                    drop(futures::executor::block_on(asynchronous(calls, failures)));
                }),
            ]
        }};
    }
    let closures = |level| {
        let policy = Policy::builder().max(1).build();
        [
            levels(|calls, failures| {
                let call = policy.retry(|| fails(failures, calls)).name("closure");
                drop(call.log(level).call());
            }),
            levels(|calls, failures| {
                let call = policy.retry_async_mut(async || fails(failures, calls));
                drop(futures::executor::block_on(call.log(level).call()));
            }),
        ]
    };
    for (attributes, level, expected) in [
        (at!(off), LogLevel::Off, &[][..]),
        (
            at!(debug),
            LogLevel::Debug,
            &["DEBUG", "DEBUG", "DEBUG", "ERROR"],
        ),
        (
            at!(info),
            LogLevel::Info,
            &["INFO", "INFO", "INFO", "ERROR"],
        ),
        (
            at!(warn),
            LogLevel::Warn,
            &["WARN", "INFO", "WARN", "ERROR"],
        ),
    ] {
        for lines in attributes.into_iter().chain(closures(level)) {
            assert_eq!(lines, expected);
        }
    }
}

fn fails(failures: u32, calls: &mut u32) -> Result<u32, Down> {
    *calls += 1;
    if *calls <= failures {
        Err(Down(503))
    } else {
        Ok(*calls)
    }
}

#[test]
fn log_beside_a_profile_wins_over_its_level() {
    static QUIET: Profile<Down> =
        Profile::new(Policy::builder().max(1).build()).log(LogLevel::Debug);

    #[retry(with = QUIET)]
    fn by_the_profile(calls: &mut u32, failures: u32) -> Result<u32, Down> {
        fails(failures, calls)
    }
    #[retry(with = QUIET, log = info, name = "own")]
    fn by_its_own(calls: &mut u32, failures: u32) -> Result<u32, Down> {
        fails(failures, calls)
    }

    let quiet = ["DEBUG", "DEBUG", "DEBUG", "ERROR"];
    let own = ["INFO", "INFO", "INFO", "ERROR"];
    assert_eq!(levels(|calls, n| drop(by_the_profile(calls, n))), quiet);
    assert_eq!(levels(|calls, n| drop(by_its_own(calls, n))), own);
    let closure = |calls: &mut u32, n| QUIET.retry(|| fails(n, calls)).call();
    assert_eq!(levels(|calls, n| drop(closure(calls, n))), quiet);
    let closure = |calls: &mut u32, n| QUIET.retry(|| fails(n, calls)).log(LogLevel::Info).call();
    assert_eq!(levels(|calls, n| drop(closure(calls, n))), own);
}

#[test]
fn the_lines_of_an_inner_call_have_the_product_of_attempts() {
    #[retry(max = 1, name = "outer", log = off)]
    fn outer() -> Option<()> {
        inner()
    }
    #[retry(max = 1, name = "inner")]
    fn inner() -> Option<()> {
        None
    }

    let lines = logged(|| assert_eq!(outer(), None));
    let ends = lines
        .iter()
        .map(|line| line.split_once(" error=None").unwrap().1);
    assert_eq!(
        ends.collect::<Vec<_>>(),
        [
            " nested=true attempts_product=1",
            r#" reason="retries_exhausted" nested=true attempts_product=2"#,
            " nested=true attempts_product=2",
            r#" reason="retries_exhausted" nested=true attempts_product=4"#,
        ]
    );
}

mod spans {
    use std::future::ready;

    use super::*;

    /// The lines that bodies log in their attempts.
    fn inside(run: impl FnOnce()) -> Vec<String> {
        let mut lines = logged(run);
        lines.retain(|line| line.contains("inside"));
        lines
    }

    fn work(attempt: u32) -> Result<(), &'static str> {
        tracing::info!("inside");
        if attempt < 3 { Err("down") } else { Ok(()) }
    }

    #[test]
    fn an_attempt_is_the_parent_of_everything_that_its_body_logs() {
        #[retry(name = "get", attempt = n)]
        fn blocking() -> Result<(), &'static str> {
            work(n)
        }
        #[retry(name = "get", attempt = n, attempt_timeout = "1h", sleep = |_| ready(()))]
        async fn asynchronous() -> Result<(), Box<dyn std::error::Error>> {
            Ok(work(n)?)
        }
        let expected = [1, 2, 3].map(|n| {
            format!(r"INFO attempt{{code.function.name=get attempt={n}}}: tracing::spans: inside")
        });
        let policy = Policy::default();
        for lines in [
            inside(|| blocking().unwrap()),
            inside(|| futures::executor::block_on(asynchronous()).unwrap()),
            inside(|| {
                let call = policy.retry_with(|context| work(context.attempt()));
                call.name("get").call().unwrap();
            }),
            inside(|| {
                let call = policy.retry_async_with(async |context| work(context.attempt()));
                futures::executor::block_on(call.name("get").call()).unwrap();
            }),
        ] {
            assert_eq!(lines, expected);
        }
    }

    /// The fields of each span as it closes.
    fn closed(run: impl FnOnce()) -> Vec<String> {
        let lines = logged::logged_spans(run);
        let fields = |line: &str| {
            let (_, fields) = line.split_once("attempt{code.function.name=")?;
            let (fields, _) = fields.split_once("}: ")?;
            line.ends_with(": close").then(|| fields.to_owned())
        };
        lines.lines().filter_map(fields).collect()
    }

    #[test]
    fn a_span_has_the_outcome_of_its_attempt() {
        #[retry(name = "poll", until = |ready| *ready)]
        fn poll(answers: &mut Vec<Option<bool>>) -> Option<bool> {
            answers.pop().unwrap()
        }
        #[retry(name = "call")]
        fn call() -> Result<(), Down> {
            Ok(())
        }

        let mut answers = vec![Some(true), Some(false), None];
        let _clock = VirtualTime::start();
        assert_eq!(
            closed(|| assert_eq!(poll(&mut answers), Some(true))),
            [
                r#"poll attempt=1 outcome="failed" otel.status_code="ERROR""#,
                r#"poll attempt=2 outcome="not_ready""#,
                r#"poll attempt=3 outcome="success""#,
            ]
        );
        assert_eq!(
            closed(|| call().unwrap()),
            [r#"call attempt=1 outcome="success""#]
        );
    }

    #[test]
    fn an_attempt_that_the_limit_of_the_call_ends_has_failed() {
        #[retry(name = "call", call_timeout = "10s")]
        async fn annotated() -> std::io::Result<()> {
            std::future::pending().await
        }
        let policy = Policy::default();
        let closure = || {
            let call = policy.retry_async(std::future::pending::<std::io::Result<()>>);
            call.name("call").call_timeout(Duration::from_secs(10))
        };
        let failed = r#"call attempt=1 outcome="failed" otel.status_code="ERROR""#;
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build().unwrap();
        let lines = closed(|| assert!(runtime.block_on(annotated()).is_err()));
        assert_eq!(lines, [failed]);
        let lines = closed(|| assert!(runtime.block_on(closure().call()).is_err()));
        assert_eq!(lines, [failed]);
    }

    #[test]
    fn an_answer_that_no_retry_replaces_is_a_success() {
        #[retry(name = "call", max = 1)]
        fn call() -> Result<(), Down> {
            Ok(())
        }

        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(2);
        assert_eq!(
            closed(|| call().unwrap()),
            [
                r#"call attempt=1 outcome="failed" otel.status_code="ERROR""#,
                r#"call attempt=2 outcome="success""#
            ]
        );
    }

    #[test]
    fn a_dropped_attempt_has_no_outcome() {
        let policy = Policy::default();
        let lines = closed(|| {
            let call = policy.retry_async(std::future::pending::<Option<()>>);
            let mut call = Box::pin(call.name("call").call());
            let waker = futures::task::noop_waker();
            let mut context = std::task::Context::from_waker(&waker);
            assert!(Future::poll(call.as_mut(), &mut context).is_pending());
        });
        assert_eq!(lines, ["call attempt=1"]);
        let lines = closed(|| {
            let call = policy.retry(|| -> Option<()> { std::panic::resume_unwind(Box::new(())) });
            let call = std::panic::AssertUnwindSafe(call.name("call"));
            assert!(std::panic::catch_unwind(|| call.0.call()).is_err());
        });
        assert_eq!(lines, ["call attempt=1"]);
    }
}

mod filtered {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tracing::Subscriber;
    use tracing_subscriber::Layer;
    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::layer::{Context, SubscriberExt as _};

    mod storage {
        use super::super::*;

        #[retry(max = 1, name = "get")]
        pub(super) fn get() -> Result<(), Down> {
            Err(Down(503))
        }

        #[retry(max = 1)]
        pub(super) async fn put() -> Result<(), Down> {
            Err(Down(503))
        }

        pub(super) fn closure() -> Result<(), Down> {
            let policy = Policy::builder().max(1).build();
            policy.retry(|| Err(Down(503))).name("closure").call()
        }
    }

    #[retry(max = 1)]
    fn list() -> Option<()> {
        None
    }

    fn run() {
        assert!(storage::get().is_err());
        assert!(futures::executor::block_on(storage::put()).is_err());
        assert!(storage::closure().is_err());
        assert_eq!(list(), None);
    }

    /// A layer that counts the events that reach it.
    #[derive(Clone, Default)]
    struct Heard(Arc<AtomicU32>);

    impl<S: Subscriber> Layer<S> for Heard {
        fn on_event(&self, _: &tracing::Event<'_>, _: Context<'_, S>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_filter_quiets_the_retries_of_one_module() {
        let _clock = VirtualTime::start();
        for (filter, expected) in [
            ("retry_runtime=warn", 8),
            ("retry_runtime=error", 4),
            ("warn,retry_runtime::tracing::filtered::storage=off", 2),
            ("warn,retry_runtime::tracing::filtered::storage=error", 5),
            ("off,retry_runtime::tracing::filtered::storage=warn", 6),
        ] {
            let filter: Targets = filter.parse().unwrap();
            let heard = Heard::default();
            let subscriber = tracing_subscriber::registry().with(filter.clone());
            tracing::subscriber::with_default(subscriber.with(heard.clone()), run);
            assert_eq!(heard.0.load(Ordering::Relaxed), expected, "{filter}");
        }
    }
}

/// In each call, the verdict is to retry.
#[test]
fn a_denied_first_retry_is_a_give_up() {
    static BUDGET: RetryBudget = RetryBudget::builder().capacity(1).build();

    #[retry(max_elapsed = "10s", retry_after = |_| Some(Duration::from_secs(20)))]
    fn without_time() -> Result<(), Down> {
        Err(Down(503))
    }
    #[retry(budget = BUDGET)]
    fn without_tokens() -> Result<(), Down> {
        Err(Down(503))
    }
    #[retry(retry_after = |_| Some(Duration::from_secs(60)))]
    fn pushed_back() -> Result<(), Down> {
        Err(Down(503))
    }

    // This call spends the only token.
    logged(|| assert!(without_tokens().is_err()));
    for (call, reason) in [
        (without_time as fn() -> _, "deadline_exceeded"),
        (without_tokens, "budget_exhausted"),
        (pushed_back, "pushback_too_long"),
    ] {
        let lines = logged(|| assert!(call().is_err()));
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(
            lines[0].starts_with("ERROR retry_runtime::tracing: gave up retrying ")
                && lines[0].ends_with(&format!(" error=answer 503 reason=\"{reason}\"")),
            "{lines:?}"
        );
    }
}

#[test]
fn an_exhausted_poll_is_not_logged_as_an_error() {
    #[retry(max = 1, until = |ready| *ready)]
    fn poll() -> Option<bool> {
        Some(false)
    }

    assert_eq!(
        logged(|| assert_eq!(poll(), Some(false))),
        [
            "DEBUG retry_runtime::tracing: not ready site=tracing::an_exhausted_poll_is_not_logged_as_an_error::poll attempt=1 max_retries=1 delay=100ms",
            "INFO retry_runtime::tracing: gave up, still not ready site=tracing::an_exhausted_poll_is_not_logged_as_an_error::poll attempt=2 max_retries=1 total_delay=100ms reason=\"retries_exhausted\"",
        ]
    );
}

#[test]
fn without_a_limit_no_max_retries_is_logged() {
    #[retry(max = unlimited, name = "endless")]
    fn call(calls: &mut u32) -> Option<()> {
        *calls += 1;
        (*calls > 1).then_some(())
    }

    assert_eq!(
        logged(|| assert_eq!(call(&mut 0), Some(()))),
        [
            "WARN retry_runtime::tracing: attempt failed, retrying site=endless attempt=1 delay=100ms error=None",
            "INFO retry_runtime::tracing: recovered site=endless attempt=2 total_delay=100ms",
        ]
    );
}

#[test]
fn every_loop_logs_the_same_lines() {
    #[retry(max = 1, name = "one")]
    fn blocking() -> Result<(), &'static str> {
        Err("down")
    }
    #[retry(max = 1, name = "one")]
    async fn asynchronous() -> Result<(), &'static str> {
        Err("down")
    }
    let policy = Policy::builder().max(1).build();
    let fails = || Err::<(), _>("down");

    let first = logged(|| assert!(blocking().is_err()));
    assert_eq!(first.len(), 2);
    let others = [
        logged(|| assert!(futures::executor::block_on(asynchronous()).is_err())),
        logged(|| assert!(policy.retry(fails).name("one").call().is_err())),
        logged(|| {
            let retrying = policy.retry_async(async || fails()).name("one");
            assert!(futures::executor::block_on(retrying.call()).is_err());
        }),
    ];
    for other in others {
        assert_eq!(other, first);
    }
}

#[test]
fn events_are_in_the_span_of_instrument() {
    #[retry(max = 1, name = "fetch")]
    #[tracing::instrument]
    fn blocking(id: u32) -> Option<()> {
        None
    }
    #[retry(max = 1, name = "fetch")]
    #[tracing::instrument]
    async fn asynchronous(id: u32) -> Option<()> {
        None
    }

    let blocking = logged(|| assert_eq!(blocking(7), None));
    let asynchronous = logged(|| assert_eq!(futures::executor::block_on(asynchronous(7)), None));
    for lines in [blocking, asynchronous] {
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].contains("{id=7}: retry_runtime::tracing: attempt failed, retrying"),
            "{lines:?}"
        );
        assert!(
            lines[1].contains("{id=7}: retry_runtime::tracing: gave up"),
            "{lines:?}"
        );
    }
}

#[test]
fn an_endless_error_text_is_cut() {
    let text = "x".repeat(1_000_000);
    let policy = Policy::builder()
        .max(1)
        .base_delay(Duration::from_millis(1))
        .build();
    let lines = logged(|| {
        let outcome = policy.retry(|| Err::<(), _>(text.clone())).call();
        assert!(outcome.is_err());
    });
    assert!(lines.iter().all(|line| line.len() < 5000));
    assert!(lines[0].ends_with("x… (1000000 bytes)"));
}

#[test]
fn an_error_is_logged_with_its_sources() {
    #[derive(Debug)]
    struct Chain(&'static str, Option<Box<Chain>>);

    impl fmt::Display for Chain {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Chain {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            self.1.as_deref().map(|source| source as _)
        }
    }

    #[retry(max = 1, name = "send")]
    fn send(texts: &[&'static str]) -> Result<(), Chain> {
        let chain = texts
            .iter()
            .rev()
            .fold(None, |source, text| Some(Box::new(Chain(text, source))));
        Err(*chain.expect("a text"))
    }

    for (texts, shown) in [
        (&["sending failed"][..], "sending failed"),
        (
            &["sending failed", "no route", "no such host"],
            "sending failed: no route: no such host",
        ),
        // An error whose text includes that of its source.
        (
            &["sending failed: no route", "no route", "no such host"],
            "sending failed: no route: no such host",
        ),
    ] {
        let lines = logged(|| assert!(send(texts).is_err()));
        assert!(
            lines[0].ends_with(&format!(" delay=100ms error={shown}")),
            "{lines:?}"
        );
    }
}

#[test]
fn an_error_with_an_endless_source_is_cut_as_a_whole() {
    #[derive(Debug)]
    struct Sent(std::io::Error);

    impl fmt::Display for Sent {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("sending failed")
        }
    }

    impl std::error::Error for Sent {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[retry(max = 1, name = "send")]
    fn send() -> Result<(), Sent> {
        Err(Sent(std::io::Error::other("x".repeat(1_000_000))))
    }

    let lines = logged(|| assert!(send().is_err()));
    assert!(lines.iter().all(|line| line.len() < 5000));
    let length = "sending failed: ".len() + 1_000_000;
    assert!(
        lines[0].ends_with(&format!("x… ({length} bytes)")),
        "{lines:?}"
    );
}

/// An error that shows its sources with `{:#}`, as a transparent wrapper of `anyhow::Error` does.
#[test]
fn sources_in_the_text_of_an_error_are_not_logged_twice() {
    #[derive(Debug)]
    struct Chain(&'static [&'static str]);

    impl fmt::Display for Chain {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&if f.alternate() {
                self.0.join(": ")
            } else {
                self.0[0].to_owned()
            })
        }
    }

    impl std::error::Error for Chain {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            static SOURCES: [Chain; 2] = [Chain(&["no route", "no host"]), Chain(&["no host"])];
            SOURCES.get(3 - self.0.len()).map(|source| source as _)
        }
    }

    #[retry(max = 1, name = "send")]
    fn send() -> Result<(), Chain> {
        Err(Chain(&["sending failed", "no route", "no host"]))
    }

    let lines = logged(|| assert!(send().is_err()));
    assert!(
        lines[0].ends_with(" error=sending failed: no route: no host"),
        "{lines:?}"
    );
}

/// The error in the first line of the log and in the report, for a function with this error type.
macro_rules! shown {
    ($type:ty, $error:expr) => {{
        #[retry(max = 1, name = "send", observe = report)]
        fn send(report: &mut Report) -> Result<(), $type> {
            Err($error)
        }

        let mut report = Report::new();
        let lines = logged(|| assert!(send(&mut report).is_err()));
        assert_eq!(lines.len(), 2, "{lines:?}");
        let (_, error) = lines[0].split_once(" delay=100ms error=").unwrap();
        (error.to_owned(), report.error.unwrap())
    }};
}

/// The `{:#}` of a `Debug` has one line for each field.
#[test]
fn an_error_with_only_debug_is_one_line_as_in_a_report() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "for its `Debug`")]
    struct Status {
        code: u16,
        body: &'static str,
    }

    const fn busy() -> Status {
        Status {
            code: 503,
            body: "busy\n",
        }
    }

    let (line, report) = shown!(Status, busy());
    assert_eq!(line, r#"Status { code: 503, body: "busy\n" }"#);
    assert_eq!(line, report);
    let (line, report) = shown!(Vec<Option<Status>>, vec![Some(busy()), None]);
    assert_eq!(
        line,
        r#"[Some(Status { code: 503, body: "busy\n" }), None]"#
    );
    assert_eq!(line, report);

    let policy = Policy::builder().max(1).build();
    let mut report = Report::new();
    let lines = logged(|| {
        let call = policy.retry(|| Err::<(), _>(busy())).debug();
        assert!(call.observe(&mut report).call().is_err());
    });
    assert!(
        lines[0].ends_with(r#" error=Status { code: 503, body: "busy\n" }"#),
        "{lines:?}"
    );
}

/// The `{:#}` of JSON has one line for each field too, in its `Display`.
#[test]
fn an_error_with_a_multiline_alternate_form_is_one_line_as_in_a_report() {
    let (line, report) = shown!(
        serde_json::Value,
        serde_json::json!({"code": 503, "body": "busy"})
    );
    assert_eq!(line, r#"{"body":"busy","code":503}"#);
    assert_eq!(line, report);
}

#[test]
fn an_error_is_logged_alike_through_every_type() {
    use std::error::Error;
    use std::io;
    use std::rc::Rc;
    use std::sync::{Arc, LazyLock};

    #[derive(Debug, thiserror::Error)]
    enum Fetch {
        #[error("sending failed")]
        Send(#[source] Connect),
        #[error(transparent)]
        Other(#[from] anyhow::Error),
    }

    #[derive(Debug, thiserror::Error)]
    #[error("no route")]
    struct Connect(#[source] io::Error);

    fn fetch() -> Fetch {
        // A two-line text of a server.
        Fetch::Send(Connect(io::Error::other("no such\nhost")))
    }

    static FETCH: LazyLock<Fetch> = LazyLock::new(fetch);
    static BOXED: LazyLock<Box<dyn Error + Send + Sync>> = LazyLock::new(|| fetch().into());

    let texts = [
        shown!(Fetch, fetch()),
        shown!(&'static Fetch, &FETCH),
        shown!(Box<Fetch>, Box::new(fetch())),
        shown!(Rc<Fetch>, Rc::new(fetch())),
        shown!(Arc<Fetch>, Arc::new(fetch())),
        shown!(Fetch, Fetch::Other(fetch().into())),
        shown!(&'static dyn Error, &*FETCH),
        shown!(Box<dyn Error>, fetch().into()),
        shown!(Box<dyn Error + Send>, Box::new(fetch())),
        shown!(Box<dyn Error + Send + Sync>, fetch().into()),
        shown!(Rc<dyn Error>, Rc::new(fetch())),
        shown!(Arc<dyn Error + Send + Sync>, Arc::new(fetch())),
        shown!(&'static Box<dyn Error + Send + Sync>, &BOXED),
        shown!(Rc<Box<dyn Error>>, Rc::new(fetch().into())),
        shown!(anyhow::Error, fetch().into()),
        shown!(
            anyhow::Error,
            anyhow::Error::from(Connect(io::Error::other("no such\nhost")))
                .context("sending failed")
        ),
        shown!(Arc<anyhow::Error>, Arc::new(fetch().into())),
        shown!(Box<dyn Error>, anyhow::Error::from(fetch()).into()),
        shown!(io::Error, io::Error::other(fetch())),
    ];
    for (at, (line, report)) in texts.iter().enumerate() {
        assert_eq!(line, r"sending failed: no route: no such\nhost", "{at}");
        assert_eq!(report, "sending failed", "{at}");
    }
}

#[test]
fn the_error_of_a_closure_is_logged_alike_through_every_type() {
    use std::error::Error;
    use std::io;
    use std::sync::Arc;

    #[derive(Debug, thiserror::Error)]
    #[error("sending failed")]
    struct Sent(#[source] io::Error);

    fn sent() -> Sent {
        Sent(io::Error::other("no such\nhost"))
    }

    macro_rules! shown {
        ($format:ident, $type:ty, $error:expr) => {{
            let policy = Policy::builder().max(1).build();
            let lines = logged(|| {
                let call = policy.retry(|| Err::<(), $type>($error)).$format();
                assert!(call.call().is_err());
            });
            assert_eq!(lines.len(), 2, "{lines:?}");
            let (_, error) = lines[0].split_once(" delay=100ms error=").unwrap();
            error.to_owned()
        }};
    }

    for line in [
        shown!(with_sources, Sent, sent()),
        shown!(with_sources, Box<Sent>, Box::new(sent())),
        shown!(with_sources, Arc<Sent>, Arc::new(sent())),
        shown!(with_sources_behind, Box<Sent>, Box::new(sent())),
        shown!(with_sources_behind, Box<dyn Error>, sent().into()),
        shown!(
            with_sources_behind,
            Box<dyn Error + Send + Sync>,
            sent().into()
        ),
        shown!(with_sources_behind, Arc<dyn Error>, Arc::new(sent())),
        shown!(with_sources_behind, anyhow::Error, sent().into()),
    ] {
        assert_eq!(line, r"sending failed: no such\nhost");
    }
}

/// A text is not an error type, so it has no sources.
#[test]
fn a_boxed_text_is_shown_as_it_is() {
    let (line, report) = shown!(Box<dyn std::error::Error>, "down".into());
    assert_eq!((&*line, &*report), ("down", "down"));
}
