//! The rules that involve several arguments.

use crate::args::{Args, Argument};
use crate::diagnostics::Errors;
use crate::judged::{Jitter, Setting, Value, describing, only};
use crate::values::BACKOFFS;

const MAX_WITH_MAX_ATTEMPTS: &str = "`max_attempts` sets the same limit as `max`, with the first attempt counted: leave one of the two out";
const MAX_DELAY_TOO_SHORT: &str = "`max_delay` must not be shorter than `base_delay`";
const MAX_ELAPSED_TOO_SHORT: &str =
    "`max_elapsed` must be longer than `base_delay`: no retry could start within it";
const MAX_ELAPSED_TOO_SHORT_FOR_DELAYS: &str =
    "`max_elapsed` must be longer than the first of `delays`: no retry could start within it";
const BASE_DELAY_WITH_CURVE: &str = "`base_delay` has no effect if `backoff` is a function, which computes every delay: leave `base_delay` out";
const FAST_FIRST_WITH_DELAYS: &str =
    "`fast_first` has no effect with `delays`: for a first retry at once, begin the list with `0s`";
const DELAYS_WITH_DECORRELATED: &str = "`delays` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
const FACTOR_WITHOUT_EXPONENTIAL: &str = "`factor` has no effect without `backoff = exponential`: leave `factor` out, or write `backoff = exponential`";
const FACTOR_WITH_DECORRELATED: &str = "`factor` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
const BACKOFF_WITH_DECORRELATED: &str = "`backoff` has no effect with `jitter = decorrelated`, which computes every delay itself: leave one of the two out";
const SEED_WITHOUT_JITTER: &str =
    "`seed` has no effect without `jitter`: add `jitter`, or leave `seed` out";

/// The rules among the arguments that describe a policy. A refused argument does not cause a second
/// error.
pub(crate) fn across(args: &Args, settings: &[Setting], errors: &mut Errors) {
    let value = |method| {
        let setting = settings.iter().find(|setting| setting.method == method);
        setting.map(|setting| &setting.value)
    };
    if let (Some(_), Some(attempts)) = (&args.max, &args.max_attempts) {
        errors.at(&attempts.key, MAX_WITH_MAX_ATTEMPTS);
    }
    if let Some(Value::Delay(base)) = value("base_delay") {
        if matches!(value("max_delay"), Some(Value::Delay(cap)) if base > cap) {
            errors.at(only(args.max_delay.as_ref()), MAX_DELAY_TOO_SHORT);
        }
        let too_short = matches!(value("max_elapsed"), Some(Value::Delay(limit)) if limit <= base);
        if too_short && args.fast_first.is_none() && args.delays.is_none() {
            errors.at(only(args.max_elapsed.as_ref()), MAX_ELAPSED_TOO_SHORT);
        }
    }
    let jitter = match value("jitter") {
        Some(Value::Jitter(Jitter::Word(word))) => word,
        _ => "",
    };
    let decorrelated = jitter == "decorrelated";
    if args.delays.is_some() {
        beside_delays(args, settings, errors);
    } else if let (Some(base), Some(Value::Constant(_))) = (&args.base_delay, value("backoff")) {
        errors.at(&base.key, BASE_DELAY_WITH_CURVE);
    }
    if let (true, Some(delays)) = (decorrelated, &args.delays) {
        errors.at(&delays.key, DELAYS_WITH_DECORRELATED);
    }
    if let (true, None, Some(backoff)) = (decorrelated, &args.delays, &args.backoff) {
        errors.at(&backoff.key, BACKOFF_WITH_DECORRELATED);
    }
    if let (None, Some(factor)) = (&args.delays, &args.factor) {
        let exponential = matches!(value("backoff"), None | Some(Value::Backoff("exponential")));
        if decorrelated {
            errors.at(&factor.key, FACTOR_WITH_DECORRELATED);
        } else if !exponential {
            errors.at(&factor.key, FACTOR_WITHOUT_EXPONENTIAL);
        }
    }
    if let Some(seed) = &args.seed {
        // A profile may have jitter too.
        let is_unjittered = args.jitter.is_none() && args.with.is_none();
        if jitter == "none" || is_unjittered {
            errors.at(&seed.key, SEED_WITHOUT_JITTER);
        }
    }
}

