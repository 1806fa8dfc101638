//! The definition of a type: its generics, its variants, and their fields.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::attribute::{Attribute, attributes, visibility};
use super::tokens::{
    angled, collect, colon, find, group, is_mark, is_one_of, is_word, lifetime, split, visible,
};
use super::value;

pub(crate) struct Definition {
    pub(crate) attributes: Vec<Attribute>,
    /// `struct`, `enum` or `union`.
    pub(crate) keyword: Ident,
    pub(crate) name: Ident,
    pub(crate) generics: Vec<Generic>,
    /// The bounds after `where`, without a last comma.
    pub(crate) bounds: Vec<TokenTree>,
    /// The variants of an enum. Empty for other types.
    pub(crate) variants: Vec<Variant>,
    /// The fields of a struct or a union. Empty for an enum.
    pub(crate) fields: Vec<Field>,
}

/// `'a: 'b`, `T: Bound` or `const N: usize`.
pub(crate) struct Generic {
    /// The whole parameter, without its default.
    pub(crate) parameter: Vec<TokenTree>,
    /// The name, with the quote of a lifetime.
    pub(crate) argument: Vec<TokenTree>,
    /// The name of a type parameter; `None` for other parameters.
    pub(crate) ty: Option<Ident>,
}

pub(crate) struct Variant {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) attributes: Vec<Attribute>,
    /// The name; `None` in a tuple.
    pub(crate) name: Option<Ident>,
    pub(crate) ty: Vec<TokenTree>,
}

impl Definition {
    /// Reads an item. Returns `None` if it defines no type.
    pub(crate) fn parse(item: &[TokenTree]) -> Option<Self> {
        let (attributes, rest) = attributes(item);
        let rest = &rest[visibility(rest)..];
        let [TokenTree::Ident(keyword), TokenTree::Ident(name), rest @ ..] = rest else {
            return None;
        };
        if !is_one_of(Some(&keyword.clone().into()), &["struct", "enum", "union"]) {
            return None;
        }
        let (generics, rest) = rest.split_at(angled(rest).unwrap_or_default());
        let (body, bounds) = match rest {
            [TokenTree::Group(body), bounds @ .., _semicolon]
                if body.delimiter() == Delimiter::Parenthesis =>
            {
                (Some(body), bounds)
            }
            [bounds @ .., last] => (group(Some(last), Delimiter::Brace), bounds),
            [] => return None,
        };
        let (mut variants, mut fields) = (Vec::new(), Vec::new());
        match body {
            Some(body) if keyword == "enum" => variants = Variant::all(&collect(body.stream()))?,
            Some(body) => fields = Field::all(&body.clone().into())?,
            None => {}
        }
        Some(Self {
            attributes,
            keyword: keyword.clone(),
            name: name.clone(),
            generics: Generic::all(generics)?,
            bounds: match bounds {
                [word, bounds @ .., comma] if is_word(Some(word), "where") => {
                    let comma = Some(comma).filter(|comma| !is_mark(Some(comma), ','));
                    bounds.iter().chain(comma).cloned().collect()
                }
                _ => Vec::new(),
            },
            variants,
            fields,
        })
    }
}

impl Generic {
    /// Reads `<…>`. There are no parameters if it is missing.
    pub(super) fn all(angles: &[TokenTree]) -> Option<Vec<Self>> {
        let inside = angles.get(1..angles.len() - usize::from(!angles.is_empty()));
        let parameters = split(inside.unwrap_or_default(), ',');
        parameters.into_iter().map(Self::parse).collect()
    }

    fn parse(parameter: &[TokenTree]) -> Option<Self> {
        let (_, parameter) = attributes(parameter);
        let default = find(parameter, |rest| is_mark(rest.first(), '='));
        let parameter = &parameter[..default.unwrap_or(parameter.len())];
        let is_constant = is_word(parameter.first(), "const");
        let is_lifetime = lifetime(parameter).is_some();
        let name = &parameter[usize::from(is_constant)..];
        let argument = name.get(..=usize::from(is_lifetime))?.to_vec();
        let ty = match argument.as_slice() {
            [TokenTree::Ident(name)] if !is_constant => Some(name.clone()),
            _ => None,
        };
        Some(Self {
            parameter: parameter.to_vec(),
            argument,
            ty,
        })
    }
}

impl Variant {
    fn all(mut tokens: &[TokenTree]) -> Option<Vec<Self>> {
        let mut variants = Vec::new();
        while !tokens.is_empty() {
            let (attributes, rest) = attributes(tokens);
            let [TokenTree::Ident(name), rest @ ..] = &rest[visibility(rest)..] else {
                return None;
            };
            let (fields, rest) = match rest {
                [body @ TokenTree::Group(_), rest @ ..] => (Field::all(body)?, rest),
                _ => (Vec::new(), rest),
            };
            // A discriminant may contain `<<`.
            let end = match rest {
                [equals, number @ ..] if is_mark(Some(equals), '=') => 1 + value::end(number).0,
                _ => 0,
            };
            variants.push(Self {
                attributes,
                name: name.clone(),
                fields,
            });
            let (comma, rest) = rest[end..].split_at(rest[end..].len().min(1));
            if comma.iter().any(|comma| !is_mark(Some(comma), ',')) {
                return None;
            }
            tokens = rest;
        }
        Some(variants)
    }
}

