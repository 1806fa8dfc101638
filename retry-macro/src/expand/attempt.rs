//! One attempt: the body, in a closure or an `async` block of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, at};
use crate::function::{Argument, regroup, rename_self};
use crate::policy::Cloned;

impl Expansion<'_> {
    // Input:
    //     attempt = n
    //
    // Output:
    //     let n: u32 = call.attempt();
    pub(super) fn number(&self) -> Option<TokenStream> {
        self.judged.attempt.map(|name| {
            quote_spanned!(Span::mixed_site()=> let #name: ::core::primitive::u32 = __call.attempt();)
        })
    }

    // Input:
    //     #[retry(clone(job))]
    //     fn f(mut n: u32, job: Job) -> io::Result<impl Iterator<Item = u32>> { body }
    //
    // Output:
    //     (|| -> io::Result<_> {
    //         let mut n = afresh(&n);
    //         let job = cloned(&job);
    //         body
    //     })()
    //
    // async:
    //     async { pin the type; let mut n = …; body }.await
    //
    // with `attempt_timeout`:
    //     match limit { limit => within(async { … }, limit, sleep(limit)).await }
    pub(super) fn attempt(&self) -> TokenStream {
        let mixed = Span::mixed_site();
        let mut body = self.function.body.clone();
        let mut rebound = TokenStream::new();
        for argument in &self.function.arguments {
            let Some(afresh) = self.afresh(argument) else {
                continue;
            };
            rebound.extend(afresh);
            if argument.name == "self" {
                body = regroup(&body, rename_self(body.stream(), &own_self(argument)));
            }
        }
        let pin = (!self.is_blocking()).then(|| self.pin_type());
        // Untouched where nothing is added: braces that are made anew lose the
        // place of the closing one, and errors there would be reported twice.
        if !rebound.is_empty() || pin.is_some() {
            let stream = body.stream();
            body = regroup(&body, quote!(#pin #rebound #stream));
        }
        if self.is_blocking() {
            let returned = self.function.returned_without_impl();
            return quote_spanned!(mixed=> (|| -> #returned #body)());
        }
        match self.timeout() {
            None => quote_spanned!(mixed=> async #body.await),
            Some((limit, within)) => {
                let timer = self.sleep(&quote_spanned!(mixed=> __limit));
                quote_spanned! {mixed=>
                    match #limit {
                        __limit => #within(async #body, __limit, #timer).await,
                    }
                }
            }
        }
    }

    /// An argument as each attempt has it: `None` where that is the argument
    /// itself.
    fn afresh(&self, argument: &Argument) -> Option<TokenStream> {
        let Argument {
            name,
            mutability,
            attributes,
            ..
        } = argument;
        let runtime = &self.runtime;
        let fresh = if self.is_cloned(argument) {
            at(name.span(), quote!(#runtime::cloned))
        } else {
            mutability.as_ref()?;
            at(name.span(), quote!(#runtime::afresh))
        };
        let own = if name == "self" {
            own_self(argument)
        } else {
            name.clone()
        };
        Some(quote_spanned!(name.span()=> #attributes let #mutability #own = #fresh(&#name);))
    }

    fn is_cloned(&self, argument: &Argument) -> bool {
        match &self.judged.clone {
            Cloned::None => false,
            Cloned::All => argument.by_value,
            Cloned::Named(names) => names
                .iter()
                .any(|name| **name == argument.name || (*name == "self" && argument.is_self())),
        }
    }

    // Output:
    //     if let Some(outcome) = None::<Result<Page, Error>> { return outcome; }
    //
    // An `async` block has no place for its type.
    pub(super) fn pin_type(&self) -> TokenStream {
        let runtime = &self.runtime;
        let returned = self.function.returned_without_impl();
        let place = self
            .function
            .returned
            .span()
            .resolved_at(Span::mixed_site());
        quote_spanned! {place=>
            if let #runtime::Some(__pinned) = #runtime::None::<#returned> {
                return __pinned;
            }
        }
    }
}

/// The receiver that an attempt owns, as its body names it.
fn own_self(receiver: &Argument) -> Ident {
    Ident::new(
        "__self",
        Span::mixed_site().located_at(receiver.name.span()),
    )
}
