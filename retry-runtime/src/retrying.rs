//! A closure to retry, and its settings before it runs. The loops are in `blocking.rs` and
//! `future.rs`; both share `after_attempt.rs`.

mod after_attempt;
pub(crate) mod async_wait;
pub(crate) mod attempt;
mod attempt_timeout;
mod blocking;
mod blocking_wait;
#[cfg(feature = "std")]
mod call_timeout;
mod context;
pub(crate) mod future;
mod of_policy;
pub(crate) mod of_profile;
pub(crate) mod settings;
pub(crate) mod shared;

use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

#[cfg(feature = "std")]
use crate::error_text::WithSources;
use crate::error_text::{ByDebug, ByDisplay, ByTypeName};
use crate::verdict::Readiness;
use crate::{
    Cooldown, Event, GiveUp, LogLevel, Observer, Outcome, Policy, Retry, RetryBudget, Verdict,
};

pub use context::Context;

use settings::{
    Classify, FromFn, Log, Name, Observe, ObserveFn, OnGiveUp, OnRetry, RetryAfter, Until, When,
};
use shared::{Cooled, Payable};

/// A call that retries a closure: the closure and its settings. Returned by [`Policy::retry`] and
/// [`Policy::retry_async`]. Its `call` method runs it.
///
/// The call borrows its policy, so make the policy a constant or bind it with `let` first.
///
/// `F` is the closure and `R` its return type. `W` is the way to wait, `X` the other settings, `S`
/// the way to show an error, and `B` the parts that calls share. The types of these four have no
/// public names, so a call can't be stored or returned before it runs: finish it in the function
/// that starts it. To use the same settings in several places, share the [`Policy`] or the
/// [`Profile`](crate::Profile).
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, Report, RetryBudget};
///
/// static STORAGE: RetryBudget = RetryBudget::new();
///
/// let policy: Policy = "max = 5, base_delay = 1ms, jitter".parse().unwrap();
/// let mut report = Report::new();
/// let mut answers = vec![Ok("the page"), Err(503), Err(503)];
/// let page = policy
///     .retry(|| answers.pop().unwrap())
///     .when(|status| *status >= 500)
///     .budget(&STORAGE)
///     .observe(&mut report)
///     .name("storage.read")
///     .call();
/// assert_eq!(page, Ok("the page"));
/// assert_eq!(report.total_retries, 2);
/// assert_eq!(report.attempts[0].error.as_deref(), Some("503"));
/// ```
#[must_use = "nothing is attempted until `.call()`"]
pub struct Retrying<'p, F, R, W, X = (), S = ByDisplay, B = ()> {
    policy: &'p Policy,
    attempt: F,
    wait: W,
    settings: X,
    format: S,
    shared: B,
    returns: PhantomData<fn() -> R>,
}

impl<'p, F, R, W, B> Retrying<'p, F, R, W, (), ByDisplay, B> {
    #[inline]
    pub(crate) fn new(policy: &'p Policy, shared: B, attempt: F, wait: W) -> Self {
        Self {
            policy,
            attempt,
            wait,
            settings: (),
            format: ByDisplay,
            shared,
            returns: PhantomData,
        }
    }
}

impl<'p, F, R: Outcome, W, X, S, B> Retrying<'p, F, R, W, X, S, B> {
    /// Retries an error only if the closure returns true for it. Any other error ends the call.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let outcome = Policy::default()
    ///     .retry(|| "12x".parse::<u32>())
    ///     .when(|error| error.to_string().contains("timeout"))
    ///     .call();
    /// assert!(outcome.is_err());
    /// ```
    pub fn when<N>(self, when: N) -> Retrying<'p, F, R, W, (X, When<N>), S, B>
    where
        N: FnMut(&R::Error) -> bool,
    {
        self.set(When(when))
    }

    /// Reads the server's own request to wait (pushback) from an error. The retry is never earlier
    /// than the server asked; see [`Verdict::RetryAfter`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// #[derive(Debug)]
    /// struct Busy { seconds: u64 }
    ///
    /// let mut delays = Vec::new();
    /// let outcome = Policy::builder()
    ///     .max(1)
    ///     .build()
    ///     .retry(|| Err::<(), _>(Busy { seconds: 7 }))
    ///     .retry_after(|busy| Some(Duration::from_secs(busy.seconds)))
    ///     .sleep(|delay| delays.push(delay))
    ///     .debug()
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(delays, [Duration::from_secs(7)]);
    /// ```
    pub fn retry_after<N>(self, retry_after: N) -> Retrying<'p, F, R, W, (X, RetryAfter<N>), S, B>
    where
        N: FnMut(&R::Error) -> Option<Duration>,
    {
        self.set(RetryAfter(retry_after))
    }

