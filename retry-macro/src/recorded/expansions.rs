//! The expansion of each file in `tests/expansion`: readable, and a test of every token.
//!
//! To write them anew: `TRYBUILD=overwrite cargo test -p retry-runtime-macros recorded`.

use std::fs::{read_to_string, write};
use std::path::{Path, PathBuf};

use proc_macro2::{Group, TokenStream, TokenTree};

use super::{arguments, derives_classify, item, sources};
use crate::derive::classify;
use crate::expand::{Watched, retry_watched};

#[test]
fn both_macros_write_what_was_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expansion");
    let is_input = |path: &PathBuf| {
        let name = path.to_string_lossy();
        !VARIANTS.iter().any(|(_, ending)| name.ends_with(ending))
    };
    let inputs: Vec<_> = sources(&folder).filter(is_input).collect();
    assert!(inputs.len() > 5, "only {}", inputs.len());
    for input in inputs {
        let source = read_to_string(&input).expect("an input");
        for (watched, ending) in VARIANTS {
            let sources = match watched {
                Watched::Nothing => &[""][..],
                Watched::Calls => &WATCHED,
                Watched::Attempts => &WATCHED[..2],
            };
            let name = input.to_string_lossy();
            if !sources.iter().any(|source| name.ends_with(source)) {
                continue;
            }
            let tokens = expanded(source.parse().expect("tokens"), watched);
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

/// A feature that watches every call changes much of the expansion.
const VARIANTS: [(Watched, &str); 3] = [
    (Watched::Nothing, "expanded.rs"),
    (Watched::Calls, "watched.rs"),
    (Watched::Attempts, "attempts.rs"),
];

/// Sources whose loops or outcomes such a feature changes in a way of their own. It
/// changes the others in the same ways again. One that watches attempts changes the first two.
const WATCHED: [&str; 5] = [
    "asynchronous.rs",
    "blocking.rs",
    "budgets.rs",
    "outcomes.rs",
    "profiles.rs",
];

/// Tokens with each `#[retry]` and `#[derive(Classify)]` expanded, inside of brackets too.
fn expanded(tokens: TokenStream, watched: Watched) -> TokenStream {
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
            let written = retry_watched(args, &item(&mut tokens), watched);
            // The functions of an `impl` block are still to be expanded.
            expanded_tokens.extend(expanded(written, watched));
        } else if let TokenTree::Group(group) = token {
            let inside = expanded(group.stream(), watched);
            expanded_tokens.extend([TokenTree::from(Group::new(group.delimiter(), inside))]);
        } else {
            expanded_tokens.extend([token]);
        }
    }
    expanded_tokens
}
