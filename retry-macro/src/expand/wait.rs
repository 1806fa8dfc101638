//! Waiting, and what needs a clock.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, call_at};
use crate::judged::Policy;

impl Expansion<'_> {
    // Output, if the policy has or may have `max_elapsed` or `reset_after`:
    //     let mut clock = Clock::now(&POLICY);
    pub(super) fn clock(&self) -> Option<TokenStream> {
        let (runtime, policy) = (&self.runtime, self.policy());
        let clock = if self.is_blocking() {
            quote!(#runtime::Clock)
        } else {
            quote!(#runtime::AsyncClock)
        };
        let is_timed = self.is_timed();
        is_timed.then(|| hygienic!(let mut __clock = #clock::now(#policy);))
    }

    pub(super) fn is_timed(&self) -> bool {
        match &self.judged.policy {
            Policy::Given(_) => true,
            Policy::Written(settings) => settings
                .iter()
                .any(|it| ["max_elapsed", "reset_after"].contains(&it.method)),
        }
    }

    // Output, after a wait, if the policy has or may have `reset_after`:
    //     clock.begin_attempt();
    pub(super) fn begin_attempt(&self) -> Option<TokenStream> {
        let is_reset = match &self.judged.policy {
            Policy::Given(_) => true,
            Policy::Written(settings) => settings.iter().any(|it| it.method == "reset_after"),
        };
        is_reset.then(|| hygienic!(__clock.begin_attempt();))
    }

    // Output:
    //     sleep(THREAD, delay);
    //
    // async:
    //     sleep_async(TIMER, delay).await;
    //
    // with `sleep = nap`:
    //     sleep_with(&nap, delay);
    //     sleep_async_with(&nap, delay).await;
    pub(super) fn wait(&self) -> TokenStream {
        let delay = hygienic!(__delay);
        let wait = if self.is_blocking() {
            let sleep = self.way_to_wait("sleep", "THREAD", &delay);
            hygienic!(#sleep;)
        } else {
            let sleep = self.way_to_wait("sleep_async", "TIMER", &delay);
            hygienic!(#sleep.await;)
        };
        self.reserved_during(&wait).unwrap_or(wait)
    }

    // Output, with `attempt_timeout`:
    //     match limit {
    //         limit => within(async { … }, limit, limit_async(TIMER, limit), timed_out).await,
    //     }
    //
    // with `sleep = nap`, in place of `limit_async`:
    //     limit_async_with(&nap, limit)
    //
    // The outcome of an attempt that takes longer lies at the return type, whose error
    // must be one that can say so.
    pub(super) fn within_limit(&self, body: &Group) -> Option<TokenStream> {
        let limit = self.limit(self.judged.attempt_timeout.as_ref()?);
        let (place, runtime) = self.runtime.at(self.function.returned.span());
        let timed_out = quote_spanned!(place=> #runtime::timed_out);
        let timer = self.way_to_wait("limit_async", "TIMER", &hygienic!(__limit));
        let runtime = &self.runtime;
        Some(hygienic! {
            match #limit {
                __limit => #runtime::within(async #body, __limit, #timer, #timed_out).await,
            }
        })
    }

    /// The helper with the default way, or its other with that of `sleep = path`.
    fn way_to_wait(&self, helper: &str, default: &str, time: &TokenStream) -> TokenStream {
        let Some(path) = self.judged.sleep else {
            // A missing way to wait is an error about the function.
            let (place, runtime) = self.runtime.at(self.function.signature.name.span());
            let (helper, default) = (Ident::new(helper, place), Ident::new(default, place));
            return quote_spanned!(place=> #runtime::#helper(#runtime::#default, #time));
        };
        let (runtime, mixed, way) = (&self.runtime, Span::mixed_site(), self.callable(path));
        let helper = format_ident!("{helper}_with", span = mixed);
        let arguments = hygienic!(#way, #time);
        call_at(path, quote!(#runtime::#helper), arguments)
    }
}
