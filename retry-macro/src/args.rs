//! The arguments as written: `key`, `key = value`, `key(..)`, with their spans. This stage finds
//! unknown keys, duplicates and wrong shapes, but checks no value.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, Lit, Token, token};

use crate::diagnostics::{Errors, nearest};
use crate::synonyms;
use crate::syntax::tokens::is_mark;
use crate::syntax::value::Expr;

/// One argument as written. Its shape has been checked: a flag has no value, `key(..)` has at least
/// one value, and every other argument has exactly one.
pub(crate) struct Argument {
    /// The place for errors about the argument as a whole.
    pub(crate) key: Ident,
    pub(crate) values: Vec<Expr>,
}

/// The key of the defaults that the attribute on an `impl` block hands to its functions.
pub(crate) const DEFAULTS: &str = "__defaults";

/// Defines, from one table, a field of [`Args`] for each argument, the argument's key, and an
/// example of each shape that the argument may have.
macro_rules! arguments {
    ($($field:ident: $key:literal, $shapes:expr;)*) => {
        #[derive(Default)]
        pub(crate) struct Args {
            $(pub(crate) $field: Option<Argument>,)*
            /// Unknown keys. An editor may be completing them.
            pub(crate) unknown: Vec<Ident>,
            /// The arguments on the `impl` block.
            defaults: Option<Box<Args>>,
        }

        /// The key of every argument.
        const KEYS: [Key; [$($key),*].len()] = [$(Key {
            name: $key,
            shapes: &$shapes,
        }),*];

        impl Args {
            fn slot(&mut self, key: &str) -> &mut Option<Argument> {
                match key {
                    $($key => &mut self.$field,)*
                    _ => unreachable!("only known keys have a slot"),
                }
            }

            /// The argument with this key, if it is written.
            pub(crate) fn get(&self, key: &str) -> Option<&Argument> {
                match key {
                    $($key => self.$field.as_ref(),)*
                    _ => unreachable!("only known keys have an argument"),
                }
            }

            /// Renames the receiver in every value.
            pub(crate) fn rename_self(&mut self, to: &Ident) {
                let arguments = [$(&mut self.$field),*].into_iter().flatten();
                for value in arguments.flat_map(|argument| &mut argument.values) {
                    value.rename_self(to);
                }
            }

            /// Takes over each default whose argument is not written, if the default fits.
            pub(crate) fn take_defaults(&mut self, fits: impl Fn(&Self, &Self, &str) -> bool) {
                let Some(mut defaults) = self.defaults.take() else {
                    return;
                };
                $(
                    if self.$field.is_none() && fits(self, &defaults, $key) {
                        self.$field = defaults.$field.take();
                    }
                )*
            }
        }
    };
}

arguments! {
    max: "max", ["max = 5"];
    max_attempts: "max_attempts", ["max_attempts = 6"];
    base_delay: "base_delay", ["base_delay = \"100ms\""];
    max_delay: "max_delay", ["max_delay = \"30s\""];
    max_pushback: "max_pushback", ["max_pushback = \"2m\""];
    backoff: "backoff", ["backoff = linear"];
    factor: "factor", ["factor = 2"];
    delays: "delays", ["delays = [\"1s\", \"5s\", \"30s\"]"];
    fast_first: "fast_first", ["fast_first"];
    jitter: "jitter", ["jitter", "jitter = full"];
    seed: "seed", ["seed = 42"];
    max_elapsed: "max_elapsed", ["max_elapsed = \"10s\""];
    reset_after: "reset_after", ["reset_after = \"1m\""];
    attempt_timeout: "attempt_timeout", ["attempt_timeout = \"2s\""];
    call_timeout: "call_timeout", ["call_timeout = \"20s\""];
    when: "when", ["when = |error| error.is_timeout()"];
    retry_after: "retry_after", ["retry_after = |error| error.retry_after"];
    classify: "classify", ["classify", "classify = path::to::classify"];
    until: "until", ["until = |value| value.is_done()"];
    clone: "clone", ["clone", "clone(a, b)"];
    attempt: "attempt", ["attempt = n"];
    context: "context", ["context = ctx"];
    once: "once", ["once(key = Uuid::new_v4())"];
    on_retry: "on_retry", ["on_retry = |retry| eprintln!(\"{retry:?}\")"];
    on_give_up: "on_give_up", ["on_give_up = |error, end| error.context(end.to_string())"];
    observe: "observe", ["observe = report", "observe(a, b)"];
    budget: "budget", ["budget = BUDGET"];
    cooldown: "cooldown", ["cooldown = COOLDOWN"];
    policy: "policy", ["policy = POLICY"];
    with: "with", ["with = PROFILE"];
    sleep: "sleep", ["sleep = path::to::sleep"];
    cancel: "cancel", ["cancel = token"];
    name: "name", ["name = \"orders.fetch\""];
    log: "log", ["log = debug"];
    krate: "crate", ["crate = path::to::retry_runtime"];
}

