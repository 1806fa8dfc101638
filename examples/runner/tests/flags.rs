//! What the flags mean, and what is refused.

mod support;

use std::fs;

use support::{report_place, runner, with_output, words};

#[test]
fn the_rules_are_those_of_the_table() {
    let table = include_str!("../../../data/rules/policies.tsv");
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (arguments, expected) = row.split_once('\t').expect(row);
        let mut flags = vec!["--fail-count".to_owned(), "0".to_owned()];
        for argument in arguments.split(", ") {
            let (key, value) = argument.split_once(" = ").unwrap_or((argument, ""));
            flags.push(match key {
                "max" => "--max-retries".to_owned(),
                key => format!("--{}", key.replace('_', "-")),
            });
            if !value.is_empty() {
                flags.push(value.trim_matches('"').to_owned());
            }
        }
        let run = runner(flags.iter().map(String::as_str));
        if expected == "ok" {
            assert_eq!(
                (run.code, run.stderr.as_str()),
                (Some(0), ""),
                "for {flags:?}"
            );
        } else {
            assert_eq!(run.code, Some(2), "for {flags:?}");
            assert!(
                run.stderr.contains(expected),
                "for {flags:?}: {}",
                run.stderr
            );
            assert_eq!(run.stdout, "", "for {flags:?}");
        }
    }
}

/// Zero, negative, infinite, NaN, huge, and what is no number at all; then flags
/// that do not go together.
const REFUSALS: &[(&str, &str)] = &[
    ("--max-retries 0", "`max` must be at least 1"),
    ("--max-retries -1", "`max` must be at least 1"),
    (
        "--max-retries=99999999999999999999",
        "`max` must be at most 4294967294",
    ),
    (
        "--max-retries five",
        "`max` takes an integer or `unlimited`",
    ),
    ("--max-retries 2.5", "`max` takes an integer or `unlimited`"),
    ("--max-retries 3,jitter", "`--policy` a whole policy"),
    (
        "--max-attempts 1",
        "'1' for '--max-attempts <N>': `max_attempts` must be at least 2",
    ),
    ("--base-delay 0", "`base_delay` must be greater than zero"),
    (
        "--base-delay 0.000",
        "`base_delay` must be greater than zero",
    ),
    (
        "--base-delay -1",
        "a duration can't be negative: did you mean `1s`?",
    ),
    (
        "--base-delay -100ms",
        "a duration can't be negative: did you mean `100ms`?",
    ),
    (
        "--base-delay -0.1",
        "a duration can't be negative: did you mean `0.1s`?",
    ),
    ("--base-delay inf", "`inf` is not a duration"),
    ("--base-delay -inf", "a duration can't be negative"),
    ("--base-delay NaN", "`NaN` is not a duration"),
    ("--base-delay 1e3", "`e` is not a unit of time"),
    ("--base-delay 99999999999999999999", "is too long"),
    (
        "--base-delay 99999999999",
        "`base_delay` must be at most 584 years",
    ),
    ("--max-delay 0", "`max_delay` must be greater than zero"),
    ("--max-delay -3s", "a duration can't be negative"),
    (
        "--max-pushback 0",
        "for '--max-pushback <DELAY>': `max_pushback` must be greater than zero",
    ),
    (
        "--max-pushback -120",
        "a duration can't be negative: did you mean `120s`?",
    ),
    (
        "--base-delay 2 --max-delay 1",
        "for '--base-delay <DELAY>' and '--max-delay <DELAY>': `max_delay` must not be shorter than `base_delay` (got 1s)",
    ),
    (
        "--max-retries 0 --base-delay -1",
        "for '--max-retries <N>' and '--base-delay <DELAY>': `max` must be at least 1: it counts the retries after the first attempt (got 0); a duration can't be negative: did you mean `1s`?",
    ),
    // The next flag is no value, though it begins with a hyphen.
    (
        "--base-delay --quiet",
        "a value is required for '--base-delay <DELAY>'",
    ),
    (
        "--max-retries --seed=1",
        "a value is required for '--max-retries <N>'",
    ),
    (
        "--grace --quiet -- true",
        "for '--grace <DURATION>': a value is missing: this is a flag",
    ),
    (
        "--attempt-timeout --timings -- true",
        "for '--attempt-timeout <DURATION>': a value is missing",
    ),
    (
        "--fail-count --quiet",
        "a value is required for '--fail-count <N>'",
    ),
    ("--factor 0.5", "`factor` must be a finite number"),
    ("--factor NaN", "`factor` takes a number"),
    ("--factor -inf", "`factor` must be a finite number"),
    ("--factor two", "`factor` takes a number"),
    ("--seed -1", "'-1' for '--seed"),
    ("--fail-count -1", "'-1' for '--fail-count"),
    ("--jitter some", "`jitter` is one of none, full"),
    (
        "--jitter proportional(NaN)",
        "p must be above 0 and at most 1",
    ),
    ("--backoff cubic", "`backoff` is one of constant, linear"),
    ("--max-elapsed 0", "`max_elapsed` must be greater than zero"),
    (
        "--policy max=0",
        "for '--policy <TEXT>': `max` must be at least 1",
    ),
    ("--policy max=1 --jitter", "cannot be used with"),
    ("--config retry.toml --policy max=1", "cannot be used with"),
    ("--config retry.yaml", "must end in .toml or .json"),
    (
        "--config no/such.toml",
        "can't read the policy from `no/such.toml`",
    ),
    ("--retry-on 1", "required arguments were not provided"),
    ("--retry-on 1 --fail-count 1", "cannot be used with"),
    ("--fail-count 1 -- true", "cannot be used with"),
    ("--retry-on 256 -- true", "`256` is not an exit code"),
    ("--stop-on 9-1 -- true", "did you mean `1-9`?"),
    ("--attempt-timeout 0 -- true", "greater than zero"),
    ("--grace -1 -- true", "can't be negative"),
    ("--plan -- true", "cannot be used with"),
    // With the place of a report, which is to stay.
    ("--plan", "must end in .svg"),
    ("--man --plan", "cannot be used with"),
    ("--no-such-flag", "--no-such-flag"),
    ("surplus", "surplus"),
];

