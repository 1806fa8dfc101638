//! What a retry may do. The one place of defaults and invariants.

mod error;

use core::time::Duration;

use crate::{Backoff, Jitter};

pub use error::PolicyError;

const DEFAULT_MAX: u32 = 3;
const DEFAULT_BASE_DELAY: Duration = Duration::from_millis(100);
const DEFAULT_MAX_DELAY: Duration = Duration::from_secs(30);
const DEFAULT_FACTOR: f64 = 2.0;

/// Delays are computed in 64 bits of nanoseconds: 584 years.
const LONGEST_BASE_DELAY: Duration = Duration::from_nanos(u64::MAX);

/// How often to retry, and how long to wait before each retry.
///
/// A policy is small, [`Copy`], comparable, and always valid: the only way to
/// one is through [`Policy::builder`], which checks every rule. What is not
/// written has a default: 3 retries, a base delay of 100 ms that doubles with
/// every retry, delays of at most 30 s, no jitter.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Policy};
///
/// // In a `const`, a policy that breaks a rule does not compile.
/// const POLICY: Policy = Policy::builder()
///     .max(5)
///     .base_delay(Duration::from_millis(100))
///     .jitter(Jitter::Full)
///     .build();
///
/// // At run time, the same rules are a `Result`.
/// let from_a_flag = Policy::builder().max(0).try_build();
/// assert_eq!(
///     from_a_flag.unwrap_err().to_string(),
///     "`max` must be at least 1: it counts the retries after the first attempt (got 0)",
/// );
/// assert_eq!(POLICY.max_retries(), Some(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// `None` is no limit.
    max_retries: Option<u32>,
    base_delay: Duration,
    max_delay: Duration,
    factor: f64,
    jitter: Jitter,
    seed: Option<u64>,
}

impl Policy {
    /// The policy of `policy = None`: one attempt and no retry. Not public,
    /// because a policy that retries nothing is a mistake everywhere else.
    pub(crate) const SINGLE_ATTEMPT: Self = Self {
        max_retries: Some(0),
        ..Self::builder().build()
    };

    /// Starts a policy from the defaults.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::builder().build(), Policy::default());
    /// assert_eq!(Policy::default().max_retries(), Some(3));
    /// ```
    pub const fn builder() -> PolicyBuilder {
        PolicyBuilder {
            max: None,
            base_delay: None,
            max_delay: None,
            factor: None,
            jitter: None,
            seed: None,
        }
    }

    /// The most retries after the first attempt; `None` is no limit.
    #[must_use]
    pub const fn max_retries(&self) -> Option<u32> {
        self.max_retries
    }

    /// The delay before the first retry, before jitter. Greater than zero.
    #[must_use]
    pub const fn base_delay(&self) -> Duration {
        self.base_delay
    }

    /// The cap on every delay, jitter included. Not below the base delay.
    #[must_use]
    pub const fn max_delay(&self) -> Duration {
        self.max_delay
    }

    /// What the delay is multiplied by after each retry. Finite, at least 1.
    #[must_use]
    pub const fn factor(&self) -> f64 {
        self.factor
    }

    /// How delays are randomised.
    #[must_use]
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// The seed that makes jitter repeatable, if one was given.
    #[must_use]
    pub const fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// The delays that one call would wait, in order: one item a retry.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let millis: Vec<_> = Policy::default().delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [100, 200, 400]);
    /// ```
    #[must_use]
    pub fn delays(&self) -> Backoff {
        Backoff::new(self)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::builder().build()
    }
}

/// The arguments of a [`Policy`] as written, not yet judged.
///
/// The methods are named as the arguments of `#[retry]`, and all are `const`.
/// [`build`](Self::build) and [`try_build`](Self::try_build) apply the same
/// rules; the first panics, for policies in a `const`, and the second returns
/// a [`Result`], for values known only at run time.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Policy};
///
/// let policy = Policy::builder()
///     .max(8)
///     .base_delay(Duration::from_millis(50))
///     .max_delay(Duration::from_secs(5))
///     .factor(1.5)
///     .jitter(Jitter::Proportional(0.25))
///     .seed(42)
///     .build();
/// assert_eq!((policy.max_retries(), policy.seed()), (Some(8), Some(42)));
/// assert_eq!(policy.base_delay(), Duration::from_millis(50));
/// assert_eq!(policy.max_delay(), Duration::from_secs(5));
/// assert_eq!((policy.factor(), policy.jitter()), (1.5, Jitter::Proportional(0.25)));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` or `try_build`"]
pub struct PolicyBuilder {
    max: Option<Max>,
    base_delay: Option<Duration>,
    max_delay: Option<Duration>,
    factor: Option<f64>,
    jitter: Option<Jitter>,
    seed: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Max {
    Retries(u32),
    Unlimited,
}

impl PolicyBuilder {
    /// The most retries after the first attempt: from 1 to `u32::MAX - 1`, so
    /// that the number of attempts fits a `u32`. Default: 3.
    pub const fn max(mut self, retries: u32) -> Self {
        self.max = Some(Max::Retries(retries));
        self
    }

