use std::time::Duration;

use retry::delay::Exponential;
use retry_runtime::Policy;
use retry_runtime::testing::VirtualTime;

use super::*;

const BUSY: Result<(), HttpError> = failure(503);
const NOT_FOUND: Result<(), HttpError> = failure(404);

const fn failure(status: u16) -> Result<(), HttpError> {
    Err(HttpError {
        status,
        retry_after: None,
    })
}

fn asked(seconds: u64) -> Result<(), HttpError> {
    Err(HttpError {
        status: 503,
        retry_after: Some(Duration::from_secs(seconds)),
    })
}

type Outcome = Result<String, HttpError>;

fn client(answers: &[Result<(), HttpError>]) -> Client {
    Client {
        answers: Mutex::new(answers.iter().copied().collect()),
        ..Client::default()
    }
}

/// What a call returned, and its waits.
fn seen(client: &Client, outcome: Outcome) -> (Outcome, Vec<Duration>) {
    let attempts = client.attempts.lock().unwrap();
    let waits = attempts.windows(2).map(|pair| pair[1] - pair[0]);
    (outcome, waits.collect())
}

/// What both do with these answers, by tokio's paused clock.
async fn both(
    answers: &[Result<(), HttpError>],
    before: impl AsyncFn(&Client) -> Outcome,
    after: impl AsyncFn(&Client) -> Outcome,
) -> [(Outcome, Vec<Duration>); 2] {
    let (old, new) = (client(answers), client(answers));
    [
        seen(&old, before(&old).await),
        seen(&new, after(&new).await),
    ]
}

fn millis<const N: usize>(millis: [u64; N]) -> Vec<Duration> {
    millis.map(Duration::from_millis).to_vec()
}

mod pages {
    /// The blocks of Rust in a page.
    fn blocks(page: &str) -> Vec<&str> {
        let blocks = page.split("```rust,ignore\n").skip(1);
        blocks
            .map(|rest| rest.split("```").next().unwrap())
            .collect()
    }

    macro_rules! page {
        ($name:ident) => {
            #[test]
            fn $name() {
                let page = include_str!(concat!(
                    "../../retry-runtime/src/guide/migrating/",
                    stringify!($name),
                    ".md"
                ));
                let files = [
                    include_str!(concat!(stringify!($name), "/before.rs")),
                    include_str!(concat!(stringify!($name), "/after.rs")),
                ];
                assert_eq!(blocks(page), files);
                assert_eq!(page.matches("```").count(), 2 * files.len());
            }
        };
    }

    // What they show is what is compiled, and nothing else.
    page!(from_backoff);
    page!(from_backon);
    page!(from_retry);
    page!(from_tokio_retry);
}

mod backon {
    use super::*;
    use crate::from_backon::{after, before};

    #[tokio::test(start_paused = true)]
    async fn the_same_outcome_after_the_same_delays() {
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY, asked(3), Ok(())],
            &[BUSY; 6],
        ] {
            let [(before, old), (after, new)] = both(answers, before::orders, after::orders).await;
            assert_eq!(before, after);
            assert_eq!(old.len(), new.len());
            // Its delays are computed in `f32`: 200 ms are 200.000003 ms, which
            // tokio's timer rounds up to the next millisecond.
            for (old, new) in old.iter().zip(&new) {
                assert!(
                    old.abs_diff(*new) <= Duration::from_millis(1),
                    "{old:?} {new:?}"
                );
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_changes_is_a_hint_above_the_cap_or_below_the_delay() {
        let [(_, old), (_, new)] =
            both(&[asked(0), asked(0), Ok(())], before::orders, after::orders).await;
        assert_eq!((old, new), (millis([0, 0]), millis([100, 200])));

        let [(before, old), (after, new)] =
            both(&[asked(3600), Ok(())], before::orders, after::orders).await;
        assert_eq!((before.is_ok(), old), (true, millis([3_600_000])));
        assert_eq!((after.is_ok(), new), (false, millis([])));
    }
}

mod tokio_retry {
    use super::*;
    use crate::from_tokio_retry::{after, before};

    #[tokio::test(start_paused = true)]
    async fn the_same_outcome_after_the_same_delays() {
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY; 6],
        ] {
            let [before, after] = both(answers, before::orders, after::orders).await;
            assert_eq!(before, after);
        }
        let [_, (_, delays)] = both(&[BUSY; 6], before::orders, after::orders).await;
        assert_eq!(delays, millis([100, 200, 400, 800, 1000]));
    }
}

mod backoff {
    use super::*;
    use crate::from_backoff::{after, before};

    #[tokio::test(start_paused = true)]
    async fn the_same_outcome_after_the_same_delays() {
        let mut long = vec![BUSY; 12];
        long.push(Ok(()));
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY, asked(3), Ok(())],
            &long,
        ] {
            let [(before, old), (after, new)] = both(answers, before::orders, after::orders).await;
            assert_eq!(before, after);
            assert_eq!(old.len(), new.len());
            // Not whole milliseconds, from the fourth on: tokio's timer rounds up.
            for (old, new) in old.iter().zip(&new) {
                assert!(
                    old.abs_diff(*new) <= Duration::from_millis(1),
                    "{old:?} {new:?}"
                );
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_changes_is_a_hint_above_the_cap_or_below_the_delay() {
        let [(_, old), (_, new)] = both(&[asked(0), Ok(())], before::orders, after::orders).await;
        assert_eq!((old, new), (millis([0]), millis([100])));

        let [(before, old), (after, new)] =
            both(&[asked(3600), Ok(())], before::orders, after::orders).await;
        assert_eq!((before.is_ok(), old), (true, millis([3_600_000])));
        assert_eq!((after.is_ok(), new), (false, millis([])));
    }
}

mod retry_crate {
    use super::*;
    use crate::from_retry::{after, before};

    #[test]
    fn the_same_outcome_after_as_many_attempts() {
        let _clock = VirtualTime::start();
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY; 4],
        ] {
            let (old, new) = (client(answers), client(answers));
            assert_eq!(before::orders(&old), after::orders(&new));
            assert!(old.answers.lock().unwrap().is_empty());
            assert!(new.answers.lock().unwrap().is_empty());
        }
    }

    #[test]
    fn the_same_delays() {
        let clock = VirtualTime::start();
        assert!(after::orders(&client(&[BUSY; 4])).is_err());
        assert!(
            clock
                .delays()
                .into_iter()
                .eq(Exponential::from_millis(10).take(3))
        );

        let policy = Policy::builder().max(8).build();
        assert!(policy.delays().eq(Exponential::from_millis(100).take(8)));
    }
}
