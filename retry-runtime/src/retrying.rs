//! Retrying a closure: its settings before it runs. The loops are `blocking.rs` and
//! `future.rs`.

mod attempt;
mod blocking;
mod future;
mod judges;

use core::fmt;
use core::time::Duration;

use crate::call::{Call, FailedAttempt};
use crate::decide::Decision;
use crate::error_text::{ByDebug, ByDisplay, ErrorFormat, FormatMarker};
use crate::extra::LazySite;
use crate::notify::{Message, Notice};
use crate::{Event, Observer, Outcome, Policy, Retry, RetryBudget, Site, Verdict};

use attempt::{AsyncAttempt, Lending};
use judges::{Classify, Judge, OnRetry, RetryAfter, Until, When};

/// A closure and how to retry it: made by [`Policy::retry`] and
/// [`Policy::retry_async`].
///
/// `F` is the closure and `R` its return type. `W`, `J` and `O` stand for the way to wait,
/// the judges of outcomes and the observers; their types have no public names, so a call
/// is finished by the function that starts it. To share how calls are retried, share the
/// [`Policy`].
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
///     .display()
///     .observe(&mut report)
///     .name("storage.read")
///     .call();
/// assert_eq!(page, Ok("the page"));
/// assert_eq!(report.total_retries, 2);
/// assert_eq!(report.attempts[0].error.as_deref(), Some("503"));
/// ```
#[must_use = "nothing is attempted until `.call()`"]
pub struct Retrying<'b, F, R: Outcome, W, J = (), O = ()> {
    site: Site,
    policy: Policy,
    attempt: F,
    wait: W,
    format: ErrorFormat<R::Error>,
    judge: J,
    observer: O,
    budget: Option<&'b RetryBudget>,
}

impl<F, R: Outcome, W> Retrying<'_, F, R, W> {
    fn new(site: Site, policy: Policy, attempt: F, wait: W) -> Self {
        Self {
            site,
            policy,
            attempt,
            wait,
            format: R::error_format(),
            judge: (),
            observer: (),
            budget: None,
        }
    }
}

impl<'b, F, R: Outcome, W, J, O> Retrying<'b, F, R, W, J, O> {
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
    pub fn when<N>(self, when: N) -> Retrying<'b, F, R, W, (J, When<N>), O>
    where
        N: FnMut(&R::Error) -> bool,
    {
        self.judged(When(when))
    }

    /// Reads the server's own request to wait from an error: pushback. The retry
    /// is never earlier; see [`Verdict::RetryAfter`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// struct Busy { seconds: u64 }
    ///
    /// let mut delays = Vec::new();
    /// let outcome = Policy::builder()
    ///     .max(1)
    ///     .build()
    ///     .retry(|| Err::<(), _>(Busy { seconds: 7 }))
    ///     .retry_after(|busy| Some(Duration::from_secs(busy.seconds)))
    ///     .sleep(|delay| delays.push(delay))
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(delays, [Duration::from_secs(7)]);
    /// ```
    pub fn retry_after<N>(self, retry_after: N) -> Retrying<'b, F, R, W, (J, RetryAfter<N>), O>
    where
        N: FnMut(&R::Error) -> Option<Duration>,
    {
        self.judged(RetryAfter(retry_after))
    }

    /// Takes the meaning of an error from a closure. If several closures judge, a stop of
    /// any is a stop, and the longest pushback counts.
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
    pub fn classify<N>(self, classify: N) -> Retrying<'b, F, R, W, (J, Classify<N>), O>
    where
        N: FnMut(&R::Error) -> Verdict,
    {
        self.judged(Classify(classify))
    }

