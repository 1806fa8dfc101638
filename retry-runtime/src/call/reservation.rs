//! The budget tokens reserved for a retry that has not begun.

use crate::RetryBudget;

/// Tokens that a retry has taken from a budget, until its attempt begins. Dropped before,
/// they are given back: by a call that is cancelled while it waits, or by an observer's
/// panic.
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

    /// The attempt begins, and is paid for; or another reservation follows.
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

/// Tokens that are given back if they are dropped.
pub trait Reservation: Send {
    /// Spends them.
    fn commit(self);
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
