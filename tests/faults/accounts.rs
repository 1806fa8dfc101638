//! The state after the end of a call: the table of ends in the guide's chapter
//! `when_things_go_wrong`, cell by cell, in every loop.

use crate::support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use retry_runtime::{
    AttemptTimeout, CancelToken, Event, GiveUp, Policy, Reason, Report, RetryBudget, Status, retry,
    sites,
};
use support::block_on;

/// The event that ends a call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// `cancel`, in the second delay.
    Cancel,
    /// A `sleep` that breaks, in the second delay.
    Break,
    /// `call_timeout`, in the first attempt.
    CutFirst,
    /// `call_timeout`, in the second attempt.
    CutRetry,
    /// `call_timeout`, before the second delay.
    CutDelay,
    /// A panic of `on_give_up`.
    Panic,
    /// A panic of the future of `cancel`, in the first delay.
    PanicOfCancel,
}
use End::{Break, Cancel, CutDelay, CutFirst, CutRetry, Panic, PanicOfCancel};

#[derive(Debug, PartialEq)]
enum Error {
    Down(u32),
    Timeout,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<AttemptTimeout> for Error {
    fn from(_: AttemptTimeout) -> Self {
        Self::Timeout
    }
}

struct Run {
    end: End,
    stop: CancelToken,
    attempts: Cell<u32>,
    /// The number of delays that began, and of calls of `on_retry`.
    delays: Cell<usize>,
    told: Cell<u32>,
    budget: RetryBudget,
    report: Report,
    events: Vec<String>,
    given_up: Option<GiveUp>,
}

impl Run {
    fn new(end: End) -> Self {
        Self {
            end,
            stop: CancelToken::new(),
            attempts: Cell::new(0),
            delays: Cell::new(0),
            told: Cell::new(0),
            budget: RetryBudget::new(),
            report: Report::new(),
            events: Vec::new(),
            given_up: None,
        }
    }

    fn attempt(&self) -> Result<(), Error> {
        self.attempts.set(self.attempts.get() + 1);
        if (self.end, self.attempts.get()) == (Cancel, 2) {
            self.stop.cancel();
        }
        Err(Error::Down(self.attempts.get()))
    }

    async fn attempt_async(&self) -> Result<(), Error> {
        let outcome = self.attempt();
        match (self.end, self.attempts.get()) {
            (CutFirst, 1) | (CutRetry, 2) => std::future::pending().await,
            (CutDelay, 2) => tokio::time::sleep(Duration::from_secs(18)).await,
            _ => {}
        }
        outcome
    }

