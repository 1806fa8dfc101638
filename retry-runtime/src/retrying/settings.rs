//! The settings of a closure's call, except its policy.

use core::time::Duration;

use crate::call::Call;
use crate::notify::Message;
use crate::steps::CallSteps;
use crate::verdict::Readiness;
use crate::{Event, GiveUp, LogLevel, Observer, Outcome, Retry, Site, Verdict};

/// One setting, or a list of settings. An empty list is `()`, and a longer list is a pair of a list
/// and one more setting.
pub trait Setting<R: Outcome> {
    /// The state that a call needs for this setting, if the settings before it need `C`.
    type State<C: CallSteps>: CallSteps;

    /// True if the setting receives the event of each attempt.
    const OBSERVES: bool = false;

    /// True if the setting receives the event of each attempt, or each retry.
    const LISTENS: bool = Self::OBSERVES;

    /// True if the setting judges errors.
    const JUDGES: bool = false;

    /// The verdict on an error.
    #[inline]
    fn judge(&mut self, _: &R::Error) -> Verdict {
        Verdict::Retry
    }

    /// The verdict on a success. `Stop` accepts the value.
    #[inline]
    fn accept(&mut self, _: &R::Value) -> Verdict {
        Verdict::Stop
    }

    /// Receives a message about an attempt: its event, or the retry that follows.
    #[inline]
    fn notify(&mut self, _: &Message<'_, R::Error>) {}

    /// True if the setting changes the final error.
    const CHANGES_ERRORS: bool = false;

    /// Changes the final error before the call returns it.
    #[inline]
    fn give_up(&mut self, error: R::Error, _: &GiveUp) -> R::Error {
        error
    }

    /// The site, with the name or level of this setting.
    #[inline]
    fn site(&self, site: Site) -> Site {
        site
    }
}

/// The empty list of settings. All failures are retried.
impl<R: Outcome> Setting<R> for () {
    type State<C: CallSteps> = C;
}

/// A list of settings, and one more setting. If one of them says `Stop` about an error, the call
/// ends. A success counts only if all of them accept it. The last name counts.
impl<R: Outcome, A: Setting<R>, B: Setting<R>> Setting<R> for (A, B) {
    type State<C: CallSteps> = B::State<A::State<C>>;

    const OBSERVES: bool = A::OBSERVES || B::OBSERVES;
    const LISTENS: bool = A::LISTENS || B::LISTENS;
    const JUDGES: bool = A::JUDGES || B::JUDGES;
    const CHANGES_ERRORS: bool = A::CHANGES_ERRORS || B::CHANGES_ERRORS;

    #[inline]
    fn judge(&mut self, error: &R::Error) -> Verdict {
        match self.0.judge(error) {
            Verdict::Stop => Verdict::Stop,
            verdict => verdict.and(self.1.judge(error)),
        }
    }

    #[inline]
    fn accept(&mut self, value: &R::Value) -> Verdict {
        match (self.0.accept(value), self.1.accept(value)) {
            (Verdict::Stop, verdict) | (verdict, Verdict::Stop) => verdict,
            (first, second) => first.and(second),
        }
    }

    #[inline]
    fn notify(&mut self, message: &Message<'_, R::Error>) {
        self.0.notify(message);
        self.1.notify(message);
    }

    #[inline]
    fn give_up(&mut self, error: R::Error, end: &GiveUp) -> R::Error {
        let error = self.0.give_up(error, end);
        self.1.give_up(error, end)
    }

    #[inline]
    fn site(&self, site: Site) -> Site {
        self.1.site(self.0.site(site))
    }
}

/// The setting of [`Retrying::when`](crate::Retrying::when).
#[derive(Clone, Debug)]
pub struct When<N>(pub(crate) N);

impl<R: Outcome, N: FnMut(&R::Error) -> bool> Setting<R> for When<N> {
    type State<C: CallSteps> = C;

    const JUDGES: bool = true;

    #[inline]
    fn judge(&mut self, error: &R::Error) -> Verdict {
        if self.0(error) {
            Verdict::Retry
        } else {
            Verdict::Stop
        }
    }
}

/// The setting of [`Retrying::retry_after`](crate::Retrying::retry_after).
#[derive(Clone, Debug)]
pub struct RetryAfter<N>(pub(crate) N);

impl<R: Outcome, N: FnMut(&R::Error) -> Option<Duration>> Setting<R> for RetryAfter<N> {
    type State<C: CallSteps> = C;