#[test]
fn refusals_have_one_message_and_leave_the_report_alone() {
    let (_folder, place) = report_place();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "the report that stood here").unwrap();
    for (line, message) in REFUSALS {
        let run = with_output(line, &place);
        assert_eq!(run.code, Some(2), "for {line}: {}", run.stderr);
        assert_eq!(run.stdout, "", "for {line}");
        assert!(run.stderr.contains(message), "for {line}: {}", run.stderr);
        assert_eq!(
            run.stderr.matches("error:").count(),
            1,
            "for {line}: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("panicked"),
            "for {line}: {}",
            run.stderr
        );
        assert_eq!(
            fs::read_to_string(&place).unwrap(),
            "the report that stood here"
        );
    }
}

#[test]
fn a_command_that_is_missing_is_no_demonstration() {
    let run = runner(["--"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("no command after `--`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_number_of_seconds_may_begin_with_its_point() {
    let run = runner(words("--base-delay .001 --fail-count 1"));
    assert_eq!(run.stdout, "Success after 1 retry (total delay: 0.001s)\n");
}

/// Flags, `--policy` and both kinds of file.
#[test]
fn a_policy_from_anywhere_is_the_same_policy() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let toml = file(
        "retry.toml",
        "max = 2\nbase_delay = \"2ms\"\nbackoff = \"linear\"\n",
    );
    let json = file(
        "retry.json",
        r#"{"max": 2, "base_delay": "2ms", "backoff": "linear"}"#,
    );
    for flags in [
        vec![
            "--max-retries",
            "2",
            "--base-delay",
            "2ms",
            "--backoff",
            "linear",
        ],
        vec!["--max-attempts=3", "--base-delay=.002", "--backoff=linear"],
        vec!["--policy", "max = 2, base_delay = 2ms, backoff = linear"],
        vec!["--config", &toml],
        vec!["--config", &json],
    ] {
        let run = runner(flags.iter().copied().chain(["--fail-count", "9"]));
        assert_eq!(
            run.stdout,
            "Failed after 2 retries (total delay: 0.006s): request 3: service unavailable\n",
            "for {flags:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_file_that_is_no_policy_is_refused_in_the_words_of_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, message) in [
        ("a.toml", "max = 0", "`max` must be at least 1"),
        ("b.json", r#"{"max": 0}"#, "`max` must be at least 1"),
        (
            "c.toml",
            "base_delay = \"soon\"",
            "`soon` is not a duration",
        ),
        (
            "d.json",
            r#"{"tries": 5}"#,
            "`tries` is not an argument of a policy",
        ),
        ("e.toml", "max = ", "expected"),
        (
            "f.toml",
            "",
            "it is empty: for the default policy, write `max = 3`",
        ),
        ("g.toml", " \n", "it is empty"),
        (
            "h.json",
            "\"\"",
            "a policy is missing, for example `max = 5, jitter`",
        ),
        (
            "i.toml",
            "max = 5\nbase_delay = 0.5\n",
            "`0.5` has no unit: did you mean `\"0.5ms\"` or `\"0.5s\"`?",
        ),
        (
            "j.toml",
            "max = 5\nmax = 6",
            "at line 2 column 1: `max = 6`",
        ),
        ("k.toml", "max_dealy = \"5s\"", "did you mean `max_delay`?"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let run = runner(["--config", path.to_str().unwrap()]);
        assert_eq!(run.code, Some(2), "for {text}");
        assert!(run.stderr.contains(message), "for {text}: {}", run.stderr);
        assert!(run.stderr.contains(name), "for {text}: {}", run.stderr);
    }
}

#[test]
fn of_a_hostile_file_one_short_line_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(5_000_000);
    for text in [
        format!("max = \"{long}\""),
        format!("max = {long}"),
        format!("{long} = 5"),
        format!("{long} = 5\n{long} = 6"),
        format!("max = 5, {long}"),
        format!("max = [{}", "[".repeat(5_000_000)),
        format!("[{long}]\n[{long}]"),
        format!("# {long}\nmax = \u{1b}[31m"),
        format!("é{long}é"),
    ] {
        let path = folder.path().join("hostile.toml");
        fs::write(&path, &text).unwrap();
        let run = runner(["--config", path.to_str().unwrap()]);
        let start: String = text.chars().take(20).collect();
        assert_eq!(run.code, Some(2), "for {start}");
        assert!(
            run.stderr.len() < 2_000,
            "for {start}: {}",
            run.stderr.len()
        );
        assert!(!run.stderr.contains('\u{1b}'), "for {start}");
    }
}

/// The policy of a server that asks for a minute, from the flag and from a text.
#[test]
fn a_cap_of_pushback_is_an_argument_as_any_other() {
    let plan = |flags: &[&str]| runner([&["--plan"], flags].concat()).stdout;
    let flag = plan(&["--max-pushback", "120"]);
    assert!(flag.contains("max_pushback = 2m"), "{flag}");
    assert_eq!(flag, plan(&["--policy", "max_pushback = 2m"]));
}
