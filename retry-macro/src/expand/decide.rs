//! The code that decides about an attempt's outcome.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::{Expansion, at, call_at};
use crate::judged::Classified;
use crate::syntax::value::Expr;

impl Expansion<'_> {
    // Output:
    //     UnobservedCall::new()
    //
    // with `classify`:
    //     ClassifiedCall::new()
    //
    // if features watch, or with a budget, observers, `on_retry`, `on_give_up`, `until`,
    // `call_timeout` or a profile:
    //     Call::new()
    //
    // with a constant profile, if no budget is written and the decision is not made in the loop:
    //     <Parts<{ parts(&PROFILE) }> as StateOf>::start()
    //
    // and with `classify` beside it, whose verdicts may report progress:
    //     <Parts<{ parts_classified(&PROFILE) }> as StateOf>::start()
    pub(super) fn call(&self) -> TokenStream {
        let runtime = &self.runtime;
        let is_plain = !self.is_decided_in_line() && self.judged.budget.is_none();
        let parts = match self.judged.classify {
            Some(_) => "parts_classified",
            None => "parts",
        };
        let parts = self.constant_part(parts);
        if let Some(parts) = parts.filter(|_| is_plain) {
            return hygienic!(<#runtime::Parts<#parts> as #runtime::StateOf>::start());
        }
        match self.judged.classify {
            _ if !self.uses_unobserved_call() => hygienic!(#runtime::Call::new()),
            Some(_) => hygienic!(#runtime::ClassifiedCall::new()),
            None => hygienic!(#runtime::UnobservedCall::new()),
        }
    }

    /// True if the code names `UnobservedCall` as the state of the call, or its form for `classify`.
    /// No feature watches such a call, and it has no budget, observers, `on_retry`, `on_give_up`,
    /// `until`, `call_timeout` or profile. With a constant profile, the compiler can choose the same
    /// type.
    pub(super) fn uses_unobserved_call(&self) -> bool {
        let shared = self.judged.budget.is_some() || self.judged.with.is_some();
        !self.hooks.watched && !self.is_decided_in_line() && !shared
    }

    /// True if the decision is made in the loop, because observers get it or because a success
    /// needs a decision too.
    pub(super) fn is_decided_in_line(&self) -> bool {
        let listens = !self.judged.observers.is_empty() || self.judged.on_retry.is_some();
        let ended = self.judged.call_timeout.is_some() || self.judged.on_give_up.is_some();
        let (with, cancel) = (self.judged.with.is_some(), self.judged.cancel.is_some());
        // The observer of a profile gets an event for a lost answer, which also leaves no error to
        // hold.
        let may_lose = self.hooks.tested && (with || self.holds());
        let seldom = with && (cancel || self.keeps_error());
        listens || ended || may_lose || seldom || self.judged.until.is_some()
    }

    // Output:
    //     call.delay_by_policy(&POLICY, error)
    //
    // with verdicts or a time limit:
    //     call.delay_after(&failed_attempt, error)
    //
    // with a budget, or if attempts use the last error:
    //     call.delay(&failed_attempt)
    //
    // if features watch:
    //     call.observed_delay(&failed_attempt, how to show the error, &error)
    //
    // with a profile:
    //     delay_by_profile(&failed_attempt, &mut call, profile, site, how to show the error, error)
    pub(super) fn failed(&self) -> TokenStream {
        let is_by_policy = !self.judged.judges_errors() && !self.is_timed() && !self.may_cool();
        if self.uses_unobserved_call() && is_by_policy && !self.keeps_error() {
            let policy = self.policy();
            let by_policy = self.held_or("held_by_policy", "delay_by_policy");
            return hygienic!(__call.#by_policy(#policy, __error));
        }
        let error = hygienic!(&__error);
        let failed_attempt = self.failed_attempt(&self.verdict(&error), false);
        let runtime = &self.runtime;
        let format = || {
            if self.holds() {
                hygienic!(__format)
            } else {
                self.format(&hygienic!(#runtime::Some(&__error)))
            }
        };
        if let Some(profile) = self.profile() {
            let (site, format) = (self.own_site(), format());
            let (helper, error) = if self.holds() {
                (quote!(decide_by_profile), hygienic!(&__error))
            } else {
                (quote!(delay_by_profile), hygienic!(__error))
            };
            hygienic! {
                #runtime::#helper(#failed_attempt, &mut __call, #profile, #site, #format, #error)
            }
        } else if self.hooks.watched {
            let format = format();
            hygienic!(__call.observed_delay(#failed_attempt, #format, &__error))
        } else if self.uses_unobserved_call() && !self.keeps_error() {
            let after = self.held_or("held_after", "delay_after");
            hygienic!(__call.#after(#failed_attempt, __error))
        } else {
            hygienic!(__call.delay(#failed_attempt))
        }
    }

    /// The method that also returns the outcome, if the wait can end the call.
    pub(super) fn held_or(&self, held: &str, other: &str) -> Ident {
        let name = if self.holds() { held } else { other };
        Ident::new(name, Span::mixed_site())
    }

    // Input:
    //     when = is_transient, until = |job| job.done
    //
    // Output:
    //     match &result {
    //         Ok(value) => match until(|job| job.done, value) {
    //             Verdict::Stop => { refund; Decision::Succeed }
    //             verdict => call.decide(&failed_attempt with the verdict),
    //         },
    //         Err(error) => call.decide(&failed_attempt),
    //     }
    pub(super) fn decide(&self) -> TokenStream {
        let runtime = &self.runtime;
        let refund = self.refund();
        let succeed = hygienic!({ #refund #runtime::Decision::Succeed });
        let succeed = self.unless_decided_lost(succeed);
        let ready = match self.judged.until {
            None => hygienic!(#runtime::Ok(_) => #succeed),
            Some(until) => {
                let ready = self.asked(quote!(#runtime::until), until, &quote!(__value));
                let not_ready = self.failed_attempt(&hygienic!(__verdict), true);
                hygienic! {
                    #runtime::Ok(__value) => match #ready {
                        #runtime::Verdict::Stop => #succeed
                        __verdict => __call.decide(#not_ready),
                    },
                }
            }
        };
        let error = hygienic!(__error);
        let failed_attempt = self.failed_attempt(&self.verdict(&error), false);
        hygienic! {
            match &__result {
                #ready
                #runtime::Err(__error) => __call.decide(#failed_attempt),
            }
        }
    }

    // Output:
    //     &FailedAttempt { site: LazySite::of(site), verdict, not_before, not_ready, elapsed,
    //         policy: &POLICY, budget }
    //
    // The policy comes after the time: with `call_timeout`, it depends on the time.
    pub(super) fn failed_attempt(&self, verdict: &TokenStream, not_ready: bool) -> TokenStream {
        let (runtime, policy) = (&self.runtime, self.policy());
        let site = self.lazy_site();
        let elapsed = if self.is_timed() {
            hygienic!(__clock.lap(#policy, __call.attempt()))
        } else {
            hygienic!(#runtime::Elapsed::ZERO)
        };
        let (verdict, not_before) = (self.cooled_verdict(verdict), self.not_before());
        let budget = self.budget_option();
        let limited = self.limited_policy();
        hygienic! {
            &#runtime::FailedAttempt {
                site: #site,
                verdict: #verdict,
                not_before: #not_before,
                not_ready: #not_ready,
                elapsed: #elapsed,
                policy: #limited,
                budget: #budget,
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
    fn verdict(&self, error: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let judged = self.judged;
        let asked = |helper, expr| self.asked(helper, expr, error);
        if let Some(profile) = self.profile().filter(|_| !judged.judges_errors()) {
            return hygienic!(#runtime::verdict_of(#profile, #error));
        }
        let retry = match (judged.classify, judged.retry_after) {
            (Some(Classified::By(classify)), _) => asked(quote!(#runtime::classify), classify),
            (Some(Classified::Itself(key)), _) => {
                let error = at(key.span(), error.clone());
                call_at(key, quote!(#runtime::own_verdict), error)
            }
            (None, Some(hint)) => asked(quote!(#runtime::retry_after), hint),
            (None, None) => hygienic!(#runtime::Verdict::Retry),
        };
        match judged.when {
            None => retry,
            Some(when) => {
                let when = asked(quote!(#runtime::when), when);
                hygienic!(if #when { #retry } else { #runtime::Verdict::Stop })
            }
        }
    }

    /// The answer of the user's closure or function about a value or an error.
    fn asked(&self, helper: TokenStream, expr: &Expr, about: &TokenStream) -> TokenStream {
        let (argument, about) = (self.callable(expr), at(expr.span(), about.clone()));
        call_at(expr, helper, quote!(#argument, #about))
    }
}
