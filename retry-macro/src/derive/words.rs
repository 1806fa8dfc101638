//! The words of `#[verdict(…)]` as written, with their spans. This stage finds unknown words and
//! wrong shapes, but does not look at fields.

use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::diagnostics::{Errors, nearest};
use crate::options;
use crate::syntax::attribute::Attribute;
use crate::syntax::definition::Definition;
use crate::syntax::tokens::{collect, is_mark, split, stream, visible};
use crate::syntax::value::Expr;

/// The words with their shapes, as errors list them.
pub(crate) const SHAPES: &str =
    "retry, retry_now, retry_afresh, retry_after = field, stop, transparent";

const KEYS: [&str; 7] = [
    "retry",
    "retry_now",
    "retry_afresh",
    "retry_after",
    "stop",
    "transparent",
    "crate",
];

/// Words of other libraries, and of errors in general.
const SYNONYMS: [(&str, &str); 5] = [
    ("retry", "transient temporary retryable retriable"),
    ("retry_now", "now immediate immediately"),
    ("retry_after = field", "after pushback wait"),
    ("stop", "permanent fatal final never abort fail"),
    ("transparent", "forward inherit delegate source"),
];

/// A word that gives a verdict.
pub(crate) struct Word {
    pub(crate) key: Ident,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    /// The variant of `Verdict` with this name.
    Fixed(&'static str),
    /// `retry_after = field`
    RetryAfter(TokenTree),
    /// `transparent`, or `transparent = field`
    Transparent(Option<TokenTree>),
}

/// The word in one place.
pub(crate) enum Said {
    Nothing,
    /// Errors have already been reported.
    Faulty,
    Word(Word),
}

/// All words of a definition.
pub(crate) struct Words {
    /// The word of the type itself.
    pub(crate) ty: Said,
    /// The word of each variant of an enum.
    pub(crate) variants: Vec<Said>,
    runtime: Option<Expr>,
}

impl Words {
    pub(crate) fn read(definition: &Definition, errors: &mut Errors) -> Self {
        let mut runtime = None;
        let ty = read(
            &definition.attributes,
            &mut Place::Type(&mut runtime),
            errors,
        );
        let variants = definition.variants.iter();
        let variants = variants
            .map(|variant| read(&variant.attributes, &mut Place::Variant, errors))
            .collect();
        Self {
            ty,
            variants,
            runtime,
        }
    }

    /// The path of the runtime, if it was written.
    pub(crate) fn runtime(&self) -> Option<&Expr> {
        self.runtime.as_ref().map(Expr::peeled)
    }
}

enum Place<'a> {
    /// The type itself, with the place for the value of `crate`.
    Type(&'a mut Option<Expr>),
    Variant,
}

fn read(attributes: &[Attribute], place: &mut Place<'_>, errors: &mut Errors) -> Said {
    let mut said = Said::Nothing;
    for attribute in attributes.iter().filter(|it| it.is("verdict")) {
        let tokens = attribute
            .arguments()
            .map(|it| visible(collect(it.stream())));
        let parts = tokens.as_deref().map(|tokens| split(tokens, ','));
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
            let message = format!(
                "`#[verdict]` needs a word, for example `#[verdict(stop)]`. The words are {SHAPES}"
            );
            errors.at(attribute, message);
            said = Said::Faulty;
            continue;
        };
        for part in parts {
            match Written::parse(part) {
                None => {
                    let place = match part {
                        [] => attribute.to_token_stream(),
                        part => stream(part),
                    };
                    errors.at(place, "expected a word by its name, for example `retry`");
                    said = Said::Faulty;
                }
                Some(written) if written.key == "crate" => written.set_crate(place, errors),
                Some(written) => said = written.add_to(said, errors),
            }
        }
    }
    said
}

/// `key` or `key = value`.
struct Written<'a> {
    key: &'a Ident,
    equals: Option<&'a TokenTree>,
    value: Vec<TokenTree>,
}

impl<'a> Written<'a> {
    fn parse(part: &'a [TokenTree]) -> Option<Self> {
        let [TokenTree::Ident(key), rest @ ..] = part else {
            return None;
        };
        let (equals, value) = match rest {
            [equals, value @ ..] if is_mark(Some(equals), '=') => (Some(equals), value),
            rest => (None, rest),
        };
        Some(Self {
            key,
            equals,
            value: visible(value.to_vec()),
        })
    }