/// True if the macro's rules cover the whole policy, so that the compiler need not judge it again.
/// They do not cover constants, nor `max_elapsed`: it must be longer than the base delay, whose
/// default the macro does not know.
pub(crate) fn cover(settings: &[Setting]) -> bool {
    let is_covered = |it: &Setting| it.method != "max_elapsed" && it.constants().next().is_none();
    settings.iter().all(is_covered)
}

/// True if a default may be combined with the function's own arguments.
pub(crate) fn fits_beside(own: &Args, defaults: &Args, key: &str) -> bool {
    let is = |argument: &Option<Argument>, word| {
        only(argument.as_ref()).is_some_and(|value| value.peeled().is_word(word))
    };
    let grows = own.backoff.is_some() || own.factor.is_some();
    let is_curve = |args: &Args| {
        args.backoff.is_some() && !BACKOFFS.iter().any(|word| is(&args.backoff, word))
    };
    let to_decorrelated = is(&own.jitter, "decorrelated");
    match key {
        "max" => own.max_attempts.is_none(),
        "max_attempts" => own.max.is_none(),
        "when" | "retry_after" => own.classify.is_none(),
        "classify" => own.when.is_none() && own.retry_after.is_none(),
        "policy" => describing(own).iter().all(|row| row.1.is_none()),
        _ if own.policy.is_some() => describing(own).iter().all(|row| row.0 != key),
        "delays" => {
            let is_of_a_curve = grows || own.base_delay.is_some() || own.fast_first.is_some();
            !is_of_a_curve && !to_decorrelated
        }
        "base_delay" | "fast_first" | "backoff" | "factor" if own.delays.is_some() => false,
        "base_delay" => !is_curve(own),
        "backoff" => {
            let is_of_base = own.base_delay.is_some() && is_curve(defaults);
            own.factor.is_none() && !is_of_base && !to_decorrelated
        }
        "factor" => {
            let is_exponential = own.backoff.is_none() || is(&own.backoff, "exponential");
            is_exponential && !to_decorrelated
        }
        "jitter" => !((grows || own.delays.is_some()) && is(&defaults.jitter, "decorrelated")),
        "seed" if is(&own.jitter, "none") => false,
        "seed" => own.jitter.is_some() || fits_beside(own, defaults, "jitter"),
        _ => true,
    }
}

/// Reports arguments that have no effect beside a list of delays, and a limit that the first delay
/// exceeds.
fn beside_delays(args: &Args, settings: &[Setting], errors: &mut Errors) {
    let replaced = [&args.base_delay, &args.backoff, &args.factor];
    for Argument { key, .. } in replaced.into_iter().flatten() {
        let message = format!(
            "`{key}` has no effect with `delays`, which lists every delay: leave one of the two out"
        );
        errors.at(key, message);
    }
    if let Some(fast_first) = &args.fast_first {
        errors.at(&fast_first.key, FAST_FIRST_WITH_DELAYS);
    }
    let delay = |method| {
        let mut settings = settings.iter();
        let setting = settings.find(|setting| setting.method == method)?;
        match &setting.value {
            Value::Delay(delay) => Some(*delay),
            Value::Delays(list) => match list.first() {
                Some(Value::Delay(delay)) => Some(*delay),
                _ => None,
            },
            _ => None,
        }
    };
    let first = delay("delays").map(|first| first.min(delay("max_delay").unwrap_or(first)));
    if let (Some(first), Some(limit)) = (first, delay("max_elapsed")) {
        if limit <= first {
            errors.at(
                only(args.max_elapsed.as_ref()),
                MAX_ELAPSED_TOO_SHORT_FOR_DELAYS,
            );
        }
    }
}

/// Reports arguments that another argument replaces.
pub(crate) fn among_parts(args: &Args, errors: &mut Errors) {
    if args.classify.is_some() {
        for Argument { key, .. } in [&args.when, &args.retry_after].into_iter().flatten() {
            let message = format!(
                "`{key}` can't be combined with `classify`, which already decides if and when to retry: leave one of the two out"
            );
            errors.at(key, message);
        }
    }
    if args.policy.is_none() {
        return;
    }
    for Argument { key, .. } in describing(args).iter().filter_map(|row| row.1.as_ref()) {
        let message =
            format!("`{key}` can't be combined with `policy = …`: set `{key}` in that policy");
        errors.at(key, message);
    }
}
