//! What moves arguments into the future of a function, before its work begins.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::{Pat, ReceiverKind, Signature};

use super::rewrite::regroup;
use super::{Argument, Ownership, arguments};

// Input:
//     { if let … {} let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 }; body }
//
// Output:
//     let __self = self; let (a, b) = { let __arg1 = __arg1; __arg1 };
//     { if let … {} body }
//
/// Takes the statements that move arguments into the future, which async-trait
/// writes, off the start of its body: they can run only once. Its `if let`,
/// which pins the type, stays.
pub(super) fn take(
    block: &Group,
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> (TokenStream, Group) {
    let tokens: Vec<_> = block.stream().into_iter().collect();
    let mut kept = TokenStream::new();
    let mut prologue = TokenStream::new();
    let mut rest = tokens.as_slice();
    if let [TokenTree::Ident(first), TokenTree::Ident(second), ..] = rest {
        if first == "if" && second == "let" {
            let is_brace = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            if let Some(end) = rest.iter().position(is_brace) {
                kept.extend(rest[..=end].iter().cloned());
                rest = &rest[end + 1..];
            }
        }
    }
    while let Some((statement, after)) = move_in(rest, signature, arguments) {
        prologue.extend(statement);
        rest = after;
    }
    kept.extend(rest.iter().cloned());
    (prologue, regroup(block, kept))
}

/// One statement that moves an argument in, and what follows it.
fn move_in<'a>(
    tokens: &'a [TokenTree],
    signature: &Signature,
    arguments: &mut Vec<Argument>,
) -> Option<(TokenStream, &'a [TokenTree])> {
    let is_punct =
        |token: &TokenTree, c| matches!(token, TokenTree::Punct(punct) if punct.as_char() == c);
    // Its `#[cfg]`.
    let mut start = 0;
    while tokens.len() > start + 2 && is_punct(&tokens[start], '#') {
        start += 2;
    }
    let end = tokens.iter().position(|token| is_punct(token, ';'))?;
    let statement = tokens.get(start..end)?;
    let (keyword, binding) = statement.split_first()?;
    if !matches!(keyword, TokenTree::Ident(word) if word == "let") {
        return None;
    }
    let equals = binding.iter().position(|token| is_punct(token, '='))?;
    let [source] = &binding[equals + 1..] else {
        return None;
    };
    let pattern: TokenStream = binding[..equals].iter().cloned().collect();
    let mut pattern = Parser::parse2(Pat::parse_single, pattern).ok()?;
    let source = moved_argument(source)?;
    let is_argument =
        |name: &Ident| *name == "self" || arguments.iter().any(|argument| argument.name == *name);
    if !is_argument(&source) {
        return None;
    }
    match &mut pattern {
        // A borrowed receiver is rebound as `mut` so that it can be reborrowed.
        Pat::Ident(binding) if source == "self" => {
            let borrowed = signature
                .receiver()
                .is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)));
            let receiver = arguments
                .iter_mut()
                .find(|argument| argument.name == "self")?;
            receiver.name = binding.ident.clone();
            if !borrowed {
                receiver.mutability = binding
                    .mutability
                    .take()
                    .map(|mutability| Ident::new("mut", mutability.span));
            }
        }
        Pat::Ident(binding) if binding.ident == source => {
            let argument = arguments
                .iter_mut()
                .find(|argument| argument.name == source)?;
            argument.mutability = binding
                .mutability
                .take()
                .map(|mutability| Ident::new("mut", mutability.span));
            // Only named so that it is dropped with the future.
            if source.to_string().starts_with("__arg") {
                argument.ownership = Ownership::Borrowed;
            }
        }
        Pat::Ident(_) => return None,
        pattern => {
            arguments.retain(|argument| argument.name != source);
            arguments::bindings(pattern, &mut |name, mutability, owned| {
                arguments.push(Argument {
                    name,
                    mutability,
                    attributes: TokenStream::new(),
                    ownership: if owned {
                        Ownership::Owned
                    } else {
                        Ownership::Borrowed
                    },
                });
            });
        }
    }
    let mut moved: TokenStream = tokens[..start].iter().cloned().collect();
    moved.extend([keyword.clone()]);
    pattern.to_tokens(&mut moved);
    // The `=`, the source and the `;`.
    moved.extend(tokens[start + 1 + equals..=end].iter().cloned());
    Some((moved, &tokens[end + 1..]))
}

/// `x`, or `{ let x = x; x }`.
fn moved_argument(source: &TokenTree) -> Option<Ident> {
    match source {
        TokenTree::Ident(name) => Some(name.clone()),
        TokenTree::Group(block) if block.delimiter() == Delimiter::Brace => {
            let inside: Vec<_> = block.stream().into_iter().collect();
            match inside.as_slice() {
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
        _ => None,
    }
}
