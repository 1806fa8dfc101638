//! Virtual delays and timers, in place of real ones.

use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::boxed::Box;

use super::{VirtualClock, current};

/// Records a delay in virtual time. Returns false if there is none, and the delay must be
/// waited for.
pub(crate) fn record_delay(delay: Duration) -> bool {
    let clock = current();
    if let Some(clock) = &clock {
        clock.record(delay);
    }
    clock.is_some()
}

/// A delay of an async call, if there is virtual time: over after one turn of other
/// tasks.
pub(crate) fn virtual_delay(delay: Duration) -> Option<VirtualWait> {
    record_delay(delay).then(|| -> VirtualWait {
        Box::pin(async {
            let mut yielded = false;
            poll_fn(|context: &mut Context<'_>| {
                if yielded {
                    return Poll::Ready(());
                }
                yielded = true;
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
        })
    })
}

/// The timer of an attempt, if there is virtual time.
pub(crate) fn virtual_timer(limit: Duration) -> Option<VirtualWait> {
    let clock = current()?;
    // From now on, and not from the first poll.
    let deadline = clock.state().advanced.saturating_add(limit);
    #[cfg(feature = "tokio")]
    let start = tokio::runtime::Handle::try_current().map(|_| tokio::time::Instant::now());
    Some(Box::pin(async move {
        let advanced = clock.advanced(deadline);
        #[cfg(feature = "tokio")]
        if let Ok(start) = start {
            let tokio = tokio::time::sleep(limit.saturating_sub(start.elapsed()));
            let _either = crate::timeout::in_time(advanced, tokio).await;
            return;
        }
        advanced.await;
    }))
}

impl VirtualClock {
    /// Ready once so much time was let pass in all.
    async fn advanced(self, deadline: Duration) {
        poll_fn(|context: &mut Context<'_>| {
            let mut state = self.state();
            if state.advanced >= deadline {
                return Poll::Ready(());
            }
            let waker = context.waker();
            if !state.waiting.iter().any(|other| other.will_wake(waker)) {
                state.waiting.push(waker.clone());
            }
            Poll::Pending
        })
        .await;
    }
}

pub(crate) type VirtualWait = Pin<Box<dyn Future<Output = ()> + Send + Sync>>;

/// A virtual wait or, without virtual time, a real one.
pub struct Wait<F>(Either<F>);

enum Either<F> {
    Virtual(VirtualWait),
    Real(Pin<Box<F>>),
}

impl<F> Wait<F> {
    pub(crate) fn new(virtually: Option<VirtualWait>, really: impl FnOnce() -> F) -> Self {
        Self(match virtually {
            Some(wait) => Either::Virtual(wait),
            None => Either::Real(Box::pin(really())),
        })
    }
}

impl<F: Future<Output = ()>> Future for Wait<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match &mut self.0 {
            Either::Virtual(wait) => wait.as_mut().poll(context),
            Either::Real(wait) => wait.as_mut().poll(context),
        }
    }
}

impl<F> fmt::Debug for Wait<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").finish_non_exhaustive()
    }
}
