//! The policy: the numbers of a retry. Their defaults and rules live here and nowhere else.

mod builder;
mod delays;
mod derive;
mod error;
mod settings;
pub(crate) mod text;
mod timeouts;

use core::fmt;
use core::time::Duration;

use crate::backoff::{self, Curve};
use crate::{Backoff, Jitter, nanos};

pub use builder::PolicyBuilder;
pub use delays::Delays;
pub use error::PolicyError;
pub use settings::ProfileSettings;
#[cfg(feature = "std")]
pub use text::ParsePolicyError;
pub(crate) use timeouts::{judge_attempt_timeout, judge_call_timeout, valid};

const DEFAULT_MAX: u32 = 3;
const DEFAULT_BASE_DELAY: Duration = Duration::from_millis(100);
const DEFAULT_MAX_DELAY: Duration = Duration::from_secs(30);
const DEFAULT_FACTOR: f64 = 2.0;

/// The numbers that govern a retried call: how many retries, and how long to wait before each one.
///
/// A policy is small, [`Copy`] and comparable. It is always valid, because every way to make one
/// checks every rule. The defaults are 3 retries, a base delay of 100 ms that doubles with every
/// retry, delays of at most 30 s, and no jitter.
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
/// assert_eq!(POLICY.max(), Some(5));
/// ```
#[derive(Clone, Copy, PartialEq)]
pub struct Policy {
    /// `None` means no limit.
    max_retries: Option<u32>,
    base_delay: Duration,
    max_delay: Duration,
    max_pushback: Duration,
    jitter: Jitter,
    seed: Option<u64>,
    max_elapsed: Option<Duration>,
    reset_after: Option<Duration>,
    /// True if the policy has `max_elapsed` or `reset_after`.
    is_timed: bool,
    /// The growth of the delays, from the base delay to the cap.
    curve: Curve,
}

impl Policy {
    /// A policy with one attempt and no retries. As text it is `off`, and in the attribute
    /// `policy = None`.
    ///
    /// `OFF` is a switch for operators. A function that is never retried needs no attribute.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!("off".parse(), Ok(Policy::OFF));
    /// assert_eq!(Policy::OFF.to_string(), "off");
    /// assert_eq!(Policy::OFF.max_attempts(), Some(1));
    /// ```
    pub const OFF: Self = Self {
        max_retries: Some(0),
        ..Self::builder().build()
    };

    /// Returns a builder that starts from the defaults.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::builder().build(), Policy::default());
    /// assert_eq!(Policy::default().max(), Some(3));
    /// ```
    pub const fn builder() -> PolicyBuilder {
        PolicyBuilder::DEFAULTS
    }

    /// The maximum number of retries, not counting the first attempt. `None` means no limit. The
    /// count starts over after progress ([`Verdict::RetryAfresh`](crate::Verdict::RetryAfresh),
    /// [`reset_after`](Self::reset_after)).
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max_attempts = 6".parse()?;
    /// assert_eq!(policy.max(), Some(5));
    /// let policy: Policy = "max = unlimited".parse()?;
    /// assert_eq!(policy.max(), None);
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn max(&self) -> Option<u32> {
        self.max_retries
    }

    /// The delay before the first retry, without jitter. It is greater than zero.
    ///
    /// - With [`fast_first`](Self::fast_first), it is the delay before the second retry.
    /// - With [`listed_delays`](Self::listed_delays), it is the first delay of the list, which may
    ///   be zero.
    /// - A [curve](Backoff::Curve) of your own does not use it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// // The default of 100 ms gives way to a cap below it.
    /// let policy = Policy::builder().max_delay(Duration::from_millis(20)).build();
    /// assert_eq!(policy.base_delay(), Duration::from_millis(20));
    /// ```
    #[must_use]
    pub const fn base_delay(&self) -> Duration {
        self.base_delay
    }

    /// The maximum number of attempts, including the first. `None` means no limit.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max(5).build();
    /// const _: () = assert!(matches!(POLICY.max_attempts(), Some(6)));
    /// ```
    #[must_use]
    pub const fn max_attempts(&self) -> Option<u32> {
        match self.max_retries {
            Some(retries) => Some(retries.saturating_add(1)),
            None => None,
        }
    }

