//! Runs the runner.

// Not every test file uses all of it.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }
}

pub(crate) fn runner<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_runner"))
        .args(arguments)
        .output()
        .expect("the runner starts");
    Run {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
}

/// A folder that goes with the test, and a report's place in it.
pub(crate) fn report_place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new/folders/report.json");
    (folder, place)
}

pub(crate) fn with_output(line: &str, place: &Path) -> Run {
    runner(words(line).chain(["--output", place.to_str().unwrap()]))
}

pub(crate) fn json(place: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(place).unwrap()).unwrap()
}
