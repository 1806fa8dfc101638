//! The `impl` that the derive writes.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::judged::{Judged, Place, Verdict};
use crate::expand::{Runtime, hygienic};
use crate::syntax::definition::{Definition, Field, Generic};
use crate::syntax::tokens::{mentions, stream};
use crate::syntax::value::Expr;

// Input:
//     enum FetchError<E> {
//         #[verdict(retry_after = wait)] Busy { wait: Option<Duration> },
//         #[verdict(transparent)]        Inner(E),
//         #[verdict(stop)]               NotFound,
//     }
//
// Output:
//     impl<E> Classify for FetchError<E> where E: Classify {
//         fn verdict(&self) -> Verdict {
//             match self {
//                 Self::Busy { wait: field, .. } => <Option<Duration> as Pushback>::verdict(field),
//                 Self::Inner { 0: field, .. } => <E as Classify>::verdict(field),
//                 Self::NotFound { .. } => Verdict::Stop,
//             }
//         }
//     }
//
// beside errors, when the words give no verdict:
//             Verdict::Stop
pub(crate) fn implementation(
    definition: &Definition,
    runtime: Option<&Expr>,
    judged: Option<&Judged<'_>>,
) -> TokenStream {
    let expansion = Expansion {
        definition,
        runtime: Runtime::new(runtime),
    };
    expansion.implementation(judged)
}

struct Expansion<'a> {
    definition: &'a Definition,
    runtime: Runtime,
}

impl Expansion<'_> {
    fn implementation(&self, judged: Option<&Judged<'_>>) -> TokenStream {
        let (runtime, name) = (&self.runtime, &self.definition.name);
        let generics = &self.definition.generics;
        let of = |tokens: fn(&Generic) -> &Vec<TokenTree>| {
            let tokens = generics.iter().map(|it| stream(tokens(it)));
            (!generics.is_empty()).then(|| quote!(<#(#tokens),*>))
        };
        let (parameters, arguments) = (of(|it| &it.parameter), of(|it| &it.argument));
        let verdicts = judged.map_or(&[][..], |judged| &judged.0);
        let bounds = self.bounds(verdicts);
        let body = match judged {
            None => hygienic!(#runtime::Verdict::Stop),
            Some(_) if verdicts.is_empty() => hygienic!(match *self {}),
            Some(_) => {
                let arms = verdicts.iter().enumerate();
                let arms = arms.map(|(at, verdict)| self.arm(at, verdict));
                hygienic!(match self { #(#arms)* })
            }
        };
        hygienic! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #parameters #runtime::Classify for #name #arguments #bounds {
                fn verdict(&self) -> #runtime::Verdict { #body }
            }
        }
    }

    /// The written bounds, and one bound for each transparent field with a generic type.
    fn bounds(&self, verdicts: &[Verdict<'_>]) -> Option<TokenStream> {
        let written = &self.definition.bounds;
        let mut bounds = Vec::new();
        if !written.is_empty() {
            bounds.push(stream(written));
        }
        for verdict in verdicts {
            match verdict {
                Verdict::Transparent(place) if self.is_generic(place.field) => {
                    let ty = stream(&place.field.ty);
                    let (span, runtime) = self.runtime.at(ty.span());
                    bounds.push(quote_spanned!(span=> #ty: #runtime::Classify));
                }
                _ => {}
            }
        }
        (!bounds.is_empty()).then(|| hygienic!(where #(#bounds),*))
    }

    /// True if the type of a field depends on a parameter. False for a type that contains itself:
    /// its bound would require itself.
    fn is_generic(&self, field: &Field) -> bool {
        let is_named = |name: &Ident| mentions(stream(&field.ty), name);
        let mut types = self
            .definition
            .generics
            .iter()
            .filter_map(|it| it.ty.as_ref());
        types.any(is_named) && !is_named(&self.definition.name)
    }

    fn arm(&self, at: usize, verdict: &Verdict<'_>) -> TokenStream {
        let variant = self
            .definition
            .variants
            .get(at)
            .map(|variant| &variant.name);
        let variant = variant.map(|name| hygienic!(::#name));
        let runtime = &self.runtime;
        let (place, asked) = match verdict {
            Verdict::Fixed(verdict) => {
                let verdict = Ident::new(verdict, Span::mixed_site());
                return hygienic!(Self #variant { .. } => #runtime::Verdict::#verdict,);
            }
            Verdict::RetryAfter(place) => (place, "Pushback"),
            Verdict::Transparent(place) => (place, "Classify"),
        };
        let (field, verdict) = (place.member(), self.verdict(place.field, asked));
        hygienic!(Self #variant { #field: __field, .. } => #verdict(__field),)
    }

    /// The function that reads a field. Its tokens lie at the field's type, so that the caret of an
    /// error points there.
    fn verdict(&self, field: &Field, of: &str) -> TokenStream {
        let ty = stream(&field.ty);
        let (span, runtime) = self.runtime.at(ty.span());
        let of = Ident::new(of, span);
        quote_spanned!(span=> <#ty as #runtime::#of>::verdict)
    }
}

impl Place<'_> {
    /// The name of the field in a pattern.
    fn member(&self) -> TokenStream {
        match &self.field.name {
            Some(name) => name.to_token_stream(),
            None => Literal::usize_unsuffixed(self.index).to_token_stream(),
        }
    }
}
