//! A layer that retries the calls of a tower service. It uses the loop of async closures.

mod attempt;
mod service;
pub(crate) mod waiting;

use core::fmt;
use core::ops::Deref;
use core::time::Duration;

use tower_layer::Layer;

use crate::error_text::{ByDebug, ByDisplay, ByTypeName, WithSources};
use crate::policy::{judge_attempt_timeout, valid};
use crate::retrying::async_wait::{Async, LimitedAsync};
use crate::retrying::of_profile::{OfProfile, of_profile};
use crate::retrying::settings::{
    Classify, FromFn, Name, Observe, ObserveFn, OnRetry, RetryAfter, Until, When,
};
use crate::retrying::shared::{Cooled, Payable};
use crate::verdict::Readiness;
use crate::{Cooldown, Event, Observer, Policy, Profile, Retry, RetryBudget, Timer, Verdict};

use attempt::{ByClone, ByFunction};
pub use service::{LocalRetryService, RetryService};
use waiting::LayerLimit;

/// A layer that retries the calls of a tower service. Returned by [`Policy::layer`].
///
/// The layer has the settings of a [retried closure](crate::Retrying), with the same meaning. Each
/// call of the service gets a clone of the settings, so closures that share state must capture an
/// `Arc`.
///
/// ```
/// # #[cfg(feature = "tokio")] {
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use retry_runtime::{Policy, RetryBudget, Verdict, verdicts};
/// use tower::{ServiceBuilder, ServiceExt, service_fn};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// // A server that answers 503, resets a connection, and then answers.
/// let attempts = Arc::new(AtomicU32::new(0));
/// let server = service_fn(move |path: &'static str| {
///     let attempt = attempts.fetch_add(1, Ordering::Relaxed);
///     async move {
///         match attempt {
///             0 => Ok((503, "")),
///             1 => Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
///             _ => Ok((200, path)),
///         }
///     }
/// });
///
/// let policy: Policy = "max = 5, base_delay = 100ms, jitter".parse()?;
/// let client = ServiceBuilder::new()
///     .layer(
///         policy
///             .layer()
///             .until(|(status, _): &(u16, &str)| verdicts::http(*status, None))
///             .when(|error: &std::io::Error| retry_runtime::is_transient(error))
///             .budget(Arc::new(RetryBudget::new()))
///             .name("pages.get"),
///     )
///     .service(server);
/// assert_eq!(client.oneshot("/orders").await?, (200, "/orders"));
/// # Ok::<_, Box<dyn std::error::Error>>(()) }).unwrap() }
/// ```
///
/// `X` is the settings, `S` the way to show an error, `B` the budget, `W` the way to wait, and `Q`
/// the way to repeat a request. The types of closures have no names, so to keep the service in a
/// field, box it, for example with `tower::util::BoxCloneService`.
///
/// # Requests
///
/// A request is cloned before each attempt. If a request is not [`Clone`], use
/// [`clone_request`](Self::clone_request).
///
/// # Readiness
///
/// The first attempt uses the service that `poll_ready` found ready. Each retry uses a clone of the
/// service, and waits until the clone is ready. A limit on concurrency or rate below the layer thus
/// counts every attempt, and no permit is held during a delay. Only if a cooldown holds the first
/// attempt back is its permit held meanwhile. An error of `poll_ready` is an error of the attempt.
///
/// # Futures
///
/// The future of a call is boxed and [`Send`], so the service's futures, the requests and the
/// settings must be `Send` too. If they are not, as in the browser, use [`local`](Self::local).
#[derive(Clone, Copy)]
#[must_use = "a layer retries nothing until it wraps a service"]
pub struct RetryLayer<X = (), S = ByDisplay, B = (), W = Async, Q = ByClone> {
    policy: Policy,
    settings: X,
    format: S,
    shared: B,
    wait: W,
    requests: Q,
}

