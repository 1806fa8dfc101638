//! The scenarios that the AWS SDKs publish for their standard mode, in every loop, and the deposits
//! and withdrawals in the tests of the budgets of Finagle and gRPC.

use std::collections::VecDeque;
use std::future::{self, Future};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use retry_runtime::{Event, Policy, RetryBudget, parse_duration, retry};
use serde_json::Value;

/// The outcomes of the attempts, in order.
type Outcomes = VecDeque<Result<Progress, Failure>>;

#[derive(Debug, PartialEq)]
enum Progress {
    Running,
    Complete,
}

#[derive(Debug)]
struct Failure {
    retry_after: Option<Duration>,
}

/// The observed events of a call.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    delays: Vec<Duration>,
    /// The tokens left after each attempt, except after a final success.
    available: Vec<u32>,
    end: String,
}

impl Seen {
    fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Retry { delay, budget, .. } | Event::NotReady { delay, budget, .. } => {
                self.delays.push(*delay);
                self.available.extend(*budget);
            }
            Event::Success { .. } => "success".clone_into(&mut self.end),
            Event::GiveUp { reason, budget, .. } => {
                self.available.extend(*budget);
                let reason = serde_json::to_value(reason).unwrap();
                reason.as_str().unwrap().clone_into(&mut self.end);
            }
            _ => unreachable!("an event of another kind"),
        }
    }
}

mod loops {
    use super::*;

    pub(super) type Run = fn(Policy, &RetryBudget, &mut Outcomes, &mut Seen);

    pub(super) const ALL: [(&str, Run); 4] = [
        ("inline, blocking", |policy, budget, outcomes, seen| {
            let _last = inline(policy, budget, outcomes, seen);
        }),
        ("closure, blocking", |policy, budget, outcomes, seen| {
            let _last = policy
                .retry(|| outcomes.pop_front().expect("no further attempt"))
                .budget(budget)
                .retry_after(|failure| failure.retry_after)
                .until(|progress| *progress == Progress::Complete)
                .sleep(|_| {})
                .observe_fn(|event| seen.note(event))
                .debug()
                .call();
        }),
        ("inline, async", |policy, budget, outcomes, seen| {
            let _last = at_once(inline_async(policy, budget, outcomes, seen));
        }),
        ("closure, async", |policy, budget, outcomes, seen| {
            let call = policy
                .retry_async_mut(async || outcomes.pop_front().expect("no further attempt"))
                .budget(budget)
                .retry_after(|failure| failure.retry_after)
                .until(|progress| *progress == Progress::Complete)
                .sleep(|_| future::ready(()))
                .observe_fn(|event| seen.note(event))
                .debug()
                .call();
            let _last = at_once(call);
        }),
    ];

    #[retry(
        policy = policy,
        budget = budget,
        retry_after = |failure| failure.retry_after,
        until = |progress| *progress == Progress::Complete,
        sleep = |_| {},
        observe = |event| seen.note(event),
    )]
    fn inline(
        policy: Policy,
        budget: &RetryBudget,
        outcomes: &mut Outcomes,
        seen: &mut Seen,
    ) -> Result<Progress, Failure> {
        outcomes.pop_front().expect("no further attempt")
    }

    #[retry(
        policy = policy,
        budget = budget,
        retry_after = |failure| failure.retry_after,
        until = |progress| *progress == Progress::Complete,
        sleep = |_| future::ready(()),
        observe = |event| seen.note(event),
    )]
    async fn inline_async(
        policy: Policy,
        budget: &RetryBudget,
        outcomes: &mut Outcomes,
        seen: &mut Seen,
    ) -> Result<Progress, Failure> {
        outcomes.pop_front().expect("no further attempt")
    }

    /// Runs a future that never waits, so one poll completes it.
    fn at_once<F: Future>(future: F) -> F::Output {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => unreachable!("it waits for something"),
        }
    }
}

