//! The places that calls share: a budget or a cooldown in a static, a field or an argument.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::{Expansion, at, call_at};
use crate::syntax::value::Expr;

impl Expansion<'_> {
    // Input:
    //     budget = BUDGET
    //
    // Output:
    //     fn budget<'a_static_shared_by_all_calls>()
    //         -> &'a_static_shared_by_all_calls RetryBudget
    //     {
    //         let budget: &'a_static_shared_by_all_calls RetryBudget = budget(&BUDGET);
    //         budget
    //     }
    //
    // A function, because a function can't return a borrow of a constant: a `const` in place of a
    // `static` would be a full budget at each call. The compiler's error shows the lifetime, and
    // the name of the lifetime is the advice. A constant would not do, because in Rust 1.85 no
    // constant may refer to a static that can change. Arguments and fields need no output here:
    // they are borrowed at each use, between attempts.
    //
    // An item can't name `Self` or a generic parameter. For `budget = Self::BUDGET`, at each use:
    //     { let budget: &'static RetryBudget = budget(&Self::BUDGET); budget }
    //
    /// The function that returns a shared place, if that place is a static.
    pub(super) fn static_setup(&self, place: &Expr, word: &str, kind: &str) -> Option<TokenStream> {
        if !self.names_item(place) || self.is_generic_place(place) {
            return None;
        }
        let name = static_name(word);
        let kind = Ident::new(kind, Span::mixed_site());
        let (runtime, borrowed) = (&self.runtime, self.borrowed(place, word));
        Some(hygienic! {
            #[inline]
            #[allow(clippy::let_and_return)]
            fn #name<'a_static_shared_by_all_calls>()
                -> &'a_static_shared_by_all_calls #runtime::#kind
            {
                let #name: &'a_static_shared_by_all_calls #runtime::#kind = #borrowed;
                #name
            }
        })
    }

    /// A borrow of a shared place: by the function of a static, or by a new borrow of anything
    /// else.
    pub(super) fn shared_place(&self, place: &Expr, word: &str, kind: &str) -> TokenStream {
        let borrowed = self.borrowed(place, word);
        if !self.names_item(place) {
            return borrowed;
        }
        let name = static_name(word);
        if self.is_generic_place(place) {
            let (runtime, kind) = (&self.runtime, Ident::new(kind, Span::mixed_site()));
            return hygienic!({ let #name: &'static #runtime::#kind = #borrowed; #name });
        }
        hygienic!(#name())
    }

    fn is_generic_place(&self, place: &Expr) -> bool {
        self.function.has_generic_in(place.to_token_stream())
    }

    /// A new borrow of a shared place. The place may deref to the shared type.
    fn borrowed(&self, place: &Expr, word: &str) -> TokenStream {
        let (runtime, helper) = (&self.runtime, Ident::new(word, Span::call_site()));
        let borrow = at(place.span(), quote!(&));
        call_at(place, quote!(#runtime::#helper), quote!(#borrow #place))
    }
}

/// The name of the function of a static.
fn static_name(word: &str) -> Ident {
    Ident::new(&format!("__{word}"), Span::mixed_site())
}
