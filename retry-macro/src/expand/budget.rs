//! The budget of a call.

use proc_macro2::TokenStream;

use super::Expansion;
use crate::syntax::value::Expr;

impl Expansion<'_> {
    // Input:
    //     budget = BUDGET
    //
    // Output:
    // the function of a static, as in `static_setup`
    pub(super) fn budget_setup(&self) -> Option<TokenStream> {
        self.static_setup(self.judged.budget?, "budget", "RetryBudget")
    }

    /// An expression of type `&RetryBudget`, or of type `Option<&RetryBudget>` if the budget comes
    /// from a profile.
    pub(super) fn budget(&self) -> Option<TokenStream> {
        match self.judged.budget {
            None => self.of_profile("budget_of"),
            Some(budget) => Some(self.shared_place(budget, "budget", "RetryBudget")),
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
}
