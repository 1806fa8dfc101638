//! Finds the statements with which async-trait moves parameters into the future of a function.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::function::{Ownership, Variable};
use crate::parameters::{bound, is_name};
use crate::syntax::pattern::bindings;
use crate::syntax::signature::Signature;
use crate::syntax::tokens::{collect, colon, group, is_mark, is_word, regroup};
use crate::syntax::types::Borrow;

// Input:
//     { if let … {} let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 }; body }
//
// Output:
//     let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 };
//     { if let … {} body }
//
/// Splits the statements that move parameters into the future off the start of its body, because
/// they can run only once. The `if let` that pins the type stays in the body.
pub(crate) fn split_moves(
    block: &Group,
    signature: &Signature,
    variables: &mut Vec<Variable>,
) -> (TokenStream, Group) {
    let tokens = collect(block.stream());
    let mut kept = TokenStream::new();
    let mut prologue = TokenStream::new();
    let mut rest = tokens.as_slice();
    if is_word(rest.first(), "if") && is_word(rest.get(1), "let") {
        let is_brace = |token: &TokenTree| group(Some(token), Delimiter::Brace).is_some();
        if let Some(end) = rest.iter().position(is_brace) {
            kept.extend(rest[..=end].iter().cloned());
            rest = &rest[end + 1..];
        }
    }
    while let Some((statement, after)) = move_in(rest, signature, variables) {
        prologue.extend(statement);
        rest = after;
    }
    kept.extend(rest.iter().cloned());
    (prologue, regroup(block, kept))
}

/// Reads one statement that moves a parameter into the future, and the tokens after the statement.
fn move_in<'a>(
    tokens: &'a [TokenTree],
    signature: &Signature,
    variables: &mut Vec<Variable>,
) -> Option<(TokenStream, &'a [TokenTree])> {
    // The `#[cfg]` of the statement.
    let mut start = 0;
    while is_mark(tokens.get(start), '#') {
        start += 2;
    }
    let end = tokens.iter().position(|token| is_mark(Some(token), ';'))?;
    let statement = tokens.get(start..end)?;
    let (keyword, binding) = statement.split_first()?;
    if !is_word(Some(keyword), "let") {
        return None;
    }
    let equals = binding.iter().position(|token| is_mark(Some(token), '='))?;
    let [source] = &binding[equals + 1..] else {
        return None;
    };
    let pattern = &binding[..equals];
    if pattern.is_empty() || colon(pattern).is_some() {
        return None;
    }
    let source = moved_variable(source)?;
    let is_variable = |variable: &Variable| variable.name == source;
    let at = variables.iter().position(is_variable)?;
    let (names, mut pattern_without_mut) = bindings(pattern, &[]);
    match names.as_slice() {
        // A borrowed receiver is rebound as `mut` so that it can be reborrowed.
        [binding] if source == "self" && is_name(pattern) => {
            variables[at].name = binding.name.clone();
            let receiver = signature.parameters.iter().find(|one| one.is_receiver());
            if receiver.is_some_and(|receiver| Borrow::parse(&receiver.ty).is_some()) {
                pattern_without_mut = pattern.to_vec();
            } else {
                variables[at].mutability.clone_from(&binding.mutability);
            }
        }
        [binding] if is_name(pattern) => {
            if binding.name != source {
                return None;
            }
            variables[at].mutability.clone_from(&binding.mutability);
            // This binding only names the argument, so that the argument is dropped with the
            // future.
            if source.to_string().starts_with("__arg") {
                variables[at].ownership = Ownership::Borrowed;
            }
        }
        _ => {
            variables.remove(at);
            let owned = |name| bound(name, &TokenStream::new(), Ownership::Owned);
            variables.extend(names.iter().map(owned));
        }
    }
    let mut moved: TokenStream = tokens[..start].iter().cloned().collect();
    moved.extend([keyword.clone()]);
    moved.extend(pattern_without_mut);
    // The `=`, the source and the `;`.
    moved.extend(tokens[start + 1 + equals..=end].iter().cloned());
    Some((moved, &tokens[end + 1..]))
}

