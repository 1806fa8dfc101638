//! A bound on the retries of many calls together.

mod builder;
mod error;
#[cfg_attr(not(feature = "std"), allow(dead_code, reason = "there is no clock"))]
mod floor;
mod tokens;

use core::sync::atomic::AtomicU32;

pub use builder::BudgetBuilder;
pub use error::BudgetError;
use floor::Floor;
use tokens::Taken;

/// Tokens shared by many calls, which bound how many retries they make together.
///
/// # Why
///
/// A policy bounds the retries of one call. When a service goes down, all calls
/// to it fail, and each makes all its retries: with `max = 3` a server that
/// could not serve its load now gets four times as much, and is kept down by the
/// very clients that wait for it. A budget sees across calls that retries have
/// stopped helping. Each retry takes tokens out of it, success puts
/// tokens in, and a call that finds too few gives up. While few calls fail,
/// every one may retry; while most fail, few do, and the server sees little more
/// than its first attempts.
///
/// Each process counts for itself. No coordination is needed: a fleet whose
/// every client bounds its own share has bounded the whole.
///
/// # Costs
///
/// The defaults are those of the AWS SDKs' standard mode, version 2.0. Version
/// 2.1 of it charges 14 for a retry and 5 for a throttled one.
///
/// | | default | |
/// |---|---|---|
/// | [`capacity`](BudgetBuilder::capacity) | 500 | tokens of a full budget, as it is at first |
/// | [`retry_cost`](BudgetBuilder::retry_cost) | 5 | taken before the delay of a retry |
/// | [`throttle_cost`](BudgetBuilder::throttle_cost) | `retry_cost` | taken in its place, if the server itself asked to come back later |
/// | [`success_refund`](BudgetBuilder::success_refund) | 1 | put in by a call that succeeds at its first attempt |
/// | [`min_retries_per_second`](BudgetBuilder::min_retries_per_second) | 0 | retries that each second pays for, whatever succeeds |
///
/// [`ratio`](BudgetBuilder::ratio) sets what a success earns in the words of Finagle and
/// linkerd, as a fraction of a retry.
///
/// - A call that succeeds after retries gives back the tokens of its last retry.
/// - A call that fails in the end gives back nothing.
/// - A call dropped during a delay gives back the tokens of the retry that was never
///   made. A retry that has begun is paid for.
/// - There are never more tokens than the capacity.
///
/// A full budget is thus good for 100 retries in a row that do not help, and, in
/// the long run, for one such retry for every 5 calls that succeed at once. A caller that
/// makes few calls earns little: if one call in eight fails three retries, a budget without a
/// floor is empty in the end, and refuses it.
///
/// The tokens that a call has taken are a number in that call's own state, so
/// calls that overlap in time can't give back each other's.
///
/// # In your own loop
///
/// [`withdraw`](Self::withdraw) before a retry, [`deposit`](Self::deposit) at
/// success:
///
/// ```
/// use retry_runtime::RetryBudget;
///
/// static BUDGET: RetryBudget = RetryBudget::new();
///
/// fn call(mut attempt: impl FnMut() -> Result<u32, String>) -> Result<u32, String> {
///     let mut owed = BUDGET.success_refund();
///     loop {
///         match attempt() {
///             Ok(value) => {
///                 BUDGET.deposit(owed);
///                 return Ok(value);
///             }
///             Err(error) => {
///                 if !BUDGET.withdraw(BUDGET.retry_cost()) {
///                     return Err(error);
///                 }
///                 owed = BUDGET.retry_cost();
///             }
///         }
///     }
/// }
///
/// let mut attempts = 0;
/// let _outage = call(|| {
///     attempts += 1;
///     Err("503".to_owned())
/// });
/// assert_eq!(attempts, 1 + 500 / 5);
/// assert_eq!(BUDGET.available(), 0);
///
/// // The service is back: each call that succeeds earns a token.
/// for _ in 0..5 {
///     call(|| Ok(200)).unwrap();
/// }
/// assert_eq!(BUDGET.available(), 5);
/// ```
///
/// # One budget for each service
///
/// A budget is a `static`, or lives as long as the clients of one service do.
/// Shared by several services, it would let the outage of one take away the
/// retries of the others. It is not [`Clone`], because a copy would be a second
/// bucket; and a `const` would be a new one at each use, so a function that wants a
/// `&'static RetryBudget` does not take one:
///
/// ```compile_fail,E0716
/// use retry_runtime::RetryBudget;
///
/// const BUDGET: RetryBudget = RetryBudget::new();
/// let budget: &'static RetryBudget = &BUDGET;
/// budget.withdraw(5);
/// ```
///
/// # Seeing it
///
/// [`available`](Self::available) returns the tokens left, at any time. Each retry,
/// recovery and give-up has the tokens left, as `budget` of its
/// [`Event`](crate::Event), and so do the counters of the feature `sites` and the gauge of the feature `metrics`. A call
/// that a budget ended has the reason
/// [`BudgetExhausted`](crate::Reason::BudgetExhausted).
///
/// All operations are lock-free, and need neither `std` nor `alloc`. They need 32-bit
/// atomics with compare-and-swap: on targets that have none, such as `thumbv6m`,
/// there is no way to make a budget, and all else works.
///
/// # Sources
///
/// - AWS SDKs and Tools Reference Guide, [Retry behavior]: the standard mode;
///   its numbers as in the SDK for Python, [`standard.py`].
/// - gRPC proposal A6, [Throttling retry attempts].
/// - Google, *Site Reliability Engineering*: [Handling Overload] (retries below
///   10 % of a client's requests), [Addressing Cascading Failures] (a budget of
///   retries for each process).
/// - tower, [`retry::budget`]: the two verbs.
///
/// [Retry behavior]: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
/// [`standard.py`]: https://github.com/boto/botocore/blob/develop/botocore/retries/standard.py
/// [Throttling retry attempts]: https://github.com/grpc/proposal/blob/master/A6-client-retries.md#throttling-retry-attempts-and-hedged-rpcs
/// [Handling Overload]: https://sre.google/sre-book/handling-overload/
/// [Addressing Cascading Failures]: https://sre.google/sre-book/addressing-cascading-failures/
/// [`retry::budget`]: https://docs.rs/tower/latest/tower/retry/budget/index.html
#[derive(Debug)]
pub struct RetryBudget {
    capacity: u32,
    retry_cost: u32,
    throttle_cost: u32,
    success_refund: u32,
    taken: Taken,
    #[cfg_attr(not(feature = "std"), allow(dead_code, reason = "there is no clock"))]
    floor: Floor,
}

