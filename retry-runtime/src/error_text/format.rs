//! The ways to show an error, and which of them the annotated function can see.

use core::fmt;

#[cfg(feature = "std")]
use super::ErrorText;

/// How an error of type `E` is shown.
pub type ErrorFormat<E> = fn(&E, &mut fmt::Formatter<'_>) -> fmt::Result;

/// The last resort: the name of the error's type.
pub(crate) fn type_name<E>(_: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(core::any::type_name::<E>())
}

/// A way to show an error that its type alone says: nothing is passed for it, and
/// functions with the same error share what is generated.
pub trait FormatMarker<E> {
    #[doc(hidden)]
    fn how(self) -> ErrorFormat<E>;
}

/// By its `Display`, and its sources where they are asked for. Where there is no
/// allocator, no error is shown so.
#[derive(Clone, Copy, Debug)]
pub struct WithSources;

#[cfg(feature = "std")]
impl<E: core::error::Error> FormatMarker<E> for WithSources {
    fn how(self) -> ErrorFormat<E> {
        with_sources
    }
}

#[cfg(feature = "std")]
fn with_sources<E: core::error::Error>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use std::format;
    use std::string::ToString;

    fmt::Display::fmt(error, f)?;
    let mut source = error.source().filter(|_| f.alternate());
    if source.is_some() {
        // As much of it as is shown: it may be anything.
        let mut last = ErrorText(error).to_string();
        // What an error adds by `{:#}` may be its sources, as where it is transparent
        // to an `anyhow::Error`.
        let own = format!("{:#}", ErrorText(error));
        let mut added = own.strip_prefix(&*last).unwrap_or_default();
        while let Some(error) = source {
            let text = ErrorText(&error).to_string();
            let rest = added
                .strip_prefix(": ")
                .and_then(|added| added.strip_prefix(&*text))
                .filter(|rest| rest.is_empty() || rest.starts_with(": "));
            // Many an error's own text ends with that of its source.
            if let Some(rest) = rest {
                added = rest;
                last = text;
            } else if !last.ends_with(&text) {
                // Whole, for its length to be measured; only the start of it is shown.
                write!(f, ": {error}")?;
                last = text;
            }
            source = error.source();
        }
    }
    Ok(())
}

/// By its `Display`.
#[derive(Clone, Copy, Debug)]
pub struct ByDisplay;

impl<E: fmt::Display> FormatMarker<E> for ByDisplay {
    fn how(self) -> ErrorFormat<E> {
        <E as fmt::Display>::fmt
    }
}

/// By its `Debug`.
#[derive(Clone, Copy, Debug)]
pub struct ByDebug;

impl<E: fmt::Debug> FormatMarker<E> for ByDebug {
    fn how(self) -> ErrorFormat<E> {
        <E as fmt::Debug>::fmt
    }
}

/// By the name of its type.
#[derive(Clone, Copy, Debug)]
pub struct ByTypeName;

impl<E> FormatMarker<E> for ByTypeName {
    fn how(self) -> ErrorFormat<E> {
        type_name
    }
}

/// Picks how an error is shown, by what the annotated function can see of its
/// type: method lookup on `&&&&SelectFormat` tries the traits below in order.
#[derive(Debug)]
pub struct SelectFormat<'a, E>(pub &'a E);

/// First choice.
pub trait SelectError<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> WithSources;
}

#[cfg(feature = "std")]
impl<E: core::error::Error> SelectError<E> for &&&SelectFormat<'_, E> {
    fn __retry_how(&self) -> WithSources {
        WithSources
    }
}

/// Second choice.
pub trait SelectDisplay<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> ByDisplay;
}

impl<E: fmt::Display> SelectDisplay<E> for &&SelectFormat<'_, E> {
    fn __retry_how(&self) -> ByDisplay {
        ByDisplay
    }
}

/// Third choice.
pub trait SelectDebug<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> ByDebug;
}

impl<E: fmt::Debug> SelectDebug<E> for &SelectFormat<'_, E> {
    fn __retry_how(&self) -> ByDebug {
        ByDebug
    }
}

/// Last resort.
pub trait SelectName<E> {
    #[doc(hidden)]
    fn __retry_how(&self) -> ByTypeName;
}

impl<E> SelectName<E> for SelectFormat<'_, E> {
    fn __retry_how(&self) -> ByTypeName {
        ByTypeName
    }
}
