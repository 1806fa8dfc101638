//! A random call (policy, budget and results of its attempts), compared with a model in plain
//! arithmetic.
//! `cargo +nightly fuzz run decision fuzz/artifacts/new fuzz/corpus/decision`

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{Backoff, Jitter, Policy, Reason, Report, RetryBudget, Verdict};

/// Numbers from the input; zeros after its end.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// A number of any magnitude.
    fn number(&mut self) -> u64 {
        let shift = self.byte() % 64;
        let bits = u64::from_le_bytes(std::array::from_fn(|_| self.byte()));
        bits >> shift
    }

    fn duration(&mut self) -> Duration {
        match self.byte() % 4 {
            0 => Duration::MAX,
            1 => Duration::from_secs(self.number()),
            _ => Duration::from_nanos(self.number()),
        }
    }
}

/// The result of an attempt, after some time.
#[derive(Clone, Copy, Debug)]
enum Step {
    Done,
    NotReady,
    Down,
    Busy(Duration),
    Fatal,
}

impl Step {
    fn read(numbers: &mut Numbers) -> Self {
        match numbers.byte() % 8 {
            0 => Self::Done,
            1 => Self::NotReady,
            2 => Self::Fatal,
            3 | 4 => Self::Busy(numbers.duration()),
            _ => Self::Down,
        }
    }

    fn verdict(&self) -> Verdict {
        match self {
            Self::Busy(asked) => Verdict::RetryAfter(*asked),
            Self::Fatal => Verdict::Stop,
            _ => Verdict::Retry,
        }
    }
}

const LIST: [Duration; 3] = [Duration::ZERO, Duration::from_secs(5), Duration::from_nanos(1)];

fn policy(numbers: &mut Numbers) -> Option<Policy> {
    let mut policy = Policy::builder();
    let asked = numbers.byte();
    policy = match asked % 3 {
        0 => policy.unlimited(),
        1 => policy.max(u32::from(numbers.byte())),
        _ => policy,
    };
    if asked & 4 > 0 {
        policy = policy.base_delay(numbers.duration());
    }
    if asked & 8 > 0 {
        policy = policy.max_delay(numbers.duration());
    }
    if asked & 32 > 0 {
        policy = policy.max_pushback(numbers.duration());
    }
    if asked & 16 > 0 {
        policy = policy.max_elapsed(numbers.duration());
    }
    if asked & 64 > 0 {
        // Longer than any attempt of the model lives.
        policy = policy.reset_after(Duration::MAX);
    }
    let jitter = match numbers.byte() % 8 {
        0 => Jitter::Full,
        1 => Jitter::Equal,
        2 => Jitter::Decorrelated,
        3 => Jitter::Proportional(f64::from(numbers.byte()) / 200.0),
        _ => Jitter::None,
    };
    policy = policy.jitter(jitter);
    if asked & 128 > 0 {
        policy = policy.fast_first();
    }
    if asked & 64 > 0 {
        policy = policy.delays(&LIST);
    } else if jitter != Jitter::Decorrelated {
        match numbers.byte() % 8 {
            0 => policy = policy.backoff(Backoff::Constant),
            1 => policy = policy.backoff(Backoff::Linear),
            2 => policy = policy.backoff(Backoff::Fibonacci),
            // The model is exact for whole factors only.
            3..=5 => policy = policy.factor(f64::from(numbers.byte())),
            _ => {}
        }
    }
    policy.try_build().ok()
}

/// The delay before retry `n`, before jitter, in nanoseconds.
fn grown(policy: &Policy, n: u32) -> u128 {
    let base = policy.base_delay().as_nanos();
    let n = match (policy.fast_first(), n) {
        (true, 1) => return 0,
        (true, n) => n - 1,
        (false, n) => n,
    };
    let grown = match policy.backoff() {
        _ if policy.listed_delays().is_some() => LIST[LIST.len().min(n as usize) - 1].as_nanos(),
        Backoff::Constant => base,
        Backoff::Linear => base.saturating_mul(n.into()),
        Backoff::Fibonacci => {
            let (mut a, mut b) = (0_u128, base);
            for _ in 1..n {
                (a, b) = (b, a.saturating_add(b));
            }
            b
        }
        _ => (1..n).fold(base, |delay, _| delay.saturating_mul(policy.factor() as u128)),
    };
    grown.min(policy.max_delay().as_nanos()).min(u64::MAX.into())
}

