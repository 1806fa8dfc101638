//! The builder of a budget: its arguments, their rules and their defaults.

use core::sync::atomic::AtomicU32;

use super::floor::Floor;
use super::tokens::Taken;
use super::{BudgetError, RetryBudget};

/// The capacity in the AWS SDKs' standard mode, which is the source of all defaults here.
const DEFAULT_CAPACITY: u32 = 500;
const DEFAULT_RETRY_COST: u32 = 5;
#[cfg_attr(
    not(target_has_atomic = "32"),
    allow(dead_code, reason = "nothing makes a budget")
)]
const DEFAULT_REFUND: u32 = 1;
/// The cost of a retry in a budget with a ratio. It is large enough for ratios with four digits.
const COST_OF_A_RATIO: u32 = 10_000;

/// A builder of [`RetryBudget`]. It checks its arguments when the budget is built.
///
/// All methods are `const`. [`build`](Self::build) and [`try_build`](Self::try_build) check the
/// same rules. If a rule is broken, `build` panics, which is a compile error in a `static`.
/// `try_build` returns a [`Result`], for values known only at run time. The default of an argument
/// that is not set gives way to arguments that are set.
///
/// ```
/// use retry_runtime::RetryBudget;
///
/// let budget = RetryBudget::builder().capacity(3).build();
/// assert_eq!((budget.capacity(), budget.retry_cost()), (3, 3));
///
/// let error = RetryBudget::builder().capacity(3).retry_cost(5).try_build().unwrap_err();
/// assert_eq!(error.field(), "retry_cost");
/// assert_eq!(
///     error.to_string(),
///     "`retry_cost` must not be above `capacity`: no retry could ever be paid for (got 5)",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` or `try_build`"]
pub struct BudgetBuilder {
    capacity: Option<u32>,
    retry_cost: Option<u32>,
    throttle_cost: Option<u32>,
    success_refund: Option<u32>,
    ratio: Option<f64>,
    min_retries_per_second: u32,
}

