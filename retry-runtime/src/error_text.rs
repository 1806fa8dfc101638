//! Errors as text, for observers.

mod format;
#[cfg(feature = "std")]
mod input;
#[cfg(feature = "tracing")]
mod line;

use core::fmt::{self, Write};

pub(crate) use format::type_name;
pub use format::{
    ByDebug, ByDisplay, ByTypeName, ErrorFormat, FormatMarker, SelectDebug, SelectDisplay,
    SelectError, SelectFormat, SelectName, WithSources,
};
#[cfg(feature = "std")]
pub(crate) use input::TruncatedInput;
#[cfg(feature = "tracing")]
pub(crate) use line::EscapedLine;

/// The maximum number of bytes shown of an error's text.
const LIMIT: usize = 4096;

/// The text of an error: its `Display`, otherwise its `Debug` on one line, otherwise the name of
/// its type. The retried function uses the first of these that it can see.
///
/// An error thus needs no trait bounds to be observed. The observer formats the text, so an error
/// that is not printed costs nothing. At most 4096 bytes of the text are shown, so that no error
/// floods a log or a report. A longer text ends with its whole length: `… (1000000 bytes)`.
///
/// The format `{:#}` adds the [sources](core::error::Error::source), except a source whose text has
/// just been shown. Sources are known if the retried function can see that the type is an
/// [`Error`](core::error::Error), and for pointers to errors, such as `Box<dyn Error>` and
/// `anyhow::Error`. `{:#}` is also passed on to the `Display` of the error, unless that only lays
/// its text out over several lines.
///
/// The log of the feature `tracing` uses `{:#}`. If a client's error says only that a connection
/// failed, the log still says why:
///
/// ```
/// use std::{fmt, io};
/// use retry_runtime::{Event, retry};
///
/// #[derive(Debug)]
/// struct SendError(io::Error);
///
/// impl fmt::Display for SendError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         f.write_str("error sending request")
///     }
/// }
///
/// impl std::error::Error for SendError {
///     fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
///         Some(&self.0)
///     }
/// }
///
/// #[retry(max = 1, base_delay = "1ms", observe = |event| if let Event::GiveUp { error: Some(error), .. } = event {
///     shown.push(format!("{error}"));
///     shown.push(format!("{error:#}"));
/// })]
/// fn send(shown: &mut Vec<String>) -> Result<(), SendError> {
///     Err(SendError(io::Error::other("connection refused")))
/// }
///
/// let mut shown = Vec::new();
/// assert!(send(&mut shown).is_err());
/// assert_eq!(shown, ["error sending request", "error sending request: connection refused"]);
/// ```
#[derive(Clone, Copy)]
pub struct ErrorText<'a>(&'a dyn fmt::Display);

#[cfg(feature = "test-util")]
impl ErrorText<'static> {
    /// The text of a success whose answer a test has thrown away.
    pub(crate) const ANSWER_LOST: Self = Self(&"answer lost");
}

impl fmt::Display for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternate = f.alternate();
        let mut start = Start {
            to: f,
            length: 0,
            cut: false,
            written: Ok(()),
        };
        // If an error fails to format, `to_string` must not panic. The text written so far is
        // shown, and only a failure of `to` is passed on.
        let _formatted = if alternate {
            write!(start, "{:#}", self.0)
        } else {
            write!(start, "{}", self.0)
        };
        start.written?;
        if start.cut {
            write!(start.to, "… ({} bytes)", start.length)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A writer that passes on the start of a text, and counts the length of all of it.
struct Start<'a, 'f> {
    to: &'a mut fmt::Formatter<'f>,
    length: usize,
    cut: bool,
    written: fmt::Result,
}

impl fmt::Write for Start<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = LIMIT.saturating_sub(self.length);
        self.length = self.length.saturating_add(text.len());
        if self.cut {
            return Ok(());
        }
        let mut end = room.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.cut = end < text.len();
        self.written = self.to.write_str(&text[..end]);
        self.written
    }
}

/// An error with its format, which an [`ErrorText`] borrows.
#[derive(Debug)]
pub(crate) struct FormattedError<'a, E> {
    error: &'a E,
    format: ErrorFormat<E>,
}

impl<'a, E> FormattedError<'a, E> {
    pub(crate) fn new(error: &'a E, format: ErrorFormat<E>) -> Self {
        Self { error, format }
    }

    pub(crate) fn shown(&self) -> ErrorText<'_> {
        ErrorText(self)
    }
}

impl<E> fmt::Display for FormattedError<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.format)(self.error, f)
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::format;
    use std::string::String;

    /// Prints its text this many times, in separate pieces.
    struct Long(usize, &'static str);

    impl fmt::Display for Long {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (0..self.0).try_for_each(|_| f.write_str(self.1))
        }
    }

    fn shown(error: &Long) -> String {
        format!(
            "{}",
            FormattedError::new(error, <Long as fmt::Display>::fmt).shown()
        )
    }

    #[test]
    fn up_to_the_limit_all_of_a_text_is_shown() {
        assert_eq!(shown(&Long(LIMIT, "x")), "x".repeat(LIMIT));
        assert_eq!(shown(&Long(0, "x")), "");
    }

    #[test]
    fn a_longer_text_ends_with_its_length() {
        let expected = format!("{}… (4097 bytes)", "x".repeat(LIMIT));
        assert_eq!(shown(&Long(LIMIT + 1, "x")), expected);
        let pieces = if cfg!(miri) { 5_000 } else { 500_000 };
        let expected = format!("{}… ({} bytes)", "ab".repeat(LIMIT / 2), 2 * pieces);
        assert_eq!(shown(&Long(pieces, "ab")), expected);
    }

    #[test]
    fn a_character_is_not_cut() {
        // 4096 is not a multiple of 3, so a whole character is cut off. Nothing follows the cut.
        let expected = format!("{}… (6000 bytes)", "€".repeat(LIMIT / 3));
        assert_eq!(shown(&Long(2000, "€")), expected);
    }

    #[test]
    fn an_error_that_fails_to_format_is_no_panic() {
        struct Broken;
        impl fmt::Display for Broken {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("half")?;
                Err(fmt::Error)
            }
        }
        let show = FormattedError::new(&Broken, <Broken as fmt::Display>::fmt);
        assert_eq!(format!("{}", show.shown()), "half");
    }

    #[test]
    fn the_alternate_form_is_passed_on() {
        struct Chain;
        impl fmt::Display for Chain {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(if f.alternate() { "top: cause" } else { "top" })
            }
        }
        let show = FormattedError::new(&Chain, <Chain as fmt::Display>::fmt);
        let shown = show.shown();
        assert_eq!(
            (format!("{shown}"), format!("{shown:#}")),
            ("top".into(), "top: cause".into())
        );
    }
}
