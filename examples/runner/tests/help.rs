//! The runner's own texts: help, version, completions, manual page.

mod support;

use support::runner;

/// Every flag, as the short help lists them.
fn flags() -> Vec<String> {
    let help = runner(["-h"]);
    assert_eq!(help.code, Some(0));
    let flags: Vec<_> = help
        .stdout
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|flag| {
            flag.trim_matches(|c: char| !c.is_ascii_alphanumeric())
                .to_owned()
        })
        .filter(|flag| !flag.is_empty())
        .collect();
    assert!(flags.len() > 20, "{flags:?}");
    flags
}

#[test]
fn version_is_printed() {
    let version = runner(["--version"]);
    let expected = concat!("runner ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(version.stdout, expected);
}

#[test]
fn help_explains_the_flags_and_exit_codes() {
    let help = runner(["--help"]);
    assert_eq!(help.code, Some(0));
    for words in [
        "Exit codes:",
        "124 ",
        "126 ",
        "127 ",
        "128+n",
        "Signals:",
        "the list may name 126 and 127",
        "`-` for standard output",
        "Standard input:",
        "RETRY_ATTEMPT",
        "RETRY_MAX",
        "RETRY_PREVIOUS_EXIT_CODE",
        "Report (--output):",
        "Examples:",
        "[default: 3]",
        "[default: 100ms]",
        "[default: 30s]",
    ] {
        assert!(help.stdout.contains(words), "`{words}` is not in the help");
    }
    for flag in flags() {
        assert!(help.stdout.contains(&format!("--{flag}")), "{flag}");
    }
}

#[test]
fn completions_contain_every_flag() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = runner(["--completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (Some(0), ""));
        for flag in flags() {
            assert!(script.stdout.contains(&flag), "{flag} for {shell}");
        }
    }
    assert_eq!(runner(["--completions", "dos"]).code, Some(2));
}

#[test]
fn the_manual_page_keeps_the_lines_of_the_long_help() {
    let page = runner(["--man"]).stdout;
    let (_, rest) = page
        .split_once(".SH EXTRA\n.nf\n")
        .expect("lines as they are");
    let (extra, _) = rest.split_once("\n.fi\n.SH VERSION\n").expect("their end");
    for heading in ["Exit codes:", "Signals:", "Examples:"] {
        assert!(extra.contains(heading), "{extra}");
    }
    assert!(
        extra
            .lines()
            .all(|line| line.replace('\\', "").chars().count() <= 80)
    );
}

#[test]
fn the_manual_page_contains_every_flag() {
    let page = runner(["--man"]);
    assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""));
    assert!(page.stdout.contains(".TH runner 1"), "{}", page.stdout);
    let text = page.stdout.replace('\\', "");
    for flag in flags() {
        assert!(text.contains(&format!("--{flag}")), "{flag}");
    }
    assert!(text.contains("RETRY_PREVIOUS_EXIT_CODE"));
}
