//! The state after a panic at every possible place: the table in the guide's chapter
//! `when_things_go_wrong`, cell by cell, in every loop.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::executor::block_on;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    Event, Observer, Overrides, Policy, Report, Retry, RetryBudget, Status, Verdict, retry, sites,
};

/// A place in a call at which user code runs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Body,
    When,
    RetryAfter,
    Classify,
    Until,
    Observer,
    OnRetry,
    Sleep,
    /// The future that `sleep` returns.
    Waiting,
    Display,
    ErrorDrop,
}

thread_local! {
    /// The place of the panic, and the number of the visit that panics.
    static ARMED: Cell<Option<(Place, u32)>> = const { Cell::new(None) };
    static NAPS: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// The payload of the panic. It is not a text, so it can't be mistaken for another panic.
#[derive(Debug, PartialEq)]
struct Thrown(Place);

fn at(place: Place) {
    match ARMED.get() {
        Some((armed, 1)) if armed == place => {
            ARMED.set(None);
            panic_any(Thrown(place));
        }
        Some((armed, times)) if armed == place => ARMED.set(Some((armed, times - 1))),
        _ => {}
    }
}

struct Down;

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        at(Place::Display);
        f.write_str("down")
    }
}

impl Drop for Down {
    fn drop(&mut self) {
        at(Place::ErrorDrop);
    }
}

fn is_transient(_: &Down) -> bool {
    at(Place::When);
    true
}

fn hint(_: &Down) -> Option<Duration> {
    at(Place::RetryAfter);
    None
}

fn verdict(_: &Down) -> Verdict {
    at(Place::Classify);
    Verdict::Retry
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "`until` passes a reference"
)]
fn is_done(_: &u32) -> bool {
    at(Place::Until);
    true
}

fn note(_: &Retry<'_, Down>) {
    at(Place::OnRetry);
}

fn nap(delay: Duration) {
    at(Place::Sleep);
    NAPS.with_borrow_mut(|naps| naps.push(delay));
}

fn nap_async(delay: Duration) -> impl Future<Output = ()> {
    nap(delay);
    async { at(Place::Waiting) }
}

/// An observer that panics. It is called after an observer that records the event, and before the
/// report.
struct Fragile;

impl Observer for Fragile {
    fn observe(&mut self, _: &Event<'_>) {
        at(Place::Observer);
    }
}

/// A call, and the state that it leaves behind.
struct Run {
    failures: u32,
    attempts: u32,
    budget: RetryBudget,
    seen: Vec<&'static str>,
    report: Report,
}

impl Run {
    fn see(seen: &mut Vec<&'static str>) -> impl FnMut(&Event<'_>) {
        |event| {
            seen.push(match event {
                Event::Retry { .. } => "retry",
                Event::Success { .. } => "success",
                _ => "give up",
            });
        }
    }

    fn attempt(failures: u32, attempts: &mut u32) -> Result<u32, Down> {
        *attempts += 1;
        at(Place::Body);
        if *attempts <= failures {
            Err(Down)
        } else {
            Ok(*attempts)
        }
    }
}

const POLICY: Policy = Policy::builder()
    .max(2)
    .base_delay(Duration::from_millis(100))
    .build();

type Loop = fn(&mut Run) -> Result<u32, Down>;

