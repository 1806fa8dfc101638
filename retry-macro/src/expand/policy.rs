//! The policy of a call, as an expression of type `&Policy`.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Expansion, Runtime, at, call_at};
use crate::judged::{Jitter, Policy, Setting, Value};
use crate::rules;
use crate::syntax::value::Expr;

/// The form of a policy in the generated code.
enum Form<'a> {
    /// The default policy, which all functions share.
    Default,
    /// The policy of the profile.
    OfProfile,
    /// An inline constant, at its only use.
    Inline(&'a [Setting<'a>]),
    /// A `const` item.
    Item(&'a [Setting<'a>]),
    /// A variable.
    Variable(&'a [Setting<'a>]),
    /// A variable with the policy that the user gives.
    Given(&'a Expr),
}

impl Expansion<'_> {
    /// An expression of type `&Policy` that can be repeated. A constant is named again at each use,
    /// because a waiting future would have to keep a variable.
    pub(super) fn policy(&self) -> TokenStream {
        let runtime = &self.runtime;
        match self.form() {
            Form::Default => hygienic!(&#runtime::DEFAULT),
            Form::OfProfile => self.of_profile("policy_of").unwrap_or_default(),
            Form::Inline(settings) => {
                let builder = self.builder(settings, true, &mut TokenStream::new());
                hygienic!(const { &#builder.build() })
            }
            Form::Item(_) => hygienic!(&__POLICY),
            Form::Variable(_) | Form::Given(_) => hygienic!(__policy),
        }
    }

    /// The form of the policy in the generated code.
    fn form(&self) -> Form<'_> {
        match (&self.judged.policy, self.judged.with) {
            (Policy::Given(expr), _) => Form::Given(expr),
            (Policy::Written(settings), None) if settings.is_empty() => Form::Default,
            (Policy::Written(settings), Some(_)) if settings.is_empty() => Form::OfProfile,
            (Policy::Written(settings), _) if self.is_inline(settings) => Form::Inline(settings),
            (Policy::Written(settings), with) if self.is_constant(settings, with) => {
                Form::Item(settings)
            }
            (Policy::Written(settings), _) => Form::Variable(settings),
        }
    }

    /// True if the policy is written at its only use.
    fn is_inline(&self, settings: &[Setting]) -> bool {
        let is_used_once = self.uses_unobserved_call() && !self.is_timed() && !self.may_cool();
        is_used_once && self.is_fully_judged(settings)
    }

    /// True if the macro has judged the whole policy, by the rules of a runtime with `std`.
    fn is_fully_judged(&self, settings: &[Setting]) -> bool {
        self.hooks.has_std && self.judged.with.is_none() && rules::cover(settings)
    }

    /// True if a `const` item holds the policy. It can't hold a generic one. It costs build time, so
    /// that a blocking function, which has no future to keep small, has a variable if it can.
    fn is_constant(&self, settings: &[Setting], with: Option<&Expr>) -> bool {
        let is_constant = |with| self.is_constant_profile(with);
        let has_variable = self.is_blocking() && self.is_fully_judged(settings);
        !has_variable && !self.is_any_generic(settings) && with.is_none_or(is_constant)
    }

    // Input:
    //     max = 5, base_delay = "1s"
    //
    // Output, at its only use:
    //     const { &Policy::builder().max(5).base_delay(Duration::new(1, 0)).build() }
    //
    // `cargo check` does not evaluate this expression. It need not, because the macro has judged
    // the literals, and the evaluation would take longer than the check of the loop.
    //
    // Input:
    //     max = 5, base_delay = START
    //
    // Output, and for literals that an async function uses more than once:
    //     const BASE_DELAY: Duration = judged::base_delay(START);
    //     const POLICY: Policy = judged::policy(Policy::builder().max(5).base_delay(BASE_DELAY));
    //
    // There is one `const` item for each constant, so that each fault is reported. Items are used
    // because `cargo check` evaluates them even in a generic function without callers. An item
    // can't name `Self` or a generic parameter; for an argument that does, and for literals that a
    // blocking function uses more than once:
    //     let policy: &Policy = const { &judged::policy(Policy::builder().max(judged::max(N))) };
    //
    // with `with = PROFILE`, which gives the arguments that are not written:
    //     const POLICY: Policy = judged::policy_over(policy_of(&PROFILE), Policy::builder().max(5));
    //
    // with `with = self.profile`:
    //     let policy: &Policy = &policy_beside(policy_of(&self.profile), Policy::builder().max(5));
    //
    // for `policy = expr`:
    //     let policy: &Policy = &policy(expr);
    pub(super) fn policy_setup(&self) -> Option<TokenStream> {
        let runtime = &self.runtime;
        let with = self.judged.with;
        let (settings, is_item) = match self.form() {
            Form::Default | Form::OfProfile | Form::Inline(_) => return None,
            Form::Item(settings) => (settings, true),
            Form::Variable(settings) => (settings, false),
            Form::Given(expr) => {
                let (place, at_value) = runtime.at(expr.span());
                let policy = quote_spanned!(place=> #at_value::policy);
                return Some(hygienic!(let __policy: &#runtime::Policy = &#policy(#expr);));
            }
        };
        let mut constants = TokenStream::new();
        let builder = self.builder(settings, self.is_any_generic(settings), &mut constants);
        let breaker = self.likely_breaker(settings);
        let place = breaker.map_or_else(Span::mixed_site, |it| it.span);
        let (place, judging) = runtime.at(place);
        let policy = match with {
            None => quote_spanned!(place=> #judging::judged::policy(#builder)),
            Some(with) if self.names_item(with) => {
                let borrow = at(with.span(), quote!(&));
                // The error type is not checked here, because an item can't name a generic type.
                let base = call_at(with, quote!(#runtime::policy_of), quote!(#borrow #with));
                quote_spanned!(place=> #judging::judged::policy_over(#base, #builder))
            }
            Some(_) => {
                let base = self.of_profile("policy_of");
                let policy = quote!(#runtime::policy_beside(#base, #builder));
                return Some(hygienic!(#constants let __policy: &#runtime::Policy = &#policy;));
            }
        };
        Some(if is_item {
            hygienic!(#constants const __POLICY: #runtime::Policy = #policy;)
        } else {
            hygienic!(#constants let __policy: &#runtime::Policy = const { &#policy };)
        })
    }

    /// The place of an error about the whole policy: the argument that is most likely to break a
    /// rule.
    fn likely_breaker<'a>(&self, settings: &'a [Setting<'a>]) -> Option<&'a Setting<'a>> {
        let written = |method: &str| settings.iter().find(|it| it.method == method);
        let needs_std = || {
            let random = written("jitter").filter(|_| written("seed").is_none());
            written("max_elapsed").or(written("reset_after")).or(random)
        };
        let without_std = (!self.hooks.has_std).then(needs_std).flatten();
        let mut by_rules = ["max_elapsed", "max_delay", "seed", "jitter"].into_iter();
        without_std.or_else(|| by_rules.find_map(written))
    }

    /// The builder with the settings. Constants get their items in `constants`, unless all of the
    /// builder is in one `const` expression.
    fn builder(
        &self,
        settings: &[Setting],
        is_inline: bool,
        constants: &mut TokenStream,
    ) -> TokenStream {
        let runtime = &self.runtime;
        let mut builder = hygienic!(#runtime::Policy::builder());
        for setting in settings {
            let span = setting.span.resolved_at(Span::mixed_site());
            let method = match setting.value {
                Value::Unlimited => "unlimited",
                _ => setting.method,
            };
            let method = Ident::new(method, span);
            let value = self.value(setting, is_inline, constants);
            builder.extend(quote_spanned!(span=> .#method(#value)));
        }
        builder
    }

    fn is_any_generic(&self, settings: &[Setting]) -> bool {
        settings.iter().any(|setting| self.is_generic(setting))
    }

    fn is_generic(&self, setting: &Setting) -> bool {
        let is_generic = |expr: &Expr| self.function.has_generic_in(expr.to_token_stream());
        setting.constants().any(is_generic)
    }

    // Input:
    //     attempt_timeout = LIMIT
    //
    // Output:
    //     const { judged::attempt_timeout(LIMIT) }
    //
    // The constant gets an item of its own, as above, if it is not generic.
    //
    // for `attempt_timeout = self.limit`:
    //     limit(self.limit)
    pub(super) fn limit(&self, setting: &Setting) -> TokenStream {
        if let Value::Constant(expr) = &setting.value {
            let value = expr.to_token_stream();
            if self.function.argument_in(value.clone()).is_some() {
                let runtime = &self.runtime;
                return call_at(expr, quote!(#runtime::limit), value);
            }
        }
        let mut constants = TokenStream::new();
        let generic = self.is_generic(setting);
        let value = self.value(setting, generic, &mut constants);
        if generic {
            hygienic!(const { #value })
        } else {
            hygienic!({ #constants #value })
        }
    }

    /// The value of a setting. A constant gets its item in `constants`, unless it
    /// is generic.
    fn value(&self, setting: &Setting, generic: bool, constants: &mut TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        match &setting.value {
            Value::Unlimited | Value::Flag => TokenStream::new(),
            Value::Count(count) => quote!(#count),
            Value::Factor(factor) => quote!(#factor),
            Value::Seed(seed) => quote!(#seed),
            Value::Delay(delay) => self.delay_of(*delay),
            Value::Backoff(word) => variant(&quote!(#runtime::Backoff), word),
            Value::Delays(list) => {
                let items = list
                    .iter()
                    .enumerate()
                    .map(|(at, item)| self.listed(at, item));
                let list = quote!(&[#(#items),*]);
                if generic {
                    quote!(const { #list })
                } else {
                    // An item lives as long as the policy.
                    let (name, ty) = constant(setting.method, runtime);
                    constants.extend(hygienic!(const #name: #ty = #list;));
                    name.to_token_stream()
                }
            }
            Value::Jitter(Jitter::Word(word)) => variant(&quote!(#runtime::Jitter), word),
            Value::Jitter(Jitter::Proportional(p)) => quote!(#runtime::Jitter::Proportional(#p)),
            Value::Constant(expr) => {
                // The method lies at the value, so that the caret of a failed evaluation is there
                // too.
                let method =
                    Ident::new(setting.method, setting.span.resolved_at(Span::mixed_site()));
                let judge = quote!(#runtime::judged::#method);
                let judged = call_at(expr, judge, expr.to_token_stream());
                if generic {
                    judged
                } else {
                    let (name, ty) = constant(setting.method, runtime);
                    constants.extend(hygienic!(const #name: #ty = #judged;));
                    name.to_token_stream()
                }
            }
        }
    }

    fn listed(&self, at: usize, item: &Value) -> TokenStream {
        let runtime = &self.runtime;
        match item {
            Value::Delay(delay) => self.delay_of(*delay),
            // A value at its own place, as above.
            Value::Constant(expr) if at == 0 => expr.to_token_stream(),
            Value::Constant(expr) => {
                let judge = quote!(#runtime::judged::later_delay);
                call_at(expr, judge, expr.to_token_stream())
            }
            _ => unreachable!("a list has delays"),
        }
    }

    fn delay_of(&self, delay: Duration) -> TokenStream {
        let runtime = &self.runtime;
        let (seconds, nanos) = (delay.as_secs(), delay.subsec_nanos());
        quote!(#runtime::Duration::new(#seconds, #nanos))
    }
}

/// The variant for a word: `Jitter::Full` for `full`.
pub(super) fn variant(of: &TokenStream, word: &str) -> TokenStream {
    let (first, rest) = word.split_at(1);
    let variant = Ident::new(&(first.to_uppercase() + rest), Span::mixed_site());
    quote!(#of::#variant)
}

/// The name and type of a constant argument's item.
fn constant(method: &str, runtime: &Runtime) -> (Ident, TokenStream) {
    let name = format!("__{}", method.to_uppercase());
    let ty = match method {
        "max" | "max_attempts" => quote!(::core::primitive::u32),
        "factor" => quote!(::core::primitive::f64),
        "seed" => quote!(::core::primitive::u64),
        "backoff" => quote!(#runtime::Backoff),
        "delays" => quote!(&[#runtime::Duration]),
        "base_delay" | "max_delay" | "max_pushback" | "max_elapsed" | "reset_after"
        | "attempt_timeout" | "call_timeout" => quote!(#runtime::Duration),
        _ => unreachable!("`{method}` takes no constant"),
    };
    (Ident::new(&name, Span::mixed_site()), ty)
}
