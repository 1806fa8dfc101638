//! Small rewrites of a function's tokens, which keep their places in the source.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};

use crate::syntax::tokens::{Angles, is_word};

/// Replaces each `impl Bounds` in a type by `_`. The bounds end at a comma, at a
/// semicolon, or at a `>` that they did not open.
pub(super) fn without_impl(ty: TokenStream) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut tokens = ty.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "impl" => {
                kept.extend([TokenTree::from(Ident::new("_", word.span()))]);
                let (mut depth, mut before) = (0_u32, ' ');
                while let Some(next) = tokens.peek() {
                    let punct = match next {
                        TokenTree::Punct(punct) => punct.as_char(),
                        _ => ' ',
                    };
                    match punct {
                        '<' => depth += 1,
                        '>' if before == '-' => {}
                        ',' | ';' | '>' if depth == 0 => break,
                        '>' => depth -= 1,
                        _ => {}
                    }
                    before = punct;
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                let inside = without_impl(group.stream());
                // `_` alone needs no parentheses, and has a lint against them.
                let is_alone = is_word(group.stream().into_iter().next().as_ref(), "impl")
                    && inside.clone().into_iter().count() == 1;
                if is_alone && group.delimiter() == Delimiter::Parenthesis {
                    kept.extend(inside);
                } else {
                    kept.extend([TokenTree::from(regroup(&group, inside))]);
                }
            }
            token => kept.extend([token]),
        }
    }
    kept
}

/// Names the receiver of a body `to`, but not that of functions and impls within,
/// nor the module `self`.
pub(crate) fn rename_self(body: TokenStream, to: &Ident) -> TokenStream {
    let mut renamed = Vec::new();
    // In an item, up to its braces, and in a `use`, up to its semicolon.
    let (mut item, mut import) = (false, false);
    let mut angles = Angles::default();
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if !item {
            angles = Angles::default();
        }
        let in_angles = !angles.outside(&token);
        renamed.push(match token {
            TokenTree::Ident(word) if word == "self" && !item && !import => {
                let is_path =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                if is_path {
                    word.into()
                } else {
                    Ident::new(&to.to_string(), to.span().located_at(word.span())).into()
                }
            }
            TokenTree::Ident(word) => {
                let named = matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                item |= (word == "fn" && named) || (word == "impl" && starts_a_statement(&renamed));
                import |= word == "use" && starts_a_statement(&renamed);
                word.into()
            }
            TokenTree::Group(group) => {
                let inner = if item || import || is_restriction(&renamed, &group) {
                    group.stream()
                } else if is_macro_call(&renamed) {
                    rename_captures(rename_self(group.stream(), to), to)
                } else {
                    rename_self(group.stream(), to)
                };
                // Those in angle brackets are a constant's.
                item &= group.delimiter() != Delimiter::Brace || in_angles;
                regroup(&group, inner).into()
            }
            token => {
                import &= !matches!(&token, TokenTree::Punct(end) if end.as_char() == ';');
                token
            }
        });
    }
    renamed.into_iter().collect()
}

/// Whether a group is the `(self)` of `pub(self)`.
fn is_restriction(before: &[TokenTree], group: &Group) -> bool {
    group.delimiter() == Delimiter::Parenthesis
        && matches!(before.last(), Some(TokenTree::Ident(word)) if word == "pub")
}

/// Whether what follows are the arguments of a macro that may format a text.
fn is_macro_call(before: &[TokenTree]) -> bool {
    matches!(
        before,
        [.., TokenTree::Ident(name), TokenTree::Punct(bang)] if bang.as_char() == '!' && name != "vec"
    )
}

/// Names the receiver `to` in format strings: `"{self:?}"`.
fn rename_captures(arguments: TokenStream, to: &Ident) -> TokenStream {
    let rename = |token| match token {
        TokenTree::Literal(literal) => with_capture(&literal, to).unwrap_or(literal).into(),
        token => token,
    };
    arguments.into_iter().map(rename).collect()
}

/// `None` where the literal is no format string that captures the receiver.
fn with_capture(literal: &Literal, to: &Ident) -> Option<Literal> {
    let text = literal.to_string();
    if !text.starts_with(['"', 'r']) {
        return None;
    }
    let mut parts = text.split("{self").peekable();
    let mut renamed = parts.next()?.to_owned();
    parts.peek()?;
    for part in parts {
        // An even number of braces before is braces to be shown.
        let braces = renamed.chars().rev().take_while(|it| *it == '{').count();
        let captured = braces % 2 == 0 && part.starts_with(['}', ':']);
        renamed.push('{');
        if captured {
            renamed.push_str(&to.to_string());
        } else {
            renamed.push_str("self");
        }
        renamed.push_str(part);
    }
    let mut renamed: Literal = renamed.parse().ok()?;
    renamed.set_span(literal.span());
    Some(renamed)
}

fn starts_a_statement(before: &[TokenTree]) -> bool {
    match before.last() {
        None | Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Ident(word)) => word == "unsafe",
        Some(TokenTree::Literal(_)) => false,
    }
}