/// The attribute's loops with these judges.
macro_rules! inline {
    ($($judges:tt)*) => {{
        let blocking: Loop = |run| {
            #[retry(name = "faults", max = 2, sleep = nap, until = is_done, on_retry = note, $($judges)*
                budget = budget, observe((|event: &Event<'_>| Run::see(seen)(event)), fragile, report))]
            fn call(
                failures: u32,
                attempts: &mut u32,
                budget: &RetryBudget,
                seen: &mut Vec<&'static str>,
                fragile: &mut Fragile,
                report: &mut Report,
            ) -> Result<u32, Down> {
                Run::attempt(failures, attempts)
            }
            let Run { failures, attempts, budget, seen, report } = run;
            call(*failures, attempts, budget, seen, &mut Fragile, report)
        };
        let asynchronous: Loop = |run| {
            #[retry(name = "faults", max = 2, sleep = nap_async, until = is_done, on_retry = note, $($judges)*
                budget = budget, observe((|event: &Event<'_>| Run::see(seen)(event)), fragile, report))]
            async fn call(
                failures: u32,
                attempts: &mut u32,
                budget: &RetryBudget,
                seen: &mut Vec<&'static str>,
                fragile: &mut Fragile,
                report: &mut Report,
            ) -> Result<u32, Down> {
                Run::attempt(failures, attempts)
            }
            let Run { failures, attempts, budget, seen, report } = run;
            block_on(call(*failures, attempts, budget, seen, &mut Fragile, report))
        };
        [blocking, asynchronous]
    }};
}

/// The closure's loops with these judges.
macro_rules! closure {
    ($($judges:tt)*) => {{
        let blocking: Loop = |run| {
            let Run { failures, attempts, budget, seen, report } = run;
            POLICY
                .retry(|| Run::attempt(*failures, attempts))
                .name("faults")
                .sleep(nap)
                $($judges)*
                .until(is_done)
                .on_retry(note)
                .budget(budget)
                .observe_fn(Run::see(seen))
                .observe(&mut Fragile)
                .observe(report)
                .call()
        };
        let asynchronous: Loop = |run| {
            let Run { failures, attempts, budget, seen, report } = run;
            block_on(
                POLICY
                    .retry_async_mut(async || Run::attempt(*failures, attempts))
                    .name("faults")
                    .sleep(nap_async)
                    $($judges)*
                    .until(is_done)
                    .on_retry(note)
                    .budget(budget)
                    .observe_fn(Run::see(seen))
                    .observe(&mut Fragile)
                    .observe(report)
                    .call(),
            )
        };
        [blocking, asynchronous]
    }};
}

/// Every loop that reaches the place, with its name.
fn loops(place: Place) -> Vec<(&'static str, Loop)> {
    let [[a, b], [c, d]] = if place == Place::Classify {
        [inline!(classify = verdict,), closure!(.classify(verdict))]
    } else {
        [
            inline!(when = is_transient, retry_after = hint,),
            closure!(.when(is_transient).retry_after(hint)),
        ]
    };
    let mut loops = vec![
        ("inline", a),
        ("inline async", b),
        ("closure", c),
        ("closure async", d),
    ];
    loops.retain(|(name, _)| place != Place::Waiting || name.contains("async"));
    loops
}

/// Locks the registry of sites, which all tests share.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Retries, recoveries and give-ups of the site until now.
fn counted() -> [u64; 3] {
    let site = sites().into_iter().find(|site| site.site == "faults");
    site.map_or([0; 3], |site| {
        [site.retries, site.recoveries, site.give_ups.values().sum()]
    })
}

/// The state after a panic.
#[derive(Debug, PartialEq)]
struct Left {
    /// Attempts that began.
    attempts: u32,
    /// Tokens left of a budget of 500; a retry takes 5.
    tokens: u32,
    delays: usize,
    /// The events that were sent. The enabled features saw each of them, and so did the observers
    /// before the observer that panics.
    events: Vec<&'static str>,
    /// Attempts in a report that is updated after the code that panics.
    reported: u32,
}

/// Makes the given visit to a place panic, in a call with the given number of failures. Compares
/// the state with the expected one.
fn panics(place: Place, time: u32, failures: u32, expected: &Left) {
    let _alone = one_at_a_time();
    for (name, call) in loops(place) {
        for virtually in [false, true] {
            // Under virtual time, `sleep` is not called.
            if virtually && matches!(place, Place::Sleep | Place::Waiting) {
                continue;
            }
            let name = format!("{name}, virtually: {virtually}");
            let clock = virtually.then(VirtualTime::start);
            let delays = || match &clock {
                Some(clock) => clock.delays().len(),
                None => NAPS.with_borrow(Vec::len),
            };
            let before = (delays(), counted());
            let mut run = Run {
                failures,
                attempts: 0,
                budget: RetryBudget::new(),
                seen: Vec::new(),
                report: Report::new(),
            };
            ARMED.set(Some((place, time)));
            let thrown = catch_unwind(AssertUnwindSafe(|| call(&mut run)));
            let thrown = thrown.err().unwrap_or_else(|| panic!("{name}: no panic"));
            assert_eq!(
                thrown.downcast_ref(),
                Some(&Thrown(place)),
                "{name}: another panic"
            );
            let left = Left {
                attempts: run.attempts,
                tokens: run.budget.available(),
                delays: delays() - before.0,
                events: run.seen.clone(),
                reported: run.report.total_attempts,
            };
            assert_eq!(left, *expected, "{name}");
            let events = |kind| {
                expected
                    .events
                    .iter()
                    .filter(|event| **event == kind)
                    .count()
            };
            let sent = ["retry", "success", "give up"].map(|kind| events(kind) as u64);
            let counters = counted();
            let sites: Vec<_> = (0..3).map(|kind| counters[kind] - before.1[kind]).collect();
            assert_eq!(sites, sent, "{name}");

            // Nothing is poisoned, and the next call has a new start.
            run.attempts = 0;
            run.failures = 1;
            run.seen.clear();
            let tokens = run.budget.available();
            assert_eq!(call(&mut run).ok(), Some(2), "{name}");
            assert_eq!(run.budget.available(), tokens, "{name}");
            assert_eq!(run.seen, ["retry", "success"], "{name}");
            assert_eq!(run.report.status, Status::Success, "{name}");
            assert_eq!(delays() - before.0, expected.delays + 1, "{name}");
            assert_eq!(counted()[1], counters[1] + 1, "{name}");
            assert_eq!(Overrides::current(), Overrides::new());
        }
    }
}

mod panic_in_the_body {
    use super::*;

    #[test]
    fn a_panic_in_the_first_attempt_spends_no_tokens() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec![],
            reported: 0,
        };
        panics(Place::Body, 1, 9, &left);
    }

    #[test]
    fn a_panic_in_a_retry_leaves_its_tokens_spent() {
        let left = Left {
            attempts: 2,
            tokens: 495,
            delays: 1,
            events: vec!["retry"],
            reported: 1,
        };
        panics(Place::Body, 2, 9, &left);
    }

    #[test]
    fn a_panic_in_the_last_attempt_sends_no_give_up() {
        let left = Left {
            attempts: 3,
            tokens: 490,
            delays: 2,
            events: vec!["retry", "retry"],
            reported: 2,
        };
        panics(Place::Body, 3, 9, &left);
    }
}

mod panic_in_a_judge {
    use super::*;

    #[test]
    fn a_judge_that_panics_at_the_first_failure_sends_no_event() {
        for place in [Place::When, Place::RetryAfter, Place::Classify] {
            let left = Left {
                attempts: 1,
                tokens: 500,
                delays: 0,
                events: vec![],
                reported: 0,
            };
            panics(place, 1, 9, &left);
        }
    }

    #[test]
    fn a_judge_that_panics_at_a_later_failure_leaves_the_retry_paid() {
        for place in [Place::When, Place::RetryAfter, Place::Classify] {
            let left = Left {
                attempts: 2,
                tokens: 495,
                delays: 1,
                events: vec!["retry"],
                reported: 1,
            };
            panics(place, 2, 9, &left);
        }
    }

    #[test]
    fn a_judge_that_panics_at_a_first_success_spends_nothing() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec![],
            reported: 0,
        };
        panics(Place::Until, 1, 0, &left);
    }

    /// The judge panics before the outcome counts as a success, so nothing is refunded.
    #[test]
    fn a_judge_that_panics_at_a_later_success_refunds_nothing() {
        let left = Left {
            attempts: 2,
            tokens: 495,
            delays: 1,
            events: vec!["retry"],
            reported: 1,
        };
        panics(Place::Until, 1, 1, &left);
    }
}

