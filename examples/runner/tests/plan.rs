//! `--plan`: the schedule of a policy as a table and as a picture.

mod support;

use std::fs;

use support::{runner, words};

const README: &str = include_str!("../README.md");

/// The policy in the manual.
const POLICY: &str = "max = 8, base_delay = 100ms, max_delay = 5s, jitter = equal";

fn plan(policy: &str) -> String {
    let run = runner(["--plan", "--policy", policy]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), ""),
        "for {policy}"
    );
    run.stdout
}

/// The cells of each row, without the bar.
fn rows(plan: &str) -> Vec<Vec<&str>> {
    let lines = plan
        .lines()
        .skip_while(|line| !line.starts_with("retry"))
        .skip(1);
    let rows = lines.take_while(|line| !line.is_empty() && !line.starts_with('…'));
    rows.map(|row| {
        words(row)
            .filter(|cell| !cell.starts_with(['█', '░']))
            .collect()
    })
    .collect()
}

#[test]
fn without_jitter_the_delays_are_known() {
    assert_eq!(
        plan("max = 5, base_delay = 100ms, max_delay = 1s"),
        "max = 5, base_delay = 100ms, max_delay = 1s\n\
         \n\
         retry  delay  cumulative\n\
         \x20   1  100ms       100ms  ███\n\
         \x20   2  200ms       300ms  ██████\n\
         \x20   3  400ms       700ms  █████████████\n\
         \x20   4  800ms        1.5s  ██████████████████████████\n\
         \x20   5     1s        2.5s  ████████████████████████████████\n\
         \n\
         worst case: 2.5s of delay in 6 attempts\n"
    );
}

