//! One attempt: the body, in a closure or an `async` block of its own.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::Expansion;
use crate::function::{Ownership, Variable};
use crate::judged::Cloned;
use crate::syntax::receiver::rename_self;
use crate::syntax::tokens::regroup;

impl Expansion<'_> {
    // Input:
    //     attempt = n
    //
    // Output:
    //     let n: u32 = call.attempt();
    //
    // with `context = ctx`:
    //     let ctx = &context(call.attempt(), last_error.as_ref(), clock.elapsed(), …);
    pub(super) fn number(&self) -> TokenStream {
        let number = self.judged.attempt;
        let number =
            number.map(|name| hygienic!(let #name: ::core::primitive::u32 = __call.attempt();));
        let context = self.judged.context.map(|name| {
            let (runtime, policy) = (&self.runtime, self.limited_policy());
            hygienic! {
                let #name = &#runtime::context(
                    __call.attempt(),
                    __last_error.as_ref(),
                    __clock.elapsed(),
                    __clock.time_left(#policy),
                );
            }
        });
        hygienic!(#number #context)
    }

    // Input:
    //     once(key = Uuid::new_v4())
    //
    // Output:
    //     let key = Uuid::new_v4();
    pub(super) fn once(&self) -> TokenStream {
        let once = self.judged.once.iter();
        once.map(|(name, value)| hygienic!(let #name = #value;))
            .collect()
    }

    /// True if attempts ask for the last error, or if a limit on the whole call does.
    pub(super) fn keeps_error(&self) -> bool {
        self.judged.context.is_some() || self.judged.call_timeout.is_some()
    }

    // Output, if attempts ask for the last error, or `call_timeout` may return it:
    //     let mut last_error: LastError<Result<Page, Error>> = None;
    //
    // with both, for `call_timeout` after a value that was not ready, which the context does not
    // show:
    //     let mut earlier_error: LastError<Result<Page, Error>> = None;
    pub(super) fn last_error(&self) -> Option<TokenStream> {
        self.keeps_error().then(|| {
            let (place, runtime) = self.runtime.at(self.function.returned.span());
            let returned = self.function.returned_without_impl();
            let error = |name| {
                quote_spanned!(place=> let mut #name: #runtime::LastError<#returned> = #runtime::None;)
            };
            let last = error(hygienic!(__last_error));
            let earlier = self
                .keeps_earlier_error()
                .then(|| error(hygienic!(__earlier_error)));
            hygienic!(#last #earlier)
        })
    }

    /// True if `call_timeout` may need an older error than the context of an attempt.
    pub(super) fn keeps_earlier_error(&self) -> bool {
        self.judged.call_timeout.is_some() && self.judged.context.is_some()
    }

    /// The function that takes an outcome, or only its error, that no wait holds.
    pub(super) fn pass_on(&self) -> TokenStream {
        let runtime = &self.runtime;
        match (self.keeps_error(), self.is_decided_in_line()) {
            (false, _) => hygienic!(#runtime::drop),
            (true, true) if self.keeps_earlier_error() => hygienic! {
                |__outcome| {
                    let __last = #runtime::replace(&mut __last_error, __outcome.err());
                    if __last_error.is_none() {
                        __earlier_error = __last.or(__earlier_error.take());
                    }
                }
            },
            (true, true) if self.judged.call_timeout.is_some() => {
                hygienic!(|__outcome| __last_error = __outcome.err().or(__last_error.take()))
            }
            (true, true) => hygienic!(|__outcome| __last_error = __outcome.err()),
            (true, false) => hygienic!(|__error| __last_error = #runtime::Some(__error)),
        }
    }

    // Input:
    //     #[retry(clone(job))]
    //     fn f(mut n: u32, job: Job, log: &mut Log) -> io::Result<impl Iterator<Item = u32>> {
    //         body
    //     }
    //
    // Output:
    //     let outcome = {
    //         let log = &mut *log;
    //         (|| -> io::Result<_> {
    //             let mut n = afresh(&n);
    //             let job = cloned(&job);
    //             match () { () => { body } }
    //         })()
    //     };
    //
    // async, with a clone that the attempt owns, because a borrow of a value that is not `Sync`
    // would not be `Send`:
    //     let own_job = cloned(&job);
    //     let outcome = {
    //         let log = &mut *log;
    //         async {
    //             pin the type;
    //             let mut n = …;
    //             let job = own_job;
    //             match () { () => { body } }
    //         }.await
    //     };
    //
    // for a parameter of type `Pin<&mut T>`, and for a receiver of that type:
    //     let x = pinned_x.as_mut();
    //     let self_of_attempt = self.as_mut();
    //
    // if features watch attempts:
    //     let running = call.start(LazySite::of(site));
    //     let outcome = …;
    //     call.end(running);
    //
    //     let outcome = call.watched(LazySite::of(site), async { … }).await;
    //
    // with `attempt_timeout`:
    //     let outcome = match limit {
    //         limit => within(async { … }, limit, timer(limit), timed_out).await,
    //     };
    pub(super) fn attempt(&self) -> TokenStream {
        let mut body = self.function.body.clone();
        let (mut made, mut lent) = (TokenStream::new(), TokenStream::new());
        let mut rebound = TokenStream::new();
        for variable in &self.function.variables {
            let Some(mut value) = self.own_value(variable) else {
                continue;
            };
            let (name, mutability) = (&variable.name, &variable.mutability);
            let attributes = &variable.attributes;
            let mut own = name.clone();
            // A receiver can't be bound again by the user's name.
            if name == "self" {
                own = Ident::new("__self", name.span());
                body = regroup(&body, rename_self(body.stream(), &own));
            }
            if !self.is_blocking() && self.is_cloned(variable) {
                let owned = prefixed("own", variable);
                made.extend(quote_spanned!(name.span()=> #attributes let #owned = #value;));
                value = owned.to_token_stream();
            }
            let lints = hygienic!(#[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]);
            let statement =
                quote_spanned!(name.span()=> #lints #attributes let #mutability #own = #value;);
            if is_lent(variable) {
                lent.extend(statement);
            } else {
                rebound.extend(statement);
            }
        }
        let owned = self.own_receiver().filter(|it| self.is_cloned(it));
        let pin = (!self.is_blocking()).then(|| self.pin_type(owned));
        // The body keeps its own braces: new braces lose the place of the closing brace, and errors
        // there would be reported twice. The body stands in a `match`, because the temporaries of
        // its last expression are dropped at the end of the `match`, as the temporaries of a
        // function are dropped before its parameters. At the end of a block, in editions before
        // 2024, temporaries outlive the variables of the block.
        if !rebound.is_empty() || pin.is_some() {
            body = braced(hygienic!(#pin #rebound match () { () => #body }));
        }
        let (mut start, mut end) = (None, None);
        let mut outcome = if self.is_blocking() {
            let returned = self.function.returned_without_impl();
            if self.hooks.watches_attempts {
                let site = self.lazy_site();
                start = Some(hygienic!(let __running = __call.start(#site);));
                end = Some(hygienic!(__call.end(__running);));
            }
            hygienic!((|| -> #returned #body)())
        } else {
            let limited = self.within_limits(&body);
            if self.hooks.watches_attempts {
                let mut attempt = limited.map_or_else(|| body.clone(), braced);
                if self.hooks.tested {
                    attempt = braced(self.unless_injected(attempt.to_token_stream()));
                }
                let site = self.lazy_site();
                hygienic!(__call.watched(#site, async #attempt).await)
            } else {
                limited.unwrap_or_else(|| hygienic!(async #body.await))
            }
        };
        if !lent.is_empty() {
            outcome = braced(hygienic!(#lent #outcome)).to_token_stream();
        }
        // An injected failure is watched like an attempt.
        if self.is_blocking() || !self.hooks.watches_attempts {
            outcome = self.unless_injected(outcome);
        }
        hygienic!(#made #start let __outcome = #outcome; #end)
    }

    /// The receiver, if it is a value that attempts change or consume.
    fn own_receiver(&self) -> Option<&Variable> {
        let mut variables = self.function.variables.iter();
        variables.find(|variable| {
            let is_changed = variable.mutability.is_some() || self.is_cloned(variable);
            variable.name == "self" && variable.is_owned() && is_changed
        })
    }

    // Input:
    //     #[retry(clone(self))]
    //     fn f(self) -> Result<Page, Error> { body }
    //
    // Output, before the loop and at its end, with `mut self` in the signature:
    //     let kept = cloned(&self);
    //
    //     self = cloned(&kept);
    //
    // The body is unchanged, and the first attempt uses the receiver itself.
    pub(super) fn kept_receiver(&self) -> Option<(TokenStream, TokenStream)> {
        let receiver = self.own_receiver()?;
        let (name, copy) = (&receiver.name, self.copy(receiver));
        let place = name.span().resolved_at(Span::mixed_site());
        Some((
            quote_spanned!(place=> let __kept = #copy(&#name);),
            quote_spanned!(place=> #name = #copy(&__kept);),
        ))
    }

    /// The function that gives an attempt its own value of a parameter.
    fn copy(&self, variable: &Variable) -> TokenStream {
        let (place, runtime) = self.runtime.at(variable.name.span());
        if self.is_cloned(variable) {
            quote_spanned!(place=> #runtime::cloned)
        } else {
            quote_spanned!(place=> #runtime::afresh)
        }
    }

    /// The names that are `mut` in the signature: the parameters that statements before a future
    /// may change, and a receiver that is assigned before each attempt or borrowed as pinned.
    pub(super) fn mut_names(&self) -> impl Iterator<Item = &Ident> {
        let own = self.own_receiver().is_some();
        let variables = self.function.variables.iter();
        let is_mut = move |it: &&Variable| {
            let is_self = it.name == "self";
            let is_renewed = is_self && (own || it.ownership == Ownership::Pinned);
            let may_be_mut = !is_self || it.mutability.is_some();
            is_renewed || (it.named_before && may_be_mut)
        };
        variables.filter(is_mut).map(|variable| &variable.name)
    }

    /// The value that an attempt binds to a variable. `None` if the attempt uses the parameter
    /// itself.
    fn own_value(&self, variable: &Variable) -> Option<TokenStream> {
        let (name, place) = (&variable.name, variable.name.span());
        let is_mut = variable.mutability.is_some();
        if !variable.named_in_body {
            return None;
        }
        Some(match variable.ownership {
            Ownership::Owned if name == "self" => return None,
            Ownership::Pinned if name == "self" => quote_spanned!(place=> #name.as_mut()),
            Ownership::Pinned => {
                let pinned = prefixed("pinned", variable);
                quote_spanned!(place=> #pinned.as_mut())
            }
            Ownership::Unique if is_mut || is_lent(variable) => {
                quote_spanned!(place=> &mut *#name)
            }
            _ if is_mut || self.is_cloned(variable) => {
                let copy = self.copy(variable);
                quote_spanned!(place=> #copy(&#name))
            }
            _ => return None,
        })
    }

    // Input:
    //     x: Pin<&mut T>
    //
    // Output:
    //     let mut pinned_x = x;
    pub(super) fn pinned(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        for variable in &self.function.variables {
            let is_pinned = variable.ownership == Ownership::Pinned && variable.name != "self";
            if is_pinned && variable.named_in_body {
                let (name, attributes) = (&variable.name, &variable.attributes);
                let pinned = prefixed("pinned", variable);
                tokens.extend(hygienic!(#attributes let mut #pinned = #name;));
            }
        }
        tokens
    }

    /// Allows the lints that would blame the function for its attempts.
    pub(super) fn allowed_lints(&self) -> TokenStream {
        // Clippy sees only that a parameter is borrowed, not that each attempt has its own value.
        let is_cloned = !matches!(self.judged.clone, Cloned::None);
        let by_value = is_cloned.then(|| hygienic!(#[allow(clippy::needless_pass_by_value)]));
        // A `mut` appears both on the function's parameter and in each attempt, and only one of
        // them may need it.
        let mut variables = self.function.variables.iter();
        let is_shared = variables.any(|it| it.named_before && it.mutability.is_some());
        let unused = is_shared.then(|| hygienic!(#[allow(unused_mut)]));
        hygienic!(#by_value #unused)
    }

    fn is_cloned(&self, variable: &Variable) -> bool {
        match &self.judged.clone {
            Cloned::None => false,
            Cloned::All => variable.is_owned(),
            Cloned::Named(names) => names.iter().any(|name| variable.is(name)),
        }
    }

    // Output:
    //     if let Some(outcome) = None::<Result<Page, Error>> { return outcome; }
    //
    // An `async` block has no place for its type.
    //
    // for a cloned receiver, which the block must own, as above:
    //     if let Some(outcome) = … { drop(self); return outcome; }
    pub(super) fn pin_type(&self, owned: Option<&Variable>) -> TokenStream {
        let (place, runtime) = self.runtime.at(self.function.returned.span());
        let returned = self.function.returned_without_impl();
        let names = owned.iter().map(|receiver| &receiver.name);
        quote_spanned! {place=>
            if let #runtime::Some(__pinned) = #runtime::None::<#returned> {
                #(#runtime::drop(#names);)*
                return __pinned;
            }
        }
    }
}

/// True for a `&mut` parameter that is reborrowed for each attempt, because the attempt may move
/// it. The reborrow is outside of the attempt, because an async attempt would otherwise hold it
/// twice.
///
/// False for a receiver, which can't have two names, and for a name that statements before a future
/// can give to another variable.
fn is_lent(variable: &Variable) -> bool {
    variable.ownership == Ownership::Unique
        && variable.mutability.is_none()
        && !variable.named_before
        && !variable.is_self()
}

/// Tokens in braces of the macro's own.
pub(super) fn braced(tokens: TokenStream) -> Group {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(Span::mixed_site());
    group
}

/// The name of a variable made from a parameter: of a pinned parameter that attempts borrow, or of
/// the clone that an async attempt owns.
fn prefixed(prefix: &str, variable: &Variable) -> Ident {
    let place = Span::mixed_site().located_at(variable.name.span());
    Ident::new(&format!("__{prefix}_{}", variable.name.unraw()), place)
}
