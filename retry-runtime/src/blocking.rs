//! The closure loop: attempt, decide, wait. No rule may live here.

use core::fmt;
use core::time::Duration;

use crate::decide::{Call, Decision};
use crate::observe::{How, Lent, Show, type_name};
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
    pub fn retry<F, R>(self, attempt: F) -> Blocking<F, R>
    where
        F: FnMut() -> R,
        R: Outcome,
    {
        Blocking {
            policy: self,
            attempt,
            how: type_name,
            observer: (),
            sleep: sleep::thread,
        }
    }
}

/// A closure and the policy to retry it by: see [`Policy::retry`].
///
/// `O` is who observes, and `S` the way to wait.
#[must_use = "nothing is attempted until `.call()`"]
pub struct Blocking<F, R: Outcome, O = (), S = fn(Duration)> {
    policy: Policy,
    attempt: F,
    how: How<R::Error>,
    observer: O,
    sleep: S,
}

impl<F, R, O, S> Blocking<F, R, O, S>
where
    F: FnMut() -> R,
    R: Outcome,
    O: Observer,
    S: FnMut(Duration),
{
    /// Lends the call an observer that sees every event. Where several are
    /// lent, they are told in order.
    ///
    /// Errors are shown by the name of their type; ask for more with
    /// [`display`](Self::display) or [`debug`](Self::debug).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Event, Policy, Report};
    ///
    /// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
    /// let mut report = Report::new();
    /// let mut events = 0;
    /// let outcome = policy
    ///     .retry(|| Err::<(), _>("down"))
    ///     .display()
    ///     .observe(&mut report)
    ///     .observe(&mut |_: &Event<'_>| events += 1)
    ///     .call();
    /// assert_eq!(outcome, Err("down"));
    /// assert_eq!(report.error.as_deref(), Some("down"));
    /// assert_eq!(events, 2);
    /// ```
    pub fn observe<P>(self, observer: &mut P) -> Blocking<F, R, (O, Lent<'_, P>), S>
    where
        P: Observer + ?Sized,
    {
        Blocking {
            policy: self.policy,
            attempt: self.attempt,
            how: self.how,
            observer: (self.observer, Lent(observer)),
            sleep: self.sleep,
        }
    }

    /// Shows errors to the observers by their `Display`.
    pub fn display(mut self) -> Self
    where
        R::Error: fmt::Display,
    {
        self.how = <R::Error as fmt::Display>::fmt;
        self
    }

    /// Shows errors to the observers by their `Debug`.
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
    /// let mut delays = Vec::new();
    /// let outcome = Policy::default()
    ///     .retry(|| None::<()>)
    ///     .sleep(|delay| delays.push(delay.as_millis()))
    ///     .call();
    /// assert_eq!(outcome, None);
    /// assert_eq!(delays, [100, 200, 400]);
    /// ```
    pub fn sleep<W: FnMut(Duration)>(self, sleep: W) -> Blocking<F, R, O, W> {
        Blocking {
            policy: self.policy,
            attempt: self.attempt,
            how: self.how,
            observer: self.observer,
            sleep,
        }
    }

    /// Attempts until success or until the policy gives up, and returns the
    /// last outcome. There is no sleep after the last attempt.
    ///
    /// # Panics
    ///
    /// As the closure, the observers and the way to wait do; nothing is caught.
    pub fn call(mut self) -> R {
        let mut call = Call::new();
        loop {
            match (self.attempt)().into_result() {
                Ok(value) => {
                    self.observer.observe(&Event::success(&self.policy, &call));
                    return R::from_value(value);
                }
                Err(error) => {
                    let decision = call.decide(&self.policy);
                    let show = Show::new(&error, self.how);
                    let event = Event::failure(&self.policy, &call, decision, show.shown());
                    self.observer.observe(&event);
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

impl<F, R: Outcome, O, S> fmt::Debug for Blocking<F, R, O, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
