//! Tests of the four limits for every input: edge cases in a table, and millions of random
//! decisions.
//!
//! To test 100 million decisions, in about a minute:
//! `cargo test --release -p retry-runtime --lib -- --ignored --nocapture hundred_million`

use core::time::Duration;
use std::println;
use std::vec::Vec;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use super::fast::{self, FastPath};
use super::{Decision, DecisionInput, FailureState, Progress, Tracked};
use crate::budget::RetryCosts;
use crate::call::{Call, ClassifiedCall, FailedAttempt, UnobservedCall};
use crate::clock::Elapsed;
use crate::extra::LazySite;
use crate::jitter::Draw;
use crate::limits::Limits;
use crate::{Backoff, Jitter, Policy, Reason, RetryBudget, Site, Verdict};

/// A random number of any magnitude. The smallest and largest numbers are frequent.
fn magnitude(random: &mut impl Rng) -> u64 {
    match random.next_u32() % 16 {
        0 => 0,
        1 => 1,
        2 => u64::MAX,
        3 => u32::MAX.into(),
        _ => random.next_u64() >> (random.next_u32() % 64),
    }
}

fn duration(random: &mut impl Rng) -> Duration {
    match random.next_u32() % 16 {
        0 => Duration::MAX,
        1 => Duration::new(magnitude(random), random.next_u32() % 1_000_000_000),
        _ => Duration::from_nanos(magnitude(random)),
    }
}

#[allow(clippy::cast_precision_loss, reason = "any factor will do")]
fn factor(random: &mut impl Rng) -> f64 {
    match random.next_u32() % 8 {
        0 => 1.0,
        1 => 1.0 + f64::EPSILON,
        2 => 1e308,
        3 => f64::MAX,
        4 => 1.0 + magnitude(random) as f64,
        5 => 2.0,
        _ => 1.0 + f64::from(random.next_u32()) / 1e9,
    }
}

fn jitter(random: &mut impl Rng) -> Jitter {
    match random.next_u32() % 8 {
        0 => Jitter::Full,
        1 => Jitter::Equal,
        2 => Jitter::Decorrelated,
        3 => Jitter::Proportional(1.0),
        4 => Jitter::Proportional(f64::from(random.next_u32().max(1)) / 4_294_967_296.0),
        _ => Jitter::None,
    }
}

const LIST: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_secs(5),
    Duration::from_nanos(1),
];

fn policy(random: &mut impl Rng) -> Policy {
    let base = Duration::from_nanos(magnitude(random).max(1));
    let jitter = jitter(random);
    let mut policy = Policy::builder().jitter(jitter);
    let is_list = jitter != Jitter::Decorrelated && random.next_u32() % 8 == 0;
    policy = if is_list {
        policy.delays(if random.next_u32() % 2 == 0 {
            &LIST
        } else {
            &LIST[1..]
        })
    } else if random.next_u32() % 8 == 0 {
        policy.base_delay(base).fast_first()
    } else {
        policy.base_delay(base)
    };
    policy = match random.next_u32() % 8 {
        0 => policy.unlimited(),
        1 => policy.max(u32::MAX - 1),
        _ => policy.max(1 + random.next_u32() % 64),
    };
    if random.next_u32() % 4 != 0 {
        policy = policy.max_delay(duration(random).max(base));
    }
    if random.next_u32() % 4 == 0 {
        policy = policy.max_pushback(duration(random).max(Duration::from_nanos(1)));
    }
    if jitter != Jitter::Decorrelated && !is_list {
        policy = match random.next_u32() % 6 {
            0 => policy.backoff(Backoff::Constant),
            1 => policy.backoff(Backoff::Linear),
            2 => policy.backoff(Backoff::Fibonacci),
            _ => policy.factor(factor(random)),
        };
    }
    if jitter != Jitter::None && random.next_u32() % 4 != 0 {
        policy = policy.seed(magnitude(random));
    }
    if random.next_u32() % 2 == 0 {
        let first = if is_list { LIST[1] } else { base };
        policy = policy.max_elapsed(duration(random).max(first + Duration::from_nanos(1)));
    }
    if random.next_u32() % 4 == 0 {
        policy = policy.reset_after(Duration::from_secs(60));
    }
    policy.build()
}

