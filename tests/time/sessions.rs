//! `reset_after`, in all four loops: after a long attempt, retries, delays and `max_elapsed` start
//! again.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::{VirtualClock, VirtualTime};
use retry_runtime::{Classify, Context, Policy, Report, RetryBudget, Verdict, retry};
use support::{block_on, nap_async, naps};

const HOUR: u64 = 3600;

/// An error that contains its verdict.
#[derive(Debug, PartialEq)]
struct Lost(Verdict);

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("connection lost")
    }
}

impl Classify for Lost {
    fn verdict(&self) -> Verdict {
        self.0
    }
}

/// Sessions that last for the given seconds and then fail with a verdict. Sessions after the last
/// of these succeed.
struct Sessions<'c> {
    clock: &'c VirtualClock,
    lives: Vec<(u64, Verdict)>,
    begun: usize,
    report: Report,
    budget: RetryBudget,
}

impl<'c> Sessions<'c> {
    fn new(clock: &'c VirtualClock, lives: &[(u64, Verdict)]) -> Self {
        Self {
            clock,
            lives: lives.to_vec(),
            begun: 0,
            report: Report::new(),
            budget: RetryBudget::new(),
        }
    }

    fn next(&mut self) -> Result<usize, Lost> {
        let life = self.lives.get(self.begun);
        self.begun += 1;
        match life {
            None => Ok(self.begun),
            Some((seconds, verdict)) => {
                self.clock.advance(Duration::from_secs(*seconds));
                Err(Lost(*verdict))
            }
        }
    }
}

