//! A test of the errors of both macros: for every fixture in `tests/ui`, the messages and their
//! places must be equal to the recorded ones.
//!
//! The tests in `tests/ui` build each fixture. This test needs no compiler, so it is quick enough
//! to run for every mutant of this crate.

mod expansions;

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::derive::classify;
use crate::expand::retry;

/// `(line, column, length, message)`, counted from 1. An error over several lines has no length.
type Said = (usize, usize, Option<usize>, String);

#[test]
fn the_errors_of_both_macros_are_as_recorded() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    for (folder, least) in [("args", 25), ("function", 25), ("derive", 15)] {
        let fixtures: Vec<_> = sources(&ui.join(folder)).collect();
        assert!(
            fixtures.len() > least,
            "only {} of {folder}",
            fixtures.len()
        );
        for fixture in fixtures {
            let source = read_to_string(&fixture).expect("a fixture");
            let recorded = read_to_string(fixture.with_extension("stderr")).expect("its errors");
            let mut said = Vec::new();
            attributes(source.parse().expect("tokens"), &mut said);
            assert_eq!(said, recorded_errors(&recorded), "{}", fixture.display());
        }
    }
}

#[test]
fn sources_that_compile_give_no_errors() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    for fixture in sources(&ui.join("pass")) {
        let source = read_to_string(&fixture).expect("a fixture");
        let mut said = Vec::new();
        attributes(source.parse().expect("tokens"), &mut said);
        assert_eq!(said, [], "{}", fixture.display());
    }
}

fn sources(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let files = read_dir(folder).expect("a folder of fixtures");
    files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
}

/// Expands each `#[retry]` and `#[derive(Classify)]`, including those inside of brackets.
fn attributes(tokens: TokenStream, said: &mut Vec<Said>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(mark), Some(TokenTree::Group(attribute)))
                if mark.as_char() == '#' =>
            {
                if let Some(args) = arguments(attribute.stream()) {
                    tokens.next();
                    let item = item(&mut tokens);
                    errors(retry(args, &item), said);
                } else if derives_classify(attribute.stream()) {
                    tokens.next();
                    errors(classify(item(&mut tokens)), said);
                }
            }
            (TokenTree::Group(group), _) => attributes(group.stream(), said),
            _ => {}
        }
    }
}

/// True for `#[derive(Classify)]`, alone or among others.
fn derives_classify(attribute: TokenStream) -> bool {
    let mut tokens = attribute.into_iter();
    let is_derive = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "derive");
    let has_it = |list: TokenTree| list.to_string().contains("Classify");
    is_derive && tokens.next().is_some_and(has_it)
}

/// The arguments of an attribute of this crate.
fn arguments(attribute: TokenStream) -> Option<TokenStream> {
    let mut tokens = attribute.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(name)), None) if name == "retry" => Some(TokenStream::new()),
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(args))) if name == "retry" => {
            Some(args.stream())
        }
        _ => None,
    }
}

/// Takes one item, which ends with its first block or semicolon.
fn item(tokens: &mut impl Iterator<Item = TokenTree>) -> TokenStream {
    let mut item = Vec::new();
    for token in tokens {
        let ends = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(mark) => mark.as_char() == ';',
            _ => false,
        };
        item.push(token);
        if ends {
            break;
        }
    }
    item.into_iter().collect()
}

/// Finds each `compile_error! { "…" }`.
fn errors(output: TokenStream, said: &mut Vec<Said>) {
    let tokens: Vec<_> = output.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(name) if name == "compile_error" => {
                let Some(TokenTree::Group(message)) = tokens.get(index + 2) else {
                    panic!("`compile_error` without its message");
                };
                said.push(error(name.span(), message.span(), message.stream()));
            }
            TokenTree::Group(group) => errors(group.stream(), said),
            _ => {}
        }
    }
}

fn error(from: Span, to: Span, message: TokenStream) -> Said {
    let message: syn::LitStr = syn::parse2(message).expect("a message");
    let (from, to) = (from.start(), to.end());
    let length = (from.line == to.line).then(|| to.column - from.column);
    (from.line, from.column + 1, length, message.value())
}

// error: words
//  --> ui/args/max_zero.rs:3:15
//   |
// 3 | #[retry(max = 0)]
//   |               ^
fn recorded_errors(stderr: &str) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut above = "";
    for line in stderr.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            said.push((0, 0, None, message.to_owned()));
        }
        let Some(last) = said.last_mut() else {
            continue;
        };
        if let Some((_, place)) = line.trim_start().split_once("--> ") {
            let mut numbers = place.split(':').skip(1).map(str::parse);
            let mut number = || numbers.next().expect("a number").expect("a number");
            (last.0, last.1) = (number(), number());
        } else if let Some(from) = line.find('^') {
            let marks = line[from..].trim_end();
            // To rustc, a lifetime is one token. Elsewhere, `'` is a token by itself.
            let lifetime = above[from..].starts_with('\'');
            if marks.chars().all(|mark| mark == '^') {
                last.2 = Some(if lifetime { 1 } else { marks.len() });
            }
        }
        above = line;
    }
    said
}
