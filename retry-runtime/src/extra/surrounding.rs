//! The attempts of other retried calls that a call runs inside.

#[cfg(feature = "attempts")]
pub(crate) use watched::{Surrounding, surrounding_attempts};

/// Returns `None`: without the feature `attempts`, no surrounding attempt is known.
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
        /// The product of the numbers of the nested attempts that run on this thread; 0 if no
        /// attempt runs.
        static RUNNING: Cell<u64> = const { Cell::new(0) };
    }

    /// The product of the numbers of the nested attempts that run on this thread. `None` if no
    /// attempt runs.
    pub(crate) fn surrounding_attempts() -> Option<u64> {
        let product = RUNNING.get();
        (product > 0).then_some(product)
    }

    /// Guard that counts an attempt as running on this thread. An async attempt has a guard for
    /// each poll, because its task may move to another thread.
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
