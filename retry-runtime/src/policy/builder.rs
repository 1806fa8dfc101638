//! The builder of a policy: its arguments, and the rules that they must keep.

use core::time::Duration;

use super::{
    DEFAULT_BASE_DELAY, DEFAULT_FACTOR, DEFAULT_MAX, DEFAULT_MAX_DELAY, Policy, PolicyError, longer,
};
use crate::backoff::{Curve, Schedule};
use crate::{Backoff, Jitter};

/// The longest delay in 64 bits of nanoseconds: 584 years.
const LONGEST_BASE_DELAY: Duration = Duration::from_nanos(u64::MAX);

/// A builder of [`Policy`]. It checks its arguments when the policy is built.
///
/// The methods have the names of the arguments of `#[retry]`, and all of them are `const`.
/// [`build`](Self::build) and [`try_build`](Self::try_build) check the same rules. If a rule is
/// broken, `build` panics, which is a compile error in a `const`. `try_build` returns a [`Result`],
/// for values known only at run time.
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
/// assert_eq!((policy.max(), policy.seed()), (Some(8), Some(42)));
/// assert_eq!(policy.base_delay(), Duration::from_millis(50));
/// assert_eq!(policy.max_delay(), Duration::from_secs(5));
/// assert_eq!((policy.factor(), policy.jitter()), (1.5, Jitter::Proportional(0.25)));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` or `try_build`"]
pub struct PolicyBuilder {
    pub(super) max: Option<Max>,
    pub(super) max_attempts: Option<u32>,
    pub(super) base_delay: Option<Duration>,
    pub(super) max_delay: Option<Duration>,
    pub(super) max_pushback: Option<Duration>,
    pub(super) backoff: Option<Backoff>,
    pub(super) factor: Option<f64>,
    pub(super) delays: Option<&'static [Duration]>,
    pub(super) fast_first: bool,
    pub(super) jitter: Option<Jitter>,
    pub(super) seed: Option<u64>,
    pub(super) max_elapsed: Option<Duration>,
    pub(super) reset_after: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Max {
    Retries(u32),
    Unlimited,
    /// No retries: `off`.
    Off,
}

impl PolicyBuilder {
    pub(super) const DEFAULTS: Self = Self {
        max: None,
        max_attempts: None,
        base_delay: None,
        max_delay: None,
        max_pushback: None,
        backoff: None,
        factor: None,
        delays: None,
        fast_first: false,
        jitter: None,
        seed: None,
        max_elapsed: None,
        reset_after: None,
    };

    /// Sets the maximum number of retries after the first attempt, from 1 to `u32::MAX - 1`.
    /// Default: 3, or the length of the list if [`delays`](Self::delays) is set.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max(5).build();
    /// assert_eq!(POLICY.delays().count(), 5);
    /// assert_eq!(POLICY.max_attempts(), Some(6));
    /// ```
    pub const fn max(mut self, retries: u32) -> Self {
        self.max = Some(Max::Retries(retries));
        self
    }

    /// Sets the maximum number of attempts, including the first. It must be at least 2. It can't be
    /// combined with [`max`](Self::max), which sets the same limit as a number of retries.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::builder().max_attempts(6).build(), Policy::builder().max(5).build());
    /// ```
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Removes the limit on the number of retries.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::builder().unlimited().build().max(), None);
    /// ```
    pub const fn unlimited(mut self) -> Self {
        self.max = Some(Max::Unlimited);
        self
    }