type Loop = fn(Policy, &mut Sessions<'_>) -> Result<usize, Lost>;

const LOOPS: [(&str, Loop); 10] = [
    ("attribute", |policy, sessions| {
        #[retry(policy = policy)]
        fn session(policy: Policy, sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
            sessions.next()
        }
        session(policy, sessions)
    }),
    ("attribute, judged", |policy, sessions| {
        #[retry(policy = policy, classify)]
        fn session(policy: Policy, sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
            sessions.next()
        }
        session(policy, sessions)
    }),
    ("attribute, observed", |policy, sessions| {
        #[retry(policy = policy, classify, observe = sessions.report, budget = sessions.budget)]
        fn session(policy: Policy, sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
            sessions.next()
        }
        session(policy, sessions)
    }),
    ("attribute async", |policy, sessions| {
        #[retry(policy = policy)]
        async fn session(policy: Policy, sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
            sessions.next()
        }
        block_on(session(policy, sessions))
    }),
    ("attribute async, observed", |policy, sessions| {
        #[retry(policy = policy, classify, observe = sessions.report)]
        async fn session(policy: Policy, sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
            sessions.next()
        }
        block_on(session(policy, sessions))
    }),
    ("closure", |policy, sessions| {
        policy.retry(|| sessions.next()).call()
    }),
    ("closure, judged", |policy, sessions| {
        let call = policy.retry(|| sessions.next());
        call.classify(Lost::verdict).call()
    }),
    ("closure, observed", |policy, sessions| {
        let mut report = Report::new();
        let outcome = policy
            .retry(|| sessions.next())
            .classify(Lost::verdict)
            .observe(&mut report)
            .call();
        sessions.report = report;
        outcome
    }),
    ("closure async", |policy, sessions| {
        block_on(policy.retry_async_mut(async || sessions.next()).call())
    }),
    ("closure async, observed", |policy, sessions| {
        let mut report = Report::new();
        let call = policy.retry_async_mut(async || sessions.next());
        let call = call.classify(Lost::verdict).observe(&mut report);
        let outcome = block_on(call.call());
        sessions.report = report;
        outcome
    }),
];

/// Checks the delays of every loop, in seconds. All loops must wait equally long.
#[track_caller]
fn waits(policy: &str, lives: &[(u64, Verdict)], expected: &[u64]) {
    let judged = lives.iter().any(|(_, verdict)| *verdict != Verdict::Retry);
    for (name, run) in LOOPS {
        if judged && !name.contains("judged") && !name.contains("observed") {
            continue;
        }
        let clock = VirtualTime::start();
        let mut sessions = Sessions::new(&clock, lives);
        let outcome = run(policy.parse().unwrap(), &mut sessions);
        let delays: Vec<_> = clock.delays().iter().map(Duration::as_secs).collect();
        assert_eq!(delays, expected, "{name}");
        let attempts = expected.len() + 1;
        assert_eq!(sessions.begun, attempts, "{name}");
        assert_eq!(outcome.is_ok(), attempts > lives.len(), "{name}");
        if name.contains("observed") {
            let report = sessions.report;
            assert_eq!(report.attempts.len(), attempts, "{name}");
            let total = report.total_delay.as_secs();
            assert_eq!(total, expected.iter().sum::<u64>(), "{name}");
            let tokens = sessions.budget.available();
            assert!(tokens <= sessions.budget.capacity(), "{name}");
        }
    }
}

fn fail<const N: usize>(lives: [u64; N]) -> [(u64, Verdict); N] {
    lives.map(|life| (life, Verdict::Retry))
}

#[test]
fn reset_after_restarts_delays_after_a_long_session() {
    waits(
        "max = unlimited, base_delay = 1s, reset_after = 1m",
        &fail([0, 0, 0, 0, 0, HOUR, HOUR, 0, HOUR]),
        &[1, 2, 4, 8, 16, 1, 1, 2, 1],
    );
}

#[test]
fn an_attempt_of_exactly_reset_after_counts_as_long() {
    let policy = "max = unlimited, base_delay = 1s, reset_after = 1m";
    waits(policy, &fail([0, 60, 59]), &[1, 1, 2]);
    // Neither the delay before an attempt nor the time of two attempts together counts.
    waits(
        "max = unlimited, base_delay = 50s, max_delay = 1h, reset_after = 1m",
        &fail([0, 59, 59, 60]),
        &[50, 100, 200, 50],
    );
}

#[test]
fn reset_after_restarts_the_count_of_retries() {
    waits(
        "max = 2, base_delay = 1s, reset_after = 1m",
        &fail([0, 0, HOUR, 0, 0, 0]),
        &[1, 2, 1, 2],
    );
}

#[test]
fn max_elapsed_counts_from_the_failure_after_the_session() {
    let policy = "max = unlimited, base_delay = 1s, max_elapsed = 5s, reset_after = 1m";
    // The delays are 1 s and 2 s; 4 s would be too late. A session of an hour restarts the limit.
    waits(policy, &fail([0, 0, 0, 0]), &[1, 2]);
    waits(policy, &fail([0, 0, HOUR, 0, 0]), &[1, 2, 1, 2]);
    waits(policy, &fail([HOUR, 3, 0]), &[1]);
}

#[test]
fn a_verdict_keeps_its_meaning_after_a_long_session() {
    let policy = "max = 2, base_delay = 1s, reset_after = 1m";
    let asked = Verdict::RetryAfter(Duration::from_secs(7));
    let (retry, now, stop) = (Verdict::Retry, Verdict::RetryNow, Verdict::Stop);
    waits(
        policy,
        &[(0, retry), (HOUR, asked), (0, retry), (HOUR, stop)],
        &[1, 7, 2],
    );
    waits(
        policy,
        &[(0, now), (HOUR, now), (0, retry), (0, retry)],
        &[0, 0, 1],
    );
}

#[test]
fn reset_after_works_in_the_attribute() {
    const LIFE: Duration = Duration::from_secs(60);

    #[retry(max = unlimited, base_delay = "1s", reset_after = "1m")]
    fn literal(sessions: &mut Sessions<'_>) -> Result<usize, Lost> {
        sessions.next()
    }

    #[retry(max = unlimited, base_delay = "1s", reset_after = LIFE, attempt = n)]
    async fn constant(sessions: &mut Sessions<'_>, numbers: &mut Vec<u32>) -> Result<usize, Lost> {
        numbers.push(n);
        sessions.next()
    }

    let lives = fail([0, 0, HOUR, 0]);
    let clock = VirtualTime::start();
    assert_eq!(literal(&mut Sessions::new(&clock, &lives)), Ok(5));
    assert_eq!(clock.delays(), [1, 2, 1, 2].map(Duration::from_secs));

    let clock = VirtualTime::start();
    let mut numbers = Vec::new();
    let sessions = &mut Sessions::new(&clock, &lives);
    assert_eq!(block_on(constant(sessions, &mut numbers)), Ok(5));
    assert_eq!(clock.delays(), [1, 2, 1, 2].map(Duration::from_secs));
    // Attempt numbers continue.
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn reset_after_does_not_restart_seeded_jitter() {
    let policy = |reset| {
        let policy = Policy::builder().base_delay(Duration::from_secs(1));
        let policy = policy.jitter(retry_runtime::Jitter::Full).seed(7);
        policy.reset_after(Duration::from_secs(reset)).build()
    };
    let delays = |reset| {
        let clock = VirtualTime::start();
        let mut sessions = Sessions::new(&clock, &fail([0, HOUR]));
        let policy: Policy = policy(reset);
        assert_eq!(policy.retry(|| sessions.next()).call(), Ok(3));
        clock.delays()
    };
    let (anew, on) = (delays(60), delays(2 * HOUR));
    // The draw is equal, but from half the delay.
    assert_eq!(anew[0], on[0]);
    assert_eq!(anew[1], on[1] / 2);
}

#[test]
fn reset_after_restarts_the_time_left_in_the_context() {
    let policy: Policy = "max_elapsed = 10s, base_delay = 1s, reset_after = 1m"
        .parse()
        .unwrap();
    let clock = VirtualTime::start();
    let mut told = Vec::new();
    let call = policy.retry_with(|context: &Context<'_, &str>| {
        let left = context.time_left().map(|left| left.as_secs());
        told.push((context.elapsed().as_secs(), left));
        if context.attempt() == 2 {
            clock.advance(Duration::from_secs(HOUR));
        }
        if context.attempt() < 4 {
            Err("lost")
        } else {
            Ok(())
        }
    });
    assert_eq!(call.call(), Ok(()));
    assert_eq!(
        told,
        [
            (0, Some(10)),
            (1, Some(9)),
            (3602, Some(9)),
            (3604, Some(7))
        ]
    );
}

#[test]
fn the_tokio_clock_measures_async_sessions() {
    #[retry(max = unlimited, base_delay = "1s", reset_after = "1m", sleep = nap_async)]
    async fn session(lives: &mut Vec<u64>) -> Result<(), &'static str> {
        let Some(life) = lives.pop() else {
            return Ok(());
        };
        tokio::time::sleep(Duration::from_secs(life)).await;
        Err("connection lost")
    }

    let mut lives = vec![HOUR, 0, HOUR, HOUR, 0, 0, 0, 0, 0];
    assert_eq!(block_on(session(&mut lives)), Ok(()));
    let seconds: Vec<_> = naps().iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [1, 2, 4, 8, 16, 1, 1, 2, 1]);
}
