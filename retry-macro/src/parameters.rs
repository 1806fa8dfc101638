//! The names that a function's parameters bind.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::function::{Ownership, Variable};
use crate::syntax::attribute::Attribute;
use crate::syntax::pattern::Binding;
use crate::syntax::signature::{Parameter, Signature};
use crate::syntax::types::{Borrow, pinned};

/// Every name that the parameters bind. A `mut` belongs to each attempt.
pub(crate) fn variables(signature: &Signature) -> Vec<Variable> {
    let mut found = Vec::new();
    for parameter in &signature.parameters {
        let attributes = passed_on(parameter);
        let mut whole = ownership(&parameter.ty);
        // A name bound in the pattern of a `&mut` is not always a `&mut` itself.
        if whole == Ownership::Unique && !is_name(&parameter.pattern) {
            whole = Ownership::Borrowed;
        }
        let bindings = parameter.bindings.iter();
        found.extend(bindings.map(|binding| bound(binding, &attributes, whole)));
    }
    found
}

/// A name as a variable, from a parameter with this ownership.
pub(crate) fn bound(binding: &Binding, attributes: &TokenStream, whole: Ownership) -> Variable {
    Variable {
        name: binding.name.clone(),
        mutability: binding.mutability.clone(),
        attributes: attributes.clone(),
        ownership: if binding.is_owned {
            whole
        } else {
            Ownership::Borrowed
        },
        named_before: false,
        named_in_body: true,
    }
}

/// True for a pattern that is only a name, with or without `mut`.
pub(crate) fn is_name(pattern: &[TokenTree]) -> bool {
    let mut tokens = pattern.iter();
    tokens.all(|token| matches!(token, TokenTree::Ident(_)))
}

fn ownership(ty: &[TokenTree]) -> Ownership {
    let pinned = pinned(ty).and_then(|pinned| Borrow::parse(&pinned));
    match Borrow::parse(ty) {
        _ if pinned.is_some_and(|borrow| borrow.is_mutable) => Ownership::Pinned,
        Some(borrow) if borrow.is_mutable => Ownership::Unique,
        Some(_) => Ownership::Borrowed,
        None => Ownership::Owned,
    }
}

/// The attributes of a parameter that are repeated at its binding in an attempt.
fn passed_on(parameter: &Parameter) -> TokenStream {
    let is_passed_on = |attribute: &&Attribute| {
        attribute.is("cfg")
            || attribute.is("cfg_attr")
            || attribute.is("allow")
            || (attribute.is("expect") && parameter.is_mut_name())
    };
    let attributes = parameter.attributes.iter().filter(is_passed_on);
    attributes.map(ToTokens::to_token_stream).collect()
}
