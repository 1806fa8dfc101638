//! The policy of a call, as an expression of type `&Policy`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{at, call_at, runtime};
use crate::function::Function;
use crate::policy::{Backoff, Jitter, Policy, Setting, Value};

// Input:
//     max = 5, base_delay = START
//
// Output:
//     {
//         const BASE_DELAY: Duration = judged::base_delay(START);
//         const POLICY: Policy = judged::policy(Policy::builder().max(5).base_delay(BASE_DELAY));
//         &POLICY
//     }
//
// One `const` item for each constant, so that each fault is reported; items,
// because `cargo check` evaluates them even in a generic function that nobody
// calls. Where an argument names `Self` or a generic parameter, which an item
// can't:
//     const { &judged::policy(Policy::builder().max(judged::max(N))) }
//
// for `policy = expr`:
//     &policy(expr)
pub(super) fn value(policy: &Policy, function: &Function) -> TokenStream {
    let (runtime, mixed) = (runtime(), Span::mixed_site());
    let settings = match policy {
        Policy::Written(settings) => settings,
        Policy::Given(expr) => {
            let policy = at(expr.span(), quote!(#runtime::policy));
            return quote_spanned!(mixed=> &#policy(#expr));
        }
    };
    let generic = settings.iter().any(|setting| match &setting.value {
        Value::Constant(expr) => function.has_generic_in(expr.to_token_stream()),
        _ => false,
    });
    let mut constants = TokenStream::new();
    let mut builder = quote_spanned!(mixed=> #runtime::Policy::builder());
    // Rules across arguments are judged at the argument that would break them.
    let mut place = mixed;
    for setting in settings {
        if ["max_delay", "max_elapsed"].contains(&setting.method) {
            place = setting.span.resolved_at(mixed);
        }
        builder.extend(setter(setting, generic, &mut constants));
    }
    let judge = at(place, quote!(#runtime::judged::policy));
    let policy = quote_spanned!(place=> #judge(#builder));
    if generic {
        quote_spanned!(mixed=> const { &#policy })
    } else {
        quote_spanned! {mixed=> {
            #constants
            const __POLICY: #runtime::Policy = #policy;
            &__POLICY
        }}
    }
}

/// The call of the builder's method. A constant gets its item in `constants`,
/// unless it is generic.
fn setter(setting: &Setting, generic: bool, constants: &mut TokenStream) -> TokenStream {
    let (runtime, mixed) = (runtime(), Span::mixed_site());
    let span = setting.span.resolved_at(mixed);
    let method = Ident::new(setting.method, span);
    let value = match &setting.value {
        Value::Unlimited => return quote_spanned!(span=> .unlimited()),
        Value::Retries(retries) => quote!(#retries),
        Value::Attempts(attempts) => quote!(#attempts),
        Value::Backoff(backoff) => match backoff {
            Backoff::Constant => quote!(#runtime::Backoff::Constant),
            Backoff::Linear => quote!(#runtime::Backoff::Linear),
            Backoff::Exponential => quote!(#runtime::Backoff::Exponential),
            Backoff::Fibonacci => quote!(#runtime::Backoff::Fibonacci),
        },
        Value::Factor(factor) => quote!(#factor),
        Value::Seed(seed) => quote!(#seed),
        Value::Delay(delay) => {
            let (seconds, nanos) = (delay.as_secs(), delay.subsec_nanos());
            quote!(#runtime::Duration::new(#seconds, #nanos))
        }
        Value::Jitter(jitter) => match jitter {
            Jitter::None => quote!(#runtime::Jitter::None),
            Jitter::Full => quote!(#runtime::Jitter::Full),
            Jitter::Equal => quote!(#runtime::Jitter::Equal),
            Jitter::Decorrelated => quote!(#runtime::Jitter::Decorrelated),
            Jitter::Proportional(p) => quote!(#runtime::Jitter::Proportional(#p)),
        },
        Value::Constant(expr) => {
            // At the value, so that the caret of a failed evaluation is too.
            let judge = quote!(#runtime::judged::#method);
            let judged = call_at(expr, judge, expr.to_token_stream());
            if generic {
                judged
            } else {
                let (name, ty) = constant(setting.method, &runtime);
                constants.extend(quote_spanned!(mixed=> const #name: #ty = #judged;));
                name.to_token_stream()
            }
        }
    };
    quote_spanned!(span=> .#method(#value))
}

/// The name and type of a constant argument's item.
fn constant(method: &str, runtime: &TokenStream) -> (Ident, TokenStream) {
    let name = format!("__{}", method.to_uppercase());
    let ty = match method {
        "max" | "max_attempts" => quote!(::core::primitive::u32),
        "factor" => quote!(::core::primitive::f64),
        "seed" => quote!(::core::primitive::u64),
        _ => quote!(#runtime::Duration),
    };
    (Ident::new(&name, Span::mixed_site()), ty)
}