    /// True for a word without a value.
    fn is_alone(&self) -> bool {
        self.equals.is_none() && self.value.is_empty()
    }

    /// The field after `=`.
    fn field(&self) -> Option<&TokenTree> {
        match (self.equals, self.value.as_slice()) {
            (Some(_), [field @ TokenTree::Ident(_)]) => Some(field),
            (Some(_), [field @ TokenTree::Literal(index)])
                if index.to_string().bytes().all(|it| it.is_ascii_digit()) =>
            {
                Some(field)
            }
            _ => None,
        }
    }

    fn set_crate(&self, place: &mut Place<'_>, errors: &mut Errors) {
        let Place::Type(runtime) = place else {
            errors.at(self.key, "`crate` goes above the type, not on a variant");
            return;
        };
        if runtime.is_some() {
            errors.at(self.key, "`crate` is given twice");
        }
        match syn::parse2::<Expr>(stream(&self.value)) {
            Ok(value) if self.equals.is_some() => {
                if options::path_of_runtime(&value, errors).is_some() {
                    **runtime = Some(value);
                }
            }
            _ => errors.at(self.key, options::CRATE),
        }
    }

    fn add_to(&self, said: Said, errors: &mut Errors) -> Said {
        match (self.judge(), said) {
            (Err(error), _) => {
                errors.push(error);
                Said::Faulty
            }
            (Ok(_), Said::Faulty) => Said::Faulty,
            (Ok(kind), Said::Nothing) => Said::Word(Word {
                key: self.key.clone(),
                kind,
            }),
            (Ok(_), Said::Word(first)) => {
                let (key, first) = (self.key, first.key);
                let message =
                    format!("`{key}` is a second verdict beside `{first}`: leave one of them out");
                errors.at(key, message);
                Said::Faulty
            }
        }
    }

    fn judge(&self) -> syn::Result<Kind> {
        let key = self.key.to_string();
        let fixed = match key.as_str() {
            "retry" => "Retry",
            "retry_now" => "RetryNow",
            "retry_afresh" => "RetryAfresh",
            "stop" => "Stop",
            "retry_after" => {
                return match self.field() {
                    Some(field) => Ok(Kind::RetryAfter(field.clone())),
                    None => Err(self.misshapen(
                        "`retry_after` names the field that has the time to wait: `retry_after = wait`, or `retry_after = 0` in a tuple",
                    )),
                };
            }
            "transparent" => {
                return match self.field() {
                    None if self.is_alone() => Ok(Kind::Transparent(None)),
                    Some(field) => Ok(Kind::Transparent(Some(field.clone()))),
                    None => Err(self.misshapen(
                        "`transparent` takes no value, or the field that holds the error: write `transparent = source`",
                    )),
                };
            }
            _ => return Err(self.unknown(&key)),
        };
        if self.is_alone() {
            Ok(Kind::Fixed(fixed))
        } else {
            let message = format!("`{key}` takes no value: write `#[verdict({key})]`");
            Err(self.misshapen(&message))
        }
    }

    /// An error at the value or, without a value, at the word.
    fn misshapen(&self, message: &str) -> syn::Error {
        if self.value.is_empty() {
            let key = self.key.to_token_stream();
            let place = self.equals.map_or(key, ToTokens::to_token_stream);
            syn::Error::new_spanned(place, message)
        } else {
            syn::Error::new_spanned(stream(&self.value), message)
        }
    }

    fn unknown(&self, key: &str) -> syn::Error {
        let meant = key.to_lowercase();
        let synonym = SYNONYMS
            .iter()
            .find(|(_, words)| words.split_whitespace().any(|word| word == meant));
        let message = match (synonym, nearest(&meant, KEYS)) {
            (Some((word, _)), _) => format!("`{key}` is written `{word}` here"),
            (None, Some(near)) => {
                format!("`{key}` is not a verdict: did you mean `{near}`? The words are {SHAPES}")
            }
            (None, None) => format!("`{key}` is not a verdict. The words are {SHAPES}"),
        };
        syn::Error::new_spanned(self.key, message)
    }
}

/// True if a field has this name. `r#name` and `name` are equal.
pub(crate) fn is_name(name: &Ident, written: &TokenTree) -> bool {
    matches!(written, TokenTree::Ident(written) if written.unraw() == name.unraw())
}
