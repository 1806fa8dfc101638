//! The README shows the real programs and what they print.

const README: &str = include_str!("../../../README.md");
const OBSERVING: &str = include_str!("../../../retry-runtime/src/guide/observing.md");

#[test]
fn shows_the_real_examples() {
    let report = include_str!("../examples/report.rs");
    let testing = include_str!("../examples/testing.rs");
    let shown = [
        between(report, "use retry_runtime", "fn main()"),
        include_str!("../examples/report.json"),
        include_str!("../examples/tracing.log"),
        include_str!("../examples/metrics.txt"),
        between(testing, "use retry_runtime", "fn main()"),
        between(testing, "#[cfg(test)]", ""),
    ];
    for shown in shown {
        let shown = shown.trim_end();
        assert!(README.contains(shown), "the README does not show\n{shown}");
    }
}

#[test]
fn the_guide_shows_the_real_output() {
    for shown in [
        include_str!("../examples/report.json"),
        include_str!("../examples/tracing.log"),
        include_str!("../examples/metrics.txt"),
    ] {
        let shown = shown.trim_end();
        assert!(
            OBSERVING.contains(shown),
            "the guide does not show\n{shown}"
        );
    }
}

/// From the first to the next of the second; to the end, if that is empty.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let text = &text[text.find(start).unwrap()..];
    match end {
        "" => text,
        end => &text[..text.find(end).unwrap()],
    }
}
