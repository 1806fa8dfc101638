//! The waits of a service's call. Their futures have names, so that the compiler can see if
//! they are `Send`.

use core::future::Future;
use core::time::Duration;

use crate::clock::AsyncClock;
use crate::retrying::attempt::AsyncAttempt;
use crate::retrying::future::{AttemptLimit, LimitAttempt};
use crate::timeout::{FromTimeout, within};
use crate::wait::limit_async;
use crate::{AsyncSleep, Outcome, Policy};

/// A way to wait: [`Timer`](crate::Timer), or a closure from the delay to a future.
#[diagnostic::on_unimplemented(
    message = "there is no way to wait in an async call",
    label = "enable the feature `tokio` or `futures-timer` of `retry-runtime`, or give a `sleep`"
)]
pub trait Waiting {
    /// The future of a wait.
    type Wait: Future<Output = ()>;

    /// Waits for a delay.
    fn wait(&mut self, delay: Duration) -> Self::Wait;
}

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "embassy-time",
    all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")
))]
impl Waiting for crate::Timer {
    #[cfg(not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")))]
    type Wait = core::pin::Pin<std::boxed::Box<dyn Future<Output = ()> + Send>>;
    /// The browser has one thread.
    #[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
    type Wait = core::pin::Pin<std::boxed::Box<dyn Future<Output = ()>>>;

    fn wait(&mut self, delay: Duration) -> Self::Wait {
        std::boxed::Box::pin(crate::extra::timers::timer(delay))
    }
}

impl<N, D> Waiting for N
where
    N: FnMut(Duration) -> D,
    D: Future<Output = ()>,
{
    type Wait = D;

    fn wait(&mut self, delay: Duration) -> D {
        self(delay)
    }
}

/// The limit of an attempt that ends with `R`: `()`, or an [`AttemptLimit`].
pub trait Limiting<R> {
    /// The limit, if there is one.
    fn limit(&self) -> Limit<R>;
}

impl<R> Limiting<R> for () {
    fn limit(&self) -> Limit<R> {
        Limit(None)
    }
}

impl<R: Outcome<Error: FromTimeout>> Limiting<R> for AttemptLimit {
    fn limit(&self) -> Limit<R> {
        Limit(Some((self.0, |limit| {
            R::from_error(R::Error::timed_out(limit))
        })))
    }
}

/// A limit, with the outcome of an attempt that exceeds it.
#[derive(Debug)]
pub struct Limit<R>(Option<(Duration, TimedOut<R>)>);

type TimedOut<R> = fn(Duration) -> R;

impl<R> LimitAttempt<R> for Limit<R> {
    fn run(
        &self,
        attempt: &mut impl AsyncAttempt<R>,
        number: u32,
        clock: &AsyncClock,
        policy: &Policy,
        sleep: &mut impl AsyncSleep,
    ) -> impl Future<Output = R> {
        let limit = self.0;
        let timer = limit.map(|(limit, _)| limit_async(limit, |limit| sleep.sleep(limit)));
        let attempt = attempt.attempt(number, clock, policy);
        async move {
            match (limit, timer) {
                (Some((limit, timed_out)), Some(timer)) => {
                    within(attempt, limit, timer, timed_out).await
                }
                _ => attempt.await,
            }
        }
    }
}
