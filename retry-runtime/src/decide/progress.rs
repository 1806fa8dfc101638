//! The memory of a call that verdicts of progress need.

use core::fmt::Debug;
use core::mem::replace;

use crate::Verdict;

/// The memory: [`Tracked`], or `()` in a call whose verdicts tell of no progress.
pub trait Progress: Copy + Debug + Default {
    /// True if every verdict needs [`weigh`](Self::weigh).
    const IS_TRACKED: bool;

    /// The verdict as it counts, after some retries.
    fn weigh(&mut self, verdict: Verdict, retries: u32) -> Verdict;

    /// The attempts before the last progress.
    fn attempts_before(self) -> u32;

    /// The retries without a delay since then, which the curve of delays skips.
    fn immediate(self) -> u32;
}

/// Without a memory there is no retry without a delay, which could loop hot.
impl Progress for () {
    const IS_TRACKED: bool = false;

    #[inline]
    fn weigh(&mut self, verdict: Verdict, _: u32) -> Verdict {
        match verdict {
            Verdict::RetryNow | Verdict::RetryAfresh => Verdict::Retry,
            verdict => verdict,
        }
    }

    #[inline]
    fn attempts_before(self) -> u32 {
        0
    }

    #[inline]
    fn immediate(self) -> u32 {
        0
    }
}

/// The progress of a call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracked {
    attempts_before: u32,
    immediate: u32,
    /// True if the verdict before was `RetryNow`.
    after_now: bool,
}

impl Progress for Tracked {
    const IS_TRACKED: bool = true;

    fn weigh(&mut self, verdict: Verdict, retries: u32) -> Verdict {
        let after_now = replace(&mut self.after_now, verdict == Verdict::RetryNow);
        match verdict {
            Verdict::RetryNow if after_now => return Verdict::Retry,
            Verdict::RetryNow => self.immediate = self.immediate.saturating_add(1),
            Verdict::RetryAfresh => {
                *self = Self {
                    attempts_before: retries,
                    ..Self::default()
                };
            }
            _ => {}
        }
        verdict
    }

    fn attempts_before(self) -> u32 {
        self.attempts_before
    }

    fn immediate(self) -> u32 {
        self.immediate
    }
}
