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
    //     let held = call.hold_retry(BUDGET);
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
                let __held = __call.hold_retry(#budget);
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
    fn sleep(&self, delay: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        if self.is_blocking() {
            let default = quote!(#runtime::sleep(#runtime::THREAD, #delay));
            self.way_to_wait(quote!(#runtime::sleep_with), default, delay)
        } else {
            let default = quote!(#runtime::sleep_async(#runtime::TIMER, #delay));
            self.way_to_wait(quote!(#runtime::sleep_async_with), default, delay)
        }
    }

    // Output:
    //     limit_async(TIMER, limit)
    //
    // with `sleep = nap`:
    //     limit_async_with(&nap, limit)
    pub(super) fn timer(&self, limit: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let default = quote!(#runtime::limit_async(#runtime::TIMER, #limit));
        self.way_to_wait(quote!(#runtime::limit_async_with), default, limit)
    }

    /// The helper with the way of `sleep = path`, else the default.
    fn way_to_wait(
        &self,
        helper: TokenStream,
        default: TokenStream,
        time: &TokenStream,
    ) -> TokenStream {
        let Some(path) = self.judged.sleep else {
            // A missing way to wait is an error about the function.
            return at(self.function.signature.ident.span(), default);
        };
        let way = callable(path);
        call_at(
            path,
            helper,
            quote_spanned!(Span::mixed_site()=> #way, #time),
        )
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
