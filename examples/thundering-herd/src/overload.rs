//! A service that stalls for some seconds and may not recover.
//!
//! The load is 70 % of the service's capacity, so there is room. During a stall of 5 s, the queue
//! fills up to its bound, which is 2.5 s of work. After the stall, a request that joins the queue
//! waits longer than the 1 s that clients wait. The service therefore works at full speed on
//! requests whose clients have left. Without retries, the queue shrinks, since less comes in than
//! goes out. With 3 retries, a call that fails makes 4 requests, which is 2.8 times the service's
//! capacity. The queue stays full, so calls continue to fail. No part is broken any more, but
//! nothing works. This is a metastable failure (Bronson et al., "Metastable Failures in Distributed
//! Systems", `HotOS` 2021; Huang et al., "Metastable Failures in the Wild", OSDI 2022). Jitter
//! moves the retries in time but does not reduce their number. A budget does.
//!
//! The number of requests that a fleet with budgets can add is bounded: clients · capacity ÷ cost
//! retries. For 100 clients with the default of 500 tokens, that is 10,000, one second's work for
//! this service. For 100,000 clients, each with an uncoordinated budget of 10 tokens, it is
//! 200,000: the service recovers when the tokens are spent. With 500 tokens it is 10 million, which
//! is no effective bound for this service. A budget should be as large as its client's traffic
//! needs.
//!
//! A floor adds its retries in each second in which calls fail. 100 clients with 10 a second each
//! add 1,000 requests, and the service has room for them. 100,000 clients with 1 a second each have
//! no effective bound.

use std::time::Duration;

use retry_runtime::{BudgetBuilder, Jitter, Policy, RetryBudget};
use serde::Serialize;

use crate::fleet::{Calls, Fleet, Interval, Trial};
use crate::statistics::Estimate;
use crate::trials::{self, Progress, number};
use crate::waiting::Waiting;

/// The number of requests that the service can answer in a second.
pub const ANSWERED_PER_SECOND: u32 = 10_000;
/// The number of calls that begin in a second, over the whole fleet.
pub const CALLS_PER_SECOND: f64 = 7000.0;
/// The second in which the stall begins.
pub const STALL_BEGINS: u32 = 10;
/// The second in which the stall ends.
pub const STALL_ENDS: u32 = 15;

/// The name of the scenario with which the others are compared.
pub const BASELINE: &str = "no retries";

/// How the clients of one fleet retry.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The name in tables and charts.
    pub name: &'static str,
    /// True if the charts show this scenario. Some lines would hide each other.
    pub charted: bool,
    /// The number of clients that share the load.
    pub clients: u32,
    waiting: Option<Waiting>,
    budget: Option<BudgetBuilder>,
}

/// Every scenario, in the order of the tables.
pub const SCENARIOS: [Scenario; 9] = [
    Scenario {
        name: BASELINE,
        charted: true,
        clients: 100,
        waiting: None,
        budget: None,
    },
    Scenario {
        name: "retries",
        charted: false,
        clients: 100,
        waiting: Some(RETRIES),
        budget: None,
    },
    Scenario {
        name: "retries, jitter",
        charted: true,
        clients: 100,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: None,
    },
    Scenario {
        name: "retries, budget",
        charted: false,
        clients: 100,
        waiting: Some(RETRIES),
        budget: Some(RetryBudget::builder()),
    },
    Scenario {
        name: "retries, jitter, budget",
        charted: true,
        clients: 100,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: Some(RetryBudget::builder()),
    },
    Scenario {
        name: "100,000 budgets of 10 tokens",
        charted: true,
        clients: 100_000,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: Some(RetryBudget::builder().capacity(10)),
    },
    Scenario {
        name: "100,000 budgets of 500 tokens",
        charted: false,
        clients: 100_000,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: Some(RetryBudget::builder()),
    },
    Scenario {
        name: "floors of 10 a second",
        charted: true,
        clients: 100,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: Some(RetryBudget::builder().min_retries_per_second(10)),
    },
    Scenario {
        name: "100,000 floors of 1 a second",
        charted: false,
        clients: 100_000,
        waiting: Some(RETRIES.jitter(Jitter::Full)),
        budget: Some(
            RetryBudget::builder()
                .capacity(10)
                .min_retries_per_second(1),
        ),
    },
];

const RETRIES: Waiting = Waiting::new(Policy::builder().max(3));

impl Scenario {
    fn fleet(&self, seconds: u32) -> Fleet {
        let second = |second| Duration::from_secs(u64::from(second));
        Fleet {
            clients: self.clients,
            calls: Calls::PerSecond(CALLS_PER_SECOND),
            answered_per_second: ANSWERED_PER_SECOND,
            longest_queue: 25_000,
            stall: second(STALL_BEGINS)..second(STALL_ENDS),
            timeout: Duration::from_secs(1),
            waiting: self.waiting,
            budget: self.budget,
            interval: Duration::from_secs(1),
            intervals: (seconds + AFTERMATH) as usize,
        }
    }
}

/// Calls continue to begin for some seconds after the last measured call, so that its retries meet
/// the usual load.
const AFTERMATH: u32 = 6;

