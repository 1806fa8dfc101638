//! What counts as success.

use core::fmt;

/// What a retried function returns: a [`Result`] or an [`Option`].
///
/// `Ok` and `Some` are success; `Err` and `None` are failure. The trait is
/// sealed: a type of your own is retried by converting it to a `Result` first.
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
    message = "`#[retry]` needs a function that returns a `Result` or an `Option`, not `{Self}`",
    label = "this does not say whether the attempt failed",
    note = "return `Result<{Self}, E>`, with an `Err` for what should be retried"
)]
pub trait Outcome: Sized + sealed::Sealed {
    /// What a success holds.
    type Value;
    /// What a failure holds.
    type Error;

    /// Splits the outcome into success and failure.
    ///
    /// # Errors
    ///
    /// The failure, where it is one.
    fn into_result(self) -> Result<Self::Value, Self::Error>;

    /// The outcome of a success.
    fn from_value(value: Self::Value) -> Self;

    /// The outcome of a failure.
    fn from_error(error: Self::Error) -> Self;

    /// The outcome that was split.
    #[inline]
    fn from_result(result: Result<Self::Value, Self::Error>) -> Self {
        match result {
            Ok(value) => Self::from_value(value),
            Err(error) => Self::from_error(error),
        }
    }
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

/// The error of an [`Option`] that is `None`; events and reports show it as
/// `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoValue;

impl fmt::Display for NoValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("None")
    }
}
