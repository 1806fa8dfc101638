//! The wait of the runner between attempts. A signal ends the wait and the call.

use std::future::{Future, pending};
use std::time::Duration;

use tokio::sync::Notify;

use crate::countdown;
use crate::signals::Signals;

/// The state for the waits of one call.
pub(crate) struct Wait {
    signals: Signals,
    /// True if a countdown is wanted.
    countdown: bool,
    interrupted: Notify,
}

impl Wait {
    pub(crate) fn new(signals: Signals, countdown: bool) -> Self {
        Self {
            signals,
            countdown,
            interrupted: Notify::new(),
        }
    }

    /// Waits for the delay. If a signal comes, reports it and never returns, because a return would
    /// start the next attempt.
    pub(crate) async fn delay(&self, delay: Duration) {
        let mut signals = self.signals.clone();
        tokio::select! {
            () = countdown::wait(delay, self.countdown) => {}
            _ = signals.first() => {
                self.interrupted.notify_one();
                pending::<()>().await;
            }
        }
    }

    /// The outcome of a call that waits with [`delay`](Self::delay). `None` if a signal came during
    /// a delay and the call was dropped.
    pub(crate) async fn outcome_of<C: Future>(&self, call: C) -> Option<C::Output> {
        tokio::select! {
            biased;
            outcome = call => Some(outcome),
            () = self.interrupted.notified() => None,
        }
    }
}
