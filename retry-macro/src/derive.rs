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

/// The derive: the `impl`, and every error. With an error, the `impl` is there all the same,
/// so that the compiler does not miss it at each use.
pub(crate) fn classify(item: TokenStream) -> TokenStream {
    let Some(definition) = Definition::parse(&collect(item)) else {
        // The compiler derives for nothing else.
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