fn verdict(random: &mut impl Rng) -> Verdict {
    match random.next_u32() % 16 {
        0 => Verdict::Stop,
        1..=5 => Verdict::RetryAfter(duration(random)),
        6 => Verdict::RetryNow,
        7 => Verdict::RetryAfresh,
        _ => Verdict::Retry,
    }
}

/// The longest delay that a policy may have after a verdict.
fn longest(policy: &Policy, verdict: Verdict) -> Duration {
    match verdict {
        Verdict::RetryAfter(_) => policy.max_delay().max(policy.max_pushback()),
        _ => policy.max_delay(),
    }
}

/// Makes this many decisions for calls with random policies. Checks every decision against the four
/// limits, and every end against its reason. Returns the number of retries, and the number of ends
/// for each reason.
#[allow(clippy::too_many_lines, reason = "one limit after the other")]
fn decide(decisions: u64, seed: u64) -> [u64; 6] {
    let random = &mut Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut reasons = [0; 6];
    let mut made = 0;
    while made < decisions {
        let policy = policy(random);
        let budget = RetryBudget::builder()
            .capacity(1 + random.next_u32() % 64)
            .build();
        let budget = (random.next_u32() % 4 == 0).then_some(&budget);
        let mut call = Call::new();
        let mut elapsed = Duration::ZERO;
        // All retries, and the retries since the last progress.
        let (mut made_retries, mut retries) = (0_u32, 0_u32);
        // The retries since the last progress, except the immediate retries after `RetryNow`.
        let mut advanced = 0_u32;
        let (mut before, mut first) = (Verdict::Retry, 1);
        for _ in 0..200 {
            elapsed = elapsed.saturating_add(match random.next_u32() % 4 {
                0 => Duration::from_nanos(magnitude(random) >> 20),
                _ => Duration::ZERO,
            });
            let verdict = verdict(random);
            if verdict == Verdict::RetryAfresh {
                (retries, advanced) = (0, 0);
            }
            let begins_at_once = policy.delays().next().is_some_and(|first| first.is_zero());
            let asked = match verdict {
                Verdict::RetryAfter(asked) => asked,
                _ => Duration::ZERO,
            };
            let left = budget.map(RetryBudget::available);
            let cost = budget.map_or(0, |budget| match verdict {
                Verdict::RetryAfter(_) => budget.throttle_cost(),
                _ => budget.retry_cost(),
            });
            // This attempt outlived `reset_after`.
            if policy.reset_after().is_some() && random.next_u32() % 8 == 0 {
                (elapsed, retries, advanced, first) = (Duration::ZERO, 0, 0, call.attempt());
                before = Verdict::Retry;
            }
            let at_once = verdict == Verdict::RetryNow && before != Verdict::RetryNow;
            before = verdict;
            let decision = call.decide(&FailedAttempt {
                budget,
                elapsed: Elapsed {
                    time: elapsed,
                    first,
                },
                ..case(&policy, verdict, elapsed)
            });
            made += 1;
            let exhausted = policy.max().is_some_and(|max| retries >= max);
            let why = (&policy, verdict, elapsed, retries, decision);
            match decision {
                Decision::Retry {
                    delay,
                    verdict: told,
                    ..
                } => {
                    // Never longer than `max_delay`, or `max_pushback` if the server asked.
                    assert!(delay <= longest(&policy, verdict), "{why:?}");
                    // Never earlier than the server asked.
                    assert!(delay >= asked, "{why:?}");
                    // Never a delay that ends after `max_elapsed`. The sum is exact: it does not
                    // saturate.
                    if let Some(limit) = policy.max_elapsed() {
                        let end = elapsed.as_nanos() + delay.as_nanos();
                        let end = end.min(Duration::MAX.as_nanos());
                        assert!(end <= limit.as_nanos(), "{why:?}");
                    }
                    // Never more than `max` retries since the last progress.
                    assert!(!exhausted, "{why:?}");
                    // Never a delay of zero without a cause, and always one with a cause.
                    let first = begins_at_once && advanced == 0 && asked.is_zero();
                    assert_eq!(delay.is_zero(), at_once || first, "{why:?}");
                    advanced += u32::from(!at_once);
                    assert!(verdict != Verdict::Stop && told == verdict, "{why:?}");
                    if let (Some(budget), Some(left)) = (budget, left) {
                        assert_eq!(budget.available() + cost, left, "{why:?}");
                    }
                    retries += 1;
                    made_retries += 1;
                    reasons[0] += 1;
                    assert_eq!(call.attempt(), made_retries + 1);
                    elapsed = elapsed.saturating_add(delay);
                }
                Decision::GiveUp(reason) => {
                    // The reason is the first that applies, in the order of the rules.
                    let stop = verdict == Verdict::Stop;
                    let long = asked > policy.max_pushback();
                    let (first, place) = match reason {
                        Reason::NotRetryable => (stop, 1),
                        Reason::RetriesExhausted => (!stop && exhausted, 2),
                        Reason::Overridden | Reason::Cancelled => {
                            unreachable!("nothing overrides: {why:?}")
                        }
                        Reason::PushbackTooLong => (!stop && !exhausted && long, 3),
                        Reason::DeadlineExceeded => {
                            let within = policy.max_elapsed().is_some_and(|limit| {
                                // The longest delay that the call could have chosen.
                                elapsed.saturating_add(longest(&policy, verdict)) <= limit
                            });
                            let timed = policy.max_elapsed().is_some();
                            (!stop && !exhausted && !long && timed && !within, 4)
                        }
                        Reason::BudgetExhausted => {
                            let empty = left.is_some_and(|left| left < cost);
                            (!stop && !exhausted && !long && empty, 5)
                        }
                    };
                    assert!(first, "{why:?}");
                    assert_eq!(budget.map(RetryBudget::available), left, "{why:?}");
                    reasons[place] += 1;
                    break;
                }
                Decision::Succeed => {
                    unreachable!("an attempt that failed: {why:?}")
                }
            }
        }
    }
    reasons
}

