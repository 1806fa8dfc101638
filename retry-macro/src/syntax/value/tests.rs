//! Tests of the ends and the shapes of values.

use proc_macro2::TokenStream;

use super::*;

fn trees(text: &str) -> Vec<TokenTree> {
    collect(text.parse::<TokenStream>().expect(text))
}

#[test]
fn the_end_of_a_value_is_found() {
    for expression in WHOLE.lines() {
        let length = trees(expression).len();
        for after in ["", ", max = 5", "; 5", " => 5", " -> 5", ", when = |a| b"] {
            let tokens = trees(&format!("{expression}{after}"));
            assert_eq!(end(&tokens), (length, true), "{expression}{after}");
        }
    }
}

const WHOLE: &str = r#"5
-5
"1s"
true
_
max
a::b
::a::b
crate::a
Self::MAX
Vec::<u8>::new
<T as Trait>::MAX
<[u8]>::len
a::<B<C>>
r#if
a.b
a.0
a.b.c()
a.b::<C>()
a.await
a?
a()?
a(b, c)(d)
a[b]
[1, 2]
[0; 5]
()
(a)
(a, b,)
a as u8
a as &'a mut B<C> + 1
a as *const B
a as fn(A) -> B
a as unsafe extern "C" fn(A) -> B<C>
a as [u8; 5]
a as [fn(A) -> B; 5]
a as !
a as fn(A) -> !
a as _
a as <T as Trait>::B
a as b::C::<D>
!a
*a
&a
&mut a
&&mut a
&raw const a
&raw mut a
& raw
a + b - c * d / e % f
a && b || c
a == b != c
a <= b
a >= b
a < b
a > b
a << b >> c
a & b | c ^ d
a = b
a += b
a <<= b
a -= -b
..
..a
..=a
**a
*&a
a..
a..b
a..=b
return
return a
break
break 'a b
continue
{ a; b }
{ a.. }
unsafe { a }
const { a }
async { a }
async move { a }
'a: loop { break }
loop {}
while a < b {}
for a in b.c() {}
if a { b } else if c { d } else { e }
if let Some(A { b, .. }) = c { d }
if a && let B::C = d {}
match a { _ => b }
match unsafe { a } { _ => b }
match (A { b }) { _ => c }
A { b: c, ..d }
a!()
a![b =]
a! { b. }
a != b
|a| a.b
|| a
| | a
|a, b| a
|a: B<C, D>| a
|a| -> B { a }
move |a| a
async |a| a
async move |a| a
for<'a> |a: &'a u8| a
#[b] |a| a
|a| |b| a
|a| { m!(a.) }
|n| *n as u64 <= 10
|e| ::std::matches!(e, 1 | 2)
::core::line!()
w as for<'a> fn(&'a u8) -> bool
|e| -> ty!() { e }
1 as ty!() == 1
1 as ty!() < 1
|e| if let ..=5 | 7.. = e.a { b } else { c }
|e| { macro_rules! m { () => {}; } m!() }
a as &'static dyn Fn(A, B) -> C<D, E>
a || |b, c| d
a | b | c
a == <A<B, C> as D>::E
a << b
#[b] { c }
#[b] c.d
a.await?
break 'a b
&raw const a
1.. | 5"#;

#[test]
fn a_value_without_its_last_operand_is_incomplete() {
    for half in [
        "",
        ",",
        "5 +",
        "a.",
        "a::",
        "-",
        "&",
        "a as *",
        "..=",
        "=",
        "5 + , max = 5",
    ] {
        assert!(!end(&trees(half)).1, "{half}");
    }
}

#[test]
fn a_second_operand_ends_a_value() {
    for (two, first) in [
        ("5 base_delay = 5", 1),
        ("full full", 1),
        ("a.b c", 3),
        ("a() \"b\"", 2),
        ("a as u8 b", 3),
        ("|a| b c", 4),
        ("{ a } b", 1),
        ("if a { b } else { c } d", 5),
    ] {
        assert_eq!(end(&trees(two)), (first, true), "{two}");
    }
}

