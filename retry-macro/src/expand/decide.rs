//! The code that decides about an attempt's outcome.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
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
    // with observers, `until` or a budget:
    //     Call::new()
    //
    // with a constant profile:
    //     <Parts<{ parts(&PROFILE) }> as StateOf>::start()
    pub(super) fn call(&self) -> TokenStream {
        let runtime = &self.runtime;
        let is_plain = !self.is_decided_in_line() && self.judged.budget.is_none();
        let parts = self.constant_part("parts");
        if let Some(parts) = parts.filter(|_| is_plain) {
            return hygienic!(<#runtime::Parts<#parts> as #runtime::StateOf>::start());
        }
        match self.judged.classify {
            _ if !self.is_bare() => hygienic!(#runtime::Call::new()),
            Some(_) => hygienic!(#runtime::ClassifiedCall::new()),
            None => hygienic!(#runtime::UnobservedCall::new()),
        }
    }

    /// True if the call has neither observers nor a budget.
    pub(super) fn is_bare(&self) -> bool {
        let shared = self.judged.budget.is_some() || self.judged.with.is_some();
        !self.hooks.watched && !self.is_decided_in_line() && !shared
    }

    /// True if the decision is made in the loop, because observers get it or because a success
    /// needs a decision too.
    pub(super) fn is_decided_in_line(&self) -> bool {
        let listens = !self.judged.observers.is_empty() || self.judged.on_retry.is_some();
        let ended = self.judged.call_timeout.is_some() || self.judged.on_give_up.is_some();
        // The observer of a profile gets an event for a lost answer, which also leaves no error to
        // hold.
        let (with, holds) = (self.judged.with.is_some(), self.holds());
        let seldom = self.hooks.tested && (with || holds) || with && holds && !self.only_sleeps();
        listens || ended || seldom || self.judged.until.is_some()
    }

    // Output:
    //     match into_result(outcome) {
    //         Ok(value) => return from_value(value),
    //         Err(error) => match call.delay_by_policy(&POLICY, error) {
    //             Ok(delay) => delay,
    //             Err(error) => return from_error(error),
    //         },
    //     }
    //
    // with a budget, or if features watch:
    //     Err(error) => match call.delay_after(&case) {
    //         Some(delay) => delay,
    //         None => return from_error(error),
    //     },
    //
    // with `until` or observers, after both a success and a failure:
    //     match into_result(outcome) {
    //         result => {
    //             let decision = decide;
    //             let delay = notify;
    //             match delay {
    //                 Ok(delay) => delay,
    //                 Err(Ok(value)) => return from_value(value),
    //                 Err(Err(error)) => return from_error(error),
    //             }
    //         }
    //     }
    //
    // In all cases the outcome is dropped before the delay, so an async call does not hold it
    // during the wait.
    //
    // if the wait can end the call:
    //     let (delay, held) = match into_result(outcome) {
    //         Ok(value) => return from_value(value),
    //         Err(error) => match call.held_by_policy(&POLICY, error) {
    //             Ok(held) => held,
    //             Err(error) => return from_error(error),
    //         },
    //     };
    //     match wait {
    //         Continue(_) => {}
    //         Break((error, _)) => return from_error(error),
    //     }
    //
    // with `until` or observers, which also get an event for the cancel:
    //     match into_result(outcome) {
    //         result => {
    //             let (mut result, mut decision) = (result, decide);
    //             loop {
    //                 let (delay, held) = match notify { … };
    //                 match wait {
    //                     Continue(unwaited) => { call.cut(unwaited); break; }
    //                     Break((kept, unwaited)) => {
    //                         result = kept;
    //                         decision = call.cancel(unwaited);
    //                     }
    //                 }
    //             }
    //         }
    //     }
    #[allow(clippy::too_many_lines, reason = "one expansion")]
    pub(super) fn attempt_and_wait(&self, attempt: &TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        // All of this lies at the return type, so that a return type that is no outcome gives one
        // error, at that place.
        let (place, at_type) = runtime.at(self.function.returned.span());
        let into_result = quote_spanned!(place=> #at_type::into_result(__outcome));
        let from_value = quote_spanned!(place=> #at_type::from_value(__value));
        let final_error = self.final_error();
        let from_error = quote_spanned!(place=> #at_type::from_error(#final_error));
        let succeed = self.succeed();
        let succeed = self.unless_lost(hygienic!({ #succeed return #from_value; }));
        let success = hygienic!(#runtime::Ok(__value) => #succeed);
        let holds = self.holds();
        if self.is_decided_in_line() {
            let (decide, notify) = (self.decide(), self.notify());
            // If only `on_retry` observes attempts, a success needs no event. The observer of a
            // profile and the features observe a success in a shorter way.
            let by_profile = self.judged.with.is_some() && self.judged.observers.is_empty();
            let is_observed = self.is_observed() && (self.hooks.tested || !by_profile);
            let needs_notice = self.judged.until.is_some() || is_observed;
            let at_once = (!needs_notice).then_some(success);
            let (cut_off, split) = self.cut_off(&into_result).unzip();
            let into_result = split.unwrap_or(into_result);
            if holds {
                let go_on = hygienic!(__call.cut(__unwaited); break;);
                let end = hygienic! {
                    __result = __kept;
                    __decision = __call.cancel(__unwaited);
                };
                let wait = self.match_wait(&go_on, &end);
                let decide = match &cut_off {
                    None => decide,
                    Some(cut_off) => hygienic!(if __is_cut { #cut_off } else { #decide }),
                };
                let is_cut = cut_off.map(|_| hygienic!(let mut __is_cut = false;));
                return hygienic! {
                    #attempt
                    #is_cut
                    match #into_result {
                        #at_once
                        __result => {
                            let mut __result = __result;
                            let mut __decision = #decide;
                            loop {
                                let __notified = #notify;
                                let (__delay, __held) = match __notified {
                                    #runtime::Ok(__held) => __held,
                                    #runtime::Err(#runtime::Ok(__value)) => return #from_value,
                                    #runtime::Err(#runtime::Err(__error)) => return #from_error,
                                };
                                #wait
                            }
                        }
                    }
                };
            }
            let delay = hygienic! {
                match #into_result {
                    #at_once
                    __result => {
                        let __decision = #decide;
                        let __delay = #notify;
                        match __delay {
                            #runtime::Ok(__delay) => __delay,
                            #runtime::Err(#runtime::Ok(__value)) => return #from_value,
                            #runtime::Err(#runtime::Err(__error)) => return #from_error,
                        }
                    }
                }
            };
            let (delay, wait) = (self.cooled_delay(attempt, &delay), self.wait());
            return hygienic!(#delay #wait);
        }
        let failed = self.failed();
        let pass_on = self.pass_on();
        let is_handed_back = self.is_bare() && !self.keeps_error();
        let by_profile = self.judged.with.is_some();
        let again = if is_handed_back || by_profile && !holds {
            hygienic! {
                #runtime::Ok(__delay) => __delay,
                #runtime::Err(__error) => return #from_error,
            }
        } else if holds {
            let hold = hygienic!(let __held = #runtime::hold(__error, #pass_on););
            let hold = self.reserved_during(hold);
            let shown = (self.hooks.watched || by_profile).then(|| hygienic!(__format));
            hygienic! {
                #runtime::Some(__delay) => { #hold (__delay, __held, #shown) }
                #runtime::None => return #from_error,
            }
        } else {
            let let_go = self
                .budget()
                .map(|_| self.reserved_during(hygienic!(#runtime::drop(__error);)));
            hygienic! {
                #runtime::Some(__delay) => { #let_go __delay }
                #runtime::None => return #from_error,
            }
        };
        let failed_arm = if holds && (self.hooks.watched || by_profile) {
            // The type of the error is not known after the wait.
            let format = self.format(&hygienic!(#runtime::Some(&__error)));
            hygienic!({ let __format = #format; match #failed { #again } })
        } else {
            hygienic!(match #failed { #again },)
        };
        let delay = hygienic! {
            match #into_result {
                #success
                #runtime::Err(__error) => #failed_arm
            }
        };
        if !holds {
            let (delay, wait) = (self.cooled_delay(attempt, &delay), self.wait());
            return hygienic!(#delay #wait);
        }
        let end = self.cancelled();
        let end = hygienic!(#end return #from_error;);
        let go_on = if by_profile {
            Some(hygienic!(#runtime::CallSteps::cut(&mut __call, __unwaited);))
        } else {
            (!self.is_bare()).then(|| hygienic!(__call.cut(__unwaited);))
        };
        let wait = self.match_wait(&hygienic!(#go_on), &end);
        let shown = (self.hooks.watched || by_profile).then(|| hygienic!(__format));
        hygienic!(#attempt let (__delay, __held, #shown) = #delay; #wait)
    }

    // Output, with `call_timeout`: the decision if the limit ended the attempt, and the result.
    //     call.cut_off(&POLICY)
    //
    //     match outcome {
    //         Some(outcome) => into_result(outcome),
    //         None => { is_cut = true; Err(cut_off(last_error.take(), limit)) }
    //     }
    fn cut_off(&self, into_result: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        self.judged.call_timeout.as_ref()?;
        let (runtime, policy) = (&self.runtime, self.policy());
        let (place, at_type) = runtime.at(self.function.returned.span());
        let error = quote_spanned!(place=> #at_type::cut_off(__last_error.take(), __limit));
        Some((
            hygienic!(__call.cut_off(#policy)),
            hygienic! {
                match __outcome {
                    #runtime::Some(__outcome) => #into_result,
                    #runtime::None => {
                        __is_cut = true;
                        #runtime::Err(#error)
                    }
                }
            },
        ))
    }

    // Output:
    //     error
    //
    // with `on_give_up = wrap`:
    //     on_give_up(wrap, error, call.give_up())
    fn final_error(&self) -> TokenStream {
        match self.judged.on_give_up {
            None => hygienic!(__error),
            Some(wrap) => {
                let runtime = &self.runtime;
                let arguments = hygienic!(#wrap, __error, __call.give_up());
                call_at(wrap, quote!(#runtime::on_give_up), arguments)
            }
        }
    }

    // Output, if features watch:
    //     call.observed_cancel(unwaited, LazySite::of(site), &POLICY, budget, format, &error);
    //
    // with the format that was chosen before the wait.
    fn cancelled(&self) -> Option<TokenStream> {
        if let Some(profile) = self.profile() {
            let (runtime, site) = (&self.runtime, self.own_site());
            let (policy, budget) = (self.policy(), self.budget_option());
            return Some(hygienic! {
                #runtime::cancel_by_profile(
                    &mut __call, __unwaited, #profile, #site, #policy, #budget, __format, &__error
                );
            });
        }
        self.hooks.watched.then(|| {
            let (site, policy, budget) = (self.lazy_site(), self.policy(), self.budget_option());
            hygienic! {
                __call.observed_cancel(__unwaited, #site, #policy, #budget, __format, &__error);
            }
        })
    }

    // Output, with a budget:
    //     call.refund(BUDGET);
    //
    // if features watch:
    //     call.succeed(LazySite::of(site), &POLICY, budget);
    //
    // with a profile:
    //     succeed_by_profile(&call, profile, site, &POLICY, budget);
    fn succeed(&self) -> Option<TokenStream> {
        if let Some(profile) = self.profile() {
            let (runtime, site) = (&self.runtime, self.own_site());
            let (policy, budget) = (self.policy(), self.budget_option());
            return Some(hygienic! {
                #runtime::succeed_by_profile(&__call, #profile, #site, #policy, #budget);
            });
        }
        if self.hooks.watched {
            let (site, policy, budget) = (self.lazy_site(), self.policy(), self.budget_option());
            return Some(hygienic!(__call.succeed(#site, #policy, #budget);));
        }
        self.refund()
    }

    fn refund(&self) -> Option<TokenStream> {
        let budget = self.budget();
        budget.map(|budget| hygienic!(__call.refund(#budget);))
    }

    // Output:
    //     call.delay_by_policy(&POLICY, error)
    //
    // with verdicts or a time limit:
    //     call.delay_after(&case, error)
    //
    // with a budget:
    //     call.delay_after(&case)
    //
    // if features watch:
    //     call.observed_delay(&case, how to show the error, &error)
    //
    // with a profile:
    //     delay_by_profile(&case, &mut call, profile, site, how to show the error, error)
    fn failed(&self) -> TokenStream {
        let judged = self.judged;
        let is_judged = judged.when.or(judged.retry_after).is_some() || judged.classify.is_some();
        let is_by_policy = !is_judged && !self.is_timed() && !self.may_cool();
        if self.is_bare() && is_by_policy && !self.keeps_error() {
            let policy = self.policy();
            let by_policy = self.held_or("held_by_policy", "delay_by_policy");
            return hygienic!(__call.#by_policy(#policy, __error));
        }
        let error = hygienic!(&__error);
        let case = self.case(&self.verdict(&error), false);
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
                #runtime::#helper(#case, &mut __call, #profile, #site, #format, #error)
            }
        } else if self.hooks.watched {
            let format = format();
            hygienic!(__call.observed_delay(#case, #format, &__error))
        } else if self.is_bare() && self.keeps_error() {
            hygienic!(__call.delay(#case))
        } else if self.is_bare() {
            let after = self.held_or("held_after", "delay_after");
            hygienic!(__call.#after(#case, __error))
        } else {
            hygienic!(__call.delay_after(#case))
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
    //             verdict => call.decide(&case of the verdict),
    //         },
    //         Err(error) => call.decide(&case),
    //     }
    fn decide(&self) -> TokenStream {
        let runtime = &self.runtime;
        let refund = self.refund();
        let succeed = hygienic!({ #refund #runtime::Decision::Succeed });
        let succeed = self.unless_decided_lost(succeed);
        let ready = match self.judged.until {
            None => hygienic!(#runtime::Ok(_) => #succeed),
            Some(until) => {
                let ready = self.asked(quote!(#runtime::until), until, &quote!(__value));
                let again = self.case(&hygienic!(__verdict), true);
                hygienic! {
                    #runtime::Ok(__value) => match #ready {
                        #runtime::Verdict::Stop => #succeed
                        __verdict => __call.decide(#again),
                    },
                }
            }
        };
        let error = hygienic!(__error);
        let case = self.case(&self.verdict(&error), false);
        hygienic! {
            match &__result {
                #ready
                #runtime::Err(__error) => __call.decide(#case),
            }
        }
    }

    // Output:
    //     &FailedAttempt { site: LazySite::of(site), policy: &POLICY, verdict, not_ready,
    //         elapsed, budget }
    pub(super) fn case(&self, verdict: &TokenStream, not_ready: bool) -> TokenStream {
        let (runtime, policy) = (&self.runtime, self.policy());
        let site = self.lazy_site();
        let elapsed = if self.is_timed() {
            hygienic!(__clock.lap(#policy, __call.attempt()))
        } else {
            hygienic!(#runtime::Elapsed::ZERO)
        };
        let verdict = self.cooled_verdict(verdict);
        let budget = self.budget_option();
        let limited = self.limited_policy();
        hygienic! {
            &#runtime::FailedAttempt {
                site: #site,
                policy: #limited,
                verdict: #verdict,
                not_ready: #not_ready,
                elapsed: #elapsed,
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
        let is_judged = judged.when.or(judged.retry_after).is_some() || judged.classify.is_some();
        if let Some(profile) = self.profile().filter(|_| !is_judged) {
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
