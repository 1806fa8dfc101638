//! Waiting, and what needs a clock.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, call_at};
use crate::judged::Policy;

impl Expansion<'_> {
    // Output, if the policy has or may have `max_elapsed`:
    //     let clock = Clock::now(&POLICY);
    pub(super) fn clock(&self) -> Option<TokenStream> {
        let (runtime, policy) = (&self.runtime, self.policy());
        let clock = if self.is_blocking() {
            quote!(#runtime::Clock)
        } else {
            quote!(#runtime::AsyncClock)
        };
        let is_timed = self.is_timed();
        is_timed.then(|| hygienic!(let __clock = #clock::now(#policy);))
    }

    pub(super) fn is_timed(&self) -> bool {
        match &self.judged.policy {
            Policy::Given(_) => true,
            Policy::Written(_) if self.judged.with.is_some() => true,
            Policy::Written(settings) => settings.iter().any(|it| it.method == "max_elapsed"),
        }
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
    // with a profile, which may have a limit:
    //     match limit_of(profile) {
    //         limit => Limited::<{ has_limit(&PROFILE) }>::attempt(
    //             async { … },
    //             limit,
    //             limit.map(|limit| timer(limit.limit)),
    //         ).await,
    //     }
    //
    // The outcome of an attempt that takes longer lies at the return type, whose error
    // must be one that can say so.
    pub(super) fn within_limit(&self, body: &Group) -> Option<TokenStream> {
        let timer = |time| self.way_to_wait("limit_async", "TIMER", &time);
        let Some(limit) = &self.judged.attempt_timeout else {
            let limit = self.of_profile("limit_of")?;
            let (runtime, timer) = (&self.runtime, timer(hygienic!(__limit.limit)));
            let has_limit = self.constant_part("has_limit");
            let has_limit = has_limit.unwrap_or_else(|| hygienic!(true));
            return Some(hygienic! {
                match #limit {
                    __limit => #runtime::Limited::<#has_limit>::attempt(
                        async #body,
                        __limit,
                        __limit.map(|__limit| #timer),
                    ).await,
                }
            });
        };
        let limit = self.limit(limit);
        let (place, runtime) = self.runtime.at(self.function.returned.span());
        let timed_out = quote_spanned!(place=> #runtime::timed_out);
        let timer = timer(hygienic!(__limit));
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
