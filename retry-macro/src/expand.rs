//! From tokens to tokens: the stages of the attribute, in order. Every `quote!` of the attribute is
//! in this file or in the folder `expand`.
//!
//! Generated variables are resolved in the macro's scope, so they can't collide with the user's
//! variables. Hygiene does not hide the user's constants, so generated names also begin with `__`.
//! The outlines below leave out this prefix, and the path to the runtime. That path begins with
//! `::`, so a user's module or type of the same name changes nothing.

/// Quotes tokens whose names can't collide with the user's names.
macro_rules! hygienic {
    ($($tokens:tt)*) => { ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*) };
}
pub(crate) use hygienic;

mod attempt;
mod budget;
mod clock;
mod cooldown;
mod decide;
mod defaults;
mod docs;
mod ends;
mod fault;
mod observe;
mod outcome;
mod policy;
mod profile;
mod shared;
mod site;
mod timeouts;
mod wait;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::spanned::Spanned;

use crate::args::Args;
use crate::diagnostics::Errors;
use crate::fit;
use crate::function::{Function, Kind, Ownership, Variable};
use crate::judged::Judged;
use crate::refusals::{self, is_expression, is_function};
use crate::rules;
use crate::syntax::tokens::regroup;
use crate::syntax::value::Expr;

/// The attribute: returns the retried function or, with errors, the unchanged function and every
/// error.
pub(crate) fn retry(args: TokenStream, item: &TokenStream) -> TokenStream {
    retry_with(args, item, Hooks::ENABLED)
}

/// The features of the runtime that change the expansion. Some of them need calls in every function.
/// Each generated item and each name costs build time for the user.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each one is a feature")]
pub(crate) struct Hooks {
    /// True if the runtime has `std`: its clock, and random numbers without a seed.
    pub(crate) has_std: bool,
    /// True if features watch every call.
    pub(crate) watched: bool,
    /// True if features also watch each attempt.
    pub(crate) watches_attempts: bool,
    /// True if tests inject failures.
    pub(crate) tested: bool,
}

impl Hooks {
    const ENABLED: Self = Self {
        has_std: cfg!(feature = "std"),
        watched: cfg!(feature = "watched"),
        watches_attempts: cfg!(feature = "attempts"),
        tested: cfg!(feature = "faults"),
    };
}

