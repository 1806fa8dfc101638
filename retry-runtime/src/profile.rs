//! The profile: the retry settings that all calls to one service share.

mod settings;

use core::fmt;
use core::time::Duration;

use crate::duration::Human;
use crate::policy::judge_attempt_timeout;
use crate::site::{SiteDefaults, SiteLog};
use crate::timeout::AttemptLimit;
use crate::{AttemptTimeout, Cooldown, Event, LogLevel, Policy, PolicyError, RetryBudget, Verdict};

/// The retry settings that all calls to one service share. A profile has a [`Policy`] and,
/// optionally, a classifier, a [budget](RetryBudget), a [cooldown](Cooldown), a limit on each
/// attempt, an observer, a prefix for the names of sites, and a log level.
///
/// `E` is the error type of the calls. A client keeps its profile in a constant, a `static` or a
/// field, and each method names it:
///
/// ```
/// # #[cfg(feature = "macros")] {
/// use std::time::Duration;
/// use retry_runtime::{Classify, Policy, Profile, RetryBudget, retry};
///
/// #[derive(Debug, Classify)]
/// enum StorageError {
///     #[verdict(retry)]
///     Busy,
///     #[verdict(stop)]
///     NotFound,
/// }
///
/// static BUDGET: RetryBudget = RetryBudget::new();
/// static STORAGE: Profile<StorageError> = Profile::new(
///     Policy::builder().max(5).base_delay(Duration::from_millis(1)).build(),
/// )
/// .classify(StorageError::verdict)
/// .budget(&BUDGET)
/// .name_prefix("storage");
///
/// struct Client { calls: u32 }
///
/// // The defaults of every `#[retry]` inside.
/// #[retry(with = STORAGE)]
/// impl Client {
///     #[retry]
///     fn get(&mut self) -> Result<u32, StorageError> {
///         self.calls += 1;
///         if self.calls < 3 { Err(StorageError::Busy) } else { Ok(self.calls) }
///     }
///
///     #[retry(max = 1)]
///     fn put(&mut self) -> Result<(), StorageError> {
///         self.calls += 1;
///         Err(StorageError::Busy)
///     }
///
///     #[retry]
///     fn head(&mut self) -> Result<(), StorageError> {
///         self.calls += 1;
///         Err(StorageError::NotFound)
///     }
/// }
///
/// let mut client = Client { calls: 0 };
/// assert_eq!(client.get().unwrap(), 3);
/// assert!(client.put().is_err());
/// assert_eq!(client.calls, 5);
/// assert!(client.head().is_err());
/// assert_eq!(client.calls, 6);
///
/// // Closures use the same value.
/// let answer = STORAGE.retry(|| Ok::<_, StorageError>("the page")).debug().call();
/// assert_eq!(answer.unwrap(), "the page");
/// # }
/// ```
///
/// An argument next to `with` wins over the same part of the profile. It also replaces parts that
/// it can't be combined with: `when` replaces the classifier.
pub struct Profile<E> {
    policy: Policy,
    classify: Option<fn(&E) -> Verdict>,
    budget: Option<&'static RetryBudget>,
    cooldown: Option<&'static Cooldown>,
    attempt_limit: Option<AttemptLimit<E>>,
    observer: Option<SharedObserver>,
    name_prefix: Option<&'static str>,
    log: Option<LogLevel>,
}

/// An observer that many calls share.
pub type SharedObserver = &'static (dyn Fn(&Event<'_>) + Send + Sync);

impl<E> Profile<E> {
    /// Returns a profile with only a policy. Every error is retried.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// const PROFILE: Profile<String> = Profile::new(Policy::builder().max(5).build());
    /// assert_eq!(PROFILE.policy().max(), Some(5));
    /// ```
    #[must_use]
    pub const fn new(policy: Policy) -> Self {
        Self {
            policy,
            classify: None,
            budget: None,
            cooldown: None,
            attempt_limit: None,
            observer: None,
            name_prefix: None,
            log: None,
        }
    }

    /// Sets the function that returns the [verdict](Verdict) on an error, for example the `verdict`
    /// method of a type that derives [`Classify`](trait@crate::Classify). A closure that calls
    /// methods of the error needs the type of its parameter: `|error: &io::Error|`.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile, Verdict};
    ///
    /// const PROFILE: Profile<u16> = Profile::new(Policy::builder().build())
    ///     .classify(|status| if *status >= 500 { Verdict::Retry } else { Verdict::Stop });
    /// assert_eq!(PROFILE.retry(|| Err::<(), _>(404)).call(), Err(404));
    /// ```
    #[must_use]
    pub const fn classify(mut self, classify: fn(&E) -> Verdict) -> Self {
        self.classify = Some(classify);
        self
    }

