//! A `sleep` that ends early and says so with a `ControlFlow`, in all four loops: each delay counts
//! with its real length. A delay by a `sleep` that returns nothing counts with the requested
//! length.

use crate::support;

use std::ops::ControlFlow::Continue;
use std::time::Duration;

use retry_runtime::{CancelToken, Event, Policy, Profile, Report, SiteCounters, retry, sites};
use support::{EARLY, block_on, nap_early};

type Outcome = Result<u32, String>;

const ASKED: Duration = Duration::from_secs(10);
const POLICY: Policy = Policy::builder()
    .max(2)
    .base_delay(ASKED)
    .max_delay(ASKED)
    .build();
const PROFILE: Profile<String> = Profile::new(POLICY);

/// Attempts that fail until one succeeds, and everything that was observed.
#[derive(Default)]
struct Run {
    succeeds_in: u32,
    report: Report,
    seen: Vec<(Duration, Option<Duration>)>,
}

/// The part of the last delay that was not waited for, and the sum of delays.
fn seen(event: &Event<'_>) -> (Duration, Option<Duration>) {
    let total = match event {
        Event::Success { total_delay, .. } | Event::GiveUp { total_delay, .. } => {
            Some(*total_delay)
        }
        _ => None,
    };
    (event.unwaited(), total)
}

type Loop = fn(&mut Run) -> Outcome;

const LOOPS: [(&str, Loop); 7] = [
    ("early: attribute", |run| {
        #[retry(
            policy = POLICY,
            attempt = n,
            sleep = |_| Continue(()),
            observe(run.report, |event| run.seen.push(seen(event))),
            name = "early: attribute",
        )]
        fn call(run: &mut Run) -> Outcome {
            (n == run.succeeds_in).then_some(n).ok_or(n.to_string())
        }
        call(run)
    }),
    ("early: attribute, polled", |run| {
        #[retry(
            policy = POLICY,
            attempt = n,
            sleep = |_| Continue(()),
            until = |n| *n == run.succeeds_in,
            observe(run.report, |event| run.seen.push(seen(event))),
            name = "early: attribute, polled",
        )]
        fn call(run: &mut Run) -> Outcome {
            Ok(n)
        }
        call(run)
    }),
    ("early: attribute async", |run| {
        #[retry(
            policy = POLICY,
            attempt = n,
            sleep = nap_early,
            observe(run.report, |event| run.seen.push(seen(event))),
            name = "early: attribute async",
        )]
        async fn call(run: &mut Run) -> Outcome {
            (n == run.succeeds_in).then_some(n).ok_or(n.to_string())
        }
        block_on(call(run))
    }),
    ("early: closure", |run| {
        let n = run.succeeds_in;
        POLICY
            .retry_with(|context| {
                let attempt = context.attempt();
                (attempt == n).then_some(attempt).ok_or(attempt.to_string())
            })
            .sleep(|_| Continue(()))
            .observe(&mut run.report)
            .observe_fn(|event| run.seen.push(seen(event)))
            .name("early: closure")
            .call()
    }),
    ("early: closure async", |run| {
        let n = run.succeeds_in;
        let call = POLICY.retry_async_with(async |context| {
            let attempt = context.attempt();
            (attempt == n).then_some(attempt).ok_or(attempt.to_string())
        });
        let call = call.sleep(nap_early).observe(&mut run.report);
        let call = call.observe_fn(|event| run.seen.push(seen(event)));
        block_on(call.name("early: closure async").call())
    }),
    // Only the features observe these calls.
    ("early: profile, unobserved", |run| {
        #[retry(
            with = PROFILE,
            attempt = n,
            sleep = |_| Continue(()),
            name = "early: profile, unobserved",
        )]
        fn call(succeeds_in: u32) -> Outcome {
            (n == succeeds_in).then_some(n).ok_or(n.to_string())
        }
        call(run.succeeds_in)
    }),
    ("early: attribute, unobserved", |run| {
        #[retry(
            policy = POLICY,
            attempt = n,
            sleep = |_| Continue(()),
            name = "early: attribute, unobserved",
        )]
        fn call(succeeds_in: u32) -> Outcome {
            (n == succeeds_in).then_some(n).ok_or(n.to_string())
        }
        call(run.succeeds_in)
    }),
];

fn counted(name: &str) -> SiteCounters {
    let mut sites = sites().into_iter();
    sites.find(|site| site.site == name).unwrap()
}

