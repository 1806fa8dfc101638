//! Functions that return a future. The work of the future is retried, not its construction. The
//! `async` block must be the function's last expression; a function without such a block is
//! refused.

use std::mem::replace;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::async_trait;
use crate::function::Variable;
use crate::syntax::signature::Signature;
use crate::syntax::tokens::{
    self, is_mark, is_one_of, is_start, is_word, mentions, regroup, stream,
};
use crate::syntax::types::{Path, bare, pinned};
use crate::syntax::value::Closure;

pub(crate) const UNKNOWN: &str = "`#[retry]` can't see the body of the future here: make this an `async fn`, or end the function's body with an `async` block or `Box::pin(async move { … })`";

pub(crate) const RETURNED_EARLY: &str = "a future returned here would not be retried: move this decision into the `async` block at the end of the body";

/// The tokens around the body of the future, from the outside to its own braces.
pub(crate) struct Tail {
    layers: Vec<Layer>,
    /// Statements that move parameters into the future.
    pub(crate) prologue: TokenStream,
}

/// `statements; return Box::pin(…);`
struct Layer {
    statements: TokenStream,
    /// The head: `return`, `Box::pin`, `async move`.
    head: TokenStream,
    group: Group,
    /// The tokens after the group, such as `.boxed()`.
    after: TokenStream,
}

impl Tail {
    /// The statements that run before the future is made.
    pub(crate) fn statements(&self) -> TokenStream {
        let layers = self.layers.iter();
        layers.flat_map(|layer| layer.statements.clone()).collect()
    }

