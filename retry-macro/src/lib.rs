//! The `#[retry]` attribute. Depend on `retry-runtime`, which re-exports it
//! with its documentation; the code that it writes needs that crate anyway.

mod args;
mod diagnostics;
mod duration;
mod expand;
mod fit;
mod function;
mod policy;

use proc_macro::TokenStream;

// Documented where it is re-exported: `retry_runtime::retry`.
#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn retry(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::retry(args.into(), &item.into()).into()
}
