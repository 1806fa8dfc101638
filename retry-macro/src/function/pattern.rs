//! The names that a pattern binds.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::rewrite::regroup;
use crate::tokens::{angled, collect, group, is_mark, is_path_separator, is_word};

/// One name.
pub(super) struct Binding {
    pub(super) name: Ident,
    pub(super) mutability: Option<Ident>,
    /// Whether it has what it binds, and does not borrow it.
    pub(super) is_owned: bool,
}

// Input:
//     (mut a, Page { n, text: ref t })
//
// Output:
//     (a, Page { n, text: ref t })
/// Each name, and the pattern without their `mut`.
pub(super) fn bindings(pattern: &[TokenTree]) -> (Vec<Binding>, Vec<TokenTree>) {
    let mut bindings = Vec::new();
    let pattern = read(pattern, false, &mut bindings);
    (bindings, pattern)
}

/// In the braces of a struct, a word before a `:` names a field.
fn read(mut rest: &[TokenTree], in_braces: bool, found: &mut Vec<Binding>) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    while let [first, after @ ..] = rest {
        let mut length = 1;
        match (first, after) {
            (TokenTree::Ident(word), [TokenTree::Ident(name), ..]) if word == "mut" => {
                bind(found, name, Some(word), true);
                rest = after;
            }
            (TokenTree::Ident(word), [..]) if word == "ref" => {
                length += usize::from(is_word(after.first(), "mut"));
                if let Some(TokenTree::Ident(name)) = rest.get(length) {
                    bind(found, name, None, false);
                    length += 1;
                }
            }
            (TokenTree::Ident(word), _) => {
                let is_field = in_braces && is_mark(after.first(), ':');
                if !is_field && !is_constant(&kept, word, after) {
                    bind(found, word, None, true);
                }
            }
            (TokenTree::Group(inner), _) if !is_mark(kept.last(), '!') => {
                let in_braces = inner.delimiter() == Delimiter::Brace;
                let inside = read(&collect(inner.stream()), in_braces, found);
                kept.push(regroup(inner, inside.into_iter().collect()).into());
                length = 0;
                rest = after;
            }
            // `&mut`, which is not the `mut` of a name.
            (TokenTree::Punct(mark), _) if mark.as_char() == '&' => {
                length += usize::from(is_word(after.first(), "mut"));
            }
            // The attribute of a field.
            (TokenTree::Punct(mark), _) if mark.as_char() == '#' => {
                let attribute = group(after.first(), Delimiter::Bracket);
                length += usize::from(attribute.is_some());
            }
            // The arguments of a path.
            (TokenTree::Punct(mark), _) if mark.as_char() == '<' => {
                length = angled(rest).unwrap_or(length);
            }
            _ => {}
        }
        kept.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    kept
}

/// Both sides of an `|` bind the same names: those of the first stand for all.
fn bind(found: &mut Vec<Binding>, name: &Ident, mutability: Option<&Ident>, is_owned: bool) {
    if found.iter().all(|binding| binding.name != *name) {
        found.push(Binding {
            name: name.clone(),
            mutability: mutability.cloned(),
            is_owned,
        });
    }
}

/// Whether a word is none that binds: a part of a path, a literal, the end of a range.
fn is_constant(before: &[TokenTree], word: &Ident, after: &[TokenTree]) -> bool {
    let is_call = match after.first() {
        Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::None,
        next => is_mark(next, '!') || is_mark(next, '.'),
    };
    let end = before.len().saturating_sub(2);
    is_call
        || is_path_separator(after)
        || is_path_separator(&before[end..])
        || is_mark(before.last(), '.')
        || is_mark(before.last(), '=')
        || ["_", "true", "false", "const"]
            .iter()
            .any(|other| word == other)
}
