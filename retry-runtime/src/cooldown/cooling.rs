//! The wait of an attempt until a cooldown is over.

use core::ops::ControlFlow;
use core::time::Duration;

use super::Cooldown;
use crate::decide::cooling_delay;
use crate::held::EndedWait;
use crate::jitter::Draw;
use crate::{Policy, Verdict, nanos};

/// The wait of one attempt until a cooldown is over. In a call without a cooldown, the array is
/// empty and the type has no size.
#[derive(Debug)]
pub struct Cooling<const COOLDOWNS: usize> {
    state: [State; COOLDOWNS],
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// The time for which the cooldown holds the attempt back, as far as it is decided.
    waited: Duration,
    /// True if the cooldown was extended after the delay that was reported.
    is_extended: bool,
    /// True if the wait before the first attempt was cancelled.
    is_cancelled: bool,
}

/// The steps of an attempt that a cooldown may hold back.
pub trait CooledAttempt: Sized {
    /// The state before the first attempt.
    #[must_use]
    fn start() -> Self;

    /// Starts the cooldown if the verdict is pushback. Returns the verdict that counts while the
    /// cooldown lasts. [`not_before`](Self::not_before) then has its time.
    fn cooled_verdict(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        verdict: Verdict,
    ) -> Verdict;

    /// The nanoseconds for which the cooldown holds the next attempt back.
    fn not_before(&self) -> u64;

    /// Records that the wait before the first attempt was cancelled. The attempt is still made, and
    /// the wait after it ends at once.
    fn cancel(&mut self);

    /// True if the wait before the first attempt was cancelled.
    fn is_cancelled(&self) -> bool;

    /// The next delay before the attempt, or `None` if the attempt may begin. `time_left` is the
    /// time that the limits of the call leave.
    fn next_delay(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        time_left: impl FnOnce() -> Option<Duration>,
    ) -> Option<Duration>;

    /// Handles the end of a delay. Returns the next delay and the held outcome while the cooldown
    /// lasts, or else the end of the whole wait.
    fn after_wait<K, R>(
        &mut self,
        ended: EndedWait<K, R>,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        time_left: impl FnOnce() -> Option<Duration>,
    ) -> ControlFlow<EndedWait<K, R>, (Duration, K)>;
}

impl<const COOLDOWNS: usize> CooledAttempt for Cooling<COOLDOWNS> {
    #[inline]
    fn start() -> Self {
        Self {
            state: [State::default(); COOLDOWNS],
        }
    }

    #[inline]
    fn cooled_verdict(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        verdict: Verdict,
    ) -> Verdict {
        let (Some(cooldown), Some(state)) = (cooldown, self.state.first_mut()) else {
            return verdict;
        };
        let (verdict, left) = cooldown.cooled_verdict(verdict, policy);
        *state = State {
            waited: left,
            is_extended: false,
            ..*state
        };
        verdict
    }

    #[inline]
    fn not_before(&self) -> u64 {
        let state = self.state.first();
        state.map_or(0, |state| nanos::from_duration(state.waited))
    }

    #[inline]
    fn cancel(&mut self) {
        for state in &mut self.state {
            state.is_cancelled = true;
        }
    }

    #[inline]
    fn is_cancelled(&self) -> bool {
        self.state.first().is_some_and(|state| state.is_cancelled)
    }

    #[inline]
    fn next_delay(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        time_left: impl FnOnce() -> Option<Duration>,
    ) -> Option<Duration> {
        let state = self.state.first_mut()?;
        let cooldown = cooldown.filter(|cooldown| !cooldown.is_over())?;
        next_delay(&mut state.waited, cooldown, policy, time_left())
    }

    #[inline]
    fn after_wait<K, R>(
        &mut self,
        ended: EndedWait<K, R>,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        time_left: impl FnOnce() -> Option<Duration>,
    ) -> ControlFlow<EndedWait<K, R>, (Duration, K)> {
        // The reported delay is over if the attempt was held back further.
        let is_extended = self.state.first().is_some_and(|state| state.is_extended);
        let cut = |unwaited| {
            if is_extended {
                Duration::ZERO
            } else {
                unwaited
            }
        };
        ControlFlow::Break(match ended {
            ControlFlow::Continue((held, unwaited)) => {
                if let Some(delay) = self.next_delay(cooldown, policy, time_left) {
                    for state in &mut self.state {
                        state.is_extended = true;
                    }
                    return ControlFlow::Continue((delay, held));
                }
                ControlFlow::Continue((held, unwaited.map(cut)))
            }
            ControlFlow::Break((outcome, unwaited)) => ControlFlow::Break((outcome, cut(unwaited))),
        })
    }
}

/// The next delay, or `None` if the cooldown is over or the limits leave no time for a delay. Adds
/// the delay to `waited`.
#[cold]
fn next_delay(
    waited: &mut Duration,
    cooldown: &Cooldown,
    policy: &Policy,
    time_left: Option<Duration>,
) -> Option<Duration> {
    let left = cooldown.time_left();
    if left.is_zero() {
        return None;
    }
    let draw = Draw::for_retry(policy.jitter(), policy.seed(), 1);
    let delay = cooling_delay(policy, left, *waited, time_left, draw);
    *waited = waited.saturating_add(delay);
    (!delay.is_zero()).then_some(delay)
}
