//! The tokens of a retry that has not begun.

use crate::RetryBudget;

/// What a retry has taken from a budget, until its attempt begins: dropped
/// before, as by a call that is cancelled while it waits, or by a panic of who is
/// told of the retry, it is given back.
#[derive(Debug)]
#[must_use]
pub struct Held<'b> {
    budget: Option<&'b RetryBudget>,
    tokens: u32,
}

impl<'b> Held<'b> {
    #[inline]
    pub(super) const fn new(budget: Option<&'b RetryBudget>, tokens: u32) -> Self {
        Self { budget, tokens }
    }

    /// The attempt begins, and is paid for; or another holds the tokens from here.
    #[inline]
    pub fn spend(self) {
        core::mem::forget(self);
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.budget {
            budget.deposit(self.tokens);
        }
    }
}
