//! The arguments judged: ranges, kinds of literals, rules across arguments. No
//! token is parsed here, and none is made. The words of a rule are those of the
//! runtime's `Policy`; the table `data/policies.tsv` holds both to them.

mod value;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprPath, Lit, LitStr};

use crate::args::{Arg, Args};
use crate::diagnostics::Errors;

pub(crate) use value::{Backoff, Jitter, Value, peel};

/// What the attribute asks for.
pub(crate) struct Judged<'a> {
    pub(crate) policy: Policy<'a>,
    /// The method and value as of the policy's builder, which does not have it:
    /// an attempt's own limit is no part of a policy.
    pub(crate) attempt_timeout: Option<Setting<'a>>,
    pub(crate) verdicts: Verdicts<'a>,
    pub(crate) until: Option<&'a Expr>,
    pub(crate) clone: Cloned<'a>,
    pub(crate) attempt: Option<&'a Ident>,
    pub(crate) on_retry: Option<&'a Expr>,
    pub(crate) observers: &'a [Expr],
    pub(crate) budget: Option<&'a Expr>,
    pub(crate) sleep: Option<&'a Expr>,
    pub(crate) name: Option<&'a LitStr>,
    /// Where the runtime lives, if it was written.
    pub(crate) runtime: Option<&'a ExprPath>,
}

pub(crate) enum Policy<'a> {
    /// `policy = expr`.
    Given(&'a Expr),
    /// Only what was written: defaults are the runtime's.
    Written(Vec<Setting<'a>>),
}

/// A call of one method of the runtime's policy builder.
pub(crate) struct Setting<'a> {
    pub(crate) method: &'static str,
    pub(crate) value: Value<'a>,
    /// Where the value was written.
    pub(crate) span: Span,
}

/// Who says what an error means. `classify` excludes the others.
pub(crate) struct Verdicts<'a> {
    pub(crate) when: Option<&'a Expr>,
    pub(crate) retry_after: Option<&'a Expr>,
    pub(crate) classify: Option<&'a Expr>,
}

/// The by-value arguments to clone for each attempt.
pub(crate) enum Cloned<'a> {
    None,
    All,
    /// Their names, which may be `self`.
    Named(Vec<&'a Ident>),
}

const MAX_WITH_MAX_ATTEMPTS: &str =
    "`max_attempts` is `max` with the first attempt counted too: give one of them";
const MAX_DELAY_TOO_SHORT: &str = "`max_delay` must not be shorter than `base_delay`";
const MAX_ELAPSED_TOO_SHORT: &str =
    "`max_elapsed` must be longer than `base_delay`: no retry could start within it";
const FACTOR_WITHOUT_EXPONENTIAL: &str =
    "`factor` belongs to `backoff = exponential`: leave one of the two out";
const FACTOR_WITH_DECORRELATED: &str =
    "`factor` has no effect with `jitter = decorrelated`, which sets its own growth";
const BACKOFF_WITH_DECORRELATED: &str =
    "`backoff` has no effect with `jitter = decorrelated`, which sets its own growth";
const SEED_WITHOUT_JITTER: &str =
    "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out";

impl<'a> Judged<'a> {
    pub(crate) fn new(args: &'a Args, errors: &mut Errors) -> Self {
        Self {
            policy: match only(&args.policy) {
                Some(policy) => given(policy, args, errors),
                None => Policy::Written(settings(args, errors)),
            },
            attempt_timeout: judge(
                "attempt_timeout",
                &args.attempt_timeout,
                value::attempt_timeout,
                errors,
            ),
            verdicts: verdicts(args, errors),
            until: only(&args.until),
            clone: cloned(args, errors),
            attempt: word(&args.attempt, ATTEMPT, errors),
            on_retry: only(&args.on_retry),
            observers: args.observe.as_ref().map_or(&[], |arg| &arg.values),
            budget: only(&args.budget),
            sleep: only(&args.sleep),
            name: only(&args.name).and_then(|name| match peel(name) {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(name),
                    ..
                }) => Some(name),
                other => {
                    errors.at(other, NAME);
                    None
                }
            }),
            runtime: only(&args.krate).and_then(|path| match peel(path) {
                Expr::Path(path) => Some(path),
                other => {
                    errors.at(other, CRATE);
                    None
                }
            }),
        }
    }
}

const ATTEMPT: &str =
    "`attempt` takes the name that the body has for the attempt's number: `attempt = n`";
const CLONE: &str = "`clone` takes names of arguments: `clone(a, b)`, or `clone` for all of them";
const NAME: &str = "`name` takes the site's name in quotes, for example `name = \"orders.fetch\"`";
const CRATE: &str = "`crate` takes the path of the `retry_runtime` crate, for example `crate = my_crate::retry_runtime`";

/// The value of an argument that has one.
fn only(arg: &Option<Arg>) -> Option<&Expr> {
    arg.as_ref()?.values.first()
}

fn word<'a>(arg: &'a Option<Arg>, rule: &'static str, errors: &mut Errors) -> Option<&'a Ident> {
    let value = only(arg)?;
    let name = as_word(value);
    if name.is_none() {
        errors.at(value, rule);
    }
    name
}