impl Field {
    /// Reads `{…}` or `(…)`.
    fn all(body: &TokenTree) -> Option<Vec<Self>> {
        let TokenTree::Group(body) = body else {
            return None;
        };
        let is_named = body.delimiter() == Delimiter::Brace;
        let tokens = collect(body.stream());
        let fields = split(&tokens, ',').into_iter();
        fields.map(|field| Self::parse(field, is_named)).collect()
    }

    fn parse(field: &[TokenTree], is_named: bool) -> Option<Self> {
        let (attributes, rest) = attributes(field);
        let rest = &rest[visibility(rest)..];
        let (name, ty) = match rest {
            [TokenTree::Ident(name), _, ty @ ..] if is_named && colon(rest) == Some(1) => {
                (Some(name.clone()), ty)
            }
            ty if !is_named => (None, ty),
            _ => return None,
        };
        (!ty.is_empty()).then(|| Self {
            attributes,
            name,
            ty: visible(ty.to_vec()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tokens::stream;

    fn parse(text: &str) -> Definition {
        Definition::parse(&collect(text.parse().expect(text))).expect(text)
    }

    fn text(tokens: &[TokenTree]) -> String {
        stream(tokens).to_string().replace(' ', "")
    }

    #[test]
    fn generics_are_read_without_their_defaults() {
        let it = parse(
            "struct A<'a: 'b, #[x] T: Iterator<Item = u8> + 'a = B<'a, u8>, const N: usize = 3>;",
        );
        let all = |tokens: fn(&Generic) -> &Vec<TokenTree>| {
            let all = it.generics.iter().map(|it| text(tokens(it)));
            all.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            all(|it| &it.parameter),
            "'a:'b T:Iterator<Item=u8>+'a constN:usize"
        );
        assert_eq!(all(|it| &it.argument), "'a T N");
        let types: Vec<_> = it.generics.iter().filter_map(|it| it.ty.clone()).collect();
        assert_eq!(types, ["T"]);
    }

    #[test]
    fn variants_and_fields_with_attributes_and_visibilities_are_read() {
        let it = parse(
            "#[a] pub(crate) enum A<T> where T: Fn(u8) -> B, {
                #[b] One = 1 << 2, r#Two(pub (u8, T), #[c] pub(in a::b) C<T, u8>) = -1,
                pub Three { pub(super) r#type: D<E = u8>, g: [u8; 1 << 3], },
            }",
        );
        assert_eq!(text(&it.bounds), "T:Fn(u8)->B");
        let variants: Vec<_> = it
            .variants
            .iter()
            .map(|variant| {
                let fields = variant.fields.iter().map(|field| {
                    let name = field.name.as_ref();
                    let name = name.map_or("_".to_owned(), Ident::to_string);
                    format!("{name}:{}", text(&field.ty))
                });
                (
                    variant.name.to_string(),
                    fields.collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        let expected = [
            ("One", ""),
            ("r#Two", "_:(u8,T) _:C<T,u8>"),
            ("Three", "r#type:D<E=u8> g:[u8;1<<3]"),
        ];
        assert_eq!(
            variants,
            expected.map(|(name, fields)| (name.to_owned(), fields.to_owned()))
        );
        assert!(it.variants[2].fields[0].name.is_some());
    }

    #[test]
    fn structs_of_all_three_forms_are_read() {
        for (item, fields, bounds) in [
            ("struct A;", 0, ""),
            ("struct A where u8: B;", 0, "u8:B"),
            ("struct A {}", 0, ""),
            ("pub struct A(pub u8, B<C, D>) where u8: B;", 2, "u8:B"),
            ("struct A where { a: u8 }", 1, ""),
            ("struct A<T>(T);", 1, ""),
            ("union A where u8: B { a: u8, b: i8 }", 2, "u8:B"),
        ] {
            let read = parse(item);
            assert_eq!(
                (read.fields.len(), text(&read.bounds)),
                (fields, bounds.to_owned())
            );
            assert_eq!(read.name, "A");
        }
    }

    #[test]
    fn items_that_define_no_type_are_not_read() {
        for item in [
            "",
            "fn f() {}",
            "struct",
            "enum A",
            "enum A { 1 }",
            "type A = u8;",
        ] {
            let tokens = collect(item.parse().expect(item));
            assert!(Definition::parse(&tokens).is_none(), "{item}");
        }
    }
}
