//! One table of scenarios, run through every loop (inline and closure, blocking and async) and
//! through a tower layer. All loops must send equal events.

use crate::support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use retry_runtime::{
    Classify, Event, Jitter, Observer, Policy, Reason, Report, RetryBudget, Verdict, retry,
};
use support::{block_on, millis, nap, nap_async, naps};
use tower::{ServiceBuilder, ServiceExt, service_fn};

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Done,
    /// A success that `until` refuses.
    NotReady,
    /// A success that will be ready after the given milliseconds.
    Wait(u64),
    Down,
    /// A pushback of the given milliseconds.
    Busy(u64),
    /// A failure whose cause the attempt has repaired itself.
    Stale,
    /// A failure after progress.
    Partial,
    Fatal,
}
use Step::{Busy, Done, Down, Fatal, NotReady, Partial, Stale, Wait};

impl Step {
    fn outcome(self) -> Result<Self, Self> {
        match self {
            Done | NotReady | Wait(_) => Ok(self),
            Down | Busy(_) | Stale | Partial | Fatal => Err(self),
        }
    }

    /// True if only a verdict can express the step.
    fn needs_verdict(&self) -> bool {
        matches!(self, Wait(_) | Stale | Partial)
    }

    fn is_retryable(&self) -> bool {
        *self != Fatal
    }

    fn hint(&self) -> Option<Duration> {
        match self {
            Busy(asked) | Wait(asked) => Some(Duration::from_millis(*asked)),
            _ => None,
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Done | Fatal => Verdict::Stop,
            Stale => Verdict::RetryNow,
            Partial => Verdict::RetryAfresh,
            step => step.hint().map_or(Verdict::Retry, Verdict::RetryAfter),
        }
    }
}

impl Classify for Step {
    fn verdict(&self) -> Verdict {
        self.verdict()
    }
}

struct Scenario {
    name: &'static str,
    policy: Policy,
    /// The outcomes of the attempts. The last step is repeated.
    steps: Vec<Step>,
    /// The tokens in the budget. A retry costs 5.
    tokens: u32,
    delays: Vec<Duration>,
    reason: Option<Reason>,
    tokens_left: u32,
}

const FIVE: Policy = Policy::builder().max(5).build();
const HOUR: Duration = Duration::from_secs(3600);

impl Scenario {
    fn new<const N: usize>(
        name: &'static str,
        policy: Policy,
        steps: &[Step],
        delays: [u64; N],
        reason: impl Into<Option<Reason>>,
    ) -> Self {
        let (reason, tokens) = (reason.into(), 100_000);
        let taken = 5 * u32::try_from(N).unwrap();
        // A success refunds the tokens of the last retry or, without a retry, 1 token.
        let refund = if reason.is_some() { 0 } else { 5 };
        Self {
            name,
            policy,
            steps: steps.to_vec(),
            tokens,
            delays: millis(delays).into(),
            reason,
            tokens_left: (tokens - taken + refund).min(tokens),
        }
    }

