//! Observers of a decision, and features that watch every call.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, call_at};
use crate::syntax::value::Expr;

impl Expansion<'_> {
    /// An expression of the way to show an error, picked by the traits that the function
    /// can see.
    pub(super) fn how(&self, error: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        hygienic! { {
            use #runtime::{LookDebug as _, LookDisplay as _, LookError as _, LookName as _};
            (&&&&&&#runtime::Look(#error)).__retry_how()
        }}
    }

    // Input:
    //     observe(report, |event| log(event)), on_retry = note
    //
    // Output:
    //     match event(site, &POLICY, &call, decision, match &result {
    //         Ok(_) => None,
    //         Err(error) => Some(show(error)),
    //     }.as_ref(), None) {
    //         event => {
    //             watch(&event);
    //             (report).__retry_observe(&event);
    //             tell(|event| log(event), &event);
    //         }
    //     }
    //     on_retry(&note, &POLICY, &call, decision, result.as_ref().err());
    //
    // without observers, if features watch:
    //     if call.has_failed() { match event(…) { event => watch(&event) } }
    //
    // A `match`, because the event borrows from temporaries of its expression.
    pub(super) fn tell(&self, policy: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let mut told = if self.judged.observers.is_empty() && self.watched {
            let event = self.tell_event(policy);
            hygienic!(if __call.has_failed() { #event })
        } else if self.is_told() {
            self.tell_event(policy)
        } else {
            TokenStream::new()
        };
        if let Some(on_retry) = self.judged.on_retry {
            let argument = self.callable(on_retry);
            let arguments = hygienic! {
                #argument, #policy, &__call, __decision, __result.as_ref().err()
            };
            let tell = call_at(on_retry, quote!(#runtime::on_retry), arguments);
            told.extend(hygienic!(#tell;));
        }
        told
    }

    fn tell_event(&self, policy: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let budget = self.budget_option();
        let site = self.site();
        let observers = self.judged.observers.iter();
        let observers = observers.map(|observer| self.tell_one(observer));
        let how = self.how(&hygienic!(__error));
        hygienic! {
            match #runtime::event(#site, #policy, &__call, __decision, (match &__result {
                #runtime::Ok(_) => #runtime::None,
                #runtime::Err(__error) => #runtime::Some(#runtime::show(__error, #how)),
            }).as_ref(), #budget) {
                __event => {
                    #runtime::watch(&__event);
                    #(#observers)*
                }
            }
        }
    }

    fn tell_one(&self, observer: &Expr) -> TokenStream {
        let runtime = &self.runtime;
        let span = observer.span().resolved_at(Span::mixed_site());
        if observer.peeled().is_closure() {
            let arguments = quote_spanned!(span=> #observer, &__event);
            let tell = call_at(observer, quote!(#runtime::tell), arguments);
            quote_spanned!(span=> #tell;)
        } else {
            quote_spanned! {span=> {
                use #runtime::{ObserveShared as _, ObserveUnique as _};
                (#observer).__retry_observe(&__event);
            }}
        }
    }
}
