//! The context of an attempt.

use core::time::Duration;

/// The context of an attempt: the argument of the closures of
/// [`Policy::retry_with`](crate::Policy::retry_with) and
/// [`Policy::retry_async_with`](crate::Policy::retry_async_with).
///
/// An example is a failover list that needs no counter of its own:
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// fn fetch(host: &str) -> Result<String, String> {
///     if host == "b.example" { Ok(format!("the page at {host}")) } else { Err(format!("{host} is down")) }
/// }
///
/// let hosts = ["a.example", "b.example"];
/// let page = Policy::default()
///     .retry_with(|context| fetch(hosts[(context.attempt() as usize - 1) % hosts.len()]))
///     .sleep(|_| ())
///     .call();
/// assert_eq!(page, Ok("the page at b.example".to_owned()));
/// ```
#[derive(Debug)]
pub struct Context<'a, E> {
    attempt: u32,
    last_error: Option<&'a E>,
    elapsed: Duration,
    time_left: Option<Duration>,
}

impl<'a, E> Context<'a, E> {
    pub(crate) fn new(
        attempt: u32,
        last_error: Option<&'a E>,
        elapsed: Duration,
        time_left: Option<Duration>,
    ) -> Self {
        Self {
            attempt,
            last_error,
            elapsed,
            time_left,
        }
    }

    /// The number of the attempt, from 1.
    ///
    /// ```
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::default();
    /// let call = policy.retry_with(|context| (context.attempt() == 3).then_some("third"));
    /// assert_eq!(call.sleep(|_| ()).call(), Some("third"));
    /// ```
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The error of the attempt before. It is `None` in the first attempt, and after an attempt
    /// that succeeded but whose value was not ready (`until`) or was lost by a test.
    ///
    /// ```
    /// use retry_runtime::{Context, Policy};
    ///
    /// // A token that has expired is replaced before the next attempt.
    /// let mut token = 1;
    /// let outcome = Policy::default()
    ///     .retry_with(|context: &Context<'_, u16>| {
    ///         if context.last_error() == Some(&401) {
    ///             token += 1;
    ///         }
    ///         if token == 2 { Ok("the page") } else { Err(401) }
    ///     })
    ///     .sleep(|_| ())
    ///     .call();
    /// assert_eq!(outcome, Ok("the page"));
    /// ```
    #[must_use]
    pub const fn last_error(&self) -> Option<&'a E> {
        self.last_error
    }

    /// The time from the start of the call to the start of this attempt. Without the feature `std`
    /// there is no clock, and the time is zero.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
    /// let mut waited = Vec::new();
    /// let call = policy.retry_with(|context| {
    ///     waited.push(context.elapsed());
    ///     None::<()>
    /// });
    /// assert_eq!(call.call(), None);
    /// assert!(waited[1] - waited[0] >= Duration::from_millis(1));
    /// ```
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The time that the call has left before its limit: `call_timeout` or
    /// [`max_elapsed`](crate::Policy::max_elapsed), whichever ends sooner. `None` if neither is set.
    /// A client can use it as the timeout of its request.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::Policy;
    ///
    /// let limit = Duration::from_secs(10);
    /// let policy = Policy::builder().max_elapsed(limit).build();
    /// let left = policy.retry_with(|context| context.time_left()).call();
    /// assert!(left.unwrap() <= limit);
    /// assert_eq!(Policy::default().retry_with(|context| Some(context.time_left())).call(), Some(None));
    /// ```
    #[must_use]
    pub const fn time_left(&self) -> Option<Duration> {
        self.time_left
    }
}