impl RetryBudget {
    /// A full budget with the default capacity and costs.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// static BUDGET: RetryBudget = RetryBudget::new();
    /// assert_eq!((BUDGET.available(), BUDGET.capacity()), (500, 500));
    /// assert_eq!((BUDGET.retry_cost(), BUDGET.throttle_cost(), BUDGET.success_refund()), (5, 5, 1));
    /// ```
    #[must_use]
    #[cfg(target_has_atomic = "32")]
    pub const fn new() -> Self {
        Self::builder().build()
    }

    /// Starts a budget from the defaults.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// static BUDGET: RetryBudget =
    ///     RetryBudget::builder().capacity(100).retry_cost(10).throttle_cost(5).build();
    /// assert_eq!(BUDGET.available(), 100);
    /// ```
    #[cfg(target_has_atomic = "32")]
    pub const fn builder() -> BudgetBuilder {
        BudgetBuilder::new()
    }

    /// The tokens that are left, at some moment during this call: other threads
    /// may have taken them by the time it returns.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// static STORAGE: RetryBudget = RetryBudget::new();
    ///
    /// /// True if the storage is in trouble, so that optional work should be left out.
    /// fn is_struggling() -> bool {
    ///     STORAGE.available() < STORAGE.capacity() / 2
    /// }
    ///
    /// assert!(!is_struggling());
    /// assert!(STORAGE.withdraw(300));
    /// assert!(is_struggling());
    /// ```
    #[must_use]
    pub fn available(&self) -> u32 {
        self.capacity - self.taken.now()
    }

