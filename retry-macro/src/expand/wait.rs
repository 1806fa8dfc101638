//! The wait before a retry, and the timeouts of attempts and of the call.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::attempt::braced;
use super::{Expansion, at, call_at};

impl Expansion<'_> {
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
        self.reserved_during(wait)
    }

    /// True if a wait can end the call, by a `cancel` or by its `sleep`, or if attempts ask for the
    /// last error.
    pub(super) fn holds(&self) -> bool {
        self.judged.sleep.or(self.judged.cancel).is_some() || self.keeps_error()
    }

    // Input:
    //     cancel = shutdown.cancelled()
    //
    // Output, async:
    //     let mut cancel = pin!(cancel_async(shutdown.cancelled()));
    //
    // Nothing for a token, which is borrowed at each wait, between attempts.
    pub(super) fn cancel_setup(&self) -> Option<TokenStream> {
        let cancel = self.judged.cancel.filter(|_| !self.is_blocking())?;
        let runtime = &self.runtime;
        let future = call_at(cancel, quote!(#runtime::cancel_async), quote!(#cancel));
        Some(hygienic!(let mut __cancel = #runtime::pin!(#future);))
    }

    // Output, with `cancel = stop`:
    //     sleep_cancel(THREAD, cancel(&stop), delay, held)
    //     sleep_async_cancel(TIMER, cancel.as_mut(), delay, held).await
    //
    // with `sleep = nap`:
    //     sleep_with(&nap, delay, held)
    //     {
    //         let begun = begun(&held, delay);
    //         let waited = sleep_async_with(&nap, delay).await;
    //         waited(&waited, begun, held)
    //     }
    //
    // with both:
    //     sleep_with_cancel(&nap, cancel(&stop), delay, held)
    //     sleep_async_with_cancel(&nap, cancel.as_mut(), delay, held).await
    pub(super) fn wait_or_cut(&self) -> TokenStream {
        let cancel = self.judged.cancel.map(|token| {
            if !self.is_blocking() {
                return hygienic!(__cancel.as_mut(),);
            }
            let runtime = &self.runtime;
            let borrow = at(token.span(), quote!(&));
            let token = call_at(token, quote!(#runtime::cancel), quote!(#borrow #token));
            hygienic!(#token,)
        });
        if !self.is_blocking() && cancel.is_none() {
            let runtime = &self.runtime;
            let sleep = self.way_to_wait("sleep_async", "TIMER", &hygienic!(__delay));
            return hygienic! { {
                let __begun = #runtime::begun(&__held, __delay);
                let __waited = #sleep.await;
                #runtime::waited(&__waited, __begun, __held)
            } };
        }
        let arguments = hygienic!(#cancel __delay, __held);
        let suffix = match (&cancel, self.judged.sleep) {
            (Some(_), _) => "_cancel",
            (None, Some(_)) => "",
            (None, None) => "_held",
        };
        if self.is_blocking() {
            self.way_to_wait_or("sleep", suffix, "THREAD", &arguments)
        } else {
            let sleep = self.way_to_wait_or("sleep_async", suffix, "TIMER", &arguments);
            hygienic!(#sleep.await)
        }
    }

    // Output:
    //     match wait {
    //         Continue((held, unwaited)) => { go on }
    //         Break((kept, unwaited)) => { end }
    //     }
    //
    // with a budget:
    //     let reservation = call.reserve(BUDGET);
    //     match wait {
    //         Continue((held, unwaited)) => { reservation.commit(); go on }
    //         Break((kept, unwaited)) => { drop(reservation); end }
    //     }
    pub(super) fn match_wait(&self, go_on: &TokenStream, end: &TokenStream) -> TokenStream {
        let (runtime, wait) = (&self.runtime, self.cooled_wait_or_cut(self.wait_or_cut()));
        let kept = if self.is_decided_in_line() {
            hygienic!(__kept)
        } else {
            hygienic!(__error)
        };
        let (reserve, commit) = self.reservation().unzip();
        let pass_on = self.pass_on();
        let release = self
            .keeps_error()
            .then(|| hygienic!(#runtime::release(__held, #pass_on);));
        let give_back = reserve
            .as_ref()
            .map(|_| hygienic!(#runtime::drop(__reservation);));
        hygienic! {
            #reserve
            match #wait {
                #runtime::Continue((__held, __unwaited)) => { #commit #release #go_on }
                #runtime::Break((#kept, __unwaited)) => { #give_back #end }
            }
        }
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
    // The outcome of an attempt that takes longer lies at the return type, because the error type
    // must be able to express a timeout.
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

    // Output, with `call_timeout`:
    //     match clock.left(limit) {
    //         left => in_time(async { … }, limit_async(TIMER, left)).await,
    //     }
    pub(super) fn within_limits(&self, body: &Group) -> Option<TokenStream> {
        let limited = self.within_limit(body);
        if self.judged.call_timeout.is_none() {
            return limited;
        }
        let timer = self.way_to_wait("limit_async", "TIMER", &hygienic!(__left));
        let attempt = limited.map_or_else(|| body.clone(), braced);
        let runtime = &self.runtime;
        Some(hygienic! {
            match __clock.left(__limit) {
                __left => #runtime::in_time(async #attempt, #timer).await,
            }
        })
    }

    /// The helper with the default way to wait, or its variant `_with` for `sleep = path`.
    fn way_to_wait(&self, helper: &str, default: &str, time: &TokenStream) -> TokenStream {
        self.way_to_wait_or(helper, "", default, time)
    }

    fn way_to_wait_or(
        &self,
        helper: &str,
        suffix: &str,
        default: &str,
        arguments: &TokenStream,
    ) -> TokenStream {
        let Some(path) = self.judged.sleep else {
            // A missing way to wait is an error at the function's name.
            let (place, runtime) = self.runtime.at(self.function.signature.name.span());
            let helper = Ident::new(&format!("{helper}{suffix}"), place);
            let default = Ident::new(default, place);
            return quote_spanned!(place=> #runtime::#helper(#runtime::#default, #arguments));
        };
        let (runtime, mixed, way) = (&self.runtime, Span::mixed_site(), self.callable(path));
        let helper = format_ident!("{helper}_with{suffix}", span = mixed);
        let arguments = hygienic!(#way, #arguments);
        call_at(path, quote!(#runtime::#helper), arguments)
    }
}
