//! The steps of a call without observers and budget.

use core::time::Duration;

use super::{CallFacts, CallSteps};
use crate::call::{ClassifiedCall, FailedAttempt, UnobservedCall};
use crate::decide::Progress;
use crate::error_text::FormatMarker;
use crate::notify::Message;
use crate::{GiveUp, RetryBudget};

impl<P: Progress> CallSteps for UnobservedCall<P> {
    type Classified = ClassifiedCall;
    type Reservation<'b> = ();

    #[inline]
    fn attempt(&self) -> u32 {
        self.attempt()
    }

    #[inline]
    fn succeed<E>(&self, _: &CallFacts<'_, impl FormatMarker<E>>, _: impl FnMut(Message<'_, E>)) {}

    /// Never called: with the feature `test-util`, the state of every call is `Call`.
    #[cfg(feature = "test-util")]
    fn lose<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: &FailedAttempt<'_>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        None
    }

    #[inline]
    fn decide_and_notify<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) -> Option<Duration> {
        self.delay(failed)
    }

    #[inline]
    fn delay_or<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        failed: &FailedAttempt<'_>,
        error: E,
        _: impl FnMut(Message<'_, E>),
    ) -> Result<Duration, E> {
        self.delay_after(failed, error)
    }

    #[inline]
    fn record_unwaited(&mut self, _: Option<Duration>) {}

    #[inline]
    fn cancel<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Duration,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn cut_off<E>(
        &mut self,
        _: &CallFacts<'_, impl FormatMarker<E>>,
        _: Option<&E>,
        _: impl FnMut(Message<'_, E>),
    ) {
    }

    #[inline]
    fn give_up(&self) -> Option<GiveUp> {
        None
    }

    #[inline]
    fn reserve(&self, _: Option<&RetryBudget>) {}
}