/// The shortest and the longest delay before retry `n`, without pushback.
fn bounds(policy: &Policy, n: u32) -> (u128, u128) {
    let grown = grown(policy, n);
    // Exact to the nanosecond, up to the 53 bits of a float.
    let slack = grown / (1 << 50) + 1;
    match policy.jitter() {
        Jitter::None => (grown, grown),
        _ if grown == 0 => (0, 0),
        Jitter::Full => (1, grown),
        Jitter::Equal => ((grown / 2).max(1), grown),
        Jitter::Proportional(p) => {
            let least = (grown as f64 * (1.0 - p)) as u128;
            (least.saturating_sub(slack).max(1), grown)
        }
        _ => (
            policy.base_delay().as_nanos().min(policy.max_delay().as_nanos()),
            policy.max_delay().as_nanos().min(u64::MAX.into()),
        ),
    }
}

fuzz_target!(|input: &[u8]| {
    let mut numbers = Numbers(input);
    let Some(policy) = policy(&mut numbers) else {
        return;
    };
    let capacity = 1 + u32::from(numbers.byte());
    let budget = RetryBudget::builder().capacity(capacity).throttle_cost(1).build();

    let clock = VirtualTime::start();
    let mut report = Report::new();
    let mut steps = Vec::new();
    let outcome = policy
        .retry(|| {
            let step = if steps.len() < 100 { Step::read(&mut numbers) } else { Step::Done };
            let lasts = match numbers.byte() % 8 {
                0 => numbers.duration(),
                _ => Duration::ZERO,
            };
            steps.push((step, lasts));
            clock.advance(lasts);
            match step {
                Step::Done | Step::NotReady => Ok(step),
                _ => Err(step),
            }
        })
        .classify(Step::verdict)
        .until(|step| matches!(step, Step::Done))
        .budget(&budget)
        .debug()
        .observe(&mut report)
        .call();

    // The same call, by the documented rules.
    let delays = clock.delays();
    let (mut now, mut tokens, mut last) = (Duration::ZERO, capacity, None);
    let mut ended = None;
    for (number, (step, lasts)) in (1_u32..).zip(&steps) {
        assert_eq!(ended, None, "an attempt after the end");
        now = now.saturating_add(*lasts);
        if let Step::Done = step {
            tokens = capacity.min(tokens + last.unwrap_or(budget.success_refund()));
            ended = Some(None);
            continue;
        }
        let delay = delays.get(number as usize - 1).copied();
        let mut give_up = |reason| {
            assert_eq!(delay, None, "a delay after {reason}");
            ended = Some(Some(reason));
        };
        if step.verdict() == Verdict::Stop {
            give_up(Reason::NotRetryable);
            continue;
        }
        if policy.max().is_some_and(|max| number > max) {
            give_up(Reason::RetriesExhausted);
            continue;
        }
        let (mut least, mut longest) = bounds(&policy, number);
        if let Step::Busy(asked) = step {
            if *asked > policy.max_pushback() {
                give_up(Reason::PushbackTooLong);
                continue;
            }
            let (asked, cap) = (asked.as_nanos(), policy.max_pushback().as_nanos());
            (least, longest) = match policy.jitter() {
                Jitter::None => (least.max(asked), longest.max(asked)),
                _ => ((least + asked).min(cap).max(least), (longest + asked).min(cap).max(longest)),
            };
        }
        // If jitter decides whether time is left, both results are right.
        let ends = |delay: u128| now.as_nanos().saturating_add(delay).min(Duration::MAX.as_nanos());
        if let Some(limit) = policy.max_elapsed() {
            let limit = limit.as_nanos();
            if ends(least) > limit || (ends(longest) > limit && delay.is_none() && report.reason == Some(Reason::DeadlineExceeded)) {
                give_up(Reason::DeadlineExceeded);
                continue;
            }
        }
        let cost = match step {
            Step::Busy(_) => budget.throttle_cost(),
            _ => budget.retry_cost(),
        };
        if tokens < cost {
            give_up(Reason::BudgetExhausted);
            continue;
        }
        tokens -= cost;
        last = Some(cost);
        let delay = delay.expect("a delay");
        assert!((least..=longest).contains(&delay.as_nanos()), "{least} ≤ {delay:?} ≤ {longest}");
        now = now.saturating_add(delay);
    }
    assert_eq!(Some(report.reason), ended, "{steps:?}");
    assert_eq!(delays.len() + 1, steps.len());
    assert_eq!(budget.available(), tokens);
    assert_eq!(outcome.is_ok(), matches!(steps.last(), Some((Step::Done | Step::NotReady, _))));
    assert_eq!(report.total_attempts as usize, steps.len());
    assert_eq!(clock.elapsed(), now);
});
