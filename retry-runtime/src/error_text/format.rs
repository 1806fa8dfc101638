//! The ways to show an error, and how the annotated function chooses one.

#[cfg(feature = "std")]
use core::error::Error;
use core::fmt;
#[cfg(feature = "std")]
use core::ops::Deref;

#[cfg(feature = "std")]
use super::ErrorText;

/// The function that shows an error of type `E`.
pub type ErrorFormat<E> = fn(&E, &mut fmt::Formatter<'_>) -> fmt::Result;

/// The last choice: shows the name of the error's type.
pub(crate) fn type_name<E>(_: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(core::any::type_name::<E>())
}

/// A way to show an error. The type alone chooses it: no value is passed, and functions with the
/// same error type share the generated code.
#[diagnostic::on_unimplemented(
    message = "`{E}` doesn't implement `Display`, by which events and logs show the errors of a closure",
    label = "write `.debug()` or `.type_name()` before this, or `impl Display for {E}`"
)]
pub trait FormatMarker<E>: Copy {
    /// The function that shows an error.
    fn into_format(self) -> ErrorFormat<E>;
}

/// Shows an error by its `Display`, and adds its sources on request. The sources are those of the
/// [`Error`](core::error::Error) behind `DEREFS` dereferences: 0 for an `Error` itself, 1 for a
/// `Box<dyn Error>`, 2 for a reference to such a box. Without an allocator, this choice does not
/// exist.
#[derive(Clone, Copy, Debug)]
pub struct WithSources<const DEREFS: usize>;

#[cfg(feature = "std")]
impl<E: Error> FormatMarker<E> for WithSources<0> {
    fn into_format(self) -> ErrorFormat<E> {
        |error, f| with_sources(error, error.source(), f)
    }
}

#[cfg(feature = "std")]
impl<E: fmt::Display + Deref<Target: Error>> FormatMarker<E> for WithSources<1> {
    fn into_format(self) -> ErrorFormat<E> {
        |error, f| with_sources(error, (**error).source(), f)
    }
}

#[cfg(feature = "std")]
impl<E: fmt::Display + Deref<Target: Deref<Target: Error>>> FormatMarker<E> for WithSources<2> {
    fn into_format(self) -> ErrorFormat<E> {
        |error, f| with_sources(error, (***error).source(), f)
    }
}

/// Writes an error. With `{:#}`, adds each source whose text is not yet at the end of the output.
#[cfg(feature = "std")]
#[inline]
fn with_sources(
    error: &dyn fmt::Display,
    source: Option<&(dyn Error + 'static)>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    use std::format;
    use std::string::ToString;

    display(error, f)?;
    let mut source = source.filter(|_| f.alternate());
    if source.is_some() {
        // The shown text is cut, because the text of an error may have any length.
        let mut last = ErrorText(error).to_string();
        // An error may add its sources itself with `{:#}`, as an error that is transparent to an
        // `anyhow::Error` does.
        let own = format!("{:#}", ErrorText(error));
        let mut added = own.strip_prefix(&*last).unwrap_or_default();
        while let Some(error) = source {
            let text = ErrorText(&error).to_string();
            let rest = added
                .strip_prefix(": ")
                .and_then(|added| added.strip_prefix(&*text))
                .filter(|rest| rest.is_empty() || rest.starts_with(": "));
            // The text of many errors already ends with the text of their source.
            if let Some(rest) = rest {
                added = rest;
                last = text;
            } else if !last.ends_with(&text) {
                // The whole text is written, so that its length is measured. Only its start is
                // shown.
                write!(f, ": {error}")?;
                last = text;
            }
            source = error.source();
        }
    }
    Ok(())
}

/// Writes an error by its `Display`. The flag of `{:#}` is passed on, unless the error uses it only
/// to write several lines, as JSON does.
#[inline]
fn display(error: &dyn fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    #[cfg(feature = "std")]
    if f.alternate() {
        use std::format;

        let [own, plain] = [
            format!("{:#}", ErrorText(error)),
            format!("{}", ErrorText(error)),
        ];
        if own.lines().count() > plain.lines().count() && !own.starts_with(&plain) {
            return write!(f, "{error}");
        }
    }
    error.fmt(f)
}

/// Shows an error by its `Display`.
#[derive(Clone, Copy, Debug)]
pub struct ByDisplay;

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> FormatMarker<E> for ByDisplay {
    fn into_format(self) -> ErrorFormat<E> {
        |error, f| display(error, f)
    }
}

/// Shows an error by its `Debug`, on one line.
#[derive(Clone, Copy, Debug)]
pub struct ByDebug;

impl<E: fmt::Debug> FormatMarker<E> for ByDebug {
    fn into_format(self) -> ErrorFormat<E> {
        |error, f| write!(f, "{error:?}")
    }
}

/// Shows the name of an error's type.
#[derive(Clone, Copy, Debug)]
pub struct ByTypeName;

impl<E> FormatMarker<E> for ByTypeName {
    fn into_format(self) -> ErrorFormat<E> {
        type_name
    }
}

/// Selects the way to show an error, by the traits of its type that the annotated function can see:
/// method lookup on `&&&&&&SelectFormat` tries the impls below in order.
#[derive(Debug)]
pub struct SelectFormat<'a, E>(pub Option<&'a E>);

/// The first choice, with the fewest dereferences that lead to an `Error`.
pub trait SelectError<E, const DEREFS: usize> {
    /// Returns the marker of this choice.
    fn __retry_format(&self) -> WithSources<DEREFS> {
        WithSources
    }
}

#[cfg(feature = "std")]
impl<E: Error> SelectError<E, 0> for &&&&&SelectFormat<'_, E> {}

#[cfg(feature = "std")]
impl<E: fmt::Display + Deref<Target: Error>> SelectError<E, 1> for &&&&SelectFormat<'_, E> {}

#[cfg(feature = "std")]
impl<E: fmt::Display + Deref<Target: Deref<Target: Error>>> SelectError<E, 2>
    for &&&SelectFormat<'_, E>
{
}

/// The second choice.
pub trait SelectDisplay<E> {
    /// Returns the marker of this choice.
    fn __retry_format(&self) -> ByDisplay {
        ByDisplay
    }
}

impl<E: fmt::Display> SelectDisplay<E> for &&SelectFormat<'_, E> {}

/// The third choice.
pub trait SelectDebug<E> {
    /// Returns the marker of this choice.
    fn __retry_format(&self) -> ByDebug {
        ByDebug
    }
}

impl<E: fmt::Debug> SelectDebug<E> for &SelectFormat<'_, E> {}

/// The last choice.
pub trait SelectName<E> {
    /// Returns the marker of this choice.
    fn __retry_format(&self) -> ByTypeName {
        ByTypeName
    }
}

impl<E> SelectName<E> for SelectFormat<'_, E> {}
