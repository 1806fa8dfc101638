//! Functions that return a future: its work is retried, not its construction.
//! So the `async` block that is the function's last expression is found, and a
//! shape in which it is not found is refused.

use std::mem::replace;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::async_trait;
use crate::function::Argument;
use crate::function::mentions;
use crate::function::regroup;
use crate::syntax::signature::Signature;
use crate::syntax::tokens::{self, is_mark, is_word};
use crate::syntax::types::{Path, bare, pinned};
use crate::syntax::value::Closure;

pub(crate) const UNKNOWN: &str = "`#[retry]` retries the work of a future, and can't see it here: make this an `async fn`, or end the body in an `async` block (or `Box::pin(async move { … })`)";

pub(crate) const RETURNED_EARLY: &str = "a future that is returned here would not be retried: decide this inside of the `async` block at the end";

/// What stands around the body of the future, in the user's tokens.
pub(crate) struct Tail {
    /// The statements before, and `async move`.
    before: TokenStream,
    /// The braces of the `async` block.
    block: Group,
    /// What moves arguments into the future.
    pub(crate) prologue: TokenStream,
    /// The parentheses of `Box::pin`, and what stands before them.
    pinned: Option<(TokenStream, Group)>,
    /// `.boxed()` and the like.
    after: TokenStream,
}

impl Tail {
    /// What runs before the future is made.
    pub(crate) fn statements(&self) -> &TokenStream {
        self.pinned.as_ref().map_or(&self.before, |(path, _)| path)
    }

    /// The body of the function, with another body of the future.
    pub(crate) fn around(&self, body: TokenStream) -> TokenStream {
        let Self {
            before,
            block,
            pinned,
            after,
            ..
        } = self;
        let mut whole = before.clone();
        whole.extend([TokenTree::from(regroup(block, body))]);
        if let Some((path, parentheses)) = pinned {
            let inside = regroup(parentheses, whole);
            whole = path.clone();
            whole.extend([TokenTree::from(inside)]);
        }
        whole.extend(after.clone());
        whole
    }
}

/// The output of the future that a type is: `impl Future<Output = T>`,
/// `Pin<Box<dyn Future<Output = T>>>`, `BoxFuture<'_, T>`.
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

/// What `impl` or `dyn` names.
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

/// Finds the `async` block at the end of a body, and returns what is around it,
/// and its own body without the prologue.
pub(crate) fn split(
    body: &Group,
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> Option<(Tail, Group)> {
    let mut tokens = tokens::collect(body.stream());
    open_last(&mut tokens);
    let after = take_boxed(&mut tokens);
    open_last(&mut tokens);
    let mut pinned = None;
    if after.is_empty() && is_box_pin(&tokens) {
        let Some(TokenTree::Group(parentheses)) = tokens.pop() else {
            return None;
        };
        let inside = parentheses.stream();
        pinned = Some((tokens.into_iter().collect(), parentheses));
        tokens = tokens::collect(inside);
        if is_mark(tokens.last(), ',') {
            tokens.pop();
        }
        open_last(&mut tokens);
    }
    let block = match tokens.pop() {
        Some(TokenTree::Group(block)) if block.delimiter() == Delimiter::Brace => block,
        _ => return None,
    };
    let moves = is_word(tokens.last(), "move");
    let keyword = tokens.len().checked_sub(if moves { 2 } else { 1 })?;
    if !is_word(tokens.get(keyword), "async") || (pinned.is_some() && keyword > 0) {
        return None;
    }
    let before: TokenStream = tokens.into_iter().collect();
    let (prologue, rest) = async_trait::take(&block, signature, arguments);
    let tail = Tail {
        before,
        block,
        prologue,
        pinned,
        after,
    };
    for argument in arguments {
        argument.named_before = mentions(tail.statements().clone(), &argument.name);
    }
    Some((tail, rest))
}

/// The `return` of the function in statements before its future, and of no closure,
/// `async` block or function within them.
pub(crate) fn returned_early(statements: &TokenStream) -> Option<Ident> {
    let tokens = tokens::collect(statements.clone());
    let mut rest = tokens.as_slice();
    // Whether a closure can begin, and whether the next braces are another function's.
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
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let early = || returned_early(&group.stream());
                if let Some(early) = (!replace(&mut of_another, false)).then(early).flatten() {
                    return Some(early);
                }
            }
            TokenTree::Group(group) => {
                if let Some(early) = returned_early(&group.stream()) {
                    return Some(early);
                }
            }
            _ => {}
        }
        at_operand = match token {
            TokenTree::Punct(mark) => mark.as_char() != '?',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(word) => ["move", "else", "in", "match"].iter().any(|it| word == it),
            TokenTree::Literal(_) => false,
        };
        rest = after;
    }
    None
}

