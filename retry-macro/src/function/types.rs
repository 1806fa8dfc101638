//! What a type is, as far as its tokens tell.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// Without parentheses, and without the invisible groups that `macro_rules` leaves.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

/// The last part of a path: `Pin<P>` of `std::pin::Pin<P>`.
pub(super) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// `T` of `Vec<T>`.
pub(super) fn first_type(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `P` of `Pin<P>`.
pub(super) fn pinned(ty: &Type) -> Option<&Type> {
    last_segment(ty)
        .filter(|segment| segment.ident == "Pin")
        .and_then(first_type)
        .map(bare)
}

/// Whether it is the standard library's, by a name that is nobody else's.
pub(super) fn is_option(ty: &Type) -> bool {
    let Type::Path(ty) = bare(ty) else {
        return false;
    };
    let is = |at: usize, word| ty.path.segments[at].ident == word;
    match ty.path.segments.len() {
        1 => is(0, "Option"),
        3 => (is(0, "std") || is(0, "core")) && is(1, "option") && is(2, "Option"),
        _ => false,
    }
}
