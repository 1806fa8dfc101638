//! Retrying a closure: its settings before it runs. The loops are `blocking.rs` and
//! `future.rs`.

mod attempt;
mod blocking;
mod context;
mod future;
mod settings;
mod state;

use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::decide::Elapsed;
#[cfg(feature = "std")]
use crate::error_text::WithSources;
use crate::error_text::{ByDebug, ByDisplay, ByTypeName, FormatMarker};
use crate::extra::INSTRUMENTED;
use crate::notify::Message;
use crate::verdict::Readiness;
use crate::{Event, GiveUp, Observer, Outcome, Policy, Retry, RetryBudget, Site, Verdict};

pub use context::Context;

use attempt::{AsyncAttempt, BlockingAttempt, Lending};
use settings::{
    Budget, Classify, FromFn, Name, Observe, ObserveFn, OnGiveUp, OnRetry, RetryAfter, Setting,
    Until, When,
};
use state::{CallFacts, ClosureState, Reservation, StartState};

/// A closure and how to retry it: made by [`Policy::retry`] and
/// [`Policy::retry_async`].
///
/// The call borrows its policy: make that a constant, or bind it with `let` before.
///
/// `F` is the closure and `R` its return type. `W`, `X`, `S` and `B` stand for the way to
/// wait, the other settings, the way to show an error, and the budget. Their types have no
/// public names, so a call is finished by the function that starts it. To share how calls
/// are retried, share the [`Policy`].
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
    budget: B,
    returns: PhantomData<fn() -> R>,
}

impl<'p, F, R, W> Retrying<'p, F, R, W> {
    fn new(policy: &'p Policy, attempt: F, wait: W) -> Self {
        Self {
            policy,
            attempt,
            wait,
            settings: (),
            format: ByDisplay,
            budget: (),
            returns: PhantomData,
        }
    }
}

impl<'p, F, R: Outcome, W, X, S, B> Retrying<'p, F, R, W, X, S, B> {
    /// Retries only the errors for which the closure returns true; any other error ends the
    /// call.
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

    /// Reads the server's own request to wait from an error: pushback. The retry
    /// is never earlier; see [`Verdict::RetryAfter`].
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

    /// Takes the meaning of an error from a closure. If several closures judge, a stop of any
    /// is a stop. Otherwise the longest pushback counts, and before progress
    /// ([`Verdict::RetryAfresh`]): judge both in one closure.
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

    /// Polls: a success for which the closure returns false, or a [`Verdict`] other than
    /// `Stop`, is not ready, and is asked for again. If there are several such closures, all
    /// must accept, and the longest pushback counts.
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

    /// Changes the final error, with the [`GiveUp`] that ended the call: to add what a caller
    /// should read of the retries.
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

    /// Lends the call an observer that sees every event. Several observers are told in
    /// order.
    ///
    /// Errors are shown by their `Display`, unless [`debug`](Self::debug),
    /// [`with_sources`](Self::with_sources) or [`type_name`](Self::type_name) says
    /// otherwise. The error of an [`Option`] is shown as `None`.
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

    /// Gives the call a closure that sees every event, as an [observer](Self::observe)
    /// does.
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

    /// Bounds the retries of all calls that share the budget. If the budget has too few
    /// tokens left, the call gives up.
    ///
    /// Name a `static`, or something that lives as long as the client of a
    /// service: a `const` would be a new, full budget at each call.
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
    pub fn budget(self, budget: &RetryBudget) -> Retrying<'p, F, R, W, X, S, &RetryBudget> {
        self.with(|wait, settings, format, _| (wait, settings, format, budget))
    }

    /// The site's name in events, in place of the path of the function that the
    /// closure stands in.
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

    /// Shows an error by its `Display`, and with its sources in logs and wherever `{:#}`
    /// is written: as an annotated function does, which sees by itself if a type has
    /// sources.
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

    /// Shows an error by its `Debug`, on one line: for a type without `Display`.
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

    /// Shows an error by the name of its type: for a type without `Display` and `Debug`.
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
        self.with(|wait, others, format, budget| (wait, (others, setting), format, budget))
    }

    /// The same call with another way to wait.
    #[inline]
    fn waiting<V>(self, wait: impl FnOnce(W) -> V) -> Retrying<'p, F, R, V, X, S, B> {
        self.with(|before, settings, format, budget| (wait(before), settings, format, budget))
    }

    /// The same call with another way to show an error.
    #[inline]
    fn shown<S2>(self, format: S2) -> Retrying<'p, F, R, W, X, S2, B> {
        self.with(|wait, settings, _, budget| (wait, settings, format, budget))
    }

    /// The same call with a setting of another type.
    #[inline]
    fn with<W2, X2, S2, B2>(
        self,
        change: impl FnOnce(W, X, S, B) -> (W2, X2, S2, B2),
    ) -> Retrying<'p, F, R, W2, X2, S2, B2> {
        let (wait, settings, format, budget) =
            change(self.wait, self.settings, self.format, self.budget);
        Retrying {
            policy: self.policy,
            attempt: self.attempt,
            wait,
            settings,
            format,
            budget,
            returns: PhantomData,
        }
    }
}

