//! The site of a call: its name in events.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::policy::variant;
use super::{Expansion, call_at};
use crate::judged::Name;

impl Expansion<'_> {
    /// True if an observer or a feature sees the call.
    pub(super) fn is_observed(&self) -> bool {
        self.hooks.watched || !self.judged.observers.is_empty() || self.judged.with.is_some()
    }

    // Output, if there is an observer and no `name`:
    //     fn __site() {}
    //
    // The function is never called. Only the compiler knows its path, which contains the user's
    // function and, for a method, its type.
    //
    // with `name = op`:
    //     let name: &'static str = name(op);
    pub(super) fn site_setup(&self) -> Option<TokenStream> {
        let runtime = &self.runtime;
        match self.judged.name {
            None => self.is_observed().then(|| hygienic! { fn __site() {} }),
            Some(Name::Literal(_)) => None,
            Some(Name::Given(name)) => {
                let name = call_at(name, quote!(#runtime::name), name.to_token_stream());
                let name = hygienic!(let __name: &'static ::core::primitive::str = #name;);
                Some(name)
            }
        }
    }

    // Output:
    //     site(__site)
    //
    // with `name = "orders.fetch"`:
    //     named("orders.fetch")
    //
    // with a profile:
    //     site_behind(profile, site(__site))
    pub(super) fn site(&self) -> TokenStream {
        let (runtime, site) = (&self.runtime, self.own_site());
        match self.profile() {
            None => site,
            Some(profile) => hygienic!(#runtime::site_behind(#profile, #site)),
        }
    }

    // Output, if features watch:
    //     logged(placed(site(__site), module_path!()), LogLevel::Debug)
    //
    /// The site without the defaults of a profile.
    pub(super) fn own_site(&self) -> TokenStream {
        let runtime = &self.runtime;
        let mut site = match self.judged.name {
            None => hygienic!(#runtime::site(__site)),
            Some(Name::Literal(name)) => hygienic!(#runtime::named(#name)),
            Some(Name::Given(_)) => hygienic!(#runtime::named(__name)),
        };
        if self.hooks.watched {
            site = hygienic!(#runtime::placed(#site, ::core::module_path!()));
            if let Some(level) = self.level() {
                site = hygienic!(#runtime::logged(#site, #level));
            }
        }
        site
    }

    /// The log level of the retries, if it is written.
    fn level(&self) -> Option<TokenStream> {
        let runtime = &self.runtime;
        let word = self.judged.log?;
        Some(variant(&quote!(#runtime::LogLevel), word))
    }

    // Output:
    //     LazySite::of(__site).within(module_path!())
    //
    // with `name = "orders.fetch"`:
    //     LazySite::at(named("orders.fetch"))
    //
    // without observers:
    //     LazySite::of(())
    pub(super) fn lazy_site(&self) -> TokenStream {
        let runtime = &self.runtime;
        if !self.is_observed() {
            return hygienic!(#runtime::LazySite::of(()));
        }
        let site = if self.judged.name.is_some() {
            let site = self.own_site();
            hygienic!(#runtime::LazySite::at(#site))
        } else {
            let level = self.level().map(|level| hygienic!(.logged(#level)));
            let log = hygienic!(.within(::core::module_path!()) #level);
            let log = self.hooks.watched.then_some(log);
            hygienic!(#runtime::LazySite::of(__site) #log)
        };
        let defaults = self
            .of_profile("site_defaults_of")
            .filter(|_| self.hooks.watched);
        let defaults = defaults.map(|defaults| hygienic!(.behind(#defaults)));
        hygienic!(#site #defaults)
    }
}
