//! What an attempt's outcome means, and who is told.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Expansion, at, call_at, callable};
use crate::policy::{Verdicts, peel};

impl Expansion<'_> {
    // Input:
    //     when = is_transient, until = |job| job.done
    //
    // Output:
    //     match &result {
    //         Ok(value) if until(|job| job.done, value) => Decision::Succeed,
    //         Ok(_) => call.decide(&POLICY, Verdict::Retry, elapsed, None, tightened(site)),
    //         Err(error) => call.decide(&POLICY, verdict, elapsed, None, tightened(site)),
    //     }
    pub(super) fn decide(&self, policy: &TokenStream, timed: bool) -> TokenStream {
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        let elapsed = if timed {
            quote_spanned!(mixed=> __clock.elapsed())
        } else {
            quote_spanned!(mixed=> #runtime::Duration::ZERO)
        };
        let verdict = self.verdict();
        let budget = self.budget_option();
        let site = self.site();
        let tightened = quote_spanned!(mixed=> #runtime::tightened(#site));
        let succeed = match self.budget() {
            None => quote_spanned!(mixed=> #runtime::Decision::Succeed),
            Some(budget) => quote_spanned!(mixed=> __call.succeed(#budget)),
        };
        let ready = match self.judged.until {
            None => quote_spanned!(mixed=> #runtime::Ok(_) => #succeed,),
            Some(until) => {
                let (argument, value) = (callable(until), at(until.span(), quote!(__value)));
                let ready = call_at(until, quote!(#runtime::until), quote!(#argument, #value));
                quote_spanned! {mixed=>
                    #runtime::Ok(__value) if #ready => #succeed,
                    #runtime::Ok(_) => __call.decide(#policy, #runtime::Verdict::Retry, #elapsed, #budget, #tightened),
                }
            }
        };
        quote_spanned! {mixed=>
            match &__result {
                #ready
                #runtime::Err(__error) => __call.decide(#policy, #verdict, #elapsed, #budget, #tightened),
            }
        }
    }

    // Input:
    //     when = is_transient, retry_after = |error| error.hint
    //
    // Output:
    //     if when(&is_transient, error) {
    //         retry_after(|error| error.hint, error)
    //     } else {
    //         Verdict::Stop
    //     }
    fn verdict(&self) -> TokenStream {
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        let Verdicts {
            when,
            retry_after,
            classify,
        } = &self.judged.verdicts;
        let asked = |helper, expr: &Expr| {
            let (argument, error) = (callable(expr), at(expr.span(), quote!(__error)));
            call_at(expr, helper, quote!(#argument, #error))
        };
        let retry = match (classify, retry_after) {
            (Some(classify), _) => asked(quote!(#runtime::classify), classify),
            (None, Some(hint)) => asked(quote!(#runtime::retry_after), hint),
            (None, None) => quote_spanned!(mixed=> #runtime::Verdict::Retry),
        };
        match when {
            None => retry,
            Some(when) => {
                let when = asked(quote!(#runtime::when), when);
                quote_spanned!(mixed=> if #when { #retry } else { #runtime::Verdict::Stop })
            }
        }
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
    // without observers:
    //     if WATCHED && call.has_failed() { match event(…) { event => watch(&event) } }
    //
    // A `match`, because the event borrows from temporaries of its expression. It
    // is always generated, so that no feature changes which functions compile.
    pub(super) fn tell(&self, policy: &TokenStream) -> TokenStream {
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        let budget = self.budget_option();
        let site = self.site();
        let observers = self
            .judged
            .observers
            .iter()
            .map(|observer| self.tell_one(observer));
        let mut told = quote_spanned! {mixed=>
            match #runtime::event(#site, #policy, &__call, __decision, (match &__result {
                #runtime::Ok(_) => #runtime::None,
                #runtime::Err(__error) => #runtime::Some({
                    use #runtime::{LookDebug as _, LookDisplay as _, LookName as _};
                    #runtime::show(__error, (&&&#runtime::Look(__error)).__retry_how())
                }),
            }).as_ref(), #budget) {
                __event => {
                    #runtime::watch(&__event);
                    #(#observers)*
                }
            }
        };
        if self.judged.observers.is_empty() {
            told = quote_spanned!(mixed=> if #runtime::WATCHED && __call.has_failed() { #told });
        }
        if let Some(on_retry) = self.judged.on_retry {
            let argument = callable(on_retry);
            let arguments = quote_spanned! {mixed=>
                #argument, #policy, &__call, __decision, __result.as_ref().err()
            };
            let tell = call_at(on_retry, quote!(#runtime::on_retry), arguments);
            told.extend(quote_spanned!(mixed=> #tell;));
        }
        told
    }

    fn tell_one(&self, observer: &Expr) -> TokenStream {
        let runtime = &self.runtime;
        let span = observer.span().resolved_at(Span::mixed_site());
        if let Expr::Closure(_) = peel(observer) {
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
