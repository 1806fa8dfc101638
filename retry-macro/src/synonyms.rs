//! The arguments of other retry libraries, and their equivalents here.

use crate::diagnostics::nearest;

/// A feature for which other libraries have names.
struct Row {
    words: Vec<&'static str>,
    /// The arguments that have this effect here.
    shape: Option<&'static str>,
    /// Those arguments with an example in place of the user's value.
    example: Option<&'static str>,
    note: Option<&'static str>,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.split("\n\n").map(|row| {
        let marked = |mark| row.lines().find_map(|line| line.strip_prefix(mark));
        let words = row
            .lines()
            .filter(|line| !line.starts_with(['=', '~', ':']));
        Row {
            words: words.flat_map(str::split_whitespace).collect(),
            shape: marked("= "),
            example: marked("~ "),
            note: marked(": "),
        }
    })
}

/// Explains another library's word, in any spelling.
pub(crate) fn explain(word: &str) -> Option<String> {
    let meant = plain(word);
    explain_if(word, |known| plain(known) == meant)
}

/// Explains a word that is similar to another library's word.
pub(crate) fn explain_nearest(word: &str) -> Option<String> {
    // Too many words are similar to a short word.
    let words = rows().flat_map(|row| row.words);
    let meant = nearest(word, words.filter(|known| known.len() > 4))?;
    explain_if(word, |known| known == meant)
}

fn explain_if(word: &str, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let row = rows().find(|row| row.words.iter().any(|known| is_meant(known)))?;
    let meaning = match (row.shape, row.example) {
        (Some(shape), _) => format!("`{word}` is written `{shape}` here"),
        (None, Some(example)) => {
            let names = names(example);
            format!("`{word}` is called `{names}` here, for example `{example}`")
        }
        (None, None) => format!("`{word}` is not an argument of `#[retry]`"),
    };
    Some(match row.note {
        Some(note) => format!("{meaning}: {note}"),
        None => meaning,
    })
}

/// The names of the arguments in a shape.
fn names(shape: &str) -> String {
    let arguments = shape.split("` or `");
    let names: Vec<_> = arguments
        .filter_map(|it| it.split([' ', '(']).next())
        .collect();
    names.join("` or `")
}

/// The plain form of a word: `maxRetries`, `max_retries` and the builder's `with_max_retries` are
/// equal.
fn plain(word: &str) -> String {
    let word = word.strip_prefix("with_").unwrap_or(word);
    word.replace('_', "").to_lowercase()
}

/// One paragraph for each feature. It has the words; after `=` the arguments with this effect here,
/// or after `~` such arguments with an example value; and after `:` a difference, or a solution
/// without an argument. A word with two meanings has one paragraph that explains both.
const TABLE: &str = include_str!("synonyms.txt");

#[cfg(test)]
pub(crate) fn shapes() -> impl Iterator<Item = &'static str> {
    rows().filter_map(|row| row.shape.or(row.example))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_one_row_in_any_spelling() {
        let mut words: Vec<_> = rows().flat_map(|row| row.words).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all, "a word is there twice");
        for spelling in [
            "max_retries",
            "maxRetries",
            "with_max_retries",
            "MAX_RETRIES",
        ] {
            assert!(explain(spelling).is_some_and(|words| words.contains("`max = 5`")));
        }
        assert!(explain_nearest("max_retrys").is_some_and(|words| words.contains("`max = 5`")));
        assert!(explain_nearest("predicates").is_some_and(|words| words.contains("`when = ")));
        let explained = explain("max_interval").unwrap();
        assert!(explained.starts_with(
            "`max_interval` is called `max_delay` here, for example `max_delay = \"30s\"`: "
        ));
        let explained = explain("timeout").unwrap();
        assert!(explained.contains(" is called `attempt_timeout` or `max_elapsed` here, "));
        assert_eq!(
            explain("linear").unwrap(),
            "`linear` is written `backoff = linear` here"
        );
        assert_eq!(explain_nearest("colour"), None);
        // `wait` is similar, but too short for the similarity to mean anything.
        assert!(explain("wait").is_some() && explain_nearest("wat").is_none());
    }
}