#[test]
fn every_delay_is_reported_with_its_real_length() {
    for (name, call) in LOOPS {
        let mut counted_before = Duration::ZERO;
        for succeeds_in in [9, 3] {
            let mut run = Run {
                succeeds_in,
                ..Run::default()
            };
            let outcome = call(&mut run);
            let site = counted(name);
            let waited = site.total_delay.saturating_sub(counted_before);
            counted_before = site.total_delay;
            if name.contains("async") {
                assert_eq!(waited, 2 * EARLY, "{name}");
            } else {
                assert!(waited < ASKED, "{name}: {waited:?}");
            }
            if name.contains("unobserved") {
                continue;
            }
            let n = if succeeds_in == 3 { 3 } else { 0 };
            assert_eq!(outcome.is_ok_and(|ok| ok == n), n == 3, "{name}");
            let delays: Vec<_> = run.report.attempts.iter().map(|it| it.delay).collect();
            let [Some(first), Some(second), None] = delays[..] else {
                panic!("{name}: {delays:?}");
            };
            assert_eq!(first + second, waited, "{name}");
            assert_eq!(run.report.total_delay, waited, "{name}");
            let unwaited = [
                Duration::ZERO,
                ASKED.saturating_sub(first),
                ASKED.saturating_sub(second),
            ];
            let totals = [None, None, Some(waited)];
            let expected: Vec<_> = unwaited.into_iter().zip(totals).collect();
            assert_eq!(run.seen, expected, "{name}");
        }
    }
}

#[test]
fn a_bounded_report_has_the_sum_of_real_lengths() {
    for bound in [0, 1, 2] {
        let mut report = Report::bounded(bound);
        let call = POLICY.retry_async(async || None::<()>).sleep(nap_early);
        assert_eq!(block_on(call.observe(&mut report).call()), None);
        assert_eq!(report.total_delay, 2 * EARLY);
    }
}

/// A `sleep` that returns nothing, such as the sleep of a test, counts with the requested length.
/// This also holds with a `cancel`, which never happens here.
#[test]
fn a_sleep_that_returns_nothing_counts_with_its_requested_length() {
    type Loop = fn(&CancelToken, &mut Report) -> Option<()>;
    let loops: [(&str, Loop); 8] = [
        ("attribute", |_, report| {
            #[retry(policy = POLICY, sleep = |_| (), observe = report)]
            fn call(report: &mut Report) -> Option<()> {
                None
            }
            call(report)
        }),
        ("attribute, cancel", |stop, report| {
            #[retry(policy = POLICY, sleep = |_| (), cancel = stop, observe = report)]
            fn call(stop: &CancelToken, report: &mut Report) -> Option<()> {
                None
            }
            call(stop, report)
        }),
        ("attribute async", |_, report| {
            #[retry(policy = POLICY, sleep = async |_| (), observe = report)]
            async fn call(report: &mut Report) -> Option<()> {
                None
            }
            block_on(call(report))
        }),
        ("attribute async, cancel", |stop, report| {
            #[retry(policy = POLICY, sleep = async |_| (), cancel = stop.cancelled(), observe = report)]
            async fn call(stop: &CancelToken, report: &mut Report) -> Option<()> {
                None
            }
            block_on(call(stop, report))
        }),
        ("closure", |_, report| {
            let call = POLICY.retry(|| None).sleep(|_| ());
            call.observe(report).call()
        }),
        ("closure, cancel", |stop, report| {
            let call = POLICY.retry(|| None).cancel(stop).sleep(|_| ());
            call.observe(report).call()
        }),
        ("closure async", |_, report| {
            let call = POLICY.retry_async(async || None).sleep(async |_| ());
            block_on(call.observe(report).call())
        }),
        ("closure async, cancel", |stop, report| {
            let call = POLICY.retry_async(async || None).sleep(async |_| ());
            block_on(call.cancel(stop.cancelled()).observe(report).call())
        }),
    ];
    for (name, call) in loops {
        let mut report = Report::new();
        assert_eq!(call(&CancelToken::new(), &mut report), None, "{name}");
        let delays: Vec<_> = report.attempts.iter().map(|it| it.delay).collect();
        assert_eq!(delays, [Some(ASKED), Some(ASKED), None], "{name}");
        assert_eq!(report.total_delay, 2 * ASKED, "{name}");
    }
}