fn outcome(step: &Value) -> Result<Progress, Failure> {
    let failed = |retry_after| Err(Failure { retry_after });
    match step["outcome"].as_str().expect("a word") {
        "success" => Ok(Progress::Complete),
        "not_ready" => Ok(Progress::Running),
        "failed" => failed(None),
        pushback => {
            let asked = pushback.strip_prefix("retry_after ").expect("a known word");
            failed(Some(parse_duration(asked).unwrap()))
        }
    }
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a number")).unwrap()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

fn run(scenario: &Value, through: (&str, loops::Run)) {
    let name = format!("{}: {}", through.0, scenario["name"]);
    let policy: Policy = scenario["policy"].as_str().unwrap().parse().unwrap();
    let budget = RetryBudget::builder()
        .capacity(number(&scenario["capacity"]))
        .retry_cost(number(&scenario["retry_cost"]))
        .build();
    for call in list(scenario, "calls") {
        let steps = list(call, "steps");
        for _ in 0..number(&call["repeat"]) {
            let mut outcomes: Outcomes = steps.iter().map(outcome).collect();
            let mut seen = Seen::default();
            through.1(policy, &budget, &mut outcomes, &mut seen);

            assert!(outcomes.is_empty(), "{name}: attempts are missing");
            assert_eq!(seen.end, call["ends"].as_str().unwrap(), "{name}");
            let delays = steps.iter().filter_map(|step| step["delay"].as_str());
            let delays: Vec<_> = delays.map(|delay| parse_duration(delay).unwrap()).collect();
            assert_eq!(seen.delays, delays, "{name}");
            for (step, available) in steps.iter().zip(&seen.available) {
                if !step["available"].is_null() {
                    assert_eq!(*available, number(&step["available"]), "{name}: {step}");
                }
            }
        }
        assert_eq!(budget.available(), number(&call["available"]), "{name}");
    }
}

#[test]
fn published_budget_scenarios_hold_in_every_loop() {
    let published = include_str!("../../data/rules/published_budgets.json");
    let published: Value = serde_json::from_str(published).unwrap();
    let scenarios = list(&published, "scenarios");
    assert_eq!(scenarios.len(), 11);
    for scenario in scenarios {
        for through in loops::ALL {
            run(scenario, through);
        }
    }
}

/// Makes deposits and withdrawals as calls do.
#[test]
fn published_budget_traces_give_the_published_results() {
    let published = include_str!("../../data/rules/published_budgets.json");
    let published: Value = serde_json::from_str(published).unwrap();
    let traces = list(&published["traces"], "list");
    assert_eq!(traces.len(), 14);
    for trace in traces {
        let clock = retry_runtime::testing::VirtualTime::start();
        let name = &trace["name"];
        let mut builder = match trace["ratio"].as_f64() {
            Some(ratio) => RetryBudget::builder().ratio(ratio),
            None => RetryBudget::builder().success_refund(number(&trace["success_refund"])),
        };
        if !trace["min_retries_per_second"].is_null() {
            builder = builder.min_retries_per_second(number(&trace["min_retries_per_second"]));
        }
        let cost = builder.build().retry_cost();
        if !trace["retries"].is_null() {
            builder = builder.capacity(cost * number(&trace["retries"]));
        }
        let budget = builder.build();
        if trace["empty"] == true {
            assert!(budget.withdraw(budget.capacity()), "{name}");
            clock.advance(Duration::from_secs(1));
        }
        for step in list(trace, "steps") {
            let mut granted = 0;
            for _ in 0..number(&step["repeat"]) {
                for _ in 0..number(&step["successes"]) {
                    budget.deposit(budget.success_refund());
                }
                let retries = 0..number(&step["retries"]);
                granted += retries.filter(|_| budget.withdraw(cost)).count();
            }
            let granted = u64::try_from(granted).unwrap();
            assert_eq!(granted, step["granted"], "{name}: {step}");
        }
    }
}
