//! The part of a call's memory that verdicts of progress need.

use core::fmt::Debug;
use core::mem::replace;

use crate::Verdict;

/// The memory: [`Tracked`], or `()` in a call whose verdicts tell of no progress.
pub trait Progress: Copy + Debug + Default + Send {
    /// True if every verdict needs [`weigh`](Self::weigh).
    const IS_TRACKED: bool;

    /// Takes note of a retry that has failed.
    fn count(&mut self);

    /// The verdict as it counts.
    fn weigh(&mut self, verdict: Verdict) -> Verdict;

    /// The retries since the last progress, of all that were made since it by the clock.
    fn retries(self, made: u32) -> u32;

    /// Those of them without a delay, which the curve of delays skips.
    fn immediate(self) -> u32;
}

/// Without a memory there is no retry without a delay, which could loop hot.
impl Progress for () {
    const IS_TRACKED: bool = false;

    #[inline]
    fn count(&mut self) {}

    #[inline]
    fn weigh(&mut self, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::RetryNow | Verdict::RetryAfresh => Verdict::Retry,
            verdict => verdict,
        }
    }

    #[inline]
    fn retries(self, made: u32) -> u32 {
        made
    }

    #[inline]
    fn immediate(self) -> u32 {
        0
    }
}

/// The progress of a call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracked {
    /// A count of its own, so that it never falls, however many attempts there are.
    retries: u32,
    immediate: u32,
    /// True if the verdict before was `RetryNow`.
    after_now: bool,
}

impl Progress for Tracked {
    const IS_TRACKED: bool = true;

    fn count(&mut self) {
        self.retries = self.retries.saturating_add(1);
    }

    fn weigh(&mut self, verdict: Verdict) -> Verdict {
        let after_now = replace(&mut self.after_now, verdict == Verdict::RetryNow);
        match verdict {
            Verdict::RetryNow if after_now => return Verdict::Retry,
            Verdict::RetryNow => self.immediate = self.immediate.saturating_add(1),
            Verdict::RetryAfresh => *self = Self::default(),
            _ => {}
        }
        verdict
    }

    fn retries(self, _: u32) -> u32 {
        self.retries
    }

    fn immediate(self) -> u32 {
        self.immediate
    }
}

#[cfg(all(test, feature = "std"))]
impl Tracked {
    pub(super) fn after(retries: u32) -> Self {
        Self {
            retries,
            ..Self::default()
        }
    }
}
