//! Tests with generated arguments and items: correct ones, near misses, and tokens without any
//! meaning.
//!
//! By default, the tests are quick. For a long run, turn optimization on, which cargo does not do
//! for macros:
//!
//! ```text
//! PROPTEST_CASES=10000000 cargo test --release -p retry-runtime-macros any_input \
//!     --config profile.release.build-override.opt-level=3
//! ```

use proptest::prelude::*;
use proptest::sample::select;

use super::words::*;

const QUICK: u32 = 2_000;

fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = QUICK;
    }
    config.failure_persistence = None;
    config
}

/// Selects one of the lines.
fn line(lines: &'static str) -> impl Strategy<Value = String> + Clone {
    one_of(lines.lines())
}

fn one_of(words: impl IntoIterator<Item = &'static str>) -> impl Strategy<Value = String> + Clone {
    select(words.into_iter().collect::<Vec<_>>()).prop_map(str::to_owned)
}

/// Tokens without any meaning.
fn soup() -> impl Strategy<Value = String> + Clone {
    let word =
        prop_oneof![6 => one_of(SOUP.split_whitespace()), 1 => line(VALUES), 1 => line(KEYS)];
    word.prop_recursive(3, 24, 6, |inner| {
        (prop::collection::vec(inner, 0..6), 0..4_u8).prop_map(|(words, brackets)| {
            let words = words.join(" ");
            match brackets {
                0 => format!("({words})"),
                1 => format!("[{words}]"),
                2 => format!("{{{words}}}"),
                _ => words,
            }
        })
    })
}

fn arguments() -> impl Strategy<Value = String> {
    let value = prop_oneof![8 => line(VALUES), 1 => soup()];
    let list = prop::collection::vec(value.clone(), 0..3);
    let argument = prop_oneof![
        8 => line(RIGHT),
        8 => (line(KEYS), Just(" = ".to_owned()), value.clone()).prop_map(|(k, o, v)| k + &o + &v),
        2 => (line(KEYS), one_of([" = ", "=", " == ", " => ", ": ", " ", " = = "]), value.clone()).prop_map(|(k, o, v)| k + &o + &v),
        2 => (line(KEYS), list).prop_map(|(key, list)| format!("{key}({})", list.join(", "))),
        1 => line(KEYS),
        1 => value,
        1 => soup(),
    ];
    let separator =
        prop_oneof![9 => Just(", ".to_owned()), 1 => one_of([",", ",, ", " ", "; ", ",\n"])];
    prop::collection::vec((argument, separator), 0..6).prop_map(|arguments| {
        arguments
            .into_iter()
            .map(|(argument, separator)| argument + &separator)
            .collect()
    })
}

fn function() -> impl Strategy<Value = String> {
    let attributes = line(ATTRIBUTES);
    let qualifiers = line(QUALIFIERS);
    let generics = line(GENERICS);
    let parameters = line(PARAMETERS);
    let returned = line(RETURNED);
    let bounds = line(BOUNDS);
    let body = prop_oneof![
        4 => line(BODIES),
        1 => soup().prop_map(|soup| format!("{{{soup}}}")),
        1 => soup(),
    ];
    (attributes, qualifiers, generics, parameters, returned, bounds, body).prop_map(
        |(attributes, qualifiers, generics, parameters, returned, bounds, body)| {
            format!("{attributes} {qualifiers} fn fetch{generics}({parameters}) {returned} {bounds} {body}")
        },
    )
}

fn item() -> impl Strategy<Value = String> {
    let soup = prop::collection::vec(soup(), 0..12).prop_map(|words| words.join(" "));
    prop_oneof![4 => line(FUNCTIONS), 8 => function(), 1 => line(ITEMS), 1 => soup]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_input_gives_the_function_and_no_panic(args in arguments(), item in item()) {
        super::check(&args, &item);
    }
}