/// Fails if a reason was never seen, because then a rule was never tried.
fn report(decisions: u64, reasons: [u64; 6]) {
    println!(
        "{decisions} decisions: {} retries; not retryable {}, retries exhausted {}, \
         pushback too long {}, deadline exceeded {}, budget exhausted {}",
        reasons[0], reasons[1], reasons[2], reasons[3], reasons[4], reasons[5],
    );
    assert!(reasons.iter().all(|n| *n > decisions / 1000), "{reasons:?}");
}

#[test]
fn random_decisions_keep_the_limits() {
    let decisions = if cfg!(miri) { 2_000 } else { 100_000 };
    report(decisions, decide(decisions, 1));
}

#[test]
#[ignore = "takes a minute in release mode, and very long without"]
fn a_hundred_million_random_decisions_keep_the_limits() {
    let threads: Vec<_> = (1..=4)
        .map(|seed| std::thread::spawn(move || decide(25_000_000, seed)))
        .collect();
    let mut reasons = [0; 6];
    for thread in threads {
        for (sum, n) in reasons.iter_mut().zip(thread.join().unwrap()) {
            *sum += n;
        }
    }
    report(100_000_000, reasons);
}

/// A failed attempt of a call that has no budget.
fn case(policy: &Policy, verdict: Verdict, elapsed: Duration) -> FailedAttempt<'_> {
    FailedAttempt {
        site: LazySite::at(Site::named("test")),
        policy,
        verdict,
        not_before: 0,
        not_ready: false,
        elapsed: Elapsed::since_start(elapsed),
        budget: None,
    }
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn after(delay: Duration, verdict: Verdict) -> Decision {
    Decision::Retry {
        delay,
        verdict,
        overridden: false,
    }
}