    /// Polls: a success for which the closure returns false is retried too.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let mut progress = 0;
    /// let outcome = Policy::builder()
    ///     .base_delay(std::time::Duration::from_millis(1))
    ///     .build()
    ///     .retry(|| {
    ///         progress += 50;
    ///         Some(progress)
    ///     })
    ///     .until(|progress| *progress == 100)
    ///     .call();
    /// assert_eq!(outcome, Some(100));
    /// ```
    pub fn until<N>(self, until: N) -> Retrying<'b, F, R, W, (J, Until<N>), O>
    where
        N: FnMut(&R::Value) -> bool,
    {
        self.judged(Until(until))
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
    pub fn on_retry<N>(self, on_retry: N) -> Retrying<'b, F, R, W, (J, OnRetry<N>), O>
    where
        N: FnMut(&Retry<'_, R::Error>),
    {
        self.judged(OnRetry(on_retry))
    }

    /// Lends the call an observer that sees every event. Several observers are told in
    /// order.
    ///
    /// Errors are shown by the name of their type; ask for more with
    /// [`display`](Self::display) or [`debug`](Self::debug). The error of an [`Option`] is
    /// shown as `None`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Report};
    ///
    /// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
    /// let mut report = Report::new();
    /// let outcome = policy
    ///     .retry(|| Err::<(), _>("down"))
    ///     .display()
    ///     .observe(&mut report)
    ///     .call();
    /// assert_eq!(outcome, Err("down"));
    /// assert_eq!(report.error.as_deref(), Some("down"));
    /// ```
    pub fn observe<P>(self, observer: &mut P) -> Retrying<'b, F, R, W, J, (O, &mut P)>
    where
        P: Observer + ?Sized,
    {
        self.with(|wait, judge, others| (wait, judge, (others, observer)))
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
    pub fn observe_fn<N>(self, observe: N) -> Retrying<'b, F, R, W, J, (O, ObserveFn<N>)>
    where
        N: FnMut(&Event<'_>),
    {
        self.with(|wait, judge, others| (wait, judge, (others, ObserveFn(observe))))
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
    pub fn budget(mut self, budget: &'b RetryBudget) -> Self {
        self.budget = Some(budget);
        self
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
    pub fn name(mut self, name: &'static str) -> Self {
        self.site = Site::named(name);
        self
    }

    /// Shows errors to the observers by their `Display`: without their sources, which
    /// only an annotated function can see.
    ///
    /// ```
    /// use retry_runtime::{Policy, Report};
    ///
    /// let mut report = Report::new();
    /// let outcome = Policy::default()
    ///     .retry(|| "12x".parse::<u32>())
    ///     .when(|_| false)
    ///     .display()
    ///     .observe(&mut report)
    ///     .call();
    /// assert!(outcome.is_err());
    /// assert_eq!(report.error.unwrap(), "invalid digit found in string");
    /// ```
    pub fn display(mut self) -> Self
    where
        R::Error: fmt::Display,
    {
        self.format = ByDisplay.into_format();
        self
    }

    /// Shows errors to the observers by their `Debug`.
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
    pub fn debug(mut self) -> Self
    where
        R::Error: fmt::Debug,
    {
        self.format = ByDebug.into_format();
        self
    }

    fn judged<K>(self, judge: K) -> Retrying<'b, F, R, W, (J, K), O> {
        self.with(|wait, others, observer| (wait, (others, judge), observer))
    }

    /// The same with another way to wait.
    fn waiting<V>(self, wait: impl FnOnce(W) -> V) -> Retrying<'b, F, R, V, J, O> {
        self.with(|before, judge, observer| (wait(before), judge, observer))
    }

    /// The same call with another type of waiting, judging or observing.
    fn with<W2, J2, O2>(
        self,
        change: impl FnOnce(W, J, O) -> (W2, J2, O2),
    ) -> Retrying<'b, F, R, W2, J2, O2> {
        let (wait, judge, observer) = change(self.wait, self.judge, self.observer);
        Retrying {
            site: self.site,
            policy: self.policy,
            attempt: self.attempt,
            wait,
            format: self.format,
            judge,
            observer,
            budget: self.budget,
        }
    }
}

impl<F, R: Outcome, W, J: Judge<R>, O: Observer> Retrying<'_, F, R, W, J, O> {
    /// The steps after an attempt, in either loop: judge, decide, tell. Returns the delay.
    ///
    /// # Errors
    ///
    /// The outcome, if no attempt follows.
    fn after(
        &mut self,
        call: &mut Call,
        result: Result<R::Value, R::Error>,
        elapsed: impl FnOnce() -> Duration,
    ) -> Result<Duration, Result<R::Value, R::Error>> {
        let budget = self.budget;
        let decision = match &result {
            Ok(value) if self.judge.ready(value) => {
                if let Some(budget) = budget {
                    call.refund(budget);
                }
                Decision::Succeed
            }
            outcome => call.decide(&FailedAttempt {
                site: LazySite::at(self.site),
                policy: &self.policy,
                verdict: match outcome {
                    Ok(_) => Verdict::Retry,
                    Err(error) => self.judge.verdict(error),
                },
                elapsed: elapsed(),
                budget,
            }),
        };
        let notice = Notice {
            site: Some(self.site),
            policy: &self.policy,
            call,
            decision,
            format: self.format,
            reserved: budget,
            tokens: budget.and_then(|budget| call.tokens_left(budget)),
        };
        notice.send(result, |message| match message {
            Message::Event(event) => self.observer.observe(event),
            Message::Retry(retry) => self.judge.retrying(retry),
        })
    }
}

/// The closure of [`Retrying::observe_fn`].
#[derive(Debug)]
pub struct ObserveFn<N>(N);

impl<N: FnMut(&Event<'_>)> Observer for ObserveFn<N> {
    fn observe(&mut self, event: &Event<'_>) {
        self.0(event);
    }
}

impl<F, R: Outcome, W, J, O> fmt::Debug for Retrying<'_, F, R, W, J, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retrying")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