    fn with_tokens(mut self, tokens: u32, left: u32) -> Self {
        (self.tokens, self.tokens_left) = (tokens, left);
        self
    }
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn scenarios() -> Vec<Scenario> {
    use Reason::{
        BudgetExhausted, DeadlineExceeded, NotRetryable, PushbackTooLong, RetriesExhausted,
    };

    let max = |max| Policy::builder().max(max);
    let second = Duration::from_secs(1);
    let jitter = max(4)
        .jitter(Jitter::Full)
        .seed(7)
        .max_delay(second)
        .build();
    let drawn: Vec<_> = jitter.delays().collect();
    let after = |asked| drawn.iter().map(move |own| (*own + asked).min(second));
    let mut all = vec![
        Scenario::new("success at once", FIVE, &[Done], [], None),
        Scenario::new(
            "success later",
            FIVE,
            &[Down, Down, Down, Done],
            [100, 200, 400],
            None,
        ),
        Scenario::new(
            "success at the last attempt",
            max(2).build(),
            &[Down, Down, Done],
            [100, 200],
            None,
        ),
        Scenario::new(
            "exhausted: no sleep after the last failure",
            max(2).build(),
            &[Down],
            [100, 200],
            RetriesExhausted,
        ),
        Scenario::new(
            "one retry",
            max(1).build(),
            &[Down],
            [100],
            RetriesExhausted,
        ),
        Scenario::new(
            "capped",
            max(4).max_delay(Duration::from_millis(250)).build(),
            &[Down],
            [100, 200, 250, 250],
            RetriesExhausted,
        ),
        Scenario::new(
            "an error that is not retried",
            FIVE,
            &[Fatal],
            [],
            NotRetryable,
        ),
        Scenario::new("one later", FIVE, &[Down, Fatal], [100], NotRetryable),
        Scenario::new(
            "polled until ready",
            FIVE,
            &[NotReady, Down, NotReady, Done],
            [100, 200, 400],
            None,
        ),
        Scenario::new(
            "polled in vain",
            max(2).build(),
            &[NotReady],
            [100, 200],
            RetriesExhausted,
        ),
        Scenario::new(
            "a longer pushback",
            FIVE,
            &[Busy(700), Down, Done],
            [700, 200],
            None,
        ),
        Scenario::new(
            "a shorter pushback",
            FIVE,
            &[Busy(1), Busy(150), Done],
            [100, 200],
            None,
        ),
        Scenario::new(
            "a pushback of nothing",
            FIVE,
            &[Busy(0), Busy(0), Done],
            [100, 200],
            None,
        ),
        Scenario::new(
            "pushback does not add retries",
            max(2).build(),
            &[Busy(700)],
            [700, 700],
            RetriesExhausted,
        ),
        Scenario::new(
            "a pushback of the cap",
            FIVE,
            &[Busy(30_000), Done],
            [30_000],
            None,
        ),
        Scenario::new(
            "a pushback above the cap",
            FIVE,
            &[Down, Busy(30_001)],
            [100],
            PushbackTooLong,
        ),
        Scenario::new(
            "a pushback above the cap of delays, within its own",
            max(3)
                .max_delay(Duration::from_millis(150))
                .max_pushback(second)
                .build(),
            &[Down, Busy(700), Busy(1_001)],
            [100, 700],
            PushbackTooLong,
        ),
        Scenario::new(
            "a cap of pushback below the policy's own delays",
            max(3).max_pushback(Duration::from_millis(150)).build(),
            &[Busy(150), Busy(1), Down, Done],
            [150, 200, 400],
            None,
        ),
        Scenario::new(
            "a list that begins at once",
            Policy::builder()
                .delays(const { &[Duration::ZERO, Duration::from_millis(70)] })
                .max(3)
                .build(),
            &[Down],
            [0, 70, 70],
            RetriesExhausted,
        ),
        Scenario::new(
            "a pushback in the place of a first retry at once",
            max(3).fast_first().build(),
            &[Busy(700), Down, Down, Done],
            [700, 100, 200],
            None,
        ),
        Scenario::new(
            "a first retry at once",
            max(4).fast_first().max_elapsed(HOUR).build(),
            &[Down, Down, Busy(700), Done],
            [0, 100, 700],
            None,
        ),
        Scenario::new(
            "no time for the second delay",
            max(5)
                .base_delay(second)
                .max_delay(HOUR * 9)
                .factor(7200.0)
                .max_elapsed(HOUR)
                .build(),
            &[Down],
            [1000],
            DeadlineExceeded,
        ),
        Scenario::new(
            "no time for a pushback",
            max(5).max_delay(HOUR * 9).max_elapsed(HOUR).build(),
            &[Busy(7_200_000)],
            [],
            DeadlineExceeded,
        ),
        Scenario::new(
            "an empty budget",
            FIVE,
            &[Down],
            [100, 200],
            BudgetExhausted,
        )
        .with_tokens(14, 4),
        Scenario::new(
            "a budget that is refunded",
            FIVE,
            &[Down, Down, Done],
            [100, 200],
            None,
        )
        .with_tokens(14, 9),
        Scenario::new(
            "polled with pushback",
            FIVE,
            &[Wait(700), NotReady, Wait(1), Done],
            [700, 200, 400],
            None,
        ),
        Scenario::new(
            "polled beyond the cap of pushback",
            FIVE,
            &[NotReady, Wait(30_001)],
            [100],
            PushbackTooLong,
        ),
        Scenario::new(
            "one retry at once, and no second",
            FIVE,
            &[Stale, Stale, Stale, Down, Stale, Done],
            [0, 100, 200, 400, 0],
            None,
        ),
        Scenario::new(
            "retries at once are retries",
            max(1).build(),
            &[Stale, Stale],
            [0],
            RetriesExhausted,
        ),
        Scenario::new(
            "progress starts anew",
            max(2).build(),
            &[Down, Partial, Down, Partial, Partial, Down, Down],
            [100, 100, 200, 100, 100, 200],
            RetriesExhausted,
        ),
        Scenario::new("the first attempt pays back", FIVE, &[Done], [], None),
        Scenario::new(
            "without a limit",
            Policy::builder().unlimited().factor(1.0).build(),
            &[&[Down; 1000][..], &[Done]].concat(),
            [100; 1000],
            None,
        ),
    ];
    for (name, step, delays) in [
        ("jitter repeats with its seed", Down, drawn.clone()),
        (
            "jitter is added to a pushback",
            Busy(500),
            after(millis([500])[0]).collect(),
        ),
        (
            "and the sum is capped",
            Busy(990),
            after(millis([990])[0]).collect(),
        ),
    ] {
        let mut scenario = Scenario::new(name, jitter, &[step], [0; 4], RetriesExhausted);
        scenario.delays = delays;
        all.push(scenario);
    }
    all
}

/// One run: the values that a loop borrows.
struct Run {
    steps: Vec<Step>,
    attempts: usize,
    budget: RetryBudget,
    report: Report,
    events: Vec<String>,
}

impl Run {
    fn new(scenario: &Scenario) -> Self {
        let budget = RetryBudget::builder().capacity(scenario.tokens).build();
        Self {
            steps: scenario.steps.clone(),
            attempts: 0,
            budget,
            report: Report::new(),
            events: Vec::new(),
        }
    }
}

/// One attempt.
fn next(steps: &[Step], attempts: &mut usize) -> Result<Step, Step> {
    let step = steps[(*attempts).min(steps.len() - 1)];
    *attempts += 1;
    step.outcome()
}

type Loop = fn(Policy, &mut Run) -> Result<Step, Step>;

const INLINE: Loop = |policy, run| {
    #[retry(
        policy = policy,
        sleep = nap,
        when = Step::is_retryable,
        retry_after = Step::hint,
        until = |step| *step == Done,
        budget = run.budget,
        observe(run.report, |event| run.events.push(told(event))),
    )]
    fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
        next(&run.steps, &mut run.attempts)
    }
    inline(policy, run)
};