    fn sleep(&self) -> ControlFlow<()> {
        self.delays.set(self.delays.get() + 1);
        if (self.end, self.delays.get()) == (Break, 2) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    async fn sleep_async(&self, delay: Duration) -> ControlFlow<()> {
        // This function also makes the timers of attempts.
        if delay < Duration::from_secs(3) {
            let end = self.sleep();
            if end.is_continue() {
                tokio::time::sleep(delay).await;
            }
            return end;
        }
        tokio::time::sleep(delay).await;
        ControlFlow::Continue(())
    }

    async fn cancelled(&self) {
        assert!(self.end != PanicOfCancel, "the future panics");
        self.stop.cancelled().await;
    }

    fn end(end: End, error: Error, how: &GiveUp) -> (Error, GiveUp) {
        assert!(end != Panic, "the end panics");
        (error, *how)
    }
}

fn told(event: &Event<'_>) -> String {
    match event {
        Event::Retry { attempt, .. } => format!("{attempt} retry"),
        Event::GiveUp {
            attempts, reason, ..
        } => format!("{attempts} {reason}"),
        event => panic!("{event:?}"),
    }
}

const POLICY: Policy = Policy::builder()
    .max(2)
    .base_delay(Duration::from_secs(1))
    .build();

type Loop = fn(&mut Run) -> Result<(), Error>;

const LOOPS: [(&str, Loop); 4] = [
    ("inline", |run| {
        #[retry(
            policy = POLICY,
            name = "accounts",
            cancel = run.stop,
            sleep = |_| run.sleep(),
            budget = run.budget,
            on_retry = |_| run.told.set(run.told.get() + 1),
            on_give_up = |error, how| {
                let (error, how) = Run::end(run.end, error, how);
                run.given_up = Some(how);
                error
            },
            observe(run.report, |event| run.events.push(told(event))),
        )]
        fn call(run: &mut Run) -> Result<(), Error> {
            run.attempt()
        }
        call(run)
    }),
    ("inline async", |run| {
        #[retry(
            policy = POLICY,
            name = "accounts",
            call_timeout = "20s",
            cancel = run.cancelled(),
            sleep = |delay| run.sleep_async(delay),
            budget = run.budget,
            on_retry = |_| run.told.set(run.told.get() + 1),
            on_give_up = |error, how| {
                let (error, how) = Run::end(run.end, error, how);
                *given_up = Some(how);
                error
            },
            observe(report, |event| events.push(told(event))),
        )]
        async fn call(
            run: &Run,
            report: &mut Report,
            events: &mut Vec<String>,
            given_up: &mut Option<GiveUp>,
        ) -> Result<(), Error> {
            run.attempt_async().await
        }
        let (mut report, mut events, mut given_up) = (Report::new(), Vec::new(), None);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            block_on(call(run, &mut report, &mut events, &mut given_up))
        }));
        (run.report, run.events, run.given_up) = (report, events, given_up);
        outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }),
    ("closure", |run| {
        POLICY
            .retry(|| {
                run.attempts.set(run.attempts.get() + 1);
                if (run.end, run.attempts.get()) == (Cancel, 2) {
                    run.stop.cancel();
                }
                Err(Error::Down(run.attempts.get()))
            })
            .name("accounts")
            .cancel(&run.stop)
            .sleep(|_| {
                run.delays.set(run.delays.get() + 1);
                if (run.end, run.delays.get()) == (Break, 2) {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })
            .budget(&run.budget)
            .on_retry(|_| run.told.set(run.told.get() + 1))
            .on_give_up(|error, how| {
                let (error, how) = Run::end(run.end, error, how);
                run.given_up = Some(how);
                error
            })
            .observe(&mut run.report)
            .observe_fn(|event| run.events.push(told(event)))
            .call()
    }),
    ("closure async", |run| {
        let (mut report, mut events, mut given_up) = (Report::new(), Vec::new(), None);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let run = &*run;
            let call = POLICY.retry_async(|| run.attempt_async()).name("accounts");
            let call = call
                .cancel(run.cancelled())
                .sleep(|delay| run.sleep_async(delay));
            let call = call
                .call_timeout(Duration::from_secs(20))
                .budget(&run.budget);
            let call = call.on_retry(|_| run.told.set(run.told.get() + 1));
            let call = call.on_give_up(|error, how| {
                let (error, how) = Run::end(run.end, error, how);
                given_up = Some(how);
                error
            });
            let call = call.observe(&mut report);
            block_on(call.observe_fn(|event| events.push(told(event))).call())
        }));
        (run.report, run.events, run.given_up) = (report, events, given_up);
        outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }),
];

/// Retries of the site, and give-ups by reason, so far.
fn counted() -> (u64, BTreeMap<Reason, u64>) {
    let site = sites().into_iter().find(|site| site.site == "accounts");
    site.map_or_else(Default::default, |site| (site.retries, site.give_ups))
}

struct Left {
    attempts: u32,
    error: Error,
    /// Tokens left of a budget of 500. A retry takes 5.
    tokens: u32,
    events: &'static [&'static str],
    reason: Option<Reason>,
    on_retry: u32,
    /// The error in the report.
    reported: Option<&'static str>,
}

#[track_caller]
fn leaves(end: End, expected: &Left) {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, call) in LOOPS {
        let is_async = name.contains("async");
        if matches!(end, CutFirst | CutRetry | CutDelay | PanicOfCancel) && !is_async {
            continue;
        }
        let before = counted();
        let mut run = Run::new(end);
        let outcome = catch_unwind(AssertUnwindSafe(|| call(&mut run)));
        let is_panic = matches!(end, Panic | PanicOfCancel);
        assert_eq!(outcome.is_err(), is_panic, "{name}");
        if let Ok(outcome) = outcome {
            assert_eq!(outcome.as_ref(), Err(&expected.error), "{name}");
        }
        assert_eq!(run.attempts.get(), expected.attempts, "{name}");
        assert_eq!(run.budget.available(), expected.tokens, "{name}");
        assert_eq!(run.events, expected.events, "{name}");
        assert_eq!(run.told.get(), expected.on_retry, "{name}");

        let report = &run.report;
        assert_eq!(report.reason, expected.reason, "{name}");
        assert_eq!(report.error.as_deref(), expected.reported, "{name}");
        let status = if expected.reason.is_some() {
            Status::Failed
        } else {
            Status::Unfinished
        };
        assert_eq!(report.status, status, "{name}");
        assert_eq!(report.total_attempts, expected.attempts, "{name}");
        assert_eq!(report.total_retries, expected.attempts - 1, "{name}");
        // There is one entry for each attempt, with or without an event.
        assert_eq!(report.attempts.len(), expected.attempts as usize, "{name}");
        let sum: Duration = report
            .attempts
            .iter()
            .filter_map(|attempt| attempt.delay)
            .sum();
        assert_eq!(report.total_delay, sum, "{name}");

        let (retries, give_ups) = counted();
        let made = u64::from(expected.attempts - 1) + u64::from(end == PanicOfCancel);
        assert_eq!(retries - before.0, made, "{name}");
        for (reason, count) in give_ups {
            let new = count - before.1.get(&reason).unwrap_or(&0);
            assert_eq!(
                new,
                u64::from(Some(reason) == expected.reason),
                "{name}: {reason}"
            );
        }
        let end = run.given_up.map(|end| (end.reason, end.attempts));
        let told = expected.reason.filter(|_| !is_panic);
        assert_eq!(
            end,
            told.map(|reason| (reason, expected.attempts)),
            "{name}"
        );
    }
}

