//! The attribute on an `impl` block: the defaults of the functions inside.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::args::DEFAULTS;
use crate::syntax::tokens::{
    collect, group, is_mark, is_path_separator, is_word, regroup, stream, visible,
};

// Input:
//     #[retry(with = STORAGE)]
//     impl Client {
//         #[retry(max = 1)]
//         fn put(&self) -> Result<(), Error> { body }
//
//         fn cached(&self) -> Option<Page> { body }
//     }
//
// Output:
//     impl Client {
//         #[retry(max = 1, __defaults(with = STORAGE))]
//         fn put(&self) -> Result<(), Error> { body }
//
//         fn cached(&self) -> Option<Page> { body }
//     }
//
/// Returns the block with the defaults in each `#[retry]` of its functions. `None` if no function
/// of the block has the attribute.
pub(super) fn inside(item: TokenStream, defaults: &TokenStream) -> Option<TokenStream> {
    let mut tokens = visible(collect(item));
    let body = group(tokens.last(), Delimiter::Brace)?;
    let mut found = false;
    let functions = in_functions(body.stream(), defaults, &mut found);
    let body = regroup(body, functions);
    *tokens.last_mut()? = body.into();
    found.then(|| stream(&tokens))
}

/// Changes the attributes of functions, but not attributes inside of their bodies.
fn in_functions(body: TokenStream, defaults: &TokenStream, found: &mut bool) -> TokenStream {
    let mut after_hash = false;
    let tokens = body.into_iter().map(|token| {
        let is_attribute = after_hash && group(Some(&token), Delimiter::Bracket).is_some();
        after_hash = is_mark(Some(&token), '#');
        match token {
            TokenTree::Group(brackets) if is_attribute => {
                let inside = visible(collect(brackets.stream()));
                let inside = in_attribute(&inside, defaults, found);
                regroup(&brackets, inside).into()
            }
            // `macro_rules` wraps an item in an invisible group.
            TokenTree::Group(invisible) if invisible.delimiter() == Delimiter::None => {
                let inside = in_functions(invisible.stream(), defaults, found);
                regroup(&invisible, inside).into()
            }
            token => token,
        }
    });
    tokens.collect()
}

/// Changes `retry`, `retry(…)`, or either of them in `cfg_attr(…)`.
fn in_attribute(inside: &[TokenTree], defaults: &TokenStream, found: &mut bool) -> TokenStream {
    let mut name = 0;
    while inside.get(name + 1..).is_some_and(is_path_separator) {
        name += 3;
    }
    let (path, arguments) = inside.split_at((name + 1).min(inside.len()));
    match (path.last(), arguments) {
        (word, []) if is_word(word, "retry") => {
            *found = true;
            let arguments = with_defaults(&TokenStream::new(), defaults);
            quote!(#(#path)* (#arguments))
        }
        (word, [TokenTree::Group(own)]) if is_word(word, "retry") => {
            *found = true;
            let arguments = regroup(own, with_defaults(&own.stream(), defaults));
            quote!(#(#path)* #arguments)
        }
        (word, [TokenTree::Group(parts)]) if is_word(word, "cfg_attr") => {
            let parts = regroup(parts, in_parts(parts, defaults, found));
            quote!(#(#path)* #parts)
        }
        _ => stream(inside),
    }
}

fn in_parts(parts: &Group, defaults: &TokenStream, found: &mut bool) -> TokenStream {
    let tokens = collect(parts.stream());
    let parts = tokens.split(|token| is_mark(Some(token), ','));
    let parts = parts.map(|part| in_attribute(part, defaults, found));
    quote!(#(#parts),*)
}

/// A function's own arguments, then the defaults.
fn with_defaults(own: &TokenStream, defaults: &TokenStream) -> TokenStream {
    let tokens = collect(own.clone());
    let comma = (!tokens.is_empty() && !is_mark(tokens.last(), ',')).then(|| quote!(,));
    let key = Ident::new(DEFAULTS, Span::mixed_site());
    quote!(#own #comma #key(#defaults))
}