    /// Sets a closure that returns the [`Verdict`] on an error.
    ///
    /// If a call has several closures that judge errors (`when`, `retry_after`, `classify`), their
    /// verdicts are combined: `Stop` wins, then the longest pushback, then
    /// [`Verdict::RetryAfresh`], then [`Verdict::RetryNow`]. For any other rule, judge the error in
    /// one closure.
    ///
    /// ```
    /// use std::io::ErrorKind;
    /// use retry_runtime::{Policy, Verdict};
    ///
    /// let outcome = Policy::default()
    ///     .retry(|| std::fs::read("/no/such/file"))
    ///     .classify(|error| match error.kind() {
    ///         ErrorKind::Interrupted => Verdict::Retry,
    ///         _ => Verdict::Stop,
    ///     })
    ///     .call();
    /// assert!(outcome.is_err());
    /// ```
    pub fn classify<N>(self, classify: N) -> Retrying<'p, F, R, W, (X, Classify<N>), S, B>
    where
        N: FnMut(&R::Error) -> Verdict,
    {
        self.set(Classify(classify))
    }

    /// Polls: retries a success until the closure accepts its value. The closure accepts with
    /// `true` or [`Verdict::Stop`]. With `false` or any other verdict, the value is not ready, and
    /// the call makes another attempt. If the policy gives up first, the call returns the last
    /// value.
    ///
    /// If there are several such closures, all of them must accept the value, and the longest
    /// pushback counts.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Verdict};
    ///
    /// struct Job { percent: u32, wait: Option<Duration> }
    ///
    /// let mut delays = Vec::new();
    /// let mut jobs = vec![
    ///     Job { percent: 100, wait: None },
    ///     Job { percent: 50, wait: Some(Duration::from_secs(7)) },
    ///     Job { percent: 0, wait: None },
    /// ];
    /// let job = Policy::default()
    ///     .retry(|| jobs.pop())
    ///     .until(|job| match job {
    ///         Job { percent: 100, .. } => Verdict::Stop,
    ///         Job { wait: Some(wait), .. } => Verdict::RetryAfter(*wait),
    ///         _ => Verdict::Retry,
    ///     })
    ///     .sleep(|delay| delays.push(delay.as_millis()))
    ///     .call();
    /// assert_eq!(job.map(|job| job.percent), Some(100));
    /// assert_eq!(delays, [100, 7000]);
    /// ```
    pub fn until<N, A>(self, until: N) -> Retrying<'p, F, R, W, (X, Until<N>), S, B>
    where
        N: FnMut(&R::Value) -> A,
        A: Readiness,
    {
        self.set(Until(until))
    }

