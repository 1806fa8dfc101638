//! Virtual delays and timers, in place of real ones.

use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::boxed::Box;

use super::{VirtualClock, current};
use crate::pause::Pause;

/// Records a delay in virtual time. Returns false if there is no virtual time, so the caller must
/// wait for the delay.
pub(crate) fn record_delay(delay: Duration) -> bool {
    let clock = current();
    if let Some(clock) = &clock {
        clock.record(delay);
    }
    clock.is_some()
}

/// A virtual delay of an async call, or `None` outside virtual time. The delay ends after other
/// tasks have had one turn.
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

/// The virtual timer of an attempt, or `None` outside virtual time.
pub(crate) fn virtual_timer(limit: Duration) -> Option<VirtualWait> {
    let clock = current()?;
    // The limit counts from now, not from the first poll.
    let deadline = clock.state().advanced.saturating_add(limit);
    #[cfg(feature = "tokio")]
    let start = tokio::runtime::Handle::try_current().map(|_| tokio::time::Instant::now());
    let advanced = Timer {
        clock,
        deadline,
        number: None,
    };
    Some(Box::pin(async move {
        #[cfg(feature = "tokio")]
        if let Ok(start) = start {
            let tokio = tokio::time::sleep(limit.saturating_sub(start.elapsed()));
            let _either = crate::timeout::in_time(advanced, tokio).await;
            return;
        }
        advanced.await;
    }))
}

/// A timer of a virtual clock. It ends when the clock has been advanced to its deadline.
struct Timer {
    clock: VirtualClock,
    deadline: Duration,
    /// The number that the clock gave to this timer at its first poll.
    number: Option<u64>,
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let timer = &mut *self;
        let mut state = timer.clock.state();
        if state.advanced >= timer.deadline {
            return Poll::Ready(());
        }
        let number = *timer.number.get_or_insert_with(|| {
            state.next_timer += 1;
            state.next_timer
        });
        let waker = context.waker().clone();
        let before = state.waiting.insert((timer.deadline, number), waker);
        // A waker is foreign code, so the lock is released before the waker is dropped.
        drop(state);
        drop(before);
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let key = (self.deadline, number);
            let waker = self.clock.state().waiting.remove(&key);
            drop(waker);
        }
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

impl<F: Future<Output: Pause>> Future for Wait<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        match &mut self.0 {
            Either::Virtual(wait) => wait.as_mut().poll(context).map(|()| F::Output::WAITED),
            Either::Real(wait) => wait.as_mut().poll(context),
        }
    }
}

impl<F> fmt::Debug for Wait<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use core::task::Waker;
    use std::vec::Vec;

    use super::super::VirtualTime;
    use super::*;

    #[test]
    fn a_dropped_timer_leaves_no_waker_behind() {
        let clock = VirtualTime::start();
        let mut context = Context::from_waker(Waker::noop());
        let stored = || clock.state().waiting.len();
        let mut timers: Vec<VirtualWait> = (1..=100)
            .map(|seconds| virtual_timer(Duration::from_secs(seconds)).unwrap())
            .collect();
        for _ in 0..2 {
            for timer in &mut timers {
                assert!(timer.as_mut().poll(&mut context).is_pending());
            }
        }
        assert_eq!(stored(), 100);
        timers.truncate(50);
        assert_eq!(stored(), 50);
        clock.advance(Duration::from_secs(20));
        assert_eq!(stored(), 30);
        drop(timers);
        assert_eq!(stored(), 0);
    }
}