    /// The cap on every delay, jitter included. It is never below the base delay. If
    /// [`max_pushback`](Self::max_pushback) is not set, it caps pushback too.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// assert_eq!(Policy::default().max_delay(), Duration::from_secs(30));
    /// // The default gives way to a longer base delay.
    /// let policy: Policy = "base_delay = 1m".parse()?;
    /// assert_eq!(policy.max_delay(), Duration::from_secs(60));
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn max_delay(&self) -> Duration {
        self.max_delay
    }

    /// The longest delay that a server may ask for (pushback). If a server asks for more, the call
    /// gives up. The default is [`max_delay`](Self::max_delay).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max_pushback = 2m".parse()?;
    /// assert_eq!(policy.max_pushback(), Duration::from_secs(120));
    /// assert_eq!(policy.max_delay(), Duration::from_secs(30));
    /// assert_eq!(Policy::default().max_pushback(), Policy::default().max_delay());
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn max_pushback(&self) -> Duration {
        self.max_pushback
    }

    /// The growth of the delays. Decorrelated jitter and [`listed_delays`](Self::listed_delays)
    /// don't use it.
    ///
    /// ```
    /// use retry_runtime::{Backoff, Policy};
    ///
    /// let policy: Policy = "max = 8, backoff = fibonacci".parse()?;
    /// assert_eq!(policy.backoff(), Backoff::Fibonacci);
    /// assert_eq!(Policy::default().backoff().to_string(), "exponential");
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn backoff(&self) -> Backoff {
        self.curve.backoff()
    }

    /// The factor by which an exponential delay grows after each retry. It is finite and at least
    /// 1.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "base_delay = 10ms, factor = 1.5".parse()?;
    /// let delays: Vec<_> = policy.delays().collect();
    /// assert_eq!(policy.factor(), 1.5);
    /// assert_eq!(delays[1], delays[0].mul_f64(policy.factor()));
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn factor(&self) -> f64 {
        match self.curve.factor() {
            Some(factor) => factor,
            None => DEFAULT_FACTOR,
        }
    }

