//! The budget of a call.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Expansion, at, call_at};
use crate::policy::peel;

impl Expansion<'_> {
    // Input:
    //     budget = BUDGET
    //
    // Output:
    //     const BUDGET: &RetryBudget = budget(&BUDGET);
    //
    // A constant, because it can't refer to another constant's interior: a
    // `const` in place of a `static` would be a full budget at each call, and is
    // an error so. Nothing for an argument or a field, which are borrowed at each
    // use, between attempts.
    pub(super) fn budget_setup(&self) -> Option<TokenStream> {
        let budget = self.judged.budget.filter(|budget| self.is_static(budget))?;
        let borrowed = self.borrowed(budget);
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        Some(quote_spanned!(mixed=> const __BUDGET: &#runtime::RetryBudget = #borrowed;))
    }

    /// An expression of type `&RetryBudget`.
    pub(super) fn budget(&self) -> Option<TokenStream> {
        self.judged.budget.map(|budget| {
            if self.is_static(budget) {
                quote_spanned!(Span::mixed_site()=> __BUDGET)
            } else {
                self.borrowed(budget)
            }
        })
    }

    /// An expression of type `Option<&RetryBudget>`.
    pub(super) fn budget_option(&self) -> TokenStream {
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        match self.budget() {
            None => quote_spanned!(mixed=> #runtime::None),
            Some(budget) => quote_spanned!(mixed=> #runtime::Some(#budget)),
        }
    }

    fn borrowed(&self, budget: &Expr) -> TokenStream {
        let runtime = &self.runtime;
        let borrow = at(budget.span(), quote!(&));
        call_at(budget, quote!(#runtime::budget), quote!(#borrow #budget))
    }

    fn is_static(&self, budget: &Expr) -> bool {
        match peel(budget) {
            Expr::Path(path) => !self
                .function
                .arguments
                .iter()
                .any(|argument| path.path.is_ident(&argument.name)),
            _ => false,
        }
    }
}