    /// No limit on the number of retries.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::builder().unlimited().build().max_retries(), None);
    /// ```
    pub const fn unlimited(mut self) -> Self {
        self.max = Some(Max::Unlimited);
        self
    }

    /// The delay before the first retry: greater than zero, at most 584 years
    /// (64 bits of nanoseconds). Default: 100 ms, or the maximum delay where
    /// that is shorter.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = Some(delay);
        self
    }

    /// The cap on every delay, jitter included: greater than zero and not
    /// below the base delay. Default: 30 s, or the base delay where that is
    /// longer.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = Some(delay);
        self
    }

    /// What the delay is multiplied by after each retry: finite, at least 1.
    /// Default: 2.
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = Some(factor);
        self
    }

    /// How delays are randomised. Default: [`Jitter::None`].
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = Some(jitter);
        self
    }

    /// Makes jitter repeatable: every call draws the same delays.
    ///
    /// For tests and demonstrations only. Clients that share a seed come back
    /// together, which is what jitter is there to prevent.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Judges the arguments, and panics where one breaks a rule: in a `const`,
    /// that is a compile error.
    ///
    /// # Panics
    ///
    /// Where [`try_build`](Self::try_build) returns an error, with its
    /// [rule](PolicyError::rule).
    ///
    /// ```compile_fail
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max(0).build();
    /// ```
    #[must_use]
    pub const fn build(self) -> Policy {
        match self.try_build() {
            Ok(policy) => policy,
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// Judges the arguments.
    ///
    /// # Errors
    ///
    /// The first rule that is broken, with the argument and its value.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let error = Policy::builder()
    ///     .base_delay(Duration::from_secs(2))
    ///     .max_delay(Duration::from_secs(1))
    ///     .try_build()
    ///     .unwrap_err();
    /// assert_eq!(error.field(), "max_delay");
    /// assert_eq!(error.to_string(), "`max_delay` must not be shorter than `base_delay` (got 1s)");
    /// ```
    pub const fn try_build(self) -> Result<Policy, PolicyError> {
        let max_retries = match self.max {
            None => Some(DEFAULT_MAX),
            Some(Max::Unlimited) => None,
            Some(Max::Retries(0)) => return Err(PolicyError::MAX_TOO_SMALL),
            Some(Max::Retries(u32::MAX)) => return Err(PolicyError::MAX_TOO_LARGE),
            Some(Max::Retries(retries)) => Some(retries),
        };
        if let Some(base) = self.base_delay {
            if base.is_zero() {
                return Err(PolicyError::BASE_DELAY_ZERO);
            }
            if longer(base, LONGEST_BASE_DELAY) {
                return Err(PolicyError::base_delay_too_long(base));
            }
        }
        if let Some(cap) = self.max_delay {
            if cap.is_zero() {
                return Err(PolicyError::MAX_DELAY_ZERO);
            }
        }
        // What was written stands; a default gives way to it.
        let (base_delay, max_delay) = match (self.base_delay, self.max_delay) {
            (None, None) => (DEFAULT_BASE_DELAY, DEFAULT_MAX_DELAY),
            (Some(base), None) if longer(base, DEFAULT_MAX_DELAY) => (base, base),
            (Some(base), None) => (base, DEFAULT_MAX_DELAY),
            (None, Some(cap)) if longer(DEFAULT_BASE_DELAY, cap) => (cap, cap),
            (None, Some(cap)) => (DEFAULT_BASE_DELAY, cap),
            (Some(base), Some(cap)) if longer(base, cap) => {
                return Err(PolicyError::max_delay_too_short(cap));
            }
            (Some(base), Some(cap)) => (base, cap),
        };
        let jitter = match self.jitter {
            None => Jitter::None,
            Some(Jitter::Proportional(p)) if !(p > 0.0 && p <= 1.0) => {
                return Err(PolicyError::proportion(p));
            }
            Some(jitter) => jitter,
        };
        let factor = match self.factor {
            None => DEFAULT_FACTOR,
            Some(factor) if !(factor >= 1.0 && factor.is_finite()) => {
                return Err(PolicyError::factor(factor));
            }
            Some(_) if matches!(jitter, Jitter::Decorrelated) => {
                return Err(PolicyError::FACTOR_WITH_DECORRELATED);
            }
            Some(factor) => factor,
        };
        if let Some(seed) = self.seed {
            if matches!(jitter, Jitter::None) {
                return Err(PolicyError::seed_without_jitter(seed));
            }
        }
        Ok(Policy {
            max_retries,
            base_delay,
            max_delay,
            factor,
            jitter,
            seed: self.seed,
        })
    }
}

/// `a > b`, which `Ord` can't say in a `const fn`.
const fn longer(a: Duration, b: Duration) -> bool {
    a.as_nanos() > b.as_nanos()
}
