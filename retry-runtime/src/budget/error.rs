//! The error messages of broken rules of a budget.

use core::fmt;

use crate::errors::rules;

/// A broken rule of a [`RetryBudget`](crate::RetryBudget): the argument, its value and the rule.
/// [`Display`](fmt::Display) shows the rule and the value.
///
/// ```
/// use retry_runtime::{BudgetError, RetryBudget};
///
/// fn budget(success_refund: u32) -> Result<RetryBudget, BudgetError> {
///     RetryBudget::builder().success_refund(success_refund).try_build()
/// }
///
/// assert!(budget(1).is_ok());
/// assert_eq!(
///     budget(0).unwrap_err().to_string(),
///     "`success_refund` must be at least 1: an empty budget would stay empty for ever (got 0)",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetError {
    field: &'static str,
    value: Value,
    rule: &'static str,
}

/// The value of an argument. A ratio is kept as its bits, since a number with a fraction is not
/// [`Eq`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Tokens(u32),
    Ratio(u64),
}

use Value::{Ratio, Tokens};

rules! { BudgetError:
    capacity_zero() "capacity" = Tokens(0),
        "`capacity` must be at least 1: with no tokens, no retry is ever made";
    retry_cost_zero() "retry_cost" = Tokens(0),
        "`retry_cost` must be at least 1: free retries are not bounded by a budget";
    refund_zero() "success_refund" = Tokens(0),
        "`success_refund` must be at least 1: an empty budget would stay empty for ever";
    retry_cost(tokens: u32) "retry_cost" = Tokens(tokens),
        "`retry_cost` must not be above `capacity`: no retry could ever be paid for";
    throttle_cost(tokens: u32) "throttle_cost" = Tokens(tokens),
        "`throttle_cost` must not be above `capacity`: no such retry could ever be paid for";
    ratio(ratio: f64) "ratio" = Ratio(ratio.to_bits()),
        "`ratio` must be above 0 and at most 1: 0.2 allows one retry for every five calls that succeed";
    ratio_too_small(ratio: f64) "ratio" = Ratio(ratio.to_bits()),
        "`ratio` times `retry_cost` rounds to 0 tokens: raise one of the two";
    refund_with_ratio(tokens: u32) "success_refund" = Tokens(tokens),
        "`success_refund` is the same setting as `ratio`, in tokens: leave one of the two out";
    floor_without_std(retries: u32) "min_retries_per_second" = Tokens(retries),
        "`min_retries_per_second` needs a clock: enable the feature `std` of `retry-runtime`";
}

impl BudgetError {
    /// The argument at fault, by its name in the builder.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// // The place in the configuration file.
    /// let error = RetryBudget::builder().capacity(10).throttle_cost(20).try_build().unwrap_err();
    /// assert_eq!(format!("storage.budget.{}", error.field()), "storage.budget.throttle_cost");
    /// ```
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// The rule that was broken, without the value.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let error = RetryBudget::builder().capacity(0).try_build().unwrap_err();
    /// assert_eq!(error.rule(), "`capacity` must be at least 1: with no tokens, no retry is ever made");
    /// assert_eq!(error.to_string(), format!("{} (got 0)", error.rule()));
    /// ```
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for BudgetError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Tokens(tokens) => write!(f, "{} (got {tokens})", self.rule),
            Ratio(bits) => write!(f, "{} (got {})", self.rule, f64::from_bits(bits)),
        }
    }
}

impl core::error::Error for BudgetError {}
