//! Tokens in, tokens out: the stages in their order, and the only `quote!`.
//!
//! Generated names are located at the user's tokens and resolved in the macro's
//! scope, so they can't collide with the user's. Paths begin with `::`, so a
//! module or type of the same name changes nothing.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use crate::args::Args;
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::policy::{Jitter, Judged, Policy, Setting, Value};

/// The attribute: the retried function, or the function as it was and every
/// error.
pub(crate) fn retry(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::parse(args, &mut errors);
    let judged = Judged::new(&args, &mut errors);
    let function = Function::parse(item.clone(), &mut errors);
    match (errors.finish(), function) {
        (Ok(()), Some(function)) => retried(&judged, &function),
        (Ok(()), None) => item,
        (Err(errors), _) => quote!(#item #errors),
    }
}

/// Where everything lives that generated code names.
fn runtime() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> ::retry_runtime::private)
}

// Input:
//     #[retry(max = 5)]
//     fn fetch(url: &str) -> Result<Page, Error> { body }
//
// Output:
//     fn fetch(url: &str) -> Result<Page, Error> {
//         let policy = …;
//         let mut call = Call::new();
//         loop {
//             let outcome = (|| -> Result<Page, Error> { body })();
//             match into_result(outcome) {
//                 Ok(value) => return from_value(value),
//                 Err(error) => {
//                     let decision = call.decide(policy);
//                     match decision {
//                         Decision::Retry(delay) => { discard(error); sleep(delay); }
//                         Decision::GiveUp(_) => return from_error(error),
//                     }
//                 }
//             }
//         }
//     }
fn retried(judged: &Judged, function: &Function) -> TokenStream {
    let runtime = runtime();
    let mixed = Span::mixed_site();
    let policy = policy_value(&judged.policy, function);
    let attempt = attempt(function);
    // Wholly at the return type, so that a type that is no outcome is one error,
    // there.
    let at_return = |tokens| at(function.returned.span(), tokens);
    let into_result = at_return(quote!(#runtime::into_result(outcome)));
    let from_value = at_return(quote!(#runtime::from_value(value)));
    let from_error = at_return(quote!(#runtime::from_error(error)));
    let success = quote_spanned!(mixed=> #runtime::success(policy, &call));
    let failure = quote_spanned!(mixed=> #runtime::failure(policy, &call, decision, &{
        use #runtime::{LookDebug as _, LookDisplay as _, LookName as _};
        #runtime::show(&error, (&&&#runtime::Look(&error)).__retry_how())
    }));
    let tell_success = tell(judged.observers, &success);
    let tell_failure = tell(judged.observers, &failure);
    let wait = wait(judged.sleep);
    let retry_loop = quote_spanned! {mixed=>
        let policy: &#runtime::Policy = #policy;
        let mut call = #runtime::Call::new();
        loop {
            let outcome = #attempt;
            match #into_result {
                #runtime::Ok(value) => {
                    #tell_success
                    return #from_value;
                }
                #runtime::Err(error) => {
                    let decision = call.decide(policy);
                    #tell_failure
                    match decision {
                        #runtime::Decision::Retry(delay) => {
                            #runtime::discard(error);
                            #wait;
                        }
                        #runtime::Decision::GiveUp(_) => return #from_error,
                    }
                }
            }
        }
    };

    let Function {
        attributes,
        visibility,
        signature,
        inner_attributes,
        body,
        ..
    } = function;
    // In the user's own braces: with the macro's, lints about the function and
    // type errors in it would blame the attribute.
    let braced = braces(body, quote!(#inner_attributes #retry_loop));
    quote!(#(#attributes)* #visibility #signature #braced)
}

// Input:
//     fn f(mut n: u32) -> io::Result<impl Iterator<Item = u32>> { body }
//
// Output:
//     (|| -> io::Result<_> { let mut n = n; body })()
fn attempt(function: &Function) -> TokenStream {
    let Function { mutable, body, .. } = function;
    let returned = function.closure_return();
    let rebound = mutable
        .iter()
        .map(|(mutable, name)| quote_spanned!(name.span()=> let #mutable #name = #name;));
    let stream = body.stream();
    let body = braces(body, quote!(#(#rebound)* #stream));
    quote_spanned!(Span::mixed_site()=> (|| -> #returned #body)())
}

// Input:
//     max = 5, base_delay = START
//
// Output:
//     {
//         const POLICY: Policy =
//             judged::policy(Policy::builder().max(5u32).base_delay(judged::base_delay(START)));
//         &POLICY
//     }
//
// where an argument names `Self` or a generic parameter, which a `const` item
// can't:
//     const { &judged::policy(Policy::builder().max(judged::max(N))) }
//
// for `policy = expr`:
//     &policy(expr)
fn policy_value(policy: &Policy, function: &Function) -> TokenStream {
    let runtime = runtime();
    let mixed = Span::mixed_site();
    let settings = match policy {
        Policy::Written(settings) => settings,
        Policy::Given(expr) => {
            let policy = at(expr.span(), quote!(#runtime::policy));
            return quote_spanned!(mixed=> &#policy(#expr));
        }
    };
    let mut value = quote_spanned!(mixed=> #runtime::Policy::builder());
    for setting in settings {
        value.extend(setting_call(setting, &runtime));
    }
    // Rules across arguments are judged here, at the argument that would break
    // them.
    let last = settings
        .iter()
        .find(|setting| setting.method == "max_delay");
    let place = last.map_or(mixed, |setting| setting.span);
    let judge = at(place, quote!(#runtime::judged::policy));
    let value = quote_spanned!(place.resolved_at(mixed)=> #judge(#value));

    let generic = |setting: &Setting| match &setting.value {
        Value::Constant(expr) => function.has_generic_in(expr.to_token_stream()),
        _ => false,
    };
    if settings.iter().any(generic) {
        quote_spanned!(mixed=> const { &#value })
    } else {
        quote_spanned! {mixed=> {
            const POLICY: #runtime::Policy = #value;
            &POLICY
        }}
    }
}

fn setting_call(setting: &Setting, runtime: &TokenStream) -> TokenStream {
    let span = setting.span.resolved_at(Span::mixed_site());
    let method = Ident::new(setting.method, span);
    match &setting.value {
        Value::Unlimited => quote_spanned!(span=> .unlimited()),
        Value::Retries(retries) => quote_spanned!(span=> .#method(#retries)),
        Value::Factor(factor) => quote_spanned!(span=> .#method(#factor)),
        Value::Seed(seed) => quote_spanned!(span=> .#method(#seed)),
        Value::Delay(delay) => {
            let (seconds, nanos) = (delay.as_secs(), delay.subsec_nanos());
            quote_spanned!(span=> .#method(#runtime::Duration::new(#seconds, #nanos)))
        }
        Value::Jitter(jitter) => {
            let kind = match jitter {
                Jitter::None => quote!(None),
                Jitter::Full => quote!(Full),
                Jitter::Equal => quote!(Equal),
                Jitter::Decorrelated => quote!(Decorrelated),
                Jitter::Proportional(p) => quote!(Proportional(#p)),
            };
            quote_spanned!(span=> .#method(#runtime::Jitter::#kind))
        }
        // The call lies at the value, so that the caret of a failed const
        // evaluation does too.
        Value::Constant(expr) => {
            let judge = at(setting.span, quote!(#runtime::judged::#method));
            quote_spanned!(span=> .#method(#judge(#expr)))
        }
    }
}

// Input:
//     sleep = nap
//
// Output:
//     sleep_with(nap, delay)
fn wait(sleep: Option<&Expr>) -> TokenStream {
    let (runtime, mixed) = (runtime(), Span::mixed_site());
    match sleep {
        None => quote_spanned!(mixed=> #runtime::sleep(delay)),
        Some(path) => {
            let sleep_with = at(path.span(), quote!(#runtime::sleep_with));
            quote_spanned!(mixed=> #sleep_with(#path, delay))
        }
    }
}

// Input:
//     observe(report, |event| log(event))
//
// Output:
//     match success(policy, &call) {
//         event => {
//             (report).__retry_observe(&event);
//             observer(|event| log(event)).__retry_observe(&event);
//         }
//     }
//
// A `match`, because the event borrows from temporaries of its expression.
fn tell(observers: &[Expr], what: &TokenStream) -> TokenStream {
    if observers.is_empty() {
        return TokenStream::new();
    }
    let runtime = runtime();
    let observers = observers.iter().map(|observer| {
        let span = observer.span().resolved_at(Span::mixed_site());
        let place = if let Expr::Closure(_) = observer {
            let bounded = at(span, quote!(#runtime::observer));
            quote_spanned!(span=> #bounded(#observer))
        } else {
            quote_spanned!(span=> (#observer))
        };
        quote_spanned!(span=> #place.__retry_observe(&event);)
    });
    quote_spanned! {Span::mixed_site()=>
        match #what {
            event => {
                use #runtime::{ObserveShared as _, ObserveUnique as _};
                #(#observers)*
            }
        }
    }
}

/// Generated tokens at the place of the user's.
fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let span = place.resolved_at(Span::mixed_site());
    let place = |token| match token {
        TokenTree::Group(group) => {
            let mut group = Group::new(group.delimiter(), at(span, group.stream()));
            group.set_span(span);
            group.into()
        }
        mut token => {
            token.set_span(span);
            token
        }
    };
    tokens.into_iter().map(place).collect()
}

fn braces(like: &Group, stream: TokenStream) -> Group {
    let mut braces = Group::new(like.delimiter(), stream);
    braces.set_span(like.span());
    braces
}
