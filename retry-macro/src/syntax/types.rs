//! Types, as far as their tokens show them.

use std::borrow::Cow;
use std::mem::replace;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::syntax::tokens::{
    angled, collect, find, is_mark, is_one_of, is_path_separator, is_word, lifetime, regroup, split,
};

/// The number types, which are also the suffixes of number literals.
pub(crate) const NUMBERS: [&str; 14] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32",
    "f64",
];

/// The type without parentheses around it, and without the invisible groups that `macro_rules`
/// leaves.
pub(crate) fn bare(ty: &[TokenTree]) -> Cow<'_, [TokenTree]> {
    let [TokenTree::Group(group)] = ty else {
        return ty.into();
    };
    let inner = collect(group.stream());
    let is_tuple = || inner.is_empty() || find(&inner, |rest| is_mark(rest.first(), ',')).is_some();
    match group.delimiter() {
        Delimiter::None => bare(&inner).into_owned().into(),
        Delimiter::Parenthesis if !is_tuple() => bare(&inner).into_owned().into(),
        _ => ty.into(),
    }
}

/// A `&T` or `&mut T`.
pub(crate) struct Borrow {
    /// The number of tokens before the type that is borrowed.
    pub(crate) length: usize,
    pub(crate) lifetime: Option<Ident>,
    pub(crate) is_mutable: bool,
}

impl Borrow {
    pub(crate) fn parse(ty: &[TokenTree]) -> Option<Self> {
        Self::at_start(&bare(ty))
    }

    pub(crate) fn at_start(tokens: &[TokenTree]) -> Option<Self> {
        let (and, rest) = tokens.split_first()?;
        is_mark(Some(and), '&').then(|| {
            let lifetime = lifetime(rest).cloned();
            let behind = if lifetime.is_some() { 2 } else { 0 };
            let is_mutable = is_word(rest.get(behind), "mut");
            Self {
                length: 1 + behind + usize::from(is_mutable),
                lifetime,
                is_mutable,
            }
        })
    }
}

/// The path of a type, such as `std::pin::Pin<P>`, or of a value, such as `a::b`.
pub(crate) struct Path {
    pub(crate) segments: Vec<Segment>,
    /// True if the path begins with a type: `<T as Trait>::b`.
    pub(crate) is_of_type: bool,
    /// True if the path begins with `::`.
    is_global: bool,
}

pub(crate) struct Segment {
    pub(crate) word: Ident,
    /// The angle brackets after the word, with their tokens.
    pub(crate) angles: Vec<TokenTree>,
}

impl Path {
    /// Reads a type that is a path.
    pub(crate) fn of_type(ty: &[TokenTree]) -> Option<Self> {
        Self::parse(&bare(ty), true)
    }

    /// Reads a value that is a path. In a value, `a<b` is a comparison.
    pub(crate) fn of_value(tokens: &[TokenTree]) -> Option<Self> {
        Self::parse(tokens, false)
    }

    fn parse(tokens: &[TokenTree], in_type: bool) -> Option<Self> {
        let mut path = Self {
            segments: Vec::new(),
            is_of_type: is_mark(tokens.first(), '<'),
            is_global: is_path_separator(tokens),
        };
        let mut rest = &tokens[angled(tokens).unwrap_or_default()..];
        while !rest.is_empty() {
            if is_path_separator(rest) {
                rest = &rest[2..];
            } else if path.is_of_type || !path.segments.is_empty() {
                return None;
            }
            let (TokenTree::Ident(word), after) = rest.split_first()? else {
                return None;
            };
            if !in_type && !is_segment(word) {
                return None;
            }
            let is_turbofish = is_path_separator(after) && is_mark(after.get(2), '<');
            rest = if is_turbofish { &after[2..] } else { after };
            let opens = is_turbofish || in_type;
            let length = angled(rest).filter(|_| opens).unwrap_or_default();
            let (angles, after) = rest.split_at(length);
            path.segments.push(Segment {
                word: word.clone(),
                angles: angles.to_vec(),
            });
            rest = after;
        }
        (!path.segments.is_empty()).then_some(path)
    }

