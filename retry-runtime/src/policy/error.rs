//! The words of the rules. `data/rules/policies.tsv` holds the attribute, the policy
//! and the command line to them.

use core::fmt;
use core::time::Duration;

/// A rule of [`Policy`](crate::Policy) that was broken: the argument, its value, the rule.
///
/// The words of a rule are the same here, in the attribute and on the command
/// line. [`Display`](fmt::Display) adds the value.
///
/// ```
/// use retry_runtime::Policy;
///
/// let error = Policy::builder().factor(0.5).try_build().unwrap_err();
/// assert_eq!(error.field(), "factor");
/// assert!(error.rule().starts_with("`factor` must be a finite number of at least 1"));
/// assert_eq!(error.to_string(), format!("{} (got 0.5)", error.rule()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyError {
    field: &'static str,
    value: Value,
    rule: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Integer(i128),
    Number(f64),
    Delay(Duration),
    /// The rule already says it.
    InRule,
}

impl PolicyError {
    pub(super) const BASE_DELAY_ZERO: Self = Self {
        field: "base_delay",
        value: Value::Delay(Duration::ZERO),
        rule: "`base_delay` must be greater than zero, for example `100ms`",
    };
    pub(super) const MAX_DELAY_ZERO: Self = Self {
        field: "max_delay",
        value: Value::Delay(Duration::ZERO),
        rule: "`max_delay` must be greater than zero, for example `30s`",
    };
    pub(super) const MAX_PUSHBACK_ZERO: Self = Self {
        field: "max_pushback",
        value: Value::Delay(Duration::ZERO),
        rule: "`max_pushback` must be greater than zero, for example `2m`",
    };
    pub(super) const FACTOR_WITH_DECORRELATED: Self = Self {
        field: "factor",
        value: Value::InRule,
        rule: "`factor` has no effect with `jitter = decorrelated`, which sets its own growth",
    };

    pub(super) const FACTOR_WITHOUT_EXPONENTIAL: Self = Self {
        field: "factor",
        value: Value::InRule,
        rule: "`factor` belongs to `backoff = exponential`: leave one of the two out",
    };
    pub(super) const BACKOFF_WITH_DECORRELATED: Self = Self {
        field: "backoff",
        value: Value::InRule,
        rule: "`backoff` has no effect with `jitter = decorrelated`, which sets its own growth",
    };
    pub(super) const MAX_ELAPSED_ZERO: Self = Self {
        field: "max_elapsed",
        value: Value::Delay(Duration::ZERO),
        rule: "`max_elapsed` must be greater than zero, for example `10s`",
    };
    pub(super) const MAX_ELAPSED_WITHOUT_STD: Self = Self {
        field: "max_elapsed",
        value: Value::InRule,
        rule: "`max_elapsed` needs a clock: enable the feature `std` of `retry-runtime`",
    };
    pub(super) const JITTER_WITHOUT_STD: Self = Self {
        field: "jitter",
        value: Value::InRule,
        rule: "`jitter` needs `seed`, or the feature `std` of `retry-runtime`, for its random numbers",
    };

    /// The rule of `attempt_timeout`, which is no part of a policy.
    pub(crate) const fn of_attempt_timeout(limit: Duration) -> Option<Self> {
        if !limit.is_zero() {
            return None;
        }
        Some(Self {
            field: "attempt_timeout",
            value: Value::Delay(limit),
            rule: "`attempt_timeout` must be greater than zero, for example `2s`",
        })
    }

    pub(super) const fn max_too_small(retries: i128) -> Self {
        Self {
            field: "max",
            value: Value::Integer(retries),
            rule: "`max` must be at least 1: it counts the retries after the first attempt",
        }
    }

    pub(super) const fn max_too_large(retries: i128) -> Self {
        Self {
            field: "max",
            value: Value::Integer(retries),
            rule: "`max` must be at most 4294967294: for no limit, write `unlimited`",
        }
    }

    pub(super) const fn max_with_max_attempts(attempts: u32) -> Self {
        Self {
            field: "max_attempts",
            value: Value::Integer(attempts as i128),
            rule: "`max_attempts` is `max` with the first attempt counted too: give one of them",
        }
    }

    pub(super) const fn max_attempts_too_small(attempts: i128) -> Self {
        Self {
            field: "max_attempts",
            value: Value::Integer(attempts),
            rule: "`max_attempts` must be at least 2: it counts the first attempt too",
        }
    }

    #[cfg(feature = "std")]
    pub(super) const fn max_attempts_too_large(attempts: i128) -> Self {
        Self {
            field: "max_attempts",
            value: Value::Integer(attempts),
            rule: "`max_attempts` must be at most 4294967295: for no limit, write `max = unlimited`",
        }
    }

    pub(super) const fn max_elapsed_too_short(limit: Duration) -> Self {
        Self {
            field: "max_elapsed",
            value: Value::Delay(limit),
            rule: "`max_elapsed` must be longer than `base_delay`: no retry could start within it",
        }
    }

    pub(super) const fn base_delay_too_long(base: Duration) -> Self {
        Self {
            field: "base_delay",
            value: Value::Delay(base),
            rule: "`base_delay` must be at most 584 years (64 bits of nanoseconds)",
        }
    }

    pub(super) const fn max_delay_too_short(cap: Duration) -> Self {
        Self {
            field: "max_delay",
            value: Value::Delay(cap),
            rule: "`max_delay` must not be shorter than `base_delay`",
        }
    }

    pub(super) const fn factor(factor: f64) -> Self {
        Self {
            field: "factor",
            value: Value::Number(factor),
            rule: "`factor` must be a finite number of at least 1: 2 doubles the delay with every retry",
        }
    }

    pub(super) const fn proportion(p: f64) -> Self {
        Self {
            field: "jitter",
            value: Value::Number(p),
            rule: "`proportional(p)` takes off up to the fraction p of a delay: p must be above 0 and at most 1",
        }
    }

    pub(super) const fn seed_without_jitter(seed: u64) -> Self {
        Self {
            field: "seed",
            value: Value::Integer(seed as i128),
            rule: "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out",
        }
    }

    /// The argument at fault, by its name in the attribute.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// // Names the flag of a command line.
    /// let error = Policy::builder().max_delay(Duration::ZERO).try_build().unwrap_err();
    /// assert_eq!(format!("--{}", error.field().replace('_', "-")), "--max-delay");
    /// ```
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// The rule that was broken, without the value.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let rule = |retries| Policy::builder().max(retries).try_build().unwrap_err().rule();
    /// assert_eq!(rule(0), "`max` must be at least 1: it counts the retries after the first attempt");
    /// assert_eq!(rule(u32::MAX), "`max` must be at most 4294967294: for no limit, write `unlimited`");
    /// ```
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule)?;
        match self.value {
            Value::Integer(value) => write!(f, " (got {value})"),
            Value::Number(value) => write!(f, " (got {value})"),
            Value::Delay(value) => write!(f, " (got {value:?})"),
            Value::InRule => Ok(()),
        }
    }
}

impl core::error::Error for PolicyError {}
