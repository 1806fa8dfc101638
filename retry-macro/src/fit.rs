//! Rules between the arguments and the function that they stand on.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;

use crate::args::{self, Args};
use crate::diagnostics::{Errors, nearest};
use crate::function::{Function, Kind, Ownership, Variable};
use crate::judged::{Cloned, Judged, Policy, Value};

pub(crate) fn judge(args: &Args, judged: &Judged, function: &Function, errors: &mut Errors) {
    constants(judged, &function.variables, errors);
    returned(args, function, errors);
    clone(args, judged, &function.variables, errors);
    if let Some(name) = judged.attempt {
        if function.variables.iter().any(|variable| variable.is(name)) {
            let message = format!(
                "`{name}` is an argument of this function: choose another name for the attempt's number"
            );
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
    for setting in settings.iter().chain(&judged.attempt_timeout) {
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
            "attempt_timeout" => String::new(),
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
    let is = |token: Option<&TokenTree>, of: &[char]| matches!(token, Some(TokenTree::Punct(p)) if of.contains(&p.as_char()));
    let mut before: Option<TokenTree> = None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            // A block may bind the name itself.
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                if let Some(name) = variable(group.stream(), variables) {
                    return Some(name);
                }
            }
            TokenTree::Ident(word)
                if !is(before.as_ref(), &['.', ':'])
                    && !is(tokens.peek(), &[':'])
                    && variables.iter().any(|variable| variable.is(word)) =>
            {
                return Some(word.clone());
            }
            _ => {}
        }
        before = Some(token);
    }
    None
}

/// Arguments that ask for a function of another kind.
fn returned(args: &Args, function: &Function, errors: &mut Errors) {
    let is_async = !matches!(function.kind, Kind::Blocking);
    if let (Some(args::Argument { key, .. }), false) = (&args.attempt_timeout, is_async) {
        errors.at(key, "`attempt_timeout` needs an `async fn`: nothing can end a blocking attempt from outside; `max_elapsed` bounds the time in which retries start");
        return;
    }
    let of_errors = [
        &args.when,
        &args.retry_after,
        &args.classify,
        &args.attempt_timeout,
    ];
    if function.returns_option {
        for args::Argument { key, .. } in of_errors.into_iter().flatten() {
            let message = format!(
                "`{key}` is about errors, and an `Option` has none: leave it out, or return a `Result`"
            );
            errors.at(key, message);
        }
    }
}

fn clone(args: &Args, judged: &Judged, variables: &[Variable], errors: &mut Errors) {
    let by_value = || {
        variables
            .iter()
            .filter(|variable| variable.ownership == Ownership::Owned)
    };
    match &judged.clone {
        Cloned::None => {}
        Cloned::All if by_value().next().is_some() => {}
        Cloned::All => {
            let key = args.clone.as_ref().map(|arg| &arg.key);
            errors.at(
                key,
                "`clone` has nothing to clone: this function takes no argument by value",
            );
        }
        Cloned::Named(names) => {
            for name in names {
                match variables.iter().find(|variable| variable.is(name)) {
                    Some(variable) if variable.ownership != Ownership::Owned => {
                        let message = format!(
                            "`{name}` is borrowed, so no attempt can consume it: leave it out of `clone(…)`"
                        );
                        errors.at(name, message);
                    }
                    Some(_) => {}
                    None => {
                        let known: Vec<_> = by_value()
                            .map(|variable| variable.name.to_string())
                            .collect();
                        errors.at(name, no_argument(&name.to_string(), &known));
                    }
                }
            }
        }
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
