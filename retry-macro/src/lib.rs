//! The `#[retry]` attribute and `#[derive(Classify)]`. Depend on `retry-runtime` instead, which
//! re-exports both with their documentation. The generated code needs that crate in any case.

#![forbid(unsafe_code)]

#[cfg(any(test, fuzzing))]
mod any_input;
mod args;
mod async_trait;
mod borrowed_output;
#[cfg(test)]
mod corpus;
mod derive;
mod diagnostics;
mod duration;
mod expand;
mod fit;
mod function;
mod future;
mod judged;
mod options;
mod parameters;
#[cfg(test)]
mod recorded;
mod refusals;
mod rules;
mod synonyms;
mod syntax;
mod values;

// Documented at its re-export, `retry_runtime::retry`.
#[allow(missing_docs)]
#[cfg(not(fuzzing))]
#[proc_macro_attribute]
pub fn retry(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand::retry(args.into(), &item.into()).into()
}

// Documented at its re-export, `retry_runtime::Classify`.
#[allow(missing_docs)]
#[cfg(not(fuzzing))]
#[proc_macro_derive(Classify, attributes(verdict))]
pub fn classify(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive::classify(item.into()).into()
}

/// An attribute can't be called by a fuzzer: for it, this crate is built as an
/// ordinary library.
#[cfg(fuzzing)]
pub fn check(args: &str, item: &str) {
    any_input::check(args, item);
}
