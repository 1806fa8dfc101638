//! Clients that call one service, with time limits, retries and budgets.

use std::ops::Range;
use std::time::Duration;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Distribution, Exp};
use retry_runtime::testing::VirtualTime;
use retry_runtime::{BudgetBuilder, RetryBudget};

use crate::events::Events;
use crate::service::Service;
use crate::waiting::{Delays, Waiting};

/// Clients and the service that they call. Messages take no time; all time is spent in the
/// service's queue and before retries.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// The number of clients.
    pub clients: u32,
    /// When they call.
    pub calls: Calls,
    /// The number of requests that the service answers in a second, one after the other.
    pub answered_per_second: u32,
    /// The maximum number of requests that wait for an answer. The service refuses further
    /// requests.
    pub longest_queue: usize,
    /// The time of the stall, during which the service queues requests and answers none.
    pub stall: Range<Duration>,
    /// The time that a client waits for an answer. The service does not learn that a client has
    /// stopped waiting.
    pub timeout: Duration,
    /// The delays of clients before their retries. With `None`, clients do not retry.
    pub waiting: Option<Waiting>,
    /// The budget of each client. With `None`, retries have no bound.
    pub budget: Option<BudgetBuilder>,
    /// The unit of the timeline.
    pub interval: Duration,
    /// The number of intervals in the timeline.
    pub intervals: usize,
}

/// The times at which the clients of a fleet call.
#[derive(Clone, Copy, Debug)]
pub enum Calls {
    /// At random times until the timeline ends, with this average number of calls in a second over
    /// the whole fleet.
    PerSecond(f64),
    /// One call of each client, all at the start.
    AllAtOnce,
}

/// The result of one trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// The counts of each interval.
    pub timeline: Vec<Interval>,
    /// Attempts of all clients, including those after the end of the timeline.
    pub attempts: u64,
    /// The time of the last success.
    pub last_success: Duration,
}

/// The counts of one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// Calls that began in this interval.
    pub calls: u32,
    /// The number of these calls that succeeded, at any time.
    pub succeeded: u32,
    /// Attempts that were made in this interval.
    pub attempts: u32,
    /// Retries that a budget refused in this interval.
    pub refused: u32,
}

impl Fleet {
    /// Simulates one trial, until the last client has its answer or gives up.
    #[must_use]
    pub fn run(&self, seed: u64) -> Trial {
        Run::new(self, seed).run()
    }
}

enum Event {
    /// The next call begins.
    Begin,
    Attempt(Call),
    Failed(Call),
    Succeeded(Call),
}

/// One call, with all its state.
struct Call {
    client: usize,
    began: Duration,
    /// Created at the first failure, because most calls have none.
    delays: Option<Box<Delays>>,
    /// The tokens that a success deposits in the budget.
    owed: u32,
}

struct Run<'a> {
    fleet: &'a Fleet,
    random: Xoshiro256PlusPlus,
    service: Service,
    budgets: Vec<RetryBudget>,
    events: Events<Event>,
    /// The clock that determines the tokens from the floors of the budgets.
    clock: VirtualTime,
    trial: Trial,
}

impl<'a> Run<'a> {
    fn new(fleet: &'a Fleet, seed: u64) -> Self {
        let time_for_one = Duration::from_secs(1) / fleet.answered_per_second;
        let budgets = fleet.budget.iter().flat_map(|budget| {
            let budget = move |_| budget.build();
            (0..fleet.clients).map(budget)
        });
        Self {
            fleet,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            service: Service::new(time_for_one, fleet.longest_queue, fleet.stall.clone()),
            budgets: budgets.collect(),
            events: Events::new(),
            clock: VirtualTime::start(),
            trial: Trial {
                timeline: vec![Interval::default(); fleet.intervals],
                ..Trial::default()
            },
        }
    }

    fn run(mut self) -> Trial {
        match self.fleet.calls {
            Calls::PerSecond(_) => self.next_begins(Duration::ZERO),
            Calls::AllAtOnce => {
                for client in 0..self.fleet.clients {
                    self.begin(Duration::ZERO, client);
                }
            }
        }
        while let Some((now, event)) = self.events.next() {
            match event {
                Event::Begin => {
                    let client = self.random.random_range(0..self.fleet.clients);
                    self.begin(now, client);
                    self.next_begins(now);
                }
                Event::Attempt(call) => self.attempt(now, call),
                Event::Failed(call) => self.failed(now, call),
                Event::Succeeded(call) => self.succeeded(now, &call),
            }
        }
        self.trial
    }

    fn next_begins(&mut self, now: Duration) {
        if let Calls::PerSecond(rate) = self.fleet.calls {
            let gaps = Exp::new(rate).expect("a rate above 0");
            let at = now + Duration::from_secs_f64(gaps.sample(&mut self.random));
            if self.interval(at).is_some() {
                self.events.add(at, Event::Begin);
            }
        }
    }

    fn begin(&mut self, now: Duration, client: u32) {
        self.count(now, |interval| &mut interval.calls);
        let client = usize::try_from(client).expect("an index");
        let call = Call {
            client,
            began: now,
            delays: None,
            owed: self
                .budgets
                .get(client)
                .map_or(0, RetryBudget::success_refund),
        };
        self.attempt(now, call);
    }

    fn attempt(&mut self, now: Duration, call: Call) {
        self.trial.attempts += 1;
        self.count(now, |interval| &mut interval.attempts);
        let stops_waiting = now + self.fleet.timeout;
        match self.service.request(now) {
            Some(answer) if answer <= stops_waiting => {
                self.events.add(answer, Event::Succeeded(call));
            }
            Some(_) => self.events.add(stops_waiting, Event::Failed(call)),
            None => self.failed(now, call),
        }
    }

    fn failed(&mut self, now: Duration, mut call: Call) {
        let Some(waiting) = self.fleet.waiting else {
            return;
        };
        let delays = call
            .delays
            .get_or_insert_with(|| Box::new(waiting.delays(self.random.next_u64())));
        let Some(delay) = delays.next() else {
            return;
        };
        if let Some(budget) = self.budgets.get(call.client) {
            self.clock.advance(now.saturating_sub(self.clock.elapsed()));
            if !budget.withdraw(budget.retry_cost()) {
                self.count(now, |interval| &mut interval.refused);
                return;
            }
            call.owed = budget.retry_cost();
        }
        self.events.add(now + delay, Event::Attempt(call));
    }

    fn succeeded(&mut self, now: Duration, call: &Call) {
        if let Some(budget) = self.budgets.get(call.client) {
            budget.deposit(call.owed);
        }
        self.count(call.began, |interval| &mut interval.succeeded);
        self.trial.last_success = now;
    }

    fn count(&mut self, at: Duration, what: impl Fn(&mut Interval) -> &mut u32) {
        if let Some(interval) = self.interval(at) {
            *what(interval) += 1;
        }
    }

    fn interval(&mut self, at: Duration) -> Option<&mut Interval> {
        let index = at.as_nanos() / self.fleet.interval.as_nanos();
        self.trial.timeline.get_mut(usize::try_from(index).ok()?)
    }
}
