//! What the compiler says. One rule per fixture, named for the rule.
//!
//! To record new words: `TRYBUILD=overwrite cargo test -p retry-tests --test ui`.

use std::process::Command;

/// The toolchain of `rust-toolchain.toml`, whose words `ui/rustc` records.
const PINNED: &str = "rustc 1.95.0 ";

#[test]
fn the_compiler_says_what_to_write() {
    let fixtures = trybuild::TestCases::new();
    // Our own words are the same on every toolchain.
    fixtures.compile_fail("ui/args/*.rs");
    fixtures.compile_fail("ui/derive/*.rs");
    fixtures.compile_fail("ui/function/*.rs");

    let version = Command::new("rustc")
        .arg("--version")
        .output()
        .expect("rustc runs");
    if version.stdout.starts_with(PINNED.as_bytes()) {
        fixtures.compile_fail("ui/rustc/*.rs");
    } else {
        eprintln!("skipped ui/rustc: its words are those of {PINNED}");
    }
}