    /// The function's body with other tokens as the body of the future.
    pub(crate) fn around(&self, body: TokenStream) -> TokenStream {
        let around = |body, layer: &Layer| {
            let (statements, head, after) = (&layer.statements, &layer.head, &layer.after);
            let group = regroup(&layer.group, body);
            quote!(#statements #head #group #after)
        };
        self.layers.iter().rev().fold(body, around)
    }
}

/// The output of a future type: `impl Future<Output = T>`, `Pin<Box<dyn Future<Output = T>>>`,
/// `BoxFuture<'_, T>`.
pub(crate) fn output(ty: &[TokenTree]) -> Option<Vec<TokenTree>> {
    if let Some(bounds) = bounds(ty) {
        return output_in(&bounds);
    }
    if let Some(pinned) = pinned(ty) {
        let path = Path::of_type(&pinned).filter(|path| path.ends_in("Box"))?;
        return output_in(&bounds(path.first_type()?)?);
    }
    let path = Path::of_type(ty)?;
    let is_future = path.ends_in("BoxFuture") || path.ends_in("LocalBoxFuture");
    is_future.then(|| path.first_type().map(<[_]>::to_vec))?
}

/// The bounds after `impl` or `dyn`.
fn bounds(ty: &[TokenTree]) -> Option<Vec<TokenTree>> {
    match &*bare(ty) {
        [TokenTree::Ident(word), bounds @ ..] if word == "impl" || word == "dyn" => {
            Some(bounds.to_vec())
        }
        _ => None,
    }
}

fn output_in(bounds: &[TokenTree]) -> Option<Vec<TokenTree>> {
    tokens::split(bounds, '+').into_iter().find_map(|bound| {
        let path = Path::of_type(bound).filter(|path| path.ends_in("Future"))?;
        path.associated("Output").map(<[_]>::to_vec)
    })
}

/// Finds the `async` block at the end of a body. Returns the tokens around the block, and the
/// block's body without the prologue.
pub(crate) fn split(
    body: &Group,
    signature: &Signature,
    variables: &mut Vec<Variable>,
) -> Option<(Tail, Group)> {
    let mut layers = Vec::new();
    let mut inside = body.stream();
    while !layers.last().is_some_and(is_async_block) {
        layers.push(last_layer(inside)?);
        inside = layers.last()?.group.stream();
    }
    let (prologue, rest) = async_trait::split_moves(&layers.last()?.group, signature, variables);
    let tail = Tail { layers, prologue };
    for variable in variables {
        variable.named_before = mentions(tail.statements(), &variable.name);
    }
    Some((tail, rest))
}

fn is_async_block(layer: &Layer) -> bool {
    let head = tokens::collect(layer.head.clone());
    head.iter().any(|word| is_word(Some(word), "async"))
}

/// The last expression of a block, if it is a group around a future.
fn last_layer(inside: TokenStream) -> Option<Layer> {
    let mut tokens = tokens::collect(inside);
    let mut after = Vec::new();
    let is_ended = is_mark(tokens.last(), ';');
    if is_ended || is_mark(tokens.last(), ',') {
        after.extend(tokens.pop());
    }
    open_last(&mut tokens);
    while let Some(start) = method_call(&tokens) {
        after.splice(0..0, tokens.drain(start..));
        open_last(&mut tokens);
    }
    let Some(TokenTree::Group(group)) = tokens.pop() else {
        return None;
    };
    let is_brace = group.delimiter() == Delimiter::Brace;
    let before = |from: usize| from.checked_sub(1).and_then(|at| tokens.get(at));
    let mut start = tokens.len();
    while is_brace && is_one_of(before(start), &["async", "move"]) {
        start -= 1;
    }
    if !is_brace && is_box_pin(&tokens) {
        while is_mark(before(start), ':')
            || is_one_of(before(start), &["Box", "pin", "boxed", "std", "alloc"])
        {
            start -= 1;
        }
    }
    let is_returned = is_word(before(start), "return");
    start -= usize::from(is_returned);
    let is_statement = is_start(before(start));
    let is_expression = group.delimiter() != Delimiter::Bracket && (is_returned || !is_ended);
    let head = tokens.split_off(start);
    (is_statement && is_expression).then(|| Layer {
        statements: stream(&tokens),
        head: stream(&head),
        group,
        after: stream(&after),
    })
}

/// Finds a `return` of the function in the statements before its future. Closures, `async` blocks
/// and functions inside of the statements are skipped.
pub(crate) fn returned_early(statements: TokenStream) -> Option<Ident> {
    let tokens = tokens::collect(statements);
    let mut rest = tokens.as_slice();
    // `at_operand`: a closure can begin here. `of_another`: the next braces belong to another
    // function.
    let (mut at_operand, mut of_another) = (true, false);
    while let [token, after @ ..] = rest {
        if let (true, Some(Closure { length, .. })) = (at_operand, Closure::parse(rest)) {
            let end = tokens::find(&rest[length..], |rest| {
                is_mark(rest.first(), ',') || is_mark(rest.first(), ';')
            });
            rest = end.map_or(&[], |end| &rest[length + end..]);
            continue;
        }
        match token {
            TokenTree::Ident(word) if word == "return" => return Some(word.clone()),
            TokenTree::Ident(word) => {
                let named = matches!(after.first(), Some(TokenTree::Ident(_)));
                of_another |= word == "async" || (word == "fn" && named);
            }
            TokenTree::Group(group) => {
                let is_brace = group.delimiter() == Delimiter::Brace;
                let is_skipped = is_brace && replace(&mut of_another, false);
                let early = returned_early(group.stream()).filter(|_| !is_skipped);
                if early.is_some() {
                    return early;
                }
            }
            _ => {}
        }
        at_operand = match token {
            TokenTree::Punct(mark) => mark.as_char() != '?',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) => is_one_of(Some(token), &["move", "else", "in", "match"]),
            TokenTree::Literal(_) => false,
        };
        rest = after;
    }
    None
}

/// Opens invisible groups at the end. `macro_rules` leaves them around expressions and blocks.
fn open_last(tokens: &mut Vec<TokenTree>) {
    while let Some(inside) = tokens::group(tokens.last(), Delimiter::None) {
        let inside = inside.stream();
        tokens.pop();
        tokens.extend(inside);
    }
}

/// The start of a method call at the end, if the call returns the same future.
fn method_call(tokens: &[TokenTree]) -> Option<usize> {
    let (before, [dot, method, TokenTree::Group(arguments)]) = tokens.split_last_chunk()? else {
        return None;
    };
    let is_wrapper = is_word(Some(method), "instrument")
        || is_one_of(Some(method), &["boxed", "boxed_local", "in_current_span"])
            && arguments.stream().is_empty();
    (is_mark(Some(dot), '.') && is_wrapper).then_some(before.len())
}

