//! Waiting, and what needs a clock.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, at, call_at, callable};
use crate::policy::Policy;

impl Expansion<'_> {
    // Output, where the policy has or may have `max_elapsed`:
    //     let clock = Clock::now(&POLICY);
    pub(super) fn clock(&self, policy: &TokenStream) -> Option<TokenStream> {
        let runtime = &self.runtime;
        let timed = match &self.judged.policy {
            Policy::Given(_) => true,
            Policy::Written(settings) => settings
                .iter()
                .any(|setting| setting.method == "max_elapsed"),
        };
        let clock = if self.is_blocking() {
            quote!(#runtime::Clock)
        } else {
            quote!(#runtime::AsyncClock)
        };
        timed.then(|| quote_spanned!(Span::mixed_site()=> let __clock = #clock::now(#policy);))
    }

    // Output:
    //     sleep(THREAD, delay);
    //
    // async, with a budget, whose tokens come back if the future is dropped:
    //     let held = call.hold(BUDGET);
    //     sleep_async(TIMER, delay).await;
    //     held.spend();
    pub(super) fn wait(&self) -> TokenStream {
        let mixed = Span::mixed_site();
        let mut wait = self.sleep(&quote_spanned!(mixed=> __delay));
        if !self.is_blocking() {
            wait = quote_spanned!(mixed=> #wait.await);
        }
        match self.budget() {
            None => quote_spanned!(mixed=> #wait;),
            Some(budget) => quote_spanned! {mixed=>
                let __held = __call.hold(#budget);
                #wait;
                __held.spend();
            },
        }
    }

    // Input:
    //     sleep = nap
    //
    // Output:
    //     sleep_with(&nap, delay)
    //
    // async, where it is a future:
    //     sleep_async_with(&nap, delay)
    pub(super) fn sleep(&self, delay: &TokenStream) -> TokenStream {
        let (runtime, mixed) = (&self.runtime, Span::mixed_site());
        if let Some(path) = self.judged.sleep {
            let helper = if self.is_blocking() {
                quote!(#runtime::sleep_with)
            } else {
                quote!(#runtime::sleep_async_with)
            };
            let argument = callable(path);
            return call_at(path, helper, quote_spanned!(mixed=> #argument, #delay));
        }
        let default = if self.is_blocking() {
            quote!(#runtime::sleep(#runtime::THREAD, #delay))
        } else {
            quote!(#runtime::sleep_async(#runtime::TIMER, #delay))
        };
        // A missing way to wait is an error about the function.
        at(self.function.signature.ident.span(), default)
    }

    /// The limit of `attempt_timeout`, and the outcome of an attempt that takes
    /// longer, at the return type, whose error must be one that can say so.
    pub(super) fn timeout(&self) -> Option<(TokenStream, TokenStream)> {
        let setting = self.judged.attempt_timeout.as_ref()?;
        let runtime = &self.runtime;
        let timed_out = at(self.function.returned.span(), quote!(#runtime::timed_out));
        Some((self.limit(setting), timed_out))
    }
}
