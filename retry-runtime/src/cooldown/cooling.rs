//! The wait of an attempt until a cooldown is over.

use core::ops::ControlFlow;
use core::time::Duration;

use super::Cooldown;
use crate::decide::cooling_delay;
use crate::held::EndedWait;
use crate::jitter::Draw;
use crate::{Policy, Verdict};

/// The time for which a cooldown has held one attempt back. In a call without a cooldown, the array
/// is empty and the type has no size.
#[derive(Debug)]
pub struct Cooling<const COOLDOWNS: usize> {
    waited: [Duration; COOLDOWNS],
}

/// The steps of an attempt that a cooldown may hold back.
pub trait CooledAttempt: Sized {
    /// The state before the first attempt.
    #[must_use]
    fn start() -> Self;

    /// Starts the cooldown if the verdict is pushback. Returns the verdict that counts while the
    /// cooldown lasts.
    fn cooled_verdict(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        verdict: Verdict,
    ) -> Verdict;

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
            waited: [Duration::ZERO; COOLDOWNS],
        }
    }

    #[inline]
    fn cooled_verdict(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        verdict: Verdict,
    ) -> Verdict {
        *self = Self::start();
        match cooldown {
            Some(cooldown) if COOLDOWNS > 0 => cooldown.cooled_verdict(verdict, policy),
            _ => verdict,
        }
    }

    #[inline]
    fn next_delay(
        &mut self,
        cooldown: Option<&Cooldown>,
        policy: &Policy,
        time_left: impl FnOnce() -> Option<Duration>,
    ) -> Option<Duration> {
        let waited = self.waited.first_mut()?;
        let cooldown = cooldown.filter(|cooldown| !cooldown.is_over())?;
        next_delay(waited, cooldown, policy, time_left())
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
        let is_reported = self.waited.first().is_none_or(Duration::is_zero);
        let cut = |unwaited| {
            if is_reported {
                unwaited
            } else {
                Duration::ZERO
            }
        };
        ControlFlow::Break(match ended {
            ControlFlow::Continue((held, unwaited)) => {
                if let Some(delay) = self.next_delay(cooldown, policy, time_left) {
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