/// The order of the reasons: if all of them apply, the first counts. Without the first, the second
/// counts, and so on.
#[test]
fn the_first_reason_counts() {
    let capped = Policy::builder()
        .max_delay(millis(500))
        .max_elapsed(Duration::from_secs(1));
    let empty = RetryBudget::builder().capacity(5).build();
    assert!(empty.withdraw(5));
    let decide = |policy: Policy, failures, verdict, elapsed| {
        let mut call = Call::new();
        for _ in 0..failures {
            call.decide(&case(&policy, Verdict::Retry, Duration::ZERO));
        }
        call.decide(&FailedAttempt {
            budget: Some(&empty),
            ..case(&policy, verdict, elapsed)
        })
    };
    let one = capped.max(1).build();
    let late = Duration::from_secs(2);
    let long = Verdict::RetryAfter(millis(501));
    assert_eq!(
        decide(one, 1, Verdict::Stop, late),
        Decision::GiveUp(Reason::NotRetryable)
    );
    assert_eq!(
        decide(one, 1, long, late),
        Decision::GiveUp(Reason::RetriesExhausted)
    );
    assert_eq!(
        decide(one, 0, long, late),
        Decision::GiveUp(Reason::PushbackTooLong)
    );
    assert_eq!(
        decide(one, 0, Verdict::Retry, late),
        Decision::GiveUp(Reason::DeadlineExceeded)
    );
    assert_eq!(
        decide(one, 0, Verdict::Retry, Duration::ZERO),
        Decision::GiveUp(Reason::BudgetExhausted)
    );
    assert_eq!(empty.available(), 0);
}

#[test]
fn a_delay_may_end_with_the_time_but_not_after() {
    let policy = Policy::builder().max_elapsed(millis(300)).build();
    let mut call = Call::new();
    assert_eq!(
        call.decide(&case(&policy, Verdict::Retry, millis(200))),
        after(millis(100), Verdict::Retry)
    );
    assert_eq!(
        call.decide(&case(&policy, Verdict::Retry, millis(101))),
        Decision::GiveUp(Reason::DeadlineExceeded)
    );
}

#[test]
fn without_jitter_the_larger_of_own_and_asked_counts() {
    let policy = Policy::builder().build();
    let mut call = Call::new();
    for (asked, delay) in [(0, 100), (150, 200), (5000, 5000)] {
        let verdict = Verdict::RetryAfter(millis(asked));
        assert_eq!(
            call.decide(&case(&policy, verdict, Duration::ZERO)),
            after(millis(delay), verdict)
        );
    }
}

#[test]
fn with_jitter_the_own_delay_is_added_within_the_cap() {
    let policy = Policy::builder()
        .max(100)
        .max_delay(Duration::from_secs(1))
        .jitter(Jitter::Full)
        .seed(7)
        .build();
    let mut call = Call::new();
    for (own, asked) in policy.delays().zip((0..11).cycle()) {
        let asked = millis(asked * 100);
        let Decision::Retry { delay, .. } =
            call.decide(&case(&policy, Verdict::RetryAfter(asked), Duration::ZERO))
        else {
            panic!("{asked:?} is within the cap");
        };
        assert_eq!(delay, (own + asked).min(policy.max_delay()));
    }
}