/// A row of the table.
struct Key {
    name: &'static str,
    shapes: &'static [&'static str],
}

impl Key {
    fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// Creates an error at a wrong shape, with the right shapes in the message.
    fn misshapen(&self, place: impl ToTokens) -> Error {
        let (name, shapes) = (self.name, self.shapes.join("` or `"));
        Error::new_spanned(place, format!("`{name}` is written `{shapes}`"))
    }

    /// True if one of the shapes has a matching end after the key.
    fn may_have(&self, is_end: impl Fn(&str) -> bool) -> bool {
        let mut ends = self.shapes.iter().map(|shape| &shape[self.name.len()..]);
        ends.any(is_end)
    }

    /// Reads the values after the key.
    fn values(&self, key: &Ident, input: ParseStream) -> syn::Result<Vec<Expr>> {
        let may_have_value = self.may_have(|end| end.starts_with(" = "));
        let may_have_list = self.may_have(|end| end.starts_with('('));
        let may_be_alone = self.may_have(str::is_empty);
        let start = input.cursor();
        let is_assignment =
            input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]);
        if is_assignment && may_have_value {
            let equals: Token![=] = input.parse()?;
            if at_end(input) {
                return Err(self.misshapen(equals));
            }
            let start = input.cursor();
            let value = input.parse().map_err(|_| {
                let message = format!("this expression is incomplete: {}", self.misshapen(key));
                Error::new_spanned(to_comma(start), message)
            })?;
            return Ok(vec![value]);
        }
        if input.peek(token::Paren) && may_have_list {
            let list;
            syn::parenthesized!(list in input);
            let list = Punctuated::<Expr, Token![,]>::parse_terminated(&list)
                .map_err(|error| Error::new(error.span(), self.misshapen(key)))?;
            if list.is_empty() {
                return Err(self.misshapen(to_comma(start)));
            }
            return Ok(list.into_iter().collect());
        }
        // A flag stays a flag if the comma after it is missing.
        if may_be_alone && (at_end(input) || starts_argument(input)) {
            return Ok(Vec::new());
        }
        if at_end(input) {
            return Err(self.misshapen(key));
        }
        Err(self.misshapen(operator_or_token(start)))
    }
}

impl Args {
    /// Reads every argument. After a fault, reading continues after the next comma.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let all = |input: ParseStream| {
            while !input.is_empty() {
                match args.argument(input, errors) {
                    Ok(()) => separator(input, errors),
                    Err(error) => {
                        errors.push(error);
                        skip_argument(input);
                    }
                }
            }
            Ok(())
        };
        // A list that was not read to its end has reported its error already.
        let _reported = Parser::parse2(all, tokens);
        args
    }

    /// The arguments on the `impl` block that the function has not taken over yet.
    pub(crate) fn defaults_mut(&mut self) -> Option<&mut Self> {
        self.defaults.as_deref_mut()
    }

    fn argument(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let Ok(key) = Ident::parse_any(input) else {
            return Err(nameless(input));
        };
        if key == DEFAULTS {
            let defaults;
            syn::parenthesized!(defaults in input);
            // The attribute on the `impl` block reports the faults of its defaults.
            let mut told = Errors::default();
            let defaults = Self::parse(defaults.parse()?, &mut told);
            let _told = told.finish();
            self.defaults = Some(Box::new(defaults));
            return Ok(());
        }
        let Some(known) = Key::named(&key.to_string()) else {
            let error = unknown(&key);
            self.unknown.push(key);
            return Err(error);
        };
        let values = known.values(&key, input)?;
        let slot = self.slot(known.name);
        if let Some(first) = slot {
            errors.at(&key, format!("`{key}` is given twice"));
            errors.at(&first.key, format!("`{key}` is given here first"));
        } else {
            *slot = Some(Argument { key, values });
        }
        Ok(())
    }
}

