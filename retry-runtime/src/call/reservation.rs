//! The budget tokens reserved for a retry that has not begun.

use crate::RetryBudget;

/// Tokens that a retry has taken from a budget. If the reservation is dropped before the attempt
/// begins, the tokens go back to the budget: a call was cancelled during the wait, or an observer
/// panicked.
#[derive(Debug)]
#[must_use]
pub struct TokenReservation<'b> {
    budget: Option<&'b RetryBudget>,
    tokens: u32,
}

impl<'b> TokenReservation<'b> {
    #[inline]
    pub(super) const fn new(budget: Option<&'b RetryBudget>, tokens: u32) -> Self {
        Self { budget, tokens }
    }

    /// Ends the reservation without giving the tokens back: the attempt begins, or another
    /// reservation of the same tokens follows.
    #[inline]
    pub fn commit(self) {
        core::mem::forget(self);
    }
}

impl Drop for TokenReservation<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.budget {
            budget.deposit(self.tokens);
        }
    }
}

/// Tokens that go back to the budget if they are dropped.
pub trait Reservation: Send {
    /// Spends the tokens.
    fn commit(self);

    /// Spends the tokens if the retry is made, or else gives them back.
    #[inline]
    fn settle(self, is_retried: bool)
    where
        Self: Sized,
    {
        if is_retried {
            self.commit();
        }
    }
}

impl Reservation for () {
    #[inline]
    fn commit(self) {}
}

impl Reservation for TokenReservation<'_> {
    #[inline]
    fn commit(self) {
        self.commit();
    }
}
