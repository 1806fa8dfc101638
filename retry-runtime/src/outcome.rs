//! The outcome of an attempt: success or failure.

use crate::errors::message;

/// The return type of a retried function: a [`Result`] or an [`Option`].
///
/// `Ok` and `Some` are success. `Err` and `None` are failure. The trait is sealed: to retry a
/// function that returns another type, convert that type to a `Result` first.
///
/// ```
/// use retry_runtime::Outcome;
///
/// fn failed<R: Outcome>(outcome: R) -> bool {
///     outcome.into_result().is_err()
/// }
/// assert!(failed(None::<u8>));
/// assert!(!failed(Ok::<_, ()>(1)));
/// ```
#[diagnostic::on_unimplemented(
    message = "a retried function or closure needs to return a `Result` or an `Option`, not `{Self}`",
    label = "this does not say whether the attempt failed",
    note = "return `Result<{Self}, E>`, with an `Err` for each failure to retry",
    note = "to retry a closure that returns a future, use `retry_async`"
)]
pub trait Outcome: Sized + sealed::Sealed {
    /// The value of a success.
    ///
    /// ```
    /// use retry_runtime::Outcome;
    ///
    /// fn or_default<R: Outcome<Value: Default>>(outcome: R) -> R::Value {
    ///     outcome.into_result().unwrap_or_default()
    /// }
    ///
    /// assert_eq!(or_default(Ok::<_, String>(7)), 7);
    /// assert_eq!(or_default(None::<u8>), 0);
    /// ```
    type Value;
    /// The error of a failure: for an [`Option`], [`NoValue`].
    ///
    /// ```
    /// use std::fmt::Display;
    /// use retry_runtime::Outcome;
    ///
    /// fn complaint<R: Outcome<Error: Display>>(outcome: R) -> Option<String> {
    ///     outcome.into_result().err().map(|error| format!("no luck: {error}"))
    /// }
    ///
    /// assert_eq!(complaint("12x".parse::<u8>()).unwrap(), "no luck: invalid digit found in string");
    /// assert_eq!(complaint(Some(12)), None);
    /// ```
    type Error;

    /// Splits the outcome into success and failure.
    ///
    /// # Errors
    ///
    /// The error, if the outcome is a failure.
    ///
    /// ```
    /// use retry_runtime::{NoValue, Outcome};
    ///
    /// assert_eq!(Some(1).into_result(), Ok(1));
    /// assert_eq!(None::<u8>.into_result(), Err(NoValue));
    /// ```
    fn into_result(self) -> Result<Self::Value, Self::Error>;

    /// Makes the outcome of a success.
    ///
    /// ```
    /// use retry_runtime::Outcome;
    ///
    /// fn cached<R: Outcome>(cache: Option<R::Value>, fetch: impl FnOnce() -> R) -> R {
    ///     cache.map_or_else(fetch, R::from_value)
    /// }
    ///
    /// assert_eq!(cached(Some(200), || Err("down")), Ok(200));
    /// assert_eq!(cached::<Result<u16, _>>(None, || Err("down")), Err("down"));
    /// ```
    fn from_value(value: Self::Value) -> Self;

    /// Makes the outcome of a failure.
    ///
    /// ```
    /// use retry_runtime::Outcome;
    ///
    /// /// A minimal circuit breaker.
    /// fn guarded<R>(is_open: bool, call: impl FnOnce() -> R) -> R
    /// where
    ///     R: Outcome<Error: From<&'static str>>,
    /// {
    ///     if is_open { R::from_error("the circuit is open".into()) } else { call() }
    /// }
    ///
    /// assert_eq!(guarded(true, || Ok::<u8, String>(1)), Err("the circuit is open".to_owned()));
    /// assert_eq!(guarded(false, || Ok::<u8, String>(1)), Ok(1));
    /// ```
    fn from_error(error: Self::Error) -> Self;

    /// Makes the outcome from its split form.
    ///
    /// ```
    /// use retry_runtime::Outcome;
    ///
    /// fn counted<R: Outcome>(outcome: R, failures: &mut u32) -> R {
    ///     let result = outcome.into_result();
    ///     *failures += u32::from(result.is_err());
    ///     R::from_result(result)
    /// }
    ///
    /// let mut failures = 0;
    /// assert_eq!(counted(Err::<u8, _>("down"), &mut failures), Err("down"));
    /// assert_eq!(counted(Some(1), &mut failures), Some(1));
    /// assert_eq!(failures, 1);
    /// ```
    #[inline]
    fn from_result(result: Result<Self::Value, Self::Error>) -> Self {
        match result {
            Ok(value) => Self::from_value(value),
            Err(error) => Self::from_error(error),
        }
    }

    /// Returns the value or the error by reference.
    #[doc(hidden)]
    #[allow(clippy::missing_errors_doc, reason = "hidden")]
    fn as_result(&self) -> Result<&Self::Value, &Self::Error>;
}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl<T, E> Sealed for Result<T, E> {}
    impl<T> Sealed for Option<T> {}
}

impl<T, E> Outcome for Result<T, E> {
    type Value = T;
    type Error = E;

    #[inline]
    fn as_result(&self) -> Result<&T, &E> {
        self.as_ref()
    }

    #[inline]
    fn into_result(self) -> Result<T, E> {
        self
    }

    #[inline]
    fn from_value(value: T) -> Self {
        Ok(value)
    }

    #[inline]
    fn from_error(error: E) -> Self {
        Err(error)
    }
}

impl<T> Outcome for Option<T> {
    type Value = T;
    type Error = NoValue;

    #[inline]
    fn as_result(&self) -> Result<&T, &NoValue> {
        self.as_ref().ok_or(&NoValue)
    }

    #[inline]
    fn into_result(self) -> Result<T, NoValue> {
        self.ok_or(NoValue)
    }

    #[inline]
    fn from_value(value: T) -> Self {
        Some(value)
    }

    #[inline]
    fn from_error(NoValue: NoValue) -> Self {
        None
    }
}

/// The error of an [`Option`] that is `None`. Events and reports show it as `None`.
///
/// ```
/// use retry_runtime::{Policy, Report};
///
/// let mut report = Report::new();
/// let policy = Policy::default();
/// let call = policy.retry(|| None::<()>).sleep(|_| ());
/// assert_eq!(call.observe(&mut report).call(), None);
/// assert_eq!(report.error.as_deref(), Some("None"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoValue;

message!(NoValue, self => "None");
