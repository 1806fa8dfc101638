//! The token that cancels calls while they wait.

mod token;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub use token::{CancelToken, Cancelled};

impl CancelToken {
    /// Returns a token that is not cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use retry_runtime::CancelToken;
    ///
    /// static STOP: CancelToken = CancelToken::new();
    ///
    /// let shared = Arc::new(CancelToken::new());
    /// shared.cancel();
    /// assert!(shared.is_cancelled() && !STOP.is_cancelled());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            state: Mutex::new(token::State::new()),
            cancelled: Condvar::new(),
        }
    }
}

impl Default for CancelToken {
    fn default() -> Self {
        Self::new()
    }
}