impl BudgetBuilder {
    #[cfg_attr(
        not(target_has_atomic = "32"),
        allow(dead_code, reason = "nothing makes a budget")
    )]
    pub(super) const fn new() -> Self {
        Self {
            capacity: None,
            retry_cost: None,
            throttle_cost: None,
            success_refund: None,
            ratio: None,
            min_retries_per_second: 0,
        }
    }

    /// Sets the tokens of a full budget. The capacity must be at least 1, and not below a cost.
    /// Default: 500, or the larger cost if that is more.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(40).build();
    ///
    /// // An outage: ten calls, each of which may make 3 retries.
    /// let mut retries = 0;
    /// for _ in 0..10 {
    ///     let policy = Policy::default();
    ///     let call = policy.retry(|| None::<()>).budget(&BUDGET);
    ///     assert_eq!(call.sleep(|_| retries += 1).call(), None);
    /// }
    /// assert_eq!(retries, 8);
    /// ```
    pub const fn capacity(mut self, tokens: u32) -> Self {
        self.capacity = Some(tokens);
        self
    }

    /// Sets the tokens that a retry takes. The cost must be at least 1. Default: 5, or the capacity
    /// if that is less.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(100).retry_cost(20).build();
    ///
    /// let mut retries = 0;
    /// let policy = Policy::builder().unlimited().build();
    /// let call = policy.retry(|| None::<()>).budget(&BUDGET);
    /// assert_eq!(call.sleep(|_| retries += 1).call(), None);
    /// assert_eq!(retries, 5);
    /// ```
    pub const fn retry_cost(mut self, tokens: u32) -> Self {
        self.retry_cost = Some(tokens);
        self
    }

    /// Sets the tokens that a retry takes if the server asked to come back later. Such a retry
    /// comes when the server wants it, so it may cost less. With 0, the budget does not bound such
    /// retries. Default: the cost of any other retry.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().retry_cost(10).throttle_cost(2).build();
    ///
    /// // Too many requests: come back in a second.
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Err::<(), _>(429)).budget(&BUDGET);
    /// let call = call.retry_after(|status| (*status == 429).then_some(Duration::from_secs(1)));
    /// assert_eq!(call.sleep(|_| ()).call(), Err(429));
    /// assert_eq!(BUDGET.available(), 500 - 3 * 2);
    /// ```
    pub const fn throttle_cost(mut self, tokens: u32) -> Self {
        self.throttle_cost = Some(tokens);
        self
    }

    /// Sets the tokens that a call puts in when it succeeds at its first attempt. The refund must
    /// be at least 1. Default: 1.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(10).success_refund(2).build();
    ///
    /// assert!(BUDGET.withdraw(10));
    /// for _ in 0..3 {
    ///     assert_eq!(Policy::default().retry(|| Some(200)).budget(&BUDGET).call(), Some(200));
    /// }
    /// assert_eq!(BUDGET.available(), 6);
    /// ```
    pub const fn success_refund(mut self, tokens: u32) -> Self {
        self.success_refund = Some(tokens);
        self
    }

    /// Sets the retries that a call earns when it succeeds at its first attempt, as a fraction.
    /// With 0.2, five such calls earn one retry. The ratio must be above 0 and at most 1.
    ///
    /// A ratio replaces [`success_refund`](Self::success_refund). If
    /// [`retry_cost`](Self::retry_cost) and [`capacity`](Self::capacity) are not set, a retry then
    /// costs 10,000 tokens of a capacity of 1,000,000.
    ///
    /// Finagle calls it `percentCanRetry`, Envoy `budget_percent`, linkerd `retryRatio`.
    ///
    /// ```
    /// use retry_runtime::{Policy, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().ratio(0.2).build();
    ///
    /// assert!(BUDGET.withdraw(BUDGET.capacity()));
    /// for _ in 0..5 {
    ///     assert_eq!(Policy::default().retry(|| Some(200)).budget(&BUDGET).call(), Some(200));
    /// }
    /// assert_eq!(BUDGET.available(), BUDGET.retry_cost());
    /// ```
    pub const fn ratio(mut self, ratio: f64) -> Self {
        self.ratio = Some(ratio);
        self
    }

    /// Sets the retries that time earns (the floor). Each second gives back the tokens of this many
    /// retries, up to the capacity. A caller that makes few calls is then not refused because few
    /// successes have earned tokens. Default: 0, which is no floor.
    ///
    /// The clock is read before a retry is paid for, and never by a call that succeeds at its first
    /// attempt. In virtual time, it is the virtual clock. A floor needs the feature `std`.
    ///
    /// Finagle calls it `minRetriesPerSec`, linkerd `minRetriesPerSecond`.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// static BUDGET: RetryBudget =
    ///     RetryBudget::builder().ratio(0.1).min_retries_per_second(1000).build();
    ///
    /// assert!(BUDGET.withdraw(BUDGET.capacity()));
    /// // Two milliseconds later there are tokens for a retry, though no call has succeeded.
    /// std::thread::sleep(std::time::Duration::from_millis(2));
    /// assert!(BUDGET.withdraw(BUDGET.retry_cost()));
    /// ```
    pub const fn min_retries_per_second(mut self, retries: u32) -> Self {
        self.min_retries_per_second = retries;
        self
    }

    /// Builds the budget. If an argument breaks a rule, the method panics. In a `static`, that is a
    /// compile error.
    ///
    /// # Panics
    ///
    /// If [`try_build`](Self::try_build) would return an error. The message is the
    /// [rule](BudgetError::rule) of that error.
    ///
    /// ```compile_fail,E0080
    /// use retry_runtime::RetryBudget;
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(0).build();
    /// ```
    #[must_use]
    #[inline]
    pub const fn build(self) -> RetryBudget {
        match self.try_build() {
            Ok(budget) => budget,
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// Builds the budget, or returns the rule that an argument breaks.
    ///
    /// # Errors
    ///
    /// The first broken rule, with the argument and its value.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// // From a configuration file: one service, one budget.
    /// let read = |capacity, retry_cost| {
    ///     RetryBudget::builder().capacity(capacity).retry_cost(retry_cost).try_build()
    /// };
    /// assert_eq!(read(200, 10).map(|budget| budget.available()), Ok(200));
    /// assert_eq!(read(200, 0).unwrap_err().field(), "retry_cost");
    /// ```
    #[inline]
    pub const fn try_build(self) -> Result<RetryBudget, BudgetError> {
        if let Some(0) = self.capacity {
            return Err(BudgetError::capacity_zero());
        }
        if let Some(0) = self.retry_cost {
            return Err(BudgetError::retry_cost_zero());
        }
        if let Some(0) = self.success_refund {
            return Err(BudgetError::refund_zero());
        }
        if !cfg!(feature = "std") && self.min_retries_per_second > 0 {
            return Err(BudgetError::floor_without_std(self.min_retries_per_second));
        }
        let (default_capacity, default_cost) = match self.ratio {
            None => (DEFAULT_CAPACITY, DEFAULT_RETRY_COST),
            Some(_) => (100 * COST_OF_A_RATIO, COST_OF_A_RATIO),
        };
        // A default adapts to the arguments that are set.
        let capacity = match self.capacity {
            Some(capacity) => capacity,
            None => larger(
                larger(default_capacity, self.retry_cost),
                self.throttle_cost,
            ),
        };
        let retry_cost = match self.retry_cost {
            Some(cost) if cost > capacity => return Err(BudgetError::retry_cost(cost)),
            Some(cost) => cost,
            None if default_cost > capacity => capacity,
            None => default_cost,
        };
        let throttle_cost = match self.throttle_cost {
            Some(cost) if cost > capacity => return Err(BudgetError::throttle_cost(cost)),
            Some(cost) => cost,
            None => retry_cost,
        };
        let success_refund = match self.refund(retry_cost) {
            Ok(tokens) => tokens,
            Err(error) => return Err(error),
        };
        let per_second = self.min_retries_per_second.saturating_mul(retry_cost);
        Ok(RetryBudget {
            capacity,
            retry_cost,
            throttle_cost,
            success_refund,
            taken: Taken(AtomicU32::new(0)),
            floor: Floor::new(AtomicU32::new(0), per_second),
        })
    }

    /// The tokens that a success earns.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the ratio is at most 1"
    )]
    #[inline]
    const fn refund(&self, retry_cost: u32) -> Result<u32, BudgetError> {
        match (self.ratio, self.success_refund) {
            (None, None) => Ok(DEFAULT_REFUND),
            (None, Some(tokens)) => Ok(tokens),
            (Some(_), Some(tokens)) => Err(BudgetError::refund_with_ratio(tokens)),
            (Some(ratio), None) if !(ratio > 0.0 && ratio <= 1.0) => Err(BudgetError::ratio(ratio)),
            (Some(ratio), None) => match (ratio * retry_cost as f64 + 0.5) as u32 {
                0 => Err(BudgetError::ratio_too_small(ratio)),
                tokens => Ok(tokens),
            },
        }
    }
}

/// The larger number. A `const fn` can't call `Ord::max`.
const fn larger(least: u32, tokens: Option<u32>) -> u32 {
    match tokens {
        Some(tokens) if tokens > least => tokens,
        _ => least,
    }
}
