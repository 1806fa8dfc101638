//! The words after their check: each variant has a verdict, and each field that a word names
//! exists.

use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;

use super::words::{Kind, SHAPES, Said, Word, Words, is_name};
use crate::diagnostics::{Errors, nearest};
use crate::syntax::definition::{Definition, Field};

/// The verdicts, in the order of the variants.
pub(crate) struct Judged<'a>(pub(crate) Vec<Verdict<'a>>);

/// The verdict of a variant, or of a struct.
pub(crate) enum Verdict<'a> {
    /// The verdict of this name.
    Fixed(&'static str),
    /// A verdict by the time in a field.
    RetryAfter(Place<'a>),
    /// The verdict of the error in a field.
    Transparent(Place<'a>),
}

/// A field, and its position.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) index: usize,
    pub(crate) field: &'a Field,
}

/// A variant or a struct, with the noun that messages use for it.
struct Part<'a> {
    name: &'a Ident,
    fields: &'a [Field],
    noun: &'static str,
}

impl<'a> Judged<'a> {
    pub(crate) fn new(definition: &'a Definition, words: &Words, errors: &mut Errors) -> Self {
        let name = &definition.name;
        if definition.keyword == "union" {
            errors.at(
                &definition.keyword,
                "`Classify` can't be derived for a union, which doesn't know which field is set: implement `Classify` by hand",
            );
            return Self(Vec::new());
        }
        if definition.keyword == "struct" {
            let part = Part {
                name,
                fields: &definition.fields,
                noun: "struct",
            };
            return Self(
                part.verdict(&words.ty, Default::None, errors)
                    .into_iter()
                    .collect(),
            );
        }
        let default = Default::new(&words.ty, errors);
        let mut verdicts = Vec::new();
        for (variant, said) in definition.variants.iter().zip(&words.variants) {
            let part = Part {
                name: &variant.name,
                fields: &variant.fields,
                noun: "variant",
            };
            verdicts.extend(part.verdict(said, default, errors));
        }
        Self(verdicts)
    }
}

/// The verdict of variants without a word.
#[derive(Clone, Copy)]
enum Default {
    None,
    /// An error has already been reported.
    Faulty,
    Fixed(&'static str),
}

impl Default {
    fn new(said: &Said, errors: &mut Errors) -> Self {
        match said {
            Said::Nothing => Self::None,
            Said::Faulty => Self::Faulty,
            Said::Word(Word { key, kind }) => {
                if let Kind::Fixed(verdict) = kind {
                    return Self::Fixed(verdict);
                }
                let message =
                    format!("`{key}` reads a field: write it on each variant that has that field");
                errors.at(key, message);
                Self::Faulty
            }
        }
    }
}

impl<'a> Part<'a> {
    fn verdict(&self, said: &Said, default: Default, errors: &mut Errors) -> Option<Verdict<'a>> {
        let Self { name, noun, .. } = self;
        for attribute in self.fields.iter().flat_map(|field| &field.attributes) {
            if attribute.is("verdict") {
                let message = format!("`#[verdict]` goes on the {noun}, not on its field");
                errors.at(attribute, message);
            }
        }
        let word = match (said, default) {
            (Said::Word(word), _) => word,
            (Said::Faulty, _) | (Said::Nothing, Default::Faulty) => return None,
            (Said::Nothing, Default::Fixed(verdict)) => return Some(Verdict::Fixed(verdict)),
            (Said::Nothing, Default::None) => {
                let default = match *noun {
                    "variant" => ", or a default above the `enum`",
                    _ => "",
                };
                let message = format!(
                    "`{name}` has no verdict: write `#[verdict(…)]` above it{default}. The words are {SHAPES}"
                );
                errors.at(name, message);
                return None;
            }
        };
        match &word.kind {
            Kind::Fixed(verdict) => Some(Verdict::Fixed(verdict)),
            Kind::RetryAfter(field) => self.field(field, errors).map(Verdict::RetryAfter),
            Kind::Transparent(Some(field)) => self.field(field, errors).map(Verdict::Transparent),
            Kind::Transparent(None) => self.only_field(word, errors).map(Verdict::Transparent),
        }
    }

    fn places(&self) -> impl Iterator<Item = Place<'a>> + use<'a> {
        let fields = self.fields.iter().enumerate();
        fields.map(|(index, field)| Place { index, field })
    }

    fn field(&self, written: &TokenTree, errors: &mut Errors) -> Option<Place<'a>> {
        let found = self.places().find(|place| place.is(written));
        if found.is_none() {
            let names: Vec<_> = self.places().map(Place::name).collect();
            let text = written.to_string();
            let is_name = matches!(written, TokenTree::Ident(_));
            let near = nearest(&text, names.iter().map(String::as_str));
            let end = match near.filter(|_| is_name) {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.is_empty() => "it has no fields".to_owned(),
                None => format!("its fields are {}", names.join(", ")),
            };
            let message = format!("`{}` has no field `{text}`: {end}", self.name);
            errors.at(written, message);
        }
        found
    }

    fn only_field(&self, word: &Word, errors: &mut Errors) -> Option<Place<'a>> {
        let name = self.name;
        let mut places = self.places();
        match (places.next(), places.next()) {
            (Some(only), None) => return Some(only),
            (None, _) => {
                let message = format!(
                    "`transparent` gives the verdict of the error inside, and `{name}` has no field"
                );
                errors.at(&word.key, message);
            }
            (Some(first), Some(_)) => {
                let source = self.places().find(|place| place.name() == "source");
                let message = format!(
                    "`{name}` has {} fields: name the one with the error, for example `transparent = {}`",
                    self.fields.len(),
                    source.unwrap_or(first).name()
                );
                errors.at(&word.key, message);
            }
        }
        None
    }
}

impl Place<'_> {
    /// The field's name, or its position in a tuple.
    fn name(self) -> String {
        match &self.field.name {
            Some(name) => name.unraw().to_string(),
            None => self.index.to_string(),
        }
    }

    fn is(self, written: &TokenTree) -> bool {
        match &self.field.name {
            Some(name) => is_name(name, written),
            None => written.to_token_stream().to_string() == self.index.to_string(),
        }
    }
}
