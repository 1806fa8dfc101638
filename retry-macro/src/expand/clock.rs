//! The clock of a call, if the call needs the time.

use proc_macro2::TokenStream;
use quote::quote;

use super::Expansion;
use crate::judged::Policy;

impl Expansion<'_> {
    // Output, if the policy has or may have `max_elapsed` or `reset_after`:
    //     let mut clock = Clock::now(&POLICY);
    //
    // with `context`:
    //     let mut clock = Clock::timed();
    //
    // with `call_timeout`, in an async function:
    //     let limit = limit;
    //     let mut clock = AsyncClock::timed();
    pub(super) fn clock(&self) -> Option<TokenStream> {
        if !self.is_timed() {
            return None;
        }
        let runtime = &self.runtime;
        let clock = if self.is_blocking() {
            quote!(#runtime::Clock)
        } else {
            quote!(#runtime::AsyncClock)
        };
        if let Some(limit) = &self.judged.call_timeout {
            let limit = self.limit(limit);
            return Some(hygienic! {
                let __limit = #limit;
                let mut __clock = #clock::timed();
            });
        }
        let now = if self.judged.context.is_some() {
            hygienic!(timed())
        } else {
            let policy = self.policy();
            hygienic!(now(#policy))
        };
        Some(hygienic!(let mut __clock = #clock::#now;))
    }

    /// True if the call has a clock.
    pub(super) fn is_timed(&self) -> bool {
        if self.keeps_error() {
            return true;
        }
        self.may_have("max_elapsed") || self.may_have("reset_after")
    }

    /// True if the policy has this setting, or if that is known only at run time.
    fn may_have(&self, method: &str) -> bool {
        match &self.judged.policy {
            Policy::Given(_) => true,
            Policy::Written(_) if self.judged.with.is_some() => true,
            Policy::Written(settings) => settings.iter().any(|it| it.method == method),
        }
    }

    /// The policy, with the limit of the call if it has one.
    pub(super) fn limited_policy(&self) -> TokenStream {
        let policy = self.policy();
        if self.judged.call_timeout.is_some() {
            hygienic!(&__clock.within(#policy, __limit))
        } else {
            policy
        }
    }

    // Output, after a wait, if the policy has or may have `reset_after`:
    //     clock.begin_attempt(&POLICY);
    pub(super) fn begin_attempt(&self) -> Option<TokenStream> {
        self.may_have("reset_after").then(|| {
            let policy = self.policy();
            hygienic!(__clock.begin_attempt(#policy);)
        })
    }
}