/// `previous` in the formula is the policy's own delay before the last retry. Pushback does not
/// make it grow.
#[test]
fn pushback_does_not_feed_decorrelated_jitter() {
    let policy = Policy::builder()
        .max(50)
        .jitter(Jitter::Decorrelated)
        .seed(3)
        .build();
    let mut call = Call::new();
    let asked = Duration::from_secs(3);
    for own in policy.delays() {
        let Decision::Retry { delay, .. } =
            call.decide(&case(&policy, Verdict::RetryAfter(asked), Duration::ZERO))
        else {
            panic!("within the cap");
        };
        assert_eq!(delay, (own + asked).min(policy.max_delay()));
    }
}

#[test]
fn a_retry_at_once_does_not_advance_the_curve_and_is_never_followed_by_another() {
    for backoff in [Backoff::Linear, Backoff::Exponential, Backoff::Fibonacci] {
        let policy = Policy::builder().max(5).backoff(backoff).build();
        let mut schedule = policy.delays();
        let mut call = Call::new();
        for verdict in [
            Verdict::RetryNow,
            Verdict::RetryNow,
            Verdict::RetryNow,
            Verdict::Retry,
            Verdict::RetryNow,
        ] {
            let delay = match (verdict, call.attempt()) {
                (Verdict::RetryNow, 1 | 5) => Duration::ZERO,
                _ => schedule.next().unwrap(),
            };
            let decision = call.decide(&case(&policy, verdict, Duration::ZERO));
            assert_eq!(decision, after(delay, verdict), "{backoff:?}");
        }
        assert_eq!(
            call.decide(&case(&policy, Verdict::RetryNow, Duration::ZERO)),
            Decision::GiveUp(Reason::RetriesExhausted)
        );
    }
}

#[test]
fn progress_starts_retries_and_delays_anew() {
    for backoff in [Backoff::Linear, Backoff::Exponential, Backoff::Fibonacci] {
        let policy = Policy::builder().max(2).backoff(backoff).build();
        let mut call = Call::new();
        for _ in 0..3 {
            for (verdict, delay) in [Verdict::RetryAfresh, Verdict::Retry]
                .into_iter()
                .zip(policy.delays())
            {
                let decision = call.decide(&case(&policy, verdict, Duration::ZERO));
                assert_eq!(decision, after(delay, verdict), "{backoff:?}");
            }
        }
        assert_eq!(call.attempt(), 7);
        assert_eq!(
            call.decide(&case(&policy, Verdict::Retry, Duration::ZERO)),
            Decision::GiveUp(Reason::RetriesExhausted)
        );
    }
}

/// `max_elapsed` does not start over, so a call with endless progress ends too.
#[test]
fn progress_is_bounded_by_the_time() {
    let policy = Policy::builder().max_elapsed(millis(300)).build();
    let mut call = Call::new();
    assert_eq!(
        call.decide(&case(&policy, Verdict::RetryAfresh, millis(200))),
        after(millis(100), Verdict::RetryAfresh)
    );
    for verdict in [Verdict::RetryAfresh, Verdict::RetryNow] {
        assert_eq!(
            call.decide(&case(&policy, verdict, millis(301))),
            Decision::GiveUp(Reason::DeadlineExceeded)
        );
    }
}

#[test]
fn attempts_and_delays_saturate() {
    let policy = Policy::builder()
        .unlimited()
        .max_delay(Duration::MAX)
        .build();
    let verdict = Verdict::RetryAfter(Duration::MAX);
    let mut call = Call::new();
    for _ in 0..3 {
        assert_eq!(
            call.decide(&case(&policy, verdict, Duration::MAX)),
            after(Duration::MAX, verdict)
        );
    }
    assert_eq!(call.total_delay(), Duration::from_nanos(u64::MAX));
    let last = Policy::builder().max(u32::MAX - 1).build();
    let state = call.state.as_mut().unwrap();
    state
        .failure
        .set_attempts(u32::MAX - 2, Tracked::after(u32::MAX - 3));
    let mut decide = |policy| call.decide(&case(policy, Verdict::Retry, Duration::ZERO));
    assert!(matches!(decide(&last), Decision::Retry { .. }));
    assert_eq!(decide(&last), Decision::GiveUp(Reason::RetriesExhausted));
    assert!(matches!(decide(&policy), Decision::Retry { .. }));
    assert_eq!(call.failed_attempts(), u32::MAX);
}