/// The `x` of `x`, or of `{ let x = x; x }`.
fn moved_variable(source: &TokenTree) -> Option<Ident> {
    if let TokenTree::Ident(name) = source {
        return Some(name.clone());
    }
    let block = group(Some(source), Delimiter::Brace)?;
    match collect(block.stream()).as_slice() {
        [
            TokenTree::Ident(_),
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Ident(_),
            TokenTree::Punct(_),
            TokenTree::Ident(last),
        ] if name == last => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters;
    use crate::syntax::signature;

    const NUMBER: &str = "fn f(n: u8) -> R";
    const PAIR: &str = "fn f(pair: (u8, u8)) -> R";
    const SELF: &str = "fn f(self) -> R";
    const SELF_BORROWED: &str = "fn f(self: &S) -> R";

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect(text)
    }

    /// The statements taken off a body, the rest of the body, and the names of the parameters.
    fn taken(signature: &str, body: &str) -> (String, String, String) {
        let (_, read) = signature::parse(&collect(tokens(signature))).expect(signature);
        let mut variables = parameters::variables(&read);
        let block = Group::new(Delimiter::Brace, tokens(body));
        let (taken, kept) = split_moves(&block, &read, &mut variables);
        let names = variables.iter().map(|variable| match &variable.mutability {
            Some(_) => format!("mut {}", variable.name),
            None => variable.name.to_string(),
        });
        let names = names.collect::<Vec<_>>().join(", ");
        (taken.to_string(), kept.stream().to_string(), names)
    }

    #[test]
    fn statements_that_move_an_argument_are_taken_off() {
        for (signature, body, expected, kept, names) in [
            (NUMBER, "let n = n; f(n)", "let n = n;", "f(n)", "n"),
            (NUMBER, "let mut n = n; f(n)", "let n = n;", "f(n)", "mut n"),
            (
                NUMBER,
                "let n = { let n = n; n }; f(n)",
                "let n = { let n = n; n };",
                "f(n)",
                "n",
            ),
            (
                NUMBER,
                "#[cfg(a)] #[cfg(b)] let n = n; f(n)",
                "#[cfg(a)] #[cfg(b)] let n = n;",
                "f(n)",
                "n",
            ),
            (
                NUMBER,
                "if let A = B { return n; } let n = n; f(n)",
                "let n = n;",
                "if let A = B { return n; } f(n)",
                "n",
            ),
            (
                PAIR,
                "let (mut a, b) = pair; f(a, b)",
                "let (a, b) = pair;",
                "f(a, b)",
                "mut a, b",
            ),
            (
                PAIR,
                "let (a, ..) = pair; f(a)",
                "let (a, ..) = pair;",
                "f(a)",
                "a",
            ),
            (
                SELF,
                "let mut __self = self; f(__self)",
                "let __self = self;",
                "f(__self)",
                "mut __self",
            ),
            (
                SELF_BORROWED,
                "let mut __self = self; f(__self)",
                "let mut __self = self;",
                "f(__self)",
                "__self",
            ),
        ] {
            let text = |text| tokens(text).to_string();
            let expected = (text(expected), text(kept), names.to_owned());
            assert_eq!(taken(signature, body), expected, "{body}");
        }
    }

    #[test]
    fn statements_that_only_look_like_moves_stay() {
        for body in [
            "",
            "#[cfg(a)]",
            "f(n); let n = n;",
            "if n == 0 { return n; } let n = n; f(n)",
            "let n: u8 = n; f(n)",
            "let m = n; f(m)",
            "let n = m; f(n)",
            "let n = n + 1; f(n)",
            "let n = { let n = n; m }; f(n)",
            "let n = (let n = n; n); f(n)",
        ] {
            let expected = (String::new(), tokens(body).to_string(), "n".to_owned());
            assert_eq!(taken(NUMBER, body), expected, "{body}");
        }
    }
}