fn as_word(expr: &Expr) -> Option<&Ident> {
    match peel(expr) {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}

fn verdicts<'a>(args: &'a Args, errors: &mut Errors) -> Verdicts<'a> {
    if args.classify.is_some() {
        for Arg { key, .. } in [&args.when, &args.retry_after].into_iter().flatten() {
            let message = format!(
                "`{key}` can't stand beside `classify`, whose verdict says it already: leave one of them out"
            );
            errors.at(key, message);
        }
    }
    Verdicts {
        when: only(&args.when),
        retry_after: only(&args.retry_after),
        classify: only(&args.classify),
    }
}

fn cloned<'a>(args: &'a Args, errors: &mut Errors) -> Cloned<'a> {
    let Some(arg) = &args.clone else {
        return Cloned::None;
    };
    if arg.values.is_empty() {
        return Cloned::All;
    }
    let mut names = Vec::new();
    for value in &arg.values {
        match as_word(value) {
            Some(name) => names.push(name),
            None => errors.at(value, CLONE),
        }
    }
    Cloned::Named(names)
}

fn given<'a>(policy: &'a Expr, args: &Args, errors: &mut Errors) -> Policy<'a> {
    let describing = [
        &args.max,
        &args.max_attempts,
        &args.base_delay,
        &args.max_delay,
        &args.backoff,
        &args.factor,
        &args.jitter,
        &args.seed,
        &args.max_elapsed,
    ];
    for Arg { key, .. } in describing.into_iter().flatten() {
        let message =
            format!("`{key}` can't stand beside `policy = …`, which brings its own: set it there");
        errors.at(key, message);
    }
    Policy::Given(policy)
}

fn judge<'a>(
    method: &'static str,
    arg: &'a Option<Arg>,
    rule: value::Rule<'a>,
    errors: &mut Errors,
) -> Option<Setting<'a>> {
    let arg = arg.as_ref()?;
    let Some(written) = arg.values.first() else {
        return Some(Setting {
            method,
            value: Value::Jitter(Jitter::Full),
            span: arg.key.span(),
        });
    };
    match rule(value::peel(written)) {
        Ok(value) => Some(Setting {
            method,
            value,
            span: written.span(),
        }),
        Err(message) => {
            errors.at(written, message);
            None
        }
    }
}

fn settings<'a>(args: &'a Args, errors: &mut Errors) -> Vec<Setting<'a>> {
    let settings = [
        judge("max", &args.max, value::max, errors),
        judge(
            "max_attempts",
            &args.max_attempts,
            value::max_attempts,
            errors,
        ),
        judge("base_delay", &args.base_delay, value::base_delay, errors),
        judge("max_delay", &args.max_delay, value::max_delay, errors),
        judge("backoff", &args.backoff, value::backoff, errors),
        judge("factor", &args.factor, value::factor, errors),
        judge("jitter", &args.jitter, value::jitter, errors),
        judge("seed", &args.seed, value::seed, errors),
        judge("max_elapsed", &args.max_elapsed, value::max_elapsed, errors),
    ];
    let [
        _,
        _,
        base_delay,
        max_delay,
        backoff,
        _,
        jitter,
        _,
        max_elapsed,
    ] = settings
        .each_ref()
        .map(|setting| setting.as_ref().map(|setting| &setting.value));

    if let (Some(_), Some(attempts)) = (&args.max, &args.max_attempts) {
        errors.at(&attempts.key, MAX_WITH_MAX_ATTEMPTS);
    }
    if let Some(Value::Delay(base)) = base_delay {
        if matches!(max_delay, Some(Value::Delay(cap)) if base > cap) {
            errors.at(only(&args.max_delay), MAX_DELAY_TOO_SHORT);
        }
        if matches!(max_elapsed, Some(Value::Delay(limit)) if limit <= base) {
            errors.at(only(&args.max_elapsed), MAX_ELAPSED_TOO_SHORT);
        }
    }
    let decorrelated = matches!(jitter, Some(Value::Jitter(Jitter::Decorrelated)));
    if let (true, Some(backoff)) = (decorrelated, &args.backoff) {
        errors.at(&backoff.key, BACKOFF_WITH_DECORRELATED);
    }
    if let Some(factor) = &args.factor {
        let exponential = matches!(backoff, None | Some(Value::Backoff(Backoff::Exponential)));
        if decorrelated {
            errors.at(&factor.key, FACTOR_WITH_DECORRELATED);
        } else if !exponential {
            errors.at(&factor.key, FACTOR_WITHOUT_EXPONENTIAL);
        }
    }
    if let Some(seed) = &args.seed {
        let none = matches!(jitter, Some(Value::Jitter(Jitter::None)));
        if none || args.jitter.is_none() {
            errors.at(&seed.key, SEED_WITHOUT_JITTER);
        }
    }
    settings.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table that `Policy` and the command line are tested with too.
    #[test]
    fn the_table_of_policies_holds() {
        let table =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/policies.tsv"))
                .unwrap();
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (input, expected) = row.split_once('\t').expect(row);
            let mut errors = Errors::default();
            let args = Args::parse(input.parse().expect(row), &mut errors);
            Judged::new(&args, &mut errors);
            match errors.finish() {
                Ok(()) => assert_eq!("ok", expected, "for `{input}`"),
                // Wherever its quotes are escaped, a message has none.
                Err(code) => assert!(
                    code.to_string().contains(&format!("\"{expected}\"")),
                    "for `{input}`, not `{expected}` but {code}"
                ),
            }
        }
    }
}
