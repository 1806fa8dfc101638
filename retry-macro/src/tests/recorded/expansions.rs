//! The expansion of each file in `tests/expansion`, as readable text and as a test of every token.
//!
//! To write them again: `TRYBUILD=overwrite cargo test -p retry-runtime-macros recorded`.

use std::fs::{read_to_string, write};
use std::path::{Path, PathBuf};

use proc_macro2::{Group, TokenStream, TokenTree};

use super::{arguments, derives_classify, item, sources};
use crate::derive::classify;
use crate::expand::{Hooks, retry_with};

#[test]
fn the_expansions_of_both_macros_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expansion");
    let is_input = |path: &PathBuf| {
        let name = path.to_string_lossy();
        !VARIANTS.iter().any(|(_, ending, _)| name.ends_with(ending))
    };
    let inputs: Vec<_> = sources(&folder).filter(is_input).collect();
    assert!(inputs.len() > 5, "only {}", inputs.len());
    for input in inputs {
        let source = read_to_string(&input).expect("an input");
        let name = input.to_string_lossy();
        let is_recorded = |sources: &[&str]| sources.iter().any(|source| name.ends_with(source));
        for (hooks, ending, _) in VARIANTS.iter().filter(|it| is_recorded(it.2)) {
            let tokens = expanded(source.parse().expect("tokens"), *hooks);
            let has_error = tokens.to_string().contains("compile_error");
            assert!(!has_error, "{} has an error", input.display());
            let file = syn2::parse2(tokens).expect("items");
            let written = prettyplease::unparse(&file);
            let recorded = input.with_extension(ending);
            if std::env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite") {
                write(&recorded, written).expect("the expansion is written");
            } else {
                let expected = read_to_string(&recorded).expect("an expansion");
                assert_eq!(written, expected, "{}", recorded.display());
            }
        }
    }
}

/// The hooks of an expansion, the ending of the recorded file's name, and the sources to record
/// with these hooks. In the other sources, the hooks change nothing new.
const VARIANTS: [(Hooks, &str, &[&str]); 4] = [
    (NONE, "expanded.rs", ALL),
    (WATCHED_CALLS, "watched.rs", WATCHED),
    (WATCHED_ATTEMPTS, "attempts.rs", LOOPS),
    (FAULTS, "tested.rs", TESTED),
];

const NONE: Hooks = Hooks {
    has_std: true,
    watched: false,
    watches_attempts: false,
    tested: false,
};
const WATCHED_CALLS: Hooks = Hooks {
    watched: true,
    ..NONE
};
const WATCHED_ATTEMPTS: Hooks = Hooks {
    watches_attempts: true,
    ..WATCHED_CALLS
};
const FAULTS: Hooks = Hooks {
    tested: true,
    ..WATCHED_CALLS
};

const ALL: &[&str] = &[""];
const LOOPS: &[&str] = &["asynchronous.rs", "blocking.rs"];
const WATCHED: &[&str] = &[
    "asynchronous.rs",
    "blocking.rs",
    "budgets.rs",
    "outcomes.rs",
    "profiles.rs",
];
const TESTED: &[&str] = &["blocking.rs", "budgets.rs"];

/// The tokens with each `#[retry]` and `#[derive(Classify)]` expanded, including those inside of
/// brackets.
fn expanded(tokens: TokenStream, hooks: Hooks) -> TokenStream {
    let mut expanded_tokens = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let args = match (&token, tokens.peek()) {
            (TokenTree::Punct(mark), Some(TokenTree::Group(attribute)))
                if mark.as_char() == '#' =>
            {
                arguments(attribute.stream())
            }
            _ => None,
        };
        let derives = matches!(tokens.peek(), Some(TokenTree::Group(attribute))
            if derives_classify(attribute.stream()));
        if derives {
            tokens.next();
            expanded_tokens.extend(classify(item(&mut tokens)));
        } else if let Some(args) = args {
            tokens.next();
            let written = retry_with(args, &item(&mut tokens), hooks);
            // The functions of an `impl` block are still to be expanded.
            expanded_tokens.extend(expanded(written, hooks));
        } else if let TokenTree::Group(group) = token {
            let inside = expanded(group.stream(), hooks);
            expanded_tokens.extend([TokenTree::from(Group::new(group.delimiter(), inside))]);
        } else {
            expanded_tokens.extend([token]);
        }
    }
    expanded_tokens
}
