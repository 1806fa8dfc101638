//! The end of a stream, in bounded memory.

/// The most bytes that are kept of the end.
const BYTES: usize = 4096;
/// The most lines that are shown of these bytes.
const LINES: usize = 10;

/// The last bytes of a stream.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    bytes: Vec<u8>,
    /// True if earlier bytes were dropped.
    cut: bool,
}

impl Tail {
    pub(crate) fn push(&mut self, chunk: &[u8]) {
        let chunk = match chunk.len().checked_sub(BYTES) {
            Some(surplus) => {
                self.cut |= surplus > 0 || !self.bytes.is_empty();
                self.bytes.clear();
                &chunk[surplus..]
            }
            None => chunk,
        };
        self.bytes.extend_from_slice(chunk);
        if let Some(surplus @ 1..) = self.bytes.len().checked_sub(BYTES) {
            self.bytes.drain(..surplus);
            self.cut = true;
        }
    }

    /// The last lines. They are complete lines if the bytes contain any. Bytes that are not UTF-8
    /// are replaced.
    pub(crate) fn lines(&self) -> Vec<String> {
        let first_whole = match self.bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) if self.cut && end + 1 < self.bytes.len() => end + 1,
            _ => 0,
        };
        let text = String::from_utf8_lossy(&self.bytes[first_whole..]);
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines[lines.len().saturating_sub(LINES)..].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail<'a>(chunks: impl IntoIterator<Item = &'a str>) -> Tail {
        let mut tail = Tail::default();
        for chunk in chunks {
            tail.push(chunk.as_bytes());
        }
        tail
    }

    #[test]
    fn lines_are_assembled_from_chunks() {
        assert_eq!(
            tail(["on", "e\ntw", "o\n", "three"]).lines(),
            ["one", "two", "three"]
        );
        assert!(tail([]).lines().is_empty());
        assert_eq!(tail(["\n\n"]).lines(), ["", ""]);
    }

    #[test]
    fn only_the_last_ten_lines_are_shown() {
        let all: Vec<_> = (1..=25).map(|n| format!("line {n}\n")).collect();
        let lines = tail(all.iter().map(String::as_str)).lines();
        assert_eq!(lines.len(), LINES);
        assert_eq!(
            (lines[0].as_str(), lines[9].as_str()),
            ("line 16", "line 25")
        );
    }

    #[test]
    fn memory_is_bounded_and_a_cut_line_is_left_out() {
        let line = format!("{}\n", "x".repeat(999));
        let tail = tail(std::iter::repeat_n(line.as_str(), 10_000));
        assert!(tail.bytes.len() <= BYTES && tail.bytes.capacity() <= 4 * BYTES);
        assert_eq!(tail.lines(), vec!["x".repeat(999); 4]);
    }

    #[test]
    fn the_end_of_an_endless_line_is_kept() {
        let flood = "y".repeat(3 * BYTES);
        assert_eq!(
            tail([flood.as_str(), "z\n"]).lines(),
            ["y".repeat(BYTES - 2) + "z"]
        );
    }

    #[test]
    fn a_chunk_that_fits_exactly_cuts_nothing() {
        let exact = format!("first\n{}", "x".repeat(BYTES - 6));
        assert_eq!(tail([exact.as_str()]).lines()[0], "first");
    }
}
