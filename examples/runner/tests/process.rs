//! The demonstration as a process: its lines, report and exit codes.

mod support;

use std::fs;

use support::{json, report_place, runner, with_output, words};

#[test]
fn the_main_job() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 0.1", &place);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stdout, "Success after 3 retries (total delay: 0.7s)\n");
    let lines: Vec<_> = run.stderr.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "WARN attempt failed, retrying site=request attempt=1 max_retries=5 delay=100ms error=request 1: service unavailable",
            "WARN attempt failed, retrying site=request attempt=2 max_retries=5 delay=200ms error=request 2: service unavailable",
            "WARN attempt failed, retrying site=request attempt=3 max_retries=5 delay=400ms error=request 3: service unavailable",
        ]
    );
    // The README shows this very session.
    let readme = include_str!("../../../README.md");
    let session = format!("```text\n{}{}```", run.stderr, run.stdout);
    assert!(
        readme.contains(&session),
        "the README does not show\n{session}"
    );
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/retry_report.json");
    assert_eq!(
        fs::read_to_string(&place).unwrap(),
        fs::read_to_string(golden).unwrap()
    );
}

#[test]
fn exhausted_retries() {
    let (_folder, place) = report_place();
    let run = with_output("--max-retries 5 --base-delay 1ms --fail-count 9", &place);
    assert_eq!(run.code, Some(1));
    let error = "request 6: service unavailable";
    assert_eq!(
        run.last_line(),
        format!("Failed after 5 retries (total delay: 0.031s): {error}")
    );
    let report = json(&place);
    assert_eq!(report["status"], "failed");
    assert_eq!(report["reason"], "retries_exhausted");
    assert_eq!(report["error"], error);
    assert_eq!(report["attempts"].as_array().unwrap().len(), 6);
    assert_eq!(report["attempts"][4]["delay_seconds"], 0.016);
    assert!(report["attempts"][5].get("delay_seconds").is_none());
    assert_eq!(
        (&report["total_attempts"], &report["total_retries"]),
        (&6.into(), &5.into())
    );
}

#[test]
fn success_at_once_and_after_one_retry() {
    let at_once = runner(words("--fail-count 0"));
    assert_eq!(
        at_once.stdout,
        "Success after 0 retries (total delay: 0s)\n"
    );
    assert_eq!(at_once.stderr, "");
    let one = runner(words("--fail-count 1 --base-delay 1ms"));
    assert_eq!(one.stdout, "Success after 1 retry (total delay: 0.001s)\n");
}

#[test]
fn quiet_leaves_only_the_last_line() {
    let run = runner(words("--base-delay 1ms --quiet"));
    assert_eq!(
        run.stdout,
        "Success after 3 retries (total delay: 0.007s)\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (_folder, place) = report_place();
    let mut runs = Vec::new();
    for seed in ["42", "42", "43"] {
        let line = format!("--base-delay 2ms --jitter --seed {seed}");
        let run = with_output(&line, &place);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        runs.push((run.stdout, run.stderr, fs::read(&place).unwrap()));
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[test]
fn max_elapsed_ends_the_demonstration_too() {
    let run = runner(words("--base-delay 1ms --max-elapsed 1h --fail-count 1"));
    assert_eq!(run.code, Some(0));
    let line = "--base-delay 10ms --factor 100 --max-elapsed 500ms --fail-count 9";
    let run = runner(words(line));
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.starts_with("Failed after 1 retry "),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.ends_with("(deadline exceeded)\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn timings_are_measured_only_when_asked_for() {
    let (_folder, place) = report_place();
    let run = with_output("--base-delay 20ms --fail-count 1 --timings", &place);
    assert_eq!(run.code, Some(0));
    let report = json(&place);
    let seconds = |value: &serde_json::Value| value.as_f64().expect("a number");
    let started = seconds(&report["attempts"][1]["started_seconds"]);
    assert!(started >= 0.02, "{report}");
    assert!(seconds(&report["attempts"][1]["took_seconds"]) >= 0.0);
    assert!(seconds(&report["elapsed_seconds"]) >= started, "{report}");
    with_output("--base-delay 1ms --fail-count 1", &place);
    assert!(
        !fs::read_to_string(&place)
            .unwrap()
            .contains("started_seconds")
    );
}

#[test]
fn as_json_every_line_is_an_object() {
    let run = runner(words("--base-delay 1ms --fail-count 1 --log-format json"));
    assert_eq!(
        run.stderr,
        "{\"event\":\"retry\",\"attempt\":1,\"delay_seconds\":0.001,\
         \"error\":\"request 1: service unavailable\",\"max_retries\":3}\n\
         {\"event\":\"success\",\"total_attempts\":2,\"total_delay_seconds\":0.001}\n"
    );
    let failed = runner(words(
        "--max-retries 1 --base-delay 1ms --fail-count 9 --log-format json",
    ));
    let last: serde_json::Value =
        serde_json::from_str(failed.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(last["event"], "give_up");
    assert_eq!(last["reason"], "retries_exhausted");
    assert_eq!(last["error"], "request 2: service unavailable");
}
