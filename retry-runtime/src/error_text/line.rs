//! Untrusted text, written on one line of a log.

use core::fmt::{self, Write};

/// A text with its control characters and line separators escaped, such as `\n` or
/// `\u{1b}`. An error's text may come from a server. The text must not start a new line of a log,
/// and must not control the terminal.
pub(crate) struct EscapedLine<T>(pub(crate) T);

impl<T: fmt::Display> fmt::Display for EscapedLine<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaped(f), "{}", self.0)
    }
}

struct Escaped<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                self.0.write_str(&text[start..at])?;
                write!(self.0, "{}", c.escape_default())?;
                start = at + c.len_utf8();
            }
        }
        self.0.write_str(&text[start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn is_one_line_and_else_as_it_was() {
        for (text, line) in [
            ("", ""),
            (
                "an answer of 503: \"é\" \\ 🦀",
                "an answer of 503: \"é\" \\ 🦀",
            ),
            ("\n", r"\n"),
            ("a\r\nb\tc", r"a\r\nb\tc"),
            ("\u{1b}[2Jé\u{7f}\u{85}", r"\u{1b}[2Jé\u{7f}\u{85}"),
            ("a\u{2028}b\u{2029}", r"a\u{2028}b\u{2029}"),
        ] {
            assert_eq!(EscapedLine(text).to_string(), line);
        }
    }
}