    /// Calls a closure before each delay, after the observers.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let mut lines = Vec::new();
    /// let outcome = Policy::builder()
    ///     .max(1)
    ///     .base_delay(Duration::from_millis(1))
    ///     .build()
    ///     .retry(|| Err::<(), _>("down"))
    ///     .on_retry(|retry| {
    ///         lines.push(format!("attempt {}: {:?}, next in {:?}", retry.attempt, retry.error, retry.delay));
    ///     })
    ///     .call();
    /// assert_eq!(outcome, Err("down"));
    /// assert_eq!(lines, [r#"attempt 1: Some("down"), next in 1ms"#]);
    /// ```
    pub fn on_retry<N>(self, on_retry: N) -> Retrying<'p, F, R, W, (X, OnRetry<N>), S, B>
    where
        N: FnMut(&Retry<'_, R::Error>),
    {
        self.set(OnRetry(on_retry))
    }

    /// Sets a closure that changes the final error of a call that gave up. The closure also gets
    /// the [`GiveUp`], for example to add the number of attempts to the message.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Err::<(), _>("down".to_owned())).sleep(|_| ());
    /// let error = call.on_give_up(|error, end| format!("{error} ({end})")).call().unwrap_err();
    /// assert_eq!(error, "down (gave up after 4 attempts and 700ms of delay: retries exhausted)");
    /// ```
    pub fn on_give_up<N>(self, on_give_up: N) -> Retrying<'p, F, R, W, (X, OnGiveUp<N>), S, B>
    where
        N: FnOnce(R::Error, &GiveUp) -> R::Error,
    {
        self.set(OnGiveUp(Some(on_give_up)))
    }

    /// Adds an observer that sees every event of the call. Several observers are notified in the
    /// order in which they were added.
    ///
    /// Observers see an error by its `Display`, unless [`debug`](Self::debug),
    /// [`with_sources`](Self::with_sources) or [`type_name`](Self::type_name) says otherwise. The
    /// error of an [`Option`] is shown as `None`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Report};
    ///
    /// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
    /// let mut report = Report::new();
    /// let outcome = policy
    ///     .retry(|| Err::<(), _>("down"))
    ///     .observe(&mut report)
    ///     .call();
    /// assert_eq!(outcome, Err("down"));
    /// assert_eq!(report.error.as_deref(), Some("down"));
    /// ```
    pub fn observe<P>(self, observer: &mut P) -> Retrying<'p, F, R, W, (X, Observe<&mut P>), S, B>
    where
        P: Observer + ?Sized,
    {
        self.set(Observe(observer))
    }

    /// Adds a closure that sees every event of the call, like an [observer](Self::observe).
    ///
    /// ```
    /// use retry_runtime::{Event, Policy};
    ///
    /// let mut retries = 0;
    /// let outcome = Policy::default()
    ///     .retry(|| None::<()>)
    ///     .sleep(|_| ())
    ///     .observe_fn(|event| if let Event::Retry { .. } = event { retries += 1 })
    ///     .call();
    /// assert_eq!((outcome, retries), (None, 3));
    /// ```
    pub fn observe_fn<N>(self, observe: N) -> Retrying<'p, F, R, W, (X, ObserveFn<N>), S, B>
    where
        N: FnMut(&Event<'_>),
    {
        self.set(Observe(FromFn(observe)))
    }

    /// Sets the budget that bounds the retries of all calls that share it. If the budget has too
    /// few tokens left, the call gives up.
    ///
    /// Use a `static`, or a budget that lives as long as the client of a service. A `const` would
    /// be a new, full budget in each call.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(10).build();
    ///
    /// let mut delays = 0;
    /// let outcome = Policy::builder()
    ///     .max(100)
    ///     .build()
    ///     .retry(|| None::<()>)
    ///     .budget(&BUDGET)
    ///     .sleep(|_| delays += 1)
    ///     .call();
    /// assert_eq!((outcome, delays, BUDGET.available()), (None, 2, 0));
    /// ```
    pub fn budget<'b>(self, budget: &'b RetryBudget) -> Retrying<'p, F, R, W, X, S, B::Paid>
    where
        B: Payable<&'b RetryBudget>,
    {
        self.with(|wait, settings, format, shared| (wait, settings, format, shared.pay(budget)))
    }

    /// Sets the [cooldown](Cooldown), which other calls share. Pushback that this call gets
    /// holds back the attempts of all of them, and theirs holds back its own.
    ///
    /// ```
    /// # #[cfg(feature = "test-util")] {
    /// use std::time::Duration;
    /// use retry_runtime::{Cooldown, Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// let github = Cooldown::new();
    /// github.begin(Duration::from_secs(20));
    ///
    /// let policy = Policy::default();
    /// assert_eq!(policy.retry(|| Some(200)).cooldown(&github).call(), Some(200));
    /// assert_eq!(clock.elapsed(), Duration::from_secs(20));
    /// # }
    /// ```
    pub fn cooldown(
        self,
        cooldown: &Cooldown,
    ) -> Retrying<'p, F, R, W, X, S, Cooled<&Cooldown, B>> {
        self.with(|wait, settings, format, shared| {
            let cooled = Cooled {
                others: shared,
                cooldown: Some(cooldown),
            };
            (wait, settings, format, cooled)
        })
    }

    /// Sets the site's name in events. The default is the path of the function that contains the
    /// closure.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let mut sites = Vec::new();
    /// let outcome = Policy::default()
    ///     .retry(|| Some(1))
    ///     .name("orders.fetch")
    ///     .observe_fn(|event| sites.push(event.site().to_string()))
    ///     .call();
    /// assert_eq!((outcome, sites), (Some(1), vec!["orders.fetch".to_owned()]));
    /// ```
    pub fn name(self, name: &'static str) -> Retrying<'p, F, R, W, (X, Name), S, B> {
        self.set(Name(name))
    }

    /// Sets the level at which the feature `tracing` logs the retries of the call. Without
    /// the feature it has no effect.
    ///
    /// ```
    /// use retry_runtime::{LogLevel, Policy};
    ///
    /// let outcome = Policy::default().retry(|| Some(1)).log(LogLevel::Debug).call();
    /// assert_eq!(outcome, Some(1));
    /// ```
    pub fn log(self, level: LogLevel) -> Retrying<'p, F, R, W, (X, Log), S, B> {
        self.set(Log(level))
    }

