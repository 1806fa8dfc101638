//! The site of a call: its name in events.

use proc_macro2::TokenStream;

use super::Expansion;

impl Expansion<'_> {
    /// True if an observer or a feature sees the call.
    pub(super) fn is_told(&self) -> bool {
        self.watched || !self.judged.observers.is_empty()
    }

    // Output, unless there is a `name`, or no observer:
    //     fn __site() {}
    //
    // Never called: its path, which only the compiler knows, has the function's
    // in it, with the type of a method.
    pub(super) fn site_setup(&self) -> Option<TokenStream> {
        let is_unnamed = self.judged.name.is_none() && self.is_told();
        is_unnamed.then(|| hygienic! { fn __site() {} })
    }

    // Output:
    //     site(__site)
    //
    // with `name = "orders.fetch"`:
    //     named("orders.fetch")
    pub(super) fn site(&self) -> TokenStream {
        let runtime = &self.runtime;
        if let Some(name) = self.judged.name {
            hygienic!(#runtime::named(#name))
        } else {
            hygienic!(#runtime::site(__site))
        }
    }

    // Output:
    //     LazySite::of(__site)
    //
    // with `name = "orders.fetch"`:
    //     LazySite::at(named("orders.fetch"))
    //
    // without observers:
    //     LazySite::of(())
    pub(super) fn lazy_site(&self) -> TokenStream {
        let runtime = &self.runtime;
        if !self.is_told() {
            hygienic!(#runtime::LazySite::of(()))
        } else if self.judged.name.is_some() {
            let site = self.site();
            hygienic!(#runtime::LazySite::at(#site))
        } else {
            hygienic!(#runtime::LazySite::of(__site))
        }
    }
}