/// Progress at the largest attempt number does not lift `max` for the attempts after it.
#[test]
fn max_holds_after_progress_beyond_the_last_number() {
    for backoff in [Backoff::Linear, Backoff::Exponential] {
        let policy = Policy::builder().max(2).backoff(backoff).build();
        let mut call = Call::new();
        let decide = |call: &mut Call, verdict| {
            matches!(
                call.decide(&case(&policy, verdict, Duration::ZERO)),
                Decision::Retry { .. }
            )
        };
        assert!(decide(&mut call, Verdict::Retry));
        let state = call.state.as_mut().unwrap();
        let retries = Tracked::after(u32::MAX - 2);
        state.failure.set_attempts(u32::MAX - 1, retries);
        for _ in 0..3 {
            assert!(decide(&mut call, Verdict::RetryAfresh));
            assert!(decide(&mut call, Verdict::RetryNow));
            assert!(decide(&mut call, Verdict::RetryAfresh));
        }
        // The retry after the progress was number 1.
        assert!(decide(&mut call, Verdict::RetryNow));
        assert!(!decide(&mut call, Verdict::Retry));
    }
}

/// The failure of a long attempt counts as the first of the call, in both kinds of state and at the
/// largest attempt number.
#[test]
fn a_long_attempt_starts_retries_and_delays_anew() {
    let policy = Policy::builder().max(2).build();
    let mut observed = Call::new();
    let (mut plain, mut classified) = (UnobservedCall::<()>::new(), ClassifiedCall::new());
    for (first, delay) in [
        (1, Some(100)),
        (1, Some(200)),
        (3, Some(100)),
        (4, Some(100)),
        (4, Some(200)),
        (4, None),
    ] {
        let elapsed = Elapsed {
            time: Duration::ZERO,
            first,
        };
        let failed = FailedAttempt {
            elapsed,
            ..case(&policy, Verdict::RetryAfter(Duration::ZERO), Duration::ZERO)
        };
        let delay = delay.map(millis);
        assert_eq!(observed.delay(&failed), delay, "{first}");
        assert_eq!(plain.delay(&failed), delay, "{first}");
        assert_eq!(classified.delay(&failed), delay, "{first}");
    }
    assert_eq!(observed.failed_attempts(), 6);
}

/// The fast path decides as the full rules do, with the same draw.
#[test]
fn the_fast_path_decides_as_the_rules_do() {
    let random = &mut Xoshiro256PlusPlus::seed_from_u64(5);
    let (mut plain, mut jittered) = (0, 0);
    let policies = if cfg!(miri) { 200 } else { 40_000 };
    for _ in 0..policies {
        let policy = policy(random);
        match policy.curve().fast_path() {
            _ if policy.max_elapsed().is_some() => continue,
            FastPath::Plain => plain += 1,
            FastPath::FullJitter => jittered += 1,
            FastPath::None => continue,
        }
        let (mut fast, mut ruled) = (None::<FailureState>, None::<FailureState>);
        for retries in 0..70 {
            let draw = match policy.jitter() {
                Jitter::None => Draw::NONE,
                _ => Draw::restarted(),
            };
            let input = DecisionInput {
                policy: &policy,
                verdict: Verdict::Retry,
                not_before: 0,
                elapsed: Elapsed::ZERO,
                limits: Limits::default(),
                costs: RetryCosts::default(),
                draw,
            };
            let fast = policy
                .allows_retry_after(retries)
                .then(|| fast::next_delay(FailureState::note(&mut fast, &policy), &policy, draw));
            let ruled = super::decide(FailureState::note(&mut ruled, &policy), &input);
            assert_eq!(
                fast,
                ruled.ok().map(|retry| retry.delay),
                "{policy:?}, {retries}"
            );
        }
    }
    assert!(
        plain > policies / 100 && jittered > policies / 1000,
        "{plain}, {jittered}"
    );
}

