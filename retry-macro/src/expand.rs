//! Tokens in, tokens out: the stages in their order. Here, and in the folder of
//! the same name, stands the only `quote!`.
//!
//! Generated variables are resolved in the macro's scope, so the user's variables
//! can't collide with them. The user's constants could, which hygiene does not
//! hide: hence the `__`, which the outlines below leave out. Paths begin with
//! `::`, so a module or type of the same name changes nothing.

mod policy;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use crate::args::Args;
use crate::diagnostics::Errors;
use crate::function::{Function, Mutable, regroup};
use crate::policy::{Judged, peel};

/// The attribute: the retried function, or the function as it was and every
/// error.
pub(crate) fn retry(args: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::parse(args, &mut errors);
    let judged = Judged::new(&args, &mut errors);
    let function = Function::parse(item.clone(), &mut errors);
    match (errors.finish(), function) {
        (Ok(()), Some(function)) => retried(&judged, &function),
        (Ok(()), None) => unreachable!("what can't be retried has its error"),
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
    let policy = policy::value(&judged.policy, function);
    let attempt = attempt(function);
    // Wholly at the return type, so that a type that is no outcome is one error,
    // there.
    let at_return = |call| at(function.returned.span(), call);
    let into_result = at_return(quote!(#runtime::into_result(__outcome)));
    let from_value = at_return(quote!(#runtime::from_value(__value)));
    let from_error = at_return(quote!(#runtime::from_error(__error)));
    let success = quote_spanned!(mixed=> #runtime::success(__policy, &__call));
    let failure = quote_spanned!(mixed=> #runtime::failure(__policy, &__call, __decision, &{
        use #runtime::{LookDebug as _, LookDisplay as _, LookName as _};
        #runtime::show(&__error, (&&&#runtime::Look(&__error)).__retry_how())
    }));
    let tell_success = tell(judged.observers, &success);
    let tell_failure = tell(judged.observers, &failure);
    let wait = wait(judged.sleep);
    let retry_loop = quote_spanned! {mixed=>
        let __policy: &#runtime::Policy = #policy;
        let mut __call = #runtime::Call::new();
        loop {
            let __outcome = #attempt;
            match #into_result {
                #runtime::Ok(__value) => {
                    #tell_success
                    return #from_value;
                }
                #runtime::Err(__error) => {
                    let __decision = __call.decide(__policy);
                    #tell_failure
                    match __decision {
                        #runtime::Decision::Retry(__delay) => {
                            #runtime::discard(__error);
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
    let braced = regroup(body, quote!(#inner_attributes #retry_loop));
    quote!(#(#attributes)* #visibility #signature #braced)
}

// Input:
//     fn f(mut n: u32) -> io::Result<impl Iterator<Item = u32>> { body }
//
// Output:
//     (|| -> io::Result<_> { let mut n = afresh(&n); body })()
fn attempt(function: &Function) -> TokenStream {
    let Function { mutable, body, .. } = function;
    let runtime = runtime();
    let returned = function.closure_return();
    let rebound = mutable.iter().map(
        |Mutable {
             attributes,
             mutability,
             name,
         }| {
            let afresh = at(name.span(), quote!(#runtime::afresh));
            quote_spanned!(name.span()=> #attributes let #mutability #name = #afresh(&#name);)
        },
    );
    // Untouched where nothing is added: braces that are made anew lose the place
    // of the closing one, and errors there would be reported twice.
    let body = if mutable.is_empty() {
        body.clone()
    } else {
        let stream = body.stream();
        regroup(body, quote!(#(#rebound)* #stream))
    };
    quote_spanned!(Span::mixed_site()=> (|| -> #returned #body)())
}

// Input:
//     sleep = nap
//
// Output:
//     sleep_with(nap, delay)
fn wait(sleep: Option<&Expr>) -> TokenStream {
    let (runtime, mixed) = (runtime(), Span::mixed_site());
    match sleep {
        None => quote_spanned!(mixed=> #runtime::sleep(__delay)),
        Some(path) => {
            let sleep_with = at(path.span(), quote!(#runtime::sleep_with));
            quote_spanned!(mixed=> #sleep_with(#path, __delay))
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
//             tell(|event| log(event), &event);
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
        if let Expr::Closure(_) = peel(observer) {
            let tell = at(span, quote!(#runtime::tell));
            quote_spanned!(span=> #tell(#observer, &__event);)
        } else {
            quote_spanned!(span=> (#observer).__retry_observe(&__event);)
        }
    });
    quote_spanned! {Span::mixed_site()=>
        match #what {
            __event => {
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

/// A call that lies at the user's tokens, from the first to the last: the caret
/// of an error about it underlines them all, which no one stable span does.
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
