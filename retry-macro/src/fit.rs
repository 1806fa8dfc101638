//! Rules between the arguments and the function that they stand on.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;

use crate::args::{Args, Argument};
use crate::diagnostics::{Errors, nearest};
use crate::function::{Function, Kind, Ownership, Variable};
use crate::judged::{Cloned, Judged, Policy, Value};
use crate::syntax::tokens::{collect, is_mark};

pub(crate) fn judge(args: &Args, judged: &Judged, function: &Function, errors: &mut Errors) {
    constants(judged, &function.variables, errors);
    returned(args, function, errors);
    clone(args, judged, &function.variables, errors);
    let attempt = judged.attempt.map(|name| (name, "the attempt's number"));
    let context = judged.context.map(|name| (name, "the attempt's context"));
    let once = judged.once.iter().map(|(name, _)| (*name, "the value"));
    for (name, what) in attempt.into_iter().chain(context).chain(once) {
        if function.variables.iter().any(|variable| variable.is(name)) {
            let message =
                format!("`{name}` is an argument of this function: choose another name for {what}");
            errors.at(name, message);
        }
    }
}

/// Values of a policy are evaluated when they are compiled: an argument of the function
/// has no value then.
fn constants(judged: &Judged, variables: &[Variable], errors: &mut Errors) {
    let settings = match &judged.policy {
        Policy::Written(settings) => &settings[..],
        Policy::Given(_) => &[],
    };
    let limits = judged.attempt_timeout.iter().chain(&judged.call_timeout);
    for setting in settings.iter().chain(limits) {
        let Value::Constant(expr) = &setting.value else {
            continue;
        };
        let Some(name) = variable(expr.to_token_stream(), variables) else {
            continue;
        };
        let method = setting.method;
        let value = match expr.path() {
            Some(_) => name.to_string(),
            None => "…".to_owned(),
        };
        let instead = match method {
            "attempt_timeout" | "call_timeout" => String::new(),
            _ => format!(
                ": to choose it at run time, write `policy = Policy::builder().{method}({value}).build()`"
            ),
        };
        let message = format!(
            "`{name}` is known only when the function is called, and `{method}` must be a constant{instead}"
        );
        errors.at(name, message);
    }
}

/// The first word that names an argument, and is no part of a path or a field.
fn variable(tokens: TokenStream, variables: &[Variable]) -> Option<Ident> {
    let tokens = collect(tokens);
    let mut places = tokens.iter().enumerate();
    places.find_map(|(at, token)| match token {
        // A block may bind the name itself.
        TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
            variable(group.stream(), variables)
        }
        TokenTree::Ident(word) if variables.iter().any(|variable| variable.is(word)) => {
            let (before, after) = (tokens[..at].last(), tokens.get(at + 1));
            let is_part = is_mark(before, '.') || is_mark(before, ':') || is_mark(after, ':');
            (!is_part).then(|| word.clone())
        }
        _ => None,
    })
}

/// Arguments that ask for a function of another kind.
fn returned(args: &Args, function: &Function, errors: &mut Errors) {
    let is_async = !matches!(function.kind, Kind::Blocking);
    if let (Some(Argument { key, .. }), false) = (&args.attempt_timeout, is_async) {
        errors.at(key, "`attempt_timeout` needs an `async fn`: nothing can end a blocking attempt from outside; `max_elapsed` bounds the time in which retries start");
        return;
    }
    if let (Some(Argument { key, .. }), false) = (&args.call_timeout, is_async) {
        errors.at(key, "`call_timeout` needs an `async fn`: nothing can end a blocking attempt from outside; `max_elapsed` bounds the time in which retries start");
        return;
    }
    if function.returns_option {
        let judges = [&args.when, &args.retry_after, &args.classify];
        let of_errors =
            judges
                .into_iter()
                .chain([&args.attempt_timeout, &args.call_timeout, &args.on_give_up]);
        for Argument { key, .. } in of_errors.flatten() {
            let message = format!(
                "`{key}` is about errors, and an `Option` has none: leave it out, or return a `Result`"
            );
            errors.at(key, message);
        }
    }
}

fn clone(args: &Args, judged: &Judged, variables: &[Variable], errors: &mut Errors) {
    let is_owned = |variable: &&Variable| variable.ownership == Ownership::Owned;
    let by_value = variables.iter().filter(is_owned);
    let known: Vec<_> = by_value.map(|variable| variable.name.to_string()).collect();
    if let (Cloned::All, Some(argument), []) = (&judged.clone, &args.clone, known.as_slice()) {
        let message = "`clone` has nothing to clone: this function takes no argument by value";
        errors.at(&argument.key, message);
    }
    let Cloned::Named(names) = &judged.clone else {
        return;
    };
    for name in names {
        let message = match variables.iter().find(|variable| variable.is(name)) {
            Some(variable) if is_owned(&variable) => continue,
            Some(_) => format!(
                "`{name}` is borrowed, so no attempt can consume it: leave it out of `clone(…)`"
            ),
            None => no_argument(&name.to_string(), &known),
        };
        errors.at(name, message);
    }
}

fn no_argument(name: &str, known: &[String]) -> String {
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("`{name}` is no argument of this function: did you mean `{near}`?"),
        None if known.is_empty() => format!(
            "`{name}` is no argument of this function, which takes none by value: leave out `clone`"
        ),
        None => format!(
            "`{name}` is no argument of this function: those taken by value are {}",
            known.join(", ")
        ),
    }
}