fn is_box_pin(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., boxed, first, second, pin]
        if is_word(Some(boxed), "Box") && is_mark(Some(first), ':')
            && is_mark(Some(second), ':') && is_word(Some(pin), "pin"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::signature;

    fn split_off(body: &str) -> Option<(Tail, Group)> {
        split_stream(body.parse().expect(body))
    }

    fn split_stream(body: TokenStream) -> Option<(Tail, Group)> {
        let signature = "fn f() -> R".parse().expect("a signature");
        let (_, signature) = signature::parse(&tokens::collect(signature)).expect("a signature");
        split(
            &Group::new(Delimiter::Brace, body),
            &signature,
            &mut Vec::new(),
        )
    }

    #[test]
    fn a_body_split_at_its_future_is_joined_unchanged() {
        for body in [
            "async { work }",
            "async move { work }",
            "let a = b; async move { work }",
            "Box::pin(async { work })",
            "let a = b; ::std::boxed::Box::pin(async move { work })",
            "async { work }.boxed()",
            "let a = b; async move { work }.boxed_local()",
            "(async move { work })",
            "{ async move { work } }",
            "a(); { let a = b; { async move { work } } }",
            "return Box::pin(async move { work });",
            "let a = b; return async move { work }.boxed();",
            "async move { work }.instrument(span!(a)).boxed()",
            "Box::pin(async { work }.in_current_span(),)",
            "Box::pin(async { work }).boxed()",
        ] {
            let (tail, inner) = split_off(body).expect(body);
            assert_eq!(inner.stream().to_string(), "work", "{body}");
            let whole = tail.around(inner.stream()).to_string();
            let expected: TokenStream = body.parse().expect(body);
            assert_eq!(whole, expected.to_string());
        }
    }

    #[test]
    fn a_return_before_the_future_is_found_but_not_in_a_closure() {
        for (statements, expected) in [
            ("if a { return Box::pin(async { Err(b) }); }", true),
            ("let Some(a) = b else { return f(); };", true),
            ("match a { 1 | 2 => return f(), _ => {} }", true),
            ("let a = || 1; return f();", true),
            ("let a = async { 1 }; { return f(); }", true),
            ("fn a() {} if b { return f(); }", true),
            ("f(a, { return b; });", true),
            ("let a = f(|b| { return b; });", false),
            ("let a = || -> u8 { return 5 };", false),
            ("let a = move |b| return b;", false),
            ("let a = async move { return 5; };", false),
            ("let a = async |b| { return b };", false),
            ("fn a() -> u8 { return 5; }", false),
            ("let returned = a;", false),
        ] {
            let early = returned_early(statements.parse().expect(statements));
            assert_eq!(early.is_some(), expected, "{statements}");
        }
    }

    #[test]
    fn a_future_in_invisible_groups_is_found() {
        let invisible = |text: &str| -> TokenStream {
            let inside = text.parse().expect(text);
            TokenTree::from(Group::new(Delimiter::None, inside)).into()
        };
        let keyword: TokenStream = "a; async".parse().expect("tokens");
        for body in [
            invisible("Box::pin(async { work })"),
            invisible("a; async { work }.boxed()"),
            keyword.into_iter().chain(invisible("{ work }")).collect(),
        ] {
            let (_, inner) = split_stream(body).expect("a future");
            assert_eq!(inner.stream().to_string(), "work");
        }
    }

    #[test]
    fn a_body_that_does_not_end_in_a_future_is_not_split() {
        for body in [
            "",
            "work",
            "{ work }",
            "move { work }",
            "a { work }",
            "async (work)",
            "Box::pin(work)",
            "Box::pin(work())",
            "Box::pin({ work })",
            "Box::pin(a, async { work })",
            "Box::new(async { work })",
            "Arc::pin(async { work })",
            "Box::pin[async { work }]",
            "async { work }.fuse()",
            "async { work }.boxed(a)",
            "async { work }, boxed()",
            "if a { b } else { async { work } }",
            "unsafe { async { work } }",
            "a(async { work })",
            "async { work };",
            "let a = (async { work });",
        ] {
            assert!(split_off(body).is_none(), "{body}");
        }
    }
}
