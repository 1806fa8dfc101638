//! The arguments after their check: ranges, kinds of literals, and rules across arguments. This
//! stage makes no tokens of the expansion. Tests compare the messages with those of the runtime's
//! `Policy`, by the table `data/rules/policies.tsv`.

use std::slice;

use proc_macro2::{Ident, Span, TokenStream};
use syn::LitStr;
use syn::spanned::Spanned;

use crate::args::{Args, Argument};
use crate::diagnostics::Errors;
use crate::syntax::value::Expr;
use crate::{options, rules, values};

pub(crate) use crate::values::{Jitter, Value};

/// The arguments of the attribute, judged.
pub(crate) struct Judged<'a> {
    pub(crate) policy: Policy<'a>,
    /// The profile that gives the arguments that are not written.
    pub(crate) with: Option<&'a Expr>,
    /// The limit of one attempt. It looks like a setting of the policy's builder, but is not part
    /// of a policy.
    pub(crate) attempt_timeout: Option<Setting<'a>>,
    /// The limit of the whole call, in the form of `attempt_timeout`.
    pub(crate) call_timeout: Option<Setting<'a>>,
    pub(crate) when: Option<&'a Expr>,
    pub(crate) retry_after: Option<&'a Expr>,
    /// Excludes `when` and `retry_after`.
    pub(crate) classify: Option<Classified<'a>>,
    pub(crate) until: Option<&'a Expr>,
    pub(crate) clone: Cloned<'a>,
    pub(crate) attempt: Option<&'a Ident>,
    pub(crate) context: Option<&'a Ident>,
    pub(crate) once: Vec<(&'a Ident, TokenStream)>,
    pub(crate) on_retry: Option<&'a Expr>,
    pub(crate) on_give_up: Option<&'a Expr>,
    pub(crate) observers: &'a [Expr],
    pub(crate) budget: Option<&'a Expr>,
    pub(crate) cooldown: Option<&'a Expr>,
    pub(crate) sleep: Option<&'a Expr>,
    pub(crate) cancel: Option<&'a Expr>,
    pub(crate) name: Option<Name<'a>>,
    /// The word of a log level.
    pub(crate) log: Option<&'static str>,
    /// The path of the runtime, if it was written.
    pub(crate) runtime: Option<&'a Expr>,
}

pub(crate) enum Policy<'a> {
    /// `policy = expr`.
    Given(&'a Expr),
    /// The arguments that are written. Defaults come from the runtime.
    Written(Vec<Setting<'a>>),
}

/// A call of one method of the runtime's policy builder.
pub(crate) struct Setting<'a> {
    pub(crate) method: &'static str,
    pub(crate) value: Value<'a>,
    /// The place of the written value.
    pub(crate) span: Span,
}

impl<'a> Setting<'a> {
    /// The expressions that the compiler checks.
    pub(crate) fn constants(&self) -> impl Iterator<Item = &'a Expr> + use<'_, 'a> {
        let values = match &self.value {
            Value::Delays(values) => values,
            value => slice::from_ref(value),
        };
        values.iter().filter_map(|value| match value {
            Value::Constant(expr) => Some(*expr),
            _ => None,
        })
    }
}

