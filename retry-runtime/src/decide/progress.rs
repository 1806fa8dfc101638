//! The part of a call's state that verdicts of progress need.

use core::fmt::Debug;
use core::mem::replace;

use crate::Verdict;

/// The memory of progress: [`Tracked`], or `()` in a call whose verdicts report no progress.
pub trait Progress: Copy + Debug + Default + Send {
    /// True if every verdict must pass through [`weigh`](Self::weigh).
    const IS_TRACKED: bool;

    /// Records a retry that has failed.
    fn count(&mut self);

    /// Records a verdict, and returns the verdict that counts: a second `RetryNow` in a row is
    /// `Retry`.
    fn weigh(&mut self, verdict: Verdict) -> Verdict;

    /// The number of retries since the last progress. `made` is that number if no verdict reports
    /// progress.
    fn retries(self, made: u32) -> u32;

    /// The retries without a delay since the last progress. They don't advance the curve of delays.
    fn immediate(self) -> u32;
}

/// No memory. Every retry then has a delay, because retries without a delay could loop hot.
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

/// The retries of a call since its last progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracked {
    /// The retries since the last progress. A separate count saturates, so that it never falls,
    /// however many attempts are made.
    retries: u32,
    immediate: u32,
    /// True if the last verdict was `RetryNow`.
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