/// The result of a scenario over all trials.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario's name.
    pub scenario: &'static str,
    /// True if the charts show it.
    #[serde(skip)]
    pub charted: bool,
    /// The number of clients.
    pub clients: u32,
    /// The number of trials.
    pub trials: u32,
    /// The number of trials in which the service recovered: from some second after the stall on, 99
    /// % of all calls succeeded.
    pub recovered: u32,
    /// The seconds from the end of the stall to the recovery, if the service recovered in all
    /// trials.
    pub seconds_to_recover: Option<Estimate>,
    /// The number of seconds after the stall in which each trial was watched.
    pub seconds_watched: u32,
    /// Attempts for each call, in the worst second.
    pub peak_amplification: Estimate,
    /// Attempts for each call, in the last ten seconds.
    pub last_amplification: Estimate,
    /// The share of successful calls among those that began in the last ten seconds.
    pub last_goodput: Estimate,
    /// The attempts of all trials together.
    pub attempts: u64,
    /// The means of the trials, second by second.
    #[serde(skip)]
    pub timeline: Vec<Second>,
}

/// One second of a timeline: means over the trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Second {
    /// The second, from 0.
    pub second: u32,
    /// Calls that began.
    pub calls: f64,
    /// The number of these calls that succeeded.
    pub succeeded: f64,
    /// Attempts that were made.
    pub attempts: f64,
    /// Retries that a budget refused.
    pub refused: f64,
}

/// Simulates each scenario for this many seconds.
#[must_use]
pub fn simulate(
    scenarios: &[Scenario],
    seconds: u32,
    trials: u32,
    seed: u64,
    progress: Progress<'_>,
) -> Vec<Outcome> {
    let outcome = |(scenario, number): (&Scenario, u64)| {
        let fleet = scenario.fleet(seconds);
        let ends = trials::run(seed, number, trials, |seed| {
            let mut trial = fleet.run(seed);
            trial.timeline.truncate(seconds as usize);
            progress(trial.attempts);
            trial
        });
        Outcome::of(scenario, &ends)
    };
    scenarios.iter().zip(0..).map(outcome).collect()
}

impl Outcome {
    fn of(scenario: &Scenario, trials: &[Trial]) -> Self {
        let estimate = |of: fn(&Trial) -> f64| Estimate::of(trials.iter().map(of));
        let recoveries: Vec<f64> = trials.iter().filter_map(seconds_to_recover).collect();
        let timeline = timeline(trials);
        let all_recovered = recoveries.len() == trials.len();
        Self {
            scenario: scenario.name,
            charted: scenario.charted,
            clients: scenario.clients,
            trials: number(trials.len()),
            recovered: number(recoveries.len()),
            seconds_watched: number(timeline.len()).saturating_sub(STALL_ENDS),
            seconds_to_recover: all_recovered.then(|| Estimate::of(recoveries)),
            peak_amplification: estimate(peak_amplification),
            last_amplification: estimate(last_amplification),
            last_goodput: estimate(last_goodput),
            attempts: trials.iter().map(|trial| trial.attempts).sum(),
            timeline,
        }
    }
}

/// The seconds from the end of the stall to the recovery; `None` without recovery.
fn seconds_to_recover(trial: &Trial) -> Option<f64> {
    let since = trial.timeline.iter().skip(STALL_ENDS as usize);
    let fails = |second: &Interval| f64::from(second.succeeded) < 0.99 * f64::from(second.calls);
    let (length, failing) = since
        .zip(1..)
        .fold((0, 0), |(_, failing), (second, number)| {
            (number, if fails(second) { number } else { failing })
        });
    (failing < length).then(|| f64::from(failing))
}

fn peak_amplification(trial: &Trial) -> f64 {
    let amplification =
        |second: &Interval| f64::from(second.attempts) / f64::from(second.calls.max(1));
    trial.timeline.iter().map(amplification).fold(0.0, f64::max)
}

fn last_amplification(trial: &Trial) -> f64 {
    let (calls, attempts, _) = last_ten(trial);
    attempts / calls
}

fn last_goodput(trial: &Trial) -> f64 {
    let (calls, _, succeeded) = last_ten(trial);
    succeeded / calls
}

/// Calls, attempts and successes of the last ten seconds.
fn last_ten(trial: &Trial) -> (f64, f64, f64) {
    let ten = trial.timeline.iter().rev().take(10);
    ten.fold((0.0, 0.0, 0.0), |(calls, attempts, succeeded), second| {
        (
            calls + f64::from(second.calls),
            attempts + f64::from(second.attempts),
            succeeded + f64::from(second.succeeded),
        )
    })
}

fn timeline(trials: &[Trial]) -> Vec<Second> {
    let seconds = trials.first().map_or(0, |trial| trial.timeline.len());
    let mean = |second: usize, of: fn(&Interval) -> u32| {
        let values = trials.iter().map(|trial| of(&trial.timeline[second]));
        Estimate::of(values.map(f64::from)).mean
    };
    (0..seconds)
        .map(|second| Second {
            second: number(second),
            calls: mean(second, |interval| interval.calls),
            succeeded: mean(second, |interval| interval.succeeded),
            attempts: mean(second, |interval| interval.attempts),
            refused: mean(second, |interval| interval.refused),
        })
        .collect()
}
