//! A policy from a file.

use std::fs;
use std::path::Path;

use retry_runtime::Policy;

/// Reads TOML or JSON, as the name of the file says.
pub(crate) fn read(path: &Path) -> Result<Policy, String> {
    let explain = |error: String| {
        format!(
            "can't read the policy from `{}`: {}",
            path.display(),
            error.trim_end()
        )
    };
    let extension = path.extension().unwrap_or_default();
    let text = || fs::read_to_string(path).map_err(|error| explain(error.to_string()));
    if extension.eq_ignore_ascii_case("toml") {
        toml::from_str(&text()?).map_err(|error| explain(error.to_string()))
    } else if extension.eq_ignore_ascii_case("json") {
        serde_json::from_str(&text()?).map_err(|error| explain(error.to_string()))
    } else {
        Err(explain("its name must end in .toml or .json".to_owned()))
    }
}