    /// Sets the budget that pays for the retries of all these calls.
    ///
    /// If the budget belongs to one client, write it next to the profile:
    /// `#[retry(with = PROFILE, budget = self.budget)]`. A `const` profile with a budget needs Rust
    /// 1.90; a `static` profile does not.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile, RetryBudget};
    ///
    /// static BUDGET: RetryBudget = RetryBudget::builder().capacity(5).build();
    /// static PROFILE: Profile<u16> = Profile::new(Policy::builder().max(9).build()).budget(&BUDGET);
    ///
    /// let mut delays = 0;
    /// let outcome = PROFILE.retry(|| Err::<(), _>(503)).sleep(|_| delays += 1).call();
    /// assert_eq!((outcome, delays), (Err(503), 1));
    /// ```
    #[must_use]
    pub const fn budget(mut self, budget: &'static RetryBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Sets the cooldown that all these calls share: if a server asks one of them to wait, the
    /// attempts of all of them wait. A `const` profile with one needs Rust 1.90, as with a budget.
    ///
    /// ```
    /// # #[cfg(feature = "test-util")] {
    /// use std::time::Duration;
    /// use retry_runtime::{Cooldown, Policy, Profile, testing::VirtualTime};
    ///
    /// static GITHUB: Cooldown = Cooldown::new();
    /// static PROFILE: Profile<u16> = Profile::new(Policy::builder().build()).cooldown(&GITHUB);
    ///
    /// let clock = VirtualTime::start();
    /// GITHUB.begin(Duration::from_secs(20));
    /// assert_eq!(PROFILE.retry(|| Ok::<_, u16>(200)).call(), Ok(200));
    /// assert_eq!(clock.elapsed(), Duration::from_secs(20));
    /// # }
    /// ```
    #[must_use]
    pub const fn cooldown(mut self, cooldown: &'static Cooldown) -> Self {
        self.cooldown = Some(cooldown);
        self
    }

    /// Sets the longest time for one attempt of an async call. An attempt that takes longer is
    /// dropped, and its error is made from [`AttemptTimeout`]. Blocking calls ignore the limit,
    /// because a blocking attempt can't be ended from outside.
    ///
    /// # Panics
    ///
    /// If the limit is zero. In a `const` or a `static`, that is a compile error.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Profile};
    ///
    /// static PROFILE: Profile<std::io::Error> =
    ///     Profile::new(Policy::builder().build()).attempt_timeout(Duration::from_secs(2));
    /// assert!(PROFILE.to_string().ends_with("attempt_timeout = 2s"));
    /// ```
    ///
    /// ```compile_fail
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Profile};
    ///
    /// static PROFILE: Profile<std::io::Error> =
    ///     Profile::new(Policy::builder().build()).attempt_timeout(Duration::ZERO);
    /// ```
    #[must_use]
    pub const fn attempt_timeout(self, limit: Duration) -> Self
    where
        E: From<AttemptTimeout>,
    {
        match self.try_attempt_timeout(limit) {
            Ok(profile) => profile,
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// Like [`attempt_timeout`](Self::attempt_timeout), for a limit known only at run time.
    ///
    /// # Errors
    ///
    /// If the limit is zero.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, Profile};
    ///
    /// let profile: Profile<std::io::Error> = Profile::new(Policy::default());
    /// let error = profile.try_attempt_timeout(Duration::ZERO).unwrap_err();
    /// assert_eq!(error.field(), "attempt_timeout");
    /// ```
    pub const fn try_attempt_timeout(mut self, limit: Duration) -> Result<Self, PolicyError>
    where
        E: From<AttemptTimeout>,
    {
        match judge_attempt_timeout(limit) {
            Ok(limit) => {
                self.attempt_limit = Some(AttemptLimit::new(limit));
                Ok(self)
            }
            Err(error) => Err(error),
        }
    }

    /// Sets the observer that gets every event of these calls.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// use retry_runtime::{Event, Policy, Profile};
    ///
    /// static GIVEN_UP: AtomicU32 = AtomicU32::new(0);
    /// static PROFILE: Profile<u16> = Profile::new(Policy::builder().max(1).build())
    ///     .observe(&|event| {
    ///         if let Event::GiveUp { .. } = event {
    ///             GIVEN_UP.fetch_add(1, Ordering::Relaxed);
    ///         }
    ///     });
    ///
    /// assert_eq!(PROFILE.retry(|| Err::<(), _>(503)).sleep(|_| ()).call(), Err(503));
    /// assert_eq!(GIVEN_UP.load(Ordering::Relaxed), 1);
    /// ```
    #[must_use]
    pub const fn observe(mut self, observer: SharedObserver) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Sets a prefix for the names of sites. With the prefix `storage`, the function `get` is
    /// `storage.get` in events, logs and metrics.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// const PROFILE: Profile<u16> =
    ///     Profile::new(Policy::builder().build()).name_prefix("storage");
    ///
    /// let mut names = Vec::new();
    /// let outcome = PROFILE
    ///     .retry(|| Ok::<_, u16>(1))
    ///     .name("get")
    ///     .observe_fn(|event| names.push(event.site().to_string()))
    ///     .call();
    /// assert_eq!((outcome, names), (Ok(1), vec!["storage.get".to_owned()]));
    /// ```
    #[must_use]
    pub const fn name_prefix(mut self, prefix: &'static str) -> Self {
        self.name_prefix = Some(prefix);
        self
    }

    /// Sets the level at which the feature `tracing` logs the retries of these calls. The argument
    /// `log` of a function wins over it. Without the feature, the level has no effect.
    ///
    /// ```
    /// use retry_runtime::{LogLevel, Policy, Profile};
    ///
    /// static CACHE: Profile<u16> = Profile::new(Policy::builder().build()).log(LogLevel::Debug);
    /// assert!(CACHE.to_string().ends_with("; log = debug"));
    /// ```
    #[must_use]
    pub const fn log(mut self, level: LogLevel) -> Self {
        self.log = Some(level);
        self
    }

    /// Returns the same profile with another policy, for example one from a configuration file. The
    /// classifier stays in the code.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile, Verdict};
    ///
    /// const DEFAULT: Profile<u16> =
    ///     Profile::new(Policy::builder().build()).classify(|_| Verdict::Stop);
    ///
    /// let profile = DEFAULT.with_policy("max = 8, jitter".parse()?);
    /// assert_eq!(profile.to_string(), "max = 8, base_delay = 100ms, jitter; classify");
    /// # Ok::<(), retry_runtime::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub const fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The policy.
    ///
    /// ```
    /// use retry_runtime::{Policy, Profile};
    ///
    /// let profile: Profile<String> = Profile::new(Policy::default());
    /// assert_eq!(profile.policy(), &Policy::default());
    /// ```
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The verdict on an error. Without a classifier, it is `Retry`.
    #[inline]
    pub(crate) fn verdict(&self, error: &E) -> Verdict {
        self.classify
            .map_or(Verdict::Retry, |classify| classify(error))
    }

    pub(crate) const fn is_classified(&self) -> bool {
        self.classify.is_some()
    }

    #[inline]
    pub(crate) const fn shared_budget(&self) -> Option<&'static RetryBudget> {
        self.budget
    }

    #[inline]
    pub(crate) const fn shared_cooldown(&self) -> Option<&'static Cooldown> {
        self.cooldown
    }

