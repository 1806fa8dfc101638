//! The rules between the arguments and the annotated function.

use proc_macro2::Ident;
use quote::ToTokens;

use crate::args::{Args, Argument};
use crate::diagnostics::{Errors, nearest};
use crate::function::{Function, Variable};
use crate::judged::{Cloned, Judged, Name, Policy};
use crate::options::{NAME, word};
use crate::syntax::value::Expr;

/// The arguments that end an attempt or a call in its middle, which only an async function allows.
const OF_FUTURES: [&str; 2] = ["attempt_timeout", "call_timeout"];
/// The arguments that judge or make errors, which an `Option` does not have.
const OF_ERRORS: [&str; 6] = [
    "when",
    "retry_after",
    "classify",
    "attempt_timeout",
    "call_timeout",
    "on_give_up",
];

pub(crate) fn judge(args: &Args, judged: &Judged, function: &Function, errors: &mut Errors) {
    constants(judged, function, errors);
    returned(args, judged, function, errors);
    clone(args, judged, &function.variables, errors);
    if let Some(Name::Given(name)) = judged.name {
        if is_unquoted(name, function) {
            errors.at(name, NAME);
        }
    }
    names(judged, function, errors);
}

/// Refuses a name of the attribute's variables that an argument or another of them has already.
fn names(judged: &Judged, function: &Function, errors: &mut Errors) {
    let attempt = judged.attempt.map(|name| (name, "the attempt's number"));
    let context = judged.context.map(|name| (name, "the attempt's context"));
    let once = judged.once.iter().map(|(name, _)| (*name, "the value"));
    let mut known: Vec<(&Ident, &str)> = Vec::new();
    for (name, what) in attempt.into_iter().chain(context).chain(once) {
        if function.variables.iter().any(|variable| variable.is(name)) {
            let message =
                format!("`{name}` is an argument of this function: choose another name for {what}");
            errors.at(name, message);
        }
        if let Some((_, first)) = known.iter().find(|(known, _)| *known == name) {
            let message =
                format!("`{name}` is already the name of {first}: choose another name for {what}");
            errors.at(name, message);
        }
        known.push((name, what));
    }
}

/// True for a single word that is neither a constant nor an argument, so that it is surely meant as
/// text.
fn is_unquoted(name: &Expr, function: &Function) -> bool {
    let word = name.peeled().path().and_then(|path| path.word());
    word.is_some_and(|word| {
        let is_constant = word.to_string().chars().any(char::is_uppercase);
        !is_constant && !function.variables.iter().any(|variable| variable.is(word))
    })
}

/// True if a default of the `impl` block has an effect on the function.
pub(crate) fn is_of_use(key: &str, function: &Function) -> bool {
    match key {
        "clone" => function.variables.iter().any(Variable::is_owned),
        _ if OF_FUTURES.contains(&key) && function.is_blocking() => false,
        _ => !(OF_ERRORS.contains(&key) && function.returns_option),
    }
}

/// Leaves out the names in a default `clone(…)` that are not arguments of the function by value.
pub(crate) fn retain_clones(defaults: &mut Args, function: &Function) {
    let Some(argument) = defaults.clone.as_mut().filter(|it| !it.values.is_empty()) else {
        return;
    };
    argument.values.retain(|value| {
        let mut owned = function.variables.iter().filter(|it| it.is_owned());
        word(value).is_some_and(|name| owned.any(|variable| variable.is(name)))
    });
    // Without names, the argument would clone everything.
    if argument.values.is_empty() {
        defaults.clone = None;
    }
}

/// Refuses arguments of the function in values of a policy: these values are evaluated at compile
/// time, when an argument has no value yet.
fn constants(judged: &Judged, function: &Function, errors: &mut Errors) {
    let settings = match &judged.policy {
        Policy::Written(settings) => &settings[..],
        Policy::Given(_) => &[],
    };
    let constants = settings
        .iter()
        .flat_map(|setting| setting.constants().map(|expr| (setting.method, expr)));
    for (method, expr) in constants {
        // The parameter of a closure may have any name.
        if expr.peeled().is_closure() {
            continue;
        }
        let Some(name) = function.argument_in(expr.to_token_stream()) else {
            continue;
        };
        let value = match expr.path() {
            Some(_) => name.to_string(),
            None => "…".to_owned(),
        };
        let advice = match method {
            "delays" => "read a `Policy` from text such as `delays = [1s, 5s]` once, outside of the function, and write `policy = policy`".to_owned(),
            "backoff" => built(&format!(".backoff(Backoff::Curve({value}))")),
            // A seed has no effect without jitter.
            "seed" => built(&format!(".jitter(Jitter::Full).seed({value})")),
            _ => built(&format!(".{method}({value})")),
        };
        let message = format!(
            "`{name}` is known only when the function is called, and `{method}` must be a constant: to choose `{method}` at run time, {advice}"
        );
        errors.at(name, message);
    }
}

/// Advice to build the policy by these calls.
fn built(calls: &str) -> String {
    format!("write `policy = Policy::builder(){calls}.build()`")
}

/// Refuses arguments that need a function of another kind.
fn returned(args: &Args, judged: &Judged, function: &Function, errors: &mut Errors) {
    if function.is_blocking() {
        let mut of_futures = OF_FUTURES.iter().filter_map(|key| args.get(key));
        if let Some(Argument { key, .. }) = of_futures.next() {
            let message = format!(
                "`{key}` needs an `async fn`, because a blocking attempt can't be interrupted: to limit the time in which retries may start, write `max_elapsed`"
            );
            errors.at(key, message);
            return;
        }
        if let Some(cancel) = judged.cancel.filter(|cancel| cancel.names("await")) {
            errors.at(cancel, "a blocking `fn` can't await: give `cancel` a `CancelToken` instead, for example `cancel = stop`");
            return;
        }
    }
    if function.returns_option {
        for Argument { key, .. } in OF_ERRORS.iter().filter_map(|key| args.get(key)) {
            let message = format!(
                "`{key}` applies to errors, and an `Option` has no error: leave `{key}` out, or return a `Result`"
            );
            errors.at(key, message);
        }
    }
}

fn clone(args: &Args, judged: &Judged, variables: &[Variable], errors: &mut Errors) {
    let by_value = variables.iter().filter(|it| it.is_owned());
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
            Some(variable) if variable.is_owned() => continue,
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
        Some(near) => {
            format!("`{name}` is not an argument of this function: did you mean `{near}`?")
        }
        None if known.is_empty() => format!(
            "`{name}` is not an argument of this function, which takes none by value: leave out `clone`"
        ),
        None => format!(
            "`{name}` is not an argument of this function: the arguments taken by value are {}",
            known.join(", ")
        ),
    }
}
