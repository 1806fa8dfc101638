//! The names that a function's arguments bind.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Attribute, FnArg, Pat, ReceiverKind, Signature, Type};

use super::types::{bare, pinned};
use super::{Argument, Ownership};

/// Every name, and takes the `mut` off: it belongs to each attempt.
pub(super) fn take(signature: &mut Signature) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                let ownership = match &receiver.kind {
                    ReceiverKind::Value => Ownership::Owned,
                    ReceiverKind::Typed(_, ty) => ownership(ty),
                    _ => Ownership::Borrowed,
                };
                // That of `mut self`: of `&mut self` it is a part of the kind.
                let mutability = receiver.mutability.take();
                arguments.push(Argument {
                    name: Ident::new("self", receiver.self_token.span),
                    mutability: mutability.map(|mutability| word(mutability.span)),
                    attributes: passed_on(&receiver.attrs),
                    ownership,
                });
            }
            FnArg::Typed(argument) => {
                let attributes = passed_on(&argument.attrs);
                let whole = ownership(&argument.ty);
                bindings(&mut argument.pat, &mut |name, mutability, owned| {
                    arguments.push(Argument {
                        name,
                        mutability,
                        attributes: attributes.clone(),
                        ownership: if owned { whole } else { Ownership::Borrowed },
                    });
                });
            }
        }
    }
    arguments
}

/// Each name in a pattern, with its `mut`, and whether it owns what it binds.
pub(super) fn bindings(pattern: &mut Pat, each: &mut dyn FnMut(Ident, Option<Ident>, bool)) {
    match pattern {
        Pat::Ident(binding) => {
            let owned = binding.by_ref.is_none();
            let mutability = if owned {
                binding.mutability.take()
            } else {
                None
            };
            each(
                binding.ident.clone(),
                mutability.map(|mutability| word(mutability.span)),
                owned,
            );
            if let Some((_, inner)) = &mut binding.subpat {
                bindings(inner, each);
            }
        }
        Pat::Tuple(tuple) => tuple
            .elems
            .iter_mut()
            .for_each(|inner| bindings(inner, each)),
        Pat::TupleStruct(tuple) => tuple
            .elems
            .iter_mut()
            .for_each(|inner| bindings(inner, each)),
        Pat::Slice(slice) => slice
            .elems
            .iter_mut()
            .for_each(|inner| bindings(inner, each)),
        Pat::Struct(fields) => {
            for field in &mut fields.fields {
                bindings(&mut field.pat, each);
            }
        }
        Pat::Reference(reference) => bindings(&mut reference.pat, each),
        Pat::Paren(inner) => bindings(&mut inner.pat, each),
        // Both sides of an `|` bind the same names: those of the first stand for
        // all, and a `mut` is taken off each.
        Pat::Or(or) => {
            let mut seen = Vec::new();
            for case in &mut or.cases {
                bindings(case, &mut |name, mutability, owned| {
                    if !seen.contains(&name) {
                        seen.push(name.clone());
                        each(name, mutability, owned);
                    }
                });
            }
        }
        _ => {}
    }
}

fn ownership(ty: &Type) -> Ownership {
    let is_unique =
        |ty: &Type| matches!(ty, Type::Reference(borrow) if borrow.mutability.is_some());
    if pinned(ty).is_some_and(is_unique) {
        return Ownership::Pinned;
    }
    match bare(ty) {
        Type::Reference(_) => Ownership::Borrowed,
        _ => Ownership::Owned,
    }
}

/// The attributes of an argument that its binding in an attempt has too.
fn passed_on(attributes: &[Attribute]) -> TokenStream {
    attributes
        .iter()
        .filter(|attribute| {
            ["cfg", "allow"]
                .iter()
                .any(|name| attribute.path().is_ident(name))
        })
        .map(ToTokens::to_token_stream)
        .collect()
}

fn word(span: Span) -> Ident {
    Ident::new("mut", span)
}
