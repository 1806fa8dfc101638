//! `call_timeout` in the attribute and in a closure, under tokio's paused clock.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    AttemptTimeout, Context, GiveUp, Policy, Profile, Reason, Report, RetryBudget, Status, retry,
};
use support::block_on;
use tokio::time::{Instant, sleep};

const LIMIT: Duration = Duration::from_secs(20);

#[derive(Debug, PartialEq)]
enum Error {
    Down(u32),
    Timeout(Duration),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<AttemptTimeout> for Error {
    fn from(timeout: AttemptTimeout) -> Self {
        Self::Timeout(timeout.limit())
    }
}

/// The state that a call leaves behind.
#[derive(Default)]
struct Run {
    attempts: u32,
    report: Report,
    budget: RetryBudget,
    end: Option<GiveUp>,
}

/// Attempts that take the given seconds each and fail. The last number counts for all further
/// attempts.
async fn attempt(seconds: &[u64], attempts: &mut u32) -> Result<(), Error> {
    let index = usize::try_from(*attempts).unwrap().min(seconds.len() - 1);
    *attempts += 1;
    sleep(Duration::from_secs(seconds[index])).await;
    Err(Error::Down(*attempts))
}

type Loop = fn(Policy, &[u64], &mut Run) -> (Result<(), Error>, Duration);

const LOOPS: [(&str, Loop); 4] = [
    ("attribute", |policy, seconds, run| {
        #[retry(policy = policy, call_timeout = "20s")]
        async fn call(policy: Policy, seconds: &[u64], attempts: &mut u32) -> Result<(), Error> {
            attempt(seconds, attempts).await
        }
        timed(call(policy, seconds, &mut run.attempts))
    }),
    ("attribute, observed", |policy, seconds, run| {
        #[retry(
            policy = policy,
            call_timeout = LIMIT,
            observe = run.report,
            budget = run.budget,
            on_give_up = |error, end| { run.end = Some(*end); error },
        )]
        async fn call(policy: Policy, seconds: &[u64], run: &mut Run) -> Result<(), Error> {
            attempt(seconds, &mut run.attempts).await
        }
        timed(call(policy, seconds, run))
    }),
    ("closure", |policy, seconds, run| {
        let call = policy.retry_async_mut(async || attempt(seconds, &mut run.attempts).await);
        timed(call.call_timeout(LIMIT).call())
    }),
    ("closure, observed", |policy, seconds, run| {
        let call = policy.retry_async_mut(async || attempt(seconds, &mut run.attempts).await);
        let call = call.call_timeout(LIMIT).budget(&run.budget);
        let call = call.observe(&mut run.report).on_give_up(|error, end| {
            run.end = Some(*end);
            error
        });
        timed(call.call())
    }),
];

/// The outcome and the time of a call.
fn timed<T>(call: impl Future<Output = T>) -> (T, Duration) {
    block_on(async {
        let start = Instant::now();
        let outcome = call.await;
        // Tokio's timers have a resolution of a millisecond and are late, so the time is rounded
        // down to seconds.
        (outcome, Duration::from_secs(start.elapsed().as_secs()))
    })
}

#[track_caller]
fn check(policy: &str, seconds: &[u64], expected: (Error, u32, u64), reason: Reason) {
    let (error, attempts, lasted) = expected;
    for (name, run) in LOOPS {
        let mut given = Run::default();
        let (outcome, time) = run(policy.parse().unwrap(), seconds, &mut given);
        assert_eq!(outcome.as_ref(), Err(&error), "{name}");
        assert_eq!(given.attempts, attempts, "{name}");
        assert_eq!(time.as_secs(), lasted, "{name}");
        if name.contains("observed") {
            let report = given.report;
            assert_eq!(
                (report.status, report.reason),
                (Status::Failed, Some(reason)),
                "{name}"
            );
            assert_eq!(report.total_attempts, attempts, "{name}");
            assert_eq!(report.attempts.len(), attempts as usize, "{name}");
            assert_eq!(report.error, Some(error.to_string()), "{name}");
            // Each retry that has begun is paid for.
            assert_eq!(given.budget.available(), 500 - 5 * (attempts - 1), "{name}");
            let end = given.end.unwrap();
            assert_eq!((end.reason, end.attempts), (reason, attempts), "{name}");
        }
    }
}

#[test]
fn call_timeout_cuts_a_first_attempt_with_a_timeout_error() {
    let expected = (Error::Timeout(LIMIT), 1, 20);
    check("max = 3", &[1000], expected, Reason::DeadlineExceeded);
}

