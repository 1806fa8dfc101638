//! Errors that know their own verdict.

use core::convert::Infallible;
#[cfg(feature = "std")]
use std::{boxed::Box, io};

use crate::{AttemptTimeout, Verdict};

/// An error that says whether another attempt can succeed.
///
/// Write the rule once, on the error type, and every function that returns the error
/// follows it. [`#[derive(Classify)]`](derive@crate::Classify) writes the implementation
/// from a word on each variant:
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
/// | type | verdict |
/// |---|---|
/// | [`std::io::Error`] | by its kind, as in [`is_transient`](crate::is_transient): `Retry` or `Stop` |
/// | [`AttemptTimeout`] | `Retry` |
/// | [`Infallible`] | none: there is no such error |
/// | [`Verdict`] | itself, in a field of the error |
/// | `&T`, `Box<T>` | that of `T` |
///
/// An error of another crate can't implement the trait. Wrap it in a type of your own, or
/// write `classify = path` with a function. For `anyhow` and boxed errors, there is
/// [`has_transient_cause`](crate::has_transient_cause).
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't say which of its errors deserve another attempt",
    label = "`Classify` is not implemented for `{Self}`",
    note = "for a type of your own, derive it: `#[derive(Classify)]`, and a word on each variant, such as `#[verdict(retry)]`",
    note = "for a type of another crate, write `classify = path`, the path of a `fn(&{Self}) -> Verdict`; a variant that holds it takes another word than `transparent`"
)]
pub trait Classify {
    /// The meaning of this error for the call.
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

/// Its own, for an error that holds the verdict on it: `#[verdict(transparent)]`.
impl Classify for Verdict {
    fn verdict(&self) -> Verdict {
        *self
    }
}

/// The next attempt may be quicker.
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

/// `Retry` if the error [is transient](crate::is_transient), and else `Stop`.
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
