//! The documentation agrees with the code.

use retry_runtime::Policy;

const README: &str = include_str!("../../README.md");
const ATTRIBUTE: &str = include_str!("../../retry-runtime/src/retry.md");

#[test]
fn the_compile_error_in_the_readme_is_real() {
    let real = include_str!("../ui/args/base_delay_negative.stderr").trim_end();
    assert!(README.contains(real), "the README does not show\n{real}");
}

#[test]
fn the_readme_counts_the_arguments() {
    let rows = ATTRIBUTE.lines().filter(|line| line.starts_with("| `"));
    let all = format!("all {} are on one page", rows.count());
    assert!(README.contains(&all), "the README does not say: {all}");
}

#[test]
fn the_readme_is_short() {
    let lines = README.lines().count();
    assert!(lines <= 150, "the README has {lines} lines");
}

#[test]
fn the_defaults_in_the_docs_are_real() {
    let default = Policy::default();
    let row = |key: &str| {
        let start = format!("| `{key}` |");
        ATTRIBUTE
            .lines()
            .find(|line| line.starts_with(&start))
            .expect(key)
    };
    let ends = |key, value: String| {
        assert!(
            row(key).ends_with(&format!("; {value} by default |")),
            "{}",
            row(key)
        );
    };
    ends("max", default.max().expect("a limit").to_string());
    ends("base_delay", format!("`\"{:?}\"`", default.base_delay()));
    ends("max_delay", format!("`\"{:?}\"`", default.max_delay()));
    ends("factor", default.factor().to_string());
    ends(
        "jitter",
        format!("`{}`", format!("{:?}", default.jitter()).to_lowercase()),
    );
}

#[test]
fn the_index_of_examples_is_complete() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");
    let index = std::fs::read_to_string(format!("{folder}/README.md")).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            assert!(index.contains(&format!("]({name}/")), "no row for {name}");
        }
    }
}

#[test]
fn configurations_shown_parse() {
    let page = include_str!("../../retry-runtime/src/guide/policies.md");
    let (_, file) = page.split_once("```toml\n").expect("a block of TOML");
    let (file, _) = file.split_once("```").expect("its end");
    let file: toml::Table = toml::from_str(file).expect("TOML");
    let policy: Policy = file["storage"]["retries"]
        .clone()
        .try_into()
        .expect("a policy");
    assert_eq!(
        policy.to_string(),
        "max = 5, base_delay = 50ms, jitter, max_elapsed = 10s"
    );
}

/// Checks that blocks for a `Cargo.toml` are TOML, with features that exist.
#[test]
fn dependencies_shown_are_valid_toml() {
    let ours: toml::Table = toml::from_str(include_str!("../../retry-runtime/Cargo.toml")).unwrap();
    let features = ours["features"].as_table().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    for page in [
        README,
        include_str!("../../retry-runtime/src/guide/start.md"),
        include_str!("../../retry-runtime/src/guide/tests_without_sleep.md"),
    ] {
        let (_, rest) = page.split_once("```toml\n").expect("a block of TOML");
        let (block, _) = rest.split_once("```").expect("its end");
        let block: toml::Table = toml::from_str(block).expect("TOML");
        let (_, dependencies) = block.iter().next().unwrap();
        let on_us = &dependencies["retry-runtime"];
        let written = on_us["features"].as_array().unwrap();
        assert!(!written.is_empty());
        for feature in written {
            let feature = feature.as_str().unwrap();
            assert!(features.contains_key(feature), "no feature {feature}");
        }
        if let Some(written) = on_us.get("version") {
            assert!(version.starts_with(written.as_str().unwrap()), "{written}");
        }
    }
}

/// Checks that every block of the README is compiled, or compared with compiled code.
#[test]
fn every_block_of_the_readme_is_tested() {
    let mut counts = std::collections::BTreeMap::new();
    let fences = README.lines().filter(|line| line.starts_with("```"));
    for fence in fences.step_by(2) {
        *counts.entry(&fence[3..]).or_insert(0) += 1;
    }
    let known = [
        ("rust", 1), // a doctest of retry-runtime
        ("sh", 2),   // examples/demo and .ci/run
        ("text", 2), // examples/demo and this file
        ("toml", 1), // this file
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), known);
}