/// A [`RetryLayer`] for services whose futures are not [`Send`]. Returned by [`RetryLayer::local`].
///
/// ```
/// use retry_runtime::{LocalRetryLayer, Policy};
///
/// let layer: LocalRetryLayer<_> = Policy::default().layer().local();
/// # let _ = layer;
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a layer retries nothing until it wraps a service"]
pub struct LocalRetryLayer<L>(L);

impl Policy {
    /// Returns a layer that retries the calls of a tower service with this policy. It fits the
    /// clients of tower, tonic and hyper.
    ///
    /// By default, every error is retried and every response is accepted. For HTTP, a response with
    /// status 503 is a response and not an error; [`until`](RetryLayer::until) can judge it.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::Policy;
    /// use tower::{ServiceBuilder, ServiceExt, service_fn};
    ///
    /// const POLICY: Policy = Policy::builder().max(5).build();
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let client = ServiceBuilder::new()
    ///     .layer(POLICY.layer())
    ///     .service(service_fn(async |name: String| Ok::<_, String>(format!("hello, {name}"))));
    /// assert_eq!(client.oneshot("Ada".to_owned()).await.unwrap(), "hello, Ada");
    /// # }) }
    /// ```
    pub const fn layer(&self) -> RetryLayer {
        RetryLayer {
            policy: *self,
            settings: (),
            format: ByDisplay,
            shared: (),
            wait: Async::DEFAULT,
            requests: ByClone,
        }
    }
}

/// The layer of a profile: its policy, classifier, budget, limit of attempts and observer.
type ProfileLayer<E> = RetryLayer<(), ByDisplay, OfProfile<Profile<E>>, LimitedAsync<Timer, E>>;

impl<E> Profile<E> {
    /// Returns a layer that retries the calls of a service with this profile: [`Policy::layer`]
    /// plus the parts of the profile. A setting of the layer wins over the profile.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, Profile, Verdict};
    /// use tower::{ServiceBuilder, ServiceExt, service_fn};
    ///
    /// static STORAGE: Profile<u16> = Profile::new(Policy::builder().max(2).build())
    ///     .classify(|status| if *status >= 500 { Verdict::Retry } else { Verdict::Stop });
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let calls = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    /// let counted = calls.clone();
    /// let service = ServiceBuilder::new().layer(STORAGE.layer()).service(service_fn(move |status: u16| {
    ///     counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    ///     async move { Err::<(), u16>(status) }
    /// }));
    /// assert_eq!(service.clone().oneshot(503).await, Err(503));
    /// assert_eq!(service.oneshot(404).await, Err(404));
    /// assert_eq!(calls.load(std::sync::atomic::Ordering::Relaxed), 3 + 1);
    /// # }) }
    /// ```
    pub fn layer(&self) -> ProfileLayer<E> {
        RetryLayer {
            policy: *self.policy(),
            settings: (),
            format: ByDisplay,
            shared: of_profile(self.clone()),
            wait: Async::<Timer>::limited(self.attempt_limit()),
            requests: ByClone,
        }
    }
}