    /// The list of delays that replaces the backoff, if the policy has one. Each item is the delay
    /// before one retry, without cap and jitter, and the last item repeats. The list is set by
    /// `delays`, in the attribute, in text and in the [builder](PolicyBuilder::delays).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "delays = [0ms, 5s, 1m]".parse()?;
    /// let list = policy.listed_delays().unwrap();
    /// assert_eq!(list, [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(60)]);
    /// assert_eq!(policy.max(), Some(3));
    /// assert_eq!(Policy::default().listed_delays(), None);
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn listed_delays(&self) -> Option<&'static [Duration]> {
        self.curve.list()
    }

    /// True if the first retry is made without a delay. The backoff then begins with the second
    /// retry.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max = 4, fast_first".parse()?;
    /// let millis: Vec<_> = policy.delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [0, 100, 200, 400]);
    /// assert!(policy.fast_first() && !Policy::default().fast_first());
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn fast_first(&self) -> bool {
        self.curve.is_fast_first()
    }

    /// The jitter.
    ///
    /// ```
    /// use retry_runtime::{Jitter, Policy};
    ///
    /// // Checks a policy from a file that many clients share.
    /// let spreads = |text: &str| text.parse().map(|policy: Policy| policy.jitter() != Jitter::None);
    /// assert_eq!(spreads("max = 5, jitter"), Ok(true));
    /// assert_eq!(spreads("max = 5"), Ok(false));
    /// ```
    #[must_use]
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// The seed that makes jitter repeatable, if one was given.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// /// Reads a policy from a file. With a seed, all clients would retry at the same time.
    /// fn read(text: &str) -> Option<Policy> {
    ///     text.parse().ok().filter(|policy: &Policy| policy.seed().is_none())
    /// }
    ///
    /// assert!(read("max = 5, jitter").is_some());
    /// assert_eq!(read("max = 5, jitter, seed = 42"), None);
    /// ```
    #[must_use]
    pub const fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// The time limit on retries, counted from the start of the call, if the policy has one. A call
    /// starts no delay that would end after the limit.
    ///
    /// The limit bounds delays, not the call, so an attempt that is running is not interrupted. A
    /// retry can begin after the limit if the process is suspended, the executor is busy, an
    /// observer is slow, or `sleep` sleeps longer than asked.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max = unlimited, max_elapsed = 1m 30s".parse()?;
    /// assert_eq!(policy.max_elapsed(), Some(Duration::from_secs(90)));
    /// assert_eq!(Policy::default().max_elapsed(), None);
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn max_elapsed(&self) -> Option<Duration> {
        self.max_elapsed
    }

    /// The running time after which an attempt counts as progress, if the policy has one. It is
    /// meant for sessions that run for hours before they fail.
    ///
    /// The failure that ends such an attempt counts as the first failure of the call: the number of
    /// retries, the growth of the delays and [`max_elapsed`](Self::max_elapsed) start over. Attempt
    /// numbers and the total delay keep counting.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy: Policy = "max = unlimited, reset_after = 1m".parse()?;
    /// assert_eq!(policy.reset_after(), Some(Duration::from_secs(60)));
    /// assert_eq!(Policy::default().reset_after(), None);
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn reset_after(&self) -> Option<Duration> {
        self.reset_after
    }

    /// True if a call with this policy reads the clock.
    #[inline]
    pub(crate) const fn is_timed(&self) -> bool {
        self.is_timed
    }

    /// Adds a limit on the time since a call began. The shorter limit counts.
    pub(crate) fn within(&self, limit: Duration) -> Self {
        Self {
            max_elapsed: Some(self.max_elapsed.map_or(limit, |own| own.min(limit))),
            is_timed: true,
            ..*self
        }
    }

    /// True for [`OFF`](Self::OFF), which no builder can make.
    pub(crate) const fn is_off(&self) -> bool {
        matches!(self.max_retries, Some(0))
    }

    pub(crate) const fn curve(&self) -> &Curve {
        &self.curve
    }

    /// True if `max` allows another retry after this number of retries.
    #[inline]
    pub(crate) const fn allows_retry_after(&self, retries: u32) -> bool {
        match self.max_retries {
            Some(max) => retries < max,
            None => true,
        }
    }

    /// Returns the delays of one call in order, one for each retry.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let millis: Vec<_> = Policy::default().delays().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(millis, [100, 200, 400]);
    /// ```
    #[must_use]
    pub const fn delays(&self) -> Delays {
        Delays::new(self)
    }

    /// The longest total time that one call can spend in the policy's own delays: their sum, each
    /// as long as jitter allows, and at most [`max_elapsed`](Self::max_elapsed). `None` means no
    /// limit.
    ///
    /// With a [curve](Backoff::Curve) of your own, the sum is an upper bound. Each delay counts as
    /// [`max_delay`](Self::max_delay), because a constant can't call the function.
    ///
    /// Progress ([`Verdict::RetryAfresh`](crate::Verdict::RetryAfresh),
    /// [`reset_after`](Self::reset_after)) starts the delays over, so a call can then wait longer
    /// than this. The time of the attempts is not included, and neither is pushback: a delay that a
    /// server asks for can be as long as the larger of [`max_delay`](Self::max_delay) and
    /// [`max_pushback`](Self::max_pushback).
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max(5).build();
    /// const _: () = assert!(POLICY.worst_case_delay().unwrap().as_millis() == 3100);
    /// ```
    #[must_use]
    pub const fn worst_case_delay(&self) -> Option<Duration> {
        let total = match self.max_retries {
            Some(retries) => {
                nanos::to_duration(backoff::worst_case(&self.curve, self.jitter, retries))
            }
            None => Duration::MAX,
        };
        match (self.max_elapsed, self.max_retries) {
            (Some(limit), _) if longer(total, limit) => Some(limit),
            (None, None) => None,
            _ => Some(total),
        }
    }
}

/// The policy as text.
impl fmt::Debug for Policy {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Policy({self})")
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::builder().build()
    }
}

/// `a > b`. A `const fn` can't call `Ord`.
const fn longer(a: Duration, b: Duration) -> bool {
    a.as_nanos() > b.as_nanos()
}
