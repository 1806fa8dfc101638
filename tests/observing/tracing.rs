//! Calls as a subscriber of `tracing` sees them.

#[path = "../support/logged.rs"]
mod logged;

use std::fmt;
use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Policy, retry};

/// The lines that are logged meanwhile, in virtual time.
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
fn one_warning_for_each_retry() {
    assert_eq!(
        logged(|| assert!(call(2, &mut 0).is_ok())),
        [
            "WARN retry_runtime: attempt failed, retrying site=tracing::call attempt=1 max_retries=2 delay=100ms error=answer 501",
            "WARN retry_runtime: attempt failed, retrying site=tracing::call attempt=2 max_retries=2 delay=200ms error=answer 502",
        ]
    );
}

#[test]
fn an_error_where_the_last_attempt_failed() {
    assert_eq!(
        logged(|| assert!(call(9, &mut 0).is_err())).last().unwrap(),
        "ERROR retry_runtime: gave up retrying site=tracing::call attempt=3 max_retries=2 total_delay=300ms error=answer 503 reason=\"retries_exhausted\""
    );
}

#[test]
fn a_poll_that_ends_without_success_is_no_error() {
    #[retry(max = 1, until = |ready| *ready)]
    fn poll() -> Option<bool> {
        Some(false)
    }

    assert_eq!(
        logged(|| assert_eq!(poll(), Some(false))),
        [
            "WARN retry_runtime: not ready, trying again site=tracing::a_poll_that_ends_without_success_is_no_error::poll attempt=1 max_retries=1 delay=100ms",
            "WARN retry_runtime: gave up, still not ready site=tracing::a_poll_that_ends_without_success_is_no_error::poll attempt=2 max_retries=1 total_delay=100ms reason=\"retries_exhausted\"",
        ]
    );
}

#[test]
fn without_a_limit_there_is_no_max_retries() {
    #[retry(max = unlimited, name = "endless")]
    fn call(calls: &mut u32) -> Option<()> {
        *calls += 1;
        (*calls > 1).then_some(())
    }

    assert_eq!(
        logged(|| assert_eq!(call(&mut 0), Some(()))),
        [
            "WARN retry_runtime: attempt failed, retrying site=endless attempt=1 delay=100ms error=None"
        ]
    );
}

#[test]
fn every_loop_is_logged_alike() {
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
        logged(|| assert!(policy.retry(fails).name("one").display().call().is_err())),
        logged(|| {
            let retrying = policy.retry_async(async || fails()).name("one").display();
            assert!(futures::executor::block_on(retrying.call()).is_err());
        }),
    ];
    for other in others {
        assert_eq!(other, first);
    }
}

#[test]
fn under_instrument_the_events_are_in_its_span() {
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
            lines[0].contains("{id=7}: retry_runtime: attempt failed, retrying"),
            "{lines:?}"
        );
        assert!(
            lines[1].contains("{id=7}: retry_runtime: gave up"),
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
        let outcome = policy
            .retry(|| Err::<(), _>(text.as_str()))
            .display()
            .call();
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
        // One that has its source's text in its own.
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
fn an_error_with_an_endless_source_is_cut_and_measured_as_a_whole() {
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

/// As one that is transparent to an `anyhow::Error` does by `{:#}`.
#[test]
fn sources_that_an_error_shows_by_itself_are_not_logged_twice() {
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
