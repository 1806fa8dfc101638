//! One attempt: the body, in a closure or an `async` block of its own.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::Expansion;
use crate::function::{Argument, Ownership, may_be_moved, regroup, rename_self};
use crate::judged::Cloned;

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
    //     let outcome = (|| -> io::Result<_> {
    //         let mut n = afresh(&n);
    //         let job = cloned(&job);
    //         match () { () => { body } }
    //     })();
    //
    // async, where the attempt is to own its clone, since a borrow of what is not
    // `Sync` would not be `Send`:
    //     let own_job = cloned(&job);
    //     let outcome = async {
    //         pin the type;
    //         let mut n = …;
    //         let job = own_job;
    //         match () { () => { body } }
    //     }.await;
    //
    // for an argument that is a `Pin<&mut T>`:
    //     let x = pinned_x.as_mut();
    //
    // with `attempt_timeout`:
    //     let outcome = match limit {
    //         limit => within(async { … }, limit, timer(limit), timed_out).await,
    //     };
    pub(super) fn attempt(&self) -> TokenStream {
        let mixed = Span::mixed_site();
        let mut body = self.function.body.clone();
        let (mut made, mut rebound) = (TokenStream::new(), TokenStream::new());
        let arguments = self.function.arguments.iter();
        let lent: TokenStream = arguments.filter_map(|it| self.lent(it)).collect();
        for argument in &self.function.arguments {
            let Some(afresh) = self.afresh(argument) else {
                continue;
            };
            made.extend(afresh.made);
            rebound.extend(afresh.rebound);
            if argument.name == "self" {
                body = regroup(&body, rename_self(body.stream(), &own_self(argument)));
            }
        }
        let pin = (!self.is_blocking()).then(|| self.pin_type());
        // Its braces stay untouched: made anew, they lose the place of the closing one,
        // and errors there would be reported twice. In a `match`, at whose end the
        // temporaries of its last expression are gone, as those of a function are
        // before its arguments: at the end of a block they outlive, in editions before
        // 2024, what it binds.
        if !rebound.is_empty() || pin.is_some() {
            body = braced(quote_spanned!(mixed=> #pin #rebound match () { () => #body }));
        }
        if self.is_blocking() {
            let returned = self.function.returned_without_impl();
            return outcome(&lent, quote_spanned!(mixed=> (|| -> #returned #body)()));
        }
        let waited = match self.timeout() {
            None => quote_spanned!(mixed=> async #body.await),
            Some((limit, timed_out)) => {
                let runtime = &self.runtime;
                let timer = self.timer(&quote_spanned!(mixed=> __limit));
                quote_spanned! {mixed=>
                    match #limit {
                        __limit => #runtime::within(async #body, __limit, #timer, #timed_out).await,
                    }
                }
            }
        };
        made.extend(outcome(&lent, waited));
        made
    }

    /// A `&mut` argument that the body could move away, borrowed for one attempt.
    /// Outside of it, where an async one does not hold it twice. A receiver can't have
    /// two names.
    fn lent(&self, argument: &Argument) -> Option<TokenStream> {
        let Argument {
            name, attributes, ..
        } = argument;
        let is_lent = argument.ownership == Ownership::Unique
            && argument.mutability.is_none()
            && !argument.named_before
            && !argument.is_self()
            && may_be_moved(self.function.body.stream(), name);
        is_lent.then(|| {
            let lints = lints();
            quote_spanned!(name.span()=> #lints #attributes let #name = &mut *#name;)
        })
    }

    /// An argument as each attempt has it: `None` where that is the argument
    /// itself.
    fn afresh(&self, argument: &Argument) -> Option<Afresh> {
        let Argument {
            name,
            mutability,
            attributes,
            ..
        } = argument;
        if !argument.named_in_body {
            return None;
        }
        let mut made = TokenStream::new();
        let mut fresh = if self.is_cloned(argument) {
            let (place, runtime) = self.runtime.at(name.span());
            let cloned = quote_spanned!(place=> #runtime::cloned);
            quote_spanned!(name.span()=> #cloned(&#name))
        } else if argument.ownership == Ownership::Pinned {
            let pinned = variable("pinned", argument);
            quote_spanned!(name.span()=> #pinned.as_mut())
        } else if argument.ownership == Ownership::Unique && mutability.is_some() {
            quote_spanned!(name.span()=> &mut *#name)
        } else {
            mutability.as_ref()?;
            let (place, runtime) = self.runtime.at(name.span());
            let afresh = quote_spanned!(place=> #runtime::afresh);
            quote_spanned!(name.span()=> #afresh(&#name))
        };
        let own = if name == "self" {
            own_self(argument)
        } else {
            name.clone()
        };
        let lints = lints();
        if !self.is_blocking() && self.is_cloned(argument) {
            let owned = variable("own", argument);
            made = quote_spanned!(name.span()=> #attributes let #owned = #fresh;);
            fresh = owned.to_token_stream();
        }
        Some(Afresh {
            made,
            rebound: quote_spanned!(name.span()=> #lints #attributes let #mutability #own = #fresh;),
        })
    }

    // Input:
    //     self: Pin<&mut Self>
    //
    // Output:
    //     let mut pinned_self = self;
    pub(super) fn pinned(&self) -> TokenStream {
        let arguments = self.function.arguments.iter();
        arguments
            .filter(|argument| {
                argument.ownership == Ownership::Pinned
                    && argument.named_in_body
                    && !self.is_cloned(argument)
            })
            .map(|argument| {
                let (name, attributes, pinned) = (
                    &argument.name,
                    &argument.attributes,
                    variable("pinned", argument),
                );
                quote_spanned!(Span::mixed_site()=> #attributes let mut #pinned = #name;)
            })
            .collect()
    }

    /// Clippy sees an argument that is only borrowed, where each attempt is to
    /// have its own.
    pub(super) fn allowed_by_value(&self) -> Option<TokenStream> {
        (!matches!(self.judged.clone, Cloned::None))
            .then(|| quote_spanned!(Span::mixed_site()=> #[allow(clippy::needless_pass_by_value)]))
    }

    /// A `mut` that is both the function's and each attempt's may be needed by one of
    /// them alone.
    pub(super) fn allowed_mut(&self) -> Option<TokenStream> {
        let mut arguments = self.function.arguments.iter();
        arguments
            .any(|argument| argument.named_before && argument.mutability.is_some())
            .then(|| quote_spanned!(Span::mixed_site()=> #[allow(unused_mut)]))
    }

    fn is_cloned(&self, argument: &Argument) -> bool {
        match &self.judged.clone {
            Cloned::None => false,
            Cloned::All => argument.ownership == Ownership::Owned,
            Cloned::Named(names) => names.iter().any(|name| argument.is(name)),
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

/// The outcome of an attempt, which arguments are lent to.
fn outcome(lent: &TokenStream, attempt: TokenStream) -> TokenStream {
    let attempt = if lent.is_empty() {
        attempt
    } else {
        braced(quote_spanned!(Span::mixed_site()=> #lent #attempt)).to_token_stream()
    };
    quote_spanned!(Span::mixed_site()=> let __outcome = #attempt;)
}

/// Lints about names that are bound anew.
fn lints() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)])
}

/// Tokens in braces of the macro's own.
fn braced(tokens: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(Span::mixed_site());
    group
}

/// An argument as one attempt has it.
struct Afresh {
    /// What stands before the attempt.
    made: TokenStream,
    /// What stands in it.
    rebound: TokenStream,
}

/// The receiver that an attempt owns, as its body names it. In the user's scope, as all
/// else is that a format string captures beside it.
fn own_self(receiver: &Argument) -> Ident {
    Ident::new("__self", receiver.name.span())
}

/// A variable made from an argument: what is borrowed for each attempt if it is
/// pinned, what the attempt owns if it is async.
fn variable(prefix: &str, argument: &Argument) -> Ident {
    let place = Span::mixed_site().located_at(argument.name.span());
    Ident::new(&format!("__{prefix}_{}", argument.name.unraw()), place)
}