    /// Shows an error by its `Display`, and adds its sources in logs and in the format `{:#}`. A
    /// function with `#[retry]` does this by itself if its error type has sources.
    ///
    /// ```
    /// use std::{error::Error, fmt};
    /// use retry_runtime::{Event, Policy};
    ///
    /// #[derive(Debug)]
    /// struct Unreadable(std::num::ParseIntError);
    ///
    /// impl fmt::Display for Unreadable {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_str("the answer is unreadable")
    ///     }
    /// }
    ///
    /// impl Error for Unreadable {
    ///     fn source(&self) -> Option<&(dyn Error + 'static)> {
    ///         Some(&self.0)
    ///     }
    /// }
    ///
    /// let mut shown = Vec::new();
    /// let outcome = Policy::default()
    ///     .retry(|| "12x".parse::<u32>().map_err(Unreadable))
    ///     .when(|_| false)
    ///     .with_sources()
    ///     .observe_fn(|event| if let Event::GiveUp { error: Some(error), .. } = event {
    ///         shown.push(format!("{error:#}"));
    ///     })
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(shown, ["the answer is unreadable: invalid digit found in string"]);
    /// ```
    #[cfg(feature = "std")]
    pub fn with_sources(self) -> Retrying<'p, F, R, W, X, WithSources<0>, B>
    where
        R::Error: core::error::Error,
    {
        self.shown(WithSources)
    }

    /// Like [`with_sources`](Self::with_sources), for a pointer that is not an
    /// [`Error`](core::error::Error) itself but points to one, such as a `Box<dyn Error>`.
    ///
    /// ```
    /// use std::error::Error;
    /// use retry_runtime::{Event, Policy};
    ///
    /// let mut shown = Vec::new();
    /// let outcome = Policy::default()
    ///     .retry(|| Err::<(), Box<dyn Error>>(std::io::Error::other("disk full").into()))
    ///     .when(|_| false)
    ///     .with_sources_behind()
    ///     .observe_fn(|event| if let Event::GiveUp { error: Some(error), .. } = event {
    ///         shown.push(format!("{error:#}"));
    ///     })
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(shown, ["disk full"]);
    /// ```
    #[cfg(feature = "std")]
    pub fn with_sources_behind(self) -> Retrying<'p, F, R, W, X, WithSources<1>, B>
    where
        R::Error: fmt::Display + core::ops::Deref<Target: core::error::Error>,
    {
        self.shown(WithSources)
    }

    /// Shows an error by its `Debug`, on one line. Use it if the type has no `Display`.
    ///
    /// ```
    /// use retry_runtime::{Policy, Report};
    ///
    /// #[derive(Debug)]
    /// struct Refused { port: u16 }
    ///
    /// let mut report = Report::new();
    /// let outcome = Policy::default()
    ///     .retry(|| Err::<(), _>(Refused { port: 80 }))
    ///     .when(|refused| refused.port != 80)
    ///     .debug()
    ///     .observe(&mut report)
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(report.error.unwrap(), "Refused { port: 80 }");
    /// ```
    pub fn debug(self) -> Retrying<'p, F, R, W, X, ByDebug, B>
    where
        R::Error: fmt::Debug,
    {
        self.shown(ByDebug)
    }

    /// Shows an error by the name of its type. Use it if the type has neither `Display` nor
    /// `Debug`.
    ///
    /// ```
    /// use retry_runtime::{Policy, Report};
    ///
    /// struct Refused;
    ///
    /// let mut report = Report::new();
    /// let outcome = Policy::default()
    ///     .retry(|| Err::<(), _>(Refused))
    ///     .when(|_| false)
    ///     .type_name()
    ///     .observe(&mut report)
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert!(report.error.unwrap().ends_with("Refused"));
    /// ```
    pub fn type_name(self) -> Retrying<'p, F, R, W, X, ByTypeName, B> {
        self.shown(ByTypeName)
    }

    #[inline]
    fn set<K>(self, setting: K) -> Retrying<'p, F, R, W, (X, K), S, B> {
        self.with(|wait, others, format, shared| (wait, (others, setting), format, shared))
    }

    /// Replaces the way to wait.
    #[inline]
    fn waiting<V>(self, wait: impl FnOnce(W) -> V) -> Retrying<'p, F, R, V, X, S, B> {
        self.with(|before, settings, format, shared| (wait(before), settings, format, shared))
    }

    /// Replaces the way to show an error.
    #[inline]
    fn shown<S2>(self, format: S2) -> Retrying<'p, F, R, W, X, S2, B> {
        self.with(|wait, settings, _, shared| (wait, settings, format, shared))
    }

    /// Replaces settings, whose types may change.
    #[inline]
    pub(crate) fn with<W2, X2, S2, B2>(
        self,
        change: impl FnOnce(W, X, S, B) -> (W2, X2, S2, B2),
    ) -> Retrying<'p, F, R, W2, X2, S2, B2> {
        let (wait, settings, format, shared) =
            change(self.wait, self.settings, self.format, self.shared);
        Retrying {
            policy: self.policy,
            attempt: self.attempt,
            wait,
            settings,
            format,
            shared,
            returns: PhantomData,
        }
    }
}

impl<F, R, W, X, S, B> fmt::Debug for Retrying<'_, F, R, W, X, S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retrying")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