const INLINE_ASYNC: Loop = |policy, run| {
    #[retry(
        policy = policy,
        sleep = nap_async,
        classify,
        until = Step::verdict,
        budget = run.budget,
        observe(run.report, |event| run.events.push(told(event))),
    )]
    async fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
        next(&run.steps, &mut run.attempts)
    }
    block_on(inline(policy, run))
};

const INLINE_CLASSIFY: Loop = |policy, run| {
    #[retry(
        policy = policy,
        sleep = nap,
        classify = Step::verdict,
        until = Step::verdict,
        budget = run.budget,
        observe(run.report, |event| run.events.push(told(event))),
    )]
    fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
        next(&run.steps, &mut run.attempts)
    }
    inline(policy, run)
};

const CLOSURE: Loop = |policy, run| {
    policy
        .retry(|| next(&run.steps, &mut run.attempts))
        .sleep(nap)
        .when(Step::is_retryable)
        .retry_after(Step::hint)
        .until(|step| *step == Done)
        .budget(&run.budget)
        .debug()
        .observe(&mut run.report)
        .observe_fn(|event| run.events.push(told(event)))
        .call()
};

const CLOSURE_ASYNC: Loop = |policy, run| {
    let call = policy
        .retry_async_mut(async || next(&run.steps, &mut run.attempts))
        .sleep(nap_async)
        .classify(Step::verdict)
        .until(Step::verdict)
        .budget(&run.budget)
        .debug();
    let call = call.observe(&mut run.report);
    block_on(call.observe_fn(|event| run.events.push(told(event))).call())
};

const CLOSURE_CLASSIFY: Loop = |policy, run| {
    policy
        .retry(|| next(&run.steps, &mut run.attempts))
        .sleep(nap)
        .classify(Step::verdict)
        .until(Step::verdict)
        .budget(&run.budget)
        .debug()
        .observe(&mut run.report)
        .observe_fn(|event| run.events.push(told(event)))
        .call()
};