#[test]
fn call_timeout_cuts_a_retry_and_returns_the_last_error() {
    let policy = "max = 9, base_delay = 1s, backoff = constant";
    // Attempts run from 0 to 5 s, from 6 to 11 s, and from 12 s on.
    let expected = (Error::Down(2), 3, 20);
    check(policy, &[5, 5, 1000], expected, Reason::DeadlineExceeded);
}

#[test]
fn a_delay_that_would_exceed_call_timeout_is_not_waited_for() {
    let policy = "max = 9, base_delay = 8s, backoff = constant";
    // Attempts run from 0 to 3 s and from 11 to 14 s. The next retry would begin after 22 s.
    let expected = (Error::Down(2), 2, 14);
    check(policy, &[3], expected, Reason::DeadlineExceeded);
}

#[test]
fn a_policy_may_end_the_call_before_call_timeout() {
    let expected = (Error::Down(2), 2, 3);
    let policy = "max = 1, base_delay = 1s";
    check(policy, &[1], expected, Reason::RetriesExhausted);
}

#[test]
fn a_long_attempt_does_not_reset_call_timeout() {
    let policy = "max = unlimited, base_delay = 1s, reset_after = 4s";
    // Attempts run from 0 to 9 s and from 10 to 19 s. A delay of 1 s follows.
    let expected = (Error::Down(2), 3, 20);
    check(policy, &[9], expected, Reason::DeadlineExceeded);
}

#[test]
fn a_delay_after_a_reset_does_not_exceed_call_timeout() {
    let policy = "max = unlimited, base_delay = 5s, backoff = constant, reset_after = 4s";
    // Attempts run from 0 to 9 s and from 14 to 19 s. The next retry would begin after 24 s.
    let expected = (Error::Down(2), 2, 19);
    check(policy, &[9, 5], expected, Reason::DeadlineExceeded);
}

#[test]
fn a_value_that_is_not_ready_does_not_hide_the_last_error() {
    /// An error, a value that is not ready, and an attempt without an end.
    async fn poll(attempt: u32) -> Result<u32, Error> {
        match attempt {
            1 => Err(Error::Down(1)),
            2 => Ok(0),
            _ => std::future::pending().await,
        }
    }

    #[retry(max = 5, base_delay = "1s", until = |n| *n > 0, call_timeout = "20s", attempt = n)]
    async fn inline() -> Result<u32, Error> {
        poll(n).await
    }

    #[retry(max = 5, base_delay = "1s", until = |n| *n > 0, call_timeout = "20s", context = context)]
    async fn with_context() -> Result<u32, Error> {
        assert_eq!(context.last_error().is_some(), context.attempt() == 2);
        poll(context.attempt()).await
    }

    let policy: Policy = "max = 5, base_delay = 1s".parse().unwrap();
    let expected = (Err(Error::Down(1)), LIMIT);
    assert_eq!(timed(inline()), expected);
    assert_eq!(timed(with_context()), expected);
    let mut attempts = 0;
    let call = policy.retry_async_mut(async || {
        attempts += 1;
        poll(attempts).await
    });
    let call = call.until(|n| *n > 0).call_timeout(LIMIT).call();
    assert_eq!(timed(call), expected);
    let call = policy.retry_async_with(async |context: &Context<'_, Error>| {
        assert_eq!(context.last_error().is_some(), context.attempt() == 2);
        poll(context.attempt()).await
    });
    let call = call.until(|n| *n > 0).call_timeout(LIMIT).call();
    assert_eq!(timed(call), expected);
}

/// An attempt that reaches both limits at once is ended by the limit of the call.
#[test]
fn call_timeout_wins_over_an_equal_attempt_timeout() {
    #[retry(attempt_timeout = "20s", call_timeout = "20s", when = |_| panic!("judged"), observe = report)]
    async fn inline(report: &mut Report) -> Result<(), Error> {
        std::future::pending().await
    }

    const PROFILE: Profile<Error> = Profile::new(Policy::builder().build()).attempt_timeout(LIMIT);

    #[retry(with = PROFILE, call_timeout = "20s", when = |_| panic!("judged"), observe = report)]
    async fn by_profile(report: &mut Report) -> Result<(), Error> {
        std::future::pending().await
    }

    let timeout = || (Err(Error::Timeout(LIMIT)), LIMIT);
    let mut report = Report::new();
    assert_eq!(timed(inline(&mut report)), timeout());
    assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
    assert_eq!(timed(by_profile(&mut report)), timeout());
    assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
    let policy = Policy::default();
    let call = policy.retry_async(async || -> Result<(), Error> { std::future::pending().await });
    let call = call.attempt_timeout(LIMIT).call_timeout(LIMIT);
    let call = call.when(|_| panic!("judged")).observe(&mut report);
    assert_eq!(timed(call.call()), timeout());
    assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
}

