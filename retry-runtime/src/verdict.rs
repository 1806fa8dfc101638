//! What an error means, and who says so.

use core::time::Duration;

use crate::Outcome;
use crate::event::Retry;
use crate::outcome::sealed::Sealed;

/// What an error means for the call: the answer of `classify`.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Verdict, retry};
///
/// enum HttpError { Busy { retry_after: Duration }, NotFound, Timeout }
///
/// #[retry(classify = |error| match error {
///     HttpError::Busy { retry_after } => Verdict::RetryAfter(*retry_after),
///     HttpError::Timeout => Verdict::Retry,
///     HttpError::NotFound => Verdict::Stop,
/// })]
/// fn fetch(calls: &mut u32) -> Result<(), HttpError> {
///     *calls += 1;
///     Err(HttpError::NotFound)
/// }
///
/// let mut calls = 0;
/// assert!(fetch(&mut calls).is_err());
/// assert_eq!(calls, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// Another attempt may do better.
    Retry,
    /// So may it, but the server asks to wait this long first: pushback. The
    /// retry is never earlier, and the delay never above the policy's cap: what
    /// asks for more ends the call.
    RetryAfter(#[cfg_attr(feature = "serde", serde(with = "crate::duration::seconds"))] Duration),
    /// No attempt will do better.
    Stop,
}

impl Verdict {
    /// Both verdicts in one: stop if one says so, and else wait for as long as
    /// the one that asks for more.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Stop, _) | (_, Self::Stop) => Self::Stop,
            (Self::RetryAfter(a), Self::RetryAfter(b)) => Self::RetryAfter(a.max(b)),
            (Self::Retry, verdict) | (verdict, Self::Retry) => verdict,
        }
    }
}

/// What was said about the outcomes of a closure that is retried: by
/// [`when`](crate::Retrying::when), [`until`](crate::Retrying::until) and the
/// like. Sealed; `()` says nothing, so that all failures are retried.
///
/// ```
/// use retry_runtime::{Blocking, Judge, Policy, Retrying};
///
/// type Answer<T> = Result<T, u16>;
///
/// /// A call of HTTP, for whoever makes one to finish.
/// fn http<'b, T, F: FnMut() -> Answer<T>>(
///     attempt: F,
/// ) -> Retrying<'b, F, Answer<T>, Blocking, impl Judge<Answer<T>>> {
///     Policy::default().retry(attempt).when(|status| *status >= 500)
/// }
///
/// let mut calls = 0;
/// let outcome: Answer<()> = http(|| {
///     calls += 1;
///     Err(404)
/// })
/// .call();
/// assert_eq!((outcome, calls), (Err(404), 1));
/// ```
pub trait Judge<R: Outcome>: Sealed {
    /// What an error means.
    #[doc(hidden)]
    fn verdict(&mut self, _: &R::Error) -> Verdict {
        Verdict::Retry
    }

    /// Whether a success ends the call.
    #[doc(hidden)]
    fn ready(&mut self, _: &R::Value) -> bool {
        true
    }

    /// Told of each retry, before its delay.
    #[doc(hidden)]
    fn retrying(&mut self, _: &Retry<'_, R::Error>) {}
}

impl Sealed for () {}
impl<R: Outcome> Judge<R> for () {}

/// All that both say: a stop of one is a stop.
impl<A, B> Sealed for (A, B) {}
impl<R: Outcome, A: Judge<R>, B: Judge<R>> Judge<R> for (A, B) {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        match self.0.verdict(error) {
            Verdict::Stop => Verdict::Stop,
            verdict => verdict.and(self.1.verdict(error)),
        }
    }

    fn ready(&mut self, value: &R::Value) -> bool {
        self.0.ready(value) && self.1.ready(value)
    }

    fn retrying(&mut self, retry: &Retry<'_, R::Error>) {
        self.0.retrying(retry);
        self.1.retrying(retry);
    }
}

/// The judge of [`Retrying::when`](crate::Retrying::when).
#[derive(Debug)]
pub struct When<W>(pub(crate) W);
impl<W> Sealed for When<W> {}
impl<R: Outcome, W: FnMut(&R::Error) -> bool> Judge<R> for When<W> {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        if self.0(error) {
            Verdict::Retry
        } else {
            Verdict::Stop
        }
    }
}

/// The judge of [`Retrying::retry_after`](crate::Retrying::retry_after).
#[derive(Debug)]
pub struct RetryAfter<W>(pub(crate) W);
impl<W> Sealed for RetryAfter<W> {}
impl<R: Outcome, W: FnMut(&R::Error) -> Option<Duration>> Judge<R> for RetryAfter<W> {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        self.0(error).map_or(Verdict::Retry, Verdict::RetryAfter)
    }
}

/// The judge of [`Retrying::classify`](crate::Retrying::classify).
#[derive(Debug)]
pub struct Classify<W>(pub(crate) W);
impl<W> Sealed for Classify<W> {}
impl<R: Outcome, W: FnMut(&R::Error) -> Verdict> Judge<R> for Classify<W> {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        self.0(error)
    }
}

/// The judge of [`Retrying::until`](crate::Retrying::until).
#[derive(Debug)]
pub struct Until<W>(pub(crate) W);
impl<W> Sealed for Until<W> {}
impl<R: Outcome, W: FnMut(&R::Value) -> bool> Judge<R> for Until<W> {
    fn ready(&mut self, value: &R::Value) -> bool {
        self.0(value)
    }
}

/// The judge of [`Retrying::on_retry`](crate::Retrying::on_retry), who judges nothing.
#[derive(Debug)]
pub struct OnRetry<W>(pub(crate) W);
impl<W> Sealed for OnRetry<W> {}
impl<R: Outcome, W: FnMut(&Retry<'_, R::Error>)> Judge<R> for OnRetry<W> {
    fn retrying(&mut self, retry: &Retry<'_, R::Error>) {
        self.0(retry);
    }
}
