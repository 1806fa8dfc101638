//! The arguments as written: `key`, `key = value`, `key(..)`, with their spans.
//! Finds unknown keys, duplicates and wrong shapes. Judges no value.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, Token, token};

use crate::diagnostics::{Errors, nearest};

/// One argument. The shape has been checked: a flag has no value, `key(..)` at
/// least one, and all else exactly one.
pub(crate) struct Arg {
    /// For errors about the argument as a whole.
    pub(crate) key: Ident,
    pub(crate) values: Vec<Expr>,
}

/// From one table: a field of [`Args`] for each argument, its key, and the
/// shapes to show to who gets it wrong.
macro_rules! arguments {
    ($($field:ident: $key:literal, $shape:literal;)*) => {
        #[derive(Default)]
        pub(crate) struct Args {
            $(pub(crate) $field: Option<Arg>,)*
        }

        /// Every key, with its shapes.
        const KEYS: [(&str, &str); [$($key),*].len()] = [$(($key, $shape)),*];

        impl Args {
            fn slot(&mut self, key: &str) -> &mut Option<Arg> {
                match key {
                    $($key => &mut self.$field,)*
                    _ => unreachable!("only known keys have a slot"),
                }
            }
        }
    };
}

arguments! {
    max: "max", "max = 5";
    max_attempts: "max_attempts", "max_attempts = 6";
    base_delay: "base_delay", "base_delay = \"100ms\"";
    max_delay: "max_delay", "max_delay = \"30s\"";
    backoff: "backoff", "backoff = linear";
    factor: "factor", "factor = 2";
    jitter: "jitter", "jitter` or `jitter = full";
    seed: "seed", "seed = 42";
    max_elapsed: "max_elapsed", "max_elapsed = \"10s\"";
    attempt_timeout: "attempt_timeout", "attempt_timeout = \"2s\"";
    when: "when", "when = |error| error.is_timeout()";
    retry_after: "retry_after", "retry_after = |error| error.retry_after";
    classify: "classify", "classify = path::to::classify";
    until: "until", "until = |value| value.is_done()";
    clone: "clone", "clone` or `clone(a, b)";
    attempt: "attempt", "attempt = attempt";
    on_retry: "on_retry", "on_retry = |retry| eprintln!(\"{retry:?}\")";
    observe: "observe", "observe = report` or `observe(a, b)";
    budget: "budget", "budget = BUDGET";
    policy: "policy", "policy = POLICY";
    sleep: "sleep", "sleep = path::to::sleep";
    name: "name", "name = \"orders.fetch\"";
    krate: "crate", "crate = path::to::retry_runtime";
}

/// The arguments that may stand without a value.
const FLAGS: [&str; 2] = ["jitter", "clone"];
/// The arguments that may have several values, as `key(a, b)`.
const LISTS: [&str; 2] = ["observe", "clone"];

impl Args {
    /// Reads what can be read; each fault is an error, and reading goes on
    /// after the next comma.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let all = |input: ParseStream| {
            while !input.is_empty() {
                if let Err(error) = args.argument(input, errors) {
                    errors.push(error);
                    skip_to_comma(input);
                }
                separator(input, errors);
            }
            Ok(())
        };
        // Where a list was left half-read, its error has been reported.
        if let (Err(error), true) = (Parser::parse2(all, tokens), errors.is_empty()) {
            errors.push(error);
        }
        args
    }

    fn argument(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let Ok(key) = Ident::parse_any(input) else {
            return Err(input.error("expected an argument by its name, for example `max = 5`"));
        };
        let name = key.to_string();
        let Some((_, shape)) = KEYS.iter().find(|(known, _)| *known == name) else {
            return Err(unknown(&key));
        };
        let wrong_shape = |place: &dyn quote::ToTokens| {
            Error::new_spanned(place, format!("`{name}` is written `{shape}`"))
        };

        let values = if input.peek(Token![=]) {
            let equals: Token![=] = input.parse()?;
            if at_end(input) {
                return Err(wrong_shape(&equals));
            }
            vec![input.parse()?]
        } else if input.peek(token::Paren) {
            let list;
            syn::parenthesized!(list in input);
            let list = Punctuated::<Expr, Token![,]>::parse_terminated(&list)?;
            if list.is_empty() || !LISTS.contains(&name.as_str()) {
                return Err(wrong_shape(&key));
            }
            list.into_iter().collect()
        } else if !at_end(input) {
            return Err(wrong_shape(&input.parse::<TokenTree>()?));
        } else if FLAGS.contains(&name.as_str()) {
            Vec::new()
        } else {
            return Err(wrong_shape(&key));
        };

        let slot = self.slot(&name);
        if let Some(first) = slot {
            errors.at(&key, format!("`{name}` is given twice"));
            errors.at(&first.key, format!("`{name}` is given here first"));
        } else {
            *slot = Some(Arg { key, values });
        }
        Ok(())
    }
}

fn unknown(key: &Ident) -> Error {
    let known = KEYS.map(|(known, _)| known);
    let meant = match nearest(&key.to_string(), known) {
        Some(nearest) => format!(": did you mean `{nearest}`?"),
        None => ".".to_owned(),
    };
    let message = format!(
        "`{key}` is not an argument of `#[retry]`{meant} The arguments are {}",
        known.join(", ")
    );
    Error::new_spanned(key, message)
}

fn at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn skip_to_comma(input: ParseStream) {
    while !at_end(input) {
        // A token tree always parses where the input is not at its end.
        let _skipped = input.parse::<TokenTree>();
    }
}

/// Where a comma is missing before what looks like the next argument, that is
/// the one error, and the argument is read all the same.
fn separator(input: ParseStream, errors: &mut Errors) {
    if input.is_empty() || input.parse::<Token![,]>().is_ok() {
        return;
    }
    errors.push(input.error("expected `,` between arguments"));
    let next = input
        .fork()
        .call(Ident::parse_any)
        .map(|key| key.to_string());
    if !next.is_ok_and(|next| KEYS.iter().any(|(key, _)| *key == next)) {
        skip_to_comma(input);
        let _comma = input.parse::<Token![,]>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_is_documented_and_no_other() {
        let docs = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../retry-runtime/src/retry.md"
        ))
        .unwrap();
        let rows = docs.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
        assert_eq!(documented, KEYS.map(|(key, _)| key));
    }

    #[test]
    fn every_shape_shown_is_a_right_one() {
        for (_, shapes) in KEYS {
            for shape in shapes.split("` or `") {
                let mut errors = Errors::default();
                Args::parse(shape.parse().unwrap(), &mut errors);
                assert!(errors.finish().is_ok(), "{shape}");
            }
        }
    }
}
