//! The code that sends a decision to observers and to the features that watch every call.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, call_at};
use crate::syntax::value::Expr;

impl Expansion<'_> {
    /// A marker of the format of an error, selected by the traits that the function can see.
    /// `error` is an `Option` of a reference.
    pub(super) fn format(&self, error: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        hygienic! { {
            use #runtime::{SelectDebug as _, SelectDisplay as _, SelectError as _, SelectName as _};
            (&&&&&&#runtime::SelectFormat(#error)).__retry_format()
        }}
    }

    // Input:
    //     observe(report, |event| log(event)), on_retry = note
    //
    // Output:
    //     Notice {
    //         site: Some(site),
    //         policy: &POLICY,
    //         call: &call,
    //         decision,
    //         format: format(marker),
    //         reserved: budget,
    //         tokens: call.tokens_left(budget),
    //     }
    //     .send(result, |message| match message {
    //         Message::Event(event) => {
    //             (report).__retry_observe(event);
    //             notify(|event| log(event), event);
    //         }
    //         Message::Retry(retry) => on_retry(&note, retry),
    //     })
    pub(super) fn notify(&self) -> TokenStream {
        let (runtime, policy) = (&self.runtime, self.policy());
        let observers = &self.judged.observers;
        let mut site = self.option(self.is_observed().then(|| self.site()));
        if self.is_observed() && observers.is_empty() {
            let observed = self.of_profile("is_observed");
            let watched = self.hooks.watched.then(|| hygienic!(__call.has_failed()));
            // Features observe a success only after a failure.
            let listens = [observed, watched].into_iter().flatten();
            site = hygienic!(if #(#listens)||* { #site } else { #runtime::None });
        }
        let format = if self.is_observed() {
            self.format(&hygienic!(__result.as_ref().err()))
        } else {
            hygienic!(#runtime::ByTypeName)
        };
        let reserved = self.reserved();
        let tokens = match self.budget() {
            None => hygienic!(#runtime::None),
            Some(budget) => hygienic!(__call.tokens_left(#budget)),
        };
        let of_profile = self.profile().filter(|_| observers.is_empty());
        let of_profile =
            of_profile.map(|profile| hygienic!(#runtime::notify_observer_of(#profile, __event);));
        let observers = observers.iter().map(|observer| self.notify_one(observer));
        let on_retry = self.judged.on_retry.map(|on_retry| {
            let argument = self.callable(on_retry);
            let arguments = hygienic!(#argument, __retry);
            call_at(on_retry, quote!(#runtime::on_retry), arguments)
        });
        let send = self.held_or("send_held", "send");
        let pass_on = self.holds().then(|| {
            let pass_on = self.pass_on();
            hygienic!(, #pass_on)
        });
        hygienic! {
            #runtime::Notice {
                site: #site,
                policy: #policy,
                call: &__call,
                decision: __decision,
                format: #runtime::format(#format),
                reserved: #reserved,
                tokens: #tokens,
            }
            .#send(__result, |__message| match __message {
                #runtime::Message::Event(__event) => { #(#observers)* #of_profile }
                #runtime::Message::Retry(__retry) => { #on_retry }
            } #pass_on)
        }
    }

    fn notify_one(&self, observer: &Expr) -> TokenStream {
        let runtime = &self.runtime;
        let span = observer.span().resolved_at(Span::mixed_site());
        if observer.peeled().is_closure() {
            let arguments = quote_spanned!(span=> #observer, __event);
            let notify = call_at(observer, quote!(#runtime::notify), arguments);
            quote_spanned!(span=> #notify;)
        } else {
            quote_spanned! {span=> {
                use #runtime::{ObserveShared as _, ObserveUnique as _};
                (#observer).__retry_observe(__event);
            }}
        }
    }
}
