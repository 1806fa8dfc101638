//! The attempts of other retried calls that a call runs inside.

#[cfg(feature = "attempts")]
pub(crate) use watched::{Surrounding, surrounding_attempts};

/// Without the feature `attempts`, none are known.
#[cfg(not(feature = "attempts"))]
#[inline]
pub(crate) const fn surrounding_attempts() -> Option<u64> {
    None
}

#[cfg(feature = "attempts")]
mod watched {
    use core::cell::Cell;
    use std::thread_local;

    thread_local! {
        /// The product of the numbers of the attempts that run on this thread, one inside of
        /// the other; zero if none runs.
        static RUNNING: Cell<u64> = const { Cell::new(0) };
    }

    /// The product of the numbers of the attempts that run on this thread, if any does.
    pub(crate) fn surrounding_attempts() -> Option<u64> {
        let product = RUNNING.get();
        (product > 0).then_some(product)
    }

    /// An attempt among those that run on this thread. Of an async one, that is for the time
    /// of a poll, since a task may move to another thread.
    #[derive(Debug)]
    pub(crate) struct Surrounding {
        before: u64,
    }

    impl Surrounding {
        pub(crate) fn enter(attempt: u32) -> Self {
            let before = RUNNING.get();
            RUNNING.set(before.max(1).saturating_mul(attempt.into()));
            Self { before }
        }
    }

    impl Drop for Surrounding {
        fn drop(&mut self) {
            RUNNING.set(self.before);
        }
    }
}
