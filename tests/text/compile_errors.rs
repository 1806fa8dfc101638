//! The tables of compile errors in the guide, compared with the fixtures.
//!
//! To update the tables, update the fixtures first:
//! `TRYBUILD=overwrite cargo test -p retry-tests --test ui`, then `--test text compile_errors`.

use std::fmt::Write as _;
use std::fs::{read_dir, read_to_string, write};
use std::path::Path;

const MARK: &str = "<!-- The rest is written by the project's tests, from their fixtures. -->\n";

#[test]
fn the_guide_shows_the_real_compile_errors() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = tests.join("../retry-runtime/src/guide/compile_errors.md");
    let page = read_to_string(&path).expect("the page");
    let (by_hand, tables) = page.split_once(MARK).expect("the mark");
    let mut written = String::new();
    for (title, folder, least) in [
        ("Arguments", "args", 25),
        ("Functions", "function", 25),
        ("Verdicts on error types", "derive", 15),
    ] {
        let rows = rows(&tests.join("ui").join(folder));
        assert!(rows.len() > least, "only {} rows of {folder}", rows.len());
        write!(
            written,
            "\n## {title}\n\n| written | the compiler says |\n|---|---|\n{}",
            rows.concat()
        )
        .expect("writing to a string");
    }
    if std::env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite") {
        write(&path, format!("{by_hand}{MARK}{written}")).expect("the page is written");
    } else {
        assert_eq!(tables, written, "see the top of this file");
    }
}

/// The table rows for the fixtures in a folder, sorted by name.
fn rows(folder: &Path) -> Vec<String> {
    let files = read_dir(folder).expect("a folder of fixtures");
    let mut fixtures: Vec<_> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    fixtures.sort();
    fixtures.iter().map(|fixture| row(fixture)).collect()
}

fn row(fixture: &Path) -> String {
    let source = read_to_string(fixture).expect("a fixture");
    let stderr = read_to_string(fixture.with_extension("stderr")).expect("its errors");
    let source: Vec<&str> = source.lines().collect();
    let mut shown: Vec<usize> = Vec::new();
    let mut messages = Vec::new();
    for line in stderr.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            messages.push(cell(message));
        } else if let Some((_, place)) = line.trim_start().split_once("--> ") {
            let number = place.split(':').nth(1).expect("a line number");
            let wrong = number.parse::<usize>().expect("a number") - 1;
            // Includes the attribute above the reported line.
            let above = source[..=wrong]
                .iter()
                .rposition(|line| line.contains("#[retry"));
            shown.extend(above);
            shown.push(wrong);
        }
    }
    shown.sort_unstable();
    shown.dedup();
    assert!(!messages.is_empty(), "{} has no error", fixture.display());
    let written: Vec<_> = shown
        .iter()
        .map(|line| format!("`{}`", cell(source[*line].trim())))
        .collect();
    let (written, said) = (written.join("<br>"), messages.join("<br>"));
    format!("| {written} | {said} |\n")
}

/// Escapes `|`, which ends a cell even in code.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
