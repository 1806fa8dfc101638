//! The callers of a banned process, with and without a shared cooldown.

use thundering_herd::rate_limit::{self, CALLERS, Outcome, SCENARIOS, Scenario};

const TRIALS: u32 = 3;

fn outcomes(wanted: impl Fn(&Scenario) -> bool) -> Vec<Outcome> {
    let scenarios: Vec<_> = SCENARIOS.into_iter().filter(wanted).collect();
    assert_eq!(scenarios.len(), 2);
    rate_limit::simulate(&scenarios, 40, TRIALS, 7, &|_| {})
}

/// The refused requests were under way when the ban began: 9 of the 180 in a second, since an
/// answer takes 50 ms.
#[test]
fn with_a_shared_cooldown_few_requests_are_refused() {
    for outcome in outcomes(|scenario| scenario.cooldown) {
        assert!(outcome.refused.mean < 20.0, "{outcome:?}");
        assert!(outcome.gave_up.mean < 0.1, "{outcome:?}");
        assert_eq!(outcome.served, TRIALS);
        // The time of the ban, of the answer that reports the ban, and of up to a second of jitter.
        assert!(outcome.seconds_to_serve.unwrap().mean < 6.5, "{outcome:?}");
    }
}

#[test]
fn without_a_shared_cooldown_each_caller_is_refused() {
    for outcome in outcomes(|scenario| !scenario.cooldown) {
        assert!(outcome.refused.mean >= f64::from(CALLERS), "{outcome:?}");
        assert_eq!(outcome.served, if outcome.strict { 0 } else { TRIALS });
    }
}