/// Puts what `macro_rules` leaves an invisible group around, as it does around an
/// expression and a block, in place of that group at the end.
fn open_last(tokens: &mut Vec<TokenTree>) {
    while let Some(inside) = tokens::group(tokens.last(), Delimiter::None) {
        let inside = inside.stream();
        tokens.pop();
        tokens.extend(inside);
    }
}

/// Takes `.boxed()` or `.boxed_local()` off the end.
fn take_boxed(tokens: &mut Vec<TokenTree>) -> TokenStream {
    match tokens.as_slice() {
        [
            ..,
            TokenTree::Punct(dot),
            TokenTree::Ident(method),
            TokenTree::Group(parentheses),
        ] if dot.as_char() == '.'
            && (method == "boxed" || method == "boxed_local")
            && parentheses.stream().is_empty() =>
        {
            tokens.split_off(tokens.len() - 3).into_iter().collect()
        }
        _ => TokenStream::new(),
    }
}

fn is_box_pin(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [
        ..,
        TokenTree::Ident(boxed),
        TokenTree::Punct(_),
        TokenTree::Punct(colon),
        TokenTree::Ident(pin),
        TokenTree::Group(parentheses),
    ] if boxed == "Box" && colon.as_char() == ':' && pin == "pin"
        && parentheses.delimiter() == Delimiter::Parenthesis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::signature::read;

    fn split_off(body: &str) -> Option<(Tail, Group)> {
        split_stream(body.parse().expect(body))
    }

    fn split_stream(body: TokenStream) -> Option<(Tail, Group)> {
        let signature = "fn f() -> R".parse().expect("a signature");
        let (_, signature) = read(&tokens::collect(signature)).expect("a signature");
        split(
            &Group::new(Delimiter::Brace, body),
            &signature,
            &mut Vec::new(),
        )
    }

    #[test]
    fn a_body_that_ends_in_a_future_is_put_together_as_it_was() {
        for body in [
            "async { work }",
            "async move { work }",
            "let a = b; async move { work }",
            "Box::pin(async { work })",
            "let a = b; ::std::boxed::Box::pin(async move { work })",
            "async { work }.boxed()",
            "let a = b; async move { work }.boxed_local()",
        ] {
            let (tail, inner) = split_off(body).expect(body);
            assert_eq!(inner.stream().to_string(), "work", "{body}");
            let whole = tail.around(inner.stream()).to_string();
            let expected: TokenStream = body.parse().expect(body);
            assert_eq!(whole, expected.to_string());
        }
    }

    #[test]
    fn a_return_before_the_future_is_found_and_that_of_a_closure_is_not() {
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
            let early = returned_early(&statements.parse().expect(statements));
            assert_eq!(early.is_some(), expected, "{statements}");
        }
    }

    #[test]
    fn invisible_groups_at_the_end_of_a_body_are_looked_into() {
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
    fn a_body_that_ends_in_something_else_is_not_taken_apart() {
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
            "Box::pin(async { work }).boxed()",
        ] {
            assert!(split_off(body).is_none(), "{body}");
        }
    }
}
