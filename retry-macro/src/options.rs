//! The arguments that are not part of the policy: paths, closures and names. The compiler checks
//! their types.

use proc_macro2::{Ident, TokenStream};
use syn::Lit;

use crate::args::{Args, Argument};
use crate::diagnostics::Errors;
use crate::judged::{Classified, Cloned, Judged, Name, only};
use crate::syntax::types::Path;
use crate::syntax::value::{Expr, Shape};
use crate::values::{self, without_quotes};

pub(crate) const CONTEXT: &str = "`context` takes a variable name, by which the body reads the attempt's context: write `context = ctx`";
const ONCE: &str = "`once` takes names with their values: `once(key = Uuid::new_v4())`";
const ON_GIVE_UP: &str =
    "`on_give_up` is called with the error and a `GiveUp`, and not awaited: write `|error, end| …`";
pub(crate) const ATTEMPT: &str = "`attempt` takes a variable name, by which the body reads the attempt's number: write `attempt = n`";
const CLONE: &str = "`clone` takes names of arguments: `clone(a, b)`, or `clone` for all of them";
pub(crate) const NAME: &str = "`name` takes the site's name in quotes, for example `name = \"orders.fetch\"`, or an expression of type `&'static str`";
const NAME_EMPTY: &str =
    "`name` is empty: write a name, or leave `name` out to use the function's path";
pub(crate) const CRATE: &str = "`crate` takes the path of the `retry_runtime` crate, for example `crate = my_crate::retry_runtime`";
const BUDGET_MADE_HERE: &str = "a budget created here would start full in every call: write `static BUDGET: RetryBudget = …;` and `budget = BUDGET`";
const COOLDOWN_MADE_HERE: &str = "a cooldown created here would not be shared between calls: write `static COOLDOWN: Cooldown = …;` and `cooldown = COOLDOWN`";
const POLICY_OFF: &str =
    "`policy` takes an expression of type `Policy`, without quotes: write `policy = Policy::OFF`";
const TUPLE: &str = "several observers are written `observe(a, b)`, without the tuple";

/// A closure with one parameter, such as the `error`, or a path to a function.
pub(crate) fn called<'a>(
    argument: Option<&'a Argument>,
    word: &str,
    errors: &mut Errors,
) -> Option<&'a Expr> {
    let (key, value) = (argument?.key.to_string(), only(argument)?);
    one_parameter(&key, word, value, errors);
    let peeled = value.peeled();
    if peeled.is_member() {
        let member = peeled.text();
        let message = format!(
            "`{key}` takes a closure or a path: write `{key} = |{word}| {member}({word})`, or `|{word}| ({member})({word})` for a function in a field"
        );
        errors.at(value, message);
        return None;
    }
    expression(&key, "a closure or a path", value, errors)
}

pub(crate) fn classify<'a>(args: &'a Args, errors: &mut Errors) -> Option<Classified<'a>> {
    let argument = args.classify.as_ref()?;
    if argument.values.is_empty() {
        return Some(Classified::Itself(&argument.key));
    }
    called(Some(argument), "error", errors).map(Classified::By)
}

/// An expression that is not a literal. A literal here is surely a mistake.
fn expression<'a>(key: &str, kind: &str, value: &'a Expr, errors: &mut Errors) -> Option<&'a Expr> {
    let Some(lit) = value.peeled().literal() else {
        return Some(value);
    };
    let message = match unquoted(lit) {
        Some(path) => without_quotes(key, kind, &path),
        None => format!("`{key}` takes {kind}, not a literal"),
    };
    errors.at(value, message);
    None
}

/// A path in quotes, as other attributes write it.
fn unquoted(lit: &Lit) -> Option<String> {
    match lit {
        Lit::Str(text) => text.parse::<Expr>().ok()?.path().map(|_| text.value()),
        _ => None,
    }
}

fn one_parameter(key: &str, word: &str, value: &Expr, errors: &mut Errors) {
    let closure = value.peeled();
    let Shape::Closure(head) = &closure.shape else {
        return;
    };
    if head.parameters != 1 {
        let message = format!("`{key}` is called with the {word} alone: write `|{word}| …`");
        errors.at(closure, message);
    } else if head.is_async && key != "sleep" {
        let message =
            format!("`{key}` is called and not awaited: write `|{word}| …`, without `async`");
        errors.at(closure, message);
    }
}

pub(crate) fn policy<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.policy.as_ref())?;
    match value.peeled().literal() {
        Some(Lit::Str(text)) if text.value().trim() == "off" => errors.at(value, POLICY_OFF),
        Some(lit @ Lit::Str(text)) if unquoted(lit).is_none() || is_flag(&text.value()) => {
            let written = if are_arguments(&text.value()) {
                text.value()
            } else {
                "max = 5, base_delay = \"100ms\"".to_owned()
            };
            let message = format!(
                "write the arguments of a policy directly in the attribute, without `policy = \"…\"`: `#[retry({written})]`"
            );
            errors.at(value, message);
        }
        _ => {
            expression("policy", "an expression of type `Policy`", value, errors);
        }
    }
    Some(value)
}

/// True for an argument of a policy that is a single word.
fn is_flag(text: &str) -> bool {
    ["jitter", "fast_first"].contains(&text)
}

/// True if the text could be written in the attribute without quotes.
fn are_arguments(text: &str) -> bool {
    let mut errors = Errors::default();
    if let Ok(tokens) = text.parse() {
        let args = Args::parse(tokens, &mut errors);
        Judged::new(&args, &mut errors);
        return errors.finish().is_ok() && !text.trim().is_empty();
    }
    false
}

