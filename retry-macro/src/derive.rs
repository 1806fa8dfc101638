//! `#[derive(Classify)]`: reads and checks the words of `#[verdict(…)]`, and writes the `impl`.

mod expand;
mod judged;
mod words;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::Errors;
use crate::syntax::definition::Definition;
use crate::syntax::tokens::collect;
use judged::Judged;
use words::Words;

/// The derive: the `impl`, and every error. The `impl` is written beside an error too, so that the
/// compiler does not report a missing `impl` at each use.
pub(crate) fn classify(item: TokenStream) -> TokenStream {
    let Some(definition) = Definition::parse(&collect(item)) else {
        // The compiler derives only for definitions of types.
        return TokenStream::new();
    };
    let mut errors = Errors::default();
    let words = Words::read(&definition, &mut errors);
    let judged = Judged::new(&definition, &words, &mut errors);
    let errors = errors.finish().err();
    let judged = errors.is_none().then_some(&judged);
    let implementation = expand::implementation(&definition, words.runtime(), judged);
    quote!(#errors #implementation)
}
