//! The arguments judged: ranges, kinds of literals, rules across arguments. No
//! token is parsed here, and none is made. The words of a rule are those of the
//! runtime's `Policy`; the table `data/policies.tsv` holds both to them.

mod value;

use proc_macro2::Span;
use syn::Expr;
use syn::spanned::Spanned;

use crate::args::{Arg, Args};
use crate::diagnostics::Errors;

pub(crate) use value::{Jitter, Value, peel};

/// What the attribute asks for.
pub(crate) struct Judged<'a> {
    pub(crate) policy: Policy<'a>,
    pub(crate) observers: &'a [Expr],
    pub(crate) sleep: Option<&'a Expr>,
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

const MAX_DELAY_TOO_SHORT: &str = "`max_delay` must not be shorter than `base_delay`";
const FACTOR_WITH_DECORRELATED: &str =
    "`factor` has no effect with `jitter = decorrelated`, which sets its own growth";
const SEED_WITHOUT_JITTER: &str =
    "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out";

impl<'a> Judged<'a> {
    pub(crate) fn new(args: &'a Args, errors: &mut Errors) -> Self {
        Self {
            policy: match args.policy.as_ref().and_then(|arg| arg.values.first()) {
                Some(policy) => given(policy, args, errors),
                None => Policy::Written(settings(args, errors)),
            },
            observers: args.observe.as_ref().map_or(&[], |arg| &arg.values),
            sleep: args.sleep.as_ref().and_then(|arg| arg.values.first()),
        }
    }
}

fn given<'a>(policy: &'a Expr, args: &Args, errors: &mut Errors) -> Policy<'a> {
    let describing = [
        &args.max,
        &args.base_delay,
        &args.max_delay,
        &args.factor,
        &args.jitter,
        &args.seed,
    ];
    for Arg { key, .. } in describing.into_iter().flatten() {
        let message =
            format!("`{key}` can't stand beside `policy = …`, which brings its own: set it there");
        errors.at(key, message);
    }
    Policy::Given(policy)
}

fn settings<'a>(args: &'a Args, errors: &mut Errors) -> Vec<Setting<'a>> {
    let mut judge = |method, arg: &'a Option<Arg>, rule: value::Rule<'a>| {
        let arg = arg.as_ref()?;
        let Some(written) = arg.values.first() else {
            let (value, span) = (Value::Jitter(Jitter::Full), arg.key.span());
            return Some(Setting {
                method,
                value,
                span,
            });
        };
        match rule(value::peel(written)) {
            Ok(value) => {
                let span = written.span();
                Some(Setting {
                    method,
                    value,
                    span,
                })
            }
            Err(message) => {
                errors.at(written, message);
                None
            }
        }
    };
    let settings = [
        judge("max", &args.max, value::max),
        judge("base_delay", &args.base_delay, value::base_delay),
        judge("max_delay", &args.max_delay, value::max_delay),
        judge("factor", &args.factor, value::factor),
        judge("jitter", &args.jitter, value::jitter),
        judge("seed", &args.seed, value::seed),
    ];
    let [_, base_delay, max_delay, _, jitter, _] = settings
        .each_ref()
        .map(|setting| setting.as_ref().map(|setting| &setting.value));

    if let (Some(Value::Delay(base)), Some(Value::Delay(cap))) = (base_delay, max_delay) {
        if base > cap {
            let written = args.max_delay.as_ref().and_then(|arg| arg.values.first());
            errors.at(written, MAX_DELAY_TOO_SHORT);
        }
    }
    if let (Some(factor), Some(Value::Jitter(Jitter::Decorrelated))) = (&args.factor, jitter) {
        errors.at(&factor.key, FACTOR_WITH_DECORRELATED);
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
