//! The attempts of a call: each sends a request to a service.

use core::future::poll_fn;

use tower_service::Service;

use crate::clock::AsyncClock;
use crate::retrying::attempt::AsyncAttempt;
use crate::{Policy, Site};

/// A way to repeat a request.
pub trait CloneRequest<R> {
    /// A copy of the request, or `None` if the request can't be repeated.
    fn clone_request(&mut self, request: &R) -> Option<R>;
}

/// By [`Clone`].
#[derive(Clone, Copy, Debug)]
pub struct ByClone;

impl<R: Clone> CloneRequest<R> for ByClone {
    fn clone_request(&mut self, request: &R) -> Option<R> {
        Some(request.clone())
    }
}

/// By the function of [`RetryLayer::clone_request`](crate::RetryLayer::clone_request).
#[derive(Clone, Copy, Debug)]
pub struct ByFunction<N>(pub(super) N);

impl<R, N: FnMut(&R) -> Option<R>> CloneRequest<R> for ByFunction<N> {
    fn clone_request(&mut self, request: &R) -> Option<R> {
        self.0(request)
    }
}

/// A service, and the request of its next attempt.
#[derive(Debug)]
pub(super) struct ServiceAttempt<C, R, Q> {
    service: C,
    /// True if the service was found ready and has not been called since.
    is_ready: bool,
    next: Option<R>,
    requests: Q,
}

impl<C, R, Q> ServiceAttempt<C, R, Q> {
    /// Makes the attempts of a call to a service that is ready.
    pub(super) fn new(ready: C, request: R, requests: Q) -> Self {
        Self {
            service: ready,
            is_ready: true,
            next: Some(request),
            requests,
        }
    }
}

impl<C, R, Q> AsyncAttempt<Result<C::Response, C::Error>> for ServiceAttempt<C, R, Q>
where
    C: Service<R> + Clone,
    Q: CloneRequest<R>,
{
    async fn attempt(
        &mut self,
        _: u32,
        _: &AsyncClock,
        _: &Policy,
    ) -> Result<C::Response, C::Error> {
        let request = self.next.take();
        let request = request.expect("no attempt follows one that can't be repeated");
        self.next = self.requests.clone_request(&request);
        if core::mem::take(&mut self.is_ready) {
            return self.service.call(request).await;
        }
        // A clone, because a service whose `poll_ready` failed must not be used again.
        let mut service = self.service.clone();
        poll_fn(|context| service.poll_ready(context)).await?;
        service.call(request).await
    }

    fn is_repeatable(&self) -> bool {
        self.next.is_some()
    }

    fn site() -> Site {
        Site::of::<C>()
    }
}
