//! The guide shows the real programs and their output.

const OBSERVING: &str = include_str!("../../../retry-runtime/src/guide/observing.md");

#[test]
fn the_guide_shows_the_real_program_and_its_output() {
    let report = include_str!("../examples/report.rs");
    let (_, function) = report.split_once("\n\n").unwrap();
    let (function, _) = function.split_once("fn main()").unwrap();
    for shown in [
        function,
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
