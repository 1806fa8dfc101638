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

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) max: Option<Arg>,
    pub(crate) base_delay: Option<Arg>,
    pub(crate) max_delay: Option<Arg>,
    pub(crate) factor: Option<Arg>,
    pub(crate) jitter: Option<Arg>,
    pub(crate) seed: Option<Arg>,
    pub(crate) policy: Option<Arg>,
    pub(crate) observe: Option<Arg>,
    pub(crate) sleep: Option<Arg>,
}

/// Every key, with the shape to show to who gets it wrong.
const KEYS: [(&str, &str); 9] = [
    ("max", "max = 5"),
    ("base_delay", "base_delay = \"100ms\""),
    ("max_delay", "max_delay = \"30s\""),
    ("factor", "factor = 2"),
    ("jitter", "jitter` or `jitter = full"),
    ("seed", "seed = 42"),
    ("policy", "policy = POLICY"),
    ("observe", "observe = report` or `observe(a, b)"),
    ("sleep", "sleep = path::to::sleep"),
];

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
            if list.is_empty() || name != "observe" {
                return Err(wrong_shape(&key));
            }
            list.into_iter().collect()
        } else if !at_end(input) {
            return Err(wrong_shape(&input.parse::<TokenTree>()?));
        } else if name == "jitter" {
            Vec::new()
        } else {
            return Err(wrong_shape(&key));
        };

        let slot = match name.as_str() {
            "max" => &mut self.max,
            "base_delay" => &mut self.base_delay,
            "max_delay" => &mut self.max_delay,
            "factor" => &mut self.factor,
            "jitter" => &mut self.jitter,
            "seed" => &mut self.seed,
            "policy" => &mut self.policy,
            "observe" => &mut self.observe,
            "sleep" => &mut self.sleep,
            _ => unreachable!("every key has its slot"),
        };
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