#[test]
fn state_after_a_cancel_in_a_delay() {
    leaves(
        Cancel,
        &Left {
            attempts: 2,
            error: Error::Down(2),
            tokens: 500 - 5,
            events: &["1 retry", "2 retry", "2 cancelled"],
            reason: Some(Reason::Cancelled),
            on_retry: 2,
            reported: Some("Down(2)"),
        },
    );
}

#[test]
fn state_after_a_sleep_that_breaks() {
    leaves(
        Break,
        &Left {
            attempts: 2,
            error: Error::Down(2),
            tokens: 500 - 5,
            events: &["1 retry", "2 retry", "2 cancelled"],
            reason: Some(Reason::Cancelled),
            on_retry: 2,
            reported: Some("Down(2)"),
        },
    );
}

#[test]
fn state_after_call_timeout_in_the_first_attempt() {
    leaves(
        CutFirst,
        &Left {
            attempts: 1,
            error: Error::Timeout,
            tokens: 500,
            events: &["1 deadline exceeded"],
            reason: Some(Reason::DeadlineExceeded),
            on_retry: 0,
            reported: Some("Timeout"),
        },
    );
}

#[test]
fn state_after_call_timeout_in_a_retry() {
    leaves(
        CutRetry,
        &Left {
            attempts: 2,
            error: Error::Down(1),
            tokens: 500 - 5,
            events: &["1 retry", "2 deadline exceeded"],
            reason: Some(Reason::DeadlineExceeded),
            on_retry: 1,
            reported: Some("Down(1)"),
        },
    );
}

#[test]
fn state_after_call_timeout_before_a_delay() {
    leaves(
        CutDelay,
        &Left {
            attempts: 2,
            error: Error::Down(2),
            tokens: 500 - 5,
            events: &["1 retry", "2 deadline exceeded"],
            reason: Some(Reason::DeadlineExceeded),
            on_retry: 1,
            reported: Some("Down(2)"),
        },
    );
}

#[test]
fn state_after_a_panic_of_on_give_up() {
    leaves(
        Panic,
        &Left {
            attempts: 3,
            error: Error::Down(3),
            tokens: 500 - 2 * 5,
            events: &["1 retry", "2 retry", "3 retries exhausted"],
            reason: Some(Reason::RetriesExhausted),
            on_retry: 2,
            reported: Some("Down(3)"),
        },
    );
}

#[test]
fn state_after_a_panic_of_the_cancel_future() {
    leaves(
        PanicOfCancel,
        &Left {
            attempts: 1,
            error: Error::Down(1),
            tokens: 500,
            events: &["1 retry"],
            reason: None,
            on_retry: 1,
            reported: None,
        },
    );
}

#[test]
fn state_after_a_panic_before_the_first_attempt() {
    fn fails() -> u32 {
        panic!("the expression panics")
    }

    #[retry(once(_key = fails()), budget = budget, observe = report)]
    fn once(attempts: &mut u32, budget: &RetryBudget, report: &mut Report) -> Result<(), Error> {
        *attempts += 1;
        Ok(())
    }

    #[retry(cancel = std::future::ready(fails()), budget = budget, observe = report)]
    async fn cancel(
        attempts: &mut u32,
        budget: &RetryBudget,
        report: &mut Report,
    ) -> Result<(), Error> {
        *attempts += 1;
        Ok(())
    }

    for is_async in [false, true] {
        let (mut attempts, budget, mut report) = (0, RetryBudget::new(), Report::new());
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if is_async {
                block_on(cancel(&mut attempts, &budget, &mut report))
            } else {
                once(&mut attempts, &budget, &mut report)
            }
        }));
        assert!(outcome.is_err());
        assert_eq!((attempts, budget.available()), (0, 500));
        assert_eq!(report, Report::new());
    }
}
