//! User input in error messages: on one line, and cut to a maximum length.

use core::fmt::{self, Write};

/// The start of a text, with unprintable characters escaped. The text may contain anything, and the
/// message goes to a terminal or a log.
pub(crate) struct TruncatedInput<'a>(pub(crate) &'a str);

const LONGEST: usize = 80;

impl fmt::Display for TruncatedInput<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, c) in self.0.chars().enumerate() {
            match c {
                _ if position == LONGEST => return f.write_char('…'),
                '"' | '\'' | '\\' => f.write_char(c)?,
                _ => write!(f, "{}", c.escape_debug())?,
            }
        }
        Ok(())
    }
}