/// The values that a layer shares with its calls.
#[derive(Default)]
struct Shared {
    steps: Vec<Step>,
    attempts: usize,
    report: Report,
    events: Vec<String>,
}

const LAYER: Loop = |policy, run| {
    let shared = Arc::new(Mutex::new(Shared {
        steps: run.steps.clone(),
        ..Shared::default()
    }));
    let budget = Arc::new(std::mem::take(&mut run.budget));
    let (server, observer) = (shared.clone(), shared.clone());
    let layer = policy
        .layer()
        .sleep(nap_async)
        .classify(Step::verdict)
        .until(Step::verdict)
        .budget(budget.clone())
        .debug()
        .observe_fn(move |event| {
            let mut shared = observer.lock().unwrap();
            shared.report.observe(event);
            shared.events.push(told(event));
        });
    let service = service_fn(move |()| {
        let shared = &mut *server.lock().unwrap();
        std::future::ready(next(&shared.steps, &mut shared.attempts))
    });
    let service = ServiceBuilder::new().layer(layer).service(service);
    let outcome = block_on(service.oneshot(()));
    let shared = std::mem::take(&mut *shared.lock().unwrap());
    (run.attempts, run.report, run.events) = (shared.attempts, shared.report, shared.events);
    run.budget = Arc::into_inner(budget).unwrap();
    outcome
};

/// The loops that use verdicts.
const VERDICT_LOOPS: [(&str, Loop); 5] = [
    ("layer", LAYER),
    ("inline async", INLINE_ASYNC),
    ("inline, by classify", INLINE_CLASSIFY),
    ("closure async", CLOSURE_ASYNC),
    ("closure, by classify", CLOSURE_CLASSIFY),
];
const OTHER_LOOPS: [(&str, Loop); 2] = [("inline", INLINE), ("closure", CLOSURE)];

/// An event as text, without its site, which differs between loops.
fn told(event: &Event<'_>) -> String {
    let text = format!("{event:?}");
    let (before, site) = text.split_once("site: ").expect("a site");
    let (_, after) = site.split_once(", ").expect("more than a site");
    format!("{before}{after}")
}

#[test]
fn all_loops_send_the_same_events() {
    for scenario in scenarios() {
        let mut seen = None;
        let loops = if scenario.steps.iter().any(Step::needs_verdict) {
            VERDICT_LOOPS.to_vec()
        } else {
            [&VERDICT_LOOPS[..], &OTHER_LOOPS].concat()
        };
        for (name, run) in loops {
            let name = format!("{}, {name}", scenario.name);
            let mut given = Run::new(&scenario);
            let outcome = run(scenario.policy, &mut given);
            let last = scenario.steps[(given.attempts - 1).min(scenario.steps.len() - 1)];
            assert_eq!(outcome, last.outcome(), "{name}");
            assert_eq!(naps(), scenario.delays, "{name}");
            assert_eq!(given.attempts, scenario.delays.len() + 1, "{name}");
            assert_eq!(given.report.reason, scenario.reason, "{name}");
            assert_eq!(given.budget.available(), scenario.tokens_left, "{name}");
            assert_eq!(given.events.len(), given.attempts, "{name}");
            let (report, events) = seen.get_or_insert((given.report.clone(), given.events.clone()));
            assert_eq!(given.report, *report, "{name}");
            assert_eq!(given.events, *events, "{name}");
        }
    }
}

