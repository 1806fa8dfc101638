//! Where expressions end, and which are whole.

use proc_macro2::TokenStream;

use super::*;

fn trees(text: &str) -> Vec<TokenTree> {
    collect(text.parse::<TokenStream>().expect(text))
}

#[test]
fn an_expression_ends_where_nothing_can_follow() {
    for expression in WHOLE.lines() {
        let length = trees(expression).len();
        for after in ["", ", max = 5", "; 5", " => 5", " -> 5"] {
            let tokens = trees(&format!("{expression}{after}"));
            let mut reader = Reader::new(&tokens);
            assert_eq!(reader.expression(), Some(()), "{expression}");
            assert_eq!(reader.at, length, "{expression}{after}");
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
|a| { m!(a.) }"#;

#[test]
fn half_an_expression_is_none() {
    for half in [
        "",
        ",",
        "5 +",
        "a.",
        "a::",
        "a::<B",
        "-",
        "&",
        "&mut",
        "a as",
        "a as *",
        "(5 +)",
        "(a b)",
        "a(b.)",
        "a[b.]",
        "if",
        "if a",
        "if a {} else",
        "match a",
        "for a",
        "for a in",
        "loop",
        "async",
        "unsafe",
        "async a",
        "move",
        "|a|",
        "|a",
        "|a| -> B",
        "|a| -> B c",
        "|a| { a. }",
        "|a| { b(a.) }",
        "|a| { a:: }",
        "{ a. }",
        "a!",
        "A { b: c. }",
        "<T as Trait>",
        "<T",
        "::",
        "fn",
        "struct",
        "let a",
        "..=",
        "=",
        ">",
        "a..=",
        "#",
        "# a",
        "return -",
        "'a",
        "a.::<B>",
    ] {
        let tokens = trees(half);
        assert_eq!(Reader::new(&tokens).expression(), None, "{half}");
    }
}

/// `$ty::MAX` and `$expr + 1` of a macro.
#[test]
fn what_a_macro_was_given_is_an_operand() {
    for (given, after) in [("u8", "::MAX"), ("a.b", ""), ("a.b", "+ 1"), ("a", "(b)?")] {
        let given = Group::new(Delimiter::None, given.parse().expect(given));
        let mut tokens = vec![given.into()];
        tokens.extend(trees(after));
        let mut reader = Reader::new(&tokens);
        assert_eq!(reader.expression(), Some(()), "{after}");
        assert_eq!(reader.at, tokens.len(), "{after}");
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
        let head = closure_head(&trees(closure));
        assert_eq!(head.map(|(count, _)| count), Some(parameters), "{closure}");
    }
    for other in ["a", "a | b | c", "move", "for", "#", "|a"] {
        assert_eq!(closure_head(&trees(other)), None, "{other}");
    }
}