fn unknown(key: &Ident) -> Error {
    let word = key.to_string();
    let keys = KEYS.map(|key| key.name);
    let nearest = nearest(&word, keys);
    let far = || synonyms::explain_nearest(&word).filter(|_| nearest.is_none());
    let message = synonyms::explain(&word).or_else(far).unwrap_or_else(|| {
        let meant = match nearest {
            Some(nearest) => format!(": did you mean `{nearest}`?"),
            None => ".".to_owned(),
        };
        let keys = keys.join(", ");
        format!("`{key}` is not an argument of `#[retry]`{meant} The arguments are {keys}")
    });
    Error::new_spanned(key, message)
}

/// An error at a value without a key.
fn nameless(input: ParseStream) -> Error {
    input.error(match input.fork().parse() {
        Ok(Lit::Int(_)) => {
            "a number needs the name of an argument: to limit the retries, write `max = 5`"
        }
        Ok(Lit::Str(_)) => {
            "a string needs the name of an argument: to set the first delay, write `base_delay = \"100ms\"`"
        }
        _ if input.peek(Token![,]) => "there is no argument before this comma: remove the comma",
        _ => "expected a named argument, for example `max = 5`",
    })
}

fn at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// True if the next argument seems to begin at this position.
fn starts_argument(input: ParseStream) -> bool {
    let ahead = input.fork();
    ahead
        .call(Ident::parse_any)
        .is_ok_and(|key| ahead.peek(Token![=]) || Key::named(&key.to_string()).is_some())
}

/// The tokens up to the next comma.
fn to_comma(start: Cursor) -> TokenStream {
    let tokens = start.token_stream().into_iter();
    let is_before = |token: &TokenTree| !is_mark(Some(token), ',');
    tokens.take_while(is_before).collect()
}

/// The operator in the place of `=`, such as `:` or `=>`; otherwise one token.
fn operator_or_token(start: Cursor) -> TokenStream {
    let tokens = to_comma(start).into_iter();
    let is_operator = |token: &TokenTree| matches!(token, TokenTree::Punct(_));
    let operator = tokens.clone().take_while(is_operator).count();
    tokens.take(operator.max(1)).collect()
}

/// Skips the tokens up to the next comma, and the comma itself.
fn skip_argument(input: ParseStream) {
    while !at_end(input) {
        // A token tree always parses before the end of the input.
        let _skipped = input.parse::<TokenTree>();
    }
    let _comma = input.parse::<Token![,]>();
}

/// Takes the comma. A missing comma is the only error, because the argument after it is read
/// nevertheless.
fn separator(input: ParseStream, errors: &mut Errors) {
    if input.is_empty() || input.parse::<Token![,]>().is_ok() {
        return;
    }
    errors.push(input.error("expected `,` between arguments"));
    let _semicolon = input.parse::<Token![;]>();
    if !starts_argument(input) {
        skip_argument(input);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_arguments_are_documented() {
        let docs = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../retry-runtime/src/retry.md"
        ))
        .unwrap();
        let rows = docs.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
        assert_eq!(documented, KEYS.map(|key| key.name));
    }

    /// Compares the names that editors offer, and their meaning, with the arguments.
    #[test]
    fn exactly_the_arguments_are_completed() {
        let read = |file: &str| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../retry-runtime/src/");
            std::fs::read_to_string(format!("{folder}{file}")).unwrap()
        };
        let (docs, completion) = (read("retry.md"), read("private/completion.rs"));
        let (_, offered) = completion.split_once("\n    arguments! {\n").unwrap();
        let offered: Vec<_> = offered
            .lines()
            .take_while(|line| *line != "    }")
            .collect();
        let rows = docs.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<_> = rows
            .map(|row| {
                let key = row.split('`').next().unwrap();
                let meaning = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
                format!("        {key}: r#\"{meaning}\"#;")
            })
            // `crate` can't be the name of a constant.
            .filter(|row| !row.starts_with("        crate:"))
            .collect();
        assert_eq!(offered, documented);
    }

    #[test]
    fn every_shape_in_an_error_message_is_accepted() {
        let own = KEYS.iter().flat_map(|key| key.shapes).copied();
        let meant = synonyms::shapes().flat_map(|shapes| shapes.split("` or `"));
        for shape in own.chain(meant) {
            let mut errors = Errors::default();
            Args::parse(shape.parse().unwrap(), &mut errors);
            assert!(errors.finish().is_ok(), "{shape}");
        }
    }

    #[test]
    fn no_argument_has_a_name_of_another_library() {
        for Key { name, .. } in &KEYS {
            assert_eq!(synonyms::explain(name), None);
        }
    }
}
