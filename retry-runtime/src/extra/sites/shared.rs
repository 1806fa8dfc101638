//! A value that is read often and written rarely. `tests/loom` includes this file with loom's
//! lock and atomics, and tries every interleaving of it.

use std::sync::PoisonError;
use std::sync::atomic::Ordering::{Acquire, Release};

use super::{AtomicBool, RwLock};

/// A value that is mostly empty. To see that it is empty costs one load, and no lock.
///
/// The flag is written under the lock, so that the flag and the value always come from the same
/// writer.
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

    /// Reads the value, or returns `None` at once if it is empty.
    pub(super) fn read_any<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.any.load(Acquire).then(|| self.read(read))
    }
}
