//! The budget of a call, and the form in which shared places are named.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
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
    pub(super) fn budget_setup(&self) -> Option<TokenStream> {
        self.static_setup(self.judged.budget?, "budget", "RetryBudget")
    }

    /// The function that returns a shared place, if that place is a static.
    pub(super) fn static_setup(&self, place: &Expr, word: &str, kind: &str) -> Option<TokenStream> {
        if !self.names_item(place) {
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
    pub(super) fn shared_place(&self, place: &Expr, word: &str) -> TokenStream {
        if self.names_item(place) {
            let name = static_name(word);
            return hygienic!(#name());
        }
        self.borrowed(place, word)
    }

    /// An expression of type `&RetryBudget`, or of type `Option<&RetryBudget>` if the budget comes
    /// from a profile.
    pub(super) fn budget(&self) -> Option<TokenStream> {
        match self.judged.budget {
            None => self.of_profile("budget_of"),
            Some(budget) => Some(self.shared_place(budget, "budget")),
        }
    }

    /// An expression of type `Option<&RetryBudget>`.
    pub(super) fn budget_option(&self) -> TokenStream {
        self.option_of(self.budget())
    }

    fn option_of(&self, budget: Option<TokenStream>) -> TokenStream {
        match budget {
            Some(budget) if self.judged.budget.is_none() => budget,
            budget => self.option(budget),
        }
    }

    /// An expression of type `Option<&RetryBudget>`: a budget that can stay borrowed while
    /// observers run. A field can't, because an observer may borrow the whole value that contains
    /// the field.
    pub(super) fn reserved(&self) -> TokenStream {
        let is_path = |budget: &Expr| budget.peeled().path().is_some();
        let is_path = self.judged.budget.is_none_or(is_path);
        self.option_of(self.budget().filter(|_| is_path))
    }

    /// The statement, run while the tokens of the retry are reserved, if there is a budget. The
    /// tokens come back if the statement panics, or if the future is dropped inside of the
    /// statement.
    pub(super) fn reserved_during(&self, statement: TokenStream) -> TokenStream {
        match self.reservation() {
            None => statement,
            Some((reserve, commit)) => hygienic!(#reserve #statement #commit),
        }
    }

    // Output:
    //     let reservation = call.reserve(BUDGET);
    //     reservation.commit();
    //
    // with a profile:
    //     let reservation = CallSteps::reserve(&call, budget_of(profile));
    //     Reservation::commit(reservation);
    //
    /// The statements before and after the wait for a retry, if there is a budget.
    pub(super) fn reservation(&self) -> Option<(TokenStream, TokenStream)> {
        let (runtime, budget) = (&self.runtime, self.budget()?);
        Some(if self.judged.with.is_some() {
            let budget = self.budget_option();
            (
                hygienic!(let __reservation = #runtime::CallSteps::reserve(&__call, #budget);),
                hygienic!(#runtime::Reservation::commit(__reservation);),
            )
        } else {
            (
                hygienic!(let __reservation = __call.reserve(#budget);),
                hygienic!(__reservation.commit();),
            )
        })
    }

    fn borrowed(&self, place: &Expr, word: &str) -> TokenStream {
        let (runtime, helper) = (&self.runtime, Ident::new(word, Span::call_site()));
        let borrow = at(place.span(), quote!(&));
        call_at(place, quote!(#runtime::#helper), quote!(#borrow #place))
    }
}

fn static_name(word: &str) -> Ident {
    Ident::new(&format!("__{word}"), Span::mixed_site())
}