    /// The tokens of a full budget.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// // How many retries in a row that do not help a full budget is good for.
    /// let budget = RetryBudget::builder().capacity(60).build();
    /// assert_eq!(budget.capacity() / budget.retry_cost(), 12);
    /// ```
    #[must_use]
    pub const fn capacity(&self) -> u32 {
        self.capacity
    }

    /// The tokens that a retry takes.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let budget = RetryBudget::builder().capacity(25).retry_cost(10).build();
    /// let mut retries = 0;
    /// while budget.withdraw(budget.retry_cost()) {
    ///     retries += 1;
    /// }
    /// assert_eq!((retries, budget.available()), (2, 5));
    /// ```
    #[must_use]
    pub const fn retry_cost(&self) -> u32 {
        self.retry_cost
    }

    /// The tokens that a retry takes if the server asked to come back later.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let budget = RetryBudget::builder().throttle_cost(2).build();
    /// let cost = |status| if status == 429 { budget.throttle_cost() } else { budget.retry_cost() };
    /// assert!(budget.withdraw(cost(429)));
    /// assert_eq!(budget.available(), 498);
    /// assert!(budget.withdraw(cost(503)));
    /// assert_eq!(budget.available(), 493);
    /// ```
    #[must_use]
    pub const fn throttle_cost(&self) -> u32 {
        self.throttle_cost
    }

    /// The tokens that a call puts in when it succeeds at its first attempt.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let budget = RetryBudget::new();
    /// assert!(budget.withdraw(budget.retry_cost()));
    /// // Five calls that succeed at once pay for one retry.
    /// for _ in 0..5 {
    ///     budget.deposit(budget.success_refund());
    /// }
    /// assert_eq!(budget.available(), budget.capacity());
    /// ```
    #[must_use]
    pub const fn success_refund(&self) -> u32 {
        self.success_refund
    }

    /// Takes `tokens` out, or none if fewer are left. Returns true if they were taken: the
    /// retry may be made.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let budget = RetryBudget::builder().capacity(7).build();
    /// assert!(budget.withdraw(5));
    /// assert!(!budget.withdraw(5));
    /// assert_eq!(budget.available(), 2);
    /// ```
    #[must_use = "without the tokens, no retry may be made"]
    pub fn withdraw(&self, tokens: u32) -> bool {
        #[cfg(feature = "std")]
        if self.floor.per_second() > 0 {
            self.refill();
        }
        self.taken.take(tokens, self.capacity)
    }

    /// Gives back the tokens that time has earned.
    #[cfg(feature = "std")]
    #[cold]
    #[inline(never)]
    fn refill(&self) {
        self.taken.give_back(self.floor.due(crate::clock::millis()));
    }

    #[inline]
    pub(crate) const fn costs(&self) -> RetryCosts {
        RetryCosts {
            retry: self.retry_cost,
            throttled: self.throttle_cost,
        }
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.taken.now() == 0
    }

    /// Puts `tokens` in, up to the capacity; tokens beyond it are lost. A
    /// full budget costs one relaxed load.
    ///
    /// ```
    /// use retry_runtime::RetryBudget;
    ///
    /// let budget = RetryBudget::new();
    /// assert!(budget.withdraw(5));
    /// budget.deposit(3);
    /// assert_eq!(budget.available(), 498);
    /// budget.deposit(u32::MAX);
    /// assert_eq!(budget.available(), 500);
    /// ```
    #[inline]
    pub fn deposit(&self, tokens: u32) {
        self.taken.give_back(tokens);
    }
}

/// The tokens that a retry costs: none without a budget.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RetryCosts {
    pub(crate) retry: u32,
    /// If the server asked to come back later.
    pub(crate) throttled: u32,
}

#[cfg(target_has_atomic = "32")]
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}