#[test]
fn a_list_is_shown_delay_by_delay() {
    assert_eq!(
        plan("delays = [0s, 5s, 1m], max = 4"),
        "max = 4, delays = [0s, 5s, 1m]\n\
         \n\
         retry  delay  cumulative\n\
         \x20   1     0s          0s\n\
         \x20   2     5s          5s  ███\n\
         \x20   3    60s         65s  ████████████████████████████████\n\
         \x20   4    60s        125s  ████████████████████████████████\n\
         \n\
         worst case: 125s of delay in 5 attempts\n"
    );
    // A picture in which all delays are zero has a scale too.
    for policy in ["delays = [0s]", "delays = [0s, 5s, 1m], jitter"] {
        let run = runner(["--plan", "--output", "-", "--policy", policy]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(run.stdout.starts_with("<svg"), "{}", run.stdout);
        assert!(run.stdout.contains("delays = [0s"), "{}", run.stdout);
    }
}

#[test]
fn with_jitter_there_are_a_minimum_a_mean_and_a_maximum() {
    for (jitter, expected) in [
        ("full", ["0s", "50ms", "100ms", "50ms"]),
        ("equal", ["50ms", "75ms", "100ms", "75ms"]),
        ("proportional(0.25)", ["75ms", "87.5ms", "100ms", "87.5ms"]),
    ] {
        let plan = plan(&format!("jitter = {jitter}"));
        assert!(plan.contains("retry  minimum"), "{plan}");
        assert_eq!(rows(&plan)[0][1..], expected, "{plan}");
        assert_eq!(rows(&plan).len(), 3);
    }
    // Each delay is between the base and three times the delay before, and at most the cap.
    let plan = plan("jitter = decorrelated, max_delay = 800ms");
    let bounds: Vec<_> = rows(&plan)
        .iter()
        .map(|row| [row[1], row[3]].join(" to "))
        .collect();
    assert_eq!(
        bounds,
        ["100ms to 300ms", "100ms to 800ms", "100ms to 800ms"]
    );
}

#[test]
fn with_a_seed_the_planned_delays_are_those_of_the_run() {
    let flags = "--max-retries 4 --base-delay 8ms --jitter --seed 42";
    let plan = runner(words(flags).chain(["--plan"])).stdout;
    let run = runner(words(flags).chain(["--log-format", "json", "--", "false"]));
    let waited = run
        .stderr
        .lines()
        .filter(|line| line.contains(r#""event":"retry""#));
    let mut compared = 0;
    for (line, row) in waited.zip(rows(&plan)) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let waited = line["delay_seconds"].as_f64().unwrap() * 1000.0;
        let planned: f64 = row[1].trim_end_matches("ms").parse().unwrap();
        // Three digits are shown.
        assert!(
            (waited / planned - 1.0).abs() < 0.006,
            "{waited} for {planned} ms"
        );
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn the_plan_shows_the_worst_case() {
    for (policy, worst_case) in [
        ("max = 3", "700ms of delay in 4 attempts"),
        (
            "max = unlimited",
            "no limit to the delay, and any number of attempts",
        ),
        (
            "max = unlimited, max_elapsed = 10s",
            "10s of delay in 7 attempts",
        ),
        (
            "max = 9, base_delay = 1s, backoff = constant, max_elapsed = 2s",
            "2s of delay in 3 attempts",
        ),
        (
            "max = unlimited, base_delay = 1s, backoff = constant, max_elapsed = 10m",
            "600s of delay in as many attempts as that allows",
        ),
    ] {
        let plan = plan(policy);
        assert!(
            plan.contains(&format!("\nworst case: {worst_case}\n")),
            "{plan}"
        );
    }
}

#[test]
fn at_most_30_rows_are_shown() {
    let unlimited = plan("max = unlimited");
    assert_eq!(rows(&unlimited).len(), 30);
    assert!(
        unlimited.contains("… and so on, without a limit\n"),
        "{unlimited}"
    );
    assert!(plan("max = 31").contains("… and 1 more retry\n"));
    assert!(plan("max = 4294967294").contains("… and 4294967264 more retries\n"));
    assert!(!plan("max = 30").contains('…'));
}

#[test]
fn a_retry_that_max_elapsed_forbids_is_not_planned() {
    let plan = plan("max = 9, base_delay = 1s, max_elapsed = 10s");
    assert_eq!(rows(&plan).len(), 3, "{plan}");
    assert!(plan.contains("no retry starts if its delay would end later than 10s"));
}

/// Tests retries after the last row.
#[test]
fn retries_beyond_max_elapsed_are_not_promised() {
    for (policy, end) in [
        ("max = unlimited, max_elapsed = 30s", None),
        ("max = 40, max_elapsed = 30s", None),
        (
            "max = unlimited, max_elapsed = 35s",
            Some("so on, up to the limit on time"),
        ),
        (
            "max = 40, max_elapsed = 35s",
            Some("so on, up to the limit on time"),
        ),
        ("max = 40, max_elapsed = 41s", Some("10 more retries")),
    ] {
        let plan = plan(&format!("base_delay = 1s, backoff = constant, {policy}"));
        assert_eq!(rows(&plan).len(), 30, "{plan}");
        let said = plan.lines().find_map(|line| line.strip_prefix("… and "));
        assert_eq!(said, end, "for {policy}");
    }
}

#[test]
fn plan_does_not_run_the_command() {
    let flags = ["--plan", "--max-retries", "5", "--retry-on", "7"];
    let beside = runner(flags.into_iter().chain(["--", "echo", "ran"]));
    assert_eq!(beside.code, Some(0), "{}", beside.stderr);
    assert_eq!(beside.stdout, plan("max = 5"));
}

#[test]
fn extreme_policies_have_a_plan() {
    for policy in [
        "base_delay = 1ns, max_delay = 1ns, jitter",
        "base_delay = 213503d, max_delay = 18446744073709551615s, jitter = decorrelated",
        "base_delay = 213503d, max_delay = 18446744073709551615s",
        "max = 4294967294, factor = 1e308, base_delay = 1ns, max_delay = 18446744073709551615s",
    ] {
        assert!(plan(policy).contains("worst case"), "for {policy}");
    }
}

mod manual {
    use super::*;

    #[test]
    fn the_manual_shows_the_real_table() {
        let session = format!("--plan --policy \"{POLICY}\"");
        assert!(README.contains(&session), "{session}");
        let table = format!("```text\n{}```", plan(POLICY));
        assert!(README.contains(&table), "the manual does not show\n{table}");
    }

    #[test]
    fn the_manual_shows_the_real_picture() {
        assert!(README.contains("(../../data/golden/plan.svg)"));
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("plan.svg");
        let run = runner([
            "--plan",
            "--policy",
            POLICY,
            "--output",
            place.to_str().unwrap(),
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/golden/plan.svg");
        assert_eq!(
            fs::read_to_string(place).unwrap(),
            fs::read_to_string(committed).unwrap()
        );
    }
}

mod picture {
    use super::*;

    fn svg(policy: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("plan.svg");
        let run = runner([
            "--plan",
            "--policy",
            policy,
            "--output",
            place.to_str().unwrap(),
        ]);
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "for {policy}"
        );
        fs::read_to_string(place).unwrap()
    }

    #[test]
    fn the_picture_has_a_bar_for_each_retry() {
        let bars = |policy: &str| svg(policy).matches("<rect").count();
        assert_eq!(bars("max = 5"), 5);
        assert_eq!(bars("max = 9, max_delay = 1s"), 9);
        // A light part for each retry, no dark part for a guaranteed wait, and two bars in the
        // legend.
        assert_eq!(bars("max = 5, jitter"), 5 + 2);
        assert_eq!(bars("max = 5, jitter = equal"), 2 * 5 + 2);
    }

    #[test]
    fn the_picture_has_a_title_and_labels() {
        let svg = svg("max = 5, jitter");
        for words in [
            "max = 5, base_delay = 100ms, jitter",
            "worst case",
            "delay in seconds",
            "mean",
        ] {
            assert!(svg.contains(words), "{words}");
        }
    }

    /// Checks the contrast by the formula of WCAG 2.2: at least 3 : 1 for large text and graphics,
    /// against white and against the dark background of code hosting sites.
    #[test]
    fn the_picture_is_readable_in_light_and_dark() {
        let luminance = |color: u32| {
            let part = |shift: u32| {
                let value = f64::from(color >> shift & 0xff) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
        };
        let contrast = |a: u32, b: u32| {
            let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
            a.max(b) / a.min(b)
        };
        let svg = svg("max = 5, jitter = equal");
        // Nothing is painted behind the picture.
        assert!(!svg.contains(r#"width="800" height="420" opacity"#));
        let opaque = svg.lines().filter(|line| line.contains(r#"opacity="1""#));
        let mut colors: Vec<_> = opaque
            .flat_map(|line| line.split('#').skip(1))
            .filter_map(|rest| u32::from_str_radix(rest.get(..6)?, 16).ok())
            .collect();
        colors.sort_unstable();
        colors.dedup();
        assert_eq!(colors.len(), 3, "{colors:06x?}");
        for color in colors {
            for background in [0x00ff_ffff, 0x000d_1117] {
                let contrast = contrast(color, background);
                assert!(
                    contrast > 3.5,
                    "#{color:06x} on #{background:06x}: {contrast}"
                );
            }
        }
    }

    /// Checks the width, by an average character width below 0.6 of the font size.
    #[test]
    fn the_title_of_the_picture_is_not_cut() {
        let long = "max = 4294967294, base_delay = 1ns, max_delay = 1h 59m 59s, backoff = fibonacci, \
                    jitter = proportional(0.25), seed = 18446744073709551615, max_elapsed = 29d 23h";
        for policy in [POLICY, long] {
            let svg = svg(policy);
            let end = svg.find(&format!("\n{policy}\n")).expect(policy);
            let (_, size) = svg[..end].rsplit_once("font-size=\"").unwrap();
            let size: f64 = size.split('"').next().unwrap().parse().unwrap();
            let letters = u32::try_from(policy.len()).unwrap();
            assert!(
                f64::from(letters) * size * 0.6 < 800.0,
                "{size} for {policy}"
            );
        }
    }

    #[test]
    fn the_picture_labels_short_delays() {
        for base in ["1ns", "1us", "10us", "100us", "100ms", "1d"] {
            let svg = svg(&format!("base_delay = {base}"));
            let mut labels: Vec<_> = svg
                .lines()
                .filter(|line| line.contains(['.', 'e']) && line.parse::<f64>().is_ok())
                .collect();
            let all = labels.len();
            labels.dedup();
            assert!(all > 3 && labels.len() == all, "for {base}: {labels:?}");
        }
    }

    #[test]
    fn an_unwritable_picture_is_not_called_a_report() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("plan.svg");
        fs::create_dir(&place).unwrap();
        let run = runner(["--plan", "--output", place.to_str().unwrap()]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(
            run.stderr.starts_with("error: can't write the picture to"),
            "{}",
            run.stderr
        );
    }

    #[test]
    fn extreme_policies_have_a_picture() {
        for policy in [
            "base_delay = 1ns, max_delay = 1ns, max = 1",
            "base_delay = 213503d, max_delay = 18446744073709551615s, jitter",
        ] {
            assert!(svg(policy).contains("</svg>"));
        }
    }
}
