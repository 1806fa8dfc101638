//! The error messages of broken rules. Tests over the table `data/rules/policies.tsv` check that
//! the attribute, the policy and the command line use the same words.

use core::fmt;
use core::time::Duration;

use Value::{Delay, InRule, Integer, Number};

use crate::errors::rules;

/// A broken rule of a [`Policy`](crate::Policy): the argument, its value and the rule.
///
/// The words of a rule are the same here, in the attribute and on the command line.
/// [`Display`](fmt::Display) adds the value to them.
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
    /// No value to show, since the rule implies it.
    InRule,
}

rules! { PolicyError:
    max_too_small(retries: i128) "max" = Integer(retries),
        "`max` must be at least 1: it counts the retries after the first attempt";
    max_too_large(retries: i128) "max" = Integer(retries),
        "`max` must be at most 4294967294: for no limit, write `unlimited`";
    max_with_max_attempts(attempts: u32) "max_attempts" = Integer(attempts as i128),
        "`max_attempts` sets the same limit as `max`, with the first attempt counted: leave one of the two out";
    max_attempts_too_small(attempts: i128) "max_attempts" = Integer(attempts),
        "`max_attempts` must be at least 2: it counts the first attempt too";
    #[cfg(feature = "std")]
    max_attempts_too_large(attempts: i128) "max_attempts" = Integer(attempts),
        "`max_attempts` must be at most 4294967295: for no limit, write `max = unlimited`";
    base_delay_zero() "base_delay" = Delay(Duration::ZERO),
        "`base_delay` must be greater than zero, for example `100ms`";
    base_delay_too_long(base: Duration) "base_delay" = Delay(base),
        "`base_delay` must be at most 584 years (64 bits of nanoseconds)";
    max_delay_zero() "max_delay" = Delay(Duration::ZERO),
        "`max_delay` must be greater than zero, for example `30s`";
    max_delay_too_short(cap: Duration) "max_delay" = Delay(cap),
        "`max_delay` must not be shorter than `base_delay`";
    max_pushback_zero() "max_pushback" = Delay(Duration::ZERO),
        "`max_pushback` must be greater than zero, for example `2m`";
    backoff_with_decorrelated() "backoff" = InRule,
        "`backoff` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
    factor_with_decorrelated() "factor" = InRule,
        "`factor` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
    factor_without_exponential() "factor" = InRule,
        "`factor` has no effect without `backoff = exponential`: leave `factor` out, or write `backoff = exponential`";
    factor(factor: f64) "factor" = Number(factor),
        "`factor` must be a finite number of at least 1: 2 doubles the delay with every retry";
    base_delay_with_delays() "base_delay" = InRule,
        "`base_delay` has no effect with `delays`, which lists every delay: leave one of the two out";
    base_delay_with_curve() "base_delay" = InRule,
        "`base_delay` has no effect if `backoff` is a function, which computes every delay: leave `base_delay` out";
    backoff_with_delays() "backoff" = InRule,
        "`backoff` has no effect with `delays`, which lists every delay: leave one of the two out";
    factor_with_delays() "factor" = InRule,
        "`factor` has no effect with `delays`, which lists every delay: leave one of the two out";
    fast_first_with_delays() "fast_first" = InRule,
        "`fast_first` has no effect with `delays`: for a first retry at once, begin the list with `0s`";
    delays_with_decorrelated() "delays" = InRule,
        "`delays` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
    delays_empty() "delays" = InRule,
        "`delays` must have at least one delay, for example `5s`";
    delays_with_later_zero() "delays" = InRule,
        "only the first of `delays` may be zero: later retries without a delay would be a hot loop";
    delays_too_long(longest: Duration) "delays" = Delay(longest),
        "`delays` must be at most 584 years each (64 bits of nanoseconds)";
    jitter_without_std() "jitter" = InRule,
        "`jitter` needs `seed`, or the feature `std` of `retry-runtime`, for its random numbers";
    proportion(p: f64) "jitter" = Number(p),
        "`proportional(p)` shortens a delay by up to the fraction p, which must be above 0 and at most 1";
    seed_without_jitter(seed: u64) "seed" = Integer(seed as i128),
        "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out";
    max_elapsed_zero() "max_elapsed" = Delay(Duration::ZERO),
        "`max_elapsed` must be greater than zero, for example `10s`";
    max_elapsed_without_std() "max_elapsed" = InRule,
        "`max_elapsed` needs a clock: enable the feature `std` of `retry-runtime`";
    max_elapsed_too_short(limit: Duration) "max_elapsed" = Delay(limit),
        "`max_elapsed` must be longer than `base_delay`: no retry could start within it";
    max_elapsed_too_short_for_delays(limit: Duration) "max_elapsed" = Delay(limit),
        "`max_elapsed` must be longer than the first of `delays`: no retry could start within it";
    reset_after_zero() "reset_after" = Delay(Duration::ZERO),
        "`reset_after` must be greater than zero, for example `1m`";
    reset_after_without_std() "reset_after" = InRule,
        "`reset_after` needs a clock: enable the feature `std` of `retry-runtime`";
    // `attempt_timeout` is not part of a policy, but its rule is here.
    attempt_timeout_zero() "attempt_timeout" = Delay(Duration::ZERO),
        "`attempt_timeout` must be greater than zero, for example `2s`";
    // `call_timeout` is not part of a policy, but its rule is here.
    call_timeout_zero() "call_timeout" = Delay(Duration::ZERO),
        "`call_timeout` must be greater than zero, for example `20s`";
    call_timeout_without_std() "call_timeout" = InRule,
        "`call_timeout` needs a clock: enable the feature `std` of `retry-runtime`";
}

impl PolicyError {
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
    #[inline]
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