/// The source of verdicts.
#[derive(Clone, Copy)]
pub(crate) enum Classified<'a> {
    /// The error itself, for the word `classify` without a value.
    Itself(&'a Ident),
    By(&'a Expr),
}

/// The name of the site.
#[derive(Clone, Copy)]
pub(crate) enum Name<'a> {
    Literal(&'a LitStr),
    /// A name that is known when the function is called.
    Given(&'a Expr),
}

/// The by-value arguments to clone for each attempt.
pub(crate) enum Cloned<'a> {
    None,
    All,
    /// The arguments of these names. `self` may be among them.
    Named(Vec<&'a Ident>),
}

impl<'a> Judged<'a> {
    pub(crate) fn new(args: &'a Args, errors: &mut Errors) -> Self {
        rules::among_parts(args, errors);
        let policy = match options::policy(args, errors) {
            Some(given) => Policy::Given(given),
            None => Policy::Written(settings(args, errors)),
        };
        let limit: Row = ("attempt_timeout", &args.attempt_timeout, values::delay);
        let call_limit: Row = ("call_timeout", &args.call_timeout, values::delay);
        Self {
            policy,
            with: options::with(args, errors),
            attempt_timeout: setting(limit, errors),
            call_timeout: setting(call_limit, errors),
            when: options::called(args.when.as_ref(), "error", errors),
            retry_after: options::called(args.retry_after.as_ref(), "error", errors),
            classify: options::classify(args, errors),
            until: options::called(args.until.as_ref(), "value", errors),
            clone: options::clone(args, errors),
            attempt: options::name_in_body(args.attempt.as_ref(), options::ATTEMPT, errors),
            context: options::name_in_body(args.context.as_ref(), options::CONTEXT, errors),
            once: options::once(args, errors),
            on_give_up: options::on_give_up(args, errors),
            on_retry: options::called(args.on_retry.as_ref(), "retry", errors),
            observers: options::observers(args, errors),
            budget: options::budget(args, errors),
            cooldown: options::cooldown(args, errors),
            sleep: options::called(args.sleep.as_ref(), "delay", errors),
            cancel: options::cancel(args, errors),
            name: options::name(args, errors),
            log: options::log(args, errors),
            runtime: options::runtime(args, errors),
        }
    }

    /// True if an argument judges errors, so that a profile does not.
    pub(crate) fn judges_errors(&self) -> bool {
        self.when.or(self.retry_after).is_some() || self.classify.is_some()
    }
}

/// The value of an argument that has one.
pub(crate) fn only(arg: Option<&Argument>) -> Option<&Expr> {
    arg?.values.first()
}

/// A method of the policy's builder, the argument of that name, and the function that checks its
/// value.
pub(crate) type Row<'a> = (&'static str, &'a Option<Argument>, values::Rule<'a>);

/// The arguments that make up a policy.
pub(crate) fn describing(args: &Args) -> [Row<'_>; 13] {
    [
        ("max", &args.max, values::count),
        ("max_attempts", &args.max_attempts, values::count),
        ("base_delay", &args.base_delay, values::base_delay),
        ("max_delay", &args.max_delay, values::delay),
        ("max_pushback", &args.max_pushback, values::delay),
        ("backoff", &args.backoff, values::backoff),
        ("factor", &args.factor, values::factor),
        ("delays", &args.delays, values::delays),
        ("fast_first", &args.fast_first, values::flag),
        ("jitter", &args.jitter, values::jitter),
        ("seed", &args.seed, values::seed),
        ("max_elapsed", &args.max_elapsed, values::delay),
        ("reset_after", &args.reset_after, values::delay),
    ]
}

fn setting<'a>((method, arg, rule): Row<'a>, errors: &mut Errors) -> Option<Setting<'a>> {
    let arg = arg.as_ref()?;
    let (value, span) = match arg.values.first() {
        Some(written) => (errors.ok(rule(method, written.peeled()))?, written.span()),
        None if method == "jitter" => (Value::Jitter(Jitter::Word("full")), arg.key.span()),
        None => (Value::Flag, arg.key.span()),
    };
    Some(Setting {
        method,
        value,
        span,
    })
}

fn settings<'a>(args: &'a Args, errors: &mut Errors) -> Vec<Setting<'a>> {
    let rows = describing(args).into_iter();
    let settings: Vec<_> = rows.filter_map(|row| setting(row, errors)).collect();
    rules::across(args, &settings, errors);
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the table that tests `Policy` and the command line too.
    #[test]
    fn policies_are_checked_as_in_the_table() {
        let table = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../data/rules/policies.tsv"
        ))
        .unwrap();
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (input, expected) = row.split_once('\t').expect(row);
            let mut errors = Errors::default();
            let args = Args::parse(input.parse().expect(row), &mut errors);
            Judged::new(&args, &mut errors);
            match errors.finish() {
                Ok(()) => assert_eq!("ok", expected, "for `{input}`"),
                // No message of the table has quotes, which would be escaped here.
                Err(code) => assert!(
                    code.to_string().contains(&format!("\"{expected}\"")),
                    "for `{input}`, not `{expected}` but {code}"
                ),
            }
        }
    }
}
