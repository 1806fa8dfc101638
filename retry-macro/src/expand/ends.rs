//! The ends of a call: a success, an error after which no attempt follows, a cancel, and the limit
//! of the call.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, Runtime, call_at};

/// The ends of an attempt. All of them lie at the return type, so that a return type that is no
/// outcome gives one error, at that place.
pub(super) struct Ends {
    pub(super) into_result: TokenStream,
    pub(super) from_value: TokenStream,
    pub(super) from_error: TokenStream,
}

impl Ends {
    /// The arms that return the outcome of a call that gave up, after the observers.
    pub(super) fn returned(&self, runtime: &Runtime) -> TokenStream {
        let (from_value, from_error) = (&self.from_value, &self.from_error);
        hygienic! {
            #runtime::Err(#runtime::Ok(__value)) => return #from_value,
            #runtime::Err(#runtime::Err(__error)) => return #from_error,
        }
    }
}

impl Expansion<'_> {
    pub(super) fn ends(&self) -> Ends {
        let (place, at_type) = self.runtime.at(self.function.returned.span());
        let error = self.final_error();
        Ends {
            into_result: quote_spanned!(place=> #at_type::into_result(__outcome)),
            from_value: quote_spanned!(place=> #at_type::from_value(__value)),
            from_error: quote_spanned!(place=> #at_type::from_error(#error)),
        }
    }

    // Output:
    //     Ok(value) => { succeed; return from_value(value); }
    pub(super) fn success(&self, Ends { from_value, .. }: &Ends) -> TokenStream {
        let (runtime, succeed) = (&self.runtime, self.succeed());
        let succeed = self.unless_lost(hygienic!({ #succeed return #from_value; }));
        hygienic!(#runtime::Ok(__value) => #succeed)
    }

    /// The arm of a success, if no observer gets an event for it. If only `on_retry` observes
    /// attempts, a success needs no event. The observer of a profile and the features observe a
    /// success in a shorter way.
    pub(super) fn success_without_notice(&self, ends: &Ends) -> Option<TokenStream> {
        let by_profile = self.judged.with.is_some() && self.judged.observers.is_empty();
        let is_observed = self.is_observed() && (self.hooks.tested || !by_profile);
        let needs_notice = self.judged.until.is_some() || is_observed;
        (!needs_notice).then(|| self.success(ends))
    }

    // Output, with `call_timeout`: the decision if the limit ended the attempt, and the result.
    //     call.cut_off(&POLICY)
    //
    //     match outcome {
    //         Some(outcome) => into_result(outcome),
    //         None => { is_cut = true; Err(cut_off(last_error.take(), limit)) }
    //     }
    pub(super) fn cut_off(&self, into_result: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        self.judged.call_timeout.as_ref()?;
        let (runtime, policy) = (&self.runtime, self.policy());
        let (place, at_type) = runtime.at(self.function.returned.span());
        let earlier = self
            .keeps_earlier_error()
            .then(|| hygienic!(.or(__earlier_error.take())));
        let error =
            quote_spanned!(place=> #at_type::cut_off(__last_error.take() #earlier, __limit));
        Some((
            hygienic!(__call.cut_off(#policy)),
            hygienic! {
                match __outcome {
                    #runtime::Some(__outcome) => #into_result,
                    #runtime::None => {
                        __is_cut = true;
                        #runtime::Err(#error)
                    }
                }
            },
        ))
    }

    // Output:
    //     error
    //
    // with `on_give_up = wrap`:
    //     on_give_up(wrap, error, call.give_up())
    fn final_error(&self) -> TokenStream {
        match self.judged.on_give_up {
            None => hygienic!(__error),
            Some(wrap) => {
                let runtime = &self.runtime;
                let arguments = hygienic!(#wrap, __error, __call.give_up());
                call_at(wrap, quote!(#runtime::on_give_up), arguments)
            }
        }
    }

    // Output, if features watch:
    //     call.observed_cancel(unwaited, LazySite::of(site), &POLICY, budget, format, &error);
    //
    // with the format that was chosen before the wait.
    pub(super) fn cancelled(&self) -> Option<TokenStream> {
        if let Some(profile) = self.profile() {
            let (runtime, site) = (&self.runtime, self.own_site());
            let (policy, budget) = (self.policy(), self.budget_option());
            return Some(hygienic! {
                #runtime::cancel_by_profile(
                    &mut __call, __unwaited, #profile, #site, #policy, #budget, __format, &__error
                );
            });
        }
        self.hooks.watched.then(|| {
            let (site, policy, budget) = (self.lazy_site(), self.policy(), self.budget_option());
            hygienic! {
                __call.observed_cancel(__unwaited, #site, #policy, #budget, __format, &__error);
            }
        })
    }

    // Output, with a budget:
    //     call.refund(BUDGET);
    //
    // if features watch:
    //     call.succeed(LazySite::of(site), &POLICY, budget);
    //
    // with a profile:
    //     succeed_by_profile(&call, profile, site, &POLICY, budget);
    fn succeed(&self) -> Option<TokenStream> {
        if let Some(profile) = self.profile() {
            let (runtime, site) = (&self.runtime, self.own_site());
            let (policy, budget) = (self.policy(), self.budget_option());
            return Some(hygienic! {
                #runtime::succeed_by_profile(&__call, #profile, #site, #policy, #budget);
            });
        }
        if self.hooks.watched {
            let (site, policy, budget) = (self.lazy_site(), self.policy(), self.budget_option());
            return Some(hygienic!(__call.succeed(#site, #policy, #budget);));
        }
        self.refund()
    }

    /// The statement that gives tokens back to the budget after a success, if there is a budget.
    pub(super) fn refund(&self) -> Option<TokenStream> {
        let budget = self.budget();
        budget.map(|budget| hygienic!(__call.refund(#budget);))
    }
}