impl<F, R, W, X, S, B> Retrying<'_, F, R, W, X, S, B>
where
    R: Outcome,
    X: Setting<R>,
    S: FormatMarker<R::Error>,
    B: Budget,
{
    /// The outcome that the call returns.
    #[inline]
    fn end(&mut self, state: &B::State<X::State<StartState>>, outcome: R) -> R {
        if !X::CHANGES_ERRORS {
            return outcome;
        }
        match (state.give_up(), outcome.into_result()) {
            (_, Ok(value)) => R::from_value(value),
            (None, Err(error)) => R::from_error(error),
            (Some(end), Err(error)) => R::from_error(self.settings.give_up(error, &end)),
        }
    }

    /// Tells of a call whose attempt the limit of the call has ended, with the outcome that it
    /// returns.
    fn cut_off(&mut self, state: &mut B::State<X::State<StartState>>, site: Site, outcome: &R) {
        let settings = &mut self.settings;
        let call = facts::<R, X, S>(settings, site, self.policy, &self.budget, self.format);
        let tell = |message: Message<'_, _>| settings.hear(&message);
        state.cut_off(&call, outcome.as_result().err(), tell);
    }

    /// Tells of a call that was cancelled during a delay, with the outcome that it returns.
    fn cancelled(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        site: Site,
        outcome: &R,
        unwaited: Duration,
    ) {
        let settings = &mut self.settings;
        let call = facts::<R, X, S>(settings, site, self.policy, &self.budget, self.format);
        let tell = |message: Message<'_, _>| settings.hear(&message);
        state.cancel(&call, unwaited, outcome.as_result().err(), tell);
    }

    /// The steps after an attempt, in either loop: judges its outcome, decides and tells.
    /// Returns the delay, or `None` if the outcome is to be returned.
    #[inline]
    fn after(
        &mut self,
        state: &mut B::State<X::State<StartState>>,
        site: Site,
        policy: &Policy,
        outcome: &R,
        elapsed: impl FnOnce() -> Elapsed,
    ) -> Option<Duration> {
        let settings = &mut self.settings;
        let call = facts::<R, X, S>(settings, site, policy, &self.budget, self.format);
        let result = outcome.as_result();
        let verdict = match result {
            Ok(value) => settings.accept(value),
            Err(error) => settings.verdict(error),
        };
        if result.is_ok() && verdict == Verdict::Stop {
            state.succeed(&call, |message| settings.hear(&message));
            return None;
        }
        let failed = call.failed(verdict, result.is_ok(), elapsed());
        if !X::HEARS && !INSTRUMENTED {
            return state.delay(&failed);
        }
        let tell = |message: Message<'_, _>| settings.hear(&message);
        state.decide_and_tell(&call, &failed, result.err(), tell)
    }
}

/// The facts about a call, apart from the settings, which hear of it meanwhile.
#[inline]
fn facts<'c, R: Outcome, X: Setting<R>, S>(
    settings: &X,
    site: Site,
    policy: &'c Policy,
    budget: &'c impl Budget,
    format: S,
) -> CallFacts<'c, S> {
    CallFacts {
        site: settings.name().map_or(site, Site::named),
        policy,
        budget: budget.get(),
        format,
        observed: X::HEARS_EVENTS,
    }
}

impl<F, R, W, X, S, B> fmt::Debug for Retrying<'_, F, R, W, X, S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retrying")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
