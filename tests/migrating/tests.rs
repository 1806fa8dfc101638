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

/// The result of a call, and its waits.
fn seen(client: &Client, outcome: Outcome) -> (Outcome, Vec<Duration>) {
    let attempts = client.attempts.lock().unwrap();
    let waits = attempts.windows(2).map(|pair| pair[1] - pair[0]);
    (outcome, waits.collect())
}

/// Runs both versions with these answers under tokio's paused clock, and returns their results.
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

/// Checks that there are equally many waits, and that each is equal to the millisecond of tokio's
/// timer.
fn assert_equal_to_the_millisecond(old: &[Duration], new: &[Duration]) {
    assert_eq!(old.len(), new.len());
    for (old, new) in old.iter().zip(new) {
        assert!(
            old.abs_diff(*new) <= Duration::from_millis(1),
            "{old:?} {new:?}"
        );
    }
}

fn millis<const N: usize>(millis: [u64; N]) -> Vec<Duration> {
    millis.map(Duration::from_millis).to_vec()
}

mod pages {
    /// The Rust code blocks of a page.
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

    // The pages show exactly the compiled code.
    page!(from_backoff);
    page!(from_backon);
    page!(from_reqwest_retry);
    page!(from_retry);
    page!(from_tokio_retry);
    page!(from_tower_retry);
}

mod backon {
    use super::*;
    use crate::from_backon::{after, before};

