//! The `#[retry]` attribute and `#[derive(Classify)]`. Depend on `retry-runtime` instead, which
//! re-exports both with their documentation. The generated code needs that crate in any case.

#![forbid(unsafe_code)]

mod args;
mod async_trait;
mod borrowed_output;
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
mod refusals;
mod rules;
mod synonyms;
mod syntax;
#[cfg(any(test, fuzzing))]
mod tests;
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

/// A fuzzer can't call an attribute, so this crate is built as an ordinary library for the fuzzer.
#[cfg(fuzzing)]
pub fn check(args: &str, item: &str) {
    tests::any_input::check(args, item);
}
