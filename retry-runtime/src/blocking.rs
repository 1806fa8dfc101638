//! The closure loop: attempt, decide, wait. No rule may live here.

use core::fmt;
use core::time::Duration;

use crate::decide::{Call, Decision};
use crate::observe::{How, Show, type_name};
use crate::{Event, Observer, Outcome, Policy, sleep};

impl Policy {
    /// Retries a closure by this policy, as `#[retry]` retries a function.
    ///
    /// Nothing runs until [`call`](Blocking::call).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().base_delay(Duration::from_millis(1)).build();
    ///
    /// let mut calls = 0;
    /// let outcome = POLICY
    ///     .retry(|| {
    ///         calls += 1;
    ///         if calls < 3 { Err("not yet") } else { Ok("done") }
    ///     })
    ///     .call();
    /// assert_eq!((outcome, calls), (Ok("done"), 3));
    /// ```
    pub fn retry<'o, F, R>(self, attempt: F) -> Blocking<'o, F, R>
    where
        F: FnMut() -> R,
        R: Outcome,
    {
        Blocking {
            policy: self,
            attempt,
            how: type_name,
            observer: None,
            sleep: sleep::thread,
        }
    }
}

/// A closure and the policy to retry it by: see [`Policy::retry`].
#[must_use = "nothing is attempted until `.call()`"]
pub struct Blocking<'o, F, R: Outcome> {
    policy: Policy,
    attempt: F,
    how: How<R::Error>,
    observer: Option<&'o mut dyn Observer>,
    sleep: fn(Duration),
}

impl<'o, F, R> Blocking<'o, F, R>
where
    F: FnMut() -> R,
    R: Outcome,
{
    /// Lends the call an observer that sees every event.
    ///
    /// Errors are shown by the name of their type; ask for more with
    /// [`display`](Self::display) or [`debug`](Self::debug).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Report};
    ///
    /// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
    /// let mut report = Report::new();
    /// let outcome = policy.retry(|| Err::<(), _>("down")).display().observe(&mut report).call();
    /// assert_eq!(outcome, Err("down"));
    /// assert_eq!(report.error.as_deref(), Some("down"));
    /// ```
    pub fn observe(mut self, observer: &'o mut dyn Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Shows errors to the observer by their `Display`.
    pub fn display(mut self) -> Self
    where
        R::Error: fmt::Display,
    {
        self.how = <R::Error as fmt::Display>::fmt;
        self
    }

    /// Shows errors to the observer by their `Debug`.
    pub fn debug(mut self) -> Self
    where
        R::Error: fmt::Debug,
    {
        self.how = <R::Error as fmt::Debug>::fmt;
        self
    }

    /// How to wait, in place of [`std::thread::sleep`].
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let outcome = Policy::default().retry(|| None::<()>).sleep(|_delay| {}).call();
    /// assert_eq!(outcome, None);
    /// ```
    pub fn sleep(mut self, sleep: fn(Duration)) -> Self {
        self.sleep = sleep;
        self
    }

    /// Attempts until success or until the policy gives up, and returns the
    /// last outcome. There is no sleep after the last attempt.
    ///
    /// # Panics
    ///
    /// As the closure, the observer and the way to wait do; nothing is caught.
    pub fn call(mut self) -> R {
        let mut call = Call::new();
        loop {
            match (self.attempt)().into_result() {
                Ok(value) => {
                    if let Some(observer) = &mut self.observer {
                        observer.observe(&Event::success(&self.policy, &call));
                    }
                    return R::from_value(value);
                }
                Err(error) => {
                    let decision = call.decide(&self.policy);
                    if let Some(observer) = &mut self.observer {
                        let show = Show::new(&error, self.how);
                        observer.observe(&Event::failure(
                            &self.policy,
                            &call,
                            decision,
                            show.shown(),
                        ));
                    }
                    match decision {
                        Decision::Retry(delay) => {
                            drop(error);
                            (self.sleep)(delay);
                        }
                        Decision::GiveUp(_) => return R::from_error(error),
                    }
                }
            }
        }
    }
}

impl<F, R: Outcome> fmt::Debug for Blocking<'_, F, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
