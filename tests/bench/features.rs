//! The same calls with a feature of the runtime that every call pays for. For each feature, this
//! program is built once more.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::table::{self, Done, Table};
use crate::{compare, count, this};

pub(crate) const TABLE: &str = "features";

/// The features that observe every call.
const FEATURES: [&str; 3] = ["tracing", "metrics", "sites"];

const CALLS: [&str; 2] = ["#[retry]", "Policy::retry"];

const WORDS: [&str; 3] = ["success", "async success", "3 failures"];

pub(crate) fn measure() -> Done {
    let mut head = vec![("call", None), ("feature", None)];
    head.extend(WORDS.map(|word| (word, None)));
    let mut table = Table::new(TABLE, &head);
    let mut programs = vec![("none", this())];
    for feature in FEATURES {
        programs.push((feature, program(feature)?));
    }
    for call in CALLS {
        for (feature, program) in &programs {
            let mut row = vec![json!(call), json!(feature)];
            row.extend(WORDS.map(|word| json!(count(program, call, word))));
            table.row(row);
        }
    }
    table.write()
}

/// Compares the committed counts with the counts now, for the feature that adds no crate to the build.
/// With all features, the check of each change would take a minute longer.
pub(crate) fn check(moved: &mut Vec<String>) -> Done {
    const CHECKED: &str = "sites";
    let (head, rows) = table::committed(TABLE)?;
    let program = program(CHECKED)?;
    for row in rows.iter().filter(|row| row[1] == CHECKED) {
        let call = row[0].as_str().ok_or("a row without a call")?;
        let what = format!("{call} with `{CHECKED}`");
        compare(&head, row, &what, |word| count(&program, call, word), moved);
    }
    Ok(())
}

/// Builds this program with a feature, and returns its path.
fn program(feature: &str) -> Result<PathBuf, Box<dyn Error>> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--locked", "--quiet", "--profile", "bench"])
        .args(["--package", env!("CARGO_PKG_NAME"), "--bench", "calls"])
        .args(["--features", feature, "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()?;
    let messages = String::from_utf8(output.stdout)?;
    let path = messages.lines().find_map(|message| {
        let message: Value = serde_json::from_str(message).ok()?;
        let is_program = message["target"]["name"] == "calls";
        let path = message["executable"].as_str().filter(|_| is_program)?;
        Some(PathBuf::from(path))
    });
    path.ok_or_else(|| format!("the benchmark does not build with `{feature}`").into())
}
