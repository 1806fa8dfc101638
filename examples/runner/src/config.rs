//! A policy from a file.

use std::fs;
use std::path::Path;

use retry_runtime::Policy;

/// Reads TOML or JSON. The ending of the file's name decides.
pub(crate) fn read(path: &Path) -> Result<Policy, String> {
    let explain = |error: String| {
        let path = path.display();
        format!("can't read the policy from `{path}`: {error}")
    };
    let extension = path.extension().unwrap_or_default();
    let text = || fs::read_to_string(path).map_err(|error| explain(error.to_string()));
    if extension.eq_ignore_ascii_case("toml") {
        let text = text()?;
        // An empty TOML file is a valid policy without arguments, but may be an incomplete file.
        if text.trim().is_empty() {
            let default = Policy::default();
            return Err(explain(format!(
                "it is empty: for the default policy, write `max = {}`",
                default.max().unwrap_or_default()
            )));
        }
        toml::from_str(&text).map_err(|error| explain(in_words(&error, &text)))
    } else if extension.eq_ignore_ascii_case("json") {
        serde_json::from_str(&text()?).map_err(|error| explain(error.to_string()))
    } else {
        Err(explain("its name must end in .toml or .json".to_owned()))
    }
}

/// Puts the fault and its position on one short line. The message of the TOML parser would show the
/// whole line of the file, however long.
fn in_words(error: &toml::de::Error, text: &str) -> String {
    let message = printable(error.message().chars().take(1000));
    // A fault of the policy as a whole has no position.
    let place = error.span().filter(|place| *place != (0..text.len()));
    let Some((before, _)) = place.and_then(|place| text.split_at_checked(place.start)) else {
        return message;
    };
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before[start..].chars().count();
    let line = text[start..].lines().next().unwrap_or_default();
    let shown = line.chars().skip(column.saturating_sub(20)).take(60);
    format!(
        "{message} at line {} column {}: `{}`",
        before.matches('\n').count() + 1,
        column + 1,
        printable(shown).trim()
    )
}

fn printable(text: impl Iterator<Item = char>) -> String {
    let text = text.map(|c| if c.is_control() { ' ' } else { c });
    text.collect()
}
