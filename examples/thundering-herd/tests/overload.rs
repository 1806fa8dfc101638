//! The metastable failure, without a budget and with one.

use thundering_herd::overload::{self, Outcome, SCENARIOS, Scenario};

fn outcomes(seconds: u32, wanted: impl Fn(&Scenario) -> bool) -> Vec<Outcome> {
    let scenarios: Vec<_> = SCENARIOS.into_iter().filter(wanted).collect();
    assert!(!scenarios.is_empty());
    overload::simulate(&scenarios, seconds, 1, 7, &|_| {})
}

fn bounded(scenario: &Scenario) -> bool {
    scenario.name.contains("budget")
}

#[test]
fn without_a_budget_the_service_stays_down_after_the_stall() {
    let unbounded =
        |scenario: &Scenario| scenario.name.starts_with("retries") && !bounded(scenario);
    for outcome in outcomes(35, unbounded) {
        assert_eq!((outcome.recovered, outcome.seconds_to_recover), (0, None));
        assert!(outcome.last_goodput.mean < 0.01, "{outcome:?}");
        // In the last ten seconds, long after the stall, each call still makes all its retries.
        assert!(
            (outcome.last_amplification.mean - 4.0).abs() < 0.1,
            "{outcome:?}"
        );
    }
}

#[test]
fn with_a_budget_the_service_recovers_as_fast_as_without_retries() {
    let shared = |scenario: &Scenario| scenario.clients == 100;
    let recover = |outcome: &Outcome| {
        assert_eq!(outcome.recovered, outcome.trials, "{outcome:?}");
        assert!(outcome.last_goodput.mean > 0.99, "{outcome:?}");
        outcome.seconds_to_recover.expect("all recovered").mean
    };
    let without_retries = outcomes(35, |scenario| scenario.name == overload::BASELINE);
    let fastest = recover(&without_retries[0]);
    for outcome in outcomes(35, |scenario| shared(scenario) && bounded(scenario)) {
        assert!(recover(&outcome) <= fastest + 2.0, "{outcome:?}");
        assert!(outcome.peak_amplification.mean < 3.0, "{outcome:?}");
    }
}

/// Without coordination, 100,000 clients end the failure too, when each has spent its own budget.
#[test]
fn budgets_need_no_coordination() {
    let fleet = |scenario: &Scenario| scenario.name == "100,000 budgets of 10 tokens";
    let outcome = &outcomes(60, fleet)[0];
    assert_eq!(
        (outcome.clients, outcome.recovered),
        (100_000, outcome.trials)
    );
    assert!(outcome.last_goodput.mean > 0.99);
}

/// 100 clients with 10 retries a second each make 1,000 together, after the tokens from before the
/// stall are spent.
#[test]
fn a_floor_bounds_the_retries_of_each_second_and_the_service_recovers() {
    let fleet = |scenario: &Scenario| scenario.name == "floors of 10 a second";
    let outcome = &outcomes(35, fleet)[0];
    for second in &outcome.timeline[13..15] {
        assert!(second.succeeded < 1.0, "{second:?}");
        let retries = second.attempts - second.calls;
        assert!((retries - 1000.0).abs() < 50.0, "{second:?}");
    }
    assert_eq!(outcome.recovered, outcome.trials, "{outcome:?}");
    assert!(outcome.last_goodput.mean > 0.99, "{outcome:?}");
}

#[test]
fn floors_above_the_traffic_of_their_clients_keep_the_service_down() {
    let fleet = |scenario: &Scenario| scenario.name.starts_with("100,000 floors");
    let outcome = &outcomes(35, fleet)[0];
    assert_eq!(outcome.recovered, 0);
    assert!(outcome.last_goodput.mean < 0.01, "{outcome:?}");
}

#[test]
fn before_the_stall_every_call_succeeds_at_once() {
    for outcome in outcomes(overload::STALL_BEGINS, |_| true) {
        // Calls in the last second may meet the stall.
        for second in &outcome.timeline[..9] {
            assert!(second.calls > 0.0);
            assert!((second.calls - second.succeeded).abs() < 1e-9, "{second:?}");
            assert!((second.calls - second.attempts).abs() < 1e-9, "{second:?}");
        }
    }
}
