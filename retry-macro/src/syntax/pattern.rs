//! The names that a pattern binds.

use proc_macro2::{Delimiter, Ident, TokenTree};

use crate::syntax::tokens::{
    angled, collect, group, is_mark, is_one_of, is_path_separator, is_word, regroup,
};

/// A name that a pattern binds.
pub(crate) struct Binding {
    pub(crate) name: Ident,
    pub(crate) mutability: Option<Ident>,
    /// True if the name owns its value, so that it has no `ref`.
    pub(crate) is_owned: bool,
}

// Input:
//     (mut a, Page { n, text: ref t })
//
// Output:
//     (a, Page { n, text: ref t })
/// Returns each name, and the pattern without `mut`, except at the names in `keep`.
pub(crate) fn bindings(pattern: &[TokenTree], keep: &[&Ident]) -> (Vec<Binding>, Vec<TokenTree>) {
    let mut bindings = Vec::new();
    let pattern = strip_mut(pattern, false, keep, &mut bindings);
    (bindings, pattern)
}

/// Takes the `mut` off a pattern. In the braces of a struct, a word before `:` names a field.
fn strip_mut(
    mut rest: &[TokenTree],
    in_braces: bool,
    keep: &[&Ident],
    found: &mut Vec<Binding>,
) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    while let [first, after @ ..] = rest {
        let mut length = 1;
        match (first, after) {
            (TokenTree::Ident(word), [TokenTree::Ident(name), ..]) if word == "mut" => {
                bind(found, name, Some(word), true);
                if keep.contains(&name) {
                    kept.push(first.clone());
                }
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
                let inside = strip_mut(&collect(inner.stream()), in_braces, keep, found);
                kept.push(regroup(inner, inside.into_iter().collect()).into());
                length = 0;
                rest = after;
            }
            // The `mut` of `&mut` does not belong to a name.
            (TokenTree::Punct(mark), _) if mark.as_char() == '&' => {
                length += usize::from(is_word(after.first(), "mut"));
            }
            // The attribute of a field.
            (TokenTree::Punct(mark), _) if mark.as_char() == '#' => {
                let attribute = group(after.first(), Delimiter::Bracket);
                length += usize::from(attribute.is_some());
            }
            // The arguments of a path.
            (TokenTree::Punct(_), _) => length = angled(rest).unwrap_or(length),
            _ => {}
        }
        kept.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    kept
}

/// Adds a name once. Both sides of a `|` bind the same names, so the first occurrence counts.
fn bind(found: &mut Vec<Binding>, name: &Ident, mutability: Option<&Ident>, is_owned: bool) {
    if found.iter().all(|binding| binding.name != *name) {
        found.push(Binding {
            name: name.clone(),
            mutability: mutability.cloned(),
            is_owned,
        });
    }
}

/// True for a word that binds nothing: a part of a path, a literal, or the end of a range.
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
        || is_one_of(Some(&word.clone().into()), &["_", "true", "false", "const"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tokens::stream;

    /// Each name with its `mut` or `ref`.
    fn shown(pattern: &str) -> (String, String) {
        let (found, without_mut) = bindings(&collect(pattern.parse().expect(pattern)), &[]);
        let name = |binding: &Binding| match (&binding.mutability, binding.is_owned) {
            (Some(mutability), _) => format!("{mutability} {}", binding.name),
            (None, true) => binding.name.to_string(),
            (None, false) => format!("ref {}", binding.name),
        };
        let names: Vec<_> = found.iter().map(name).collect();
        (names.join(", "), stream(&without_mut).to_string())
    }

    #[test]
    fn bound_names_and_the_pattern_without_mut_are_found() {
        for (pattern, names, without_mut) in [
            ("url", "url", "url"),
            ("mut url", "mut url", "url"),
            ("ref url", "ref url", "ref url"),
            ("ref mut url", "ref url", "ref mut url"),
            ("mut self", "mut self", "self"),
            ("_", "", "_"),
            ("(a, mut b, _)", "a, mut b", "(a, b, _)"),
            ("[mut a, .., b]", "mut a, b", "[a, .., b]"),
            ("&a", "a", "&a"),
            ("&mut a", "a", "&mut a"),
            ("&mut (mut a)", "mut a", "&mut (a)"),
            ("Some(mut a)", "mut a", "Some(a)"),
            ("io::Page(a, b)", "a, b", "io::Page(a, b)"),
            ("Page::<u8, X>(a)", "a", "Page::<u8, X>(a)"),
            ("Page { n, mut m, .. }", "n, mut m", "Page { n, m, .. }"),
            (
                "Page { n: mut a, m: ref b }",
                "mut a, ref b",
                "Page { n: a, m: ref b }",
            ),
            ("Page { #[cfg(unix)] n }", "n", "Page { #[cfg(unix)] n }"),
            ("Page { n: ::io::Unit {} }", "", "Page { n: ::io::Unit {} }"),
            ("mut a @ (mut b, _)", "mut a, mut b", "a @ (b, _)"),
            ("a @ 1..=MAX", "a", "a @ 1..=MAX"),
            ("a @ MIN..", "a", "a @ MIN.."),
            ("(mut a | mut a)", "mut a", "(a | a)"),
            ("io::UNIT", "", "io::UNIT"),
            ("true", "", "true"),
            ("m!(mut a)", "", "m!(mut a)"),
        ] {
            let without_mut: proc_macro2::TokenStream = without_mut.parse().expect(without_mut);
            let expected = (names.to_owned(), without_mut.to_string());
            assert_eq!(shown(pattern), expected, "{pattern}");
        }
    }
}
