//! A fleet that loses its connections at one instant: the thundering herd.
//!
//! All clients come back at one moment, to a service that can accept a few at once and refuses the
//! others. Clients whose delays are equal come back together again, and again all but a few are
//! refused.

use std::time::Duration;

use retry_runtime::{Jitter, Policy};
use serde::Serialize;

use crate::fleet::{Calls, Fleet};
use crate::statistics::Estimate;
use crate::trials::{self, Progress};
use crate::waiting::Waiting;

/// The unit of the timeline, in milliseconds.
pub const INTERVAL_MS: u32 = 10;
/// The number of intervals in the timeline.
const INTERVALS: usize = 400;

/// Every jitter, in the order of the tables.
pub const SCENARIOS: [(&str, Jitter); 4] = [
    ("no jitter", Jitter::None),
    ("full jitter", Jitter::Full),
    ("equal jitter", Jitter::Equal),
    ("decorrelated jitter", Jitter::Decorrelated),
];

/// The result of a scenario over all trials.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario's name.
    pub scenario: &'static str,
    /// The number of clients.
    pub clients: u32,
    /// Attempts until all clients were connected.
    pub attempts: Estimate,
    /// The time at which the last client was connected, in seconds.
    pub completion_seconds: Estimate,
    /// The most attempts within 10 ms, after the first attempt of all clients.
    pub peak: Estimate,
    /// Attempts in each interval: means over the trials.
    #[serde(skip)]
    pub timeline: Vec<f64>,
}

/// Simulates the reconnection of this many clients, with each jitter.
#[must_use]
pub fn simulate(clients: u32, trials: u32, seed: u64, progress: Progress<'_>) -> Vec<Outcome> {
    let outcome = |((name, jitter), number): ((&'static str, Jitter), u64)| {
        let fleet = fleet(clients, jitter);
        let ends = trials::run(seed, number, trials, |seed| {
            let trial = fleet.run(seed);
            progress(trial.attempts);
            trial
        });
        let attempts = |interval: usize| {
            ends.iter()
                .map(move |trial| f64::from(trial.timeline[interval].attempts))
        };
        let mean = |interval| Estimate::of(attempts(interval)).mean;
        let peaks = ends.iter().map(|trial| {
            let later = trial.timeline.iter().skip(1);
            f64::from(later.map(|interval| interval.attempts).max().unwrap_or(0))
        });
        let totals = ends.iter().map(|trial| {
            let intervals = trial.attempts;
            f64::from(u32::try_from(intervals).unwrap_or(u32::MAX))
        });
        let completions = ends.iter().map(|trial| trial.last_success.as_secs_f64());
        Outcome {
            scenario: name,
            clients,
            attempts: Estimate::of(totals),
            completion_seconds: Estimate::of(completions),
            peak: Estimate::of(peaks),
            timeline: (0..INTERVALS).map(mean).collect(),
        }
    };
    SCENARIOS.into_iter().zip(0..).map(outcome).collect()
}

/// A service that answers 10,000 requests in a second and queues 500. Each client waits long enough
/// for these 50 ms of work.
fn fleet(clients: u32, jitter: Jitter) -> Fleet {
    Fleet {
        clients,
        calls: Calls::AllAtOnce,
        answered_per_second: 10_000,
        longest_queue: 500,
        stall: Duration::ZERO..Duration::ZERO,
        timeout: Duration::from_secs(1),
        waiting: Some(Waiting::new(Policy::builder().unlimited()).jitter(jitter)),
        budget: None,
        interval: Duration::from_millis(u64::from(INTERVAL_MS)),
        intervals: INTERVALS,
    }
}
