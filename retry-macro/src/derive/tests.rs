//! Tests with any words on any definition: the derive does not panic, and its output contains the
//! `impl`.

use proptest::prelude::*;
use proptest::sample::select;

use super::classify;

const ATTRIBUTES: [&str; 26] = [
    "",
    "#[verdict(retry)]",
    "#[verdict(retry_now)]",
    "#[verdict(retry_afresh)]",
    "#[verdict(stop)]",
    "#[verdict(retry_after = wait)]",
    "#[verdict(retry_after = 0)]",
    "#[verdict(retry_after = 00)]",
    "#[verdict(retry_after = 0usize)]",
    "#[verdict(retry_after = -1)]",
    "#[verdict(retry_after = )]",
    "#[verdict(retry_after)]",
    "#[verdict(transparent)]",
    "#[verdict(transparent = r#wait)]",
    "#[verdict(transparent = 1)]",
    "#[verdict(retry, stop,)]",
    "#[verdict(crate = a::b, stop)]",
    "#[verdict(crate = )]",
    "#[verdict(crate = a, crate = b)]",
    "#[verdict(retyr = <A, B>::c)]",
    "#[verdict(,)]",
    "#[verdict(= < > # \"a\" {})]",
    "#[verdict]",
    "#[verdict = stop]",
    "#[verdict[stop]]",
    "#[doc = \"text\"] #[a::verdict(stop)]",
];

const DEFINITIONS: [&str; 8] = [
    "@ enum A { @ B, @ C(@ Duration, D), @ E { @ wait: Option<Duration> } }",
    "@ pub enum A<'a, T: B<C = D> = u8, const N: usize = 1> where T: 'a { @ B(@ T) = 1 << 2, @ C = 3 }",
    "@ enum A {}",
    "@ struct A;",
    "@ struct A(@ pub (Duration, u8), @ pub(crate) E);",
    "@ pub(in a::b) struct A<T> where T: B, { @ r#wait: Duration, @ source: T }",
    "@ struct A<E>(@ E) where E: B;",
    "@ union A { @ wait: Duration, b: u8 }",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn an_impl_is_written_for_any_words(
        definition in select(&DEFINITIONS[..]),
        attributes in prop::collection::vec(select(&ATTRIBUTES[..]), 8),
    ) {
        let mut attributes = attributes.iter();
        let item: String = definition
            .split_inclusive('@')
            .map(|part| part.replace('@', attributes.next().unwrap_or(&"")))
            .collect();
        let output = classify(item.parse().unwrap());
        let file: syn2::File = syn2::parse2(output).unwrap();
        let (implementation, errors) = file.items.split_last().unwrap();
        prop_assert!(matches!(implementation, syn2::Item::Impl(_)), "{item}");
        prop_assert!(errors.iter().all(|it| matches!(it, syn2::Item::Macro(_))), "{item}");
    }
}

#[test]
fn tokens_that_define_no_type_get_no_impl() {
    for item in ["", "fn f() {}", "enum", "struct A { a }"] {
        assert!(classify(item.parse().unwrap()).is_empty(), "{item}");
    }
}
