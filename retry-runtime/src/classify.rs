//! Errors that know their own verdict.

use core::convert::Infallible;
#[cfg(feature = "std")]
use std::{boxed::Box, io};

use crate::{AttemptTimeout, Verdict};

/// An error that says whether another attempt can succeed.
///
/// Write the rule once, on the error type, and it applies to every function that returns the error.
/// [`#[derive(Classify)]`](derive@crate::Classify) writes the implementation from a word on each
/// variant:
///
/// ```
/// # #[cfg(all(feature = "macros", feature = "std"))] {
/// use std::io;
/// use std::time::Duration;
/// use retry_runtime::{Classify, Verdict, retry};
///
/// #[derive(Debug, Classify)]
/// enum FetchError {
///     #[verdict(retry_after = wait)]
///     Busy { wait: Option<Duration> },
///     #[verdict(transparent)]
///     Io(io::Error),
///     #[verdict(stop)]
///     NotFound,
/// }
///
/// #[retry(max = 4, base_delay = "1ms", classify)]
/// fn fetch(calls: &mut u32) -> Result<(), FetchError> {
///     *calls += 1;
///     Err(if *calls == 1 { FetchError::Busy { wait: None } } else { FetchError::NotFound })
/// }
///
/// let mut calls = 0;
/// assert!(matches!(fetch(&mut calls), Err(FetchError::NotFound)));
/// assert_eq!(calls, 2);
/// let reset = FetchError::Io(io::ErrorKind::ConnectionReset.into());
/// assert_eq!(reset.verdict(), Verdict::Retry);
/// # }
/// ```
///
/// These types implement the trait:
///
/// | type | verdict |
/// |---|---|
/// | [`std::io::Error`] | by its kind, as in [`is_transient`](crate::is_transient): `Retry` or `Stop` |
/// | [`AttemptTimeout`] | `Retry` |
/// | [`Infallible`] | none, since there is no such error |
/// | [`Verdict`] | the verdict itself, for an error that stores one in a field |
/// | `&T`, `Box<T>` | the verdict of `T` |
///
/// You can't implement the trait for an error of another crate. Wrap that error in a type of your
/// own, or write `classify = path` with a function. For `anyhow` and boxed errors, use
/// [`has_transient_cause`](crate::has_transient_cause).
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't say which of its errors deserve another attempt",
    label = "`Classify` is not implemented for `{Self}`",
    note = "for a type of your own, derive it: `#[derive(Classify)]`, and a word on each variant, such as `#[verdict(retry)]`",
    note = "for a type of another crate, write `classify = path`, the path of a `fn(&{Self}) -> Verdict`; a variant that holds it needs a word other than `transparent`"
)]
pub trait Classify {
    /// The verdict on this error.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Classify, Verdict};
    ///
    /// struct Status(u16);
    ///
    /// impl Classify for Status {
    ///     fn verdict(&self) -> Verdict {
    ///         match self.0 {
    ///             429 => Verdict::RetryAfter(Duration::from_secs(1)),
    ///             503 => Verdict::Retry,
    ///             _ => Verdict::Stop,
    ///         }
    ///     }
    /// }
    ///
    /// assert_eq!(Status(503).verdict(), Verdict::Retry);
    /// assert_eq!((&Status(404)).verdict(), Verdict::Stop);
    /// ```
    fn verdict(&self) -> Verdict;
}

/// The verdict itself, for an error that stores one in a field: `#[verdict(transparent)]`.
impl Classify for Verdict {
    fn verdict(&self) -> Verdict {
        *self
    }
}

/// `Retry`, since the next attempt may be quicker.
impl Classify for AttemptTimeout {
    fn verdict(&self) -> Verdict {
        Verdict::Retry
    }
}

impl Classify for Infallible {
    fn verdict(&self) -> Verdict {
        match *self {}
    }
}

impl<T: Classify + ?Sized> Classify for &T {
    fn verdict(&self) -> Verdict {
        T::verdict(self)
    }
}

#[cfg(feature = "std")]
impl<T: Classify + ?Sized> Classify for Box<T> {
    fn verdict(&self) -> Verdict {
        T::verdict(self)
    }
}

/// `Retry` if the error [is transient](crate::is_transient), otherwise `Stop`.
#[cfg(feature = "std")]
impl Classify for io::Error {
    fn verdict(&self) -> Verdict {
        if crate::is_transient(self) {
            Verdict::Retry
        } else {
            Verdict::Stop
        }
    }
}