    /// The word of a path that has only one.
    pub(crate) fn word(&self) -> Option<&Ident> {
        let is_path = self.is_of_type || self.is_global;
        match self.segments.as_slice() {
            [only] if !is_path && only.angles.is_empty() => Some(&only.word),
            _ => None,
        }
    }

    /// The arguments of the last word.
    fn arguments(&self) -> Vec<&[TokenTree]> {
        match self.segments.last().map(|last| last.angles.as_slice()) {
            Some([_, arguments @ .., _]) => split(arguments, ','),
            _ => Vec::new(),
        }
    }

    pub(crate) fn ends_in(&self, word: &str) -> bool {
        self.segments.last().is_some_and(|last| last.word == word)
    }

    /// The `T` of `Vec<T>`.
    pub(crate) fn first_type(&self) -> Option<&[TokenTree]> {
        let is_type = |argument: &&[TokenTree]| {
            let named = find(argument, |rest| is_mark(rest.first(), '='));
            lifetime(argument).is_none() && named.is_none()
        };
        self.arguments().into_iter().find(is_type)
    }

    /// The `T` of `Future<Output = T>`.
    pub(crate) fn associated(&self, name: &str) -> Option<&[TokenTree]> {
        let mut arguments = self.arguments().into_iter();
        arguments.find_map(|argument| match argument {
            [key, equals, ty @ ..] if is_word(Some(key), name) && is_mark(Some(equals), '=') => {
                Some(ty)
            }
            _ => None,
        })
    }
}

/// The `P` of `Pin<P>`.
pub(crate) fn pinned(ty: &[TokenTree]) -> Option<Vec<TokenTree>> {
    let path = Path::of_type(ty).filter(|path| path.ends_in("Pin"))?;
    Some(bare(path.first_type()?).into_owned())
}

/// True for a word that can be in a path. Most keywords can't.
fn is_segment(word: &Ident) -> bool {
    is_one_of(
        Some(&word.clone().into()),
        &["self", "Self", "super", "crate"],
    ) || syn::parse2::<Ident>(TokenTree::from(word.clone()).into()).is_ok()
}

/// True for the standard library's `Option`, written in a way that no other type is.
pub(crate) fn is_option(ty: &[TokenTree]) -> bool {
    let path = Path::of_type(ty).filter(|path| !path.is_of_type);
    let segments = path.map(|path| path.segments).unwrap_or_default();
    let words: Vec<_> = segments.iter().map(|it| it.word.to_string()).collect();
    ["Option", "std::option::Option", "core::option::Option"].contains(&words.join("::").as_str())
}

/// True if the error of an outcome may hold a borrow, as far as the tokens show. A type parameter
/// may hold a borrow too. An alias `Result<T>` has an unknown error.
pub(crate) fn error_may_borrow(
    returned: &[TokenTree],
    is_parameter: &dyn Fn(&Ident) -> bool,
) -> bool {
    let is_outcome = |path: &Path| {
        let is_hidden = path.is_of_type || path.segments[0].word == "Self";
        !is_hidden && (path.ends_in("Result") || path.ends_in("Option"))
    };
    let path = Path::of_type(returned).filter(is_outcome);
    match path.as_ref().map(Path::arguments).as_deref() {
        Some([] | [_]) => false,
        Some([value, error]) if lifetime(value).is_none() => may_borrow(error, is_parameter),
        _ => may_borrow(returned, is_parameter),
    }
}