#[test]
fn call_timeout_and_attempt_timeout_work_together() {
    #[retry(max = unlimited, base_delay = "1s", backoff = constant, attempt_timeout = "8s", call_timeout = "20s")]
    async fn inline(attempts: &mut u32) -> Result<(), Error> {
        attempt(&[1000], attempts).await
    }

    let policy: Policy = "max = unlimited, base_delay = 1s, backoff = constant"
        .parse()
        .unwrap();
    // Attempts run from 0 to 8 s, from 9 to 17 s, and from 18 to 20 s.
    let expected = (Err(Error::Timeout(Duration::from_secs(8))), LIMIT);
    let mut attempts = 0;
    assert_eq!(timed(inline(&mut attempts)), expected);
    assert_eq!(attempts, 3);
    let limit = Duration::from_secs(8);
    for attempt_first in [true, false] {
        let mut attempts = 0;
        let call = policy.retry_async_mut(async || attempt(&[1000], &mut attempts).await);
        let outcome = if attempt_first {
            timed(call.attempt_timeout(limit).call_timeout(LIMIT).call())
        } else {
            timed(call.call_timeout(LIMIT).attempt_timeout(limit).call())
        };
        assert_eq!((outcome, attempts), (expected.clone_it(), 3));
    }
}

trait CloneIt {
    fn clone_it(&self) -> Self;
}

impl CloneIt for (Result<(), Error>, Duration) {
    fn clone_it(&self) -> Self {
        let Err(Error::Timeout(limit)) = self.0 else {
            panic!("no timeout");
        };
        (Err(Error::Timeout(limit)), self.1)
    }
}

#[test]
fn the_context_has_the_smaller_of_both_remaining_times() {
    #[retry(max = 2, base_delay = "4s", max_elapsed = "10s", call_timeout = "9s", context = ctx)]
    async fn inline(told: &mut Vec<Option<Duration>>) -> Result<(), Error> {
        told.push(ctx.time_left());
        Err(Error::Down(ctx.attempt()))
    }

    let clock = VirtualTime::start();
    let mut told = Vec::new();
    assert_eq!(block_on(inline(&mut told)), Err(Error::Down(2)));
    assert_eq!(told, [9, 5].map(|left| Some(Duration::from_secs(left))));
    assert_eq!(clock.delays(), [Duration::from_secs(4)]);

    let policy: Policy = "base_delay = 4s, max_elapsed = 8s".parse().unwrap();
    let mut told = Vec::new();
    let call = policy.retry_async_with(async |context: &Context<'_, Error>| {
        told.push((context.time_left(), context.last_error().is_some()));
        Err::<(), _>(Error::Down(context.attempt()))
    });
    let outcome = block_on(call.call_timeout(LIMIT).call());
    assert_eq!(outcome, Err(Error::Down(2)));
    let left = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(told, [(left(8), false), (left(4), true)]);
}

#[test]
fn a_success_within_call_timeout_is_returned() {
    #[retry(call_timeout = "20s")]
    async fn inline(after: u64) -> Result<u64, Error> {
        sleep(Duration::from_secs(after)).await;
        Ok(after)
    }
    assert_eq!(timed(inline(3)), (Ok(3), Duration::from_secs(3)));
    let policy = Policy::default();
    let call = policy.retry_async(async || inline(3).await);
    assert_eq!(timed(call.call_timeout(LIMIT).call()).0, Ok(3));
}

#[test]
#[should_panic(expected = "`call_timeout` must be greater than zero")]
fn a_call_timeout_of_zero_is_refused() {
    let policy = Policy::default();
    let call = policy.retry_async(async || Ok::<_, Error>(1));
    drop(call.call_timeout(Duration::ZERO));
}

#[test]
fn the_limit_may_be_an_argument() {
    #[retry(max = unlimited, base_delay = "1s", backoff = constant, call_timeout = limit)]
    async fn inline(limit: Duration, attempts: &mut u32) -> Result<(), Error> {
        attempt(&[1], attempts).await
    }

    for (limit, expected) in [(3, 2), (9, 5)] {
        let mut attempts = 0;
        let call = inline(Duration::from_secs(limit), &mut attempts);
        assert_eq!(block_on(call), Err(Error::Down(expected)));
    }
}