#[test]
fn policy_none_makes_a_single_attempt() {
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
fn without_a_sleep_argument_the_thread_sleeps() {
    #[retry(max = 2, base_delay = "1ms")]
    fn call() -> Option<()> {
        None
    }

    let start = std::time::Instant::now();
    assert_eq!(call(), None);
    // A sleep never ends early, so this can't fail by chance.
    assert!(start.elapsed() >= Duration::from_millis(3));
    assert_eq!(naps(), []);
}

/// Cooldowns under virtual time.
mod cooldowns {
    use super::*;
    use retry_runtime::testing::VirtualTime;
    use retry_runtime::{Cooldown, Profile};

    struct Scenario {
        name: &'static str,
        policy: Policy,
        /// The cooldown before the call, in milliseconds.
        begun: u64,
        /// The pushback that another call gets during the first attempt.
        beside: u64,
        steps: Vec<Step>,
        delays: Vec<Duration>,
        reason: Option<Reason>,
        /// The cooldown that remains after the call.
        left: u64,
    }

    #[allow(clippy::too_many_lines, reason = "a table")]
    fn scenarios() -> Vec<Scenario> {
        let scenario = |name, policy, steps: &[Step], delays: &[u64], reason| Scenario {
            name,
            policy,
            begun: 0,
            beside: 0,
            steps: steps.to_vec(),
            delays: delays.iter().copied().map(Duration::from_millis).collect(),
            reason,
            left: 0,
        };
        let max = |max| Policy::builder().max(max);
        let exhausted = Some(Reason::RetriesExhausted);
        let jittered = max(2).jitter(Jitter::Full).seed(7).build();
        let own: Vec<_> = jittered.delays().collect();
        let with_own = |asked| Duration::from_millis(asked) + own[0];
        vec![
            scenario("no pushback", FIVE, &[Down, Done], &[100], None),
            Scenario {
                begun: 500,
                ..scenario("a first attempt waits", FIVE, &[Done], &[500], None)
            },
            scenario(
                "own pushback is waited for once",
                FIVE,
                &[Busy(700), Done],
                &[700],
                None,
            ),
            Scenario {
                left: 700,
                ..scenario(
                    "a last failure counts",
                    max(1).build(),
                    &[Busy(700)],
                    &[700],
                    exhausted,
                )
            },
            Scenario {
                begun: 60_000,
                left: 30_000,
                ..scenario(
                    "at most the cap of pushback",
                    FIVE,
                    &[Done],
                    &[30_000],
                    None,
                )
            },
            Scenario {
                beside: 700,
                ..scenario(
                    "a retry waits",
                    FIVE,
                    &[Down, Down, Done],
                    &[700, 200],
                    None,
                )
            },
            Scenario {
                beside: 700,
                ..scenario("no retry at once", FIVE, &[Stale, Done], &[700], None)
            },
            Scenario {
                beside: 700,
                ..scenario(
                    "the longer pushback",
                    FIVE,
                    &[Busy(900), Done],
                    &[900],
                    None,
                )
            },
            Scenario {
                beside: 900,
                ..scenario(
                    "that of another call",
                    FIVE,
                    &[Busy(700), Done],
                    &[900],
                    None,
                )
            },
            Scenario {
                beside: 700,
                ..scenario("progress", FIVE, &[Partial, Done], &[700], None)
            },
            Scenario {
                beside: 50,
                ..scenario(
                    "at once, and then from the start",
                    FIVE,
                    &[Stale, Down, Down, Done],
                    &[50, 100, 200],
                    None,
                )
            },
            Scenario {
                beside: 50,
                ..scenario(
                    "at once only once in a row",
                    FIVE,
                    &[Stale, Stale, Stale, Done],
                    &[50, 100, 200],
                    None,
                )
            },
            Scenario {
                beside: 60_000,
                left: 30_000,
                ..scenario(
                    "a retry, at most the cap of pushback",
                    FIVE,
                    &[Down, Done],
                    &[30_000],
                    None,
                )
            },
            Scenario {
                beside: 20_000,
                left: 20_000,
                ..scenario(
                    "progress, beyond a deadline",
                    max(2).max_elapsed(Duration::from_secs(5)).build(),
                    &[Partial],
                    &[],
                    Some(Reason::DeadlineExceeded),
                )
            },
            Scenario {
                beside: 700,
                left: 700,
                ..scenario(
                    "a final error",
                    FIVE,
                    &[Fatal],
                    &[],
                    Some(Reason::NotRetryable),
                )
            },
            Scenario {
                left: 30_000,
                ..scenario(
                    "pushback above the cap",
                    FIVE,
                    &[Busy(40_000)],
                    &[],
                    Some(Reason::PushbackTooLong),
                )
            },
            Scenario {
                begun: 5_000,
                ..scenario(
                    "beyond a deadline, which allows no retry then",
                    max(2).max_elapsed(Duration::from_secs(1)).build(),
                    &[Down],
                    &[5_000],
                    Some(Reason::DeadlineExceeded),
                )
            },
            Scenario {
                begun: 500,
                delays: vec![with_own(500)],
                ..scenario("spread by jitter", jittered, &[Done], &[], None)
            },
            Scenario {
                beside: 500,
                delays: vec![with_own(500)],
                ..scenario("a retry too", jittered, &[Down, Done], &[], None)
            },
            Scenario {
                beside: 500,
                delays: vec![with_own(500)],
                ..scenario("at once, spread too", jittered, &[Stale, Done], &[], None)
            },
            Scenario {
                begun: 29_990,
                delays: vec![Duration::from_secs(30)],
                ..scenario("within the cap", jittered, &[Done], &[], None)
            },
        ]
    }

    struct Run {
        steps: Vec<Step>,
        attempts: usize,
        beside: Duration,
        cooldown: &'static Cooldown,
        report: Report,
    }

    /// One attempt.
    fn attempt(run: &mut Run) -> Result<Step, Step> {
        if run.attempts == 0 {
            run.cooldown.begin(run.beside);
        }
        next(&run.steps, &mut run.attempts)
    }

    type Loop = fn(Policy, &mut Run) -> Result<Step, Step>;

    static COOLDOWN: Cooldown = Cooldown::new();
    static PROFILE: Profile<Step> = Profile::new(Policy::builder().build())
        .classify(Step::verdict)
        .cooldown(&COOLDOWN);

    const LOOPS: [(&str, Loop); 8] = [
        ("inline, of a static", |policy, run| {
            #[retry(policy = policy, classify, cooldown = COOLDOWN, observe = run.report)]
            fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
                attempt(run)
            }
            inline(policy, run)
        }),
        ("inline, of a field, unobserved", |policy, run| {
            #[retry(policy = policy, classify, cooldown = run.cooldown)]
            fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
                attempt(run)
            }
            inline(policy, run)
        }),
        ("inline async", |policy, run| {
            #[retry(policy = policy, classify, cooldown = run.cooldown, observe = run.report)]
            async fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
                attempt(run)
            }
            block_on(inline(policy, run))
        }),
        ("inline async, by a profile", |policy, run| {
            #[retry(with = PROFILE, policy = policy, observe = run.report)]
            async fn inline(policy: Policy, run: &mut Run) -> Result<Step, Step> {
                attempt(run)
            }
            block_on(inline(policy, run))
        }),
        ("inline, by a profile known at run time", |policy, run| {
            #[retry(with = *profile, observe = run.report)]
            fn inline(profile: &Profile<Step>, run: &mut Run) -> Result<Step, Step> {
                attempt(run)
            }
            inline(&PROFILE.clone().with_policy(policy), run)
        }),
        ("closure", |policy, run| {
            let (mut report, cooldown) = (Report::new(), run.cooldown);
            let call = policy.retry(|| attempt(run)).classify(Step::verdict);
            let outcome = call.cooldown(cooldown).debug().observe(&mut report).call();
            run.report = report;
            outcome
        }),
        ("closure async", |policy, run| {
            let (mut report, cooldown) = (Report::new(), run.cooldown);
            let call = policy.retry_async_mut(async || attempt(run));
            let call = call.cooldown(cooldown).classify(Step::verdict).debug();
            let outcome = block_on(call.observe(&mut report).call());
            run.report = report;
            outcome
        }),
        ("closure, by a profile", |policy, run| {
            let mut report = Report::new();
            let profile = PROFILE.clone().with_policy(policy);
            let call = profile.retry(|| attempt(run)).debug();
            let outcome = call.observe(&mut report).call();
            run.report = report;
            outcome
        }),
    ];

    #[test]
    fn all_loops_wait_for_a_cooldown() {
        for scenario in scenarios() {
            for (name, run) in LOOPS {
                let name = format!("{}, {name}", scenario.name);
                let clock = VirtualTime::start();
                COOLDOWN.begin(Duration::from_millis(scenario.begun));
                let mut given = Run {
                    steps: scenario.steps.clone(),
                    attempts: 0,
                    beside: Duration::from_millis(scenario.beside),
                    cooldown: &COOLDOWN,
                    report: Report::new(),
                };
                let _outcome = run(scenario.policy, &mut given);
                assert_eq!(clock.delays(), scenario.delays, "{name}");
                assert_eq!(
                    COOLDOWN.time_left(),
                    Duration::from_millis(scenario.left),
                    "{name}"
                );
                if !name.ends_with("unobserved") {
                    assert_eq!(given.report.reason, scenario.reason, "{name}");
                }
            }
        }
    }
}