    /// Sets the delay before the first retry. It must be greater than zero and at most 584 years
    /// (64 bits of nanoseconds). Default: 100 ms, or the maximum delay if that is shorter.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::builder().base_delay(Duration::from_millis(20)).build();
    /// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [20, 40, 80]);
    /// ```
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = Some(delay);
        self
    }

    /// Sets the cap on every delay, jitter included. It must be greater than zero and not below the
    /// base delay. If [`max_pushback`](Self::max_pushback) is not set, it caps pushback too.
    /// Default: 30 s, or the base delay if that is longer.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::builder().max(4).max_delay(Duration::from_millis(250)).build();
    /// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [100, 200, 250, 250]);
    /// ```
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = Some(delay);
        self
    }

    /// Sets the longest delay that a server may ask for (pushback). It must be greater than zero,
    /// and can be above or below [`max_delay`](Self::max_delay). Default: the maximum delay.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let asked = Duration::from_secs(60);
    /// let policy = Policy::builder().max(1);
    /// for (policy, delays) in [
    ///     (policy, vec![]), // a server that asks for more than the cap ends the call
    ///     (policy.max_pushback(Duration::from_secs(120)), vec![asked]),
    /// ] {
    ///     let mut waited = Vec::new();
    ///     let policy = policy.build();
    ///     let call = policy.retry(|| Err::<(), _>("503"));
    ///     let outcome = call.retry_after(|_| Some(asked)).sleep(|delay| waited.push(delay)).call();
    ///     assert_eq!((outcome, waited), (Err("503"), delays));
    /// }
    /// ```
    pub const fn max_pushback(mut self, delay: Duration) -> Self {
        self.max_pushback = Some(delay);
        self
    }

    /// Sets the growth of delays. Default: [`Backoff::Exponential`]. It can't be combined with
    /// [`Jitter::Decorrelated`], which has a growth of its own, or with [`delays`](Self::delays).
    ///
    /// ```
    /// use retry_runtime::{Backoff, Jitter, Policy};
    ///
    /// let linear = Policy::builder().max(4).backoff(Backoff::Linear);
    /// let millis: Vec<_> = linear.build().delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [100, 200, 300, 400]);
    ///
    /// let error = linear.jitter(Jitter::Decorrelated).try_build().unwrap_err();
    /// assert_eq!(error.field(), "backoff");
    /// ```
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = Some(backoff);
        self
    }

    /// Sets the factor by which an exponential delay grows after each retry. It must be finite and
    /// at least 1. Default: 2. Only an exponential backoff takes a factor.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let millis = |factor| -> Vec<_> {
    ///     Policy::builder().factor(factor).build().delays().map(|delay| delay.as_millis()).collect()
    /// };
    /// assert_eq!(millis(1.5), [100, 150, 225]);
    /// assert_eq!(millis(10.0), [100, 1_000, 10_000]);
    /// ```
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = Some(factor);
        self
    }

    /// Lists the delays before the first retry, the second, and so on. The last delay repeats. If
    /// the number of retries is not set, it is the length of the list. If the cap is not set, it is
    /// 30 s or the longest delay of the list, whichever is longer. Jitter still applies.
    ///
    /// The list must have at least one delay, and only the first may be zero. It can't be combined
    /// with [`base_delay`](Self::base_delay), [`backoff`](Self::backoff), [`factor`](Self::factor),
    /// [`fast_first`](Self::fast_first) or [`Jitter::Decorrelated`]. The policy borrows the list
    /// for the rest of the process: use a constant, or a `Vec` after
    /// [`leak`](https://doc.rust-lang.org/std/vec/struct.Vec.html#method.leak).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// const DELAYS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(60)];
    /// const POLICY: Policy = Policy::builder().delays(&DELAYS).build();
    /// assert!(POLICY.delays().eq(DELAYS));
    /// const _: () = assert!(POLICY.worst_case_delay().unwrap().as_secs() == 65);
    ///
    /// let longer = Policy::builder().delays(&DELAYS).max(5).build();
    /// assert_eq!(longer.delays().last(), Some(Duration::from_secs(60)));
    /// ```
    pub const fn delays(mut self, delays: &'static [Duration]) -> Self {
        self.delays = Some(delays);
        self
    }

    /// Makes the first retry without a delay. The backoff then begins with the second retry. This
    /// is for failures that are often gone in an instant, such as a lost connection.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::builder().max(4).base_delay(Duration::from_secs(1)).fast_first();
    /// let seconds: Vec<_> = policy.build().delays().map(|delay| delay.as_secs()).collect();
    /// assert_eq!(seconds, [0, 1, 2, 4]);
    /// ```
    pub const fn fast_first(mut self) -> Self {
        self.fast_first = true;
        self
    }

    /// Sets the jitter. Default: [`Jitter::None`].
    ///
    /// ```
    /// use retry_runtime::{Jitter, Policy};
    ///
    /// let plain = Policy::builder().max(50);
    /// let jittered = plain.jitter(Jitter::Equal).build();
    /// let pairs = plain.build().delays().zip(jittered.delays());
    /// for (plain, jittered) in pairs {
    ///     assert!(jittered > plain / 2 && jittered <= plain);
    /// }
    /// ```
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = Some(jitter);
        self
    }

    /// Makes jitter repeatable: every call draws the same delays.
    ///
    /// A seed is for tests and demonstrations only. Clients that share a seed retry at the same
    /// times, which jitter is meant to prevent.
    ///
    /// ```
    /// use retry_runtime::{Jitter, Policy};
    ///
    /// let policy = Policy::builder().max(9).jitter(Jitter::Full).seed(42).build();
    /// assert!(policy.delays().eq(policy.delays()));
    /// ```
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Limits the time for retries: a call starts no delay that would end later than this after its
    /// start. See [`Policy::max_elapsed`]. The limit must be longer than the base delay, unless
    /// `fast_first` or a curve decides the first delay. Default: no limit.
    ///
    /// The limit needs a clock, and so the feature `std`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::builder().unlimited().max_elapsed(Duration::from_secs(10)).build();
    /// assert_eq!(policy.worst_case_delay(), Some(Duration::from_secs(10)));
    /// ```
    pub const fn max_elapsed(mut self, limit: Duration) -> Self {
        self.max_elapsed = Some(limit);
        self
    }

    /// Sets the running time after which an attempt counts as progress, so that retries, delays and
    /// `max_elapsed` start over. See [`Policy::reset_after`]. It must be greater than zero.
    /// Default: none.
    ///
    /// This setting needs a clock, and so the feature `std`.
    ///
    /// ```
    /// # #[cfg(feature = "test-util")] {
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let policy = Policy::builder()
    ///     .unlimited()
    ///     .base_delay(Duration::from_secs(1))
    ///     .reset_after(Duration::from_secs(60))
    ///     .build();
    /// let clock = VirtualTime::start();
    /// let mut sessions = [0, 0, 3600, 0].into_iter();
    /// let call = policy.retry(|| match sessions.next() {
    ///     Some(seconds) => {
    ///         clock.advance(Duration::from_secs(seconds));
    ///         Err("connection lost")
    ///     }
    ///     None => Ok(()),
    /// });
    /// assert_eq!(call.call(), Ok(()));
    /// assert_eq!(clock.delays(), [1, 2, 1, 2].map(Duration::from_secs));
    /// # }
    /// ```
    pub const fn reset_after(mut self, life: Duration) -> Self {
        self.reset_after = Some(life);
        self
    }

    /// Replaces a refused argument with a valid one, so that its fault is not reported twice.
    #[cfg(feature = "std")]
    #[inline]
    pub(super) fn refused(mut self, argument: &str) -> Self {
        match argument {
            "max" => self.max = None,
            "max_attempts" => self.max_attempts = None,
            "base_delay" if self.delays.is_some() => self.base_delay = None,
            "base_delay" => self.base_delay = Some(Duration::from_nanos(1)),
            "max_delay" => self.max_delay = None,
            "max_pushback" => self.max_pushback = None,
            "backoff" => self.backoff = None,
            "factor" => self.factor = None,
            "delays" => {
                self.delays = None;
                self.base_delay = Some(Duration::from_nanos(1));
            }
            "fast_first" => self.fast_first = false,
            "jitter" => self.jitter = Some(Jitter::Full),
            "seed" => self.seed = None,
            "max_elapsed" => self.max_elapsed = None,
            "reset_after" => self.reset_after = None,
            _ => unreachable!("every argument is judged"),
        }
        self
    }

    /// Builds the policy. If an argument breaks a rule, the method panics. In a `const`, that is a
    /// compile error.
    ///
    /// # Panics
    ///
    /// If [`try_build`](Self::try_build) would return an error. The message is the
    /// [rule](PolicyError::rule) of that error.
    ///
    /// ```compile_fail
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max(0).build();
    /// ```
    #[must_use]
    #[inline]
    pub const fn build(self) -> Policy {
        match self.try_build() {
            Ok(policy) => policy,
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// Builds the policy, or returns the rule that an argument breaks.
    ///
    /// # Errors
    ///
    /// The first broken rule, with the argument and its value.
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
    #[inline]
    pub const fn try_build(self) -> Result<Policy, PolicyError> {
        self.judge(true)
    }

    /// Checks the arguments and builds the policy. If `across` is false, `max_elapsed` may leave no
    /// room for a retry, and a seed is allowed without jitter.
    #[inline]
    pub(super) const fn judge(self, across: bool) -> Result<Policy, PolicyError> {
        let max_retries = match (self.max, self.max_attempts) {
            (None, None) => Some(self.default_max()),
            (Some(_), Some(attempts)) => {
                return Err(PolicyError::max_with_max_attempts(attempts));
            }
            (Some(Max::Unlimited), None) => None,
            (Some(Max::Off), None) => Some(0),
            (Some(Max::Retries(0)), None) => return Err(PolicyError::max_too_small(0)),
            (Some(Max::Retries(u32::MAX)), None) => {
                return Err(PolicyError::max_too_large(u32::MAX as i128));
            }
            (Some(Max::Retries(retries)), None) => Some(retries),
            (None, Some(attempts @ 0..=1)) => {
                return Err(PolicyError::max_attempts_too_small(attempts as i128));
            }
            (None, Some(attempts)) => Some(attempts - 1),
        };
        let (base_delay, max_delay, max_pushback) = match self.bounds() {
            Ok(bounds) => bounds,
            Err(error) => return Err(error),
        };
        let jitter = match self.jitter {
            None => Jitter::None,
            Some(Jitter::Proportional(p)) if !(p > 0.0 && p <= 1.0) => {
                return Err(PolicyError::proportion(p));
            }
            Some(jitter) => jitter,
        };
        let decorrelated = matches!(jitter, Jitter::Decorrelated);
        if self.delays.is_some() && decorrelated {
            return Err(PolicyError::delays_with_decorrelated());
        }
        let backoff = match self.backoff {
            None => Backoff::Exponential,
            Some(_) if self.delays.is_some() => return Err(PolicyError::backoff_with_delays()),
            Some(_) if decorrelated => return Err(PolicyError::backoff_with_decorrelated()),
            Some(Backoff::Curve(_)) if self.base_delay.is_some() => {
                return Err(PolicyError::base_delay_with_curve());
            }
            Some(backoff) => backoff,
        };
        let factor = match self.factor {
            None => DEFAULT_FACTOR,
            Some(factor) if !(factor >= 1.0 && factor.is_finite()) => {
                return Err(PolicyError::factor(factor));
            }
            Some(_) if self.delays.is_some() => return Err(PolicyError::factor_with_delays()),
            Some(_) if decorrelated => return Err(PolicyError::factor_with_decorrelated()),
            Some(_) if !matches!(backoff, Backoff::Exponential) => {
                return Err(PolicyError::factor_without_exponential());
            }
            Some(factor) => factor,
        };
        if let Err(error) = self.judge_times(base_delay, backoff, across) {
            return Err(error);
        }
        if !cfg!(feature = "std") && self.seed.is_none() && !matches!(jitter, Jitter::None) {
            return Err(PolicyError::jitter_without_std());
        }
        if let Some(seed) = self.seed {
            if across && matches!(jitter, Jitter::None) {
                return Err(PolicyError::seed_without_jitter(seed));
            }
        }
        let schedule = match self.delays {
            Some(_) if self.fast_first => return Err(PolicyError::fast_first_with_delays()),
            Some(list) => Schedule::List(list),
            None => Schedule::Backoff {
                backoff,
                factor,
                fast_first: self.fast_first,
            },
        };
        if matches!(max_retries, Some(0)) {
            return Self::off();
        }
        let curve = Curve::new(base_delay, max_delay, schedule, (jitter, self.seed));
        Ok(Policy {
            max_retries,
            base_delay,
            max_delay,
            max_pushback,
            jitter,
            seed: self.seed,
            max_elapsed: self.max_elapsed,
            reset_after: self.reset_after,
            is_timed: self.max_elapsed.is_some() || self.reset_after.is_some(),
            curve,
        })
    }

    /// The policy `off`, whose other settings are the defaults, so that all of them are equal. It is
    /// not `Policy::OFF`, whose own value comes from here.
    #[inline]
    const fn off() -> Result<Policy, PolicyError> {
        match Self::DEFAULTS.judge(true) {
            Ok(policy) => Ok(Policy {
                max_retries: Some(0),
                ..policy
            }),
            Err(error) => Err(error),
        }
    }

    /// Checks the time limits.
    #[inline]
    const fn judge_times(
        &self,
        base_delay: Duration,
        backoff: Backoff,
        across: bool,
    ) -> Result<(), PolicyError> {
        if let Some(limit) = self.max_elapsed {
            if limit.is_zero() {
                return Err(PolicyError::max_elapsed_zero());
            }
            // The first delay of a user's function is not known here.
            let first_may_be_zero = self.fast_first || matches!(backoff, Backoff::Curve(_));
            if across && !first_may_be_zero && !longer(limit, base_delay) {
                return Err(match self.delays {
                    Some(_) => PolicyError::max_elapsed_too_short_for_delays(limit),
                    None => PolicyError::max_elapsed_too_short(limit),
                });
            }
            if !cfg!(feature = "std") {
                return Err(PolicyError::max_elapsed_without_std());
            }
        }
        if let Some(life) = self.reset_after {
            if life.is_zero() {
                return Err(PolicyError::reset_after_zero());
            }
            if !cfg!(feature = "std") {
                return Err(PolicyError::reset_after_without_std());
            }
        }
        Ok(())
    }

    /// The default number of retries: one for each delay of a list, or `DEFAULT_MAX` without a
    /// list.
    #[allow(clippy::cast_possible_truncation, reason = "`max` ends earlier")]
    const fn default_max(&self) -> u32 {
        match self.delays {
            None => DEFAULT_MAX,
            Some(list) if list.len() < u32::MAX as usize => list.len() as u32,
            Some(_) => u32::MAX - 1,
        }
    }

    /// The base delay, the cap on delays, and the cap on pushback.
    #[inline]
    const fn bounds(&self) -> Result<(Duration, Duration, Duration), PolicyError> {
        if let Some(base) = self.base_delay {
            if base.is_zero() {
                return Err(PolicyError::base_delay_zero());
            }
            if longer(base, LONGEST_BASE_DELAY) {
                return Err(PolicyError::base_delay_too_long(base));
            }
        }
        if let Some(cap) = self.max_delay {
            if cap.is_zero() {
                return Err(PolicyError::max_delay_zero());
            }
        }
        // A default adapts to the arguments that are set.
        let (base_delay, max_delay) = match (self.delays, self.base_delay, self.max_delay) {
            (Some(list), base, cap) => {
                let longest = match longest(list) {
                    Ok(longest) => longest,
                    Err(error) => return Err(error),
                };
                if base.is_some() {
                    return Err(PolicyError::base_delay_with_delays());
                }
                let cap = match cap {
                    Some(cap) => cap,
                    None => longer_of(longest, DEFAULT_MAX_DELAY),
                };
                (shorter_of(list[0], cap), cap)
            }
            (None, None, None) => (DEFAULT_BASE_DELAY, DEFAULT_MAX_DELAY),
            (None, Some(base), None) => (base, longer_of(base, DEFAULT_MAX_DELAY)),
            (None, None, Some(cap)) => (shorter_of(DEFAULT_BASE_DELAY, cap), cap),
            (None, Some(base), Some(cap)) if longer(base, cap) => {
                return Err(PolicyError::max_delay_too_short(cap));
            }
            (None, Some(base), Some(cap)) => (base, cap),
        };
        let max_pushback = match self.max_pushback {
            None => max_delay,
            Some(cap) if cap.is_zero() => return Err(PolicyError::max_pushback_zero()),
            Some(cap) => cap,
        };
        Ok((base_delay, max_delay, max_pushback))
    }
}

/// The longest delay of a list. Fails if the list breaks a rule.
#[inline]
pub(super) const fn longest(list: &[Duration]) -> Result<Duration, PolicyError> {
    if list.is_empty() {
        return Err(PolicyError::delays_empty());
    }
    let (mut longest, mut at) = (Duration::ZERO, 0);
    while at < list.len() {
        if at > 0 && list[at].is_zero() {
            return Err(PolicyError::delays_with_later_zero());
        }
        longest = longer_of(list[at], longest);
        at += 1;
    }
    if longer(longest, LONGEST_BASE_DELAY) {
        return Err(PolicyError::delays_too_long(longest));
    }
    Ok(longest)
}

pub(super) const fn longer_of(a: Duration, b: Duration) -> Duration {
    if longer(a, b) { a } else { b }
}

pub(super) const fn shorter_of(a: Duration, b: Duration) -> Duration {
    if longer(a, b) { b } else { a }
}
