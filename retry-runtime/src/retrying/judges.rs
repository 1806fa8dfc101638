//! Judges of the outcomes of a closure.

use core::time::Duration;

use crate::{Outcome, Retry, Verdict};

/// The meaning of outcomes, as [`when`](crate::Retrying::when),
/// [`until`](crate::Retrying::until) and the like say. `()` says nothing, so that all
/// failures are retried.
pub trait Judge<R: Outcome> {
    /// The meaning of an error.
    fn verdict(&mut self, _: &R::Error) -> Verdict {
        Verdict::Retry
    }

    /// True if a success ends the call.
    fn ready(&mut self, _: &R::Value) -> bool {
        true
    }

    /// Told of each retry, before its delay.
    fn retrying(&mut self, _: &Retry<'_, R::Error>) {}
}

impl<R: Outcome> Judge<R> for () {}

/// Both judges: a stop of either is a stop.
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
impl<R: Outcome, W: FnMut(&R::Error) -> Option<Duration>> Judge<R> for RetryAfter<W> {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        self.0(error).map_or(Verdict::Retry, Verdict::RetryAfter)
    }
}

/// The judge of [`Retrying::classify`](crate::Retrying::classify).
#[derive(Debug)]
pub struct Classify<W>(pub(crate) W);
impl<R: Outcome, W: FnMut(&R::Error) -> Verdict> Judge<R> for Classify<W> {
    fn verdict(&mut self, error: &R::Error) -> Verdict {
        self.0(error)
    }
}

/// The judge of [`Retrying::until`](crate::Retrying::until).
#[derive(Debug)]
pub struct Until<W>(pub(crate) W);
impl<R: Outcome, W: FnMut(&R::Value) -> bool> Judge<R> for Until<W> {
    fn ready(&mut self, value: &R::Value) -> bool {
        self.0(value)
    }
}

/// The closure of [`Retrying::on_retry`](crate::Retrying::on_retry), which judges nothing.
#[derive(Debug)]
pub struct OnRetry<W>(pub(crate) W);
impl<R: Outcome, W: FnMut(&Retry<'_, R::Error>)> Judge<R> for OnRetry<W> {
    fn retrying(&mut self, retry: &Retry<'_, R::Error>) {
        self.0(retry);
    }
}
