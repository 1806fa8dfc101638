//! A process whose server limits its requests, with a shared cooldown and without one.
//!
//! The 100 callers of one process make 180 requests in a second together, and the server allows 300
//! for each account. At 5 s another program of the account uses up the limit, so the server bans
//! the account for 5 s: it answers with 429, and with the rest of the ban as `Retry-After`. A
//! strict server restarts the ban at each request during the ban.
//!
//! Without a cooldown, each caller learns of the ban only when its own request is refused. That
//! refused request makes a strict server prolong the ban, so the callers that were refused before
//! come back too early, and prolong the ban again. No caller is ever served again, although all
//! obey `Retry-After`. With a shared [`Cooldown`], the server refuses only the requests that were
//! under way when the ban began.
//!
//! The callers run the retry loops of the library, under the paused clock of tokio.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use futures::future::join_all;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};
use retry_runtime::{Cooldown, Jitter, Policy};
use serde::Serialize;
use tokio::time::{Instant, sleep, timeout};

use crate::statistics::Estimate;
use crate::trials::{self, Progress, number};
use crate::waiting::Waiting;

/// The number of callers in the process.
pub const CALLERS: u32 = 100;
/// The second in which another program uses up the limit.
pub const BAN_BEGINS: u32 = 5;
/// The second in which the ban ends, if the server is not strict.
pub const BAN_ENDS: u32 = 10;
/// The unit of the timeline, in milliseconds.
pub const INTERVAL_MS: u32 = 500;

/// The number of requests that the server allows within a second.
const LIMIT: usize = 300;
/// The time between a request and its answer.
const ANSWER: Duration = Duration::from_millis(50);
const POLICY: Waiting =
    Waiting::new(Policy::builder().base_delay(Duration::from_secs(1))).jitter(Jitter::Full);

/// How the server bans, and how the callers wait.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The name in tables and charts.
    pub name: &'static str,
    /// True if a request during the ban restarts it.
    pub strict: bool,
    /// True if the callers share a cooldown.
    pub cooldown: bool,
}

/// Every scenario, in the order of the tables.
pub const SCENARIOS: [Scenario; 4] = [
    Scenario {
        name: "no cooldown",
        strict: false,
        cooldown: false,
    },
    Scenario {
        name: "no cooldown, strict server",
        strict: true,
        cooldown: false,
    },
    Scenario {
        name: "shared cooldown",
        strict: false,
        cooldown: true,
    },
    Scenario {
        name: "shared cooldown, strict server",
        strict: true,
        cooldown: true,
    },
];

/// The result of a scenario over all trials.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario's name.
    pub scenario: &'static str,
    /// True if a request during the ban restarts it.
    #[serde(skip)]
    pub strict: bool,
    /// The number of callers.
    pub callers: u32,
    /// The number of trials.
    pub trials: u32,
    /// Requests that were refused.
    pub refused: Estimate,
    /// Calls that gave up.
    pub gave_up: Estimate,
    /// The number of trials in which all callers were served again.
    pub served: u32,
    /// The seconds from the beginning of the ban until all callers were served, if that happened in
    /// all trials.
    pub seconds_to_serve: Option<Estimate>,
    /// The number of seconds after the beginning of the ban in which each trial was watched.
    pub seconds_watched: u32,
    /// The means of the trials, interval by interval.
    #[serde(skip)]
    pub timeline: Vec<Interval<f64>>,
}

/// The counts of one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval<N> {
    /// Requests that were sent.
    pub sent: N,
    /// The number of these requests that were refused.
    pub refused: N,
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
        let ends = trials::run(seed, number, trials, |seed| {
            let trial = run(scenario, seconds, seed);
            progress(trial.timeline.iter().map(|part| u64::from(part.sent)).sum());
            trial
        });
        Outcome::of(scenario, seconds, &ends)
    };
    scenarios.iter().zip(0..).map(outcome).collect()
}

impl Outcome {
    fn of(scenario: &Scenario, seconds: u32, trials: &[Trial]) -> Self {
        let mean = |of: &dyn Fn(&Trial) -> u32| Estimate::of(trials.iter().map(of).map(f64::from));
        let served: Vec<f64> = trials
            .iter()
            .filter_map(|trial| Some(trial.last_served?.as_secs_f64() - f64::from(BAN_BEGINS)))
            .collect();
        let intervals = trials.first().map_or(0, |trial| trial.timeline.len());
        let interval = |part: usize| Interval {
            sent: mean(&|trial| trial.timeline[part].sent).mean,
            refused: mean(&|trial| trial.timeline[part].refused).mean,
        };
        Self {
            scenario: scenario.name,
            strict: scenario.strict,
            callers: CALLERS,
            trials: number(trials.len()),
            refused: mean(&|trial| trial.timeline.iter().map(|part| part.refused).sum()),
            gave_up: mean(&|trial| trial.gave_up),
            served: number(served.len()),
            seconds_to_serve: (served.len() == trials.len()).then(|| Estimate::of(served)),
            seconds_watched: seconds.saturating_sub(BAN_BEGINS),
            timeline: (0..intervals).map(interval).collect(),
        }
    }
}

