//! The ways to wait in a service's call. Their futures have names, so that the compiler can see
//! whether they are `Send`.

use core::future::Future;
use core::time::Duration;

use crate::timeout::{AttemptLimit, FromTimeout};

/// A way to wait: [`Timer`](crate::Timer), or a closure that takes the delay and returns a future.
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

/// The limit on an attempt, for services with any error type.
pub trait Limiting<E> {
    /// The limit, if there is one.
    fn limit(&self) -> Option<AttemptLimit<E>>;
}

impl<E> Limiting<E> for () {
    fn limit(&self) -> Option<AttemptLimit<E>> {
        None
    }
}

/// The limit of [`RetryLayer::attempt_timeout`](super::RetryLayer::attempt_timeout).
#[derive(Clone, Copy, Debug)]
pub struct LayerLimit(pub(super) Duration);

impl<E: FromTimeout> Limiting<E> for LayerLimit {
    fn limit(&self) -> Option<AttemptLimit<E>> {
        Some(AttemptLimit::new(self.0))
    }
}

/// The limit of a profile.
impl<E> Limiting<E> for Option<AttemptLimit<E>> {
    fn limit(&self) -> Option<AttemptLimit<E>> {
        *self
    }
}
