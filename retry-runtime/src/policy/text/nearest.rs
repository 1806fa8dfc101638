//! The key that a misspelled key was probably meant to be. The attribute uses the same rule.

use std::string::String;
use std::vec::Vec;

/// A key, and the way to write it in a message.
type Key = (&'static str, &'static str);

/// The key that a word is close to, or the start of. Case does not count, and `-` counts as `_`,
/// because files and variables have their own conventions for names.
#[inline]
pub(super) fn nearest(word: &str, keys: &[Key]) -> Option<&'static str> {
    let longest = 2 * keys.iter().map(|(key, _)| key.len()).max()?;
    // A text may have any length, so only short words are compared.
    let word: String = (word.len() <= longest).then(|| plain(word))?;
    let near = |key: &str| {
        let most = (key.len() / 3).max(1);
        let begun = word.len() > 2 && key.starts_with(&word);
        let edits = edits(word.as_bytes(), key.as_bytes());
        (begun || edits <= most).then_some(edits)
    };
    keys.iter()
        .filter_map(|(key, _)| Some((near(key)?, *key)))
        .min()
        .map(|(_, key)| key)
}

#[inline]
fn plain(word: &str) -> String {
    word.to_ascii_lowercase().replace('-', "_")
}

/// The number of edits from one word to the other: bytes to insert, delete or replace, or pairs of
/// neighbors to swap.
#[inline]
fn edits(from: &[u8], to: &[u8]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut next = Vec::from([i + 1]);
        for (j, b) in to.iter().enumerate() {
            let replaced = row[j] + usize::from(a != b);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(above[j - 1] + 1);
            }
            next.push(least);
        }
        above = core::mem::replace(&mut row, next);
    }
    row[to.len()]
}