pub(crate) fn with<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.with.as_ref())?;
    let kind = "a `Profile`: a constant, a static, a field or an argument";
    expression("with", kind, value, errors)
}

pub(crate) fn budget<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.budget.as_ref())?;
    if value.names("RetryBudget") {
        errors.at(value, BUDGET_MADE_HERE);
        return None;
    }
    let kind = "the path of a static `RetryBudget`";
    expression("budget", kind, value, errors)
}

pub(crate) fn cancel<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.cancel.as_ref())?;
    let kind = "a `CancelToken`, or a future in an `async fn`";
    expression("cancel", kind, value, errors)
}

pub(crate) fn cooldown<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.cooldown.as_ref())?;
    if value.names("Cooldown") {
        errors.at(value, COOLDOWN_MADE_HERE);
        return None;
    }
    let kind = "the path of a static `Cooldown`";
    expression("cooldown", kind, value, errors)
}

pub(crate) fn observers<'a>(args: &'a Args, errors: &mut Errors) -> &'a [Expr] {
    let observers = args.observe.as_ref().map_or(&[][..], |arg| &arg.values);
    for observer in observers {
        one_parameter("observe", "event", observer, errors);
        let peeled = observer.peeled();
        match &peeled.shape {
            // A pair is an observer too, but not if it contains closures whose parameter types must
            // be inferred.
            Shape::Tuple(observers)
                if observers.len() > 2 || observers.iter().any(|one| one.peeled().is_closure()) =>
            {
                errors.at(peeled, TUPLE);
            }
            _ => {
                expression("observe", "an observer", observer, errors);
            }
        }
    }
    observers
}

pub(crate) fn clone<'a>(args: &'a Args, errors: &mut Errors) -> Cloned<'a> {
    let Some(arg) = &args.clone else {
        return Cloned::None;
    };
    if arg.values.is_empty() {
        return Cloned::All;
    }
    let mut names: Vec<&Ident> = Vec::new();
    for value in &arg.values {
        match word(value) {
            Some(name) if names.contains(&name) => {
                errors.at(name, format!("`{name}` is named twice in `clone(…)`"));
            }
            Some(name) => names.push(name),
            None => errors.at(value, CLONE),
        }
    }
    Cloned::Named(names)
}

/// The name under which the body sees a fact about its attempt.
pub(crate) fn name_in_body<'a>(
    argument: Option<&'a Argument>,
    message: &str,
    errors: &mut Errors,
) -> Option<&'a Ident> {
    let value = only(argument)?;
    let name = word(value).filter(|name| *name != "self");
    if name.is_none() {
        errors.at(value, message);
    }
    name
}

pub(crate) fn once<'a>(args: &'a Args, errors: &mut Errors) -> Vec<(&'a Ident, TokenStream)> {
    let written = args.once.as_ref().map_or(&[][..], |arg| &arg.values);
    let mut once: Vec<(&Ident, TokenStream)> = Vec::new();
    for value in written {
        match value.assignment().filter(|(name, _)| *name != "self") {
            Some((name, _)) if once.iter().any(|(known, _)| *known == name) => {
                errors.at(name, format!("`{name}` is named twice in `once(…)`"));
            }
            Some(named) => once.push(named),
            None => errors.at(value, ONCE),
        }
    }
    once
}

pub(crate) fn on_give_up<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    let value = only(args.on_give_up.as_ref())?;
    let closure = value.peeled();
    match &closure.shape {
        Shape::Closure(head) if head.parameters != 2 || head.is_async => {
            errors.at(closure, ON_GIVE_UP);
            None
        }
        _ => expression("on_give_up", "a closure or a path", value, errors),
    }
}

/// The name that a value consists of.
pub(crate) fn word(expr: &Expr) -> Option<&Ident> {
    expr.peeled().path()?.word()
}

pub(crate) fn name<'a>(args: &'a Args, errors: &mut Errors) -> Option<Name<'a>> {
    let value = only(args.name.as_ref())?;
    match value.peeled().literal() {
        Some(Lit::Str(name)) => {
            if name.value().trim().is_empty() {
                errors.at(name, NAME_EMPTY);
            }
            Some(Name::Literal(name))
        }
        None if !value.peeled().is_closure() => Some(Name::Given(value)),
        _ => {
            errors.at(value, NAME);
            None
        }
    }
}

pub(crate) fn log(args: &Args, errors: &mut Errors) -> Option<&'static str> {
    let value = only(args.log.as_ref())?;
    errors.ok(values::log("log", value.peeled()))
}

pub(crate) fn runtime<'a>(args: &'a Args, errors: &mut Errors) -> Option<&'a Expr> {
    path_of_runtime(only(args.krate.as_ref())?, errors)
}

/// The value of `crate`.
pub(crate) fn path_of_runtime<'a>(value: &'a Expr, errors: &mut Errors) -> Option<&'a Expr> {
    let peeled = value.peeled();
    if peeled.path().is_some_and(is_plain) {
        return Some(peeled);
    }
    match peeled.literal() {
        Some(lit) if unquoted(lit).is_some() => {
            expression("crate", "a path", value, errors);
        }
        _ => errors.at(value, CRATE),
    }
    None
}

/// True for a path that a `use` could begin with.
fn is_plain(path: &Path) -> bool {
    let mut segments = path.segments.iter().enumerate();
    let plain = segments.all(|(at, segment)| {
        let of_a_module = at > 0 && ["crate", "self"].iter().any(|word| segment.word == word);
        segment.angles.is_empty() && segment.word != "Self" && !of_a_module
    });
    plain && !path.is_of_type
}