/// Expands the attribute with these hooks.
pub(crate) fn retry_with(args: TokenStream, item: &TokenStream, hooks: Hooks) -> TokenStream {
    let mut errors = Errors::default();
    let tokens = args;
    let mut args = Args::parse(tokens.clone(), &mut errors);
    let is_block = refusals::is_impl(item);
    let mut of_function = Errors::default();
    let function = (!is_block).then(|| Function::parse(item.clone(), &mut of_function));
    let function = function.flatten();
    if let (Some(function), Some(defaults)) = (&function, args.defaults_mut()) {
        fit::retain_clones(defaults, function);
    }
    args.take_defaults(|own, defaults, key| {
        let is_of_use = |function: &Function| fit::is_of_use(key, function);
        rules::fits_beside(own, defaults, key) && function.as_ref().is_none_or(is_of_use)
    });
    // `self` has been moved when the future starts.
    if let Some(receiver) = function.as_ref().and_then(Function::renamed_receiver) {
        args.rename_self(receiver);
    }
    let judged = Judged::new(&args, &mut errors);
    errors.append(of_function);
    let block = is_block.then(|| defaults::inside(item.clone(), &tokens));
    if let Some(None) = block {
        errors.push(refusals::no_function(item));
    }
    if let Some(function) = &function {
        fit::judge(&args, &judged, function, &mut errors);
    }
    match (errors.finish(), function) {
        (Ok(()), Some(function)) => {
            let expansion = Expansion {
                judged: &judged,
                function: &function,
                runtime: Runtime::alias(),
                hooks,
            };
            expansion.function()
        }
        (Ok(()), None) => block.flatten().unwrap_or_else(|| item.clone()),
        (Err(errors), _) if is_expression(item) => quote!({ #errors #item }),
        (Err(errors), _) => {
            let complete = complete(&args, &judged);
            let unused = (!tokens.is_empty() && is_function(item)).then(allow_unused);
            quote!(#unused #item #complete #errors)
        }
    }
}

/// The path to the runtime's items that generated code names.
///
/// Kept as a list of tokens, because the compiler itself has to append one stream to another, and
/// that cost more than all other work here.
#[derive(Clone)]
pub(crate) struct Runtime(Vec<TokenTree>);

impl Runtime {
    /// The path that the user wrote for the crate, or the default path.
    pub(crate) fn new(written: Option<&Expr>) -> Self {
        let path = match written {
            None => hygienic!(::retry_runtime::private),
            Some(path) => hygienic!(#path::private),
        };
        Self(path.into_iter().collect())
    }

    /// The name of this path inside of a retried function. Each token costs build time for the
    /// user.
    fn alias() -> Self {
        Self(vec![Ident::new("__retry", Span::mixed_site()).into()])
    }

    /// The path at the place of the user's tokens, and the span for the tokens after the path.
    pub(crate) fn at(&self, place: Span) -> (Span, Self) {
        let span = place.resolved_at(Span::mixed_site());
        let mut path = self.clone();
        path.0.iter_mut().for_each(|token| token.set_span(span));
        (span, path)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.0);
    }
}

// Input:
//     #[retry(mx = 5, policy = policy)]
//     fn fetch(policy: &Policy) -> …
//
// Output, above the function and beside the error:
//     #[allow(unused_mut, unused_variables)]
//
// A parameter that only the attribute uses counts as unused while the attribute is not expanded.
fn allow_unused() -> TokenStream {
    hygienic!(#[allow(unused_mut, unused_variables)])
}

// Input:
//     #[retry(ma)]
//
// Output, beside the error:
//     complete! { ma }
//
// The compiler ignores `complete!`; an editor offers `max` and the like. The macro call stands
// before the errors, because an editor tries keys of another length.
fn complete(args: &Args, judged: &Judged) -> Option<TokenStream> {
    let (runtime, keys) = (Runtime::new(judged.runtime), &args.unknown);
    (!keys.is_empty()).then(|| hygienic!(#runtime::complete! { #(#keys)* }))
}

struct Expansion<'a> {
    judged: &'a Judged<'a>,
    function: &'a Function,
    runtime: Runtime,
    hooks: Hooks,
}

impl Expansion<'_> {
    fn is_blocking(&self) -> bool {
        self.function.is_blocking()
    }

    /// A callable as an argument. A closure is passed on unchanged, so that its parameter's type is
    /// inferred. A path is borrowed, so that a function argument need not be `Copy`; an argument
    /// that is a `&mut` is reborrowed.
    fn callable(&self, expr: &Expr) -> TokenStream {
        if expr.peeled().path().is_none() {
            return expr.to_token_stream();
        }
        let variable = self.variable(expr);
        let is_unique = variable.is_some_and(|variable| variable.ownership == Ownership::Unique);
        let borrow = if is_unique { quote!(&mut *) } else { quote!(&) };
        let borrow = at(expr.span(), borrow);
        quote!(#borrow #expr)
    }

    /// The variable that an expression names, if the expression is only a name.
    fn variable(&self, expr: &Expr) -> Option<&Variable> {
        let word = expr.peeled().path()?.word()?;
        let mut variables = self.function.variables.iter();
        variables.find(|variable| variable.is(word))
    }

    /// True if an expression is the path of a constant or a static.
    fn names_item(&self, expr: &Expr) -> bool {
        expr.peeled().path().is_some() && self.variable(expr).is_none()
    }

    /// An expression of type `Option`.
    fn option(&self, value: Option<TokenStream>) -> TokenStream {
        let runtime = &self.runtime;
        match value {
            None => hygienic!(#runtime::None),
            Some(value) => hygienic!(#runtime::Some(#value)),
        }
    }

    // Input:
    //     #[retry(max = 5)]
    //     fn fetch(url: &str) -> Result<Page, Error> { body }
    //
    // Output:
    //     fn fetch(url: &str) -> Result<Page, Error> {
    //         use ::retry_runtime::private as __retry;
    //         retry loop
    //     }
    //
    // for a function that returns a future, with the statements that move its arguments into it:
    //     fn fetch(url: String) -> Pin<Box<dyn Future<Output = …>>> {
    //         Box::pin(async move { use …; let url = url; retry loop })
    //     }
    fn function(&self) -> TokenStream {
        let function = self.function;
        let (attributes, inner_attributes) = (&function.attributes, &function.inner_attributes);
        let (runtime, alias) = (Runtime::new(self.judged.runtime), &self.runtime);
        let import = hygienic!(use #runtime as #alias;);
        let retry_loop = self.retry_loop();
        let inner = if let Kind::Future(tail) = &function.kind {
            let prologue = &tail.prologue;
            let pin = self.pin_type(None);
            tail.around(quote!(#import #pin #prologue #retry_loop))
        } else {
            quote!(#import #retry_loop)
        };
        // Written in the user's own braces. With the macro's braces, lints about the function and
        // type errors in the function would blame the attribute.
        let docs = self.docs();
        // Placed before the user's own attributes about the same lints, so that those win.
        let allowed = self.allowed_lints();
        let braced = regroup(&function.braces, quote!(#inner_attributes #inner));
        let mut_names: Vec<_> = self.mut_names().collect();
        let signature = function.signature.with_mut(&mut_names);
        quote!(#allowed #(#attributes)* #docs #signature #braced)
    }

    // Output:
    //     const POLICY: Policy = …;
    //     let mut call = UnobservedCall::new();
    //     loop {
    //         let outcome = (|| -> Result<Page, Error> { body })();
    //         let delay = the delay before the next attempt, or `return`;
    //         sleep(delay);
    //     }
    fn retry_loop(&self) -> TokenStream {
        let profile = self.profile_setup();
        let policy = self.policy_setup();
        let clock = self.clock();
        let budget = self.budget_setup();
        let cooldown = self.cooldown_setup();
        let pinned = self.pinned();
        let site = self.site_setup();
        let number = self.number();
        let attempt = self.attempt();
        let cancel = self.cancel_setup();
        let once = self.once();
        let last_error = self.last_error();
        let cooling = self.cooling_setup();
        let attempt_and_wait = self.attempt_and_wait(&hygienic!(#number #attempt));
        let begin = self.begin_attempt();
        let call = self.call();
        let (keep, renew) = self.kept_receiver().unzip();
        hygienic! {
            #site
            #profile
            #policy
            #budget
            #cooldown
            #clock
            #pinned
            #once
            #cancel
            #last_error
            #keep
            let mut __call = #call;
            #cooling
            loop {
                #attempt_and_wait
                #begin
                #renew
            }
        }
    }
}

/// Puts generated tokens at the place of the user's tokens.
pub(crate) fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let span = place.resolved_at(Span::mixed_site());
    let placed = |mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), at(span, group.stream())).into();
        }
        token.set_span(span);
        token
    };
    tokens.into_iter().map(placed).collect()
}

/// A call that lies at the user's tokens, from the first to the last. The caret of an error about
/// the call underlines them all; no single stable span does that.
fn call_at(place: &impl ToTokens, path: TokenStream, argument: TokenStream) -> TokenStream {
    let tokens: Vec<_> = place.to_token_stream().into_iter().collect();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return quote!(#path(#argument));
    };
    let path = at(first.span(), path);
    let mut parentheses = Group::new(Delimiter::Parenthesis, argument);
    parentheses.set_span(last.span().resolved_at(Span::mixed_site()));
    quote!(#path #parentheses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(args: &str, item: &str) -> TokenStream {
        retry(args.parse().expect(args), &item.parse().expect(item))
    }

    #[test]
    fn an_attribute_on_an_expression_expands_to_an_expression() {
        let tokens: Vec<_> = expanded("", "|| Ok(1)").into_iter().collect();
        let [TokenTree::Group(block)] = tokens.as_slice() else {
            panic!("not one block");
        };
        assert_eq!(block.delimiter(), Delimiter::Brace);
        assert!(block.stream().to_string().ends_with("|| Ok (1)"));
    }

    #[test]
    fn without_std_a_check_evaluates_literals() {
        for (has_std, expected) in [(true, false), (false, true)] {
            let hooks = Hooks {
                has_std,
                watched: false,
                watches_attempts: false,
                tested: false,
            };
            let (args, item) = ("jitter".parse(), "fn f() -> R {}".parse());
            let expanded = retry_with(args.expect("arguments"), &item.expect("a function"), hooks);
            let has_item = expanded.to_string().contains("const __POLICY");
            assert_eq!(has_item, expected, "{expanded}");
        }
    }

    #[test]
    fn unknown_keys_are_passed_to_complete() {
        let item = "fn f() -> R {}";
        let offers = |args| {
            expanded(args, item)
                .to_string()
                .contains("complete ! { ma de }")
        };
        assert!(offers("ma, de"));
        assert!(!offers("max = 5"));
    }
}