/// Other tokens in the same brackets, which keep their place in the source.
pub(crate) fn regroup(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

/// The `#![…]` at the start of a body, and the rest in the same braces.
pub(super) fn split_inner_attributes(body: &Group) -> (TokenStream, Group) {
    let mut rest: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut attributes = 0;
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(bang),
        TokenTree::Group(_),
        ..,
    ] = &rest[attributes..]
    {
        if hash.as_char() != '#' || bang.as_char() != '!' {
            break;
        }
        attributes += 3;
    }
    if attributes == 0 {
        return (TokenStream::new(), body.clone());
    }
    let after = rest.split_off(attributes);
    (
        rest.into_iter().collect(),
        regroup(body, after.into_iter().collect()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect(text)
    }

    #[test]
    fn an_impl_in_a_type_is_replaced_up_to_its_end() {
        for (ty, expected) in [
            ("R<u8, E>", "R<u8, E>"),
            ("R<impl T, E>", "R<_, E>"),
            ("R<impl T<u8> + 'a, impl E>", "R<_, _>"),
            ("R<impl Fn(u8) -> R<u8, E>, E>", "R<_, E>"),
            ("R<(impl T, u8), [impl T; 2]>", "R<(_, u8), [_; 2]>"),
            (
                "R<&'a (impl T + 'a), ((impl T), [impl T])>",
                "R<&'a _, (_, [_])>",
            ),
            ("R<(impl T,), (u8)>", "R<(_,), (u8)>"),
        ] {
            let replaced = without_impl(tokens(ty)).to_string();
            assert_eq!(replaced, tokens(expected).to_string());
        }
    }

    #[test]
    fn the_receiver_is_renamed_and_no_other_self() {
        let to: Ident = syn::parse_str("me").expect("a name");
        for (body, expected) in [
            ("self.a(self)", "me.a(me)"),
            ("|a| self.b + a", "|a| me.b + a"),
            // The module.
            ("self::a(self)", "self::a(me)"),
            ("use self::a; self.b", "use self::a; me.b"),
            ("use a::{self, b}; self.c", "use a::{self, b}; me.c"),
            (
                "a(); use a::{self as b}; self.c",
                "a(); use a::{self as b}; me.c",
            ),
            ("pub(self) struct S; self", "pub(self) struct S; me"),
            ("a(self)", "a(me)"),
            // The receivers of others.
            ("fn a(self) { self.b } self.c", "fn a(self) { self.b } me.c"),
            (
                "{} impl T for S { fn a(self) { self.b } } self.c",
                "{} impl T for S { fn a(self) { self.b } } me.c",
            ),
            (
                "a; unsafe impl T for S { a!(self) } self.c",
                "a; unsafe impl T for S { a!(self) } me.c",
            ),
            (
                "fn a(self) -> A<{ 1 }> { self.b } self.c",
                "fn a(self) -> A<{ 1 }> { self.b } me.c",
            ),
            (
                "impl A<{ 1 }, { 2 }> where B: Fn() -> C, { a!(self) } self.c",
                "impl A<{ 1 }, { 2 }> where B: Fn() -> C, { a!(self) } me.c",
            ),
            // What begins no item.
            ("let a: fn(u8) = b; self.c", "let a: fn(u8) = b; me.c"),
            ("a::<impl T>(self)", "a::<impl T>(me)"),
            ("a impl T; b(self)", "a impl T; b(me)"),
            ("0 impl T; b(self)", "0 impl T; b(me)"),
            ("a.use; b(self)", "a.use; b(me)"),
            // In what may be formatted.
            (r#"a!("{self}", self)"#, r#"a!("{me}", me)"#),
            (r#"a!("{self:?} {self}")"#, r#"a!("{me:?} {me}")"#),
            (r#"a!("{{self}} {{{self}")"#, r#"a!("{{self}} {{{me}")"#),
            (r##"a!(r#"{self}"#)"##, r##"a!(r#"{me}"#)"##),
            (
                r#"a!("{selfish}", b"{self}")"#,
                r#"a!("{selfish}", b"{self}")"#,
            ),
            (r#"vec!["{self}", self]"#, r#"vec!["{self}", me]"#),
            (r#"a("{self}")"#, r#"a("{self}")"#),
        ] {
            let renamed = rename_self(tokens(body), &to).to_string();
            assert_eq!(renamed, tokens(expected).to_string());
        }
    }

    #[test]
    fn inner_attributes_are_taken_off_the_start() {
        for (attributes, rest) in [
            ("", ""),
            ("#![a] #![b(c)]", "d"),
            ("#![a]", "#[b] c"),
            ("", "a; #![b]"),
            ("", "#-[a]"),
            ("", "-![a]"),
        ] {
            let body = tokens(&format!("{{ {attributes} {rest} }}"))
                .into_iter()
                .next();
            let Some(TokenTree::Group(body)) = body else {
                panic!("no body");
            };
            let (taken, kept) = split_inner_attributes(&body);
            assert_eq!(taken.to_string(), tokens(attributes).to_string());
            assert_eq!(kept.stream().to_string(), tokens(rest).to_string());
        }
    }
}
