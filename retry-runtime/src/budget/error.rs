//! The words of the rules.

use core::fmt;

/// A rule of [`RetryBudget`](crate::RetryBudget) that was broken: the argument,
/// its value, the rule. [`Display`](fmt::Display) gives the rule and the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetError {
    field: &'static str,
    value: u32,
    rule: &'static str,
}

impl BudgetError {
    pub(super) const CAPACITY_ZERO: Self = Self {
        field: "capacity",
        value: 0,
        rule: "`capacity` must be at least 1: with no tokens, no retry is ever made",
    };
    pub(super) const RETRY_COST_ZERO: Self = Self {
        field: "retry_cost",
        value: 0,
        rule: "`retry_cost` must be at least 1: free retries are not bounded by a budget",
    };
    pub(super) const REFUND_ZERO: Self = Self {
        field: "refund",
        value: 0,
        rule: "`refund` must be at least 1: an empty budget would stay empty for ever",
    };

    pub(super) const fn retry_cost(tokens: u32) -> Self {
        Self {
            field: "retry_cost",
            value: tokens,
            rule: "`retry_cost` must not be above `capacity`: no retry could ever be paid for",
        }
    }

    pub(super) const fn throttle_cost(tokens: u32) -> Self {
        Self {
            field: "throttle_cost",
            value: tokens,
            rule: "`throttle_cost` must not be above `capacity`: no such retry could ever be paid for",
        }
    }

    /// The argument at fault, by its name in the builder.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// The rule that was broken, without the value.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for BudgetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (got {})", self.rule, self.value)
    }
}

impl core::error::Error for BudgetError {}