/// Expressions such as `$ty::MAX` and `$expr + 1` in a macro.
#[test]
fn an_invisible_group_of_a_macro_is_an_operand() {
    for (given, after) in [("u8", "::MAX"), ("a.b", ""), ("a.b", "+ 1"), ("a", "(b)?")] {
        let given = Group::new(Delimiter::None, given.parse().expect(given));
        let mut tokens = vec![given.into()];
        tokens.extend(trees(after));
        assert_eq!(end(&tokens), (tokens.len(), true), "{after}");
    }
}

#[test]
fn a_closure_has_as_many_parameters_as_are_written() {
    for (closure, parameters) in [
        ("|| a", 0),
        ("|a| a", 1),
        ("|a,| a", 1),
        ("|a: B<C, D>| a", 1),
        ("move |a, (b, c)| a", 2),
        ("for<'a, 'b> |a| a", 1),
        ("#[a] #[b] |a| a", 1),
    ] {
        let head = Closure::parse(&trees(closure)).expect(closure);
        assert_eq!(head.parameters, parameters, "{closure}");
    }
    for other in ["a", "a | b | c", "move", "for", "#", "|a"] {
        assert!(Closure::parse(&trees(other)).is_none(), "{other}");
    }
}

fn expr(text: &str) -> Expr {
    syn::parse_str(text).expect(text)
}

#[test]
fn a_word_is_a_path_of_one_word_and_nothing_else() {
    assert!(expr("a").is_word("a"));
    assert!(expr("((a))").peeled().is_word("a"));
    for other in ["b", "::a", "<T>::a", "a::<u8>", "a::b", "(a)", "a()", "5"] {
        assert!(!expr(other).is_word("a"), "{other}");
    }
}

#[test]
fn only_words_with_parentheses_are_calls() {
    for (text, values) in [("a()", 0), ("a(b)", 1), ("a(b, c,)", 2)] {
        let Shape::Call(word, list) = expr(text).shape else {
            panic!("a call: {text}");
        };
        assert!(word == "a" && list.len() == values, "{text}");
    }
    for other in ["a[b]", "a {}", "a.b()", "a::b()", "a"] {
        assert!(!matches!(expr(other).shape, Shape::Call(..)), "{other}");
    }
}

#[test]
fn a_member_is_a_field_or_a_method_that_is_not_called() {
    for (text, expected) in [
        ("self.ok", true),
        ("a.b().c", true),
        ("a.0.ok", true),
        ("self.ok()", false),
        ("|error| self.ok", false),
        ("a.await", false),
        ("a::ok", false),
        ("a", false),
    ] {
        assert_eq!(expr(text).is_member(), expected, "{text}");
    }
}

#[test]
fn invisible_groups_are_no_tuples() {
    let list = |delimiter| Group::new(delimiter, "a, b".parse().expect("a list"));
    let shape = |delimiter| Shape::parse_group(&list(delimiter));
    assert!(matches!(shape(Delimiter::Parenthesis), Shape::Tuple(two) if two.len() == 2));
    assert!(matches!(shape(Delimiter::None), Shape::Other));
    assert!(matches!(shape(Delimiter::Bracket), Shape::List(two) if two.len() == 2));
}

#[test]
fn a_literal_may_be_wrapped_and_negative() {
    for (text, is_negative) in [("5", false), ("((5))", false), ("-5", true), ("-(5)", true)] {
        match &expr(text).peeled().shape {
            Shape::Literal(_) => assert!(!is_negative, "{text}"),
            Shape::Negative(_) => assert!(is_negative, "{text}"),
            _ => panic!("a literal: {text}"),
        }
    }
    for other in ["--5", "-a", "!5", "5 + 5", "(5, 5)", "(5,)", "[5]"] {
        let expr = expr(other);
        let shape = &expr.peeled().shape;
        assert!(
            !matches!(shape, Shape::Literal(_) | Shape::Negative(_)),
            "{other}"
        );
    }
}