    const JUDGES: bool = true;

    #[inline]
    fn judge(&mut self, error: &R::Error) -> Verdict {
        self.0(error).map_or(Verdict::Retry, Verdict::RetryAfter)
    }
}

/// The setting of [`Retrying::classify`](crate::Retrying::classify).
#[derive(Clone, Debug)]
pub struct Classify<N>(pub(crate) N);

impl<R: Outcome, N: FnMut(&R::Error) -> Verdict> Setting<R> for Classify<N> {
    type State<C: CallSteps> = C::Classified;

    const JUDGES: bool = true;

    #[inline]
    fn judge(&mut self, error: &R::Error) -> Verdict {
        self.0(error)
    }
}

/// The setting of [`Retrying::until`](crate::Retrying::until).
#[derive(Clone, Debug)]
pub struct Until<N>(pub(crate) N);

impl<R: Outcome, N: FnMut(&R::Value) -> A, A: Readiness> Setting<R> for Until<N> {
    type State<C: CallSteps> = C::Classified;

    #[inline]
    fn accept(&mut self, value: &R::Value) -> Verdict {
        self.0(value).into_verdict()
    }
}

/// The setting of [`Retrying::on_retry`](crate::Retrying::on_retry).
#[derive(Clone, Debug)]
pub struct OnRetry<N>(pub(crate) N);

impl<R: Outcome, N: FnMut(&Retry<'_, R::Error>)> Setting<R> for OnRetry<N> {
    type State<C: CallSteps> = Call;

    const LISTENS: bool = true;

    #[inline]
    fn notify(&mut self, message: &Message<'_, R::Error>) {
        if let Message::Retry(retry) = message {
            self.0(retry);
        }
    }
}

/// The setting of [`Retrying::on_give_up`](crate::Retrying::on_give_up), until it is called.
#[derive(Debug)]
pub struct OnGiveUp<N>(pub(super) Option<N>);

impl<R: Outcome, N: FnOnce(R::Error, &GiveUp) -> R::Error> Setting<R> for OnGiveUp<N> {
    type State<C: CallSteps> = Call;

    const CHANGES_ERRORS: bool = true;

    fn give_up(&mut self, error: R::Error, end: &GiveUp) -> R::Error {
        match self.0.take() {
            Some(change) => change(error, end),
            None => error,
        }
    }
}

/// The setting of [`Retrying::observe`](crate::Retrying::observe).
#[derive(Clone, Debug)]
pub struct Observe<P>(pub(crate) P);

impl<R: Outcome, P: Observer> Setting<R> for Observe<P> {
    type State<C: CallSteps> = Call;

    const OBSERVES: bool = true;

    #[inline]
    fn notify(&mut self, message: &Message<'_, R::Error>) {
        if let Message::Event(event) = message {
            self.0.observe(event);
        }
    }
}

/// The setting of [`Retrying::observe_fn`](crate::Retrying::observe_fn).
pub(crate) type ObserveFn<N> = Observe<FromFn<N>>;

/// A closure as an observer.
#[derive(Clone, Debug)]
pub struct FromFn<N>(pub(crate) N);

impl<N: FnMut(&Event<'_>)> Observer for FromFn<N> {
    fn observe(&mut self, event: &Event<'_>) {
        self.0(event);
    }
}

/// The setting of [`Retrying::name`](crate::Retrying::name).
#[derive(Clone, Debug)]
pub struct Name(pub(crate) &'static str);

impl<R: Outcome> Setting<R> for Name {
    type State<C: CallSteps> = C;

    #[inline]
    fn site(&self, site: Site) -> Site {
        site.renamed(self.0)
    }
}

/// The setting of [`Retrying::log`](crate::Retrying::log).
#[derive(Debug)]
pub struct Log(pub(super) LogLevel);

impl<R: Outcome> Setting<R> for Log {
    type State<C: CallSteps> = C;

    #[inline]
    fn site(&self, site: Site) -> Site {
        site.logged(self.0)
    }
}
