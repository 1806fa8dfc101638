//! The code after an attempt: the `match` on its outcome, and the wait.

use proc_macro2::TokenStream;

use super::Expansion;
use super::ends::Ends;

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
    //     Err(error) => match call.delay(&failed_attempt) {
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
    //     Err(error) => match call.delay(&failed_attempt) {
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
            Some(hygienic!(#runtime::CallSteps::record_unwaited(&mut __call, __unwaited);))
        } else {
            (!self.uses_unobserved_call()).then(|| hygienic!(__call.record_unwaited(__unwaited);))
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
    //                     Continue(unwaited) => { call.record_unwaited(unwaited); break; }
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
        let go_on = hygienic!(__call.record_unwaited(__unwaited); break;);
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
}
