//! Tests of the heads of functions, and of their parts.

use super::*;
use crate::syntax::tokens::stream;

fn tokens(text: &str) -> Vec<TokenTree> {
    collect(text.parse().expect(text))
}

/// The text as a token stream prints it.
fn shown(text: &str) -> String {
    stream(&tokens(text)).to_string()
}

fn signature(text: &str) -> Signature {
    parse(&tokens(text)).expect(text).1
}

#[test]
fn qualifiers_before_the_name_are_read() {
    for (head, is_const, is_async) in [
        ("fn f()", false, false),
        ("pub fn f()", false, false),
        ("pub(crate) async fn f()", false, true),
        ("pub(in a::b) const fn f()", true, false),
        ("const async unsafe extern \"C\" fn f()", true, true),
        ("extern fn f()", false, false),
        ("safe fn f()", false, false),
        ("#[a] #[b(c)] unsafe fn f()", false, false),
    ] {
        let read = signature(head);
        assert_eq!(read.constness.is_some(), is_const, "{head}");
        assert_eq!(read.is_async, is_async, "{head}");
        assert_eq!(read.name, "f", "{head}");
    }
    for visibility in ["", "pub"] {
        let group = Group::new(Delimiter::None, visibility.parse().expect(visibility));
        let mut head = vec![TokenTree::from(group)];
        head.extend(tokens("fn f()"));
        assert!(
            parse(&head).is_some(),
            "{visibility:?} in an invisible group"
        );
    }
}

#[test]
fn tokens_that_are_not_the_head_of_a_function_are_not_read() {
    for head in [
        "",
        "fn",
        "fn f",
        "fn f<T()",
        "fn f[]",
        "struct F()",
        "default fn f()",
        "async const fn f()",
        "fn f() x",
        "fn f() ->",
        "fn f() -> where T: U",
        "fn f() - T",
        "fn f() - T u8",
        "fn f() => T",
        "#(a) fn f()",
        "a [b] fn f()",
        "fn f(,)",
        "fn f(a: u8,, b: u8)",
        "fn f(a)",
        "fn f(a:)",
        "fn f(: u8)",
        "fn f(&mut mut self)",
        "fn f(&other)",
        "fn 5()",
    ] {
        assert!(parse(&tokens(head)).is_none(), "{head}");
    }
}

#[test]
fn generic_types_and_constants_are_found() {
    let read = signature("fn f<'a, T: Fn(U) -> V, #[x] const N: usize, W = X<Y, Z>>()");
    for (name, is) in [("T", true), ("N", true), ("W", true)] {
        let name = Ident::new(name, read.name.span());
        assert_eq!(read.has_generic(&name), is, "{name}");
    }
    for name in ["a", "U", "V", "X", "Y", "Z", "const", "usize"] {
        let name = Ident::new(name, read.name.span());
        assert!(!read.has_generic(&name), "{name}");
    }
}

#[test]
fn the_returned_type_ends_before_where() {
    for (head, expected) in [
        ("fn f()", None),
        ("fn f() where T: U", None),
        ("fn f() -> R<A, B>", Some("R<A, B>")),
        ("fn f() -> R where T: Fn() -> U", Some("R")),
        ("fn f() -> impl Fn() -> R", Some("impl Fn() -> R")),
    ] {
        let returned = signature(head).returned;
        let returned = returned.map(|returned| stream(&returned).to_string());
        assert_eq!(returned, expected.map(shown), "{head}");
    }
}

#[test]
fn a_parameter_has_a_pattern_and_a_type() {
    for (parameter, pattern, ty) in [
        ("self", "self", "Self"),
        ("mut self", "mut self", "Self"),
        ("&self", "self", "&Self"),
        ("&mut self", "self", "&mut Self"),
        ("&'a self", "self", "&'a Self"),
        ("&'a mut self", "self", "&'a mut Self"),
        ("self: Arc<Self>", "self", "Arc<Self>"),
        ("#[cfg(unix)] mut url: &str", "mut url", "&str"),
        ("(a, b): (u8, u8)", "(a, b)", "(u8, u8)"),
        ("io::Page { n }: io::Page", "io::Page { n }", "io::Page"),
        ("f: impl Fn(A, B) -> C", "f", "impl Fn(A, B) -> C"),
        ("url: ::std::String", "url", "::std::String"),
    ] {
        let read = signature(&format!("fn f({parameter}, x: u8)"));
        let [first, second] = &read.parameters[..] else {
            panic!("two parameters: {parameter}");
        };
        assert_eq!(stream(&first.pattern).to_string(), shown(pattern));
        assert_eq!(stream(&first.ty).to_string(), shown(ty));
        assert_eq!(first.is_receiver(), pattern.ends_with("self"));
        assert_eq!(second.bindings[0].name, "x");
    }
}

#[test]
fn the_tokens_of_a_signature_are_unchanged_except_for_mut() {
    for (head, expected) in [
        ("pub fn f<T>(url: T) -> R where T: U", None),
        (
            "fn f(&'a mut self, #[x] mut a: A<B, C>, (b, mut c): D,)",
            Some("fn f(&'a mut self, #[x] a: A<B, C>, (b, c): D,)"),
        ),
        ("fn f(mut self) -> R", Some("fn f(self) -> R")),
    ] {
        let (attributes, read) = parse(&tokens(&format!("#[y] {head}"))).expect(head);
        let without_mut = read.with_mut(&[]).to_string();
        assert_eq!(without_mut, shown(expected.unwrap_or(head)));
        assert_eq!(attributes[0].to_token_stream().to_string(), shown("#[y]"));
    }
}

#[test]
fn an_attribute_is_recognized_by_its_path() {
    let (attributes, _) = parse(&tokens(
        "#[cfg(unix)] #[a::retry] #[retry::a] #[doc = \"x\"] #[doc(hidden)] #[doc::x] #[] fn f()",
    ))
    .expect("a function");
    let which = |is: fn(&Attribute) -> bool| {
        let is: Vec<_> = attributes.iter().map(is).collect();
        is.iter()
            .position(|is| *is)
            .filter(|first| !is[first + 1..].contains(&true))
    };
    assert_eq!(which(|attribute| attribute.is("cfg")), Some(0));
    assert_eq!(which(|attribute| attribute.ends_in("retry")), Some(1));
    assert_eq!(which(Attribute::is_documentation), Some(3));
    assert_eq!(which(|attribute| attribute.is("retry")), None);
}
