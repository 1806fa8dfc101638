//! Policies made from arguments and another policy. An argument that is set wins. Otherwise, the
//! value of the other policy counts, and adapts to the arguments as a default does.

use core::time::Duration;

use super::builder::{Max, longer_of, longest, shorter_of};
use super::{DEFAULT_BASE_DELAY, DEFAULT_FACTOR, DEFAULT_MAX_DELAY, Policy, PolicyBuilder, longer};
use crate::{Backoff, Jitter};

impl Policy {
    /// Returns a builder that starts from this policy.
    ///
    /// A value that equals its default counts as not set, so it gives way to the arguments of the
    /// builder. All other values count as set.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Jitter, Policy};
    ///
    /// const READ: Policy = Policy::builder().max(5).jitter(Jitter::Full).build();
    /// const WRITE: Policy = READ.to_builder().base_delay(Duration::from_secs(1)).build();
    /// assert_eq!(WRITE.to_string(), "max = 5, base_delay = 1s, jitter");
    /// ```
    #[inline]
    pub const fn to_builder(&self) -> PolicyBuilder {
        Self::builder().over(self)
    }

    /// Returns this policy with the arguments of a text in place of its own. An argument of the
    /// text also replaces arguments that it can't be combined with: `factor = 3` replaces
    /// `backoff = linear`.
    ///
    /// # Errors
    ///
    /// If the text is malformed (see [`FromStr`](core::str::FromStr)), or if it breaks a rule
    /// together with this policy.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max = 5, backoff = linear, jitter".parse()?;
    /// assert_eq!(
    ///     policy.with_text("max = 2, factor = 3")?.to_string(),
    ///     "max = 2, base_delay = 100ms, factor = 3, jitter",
    /// );
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[cfg(feature = "std")]
    #[inline]
    pub fn with_text(&self, text: &str) -> Result<Self, super::ParsePolicyError> {
        super::text::read::Reader::new(false)
            .text(text, Some(self))
            .map(|read| read.0)
    }
}

impl PolicyBuilder {
    /// Takes each argument that is not set from a policy, unless an argument that is set excludes
    /// it.
    #[inline]
    pub(crate) const fn over(mut self, policy: &Policy) -> Self {
        let has_own_list = self.delays.is_some();
        self = self.growth_over(policy);
        let has_its_list = self.delays.is_some() && !has_own_list;
        let is_counted = policy.is_one_retry_a_delay() && !has_its_list;
        if self.max.is_none() && self.max_attempts.is_none() && !is_counted {
            self.max = Some(match policy.max_retries {
                None => Max::Unlimited,
                Some(0) => Max::Off,
                Some(retries) => Max::Retries(retries),
            });
        }
        let (base, cap) = policy.written_delays();
        let pushback = policy.max_pushback;
        if self.max_pushback.is_none() && !equal(pushback, policy.max_delay) {
            self.max_pushback = Some(pushback);
        }
        if let (None, Some(cap)) = (self.max_delay, cap) {
            self.max_delay = Some(match self.base_delay {
                Some(base) if longer(base, cap) => base,
                _ => cap,
            });
        }
        let has_base = self.delays.is_none() && !matches!(self.backoff, Some(Backoff::Curve(_)));
        if let (None, Some(base), true) = (self.base_delay, base, has_base) {
            self.base_delay = Some(match self.max_delay {
                Some(cap) if longer(base, cap) => cap,
                _ => base,
            });
        }
        if self.max_elapsed.is_none() {
            self.max_elapsed = policy.max_elapsed;
        }
        if self.reset_after.is_none() {
            self.reset_after = policy.reset_after;
        }
        self
    }

    /// Takes lists, backoff, factor, jitter and seed from a policy, unless the arguments that are
    /// set replace or exclude them.
    #[inline]
    const fn growth_over(mut self, policy: &Policy) -> Self {
        let to_decorrelated = matches!(self.jitter, Some(Jitter::Decorrelated));
        let has_growth = self.backoff.is_some() || self.factor.is_some();
        let is_of_a_curve = has_growth || self.base_delay.is_some() || self.fast_first;
        let is_replaced =
            matches!(policy.jitter, Jitter::Decorrelated) && (has_growth || self.delays.is_some());
        if self.delays.is_none() && !is_of_a_curve && !to_decorrelated {
            self.delays = policy.listed_delays();
        }
        if self.delays.is_none() {
            self.fast_first |= policy.fast_first();
            if !to_decorrelated {
                self = self.backoff_over(policy);
            }
        }
        if self.jitter.is_none() && !is_replaced && !matches!(policy.jitter, Jitter::None) {
            self.jitter = Some(policy.jitter);
        }
        let has_jitter = !matches!(self.jitter, None | Some(Jitter::None));
        if self.seed.is_none() && has_jitter {
            self.seed = policy.seed;
        }
        self
    }

    /// Takes backoff and factor from a policy, unless the arguments that are set exclude them.
    #[inline]
    const fn backoff_over(mut self, policy: &Policy) -> Self {
        let is_exponential = matches!(self.backoff, None | Some(Backoff::Exponential));
        if self.factor.is_some() {
            return self;
        }
        if is_exponential && policy.factor() != DEFAULT_FACTOR {
            self.factor = Some(policy.factor());
        }
        let is_free = match policy.backoff() {
            Backoff::Exponential => false,
            // A function has no base delay, so a base delay that is set excludes it.
            Backoff::Curve(_) => self.base_delay.is_none(),
            _ => true,
        };
        if self.backoff.is_none() && is_free {
            self.backoff = Some(policy.backoff());
        }
        self
    }

    /// Combines the arguments with a policy known only at run time. If the two leave no room for a
    /// retry, there is no retry.
    #[inline]
    pub(crate) const fn build_over(self, policy: &Policy) -> Policy {
        match self.over(policy).judge(false) {
            Ok(policy) => policy,
            Err(_) => *policy,
        }
    }
}

impl Policy {
    /// True if the policy has a list, and `max` is its length, which is the default.
    #[inline]
    const fn is_one_retry_a_delay(&self) -> bool {
        match (self.listed_delays(), self.max_retries) {
            (Some(list), Some(max)) => list.len() == max as usize,
            _ => false,
        }
    }

    /// The base delay and the cap, each only if it differs from its default.
    #[inline]
    const fn written_delays(&self) -> (Option<Duration>, Option<Duration>) {
        let (base, cap) = (self.base_delay, self.max_delay);
        let default_base = shorter_of(DEFAULT_BASE_DELAY, cap);
        let longest = match self.listed_delays() {
            None => base,
            Some(list) => match longest(list) {
                Ok(longest) => longest,
                Err(_) => base,
            },
        };
        let has_base =
            self.listed_delays().is_none() && !matches!(self.backoff(), Backoff::Curve(_));
        let is_base_written = has_base && !equal(base, default_base);
        let is_cap_written = !equal(cap, longer_of(longest, DEFAULT_MAX_DELAY));
        (
            if is_base_written { Some(base) } else { None },
            if is_cap_written { Some(cap) } else { None },
        )
    }
}

/// `a == b`. A `const fn` can't call `PartialEq`.
const fn equal(a: Duration, b: Duration) -> bool {
    a.as_nanos() == b.as_nanos()
}
