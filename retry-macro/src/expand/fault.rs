//! The code that lets a test inject a failure, either in place of an attempt or after a success.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::Expansion;
use crate::syntax::tokens::collect;
use crate::syntax::types;

impl Expansion<'_> {
    // Output, if tests inject failures:
    //     'attempt: {
    //         if let Some(outcome) = injected::<Result<Page, Error>>(site) {
    //             break 'attempt outcome;
    //         }
    //         attempt
    //     }
    //
    // There is no `match`, which would hold the outcome while an async attempt runs. The traits in
    // scope select a function that injects nothing if the error has a type parameter. The traits
    // can't see a lifetime, so an error that may have a lifetime is left out here.
    pub(super) fn unless_injected(&self, attempt: TokenStream) -> TokenStream {
        let function = self.function;
        let is_parameter = |word: &Ident| function.signature.has_generic(word);
        let returned = collect(function.returned.clone());
        if !self.hooks.tested || types::error_may_borrow(&returned, &is_parameter) {
            return attempt;
        }
        let (place, runtime) = self.runtime.at(function.returned.span());
        let returned = function.returned_without_impl();
        let select = quote_spanned!(place=> #runtime::SelectInjected::<#returned>::NEW);
        let runtime = &self.runtime;
        let site = self.lazy_site();
        // If an attempt has a limit for the whole call, its outcome is `None` when the limit ended
        // it.
        let is_optional = self.judged.call_timeout.is_some();
        let optional = is_optional.then(|| hygienic!(let __outcome = #runtime::Some(__outcome);));
        hygienic! {
            '__attempt: {
                if let #runtime::Some(__outcome) = {
                    use #runtime::{InjectAny as _, InjectNone as _};
                    (&&#select).__retry_injected(#site)
                } {
                    #optional
                    break '__attempt __outcome;
                }
                #attempt
            }
        }
    }

    // Output, if tests inject failures:
    //     match call.lost(&lost_attempt) {
    //         Some(delay) => { drop(value); delay }
    //         None => { call.succeed(…); return from_value(value); }
    //     }
    pub(super) fn unless_lost(&self, succeed: TokenStream) -> TokenStream {
        if !self.hooks.tested {
            return succeed;
        }
        let runtime = &self.runtime;
        let lost_attempt = self.lost_attempt();
        let drop = hygienic!(#runtime::drop(__value););
        let drop = self.reserved_during(drop);
        hygienic! {
            match __call.lost(#lost_attempt) {
                #runtime::Some(__delay) => { #drop __delay }
                #runtime::None => #succeed
            }
        }
    }

    // Output, if tests inject failures:
    //     match call.lose(&lost_attempt) {
    //         Some(decision) => decision,
    //         None => { refund; Decision::Succeed }
    //     }
    pub(super) fn unless_decided_lost(&self, succeed: TokenStream) -> TokenStream {
        if !self.hooks.tested {
            return succeed;
        }
        let runtime = &self.runtime;
        let lost_attempt = self.lost_attempt();
        hygienic! {
            match __call.lose(#lost_attempt) {
                #runtime::Some(__decision) => __decision,
                #runtime::None => #succeed
            }
        }
    }

    /// A success whose answer is lost: a failure without an error.
    fn lost_attempt(&self) -> TokenStream {
        let runtime = &self.runtime;
        self.failed_attempt(&hygienic!(#runtime::Verdict::Retry), false)
    }
}