mod panic_in_an_observer {
    use super::*;

    #[test]
    fn an_observer_that_panics_at_a_success_does_so_after_the_refund() {
        let left = Left {
            attempts: 2,
            tokens: 500,
            delays: 1,
            events: vec!["retry", "success"],
            reported: 1,
        };
        panics(Place::Observer, 2, 1, &left);
    }

    #[test]
    fn an_observer_that_panics_at_the_give_up_leaves_it_unreported() {
        let left = Left {
            attempts: 3,
            tokens: 490,
            delays: 2,
            events: vec!["retry", "retry", "give up"],
            reported: 2,
        };
        panics(Place::Observer, 3, 9, &left);
    }

    /// The retry that the event announces is never made, and costs nothing.
    #[test]
    fn an_observer_that_panics_at_a_retry_costs_no_tokens() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec!["retry"],
            reported: 0,
        };
        panics(Place::Observer, 1, 9, &left);
    }

    #[test]
    fn an_observer_that_panics_at_a_later_retry_costs_only_earlier_ones() {
        let left = Left {
            attempts: 2,
            tokens: 495,
            delays: 1,
            events: vec!["retry", "retry"],
            reported: 1,
        };
        panics(Place::Observer, 2, 9, &left);
    }

    #[test]
    fn a_panic_in_on_retry_costs_no_tokens() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec!["retry"],
            reported: 1,
        };
        panics(Place::OnRetry, 1, 9, &left);
    }
}

