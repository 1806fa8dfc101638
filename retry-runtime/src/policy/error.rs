//! The words of the rules. `data/policies.tsv` holds the attribute, the policy
//! and the command line to them.

use core::fmt;
use core::time::Duration;

/// A rule of [`Policy`](crate::Policy) that was broken: the argument, its value, the rule.
///
/// The words of a rule are the same here, in the attribute and on the command
/// line. [`Display`](fmt::Display) adds the value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyError {
    field: &'static str,
    value: Value,
    rule: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Integer(u64),
    Number(f64),
    Delay(Duration),
    /// The rule already says it.
    InRule,
}

impl PolicyError {
    pub(super) const MAX_TOO_SMALL: Self = Self {
        field: "max",
        value: Value::Integer(0),
        rule: "`max` must be at least 1: it counts the retries after the first attempt",
    };
    pub(super) const MAX_TOO_LARGE: Self = Self {
        field: "max",
        value: Value::Integer(u32::MAX as u64),
        rule: "`max` must be at most 4294967294: for no limit, write `unlimited`",
    };
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
    pub(super) const FACTOR_WITH_DECORRELATED: Self = Self {
        field: "factor",
        value: Value::InRule,
        rule: "`factor` has no effect with `jitter = decorrelated`, which sets its own growth",
    };

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
            value: Value::Integer(seed),
            rule: "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out",
        }
    }

    /// The argument at fault, by its name in the attribute.
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
