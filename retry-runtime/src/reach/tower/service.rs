//! The services that the retry layers return.

use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::boxed::Box;

use tower_service::Service;

use super::RetryLayer;
use super::attempt::{CloneRequest, ServiceAttempt};
use super::waiting::{Limiting, Waiting};
use crate::Retrying;
use crate::cooldown::Cooling;
use crate::error_text::FormatMarker;
use crate::extra::Injectable;
use crate::retrying::async_wait::{Async, AsyncSleepFn};
use crate::retrying::future::RunAsync;
use crate::retrying::settings::Setting;
use crate::retrying::shared::Shared;

/// A service whose calls are retried. Returned by a [`RetryLayer`].
///
/// ```
/// # #[cfg(feature = "tokio")] {
/// use retry_runtime::{Policy, RetryLayer, RetryService};
/// use tower::{Layer, ServiceExt};
///
/// # #[derive(Clone)]
/// struct Client;
/// # impl tower::Service<u32> for Client {
/// #     type Response = u32;
/// #     type Error = std::convert::Infallible;
/// #     type Future = std::future::Ready<Result<u32, Self::Error>>;
/// #     fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
/// #         std::task::Poll::Ready(Ok(()))
/// #     }
/// #     fn call(&mut self, request: u32) -> Self::Future {
/// #         std::future::ready(Ok(request))
/// #     }
/// # }
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// let client: RetryService<Client, RetryLayer> = Policy::default().layer().layer(Client);
/// assert_eq!(client.oneshot(7).await, Ok(7));
/// # }) }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RetryService<C, L> {
    service: C,
    layer: L,
}

/// A [`RetryService`] whose futures are not [`Send`]. Returned by a
/// [`LocalRetryLayer`](crate::LocalRetryLayer).
///
/// ```
/// use retry_runtime::{LocalRetryService, Policy};
/// use tower::Layer;
///
/// let client: LocalRetryService<_> = Policy::default().layer().local().layer("a service");
/// # let _ = client;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LocalRetryService<C>(C);

impl<C, L> RetryService<C, L> {
    pub(super) const fn new(service: C, layer: L) -> Self {
        Self { service, layer }
    }
}

impl<C> LocalRetryService<C> {
    pub(super) const fn new(service: C) -> Self {
        Self(service)
    }
}

impl<C, X, S, B, V, T, Q> RetryService<C, RetryLayer<X, S, B, Async<V, T>, Q>> {
    /// Makes the future of a call. The service that is ready makes the first attempt.
    fn start<R>(
        &mut self,
        request: R,
    ) -> impl Future<Output = Result<C::Response, C::Error>> + use<C, X, S, B, V, T, Q, R>
    where
        C: Service<R, Error: Injectable> + Clone,
        Q: CloneRequest<R> + Clone,
        X: Setting<Result<C::Response, C::Error>> + Clone,
        S: FormatMarker<C::Error>,
        B: Shared<C::Error> + Clone,
        V: Waiting + Clone,
        T: Limiting<C::Error> + Clone,
    {
        let next = self.service.clone();
        let ready = mem::replace(&mut self.service, next);
        let RetryLayer {
            policy,
            settings,
            format,
            shared,
            wait,
            requests,
        } = self.layer.clone();
        let attempt = ServiceAttempt::new(ready, request, requests);
        async move {
            let mut sleep = wait.sleep;
            let wait = Async {
                sleep: AsyncSleepFn(|delay| sleep.wait(delay)),
                timeout: wait.timeout.limit(),
                cancel: (),
            };
            let call = Retrying::new(&policy, shared, attempt, wait)
                .with(|wait, (), _, shared| (wait, settings, format, shared));
            // Not `call`: the compiler can't see here that its future is `Send`.
            Cooling::<1>::run(call).await
        }
    }
}

impl<C, R, X, S, B, V, T, Q> Service<R> for RetryService<C, RetryLayer<X, S, B, Async<V, T>, Q>>
where
    C: Service<R, Future: Send, Error: Injectable> + Clone + Send + 'static,
    R: Send + 'static,
    Q: CloneRequest<R> + Clone + Send + 'static,
    X: Setting<Result<C::Response, C::Error>> + Clone + Send + 'static,
    S: FormatMarker<C::Error> + Send + 'static,
    B: Shared<C::Error> + Clone + Send + 'static,
    V: Waiting<Wait: Send> + Clone + Send + 'static,
    T: Limiting<C::Error> + Clone + Send + 'static,
{
    type Response = C::Response;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, C::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), C::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        Box::pin(self.start(request))
    }
}

impl<C, R, X, S, B, V, T, Q> Service<R>
    for LocalRetryService<RetryService<C, RetryLayer<X, S, B, Async<V, T>, Q>>>
where
    C: Service<R, Error: Injectable> + Clone + 'static,
    R: 'static,
    Q: CloneRequest<R> + Clone + 'static,
    X: Setting<Result<C::Response, C::Error>> + Clone + 'static,
    S: FormatMarker<C::Error> + 'static,
    B: Shared<C::Error> + Clone + 'static,
    V: Waiting + Clone + 'static,
    T: Limiting<C::Error> + Clone + 'static,
{
    type Response = C::Response;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, C::Error>>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), C::Error>> {
        self.0.service.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        Box::pin(self.0.start(request))
    }
}