mod panic_in_the_error {
    use super::*;

    /// A report records an attempt whole or not at all.
    #[test]
    fn an_error_that_panics_when_shown_leaves_no_reported_attempt() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec!["retry"],
            reported: 0,
        };
        panics(Place::Display, 1, 9, &left);
    }

    #[test]
    fn a_last_error_that_panics_when_shown_leaves_no_reported_attempt() {
        let left = Left {
            attempts: 3,
            tokens: 490,
            delays: 2,
            events: vec!["retry", "retry", "give up"],
            reported: 2,
        };
        panics(Place::Display, 3, 9, &left);
    }

    /// The deciding function is called, not inlined.
    #[test]
    fn an_error_that_panics_in_drop_costs_no_tokens_without_observers() {
        #[retry(name = "untold", budget = budget, sleep = nap)]
        fn blocking(budget: &RetryBudget) -> Result<(), Down> {
            Err(Down)
        }
        #[retry(name = "untold", budget = budget, sleep = nap_async)]
        async fn asynchronous(budget: &RetryBudget) -> Result<(), Down> {
            Err(Down)
        }

        let budget = RetryBudget::new();
        for time in 1..=3 {
            budget.deposit(500);
            ARMED.set(Some((Place::ErrorDrop, time)));
            let call = || drop(blocking(&budget));
            assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
            assert_eq!(budget.available(), 500 - 5 * (time - 1));
            budget.deposit(500);
            ARMED.set(Some((Place::ErrorDrop, time)));
            let call = || drop(block_on(asynchronous(&budget)));
            assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
            assert_eq!(budget.available(), 500 - 5 * (time - 1));
        }
    }

    #[test]
    fn an_error_that_panics_in_drop_costs_no_tokens() {
        let left = Left {
            attempts: 1,
            tokens: 500,
            delays: 0,
            events: vec!["retry"],
            reported: 1,
        };
        panics(Place::ErrorDrop, 1, 9, &left);
    }
}

mod panic_in_the_wait {
    use super::*;

    #[test]
    fn a_sleep_that_panics_before_the_first_retry_costs_no_tokens() {
        let left = |delays| Left {
            attempts: 1,
            tokens: 500,
            delays,
            events: vec!["retry"],
            reported: 1,
        };
        panics(Place::Sleep, 1, 9, &left(0));
        panics(Place::Waiting, 1, 9, &left(1));
    }

    #[test]
    fn a_sleep_that_panics_before_a_later_retry_costs_only_earlier_ones() {
        let left = |delays| Left {
            attempts: 2,
            tokens: 495,
            delays,
            events: vec!["retry", "retry"],
            reported: 2,
        };
        panics(Place::Sleep, 2, 9, &left(1));
        panics(Place::Waiting, 2, 9, &left(2));
    }
}
