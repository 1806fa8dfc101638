//! Clients that all write to one row, at once.
//!
//! The model is that of Marc Brooker's simulator for "Exponential Backoff And Jitter" (AWS
//! Architecture Blog, 2015; `aws-samples/aws-arch-backoff-simulator`). A client reads the version
//! of the row, then writes the row together with that version. The write fails if another write
//! came between. The client then waits and starts again with the read. A try is therefore four
//! messages, and each takes |N(10, 2)| ms.
//! All clients start at 0 and stop after their first success. The cost is the number of writes that
//! the service sees, and the time at which the last client is done.
//!
//! The published simulator draws the first delay after a failure from 5 ms · 2¹, so the policy's
//! base delay is 10 ms here. Its decorrelated jitter grows from 5 ms itself. Both are capped at 2
//! s. Its clients "without backoff" do not wait at all. No policy allows that, so these clients
//! have no policy here.

use std::time::Duration;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};
use rand_distr::{Distribution, Normal};
use retry_runtime::{Jitter, Policy};
use serde::{Deserialize, Serialize};

use crate::events::Events;
use crate::statistics::Estimate;
use crate::trials::{self, Progress};
use crate::waiting::{Delays, Waiting};

/// The numbers of clients that the published charts show.
pub const CLIENTS: [u32; 11] = [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// The way in which the clients of a fleet wait after a failed write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// No wait.
    None,
    /// Exponential delays, equal for all clients.
    Exponential,
    /// [`Jitter::Full`].
    Full,
    /// [`Jitter::Equal`].
    Equal,
    /// [`Jitter::Decorrelated`].
    Decorrelated,
}

impl Strategy {
    /// All strategies, in the order of the tables.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Exponential,
        Self::Full,
        Self::Equal,
        Self::Decorrelated,
    ];

    /// The name in tables and charts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "no delay",
            Self::Exponential => "exponential",
            Self::Full => "full jitter",
            Self::Equal => "equal jitter",
            Self::Decorrelated => "decorrelated jitter",
        }
    }

    fn waiting(self) -> Option<Waiting> {
        const CAP: Duration = Duration::from_secs(2);
        let exponential = Waiting::new(
            Policy::builder()
                .unlimited()
                .base_delay(Duration::from_millis(10))
                .max_delay(CAP),
        );
        let decorrelated = Waiting::new(
            Policy::builder()
                .unlimited()
                .base_delay(Duration::from_millis(5))
                .max_delay(CAP),
        );
        match self {
            Self::None => None,
            Self::Exponential => Some(exponential),
            Self::Full => Some(exponential.jitter(Jitter::Full)),
            Self::Equal => Some(exponential.jitter(Jitter::Equal)),
            Self::Decorrelated => Some(decorrelated.jitter(Jitter::Decorrelated)),
        }
    }
}

/// One fleet, over all trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// The size of the fleet.
    pub clients: u32,
    /// The strategy of its clients.
    pub strategy: Strategy,
    /// The number of writes that the service saw until all clients were done.
    pub calls: Estimate,
    /// The time at which the last client was done, in milliseconds.
    pub completion_ms: Estimate,
}

/// Simulates fleets of each of these sizes, with each strategy.
#[must_use]
pub fn simulate(clients: &[u32], trials: u32, seed: u64, progress: Progress<'_>) -> Vec<Cell> {
    let fleets = clients
        .iter()
        .flat_map(|&clients| Strategy::ALL.map(|strategy| (clients, strategy)));
    fleets
        .zip(0_u64..)
        .map(|((clients, strategy), fleet)| {
            let ends = trials::run(seed, fleet, trials, |seed| {
                let end = contend(clients, strategy, seed);
                progress(u64::from(end.calls));
                end
            });
            let calls = ends.iter().map(|end| f64::from(end.calls));
            let millis = ends.iter().map(|end| end.completion.as_secs_f64() * 1000.0);
            Cell {
                clients,
                strategy,
                calls: Estimate::of(calls),
                completion_ms: Estimate::of(millis),
            }
        })
        .collect()
}

/// The result of one trial.
struct End {
    calls: u32,
    completion: Duration,
}

struct Message {
    client: usize,
    kind: Kind,
}

enum Kind {
    Read,
    Version(u64),
    Write { expected: u64 },
    Written(bool),
}

fn contend(clients: u32, strategy: Strategy, seed: u64) -> End {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let waiting = strategy.waiting();
    let mut delays: Vec<Option<Delays>> = (0..clients)
        .map(|_| waiting.map(|waiting| waiting.delays(random.next_u64())))
        .collect();

    let mut network = network(random);
    let mut messages = Events::new();
    for client in 0..delays.len() {
        let kind = Kind::Read;
        messages.add(network(), Message { client, kind });
    }

    let mut version = 0;
    let mut end = End {
        calls: 0,
        completion: Duration::ZERO,
    };
    while let Some((now, Message { client, kind })) = messages.next() {
        end.completion = now;
        let (delay, kind) = match kind {
            Kind::Read => (Duration::ZERO, Kind::Version(version)),
            Kind::Version(expected) => (Duration::ZERO, Kind::Write { expected }),
            Kind::Write { expected } => {
                end.calls += 1;
                let written = expected == version;
                version += u64::from(written);
                (Duration::ZERO, Kind::Written(written))
            }
            Kind::Written(true) => continue,
            Kind::Written(false) => {
                let delay = delays[client].as_mut().and_then(Iterator::next);
                (delay.unwrap_or_default(), Kind::Read)
            }
        };
        messages.add(now + delay + network(), Message { client, kind });
    }
    end
}

/// The time that each message takes.
fn network(mut random: Xoshiro256PlusPlus) -> impl FnMut() -> Duration {
    let millis = Normal::<f64>::new(10.0, 2.0).expect("a standard deviation above 0");
    move || Duration::from_secs_f64(millis.sample(&mut random).abs() / 1000.0)
}