impl<X, S, B, W, Q> RetryLayer<X, S, B, W, Q> {
    /// Retries an error only if the closure returns true for it, like
    /// [`Retrying::when`](crate::Retrying::when).
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().when(|error: &std::io::Error| {
    ///     error.kind() == std::io::ErrorKind::TimedOut
    /// });
    /// # let _ = layer;
    /// ```
    pub fn when<E, N>(self, when: N) -> RetryLayer<(X, When<N>), S, B, W, Q>
    where
        N: FnMut(&E) -> bool + Clone,
    {
        self.set(When(when))
    }

    /// Reads the server's own request to wait (pushback) from an error, like
    /// [`Retrying::retry_after`](crate::Retrying::retry_after).
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use retry_runtime::Policy;
    /// struct Busy { wait: Option<Duration> }
    ///
    /// let layer = Policy::default().layer().retry_after(|error: &Busy| error.wait);
    /// # let _ = layer;
    /// ```
    pub fn retry_after<E, N>(self, retry_after: N) -> RetryLayer<(X, RetryAfter<N>), S, B, W, Q>
    where
        N: FnMut(&E) -> Option<Duration> + Clone,
    {
        self.set(RetryAfter(retry_after))
    }

    /// Sets a closure or function that returns the [`Verdict`] on an error, like
    /// [`Retrying::classify`](crate::Retrying::classify).
    ///
    /// ```
    /// use retry_runtime::{Classify, Policy};
    ///
    /// let layer = Policy::default().layer().classify(std::io::Error::verdict);
    /// # let _ = layer;
    /// ```
    pub fn classify<E, N>(self, classify: N) -> RetryLayer<(X, Classify<N>), S, B, W, Q>
    where
        N: FnMut(&E) -> Verdict + Clone,
    {
        self.set(Classify(classify))
    }

    /// Judges a response, like [`Retrying::until`](crate::Retrying::until). `true` or
    /// [`Verdict::Stop`] accepts the response, and any other verdict repeats the request. If the
    /// policy gives up first, the call returns the last response.
    ///
    /// ```
    /// use retry_runtime::{Policy, Verdict, verdicts};
    ///
    /// fn verdict(response: &http::Response<Vec<u8>>) -> Verdict {
    ///     let wait = response.headers().get("retry-after");
    ///     verdicts::http(response.status().as_u16(), wait.and_then(|wait| wait.to_str().ok()))
    /// }
    ///
    /// let layer = Policy::default().layer().until(verdict);
    /// # let _ = layer;
    /// ```
    pub fn until<U, N, A>(self, until: N) -> RetryLayer<(X, Until<N>), S, B, W, Q>
    where
        N: FnMut(&U) -> A + Clone,
        A: Readiness,
    {
        self.set(Until(until))
    }

    /// Calls a closure before each delay, like [`Retrying::on_retry`](crate::Retrying::on_retry).
    ///
    /// ```
    /// use retry_runtime::{Policy, Retry};
    ///
    /// let layer = Policy::default()
    ///     .layer()
    ///     .on_retry(|retry: &Retry<'_, std::io::Error>| eprintln!("{retry}"));
    /// # let _ = layer;
    /// ```
    pub fn on_retry<E, N>(self, on_retry: N) -> RetryLayer<(X, OnRetry<N>), S, B, W, Q>
    where
        N: FnMut(&Retry<'_, E>) + Clone,
    {
        self.set(OnRetry(on_retry))
    }

    /// Adds an observer that gets every event. Each call has a clone of the observer.
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
    /// use retry_runtime::{Event, Observer, Policy};
    ///
    /// #[derive(Clone, Default)]
    /// struct Lines(Arc<Mutex<Vec<String>>>);
    ///
    /// impl Observer for Lines {
    ///     fn observe(&mut self, event: &Event<'_>) {
    ///         self.0.lock().unwrap().push(format!("{event:?}"));
    ///     }
    /// }
    ///
    /// let layer = Policy::default().layer().observe(Lines::default());
    /// # let _ = layer;
    /// ```
    pub fn observe<P>(self, observer: P) -> RetryLayer<(X, Observe<P>), S, B, W, Q>
    where
        P: Observer + Clone,
    {
        self.set(Observe(observer))
    }

    /// Adds a closure that gets every event, like an [observer](Self::observe).
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().observe_fn(|event| eprintln!("{event:?}"));
    /// # let _ = layer;
    /// ```
    pub fn observe_fn<N>(self, observe: N) -> RetryLayer<(X, ObserveFn<N>), S, B, W, Q>
    where
        N: FnMut(&Event<'_>) + Clone,
    {
        self.set(Observe(FromFn(observe)))
    }

    /// Sets the budget that bounds the retries of all calls that share it, like
    /// [`Retrying::budget`](crate::Retrying::budget). The budget is a reference to a `static`, or
    /// an `Arc`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static STORAGE: RetryBudget = RetryBudget::new();
    ///
    /// let of_the_process = Policy::default().layer().budget(&STORAGE);
    /// let of_one_client = Policy::default().layer().budget(Arc::new(RetryBudget::new()));
    /// # let _ = (of_the_process, of_one_client);
    /// ```
    pub fn budget<N>(self, budget: N) -> RetryLayer<X, S, B::Paid, W, Q>
    where
        N: Deref<Target = RetryBudget>,
        B: Payable<N>,
    {
        self.with(|settings, format, shared, wait, requests| {
            (settings, format, shared.pay(budget), wait, requests)
        })
    }

    /// Sets the [cooldown](Cooldown): an `Arc`, or a reference to a `static`.
    ///
    /// ```
    /// use retry_runtime::{Cooldown, Policy};
    ///
    /// static GITHUB: Cooldown = Cooldown::new();
    ///
    /// let layer = Policy::default().layer().cooldown(&GITHUB);
    /// # let _ = layer;
    /// ```
    pub fn cooldown<P>(self, cooldown: P) -> RetryLayer<X, S, Cooled<P, B>, W, Q>
    where
        P: Deref<Target = Cooldown>,
    {
        self.with(|settings, format, shared, wait, requests| {
            let cooled = Cooled {
                others: shared,
                cooldown: Some(cooldown),
            };
            (settings, format, cooled, wait, requests)
        })
    }

    /// Sets the site's name in events. The default is the name of the wrapped service's type.
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().name("orders.fetch");
    /// # let _ = layer;
    /// ```
    pub fn name(self, name: &'static str) -> RetryLayer<(X, Name), S, B, W, Q> {
        self.set(Name(name))
    }

    /// Shows an error by its `Display`, and adds its sources in logs, like
    /// [`Retrying::with_sources`](crate::Retrying::with_sources).
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().with_sources();
    /// # let _ = layer;
    /// ```
    pub fn with_sources(self) -> RetryLayer<X, WithSources<0>, B, W, Q> {
        self.shown(WithSources)
    }

    /// Shows an error by its `Debug`, on one line.
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().debug();
    /// # let _ = layer;
    /// ```
    pub fn debug(self) -> RetryLayer<X, ByDebug, B, W, Q> {
        self.shown(ByDebug)
    }

    /// Shows an error by the name of its type.
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().type_name();
    /// # let _ = layer;
    /// ```
    pub fn type_name(self) -> RetryLayer<X, ByTypeName, B, W, Q> {
        self.shown(ByTypeName)
    }

    /// Sets the function that clones a request, for requests that are not [`Clone`]. If the
    /// function returns `None`, for example for a body that can be read only once, the attempt is
    /// the last one.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// enum Body { Text(String), Stream(std::fs::File) }
    ///
    /// let layer = Policy::default().layer().clone_request(|body: &Body| match body {
    ///     Body::Text(text) => Some(Body::Text(text.clone())),
    ///     Body::Stream(_) => None,
    /// });
    /// # let _ = (layer, Body::Stream);
    /// ```
    pub fn clone_request<R, N>(self, clone_request: N) -> RetryLayer<X, S, B, W, ByFunction<N>>
    where
        N: FnMut(&R) -> Option<R> + Clone,
    {
        let requests = ByFunction(clone_request);
        self.with(|settings, format, budget, wait, _| (settings, format, budget, wait, requests))
    }

    /// Returns the same layer for services whose futures are not [`Send`], for example on one
    /// thread or in the browser. Call this method after all settings.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use std::rc::Rc;
    /// use retry_runtime::Policy;
    /// use tower::{ServiceBuilder, ServiceExt, service_fn};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let client = ServiceBuilder::new()
    ///     .layer(Policy::default().layer().local())
    ///     .service(service_fn(async |name: Rc<str>| Ok::<_, String>(name)));
    /// assert_eq!(&*client.oneshot("Ada".into()).await.unwrap(), "Ada");
    /// # }) }
    /// ```
    pub fn local(self) -> LocalRetryLayer<Self> {
        LocalRetryLayer(self)
    }

    fn set<K>(self, setting: K) -> RetryLayer<(X, K), S, B, W, Q> {
        self.with(|others, format, budget, wait, requests| {
            ((others, setting), format, budget, wait, requests)
        })
    }

    fn shown<S2>(self, format: S2) -> RetryLayer<X, S2, B, W, Q> {
        self.with(|settings, _, budget, wait, requests| (settings, format, budget, wait, requests))
    }

    /// Replaces settings of the layer, whose types may change.
    fn with<X2, S2, B2, W2, Q2>(
        self,
        change: impl FnOnce(X, S, B, W, Q) -> (X2, S2, B2, W2, Q2),
    ) -> RetryLayer<X2, S2, B2, W2, Q2> {
        let (settings, format, shared, wait, requests) = change(
            self.settings,
            self.format,
            self.shared,
            self.wait,
            self.requests,
        );
        RetryLayer {
            policy: self.policy,
            settings,
            format,
            shared,
            wait,
            requests,
        }
    }
}

impl<X, S, B, V, T, Q> RetryLayer<X, S, B, Async<V, T>, Q> {
    /// Sets the function that waits: a function or closure that takes the delay and returns a
    /// future.
    ///
    /// ```
    /// # use retry_runtime::Policy;
    /// # #[cfg(feature = "tokio")]
    /// let layer = Policy::default().layer().sleep(tokio::time::sleep);
    /// # #[cfg(feature = "tokio")]
    /// # let _ = layer;
    /// ```
    pub fn sleep<N, D>(self, sleep: N) -> RetryLayer<X, S, B, Async<N, T>, Q>
    where
        N: FnMut(Duration) -> D + Clone,
        D: Future<Output = ()>,
    {
        self.waiting(|wait| Async {
            sleep,
            timeout: wait.timeout,
            cancel: (),
        })
    }

    /// Limits the time of each attempt, like
    /// [`Retrying::attempt_timeout`](crate::Retrying::attempt_timeout). The error type of the
    /// service must be convertible from [`AttemptTimeout`](crate::AttemptTimeout), as tower's
    /// `BoxError` is. For other errors, put `tower::timeout` below this layer.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use retry_runtime::Policy;
    /// let layer = Policy::default().layer().attempt_timeout(Duration::from_secs(2));
    /// # let _ = layer;
    /// ```
    ///
    /// # Panics
    ///
    /// If the limit is zero.
    #[track_caller]
    pub fn attempt_timeout(self, limit: Duration) -> RetryLayer<X, S, B, Async<V, LayerLimit>, Q> {
        let timeout = LayerLimit(valid(judge_attempt_timeout(limit)));
        self.waiting(|wait| Async {
            sleep: wait.sleep,
            timeout,
            cancel: (),
        })
    }

    fn waiting<V2, T2>(
        self,
        change: impl FnOnce(Async<V, T>) -> Async<V2, T2>,
    ) -> RetryLayer<X, S, B, Async<V2, T2>, Q> {
        self.with(|settings, format, budget, wait, requests| {
            (settings, format, budget, change(wait), requests)
        })
    }
}

impl<C, X, S, B, W, Q> Layer<C> for RetryLayer<X, S, B, W, Q>
where
    Self: Clone,
{
    type Service = RetryService<C, Self>;

    fn layer(&self, service: C) -> Self::Service {
        RetryService::new(service, self.clone())
    }
}

impl<C, L: Layer<C>> Layer<C> for LocalRetryLayer<L> {
    type Service = LocalRetryService<L::Service>;

    fn layer(&self, service: C) -> Self::Service {
        LocalRetryService::new(self.0.layer(service))
    }
}

impl<X, S, B, W, Q> fmt::Debug for RetryLayer<X, S, B, W, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryLayer")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