/// True for tokens with a borrow, with a lifetime, or with a word that may hide one of them.
fn may_borrow(tokens: &[TokenTree], is_parameter: &dyn Fn(&Ident) -> bool) -> bool {
    let is_static = |lifetime: Option<&Ident>| lifetime.is_some_and(|it| it == "static");
    let borrows = |rest: &[TokenTree]| match rest.first() {
        Some(TokenTree::Group(group)) => may_borrow(&collect(group.stream()), is_parameter),
        Some(TokenTree::Ident(word)) => word == "Self" || word == "impl" || is_parameter(word),
        Some(_) => match Borrow::at_start(rest) {
            Some(borrow) => !is_static(borrow.lifetime.as_ref()),
            None => lifetime(rest).is_some_and(|it| !is_static(Some(it))),
        },
        None => false,
    };
    (0..tokens.len()).any(|start| borrows(&tokens[start..]))
}

/// Replaces each `impl Bounds` in a type by `_`. The bounds end at a comma, at a semicolon, or at a
/// `>` without its `<` in the bounds.
pub(crate) fn without_impl(ty: TokenStream) -> TokenStream {
    let tokens = collect(ty);
    let mut rest = tokens.as_slice();
    let mut kept = Vec::new();
    while let [token, after @ ..] = rest {
        rest = after;
        match token {
            TokenTree::Ident(word) if word == "impl" => {
                kept.push(Ident::new("_", word.span()).into());
                let mut after_dash = false;
                let end = find(after, |rest| {
                    let in_arrow = replace(&mut after_dash, is_mark(rest.first(), '-'));
                    let is_end = |mark| is_mark(rest.first(), mark);
                    is_end(',') || is_end(';') || is_end('>') && !in_arrow
                });
                rest = &after[end.unwrap_or(after.len())..];
            }
            TokenTree::Group(group) => {
                let inside = without_impl(group.stream());
                // `_` alone needs no parentheses, and a lint warns about them.
                let is_alone = is_word(group.stream().into_iter().next().as_ref(), "impl")
                    && inside.clone().into_iter().count() == 1;
                if is_alone && group.delimiter() == Delimiter::Parenthesis {
                    kept.extend(inside);
                } else {
                    kept.push(regroup(group, inside).into());
                }
            }
            token => kept.push(token.clone()),
        }
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::Group;

    use super::*;
    use crate::syntax::tokens::stream;

    fn ty(text: &str) -> Vec<TokenTree> {
        collect(text.parse().expect(text))
    }

    fn invisible(tokens: &[TokenTree]) -> Vec<TokenTree> {
        vec![Group::new(Delimiter::None, stream(tokens)).into()]
    }

    #[test]
    fn parentheses_and_invisible_groups_around_a_type_are_taken_off() {
        for (text, expected) in [
            ("T", "T"),
            ("(T)", "T"),
            ("((T))", "T"),
            ("(T<A, B>)", "T<A, B>"),
            ("(T,)", "(T,)"),
            ("()", "()"),
            ("[T]", "[T]"),
            ("(A) + B", "(A) + B"),
        ] {
            let expected = stream(&ty(expected)).to_string();
            assert_eq!(stream(&bare(&ty(text))).to_string(), expected);
            let around = invisible(&ty(text));
            assert_eq!(stream(&bare(&around)).to_string(), expected);
        }
    }

    #[test]
    fn the_lifetime_and_mut_of_a_borrow_are_read() {
        for (text, expected) in [
            ("&T", Some((None, false))),
            ("&mut T", Some((None, true))),
            ("&'a T", Some((Some("a"), false))),
            ("&'a mut T", Some((Some("a"), true))),
            ("(&mut T)", Some((None, true))),
            ("T", None),
            ("Pin<&mut T>", None),
            ("*mut T", None),
        ] {
            let borrow = Borrow::parse(&ty(text));
            let borrow =
                borrow.map(|borrow| (borrow.lifetime.map(|l| l.to_string()), borrow.is_mutable));
            let expected = expected.map(|(lifetime, is)| (lifetime.map(str::to_owned), is));
            assert_eq!(borrow, expected, "{text}");
        }
    }

    #[test]
    fn the_type_inside_of_a_pin_is_found() {
        for (text, expected) in [
            ("Pin<P>", Some("P")),
            ("std::pin::Pin<(&mut T)>", Some("&mut T")),
            ("::std::pin::Pin::<P<A, B>>", Some("P<A, B>")),
            ("<T as Trait>::Pin<P>", Some("P")),
            ("Pin<'a, P>", Some("P")),
            ("Pin", None),
            ("Pin<'a>", None),
            ("Pin<P>::Out", None),
            ("Pinned<P>", None),
            ("Pin<P> + Send", None),
            ("Pin fn", None),
        ] {
            let pinned = pinned(&ty(text)).map(|pinned| stream(&pinned).to_string());
            let expected = expected.map(|expected| stream(&ty(expected)).to_string());
            assert_eq!(pinned, expected, "{text}");
        }
    }

    #[test]
    fn only_the_standard_option_is_recognized() {
        for text in [
            "Option<T>",
            "(Option<T>)",
            "std::option::Option<T>",
            "::core::option::Option<T>",
        ] {
            assert!(is_option(&ty(text)), "{text}");
            assert!(is_option(&invisible(&ty(text))), "{text}");
        }
        for text in [
            "my::Option<T>",
            "std::result::Option<T>",
            "my::option::Option<T>",
            "std::option::Result<T>",
            "Result<T, E>",
            "&Option<T>",
            "Option<T>::Out",
        ] {
            assert!(!is_option(&ty(text)), "{text}");
        }
    }

    #[test]
    fn an_error_may_borrow_unless_its_tokens_exclude_it() {
        let may_borrow = |text| error_may_borrow(&ty(text), &|word| word == "Parameter");
        for text in [
            "Result<T, E>",
            "Result<&T, E>",
            "Result<impl T, Box<dyn Error>>",
            "Result<T, &'static str>",
            "Result<T, Cow<'static, str>>",
            "io::Result<&'a T>",
            "fmt::Result",
            "Option<&T>",
            "Outcome",
            "Result<Parameter, E>",
            "Option<Parameter>",
        ] {
            assert!(!may_borrow(text), "{text}");
        }
        for text in [
            "Result<T, &str>",
            "(Result<T, &'a str>)",
            "Result<T, Cow<'a, str>>",
            "Result<T, E<'_>>",
            "Result<T, Box<dyn Error + 'a>>",
            "Result<T, (u8, &str)>",
            "Result<T, impl Error>",
            "Result<T, Self::Error>",
            "IResult<&str, T>",
            "Result<'a, T>",
            "Self::Result",
            "Result<T, Box<Parameter>>",
        ] {
            assert!(may_borrow(text), "{text}");
        }
    }

    #[test]
    fn an_associated_type_is_found_by_its_name() {
        for (text, expected) in [
            ("Future<Output = T>", Some("T")),
            ("Future<A, Output = Result<T, E>>", Some("Result<T, E>")),
            ("Future<Item = T>", None),
            ("Future<Output>", None),
            ("Future", None),
        ] {
            let path = Path::of_type(&ty(text)).expect(text);
            let found = path.associated("Output");
            let found = found.map(|found| stream(found).to_string());
            let expected = expected.map(|expected| stream(&ty(expected)).to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_impl_in_a_type_is_replaced_up_to_its_end() {
        for (ty, expected) in [
            ("R<u8, E>", "R<u8, E>"),
            ("R<impl T, E>", "R<_, E>"),
            ("R<impl T<u8> + 'a, impl E>", "R<_, _>"),
            ("R<impl Fn(u8) -> R<u8, E>, E>", "R<_, E>"),
            ("R<(impl T, u8), [impl T; 2]>", "R<(_, u8), [_; 2]>"),
            (
                "R<&'a (impl T + 'a), ((impl T), [impl T])>",
                "R<&'a _, (_, [_])>",
            ),
            ("R<(impl T,), (u8)>", "R<(_,), (u8)>"),
        ] {
            let replaced = without_impl(ty.parse().expect(ty)).to_string();
            assert_eq!(
                replaced,
                expected.parse::<TokenStream>().expect(expected).to_string()
            );
        }
    }
}