    #[inline]
    pub(crate) const fn attempt_limit(&self) -> Option<AttemptLimit<E>> {
        self.attempt_limit
    }

    #[inline]
    pub(crate) const fn observer(&self) -> Option<SharedObserver> {
        self.observer
    }

    #[inline]
    pub(crate) const fn site_defaults(&self) -> SiteDefaults {
        SiteDefaults {
            prefix: self.name_prefix,
            log: match self.log {
                Some(level) => SiteLog::UNSET.leveled(level),
                None => SiteLog::UNSET,
            },
        }
    }
}

/// Returns a profile with only the default policy.
impl<E> Default for Profile<E> {
    fn default() -> Self {
        Self::new(Policy::default())
    }
}

// A derived `Clone` would require `E: Clone`.
impl<E> Clone for Profile<E> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

/// Writes one line: the policy, then the other parts.
impl<E> fmt::Display for Profile<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.policy.fmt(f)?;
        let parts = [
            ("classify", self.classify.is_some()),
            ("budget", self.budget.is_some()),
            ("cooldown", self.cooldown.is_some()),
            ("observe", self.observer.is_some()),
        ];
        for (part, is_set) in parts {
            if is_set {
                write!(f, "; {part}")?;
            }
        }
        if let Some(prefix) = self.name_prefix {
            write!(f, "; name_prefix = {prefix}")?;
        }
        if let Some(limit) = &self.attempt_limit {
            write!(f, "; attempt_timeout = {}", Human(limit.limit))?;
        }
        if let Some(level) = self.log {
            write!(f, "; log = {}", level.word())?;
        }
        Ok(())
    }
}

/// Writes the line of [`Display`](fmt::Display).
impl<E> fmt::Debug for Profile<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({self})")
    }
}