    #[tokio::test(start_paused = true)]
    async fn outcome_and_delays_stay_the_same() {
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY, asked(3), Ok(())],
            &[BUSY; 6],
        ] {
            let [(before, old), (after, new)] = both(answers, before::orders, after::orders).await;
            assert_eq!(before, after);
            // backon computes delays in `f32`: 200 ms become 200.000003 ms, which tokio's timer
            // rounds up to the next millisecond.
            assert_equal_to_the_millisecond(&old, &new);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn only_hints_above_the_cap_or_below_the_delay_differ() {
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
    async fn outcome_and_delays_stay_the_same() {
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
    async fn outcome_and_delays_stay_the_same() {
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
            // From the fourth on, delays are not whole milliseconds, and tokio's timer rounds up.
            assert_equal_to_the_millisecond(&old, &new);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn only_hints_above_the_cap_or_below_the_delay_differ() {
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
    fn outcome_and_number_of_attempts_stay_the_same() {
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
    fn delays_stay_the_same() {
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

/// The cells of the guide's comparison that a test can run.
mod comparison {
    use std::error::Error;

    use ::backoff::backoff::Backoff;
    use ::backoff::{ExponentialBackoff, ExponentialBackoffBuilder};
    use ::backon::{BackoffBuilder, ExponentialBuilder, FibonacciBuilder};
    use ::tokio_retry::strategy;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn backon_accepts_invalid_policies() {
        let shrinking = ExponentialBuilder::new().with_factor(0.5).build();
        assert!(shrinking.eq([SECOND, SECOND / 2, SECOND / 4]));
        let above_its_cap = ExponentialBuilder::new()
            .with_min_delay(9 * SECOND)
            .with_max_delay(SECOND)
            .build();
        assert!(above_its_cap.eq([9 * SECOND, SECOND, SECOND]));
    }

    #[test]
    fn backon_exceeds_its_cap() {
        let delays = ExponentialBuilder::new()
            .with_max_delay(SECOND)
            .with_max_times(100)
            .with_jitter()
            .with_jitter_seed(1)
            .build();
        let longest = delays.max().unwrap();
        assert!(longest > SECOND * 19 / 10, "{longest:?}");
        let delays = FibonacciBuilder::new().with_max_times(12).build();
        assert_eq!(delays.max(), Some(89 * SECOND)); // Its cap is 60 s.
    }

    #[test]
    fn backoff_exceeds_its_cap() {
        let mut policy: ExponentialBackoff = ExponentialBackoffBuilder::new()
            .with_max_interval(SECOND)
            .build();
        let longest = (0..200).filter_map(|_| policy.next_backoff()).max();
        assert!(longest > Some(SECOND * 14 / 10), "{longest:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn backoff_exceeds_its_time_limit() {
        // The limit is a minute, and the wait is an hour.
        let client = client(&[asked(3600), Ok(())]);
        let outcome = crate::from_backoff::before::orders(&client).await;
        assert_eq!(seen(&client, outcome).1, [3600 * SECOND]);
    }

    #[test]
    fn tokio_retry_grows_by_powers() {
        let delays = strategy::ExponentialBackoff::from_millis(100).take(3);
        assert!(delays.eq(millis([100, 10_000, 1_000_000])));
    }

    #[test]
    fn retry_crate_loses_the_source() {
        let cause = HttpError {
            status: 404,
            retry_after: None,
        };
        let error = ::retry::retry([SECOND; 0], || Err::<(), _>(cause)).unwrap_err();
        assert!(error.source().is_none());
    }
}

/// The table in the guide's chapter on policies.
mod delays_of_a_policy {
    use std::cell::Cell;
    use std::future::{Ready, ready};
    use std::time::Duration;

    use backon::Retryable;
    use retry_runtime::Policy;
    use tokio::time::Instant;

    const POLICY: Policy = Policy::builder()
        .max(2)
        .base_delay(Duration::from_millis(1))
        .build();

    /// A list whose first retry has no delay.
    const LISTED: Policy = Policy::builder()
        .delays(&[
            Duration::ZERO,
            Duration::from_secs(5),
            Duration::from_secs(60),
        ])
        .build();

    #[tokio::test(start_paused = true)]
    async fn delays_of_a_list_work_with_backon_and_tokio_retry() {
        let attempts = Cell::new(0);
        let fetch = || fails(&attempts);
        let start = Instant::now();
        assert_eq!(fetch.retry(LISTED.delays()).await, Err("down"));
        assert_eq!((attempts.get(), start.elapsed().as_secs()), (4, 65));
        // The retries that remain for a call that has already made one.
        let left = LISTED.delays().skip(1);
        assert!(tokio_retry::Retry::start(left, fetch).await.is_err());
        assert_eq!((attempts.get(), start.elapsed().as_secs()), (7, 130));
    }

    fn fails(attempts: &Cell<u32>) -> Ready<Result<(), &'static str>> {
        attempts.set(attempts.get() + 1);
        ready(Err("down"))
    }

    #[tokio::test]
    async fn delays_of_a_policy_work_with_backon() {
        let attempts = Cell::new(0);
        let fetch = || fails(&attempts);
        assert_eq!(fetch.retry(POLICY.delays()).await, Err("down"));
        assert_eq!(attempts.get(), 3);
    }

    #[tokio::test]
    async fn delays_of_a_policy_work_with_tokio_retry() {
        let attempts = Cell::new(0);
        let fetch = || fails(&attempts);
        let outcome = tokio_retry::Retry::start(POLICY.delays(), fetch).await;
        assert_eq!(outcome, Err("down"));
        assert_eq!(attempts.get(), 3);
    }

    #[test]
    fn delays_of_a_policy_work_with_retry() {
        let attempts = Cell::new(0);
        let fetch = || fails(&attempts).into_inner();
        let outcome = retry::retry(POLICY.delays(), fetch);
        assert_eq!(outcome.unwrap_err().error, "down");
        assert_eq!(attempts.get(), 3);
    }
}

mod tower {
    use std::sync::Arc;

    use ::tower::{ServiceExt, service_fn};

    use super::*;
    use crate::from_tower_retry::{after, before};

    #[tokio::test(start_paused = true)]
    async fn outcome_and_delays_stay_the_same() {
        for answers in [
            &[Ok(())][..],
            &[BUSY, BUSY, Ok(())],
            &[BUSY, NOT_FOUND],
            &[BUSY; 6],
        ] {
            let [old, new] = [client(answers), client(answers)].map(Arc::new);
            let service = |client: &Arc<Client>| {
                let client = client.clone();
                service_fn(move |path| {
                    let client = client.clone();
                    async move { client.get(path).await }
                })
            };
            let before = before::retried(service(&old)).oneshot("/orders").await;
            let after = after::retried(service(&new)).oneshot("/orders").await;
            let ((before, old), (after, new)) = (seen(&old, before), seen(&new, after));
            assert_eq!(before, after);
            assert_equal_to_the_millisecond(&old, &new);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn tower_has_no_jitter_for_a_delay_of_a_second() {
        use ::tower::retry::backoff::{Backoff, ExponentialBackoffMaker, MakeBackoff};
        use ::tower::util::rng::HasherRng;

        let second = Duration::from_secs(1);
        let maker = ExponentialBackoffMaker::new(second, second * 10, 0.99, HasherRng::default());
        let mut maker = maker.unwrap();
        for _ in 0..20 {
            let start = Instant::now();
            maker.make_backoff().next_backoff().await;
            assert_equal_to_the_millisecond(&[start.elapsed()], &[second]);
        }
    }
}

mod reqwest_retry {
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use retry_runtime::Policy;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use crate::from_reqwest_retry::{after, before};

    /// A server that answers each connection with the next of these heads, and then with 200.
    async fn serve(heads: &'static [&'static str]) -> (String, Arc<Mutex<usize>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(0));
        let seen = requests.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _read = stream.read(&mut [0; 4096]).await;
                let head = {
                    let mut seen = seen.lock().unwrap();
                    *seen += 1;
                    heads.get(*seen - 1).copied().unwrap_or("200 OK")
                };
                let text =
                    format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                let _written = stream.write_all(text.as_bytes()).await;
            }
        });
        (url, requests)
    }

    fn client() -> reqwest::Client {
        reqwest::Client::builder().no_proxy().build().unwrap()
    }

    const DOWN: &str = "503 Down";

    #[tokio::test]
    async fn status_and_attempts_stay_the_same() {
        for (heads, status, attempts) in [
            (&[][..], 200, 1),
            (&[DOWN, "500 Broken", "429 Slow"], 200, 4),
            (&[DOWN, "404 Not Found"], 404, 2),
            (&[DOWN; 9], 503, 4),
        ] {
            let (url, requests) = serve(heads).await;
            let response = before::get(&before::client(client()), &url).await.unwrap();
            assert_eq!(
                (response.status().as_u16(), *requests.lock().unwrap()),
                (status, attempts)
            );

            let (url, requests) = serve(heads).await;
            let response = after::get(&client(), &url).await.unwrap();
            assert_eq!(
                (response.status().as_u16(), *requests.lock().unwrap()),
                (status, attempts)
            );
        }
    }

    #[tokio::test]
    async fn only_the_attribute_obeys_retry_after() {
        const ASKED: &[&str] = &["503 Down\r\nretry-after: 1"];
        let start = Instant::now();
        let (url, _) = serve(ASKED).await;
        after::get(&client(), &url).await.unwrap();
        assert!(start.elapsed() >= Duration::from_secs(1));
    }

    #[tokio::test]
    async fn a_policy_stays_in_the_middleware() {
        let policy: Policy = "max = 3, base_delay = 1ms, jitter".parse().unwrap();
        let (url, requests) = serve(&[DOWN; 9]).await;
        let retries = ::reqwest_retry::RetryTransientMiddleware::new_with_policy(policy);
        let client = reqwest_middleware::ClientBuilder::new(client())
            .with(retries)
            .build();
        let response = client.get(url).send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), *requests.lock().unwrap()),
            (503, 4)
        );
    }
}