#[derive(Default)]
struct Trial {
    timeline: Vec<Interval<u32>>,
    gave_up: u32,
    /// The time at which the last caller was served after the ban began; `None` if some caller
    /// never was.
    last_served: Option<Duration>,
}

fn run(scenario: &Scenario, seconds: u32, seed: u64) -> Trial {
    let clock = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime that needs nothing of the system");
    clock.block_on(watch(scenario, Duration::from_secs(seconds.into()), seed))
}

async fn watch(scenario: &Scenario, end: Duration, seed: u64) -> Trial {
    let interval = Duration::from_millis(INTERVAL_MS.into());
    let intervals = usize::try_from(end.as_nanos() / interval.as_nanos()).expect("a length");
    let ban_begins = Duration::from_secs(BAN_BEGINS.into());

    let start = Instant::now();
    let server = RefCell::new(Server::new(scenario.strict));
    let timeline = RefCell::new(vec![Interval::default(); intervals]);
    let request = async || {
        let now = start.elapsed();
        let answer = server.borrow_mut().request(now);
        let part = now.as_nanos() / interval.as_nanos();
        let part = usize::try_from(part).expect("an index");
        if let Some(part) = timeline.borrow_mut().get_mut(part) {
            part.sent += 1;
            part.refused += u32::from(answer.is_err());
        }
        sleep(ANSWER).await;
        // Answers to requests from before the ban say nothing about it.
        answer.map(|()| (now >= ban_begins).then(|| start.elapsed()))
    };

    let gave_up = Cell::new(0);
    let first_served = RefCell::new(vec![None; CALLERS as usize]);
    let cooldown = scenario.cooldown.then(Cooldown::new);
    let caller = async |caller: usize, mut random: Xoshiro256PlusPlus| {
        loop {
            sleep(Duration::from_millis(random.random_range(250..=750))).await;
            let policy = POLICY.policy(random.next_u64());
            let call = policy.retry_async(&request).debug();
            let call = call.retry_after(|left: &Duration| Some(*left));
            let outcome = match &cooldown {
                Some(cooldown) => call.cooldown(cooldown).call().await,
                None => call.call().await,
            };
            match outcome {
                Ok(time) => {
                    let first = &mut first_served.borrow_mut()[caller];
                    *first = first.or(time);
                }
                Err(_) => gave_up.set(gave_up.get() + 1),
            }
        }
    };
    let other_program = async {
        sleep(ban_begins).await;
        for _ in 0..=LIMIT {
            let _unread = server.borrow_mut().request(ban_begins);
        }
    };

    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let callers = (0..CALLERS as usize).map(|number| {
        let random = Xoshiro256PlusPlus::seed_from_u64(random.next_u64());
        caller(number, random)
    });
    let all = futures::future::join(other_program, join_all(callers));
    let _watched = timeout(end, all).await;
    let times: Option<Vec<Duration>> = first_served.take().into_iter().collect();
    Trial {
        timeline: timeline.take(),
        gave_up: gave_up.get(),
        last_served: times.and_then(|times| times.into_iter().max()),
    }
}

/// A server that allows a number of requests within a second, and bans the account above that.
struct Server {
    strict: bool,
    /// The times of the requests within the last second.
    allowed: VecDeque<Duration>,
    ban_ends: Duration,
}

impl Server {
    fn new(strict: bool) -> Self {
        Self {
            strict,
            allowed: VecDeque::new(),
            ban_ends: Duration::ZERO,
        }
    }

    /// Answers a request. The error is the time that the server asks the caller to wait.
    fn request(&mut self, now: Duration) -> Result<(), Duration> {
        const SECOND: Duration = Duration::from_secs(1);
        while self.allowed.front().is_some_and(|at| *at + SECOND <= now) {
            self.allowed.pop_front();
        }
        let left = self.ban_ends.saturating_sub(now);
        let banned = !left.is_zero();
        if banned && !self.strict {
            return Err(left);
        }
        if banned || self.allowed.len() >= LIMIT {
            let ban = Duration::from_secs((BAN_ENDS - BAN_BEGINS).into());
            self.ban_ends = now + ban;
            return Err(ban);
        }
        self.allowed.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn banning(strict: bool) -> Server {
        let mut server = Server::new(strict);
        for _ in 0..LIMIT {
            assert_eq!(server.request(millis(100)), Ok(()));
        }
        assert_eq!(server.request(millis(1000)), Err(millis(5000)));
        server
    }

    #[test]
    fn a_ban_ends_when_the_server_said() {
        let mut server = banning(false);
        assert_eq!(server.request(millis(4000)), Err(millis(2000)));
        assert_eq!(server.request(millis(6000)), Ok(()));
    }

    #[test]
    fn a_strict_server_restarts_the_ban() {
        let mut server = banning(true);
        assert_eq!(server.request(millis(4000)), Err(millis(5000)));
        assert_eq!(server.request(millis(6000)), Err(millis(5000)));
        assert_eq!(server.request(millis(11_000)), Ok(()));
    }

    #[test]
    fn requests_of_an_earlier_second_do_not_count() {
        let mut server = Server::new(false);
        for second in 1..4 {
            for _ in 0..LIMIT {
                assert_eq!(server.request(millis(second * 1000)), Ok(()));
            }
        }
    }
}
