//! The wait before a retry.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

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

    /// The helper with the default way to wait, or its variant `_with` for `sleep = path`.
    pub(super) fn way_to_wait(
        &self,
        helper: &str,
        default: &str,
        time: &TokenStream,
    ) -> TokenStream {
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
