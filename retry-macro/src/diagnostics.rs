//! Collects errors and reports all of them together. No argument is named in this file.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// Every error found so far. If this is dropped with errors inside, it panics, so that no error is
/// forgotten: call [`finish`](Errors::finish).
#[derive(Default)]
pub(crate) struct Errors {
    combined: Option<Error>,
}

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.combined {
            None => self.combined = Some(error),
            Some(combined) => combined.combine(error),
        }
    }

    /// Adds errors that were found earlier, after the errors found since.
    pub(crate) fn append(&mut self, mut other: Self) {
        if let Some(error) = other.combined.take() {
            self.push(error);
        }
    }

    /// Adds an error under the characters of `place`.
    pub(crate) fn at(&mut self, place: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(place, message));
    }

    /// Returns the value. On an error, adds the error and returns `None`.
    pub(crate) fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Returns the errors as code that makes the compiler report them.
    ///
    /// # Errors
    ///
    /// The code, if there are errors.
    pub(crate) fn finish(mut self) -> Result<(), TokenStream> {
        match self.combined.take() {
            None => Ok(()),
            Some(error) => Err(error.into_compile_error()),
        }
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let is_reported = self.combined.is_none() || std::thread::panicking();
        assert!(is_reported, "errors were collected and not reported");
    }
}

/// The candidate that a word was probably meant to be: a similar word, or a word that begins with
/// it.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let near = |candidate: &str| {
        let most = (candidate.len() / 3).max(1);
        let begun = word.len() > 2 && candidate.starts_with(word);
        if !begun && candidate.len().abs_diff(word.len()) > most {
            return None;
        }
        let edits = edits(word, candidate);
        (begun || edits <= most).then_some(edits)
    };
    candidates
        .into_iter()
        .filter_map(|candidate| Some((near(candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The number of letters to insert, delete, replace, or swap with their neighbor: the optimal
/// string alignment distance.
fn edits(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let first: Vec<usize> = (0..=to.len()).collect();
    let mut rows = vec![first];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(a != b);
            let mut least = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_similar_word_is_suggested() {
        let words = ["max", "base_delay", "max_delay"];
        assert_eq!(nearest("basedelay", words), Some("base_delay"));
        assert_eq!(nearest("mx", words), Some("max"));
        assert_eq!(nearest("mxa", words), Some("max"));
        assert_eq!(nearest("base", words), Some("base_delay"));
        assert_eq!(nearest("colour", words), None);
        // This word is too short to be the beginning of another.
        assert_eq!(nearest("on", ["on_retry"]), None);
    }

    #[test]
    fn edits_are_insertions_deletions_replacements_and_swaps() {
        for (from, to, least) in [
            ("max", "max", 0),
            ("", "max", 3),
            ("max", "", 3),
            ("mx", "max", 1),
            ("maxx", "max", 1),
            ("man", "max", 1),
            ("mxa", "max", 1),
            ("kitten", "sitting", 3),
            // No letter is edited twice, so the swap can't be split.
            ("ca", "abc", 3),
        ] {
            assert_eq!(edits(from, to), least, "{from} to {to}");
            assert_eq!(edits(to, from), least, "{to} to {from}");
        }
    }

    #[test]
    fn every_error_is_reported() {
        let mut errors = Errors::default();
        errors.at(quote::quote!(a), "first");
        errors.at(quote::quote!(b), "second");
        let code = errors.finish().unwrap_err().to_string();
        assert!(code.contains("first") && code.contains("second"), "{code}");
    }

    #[test]
    #[should_panic(expected = "not reported")]
    fn errors_that_are_never_finished_panic() {
        Errors::default().at(quote::quote!(a), "forgotten");
    }
}
