//! One table of scenarios, run through every loop: the attribute's and the
//! closure's. They must do the same.

mod support;

use std::time::Duration;

use retry_runtime::{Policy, Report, retry};
use support::{fails, millis, nap, naps};

struct Scenario {
    name: &'static str,
    policy: Policy,
    /// How often the operation fails before it succeeds.
    failures: u32,
    delays: Vec<Duration>,
    outcome: Result<u32, String>,
}

const FIVE: Policy = Policy::builder().max(5).build();

fn scenarios() -> Vec<Scenario> {
    let seeded = Policy::builder()
        .max(4)
        .jitter(retry_runtime::Jitter::Full)
        .seed(7)
        .build();
    vec![
        Scenario {
            name: "success at once",
            policy: FIVE,
            failures: 0,
            delays: vec![],
            outcome: Ok(1),
        },
        Scenario {
            name: "eventual success",
            policy: FIVE,
            failures: 3,
            delays: millis([100, 200, 400]).into(),
            outcome: Ok(4),
        },
        Scenario {
            name: "success at the last attempt",
            policy: FIVE,
            failures: 5,
            delays: millis([100, 200, 400, 800, 1600]).into(),
            outcome: Ok(6),
        },
        Scenario {
            name: "exhausted, and no sleep after the last failure",
            policy: FIVE,
            failures: 6,
            delays: millis([100, 200, 400, 800, 1600]).into(),
            outcome: Err("failure 6".to_owned()),
        },
        Scenario {
            name: "one retry",
            policy: Policy::builder().max(1).build(),
            failures: 9,
            delays: millis([100]).into(),
            outcome: Err("failure 2".to_owned()),
        },
        Scenario {
            name: "capped",
            policy: Policy::builder()
                .max(4)
                .max_delay(Duration::from_millis(250))
                .build(),
            failures: 4,
            delays: millis([100, 200, 250, 250]).into(),
            outcome: Ok(5),
        },
        Scenario {
            name: "without a limit",
            policy: Policy::builder().unlimited().factor(1.0).build(),
            failures: 1000,
            delays: vec![Duration::from_millis(100); 1000],
            outcome: Ok(1001),
        },
        Scenario {
            name: "jitter repeats with its seed",
            policy: seeded,
            failures: 4,
            delays: seeded.delays().collect(),
            outcome: Ok(5),
        },
    ]
}

#[retry(policy = policy, sleep = nap, observe = report)]
fn inline_loop(
    policy: Policy,
    failures: u32,
    attempts: &mut u32,
    report: &mut Report,
) -> Result<u32, String> {
    fails(failures, attempts)
}

fn closure_loop(
    policy: Policy,
    failures: u32,
    attempts: &mut u32,
    report: &mut Report,
) -> Result<u32, String> {
    policy
        .retry(|| fails(failures, attempts))
        .sleep(nap)
        .display()
        .observe(report)
        .call()
}

#[test]
fn every_loop_does_the_same() {
    type Loop = fn(Policy, u32, &mut u32, &mut Report) -> Result<u32, String>;
    let loops: [Loop; 2] = [inline_loop, closure_loop];
    for scenario in scenarios() {
        let mut reports = Vec::new();
        for run in loops {
            let (mut attempts, mut report) = (0, Report::new());
            let outcome = run(
                scenario.policy,
                scenario.failures,
                &mut attempts,
                &mut report,
            );
            assert_eq!(outcome, scenario.outcome, "{}", scenario.name);
            assert_eq!(naps(), scenario.delays, "{}", scenario.name);
            assert_eq!(
                attempts as usize,
                scenario.delays.len() + 1,
                "{}",
                scenario.name
            );
            reports.push(report);
        }
        assert_eq!(reports[0], reports[1], "{}", scenario.name);
    }
}

#[test]
fn no_policy_is_a_single_attempt() {
    #[retry(policy = policy, sleep = nap, observe = report)]
    fn maybe(policy: Option<&Policy>, report: &mut Report) -> Result<(), &'static str> {
        Err("down")
    }

    let mut report = Report::new();
    assert_eq!(maybe(None, &mut report), Err("down"));
    assert_eq!(naps(), []);
    assert_eq!((report.total_attempts, report.max_retries), (1, Some(0)));

    assert_eq!(maybe(Some(&FIVE), &mut report), Err("down"));
    assert_eq!(naps().len(), 5);
    assert_eq!((report.total_attempts, report.max_retries), (6, Some(5)));
}

#[test]
fn a_policy_expression_is_evaluated_once() {
    fn next(evaluations: &mut u32) -> Policy {
        *evaluations += 1;
        FIVE
    }

    #[retry(policy = next(evaluations), sleep = nap)]
    fn call(evaluations: &mut u32) -> Option<()> {
        None
    }

    let mut evaluations = 0;
    assert_eq!(call(&mut evaluations), None);
    assert_eq!((naps().len(), evaluations), (5, 1));
}

#[test]
fn without_sleep_the_thread_sleeps() {
    #[retry(max = 2, base_delay = "1ms")]
    fn call() -> Option<()> {
        None
    }

    let start = std::time::Instant::now();
    assert_eq!(call(), None);
    // A sleep is never shorter than asked, so this can't fail by chance.
    assert!(start.elapsed() >= Duration::from_millis(3));
    assert_eq!(naps(), []);
}
