//! The profile of `with = …`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::{Expansion, at, call_at};
use crate::syntax::value::Expr;

impl Expansion<'_> {
    // Input:
    //     with = self.profile()
    //
    // Output:
    //     let with = &self.profile();
    //     let profile = profile::<Result<Page, Error>>(with);
    //
    // The first statement keeps a profile that the expression creates.
    //
    // Nothing for a path or a field, which is named again at each use: a waiting future would have
    // to keep a variable, and an attempt may need all of `self`.
    pub(super) fn profile_setup(&self) -> Option<TokenStream> {
        let profile = self.judged.with.filter(|with| !is_place(with))?;
        let borrow = at(profile.span(), quote!(&));
        let checked = self.checked_profile(profile, &at(profile.span(), hygienic!(__with)));
        Some(hygienic!(let __with = #borrow #profile; let __profile = #checked;))
    }

    /// An expression of type `&Profile<Error>`.
    pub(super) fn profile(&self) -> Option<TokenStream> {
        let with = self.judged.with?;
        Some(if is_place(with) {
            let borrow = at(with.span(), quote!(&));
            self.checked_profile(with, &quote!(#borrow #with))
        } else {
            hygienic!(__profile)
        })
    }

    /// A part of the profile: `budget_of(profile)`.
    pub(super) fn of_profile(&self, part: &str) -> Option<TokenStream> {
        let (runtime, profile) = (&self.runtime, self.profile()?);
        let part = Ident::new(part, Span::mixed_site());
        Some(hygienic!(#runtime::#part(#profile)))
    }

    /// True if the profile is a constant or a static that an item can name. An item can't name a
    /// generic one.
    pub(super) fn is_constant_profile(&self, with: &Expr) -> bool {
        self.names_item(with) && !self.function.has_generic_in(with.to_token_stream())
    }

    /// A part of the profile as a constant: `{ part(&PROFILE) }`. `None` if the profile is
    /// generic or known only at run time.
    pub(super) fn constant_part(&self, part: &str) -> Option<TokenStream> {
        let is_constant = |with: &&Expr| self.is_constant_profile(with);
        let with = self.judged.with.filter(is_constant)?;
        let (runtime, part) = (&self.runtime, Ident::new(part, Span::mixed_site()));
        let borrow = at(with.span(), quote!(&));
        let part = call_at(with, quote!(#runtime::#part), quote!(#borrow #with));
        Some(hygienic!({ #part }))
    }

    // The check of the error type is repeated at each use, with the same words at the same place,
    // so that the compiler reports one error.
    fn checked_profile(&self, with: &Expr, borrowed: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let returned = self.function.returned_without_impl();
        let profile = quote!(#runtime::profile::<#returned>);
        call_at(with, profile, borrowed.clone())
    }
}

/// True for a path or a field, which has no effect when it is evaluated.
fn is_place(with: &Expr) -> bool {
    let peeled = with.peeled();
    peeled.path().is_some() || peeled.is_member()
}