/// An unobserved call decides as an observed call does. The delays are equal if nothing is random.
/// With jitter, the numbers of retries are equal.
#[test]
fn an_unobserved_call_is_decided_alike() {
    check_unobserved(UnobservedCall::<()>::new, false);
    check_unobserved(ClassifiedCall::new, true);
}

fn check_unobserved<P: Progress>(new: fn() -> UnobservedCall<P>, with_progress: bool) {
    let random = &mut Xoshiro256PlusPlus::seed_from_u64(7);
    let (mut retries, mut at_once, mut afresh) = (0, 0, 0);
    let policies = if cfg!(miri) { 200 } else { 20_000 };
    for _ in 0..policies {
        let policy = policy(random);
        let drawn = policy.jitter() != Jitter::None && policy.seed().is_none();
        if drawn && policy.max_elapsed().is_some() {
            // With jitter, the delay of one call may end in time while that of the other does not.
            continue;
        }
        let (mut unobserved, mut call, mut other_call) = (new(), Call::new(), Call::new());
        let mut schedule = policy.delays();
        for attempt in 1..70 {
            let verdict = match random.next_u32() % 8 {
                0 => verdict(random),
                _ => Verdict::Retry,
            };
            let tells_of_progress = matches!(verdict, Verdict::RetryNow | Verdict::RetryAfresh);
            if tells_of_progress && !with_progress {
                continue;
            }
            if verdict == Verdict::RetryAfresh {
                schedule = policy.delays();
                afresh += 1;
            }
            let case = case(&policy, verdict, Duration::ZERO);
            let (delay, decision) = (unobserved.delay_after(&case, attempt), call.decide(&case));
            let why = (&policy, attempt, verdict, delay, decision);
            let again = other_call.delay(&case);
            assert_eq!(again.is_some(), delay.is_ok(), "{why:?}");
            let Decision::Retry { delay: other, .. } = decision else {
                assert_eq!(delay, Err(attempt), "{why:?}");
                break;
            };
            let delay = delay.unwrap_or_else(|_| panic!("{why:?}"));
            assert_eq!(unobserved.attempt(), call.attempt(), "{why:?}");
            retries += 1;
            if delay.is_zero() && verdict != Verdict::RetryNow {
                assert_eq!(schedule.next(), Some(delay), "{why:?}");
                continue;
            }
            if delay.is_zero() {
                at_once += 1;
                continue;
            }
            let scheduled = schedule.next();
            // With a seed, a delay also depends on the number of its retry.
            let is_moved = at_once + afresh > 0 && policy.jitter() != Jitter::None;
            if !drawn {
                assert_eq!((delay, again), (other, Some(other)), "{why:?}");
                if verdict == Verdict::Retry && !is_moved {
                    assert_eq!(Some(delay), scheduled, "{why:?}");
                }
            }
            assert!(delay <= longest(&policy, verdict), "{why:?}");
        }
    }
    assert!(retries > 5 * policies, "{retries}");
    assert_eq!(with_progress, at_once > policies / 20, "{at_once}");
    assert_eq!(with_progress, afresh > policies / 20, "{afresh}");
}

/// A thread that has not drawn yet draws its first delay with the usual jitter.
#[test]
fn the_first_delay_of_a_thread_is_drawn() {
    let policy = Policy::builder().jitter(Jitter::Full).build();
    let first =
        std::thread::spawn(move || UnobservedCall::<()>::new().delay_by_policy(&policy, ()));
    let first = first.join().unwrap().unwrap();
    assert!(
        !first.is_zero() && first <= policy.base_delay(),
        "{first:?}"
    );
}
