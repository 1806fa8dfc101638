//! The timeouts of an attempt and of the whole call.

use proc_macro2::{Group, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::Expansion;

impl Expansion<'_> {
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
    fn within_limit(&self, body: &Group) -> Option<TokenStream> {
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
        let (limit, timed_out) = (self.limit(limit), self.timed_out());
        let (runtime, timer) = (&self.runtime, timer(hygienic!(__limit)));
        Some(hygienic! {
            match #limit {
                __limit => #runtime::within(async #body, __limit, #timer, #timed_out).await,
            }
        })
    }

    /// The function that makes the outcome of an attempt that takes longer. It lies at the return
    /// type, because the error type must be able to express a timeout.
    fn timed_out(&self) -> TokenStream {
        let (place, runtime) = self.runtime.at(self.function.returned.span());
        quote_spanned!(place=> #runtime::timed_out)
    }

    // Output, with `call_timeout`:
    //     match clock.left(limit) {
    //         left => in_time(async { … }, limit_async(TIMER, left)).await,
    //     }
    //
    // with both limits, which share one timer, or with a profile, which may have a limit:
    //     within_both(
    //         async { … },
    //         attempt_limit,
    //         clock.left(limit),
    //         |limit| limit_async(TIMER, limit),
    //         timed_out,
    //     ).await
    //     within_both_by(async { … }, limit_of(profile), clock.left(limit), |limit| timer).await
    pub(super) fn within_limits(&self, body: &Group) -> Option<TokenStream> {
        if self.judged.call_timeout.is_none() {
            return self.within_limit(body);
        }
        let runtime = &self.runtime;
        let timer = |time| self.way_to_wait("limit_async", "TIMER", &time);
        let timer_of = timer(hygienic!(__limit));
        if let Some(limit) = &self.judged.attempt_timeout {
            let (limit, timed_out) = (self.limit(limit), self.timed_out());
            return Some(hygienic! {
                #runtime::within_both(
                    async #body,
                    #limit,
                    __clock.left(__limit),
                    |__limit| #timer_of,
                    #timed_out
                ).await
            });
        }
        if let Some(limit) = self.of_profile("limit_of") {
            return Some(hygienic! {
                #runtime::within_both_by(
                    async #body,
                    #limit,
                    __clock.left(__limit),
                    |__limit| #timer_of
                ).await
            });
        }
        let timer = timer(hygienic!(__left));
        Some(hygienic! {
            match __clock.left(__limit) {
                __left => #runtime::in_time(async #body, #timer).await,
            }
        })
    }
}
