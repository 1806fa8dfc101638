//! The head of a function: its attributes and its signature. Their tokens are kept unchanged.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::attribute::{Attribute, attributes, visibility};
use super::definition::Generic;
use super::pattern::{Binding, bindings};
use super::types::Borrow;
use crate::syntax::tokens::{
    angled, collect, colon, find, group, is_arrow, is_mark, is_word, regroup, stream,
};

pub(crate) struct Signature {
    pub(crate) constness: Option<TokenTree>,
    pub(crate) is_async: bool,
    pub(crate) name: Ident,
    generics: Vec<Generic>,
    pub(crate) parameters: Vec<Parameter>,
    /// The type after `->`.
    pub(crate) returned: Option<Vec<TokenTree>>,
    /// All tokens, as written.
    tokens: Vec<TokenTree>,
    /// The position of the parentheses.
    at: usize,
}

/// A parameter `pattern: Type`. A receiver has this form too: `self: &'a mut Self`.
pub(crate) struct Parameter {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) pattern: Vec<TokenTree>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) ty: Vec<TokenTree>,
    /// The `&'a mut` of a receiver, and the tokens after the pattern.
    around: (Vec<TokenTree>, Vec<TokenTree>),
}

/// Reads the tokens before a function's body. Returns `None` if they are not the head of a
/// function.
pub(crate) fn parse(head: &[TokenTree]) -> Option<(Vec<Attribute>, Signature)> {
    let (attributes, head) = attributes(head);
    let start = visibility(head);
    let mut at = start;
    for word in ["const", "async", "unsafe", "safe", "extern"] {
        at += usize::from(is_word(head.get(at), word));
    }
    let qualifiers = head[start..at].iter();
    let qualifier = |word| qualifiers.clone().find(|it| is_word(Some(it), word));
    let (constness, is_async) = (qualifier("const").cloned(), qualifier("async").is_some());
    // The ABI.
    let has_abi = qualifier("extern").is_some() && !is_word(head.get(at), "fn");
    at += usize::from(has_abi);
    let name = match head.get(at..)? {
        [keyword, TokenTree::Ident(name), ..] if is_word(Some(keyword), "fn") => name,
        _ => return None,
    };
    at += 2;
    let angles = angled(&head[at..]).unwrap_or_default();
    let generics = Generic::all(&head[at..at + angles]).unwrap_or_default();
    at += angles;
    let parentheses = group(head.get(at), Delimiter::Parenthesis)?;
    let parameters = parameters(parentheses)?;
    let rest = &head[at + 1..];
    let bounds = find(rest, |rest| is_word(rest.first(), "where"));
    let returned = match &rest[..bounds.unwrap_or(rest.len())] {
        [] => None,
        [_, _, ty @ ..] if is_arrow(rest) && !ty.is_empty() => Some(ty.to_vec()),
        _ => return None,
    };
    let signature = Signature {
        constness,
        is_async,
        name: name.clone(),
        generics,
        parameters,
        returned,
        tokens: head.to_vec(),
        at,
    };
    Some((attributes, signature))
}

fn parameters(parentheses: &Group) -> Option<Vec<Parameter>> {
    let tokens = collect(parentheses.stream());
    let mut parameters = Vec::new();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let comma = find(rest, |rest| is_mark(rest.first(), ',')).unwrap_or(rest.len());
        let (parameter, after) = rest.split_at(comma);
        let (comma, after) = after.split_at(after.len().min(1));
        parameters.push(Parameter::parse(parameter, comma)?);
        rest = after;
    }
    Some(parameters)
}

impl Signature {
    /// True if the function is generic over a type or a constant of this name.
    pub(crate) fn has_generic(&self, word: &Ident) -> bool {
        let mut names = self.generics.iter().map(|it| it.argument.as_slice());
        names.any(|name| matches!(name, [TokenTree::Ident(name)] if name == word))
    }

    // Input:
    //     fn f(self: Box<Self>, mut n: u32)
    //
    // Output:
    //     fn f(self: Box<Self>, n: u32)
    //
    // with `self` and `n` in `names`:
    //     fn f(mut self: Box<Self>, mut n: u32)
    /// The signature with `mut` before the given names that had it, and before the receiver if it
    /// is given.
    pub(crate) fn with_mut(&self, names: &[&Ident]) -> TokenStream {
        let mut bindings = self.parameters.iter().flat_map(|it| &it.bindings);
        let is_written = names.is_empty() && bindings.all(|it| it.mutability.is_none());
        let mut tokens = self.tokens.clone();
        if let (false, TokenTree::Group(parentheses)) = (is_written, &self.tokens[self.at]) {
            let parameters = self.parameters.iter().flat_map(|it| it.with_mut(names));
            tokens[self.at] = regroup(parentheses, parameters.collect()).into();
        }
        stream(&tokens)
    }
}

impl Parameter {
    pub(crate) fn is_receiver(&self) -> bool {
        is_word(self.pattern.last(), "self")
    }

    fn parse(parameter: &[TokenTree], comma: &[TokenTree]) -> Option<Self> {
        let (attributes, rest) = attributes(parameter);
        let (from, to, ty) = if let Some(colon) = colon(rest) {
            (0, colon, rest[colon + 1..].to_vec())
        } else {
            let from = Borrow::at_start(rest).map_or(0, |borrow| borrow.length);
            (from, rest.len(), receiver(rest, from)?)
        };
        let pattern = &rest[from..to];
        (!pattern.is_empty() && !ty.is_empty()).then(|| Self {
            attributes,
            pattern: pattern.to_vec(),
            bindings: bindings(pattern, &[]).0,
            ty,
            around: (rest[..from].to_vec(), [&rest[to..], comma].concat()),
        })
    }

    fn with_mut(&self, names: &[&Ident]) -> Vec<TokenTree> {
        let (before, after) = &self.around;
        let mut tokens = Vec::new();
        for attribute in &self.attributes {
            // An `expect` about the `mut` is taken off together with it.
            if !(attribute.is("expect") && self.is_mut_name()) {
                tokens.extend(attribute.to_token_stream());
            }
        }
        tokens.extend_from_slice(before);
        let is_changed = |name: &Ident| self.is_receiver() && names.contains(&name);
        match self.pattern.as_slice() {
            [TokenTree::Ident(name)] if is_changed(name) => {
                tokens.push(Ident::new("mut", Span::mixed_site()).into());
                tokens.push(name.clone().into());
            }
            pattern => tokens.extend(bindings(pattern, names).1),
        }
        tokens.extend_from_slice(after);
        tokens
    }

    /// True if the pattern begins with a `mut` that belongs to a name.
    pub(crate) fn is_mut_name(&self) -> bool {
        is_word(self.pattern.first(), "mut")
    }
}

/// The type of a receiver that is written without a type. `None` for any other parameter.
fn receiver(tokens: &[TokenTree], borrow: usize) -> Option<Vec<TokenTree>> {
    let name = match &tokens[borrow..] {
        [name] => name,
        [mutability, name] if borrow == 0 && is_word(Some(mutability), "mut") => name,
        _ => return None,
    };
    is_word(Some(name), "self").then(|| {
        let mut ty = tokens[..borrow].to_vec();
        ty.push(Ident::new("Self", name.span()).into());
        ty
    })
}

#[cfg(test)]
mod tests;
