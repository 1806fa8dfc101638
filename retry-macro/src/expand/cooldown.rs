//! The cooldown of a call.

use proc_macro2::{Ident, Span, TokenStream};

use super::Expansion;

impl Expansion<'_> {
    // Input:
    //     cooldown = COOLDOWN
    //
    // Output:
    //     the function of a static, as for a budget
    pub(super) fn cooldown_setup(&self) -> Option<TokenStream> {
        self.static_setup(self.judged.cooldown?, "cooldown", "Cooldown")
    }

    // Output:
    //     let mut cooling = <Cooling<1> as CooledAttempt>::start();
    //     while let Some(delay) = cooling.next_delay(Some(COOLDOWN), &POLICY, || time_left) {
    //         sleep(THREAD, delay);
    //     }
    //
    // with a constant profile, in place of `Cooling<1>`:
    //     <Parts<{ parts(&PROFILE) }> as StateOf>::Cooling
    //
    // if the wait can end the call, which makes its first attempt nevertheless:
    //     while let Some(delay) = … {
    //         let held = hold((), drop);
    //         if let Break(_) = wait { break; }
    //     }
    pub(super) fn cool_first(&self) -> Option<TokenStream> {
        let runtime = &self.runtime;
        let (next, begin) = (self.step("next_delay", None)?, self.begin_attempt());
        let cooling = self.cooling();
        let wait = if self.holds() {
            let wait = self.wait_or_cut();
            hygienic! {
                let __held = #runtime::hold((), #runtime::drop);
                if let #runtime::Break(_) = #wait { break; }
            }
        } else {
            self.sleep()
        };
        Some(hygienic! {
            let mut __cooling = <#cooling as #runtime::CooledAttempt>::start();
            while let #runtime::Some(__delay) = #next { #wait #begin }
        })
    }

    /// The wait of an attempt: without a size, if the compiler knows that there is no cooldown.
    fn cooling(&self) -> TokenStream {
        let (runtime, parts) = (&self.runtime, self.constant_part("parts"));
        let parts = parts.filter(|_| self.judged.cooldown.is_none());
        parts.map_or_else(
            || hygienic!(#runtime::Cooling<1>),
            |parts| hygienic!(<#runtime::Parts<#parts> as #runtime::StateOf>::Cooling),
        )
    }

    // Output:
    //     CooledAttempt::next_delay(&mut cooling, Some(COOLDOWN), &POLICY, || clock.time_left(&POLICY))
    //     CooledAttempt::after_wait(&mut cooling, ended, Some(COOLDOWN), &POLICY, || None)
    fn step(&self, step: &str, ended: Option<&TokenStream>) -> Option<TokenStream> {
        let (cooldown, runtime, policy) = (self.cooldown()?, &self.runtime, self.policy());
        let step = Ident::new(step, Span::mixed_site());
        let ended = ended.map(|ended| hygienic!(#ended,));
        let time_left = if self.is_timed() {
            let policy = self.limited_policy();
            hygienic!(__clock.time_left(#policy))
        } else {
            hygienic!(#runtime::None)
        };
        Some(hygienic! {
            #runtime::CooledAttempt::#step(&mut __cooling, #ended #cooldown, #policy, || #time_left)
        })
    }

    /// An expression of type `Option<&Cooldown>`.
    fn cooldown(&self) -> Option<TokenStream> {
        match self.judged.cooldown {
            Some(cooldown) => Some(self.option(Some(self.shared_place(cooldown, "cooldown")))),
            None => self.of_profile("cooldown_of"),
        }
    }

    /// True if the call has a cooldown, or its profile may have one.
    pub(super) fn may_cool(&self) -> bool {
        self.judged.cooldown.or(self.judged.with).is_some()
    }

    // Output, with a wait for a retry that leaves no outcome:
    //     let mut delay = delay;
    //     loop {
    //         sleep(THREAD, delay);
    //         match cooling.next_delay(…) {
    //             Some(next) => delay = next,
    //             None => break,
    //         }
    //     }
    pub(super) fn cooled_wait(&self, wait: TokenStream) -> TokenStream {
        let Some(next) = self.step("next_delay", None) else {
            return wait;
        };
        let runtime = &self.runtime;
        hygienic! {
            let mut __delay = __delay;
            loop {
                #wait
                match #next {
                    #runtime::Some(__next) => __delay = __next,
                    #runtime::None => break,
                }
            }
        }
    }

    // Output, with a wait that can end the call:
    //     {
    //         let (mut delay, mut held) = (delay, held);
    //         loop {
    //             match cooling.after_wait(wait, …) {
    //                 Continue(next) => (delay, held) = next,
    //                 Break(ended) => break ended,
    //             }
    //         }
    //     }
    pub(super) fn cooled_wait_or_cut(&self, wait: TokenStream) -> TokenStream {
        let Some(on) = self.step("after_wait", Some(&wait)) else {
            return wait;
        };
        let runtime = &self.runtime;
        hygienic! { {
            let (mut __delay, mut __held) = (__delay, __held);
            loop {
                match #on {
                    #runtime::Continue(__next) => (__delay, __held) = __next,
                    #runtime::Break(__ended) => break __ended,
                }
            }
        } }
    }

    // Output:
    //     CooledAttempt::weigh(&mut cooling, Some(COOLDOWN), &POLICY, verdict)
    pub(super) fn cooled_verdict(&self, verdict: &TokenStream) -> TokenStream {
        let Some(cooldown) = self.cooldown() else {
            return verdict.clone();
        };
        let (runtime, policy) = (&self.runtime, self.policy());
        hygienic!(#runtime::CooledAttempt::weigh(&mut __cooling, #cooldown, #policy, #verdict))
    }
}
