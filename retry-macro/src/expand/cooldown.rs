//! The cooldown of a call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Expansion;

impl Expansion<'_> {
    // Input:
    //     cooldown = COOLDOWN
    //
    // Output:
    // the function of a static, as in `static_setup`
    pub(super) fn cooldown_setup(&self) -> Option<TokenStream> {
        self.static_setup(self.judged.cooldown?, "cooldown", "Cooldown")
    }

    // Output:
    //     let mut cooling = <Cooling<1> as CooledAttempt>::start();
    //
    // with a constant profile, in place of `Cooling<1>`:
    //     <Parts<{ parts(&PROFILE) }> as StateOf>::Cooling
    //
    // if the wait can end the call; the first attempt is made nevertheless:
    //     while let Some(delay) = cooling.next_delay(Some(COOLDOWN), &POLICY, || time_left) {
    //         let held = hold((), drop);
    //         let ended = wait;
    //         clock.begin_attempt(&POLICY);
    //         if let Break(_) = ended { cooling.cancel(); break; }
    //     }
    pub(super) fn cooling_setup(&self) -> Option<TokenStream> {
        let next = self.step("next_delay", None)?;
        let (runtime, cooling) = (&self.runtime, self.cooling());
        let first = self.holds().then(|| {
            let (wait, begin) = (self.wait_or_cut(), self.begin_attempt());
            hygienic! {
                while let #runtime::Some(__delay) = #next {
                    let __held = #runtime::hold((), #runtime::drop);
                    let __ended = #wait;
                    #begin
                    if let #runtime::Break(_) = __ended {
                        #runtime::CooledAttempt::cancel(&mut __cooling);
                        break;
                    }
                }
            }
        });
        Some(hygienic! {
            let mut __cooling = <#cooling as #runtime::CooledAttempt>::start();
            #first
        })
    }

    /// The type of the wait before an attempt. It has no size if the compiler knows that there is
    /// no cooldown.
    fn cooling(&self) -> TokenStream {
        let (runtime, parts) = (&self.runtime, self.constant_part("parts"));
        let parts = parts.filter(|_| self.judged.cooldown.is_none());
        parts.map_or_else(
            || hygienic!(#runtime::Cooling<1>),
            |parts| hygienic!(<#runtime::Parts<#parts> as #runtime::StateOf>::Cooling),
        )
    }

    // Output:
    //     CooledAttempt::next_delay(&mut cooling, Some(COOLDOWN), &POLICY, || Some(clock.left(limit)))
    //     CooledAttempt::after_wait(&mut cooling, ended, Some(COOLDOWN), &POLICY, || None)
    fn step(&self, step: &str, ended: Option<&TokenStream>) -> Option<TokenStream> {
        let (cooldown, runtime, policy) = (self.cooldown()?, &self.runtime, self.policy());
        let step = Ident::new(step, Span::mixed_site());
        let ended = ended.map(|ended| hygienic!(#ended,));
        let limit = self.judged.call_timeout.as_ref();
        let time_left = self.option(limit.map(|_| hygienic!(__clock.left(__limit))));
        Some(hygienic! {
            #runtime::CooledAttempt::#step(&mut __cooling, #ended #cooldown, #policy, || #time_left)
        })
    }

    /// An expression of type `Option<&Cooldown>`.
    fn cooldown(&self) -> Option<TokenStream> {
        match self.judged.cooldown {
            Some(cooldown) => {
                let cooldown = self.shared_place(cooldown, "cooldown", "Cooldown");
                Some(self.option(Some(cooldown)))
            }
            None => self.of_profile("cooldown_of"),
        }
    }

    /// True if the call has a cooldown, or its profile may have one.
    pub(super) fn may_cool(&self) -> bool {
        self.judged.cooldown.or(self.judged.with).is_some()
    }

    // Output:
    //     attempt;
    //     let delay = the delay before the next one;
    //
    // with a cooldown; after a wait for it, there is no outcome:
    //     let delay = 'wait: {
    //         if let Some(delay) = cooling.next_delay(Some(COOLDOWN), &POLICY, || None) {
    //             break 'wait delay;
    //         }
    //         attempt;
    //         the delay before the next one
    //     };
    //
    // The waits before and after an attempt share one place in the code, which keeps a future
    // small.
    pub(super) fn cooled_delay(&self, attempt: &TokenStream, delay: &TokenStream) -> TokenStream {
        let Some(next) = self.step("next_delay", None) else {
            return hygienic!(#attempt let __delay = #delay;);
        };
        let runtime = &self.runtime;
        hygienic! {
            let __delay = '__wait: {
                if let #runtime::Some(__delay) = #next { break '__wait __delay; }
                #attempt
                #delay
            };
        }
    }

    // Output, with a wait that can end the call:
    //     {
    //         let (mut delay, mut held) = (delay, held);
    //         loop {
    //             let ended = if cooling.is_cancelled() { not_waited(held, delay) } else { wait };
    //             match cooling.after_wait(ended, …) {
    //                 Continue(next) => (delay, held) = next,
    //                 Break(ended) => break ended,
    //             }
    //         }
    //     }
    pub(super) fn cooled_wait_or_cut(&self, wait: TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let Some(on) = self.step("after_wait", Some(&hygienic!(__ended))) else {
            return wait;
        };
        hygienic! { {
            let (mut __delay, mut __held) = (__delay, __held);
            loop {
                let __ended = if #runtime::CooledAttempt::is_cancelled(&__cooling) {
                    #runtime::not_waited(__held, __delay)
                } else {
                    #wait
                };
                match #on {
                    #runtime::Continue(__next) => (__delay, __held) = __next,
                    #runtime::Break(__ended) => break __ended,
                }
            }
        } }
    }

    /// The nanoseconds for which the cooldown holds the retry back.
    pub(super) fn not_before(&self) -> TokenStream {
        let runtime = &self.runtime;
        if self.may_cool() {
            hygienic!(#runtime::CooledAttempt::not_before(&__cooling))
        } else {
            quote!(0)
        }
    }

    // Output:
    //     CooledAttempt::cooled_verdict(&mut cooling, Some(COOLDOWN), &POLICY, verdict)
    pub(super) fn cooled_verdict(&self, verdict: &TokenStream) -> TokenStream {
        let Some(cooldown) = self.cooldown() else {
            return verdict.clone();
        };
        let (runtime, policy) = (&self.runtime, self.policy());
        hygienic!(#runtime::CooledAttempt::cooled_verdict(&mut __cooling, #cooldown, #policy, #verdict))
    }
}
