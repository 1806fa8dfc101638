//! The code after an attempt: the `match` on its outcome, the wait, and the ends of the call.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, Runtime, call_at};

/// The ends of an attempt. All of them lie at the return type, so that a return type that is no
/// outcome gives one error, at that place.
struct Ends {
    into_result: TokenStream,
    from_value: TokenStream,
    from_error: TokenStream,
}

impl Ends {
    /// The arms that return the outcome of a call that gave up, after the observers.
    fn returned(&self, runtime: &Runtime) -> TokenStream {
        let (from_value, from_error) = (&self.from_value, &self.from_error);
        hygienic! {
            #runtime::Err(#runtime::Ok(__value)) => return #from_value,
            #runtime::Err(#runtime::Err(__error)) => return #from_error,
        }
    }
}

impl Expansion<'_> {
    /// The attempt, the decision about its outcome, and the wait.
    pub(super) fn attempt_and_wait(&self, attempt: &TokenStream) -> TokenStream {
        match (self.is_decided_in_line(), self.holds()) {
            (false, false) => self.decided(attempt),
            (false, true) => self.decided_or_cancelled(attempt),
            (true, false) => self.notified(attempt),
            (true, true) => self.notified_or_cancelled(attempt),
        }
    }

    fn ends(&self) -> Ends {
        let (place, at_type) = self.runtime.at(self.function.returned.span());
        let error = self.final_error();
        Ends {
            into_result: quote_spanned!(place=> #at_type::into_result(__outcome)),
            from_value: quote_spanned!(place=> #at_type::from_value(__value)),
            from_error: quote_spanned!(place=> #at_type::from_error(#error)),
        }
    }

    // Output:
    //     Ok(value) => { succeed; return from_value(value); }
    fn success(&self, Ends { from_value, .. }: &Ends) -> TokenStream {
        let (runtime, succeed) = (&self.runtime, self.succeed());
        let succeed = self.unless_lost(hygienic!({ #succeed return #from_value; }));
        hygienic!(#runtime::Ok(__value) => #succeed)
    }

    // Output:
    //     let delay = match into_result(outcome) {
    //         Ok(value) => return from_value(value),
    //         Err(error) => match call.delay_by_policy(&POLICY, error) {
    //             Ok(delay) => delay,
    //             Err(error) => return from_error(error),
    //         },
    //     };
    //     wait;
    //
    // with a budget, or if features watch:
    //     Err(error) => match call.delay_after(&failed_attempt) {
    //         Some(delay) => { drop(error); delay }
    //         None => return from_error(error),
    //     },
    //
    // The outcome is dropped before the delay, so an async call does not hold it during the wait.
    fn decided(&self, attempt: &TokenStream) -> TokenStream {
        let (runtime, ends) = (&self.runtime, self.ends());
        let (success, failed) = (self.success(&ends), self.failed());
        let Ends {
            into_result,
            from_error,
            ..
        } = &ends;
        let is_handed_back = self.uses_unobserved_call() || self.judged.with.is_some();
        let arms = if is_handed_back {
            hygienic! {
                #runtime::Ok(__delay) => __delay,
                #runtime::Err(__error) => return #from_error,
            }
        } else {
            let drop = self.budget().map(|_| hygienic!(#runtime::drop(__error);));
            let drop = drop.map(|drop| self.reserved_during(drop));
            hygienic! {
                #runtime::Some(__delay) => { #drop __delay }
                #runtime::None => return #from_error,
            }
        };
        let delay = hygienic! {
            match #into_result {
                #success
                #runtime::Err(__error) => match #failed { #arms },
            }
        };
        let (delay, wait) = (self.cooled_delay(attempt, &delay), self.wait());
        hygienic!(#delay #wait)
    }

    // Output, if the wait can end the call:
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
    // with a budget, or if features watch:
    //     Err(error) => match call.delay_after(&failed_attempt) {
    //         Some(delay) => { let held = hold(error, drop); (delay, held) }
    //         None => return from_error(error),
    //     },
    fn decided_or_cancelled(&self, attempt: &TokenStream) -> TokenStream {
        let (runtime, ends) = (&self.runtime, self.ends());
        let (success, failed) = (self.success(&ends), self.failed());
        let Ends {
            into_result,
            from_error,
            ..
        } = &ends;
        let is_told = self.hooks.watched || self.judged.with.is_some();
        // The type of the error is not known after the wait.
        let format = is_told.then(|| {
            let format = self.format(&hygienic!(#runtime::Some(&__error)));
            hygienic!(let __format = #format;)
        });
        let shown = is_told.then(|| hygienic!(__format));
        let arms = if self.uses_unobserved_call() && !self.keeps_error() {
            hygienic! {
                #runtime::Ok(__held) => __held,
                #runtime::Err(__error) => return #from_error,
            }
        } else {
            let pass_on = self.pass_on();
            let hold = hygienic!(let __held = #runtime::hold(__error, #pass_on););
            let hold = self.reserved_during(hold);
            hygienic! {
                #runtime::Some(__delay) => { #hold (__delay, __held, #shown) }
                #runtime::None => return #from_error,
            }
        };
        let cut = if self.judged.with.is_some() {
            Some(hygienic!(#runtime::CallSteps::cut(&mut __call, __unwaited);))
        } else {
            (!self.uses_unobserved_call()).then(|| hygienic!(__call.cut(__unwaited);))
        };
        let cancelled = self.cancelled();
        let end = hygienic!(#cancelled return #from_error;);
        let wait = self.match_wait(&hygienic!(#cut), &end);
        hygienic! {
            #attempt
            let (__delay, __held, #shown) = match #into_result {
                #success
                #runtime::Err(__error) => { #format match #failed { #arms } }
            };
            #wait
        }
    }

    // Output, with `until` or observers, after both a success and a failure:
    //     let delay = match into_result(outcome) {
    //         result => {
    //             let decision = decide;
    //             let delay = notify;
    //             match delay {
    //                 Ok(delay) => delay,
    //                 Err(Ok(value)) => return from_value(value),
    //                 Err(Err(error)) => return from_error(error),
    //             }
    //         }
    //     };
    //     wait;
    fn notified(&self, attempt: &TokenStream) -> TokenStream {
        let (runtime, ends) = (&self.runtime, self.ends());
        let (decide, notify) = (self.decide(), self.notify());
        let at_once = self.success_without_notice(&ends);
        let (into_result, returned) = (&ends.into_result, ends.returned(runtime));
        let delay = hygienic! {
            match #into_result {
                #at_once
                __result => {
                    let __decision = #decide;
                    let __delay = #notify;
                    match __delay {
                        #runtime::Ok(__delay) => __delay,
                        #returned
                    }
                }
            }
        };
        let (delay, wait) = (self.cooled_delay(attempt, &delay), self.wait());
        hygienic!(#delay #wait)
    }

    // Output, with `until` or observers, which also get an event for the cancel:
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
    fn notified_or_cancelled(&self, attempt: &TokenStream) -> TokenStream {
        let (runtime, ends) = (&self.runtime, self.ends());
        let (decide, notify) = (self.decide(), self.notify());
        let at_once = self.success_without_notice(&ends);
        let (into_result, returned) = (&ends.into_result, ends.returned(runtime));
        let (cut_off, split) = self.cut_off(into_result).unzip();
        let into_result = split.as_ref().unwrap_or(into_result);
        let is_cut = cut_off
            .as_ref()
            .map(|_| hygienic!(let mut __is_cut = false;));
        let decide = match cut_off {
            None => decide,
            Some(cut_off) => hygienic!(if __is_cut { #cut_off } else { #decide }),
        };
        let go_on = hygienic!(__call.cut(__unwaited); break;);
        let end = hygienic! {
            __result = __kept;
            __decision = __call.cancel(__unwaited);
        };
        let wait = self.match_wait(&go_on, &end);
        hygienic! {
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
                            #returned
                        };
                        #wait
                    }
                }
            }
        }
    }

    /// The arm of a success, if no observer gets an event for it. If only `on_retry` observes
    /// attempts, a success needs no event. The observer of a profile and the features observe a
    /// success in a shorter way.
    fn success_without_notice(&self, ends: &Ends) -> Option<TokenStream> {
        let by_profile = self.judged.with.is_some() && self.judged.observers.is_empty();
        let is_observed = self.is_observed() && (self.hooks.tested || !by_profile);
        let needs_notice = self.judged.until.is_some() || is_observed;
        (!needs_notice).then(|| self.success(ends))
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

    pub(super) fn refund(&self) -> Option<TokenStream> {
        let budget = self.budget();
        budget.map(|budget| hygienic!(__call.refund(#budget);))
    }
}
