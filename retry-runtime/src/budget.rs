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

/// Tokens that many calls share. They bound how many retries those calls make together.
///
/// # Why
///
/// A policy bounds the retries of one call. When a service goes down, all calls to it fail, and
/// each of them makes all its retries. With `max = 3`, a server that could not handle its load now
/// gets four times as much, so the clients that wait for the server keep it down.
///
/// A budget bounds the retries of all calls together. Each retry takes tokens out, each success
/// puts tokens in, and a call that finds too few tokens gives up. While few calls fail, every call
/// may retry. While most calls fail, few of them retry, and the server sees little more than first
/// attempts.
///
/// Each process has a budget of its own. Processes don't need to coordinate: if every client bounds
/// its own share, the whole fleet is bounded.
///
/// # Costs
///
/// The defaults are those of the AWS SDKs' standard mode, version 2.0. Version 2.1 of that mode
/// charges 14 for a retry, and 5 if the server throttled the attempt.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | [`capacity`](BudgetBuilder::capacity) | 500 | tokens of a full budget; a new budget is full |
/// | [`retry_cost`](BudgetBuilder::retry_cost) | 5 | taken before the delay of a retry |
/// | [`throttle_cost`](BudgetBuilder::throttle_cost) | `retry_cost` | taken instead, if the server itself asked to come back later |
/// | [`success_refund`](BudgetBuilder::success_refund) | 1 | put in by a call that succeeds at its first attempt |
/// | [`min_retries_per_second`](BudgetBuilder::min_retries_per_second) | 0 | retries for which each second adds tokens, even if no call succeeds |
///
/// [`ratio`](BudgetBuilder::ratio) sets the refund as Finagle and linkerd do, as a fraction of a
/// retry.
///
/// - A call that succeeds after retries gives back the tokens of its last retry.
/// - A call that fails in the end gives back nothing.
/// - A call dropped during a delay gives back the tokens of the retry that was never made. The
///   tokens of a retry that has begun are spent.
/// - A budget never holds more tokens than its capacity.
///
/// With the defaults, a full budget pays for 100 failed retries in a row. In the long run, every 5
/// calls that succeed at their first attempt pay for one failed retry. If one call in eight fails
/// all its 3 retries, the other seven earn 7 tokens while the failed call spends 15, so the budget
/// is empty in the end. A caller that makes few calls earns few tokens, so it should set a floor
/// ([`min_retries_per_second`](BudgetBuilder::min_retries_per_second)).
///
/// Each call remembers the tokens that it has taken, so calls that overlap in time can't give back
/// each other's tokens.
///
/// # In your own loop
///
/// Call [`withdraw`](Self::withdraw) before a retry, and [`deposit`](Self::deposit) after a
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
/// Make a budget a `static`, or keep it as long as the clients of one service. If several services
/// shared a budget, an outage of one would take away the retries of the others.
///
/// A budget is not [`Clone`], because a copy would be a second bucket. A `const` would be a new
/// budget at each use, so a function with a parameter of type `&'static RetryBudget` refuses it:
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
/// [`available`](Self::available) returns the tokens left, at any time. The [`Event`](crate::Event)
/// of each retry, recovery and give-up has them as `budget`. The counters of the feature `sites`
/// and the gauge of the feature `metrics` show them too. If a budget ends a call, the reason is
/// [`BudgetExhausted`](crate::Reason::BudgetExhausted).
///
/// All operations are lock-free, and need neither `std` nor `alloc`. They need 32-bit atomics with
/// compare-and-swap. On a target without these, such as `thumbv6m`, a budget can't be made, but the
/// rest of the crate works.
///
/// # Sources
///
/// - AWS SDKs and Tools Reference Guide, [Retry behavior]: the standard mode. Its numbers are those
///   of the SDK for Python, [`standard.py`].
/// - gRPC proposal A6, [Throttling retry attempts].
/// - Google, *Site Reliability Engineering*: [Handling Overload] (retries below 10 % of a client's
///   requests), [Addressing Cascading Failures] (a budget of retries for each process).
/// - tower, [`retry::budget`]: the names `withdraw` and `deposit`.
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
    /// Returns a full budget with the default capacity and costs.
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

    /// Returns a builder that starts from the defaults.
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

    /// The number of tokens left. Other threads may take tokens before the caller reads the number.
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
    /// // The number of failed retries in a row that a full budget pays for.
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
    /// // Five calls that succeed at their first attempt pay for one retry.
    /// for _ in 0..5 {
    ///     budget.deposit(budget.success_refund());
    /// }
    /// assert_eq!(budget.available(), budget.capacity());
    /// ```
    #[must_use]
    pub const fn success_refund(&self) -> u32 {
        self.success_refund
    }

    /// Takes `tokens` out, or takes nothing if fewer are left. Returns true if the tokens were
    /// taken, so the retry may be made.
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
        self.refill();
        self.take(tokens)
    }

    /// Takes tokens if enough are left. Does not add the tokens that time has earned since the last
    /// refill.
    #[inline]
    pub(crate) fn take(&self, tokens: u32) -> bool {
        self.taken.take(tokens, self.capacity)
    }

    /// True if the budget has a floor: tokens that time earns.
    #[inline]
    pub(crate) const fn has_floor(&self) -> bool {
        self.floor.per_second() > 0
    }

    /// Adds the tokens that the floor has earned by now.
    #[inline]
    pub(crate) fn refill(&self) {
        // Without `std` there is no clock, and no floor.
        #[cfg(feature = "std")]
        if self.has_floor() {
            self.taken.give_back(self.floor.due(crate::clock::millis()));
        }
        let _: &Self = self;
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

    /// Puts `tokens` in, up to the capacity. Tokens beyond the capacity are lost. If the budget is
    /// full, a deposit costs one relaxed load.
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

/// The tokens that a retry costs. Without a budget, both costs are 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RetryCosts {
    pub(crate) retry: u32,
    /// The cost of a retry after pushback.
    pub(crate) throttled: u32,
}

#[cfg(target_has_atomic = "32")]
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}
