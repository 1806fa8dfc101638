//! The paragraph about retries that is added to the documentation of a function.

use proc_macro2::TokenStream;
use quote::quote;

use super::Expansion;
use crate::judged::{Classified, Jitter, Policy, Setting, Value};
use crate::syntax::attribute::Attribute;
use crate::syntax::value::Expr;

impl Expansion<'_> {
    // Input:
    //     #[retry(max = 5, jitter, when = is_busy)]
    //     /// Fetches the page.
    //
    // Output:
    //     /// Fetches the page.
    //     ///
    //     /// # Retries
    //     ///
    //     /// A failed attempt is retried:
    //     /// - at most 5 retries,
    //     /// - full jitter,
    //     /// - only errors for which `is_busy` holds.
    pub(super) fn docs(&self) -> Option<TokenStream> {
        let mut attributes = self.function.attributes.iter();
        if !attributes.any(Attribute::is_documentation) {
            return None;
        }
        let judged = self.judged;
        let mut phrases = match &judged.policy {
            Policy::Given(policy) => {
                vec![told(policy, "by the policy {}", "by a policy of its own")]
            }
            Policy::Written(settings) => settings.iter().filter_map(phrase).collect(),
        };
        let profile = |with| told(with, "by the profile {}", "by a profile");
        phrases.splice(0..0, judged.with.map(profile));
        phrases.extend(judged.attempt_timeout.as_ref().and_then(phrase));
        phrases.extend(judged.call_timeout.as_ref().and_then(phrase));
        let some = "only some errors";
        let asked = "never earlier than the error asks";
        let awaited = "a success too, until its value is accepted";
        let shared = "within a shared budget";
        phrases.extend(judged.classify.map(|classify| match classify {
            Classified::By(classify) => told(classify, "as {} judges the error", some),
            Classified::Itself(_) => "as the error itself says".to_owned(),
        }));
        let arguments = [
            (judged.when, "only errors for which {} holds", some),
            (judged.retry_after, asked, asked),
            (judged.until, "a success too, until {} accepts it", awaited),
            (judged.budget, "within the budget {}", shared),
        ];
        let given = arguments.into_iter();
        phrases.extend(given.filter_map(|(expr, with, without)| Some(told(expr?, with, without))));
        let cancelled = judged
            .cancel
            .map(|_| "until the call is cancelled".to_owned());
        phrases.extend(cancelled);
        let how = if phrases.is_empty() {
            ", by the default policy".to_owned()
        } else {
            format!(":\n- {}", phrases.join(",\n- "))
        };
        let text = format!("\n\n# Retries\n\nA failed attempt is retried{how}.");
        Some(quote!(#[doc = #text]))
    }
}

fn phrase(setting: &Setting) -> Option<String> {
    let value = match &setting.value {
        Value::Unlimited => return Some("without a limit on retries".to_owned()),
        Value::Count(number) => number.to_string(),
        Value::Delay(delay) => format!("{delay:?}"),
        Value::Factor(factor) => factor.to_string(),
        Value::Jitter(Jitter::Word("none")) => "no".to_owned(),
        Value::Jitter(Jitter::Word(word)) | Value::Backoff(word) => (*word).to_owned(),
        Value::Jitter(Jitter::Proportional(p)) => format!("proportional ({p})"),
        Value::Constant(expr) => code(expr)?,
        Value::Delays(list) => {
            let delays = list.iter().map(|delay| match delay {
                Value::Delay(delay) => Some(format!("{delay:?}")),
                Value::Constant(expr) => code(expr),
                _ => None,
            });
            delays.collect::<Option<Vec<_>>>()?.join(", ")
        }
        Value::Flag | Value::Seed(_) => String::new(),
    };
    Some(match setting.method {
        "max" => format!("at most {value} retries"),
        "max_attempts" => format!("at most {value} attempts"),
        "base_delay" => format!("the first after {value}"),
        "max_delay" => format!("each after at most {value}"),
        "max_pushback" => format!("after up to {value} if the error asks for it"),
        "backoff" => format!("{value} backoff"),
        "delays" => format!("after {value}, of which the last repeats"),
        "fast_first" => "the first at once".to_owned(),
        "factor" => format!("each delay {value} times the one before"),
        "jitter" => format!("{value} jitter"),
        "max_elapsed" => format!("none later than {value} after the call began"),
        "reset_after" => format!("counted anew after an attempt of {value} or longer"),
        "attempt_timeout" => format!("each attempt takes at most {value}"),
        "call_timeout" => format!("the whole call takes at most {value}"),
        // Other arguments do not concern callers.
        _ => return None,
    })
}

/// An expression in backticks. `None` for a closure, which would be too long.
fn code(expr: &Expr) -> Option<String> {
    (!expr.peeled().is_closure()).then(|| format!("`{}`", expr.text()))
}

/// A phrase with an expression in the place of `{}`, or the phrase `without` for a closure.
fn told(expr: &Expr, with: &str, without: &str) -> String {
    code(expr).map_or_else(|| without.to_owned(), |code| with.replacen("{}", &code, 1))
}

#[cfg(test)]
mod tests {
    use crate::expand::retry;

    fn expanded(args: &str, item: &str) -> String {
        retry(args.parse().unwrap(), &item.parse().unwrap()).to_string()
    }

    #[test]
    fn only_documented_functions_get_a_paragraph_about_retries() {
        let args = "max = 5, base_delay = \"1.5s\", jitter, when = is_busy, until = |n| *n > 1";
        let paragraph = "# Retries\\n\\nA failed attempt is retried:\\n- at most 5 retries,\\n- the first after 1.5s,\\n- full jitter";
        let item = "/// Fetches.\nfn f() -> Result<u8, E> { Err(E) }";
        let told = expanded(args, item);
        assert!(told.contains(paragraph), "{told}");
        assert!(
            told.contains("only errors for which `is_busy` holds"),
            "{told}"
        );
        assert!(told.contains("a success too"), "{told}");

        let told = expanded("", item);
        assert!(told.contains("retried, by the default policy."), "{told}");
        let undocumented = expanded(args, "fn f() -> Result<u8, E> { Err(E) }");
        assert!(!undocumented.contains("# Retries"), "{undocumented}");
    }

    #[test]
    fn a_receiver_that_async_trait_renames_keeps_its_name_in_the_paragraph() {
        let item = "/// Fetches.\nfn f(self: &mut A) -> Pin<Box<dyn Future<Output = R>>> { Box::pin(async move { let mut __self = self; g(__self) }) }";
        let told = expanded("with = self.profile, when = |e| self.is_busy(e)", item);
        assert!(told.contains("by the profile `self.profile`"), "{told}");
        assert!(told.contains("| e | __self . is_busy (e)"), "{told}");
    }
}
