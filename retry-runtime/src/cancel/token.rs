//! The token that cancels calls: one lock and a condition variable. `tests/loom` includes this file
//! with loom's lock, whose constructor is not `const`.

use core::fmt;
use core::future::Future;
use core::mem;
use core::ops::ControlFlow;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::time::Instant;
use std::vec::Vec;

use super::{Condvar, Mutex, MutexGuard, PoisonError};

/// A token that cancels calls while they wait. Pass it as `cancel = token` to a blocking call, and
/// as `cancel = token.cancelled()` to an async one.
///
/// A cancel cuts the delay in progress short, and no other attempt is made. The call returns its
/// last outcome, and the reason is [`Cancelled`](crate::Reason::Cancelled). A running attempt is
/// not interrupted. A token stays cancelled.
///
/// Make the token a `static`, or share it by reference or in an [`Arc`](std::sync::Arc). Async
/// programs with a token of their own, such as the `CancellationToken` of `tokio-util`, don't need
/// this one.
///
/// ```
/// use std::thread;
/// use std::time::Duration;
/// use retry_runtime::{CancelToken, retry};
///
/// static STOP: CancelToken = CancelToken::new();
///
/// #[retry(max = unlimited, base_delay = "1h", max_delay = "1d", cancel = STOP)]
/// fn deliver() -> Result<(), &'static str> {
///     Err("unreachable")
/// }
///
/// let worker = thread::spawn(deliver);
/// STOP.cancel();
/// assert_eq!(worker.join().unwrap(), Err("unreachable"));
/// ```
pub struct CancelToken {
    pub(super) state: Mutex<State>,
    /// Wakes the threads that wait. Tasks have wakers instead.
    pub(super) cancelled: Condvar,
}

/// The part under the lock.
pub(super) struct State {
    is_cancelled: bool,
    /// The wakers of the tasks that wait, each with the number of its future.
    wakers: Vec<(u64, Waker)>,
    next: u64,
}

impl State {
    pub(super) const fn new() -> Self {
        Self {
            is_cancelled: false,
            wakers: Vec::new(),
            next: 0,
        }
    }
}

impl CancelToken {
    /// Cancels all calls that wait with this token, now or later.
    ///
    /// ```
    /// use retry_runtime::{CancelToken, Policy};
    ///
    /// let stop = CancelToken::new();
    /// let mut attempts = 0;
    /// let policy = Policy::default();
    /// let call = policy.retry(|| {
    ///     attempts += 1;
    ///     stop.cancel(); // as the handler of a signal would
    ///     None::<()>
    /// });
    /// assert_eq!(call.cancel(&stop).call(), None);
    /// assert_eq!(attempts, 1);
    /// ```
    pub fn cancel(&self) {
        let wakers = {
            let mut state = self.state();
            state.is_cancelled = true;
            mem::take(&mut state.wakers)
        };
        self.cancelled.notify_all();
        // A waker is foreign code, so no lock is held while it runs.
        for (_, waker) in wakers {
            waker.wake();
        }
    }

    /// Returns true if the token was cancelled.
    ///
    /// ```
    /// use retry_runtime::CancelToken;
    ///
    /// let stop = CancelToken::new();
    /// let mut messages = 0;
    /// while !stop.is_cancelled() {
    ///     messages += 1;
    ///     if messages == 3 {
    ///         stop.cancel();
    ///     }
    /// }
    /// assert_eq!(messages, 3);
    /// ```
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.state().is_cancelled
    }

    /// Waits for a duration, for waits of your own between calls. Returns `Break` if the token is
    /// cancelled before the duration is over.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::CancelToken;
    ///
    /// let stop = CancelToken::new();
    /// let mut polls = 0;
    /// while stop.sleep(Duration::from_millis(1)).is_continue() {
    ///     polls += 1;
    ///     if polls == 3 {
    ///         stop.cancel();
    ///     }
    /// }
    /// assert_eq!(polls, 3);
    /// ```
    pub fn sleep(&self, delay: Duration) -> ControlFlow<()> {
        let start = Instant::now();
        let mut state = self.state();
        loop {
            if state.is_cancelled {
                return ControlFlow::Break(());
            }
            let left = delay.saturating_sub(start.elapsed());
            if left.is_zero() {
                return ControlFlow::Continue(());
            }
            let woken = self.cancelled.wait_timeout(state, left);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Returns a future that is ready once the token is cancelled.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{CancelToken, retry};
    ///
    /// #[retry(max = unlimited, base_delay = "1h", max_delay = "1d", cancel = stop.cancelled())]
    /// async fn deliver(stop: &CancelToken) -> Result<(), &'static str> {
    ///     Err("unreachable")
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let stop = CancelToken::new();
    /// let (outcome, ()) = tokio::join!(deliver(&stop), async { stop.cancel() });
    /// assert_eq!(outcome, Err("unreachable"));
    /// # }) }
    /// ```
    #[must_use = "a future does nothing until it is polled"]
    pub fn cancelled(&self) -> Cancelled<'_> {
        Cancelled {
            token: self,
            number: None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelToken")
            .field("is_cancelled", &self.is_cancelled())
            .finish()
    }
}

/// Future returned by [`CancelToken::cancelled`].
///
/// ```
/// use retry_runtime::CancelToken;
///
/// let stop = CancelToken::new();
/// let cancelled = stop.cancelled();
/// stop.cancel();
/// smol::block_on(cancelled);
/// ```
pub struct Cancelled<'t> {
    token: &'t CancelToken,
    /// The number that the token gave to this future at its first poll.
    number: Option<u64>,
}

impl Future for Cancelled<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let token = self.token;
        let mut state = token.state();
        if state.is_cancelled {
            return Poll::Ready(());
        }
        let number = *self.number.get_or_insert_with(|| {
            state.next += 1;
            state.next
        });
        let waker = context.waker();
        let known = state.wakers.iter_mut().find(|(own, _)| *own == number);
        let before = match known {
            Some((_, known)) if known.will_wake(waker) => None,
            Some((_, known)) => Some(mem::replace(known, waker.clone())),
            None => {
                state.wakers.push((number, waker.clone()));
                None
            }
        };
        drop(state);
        drop(before);
        Poll::Pending
    }
}

impl Drop for Cancelled<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let mut state = self.token.state();
            let own = state.wakers.iter().position(|(own, _)| *own == number);
            let waker = own.map(|own| state.wakers.swap_remove(own));
            drop(state);
            drop(waker);
        }
    }
}

impl fmt::Debug for Cancelled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancelled").finish_non_exhaustive()
    }
}
