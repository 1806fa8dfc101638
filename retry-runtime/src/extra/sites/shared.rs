//! A value that is read often and written rarely. `tests/loom` includes this file with loom's
//! lock and atomics, and tries every interleaving of it.

use std::sync::PoisonError;
use std::sync::atomic::Ordering::{Acquire, Release};

use super::{AtomicBool, RwLock};

/// A value that is mostly empty: to see that costs one load, and no lock.
///
/// The flag is written under the lock, so that of two that set at the same time
/// the same one is last in both.
pub(super) struct Shared<T> {
    pub(super) value: RwLock<T>,
    pub(super) any: AtomicBool,
}

impl<T> Shared<T> {
    pub(super) fn set(&self, value: T, any: bool) {
        let mut shared = self.value.write().unwrap_or_else(PoisonError::into_inner);
        *shared = value;
        self.any.store(any, Release);
    }

    pub(super) fn read<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// As [`read`](Self::read), unless the value is empty.
    pub(super) fn read_any<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.any.load(Acquire).then(|| self.read(read))
    }
}
