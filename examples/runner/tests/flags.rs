//! The meaning of the flags, and the refusals of wrong flags.

mod support;

use std::fs;

use support::{report_place, runner, with_output, words};

#[test]
fn policy_flags_follow_the_rules_of_the_table() {
    let table = include_str!("../../../data/rules/policies.tsv");
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (arguments, expected) = row.split_once('\t').expect(row);
        let mut flags = Vec::new();
        // The commas of a list do not separate arguments.
        let mut inside = false;
        let arguments = arguments.split(move |c| {
            inside = c == '[' || inside && c != ']';
            c == ',' && !inside
        });
        for argument in arguments.map(str::trim) {
            let (key, value) = argument.split_once(" = ").unwrap_or((argument, ""));
            flags.push(match key {
                "max" => "--max-retries".to_owned(),
                key => format!("--{}", key.replace('_', "-")),
            });
            if let Some(list) = value.strip_prefix('[') {
                flags.push(
                    list.trim_end_matches(']')
                        .replace('"', "")
                        .replace(", ", ","),
                );
            } else if !value.is_empty() {
                flags.push(value.trim_matches('"').to_owned());
            }
        }
        let run = runner(flags.iter().map(String::as_str).chain(["--", "true"]));
        let expected = in_flags(expected);
        if expected == "ok" {
            assert_eq!(
                (run.code, run.stderr.as_str()),
                (Some(0), ""),
                "for {flags:?}"
            );
        } else {
            assert_eq!(run.code, Some(2), "for {flags:?}");
            assert!(
                run.stderr.contains(&expected),
                "for {flags:?}: {}",
                run.stderr
            );
            assert_eq!(run.stdout, "", "for {flags:?}");
        }
    }
}

/// A rule of the table, translated into flags.
fn in_flags(rule: &str) -> String {
    let mut rule = rule.replace(
        "write a number and a unit, for example `100ms`",
        "write seconds, or a number and a unit, for example `0.1` or `100ms`",
    );
    for key in [
        "max_attempts",
        "base_delay",
        "max_delay",
        "max_pushback",
        "max_elapsed",
        "reset_after",
        "backoff",
        "factor",
        "delays",
        "fast_first",
        "jitter",
        "seed",
        "max",
    ] {
        let flag = match key {
            "max" => "--max-retries".to_owned(),
            key => format!("--{}", key.replace('_', "-")),
        };
        rule = rule
            .replace(&format!("`{key}`"), &format!("`{flag}`"))
            .replace(&format!("`{key} = "), &format!("`{flag} "));
    }
    rule
}

/// Values that are zero, negative, infinite, NaN, huge, or not numbers, and then flags that exclude
/// each other.
const REFUSALS: &[(&str, &str)] = &[
    ("--max-retries 0", "`--max-retries` must be at least 1"),
    ("--max-retries -1", "`--max-retries` must be at least 1"),
    (
        "--max-retries=99999999999999999999",
        "`--max-retries` must be at most 4294967294",
    ),
    (
        "--max-retries abc",
        "`--max-retries` takes an integer or `unlimited`, for example `--max-retries 5`",
    ),
    (
        "--max-retries 2.5",
        "`--max-retries` takes an integer or `unlimited`",
    ),
    ("--max-retries 3,jitter", "a whole policy, use `--policy`"),
    (
        "--max-attempts 1",
        "'1' for '--max-attempts <N>': `--max-attempts` must be at least 2",
    ),
    (
        "--base-delay 0",
        "`--base-delay` must be greater than zero, for example `100ms` (got 0)\n",
    ),
    (
        "--base-delay 0.000",
        "`--base-delay` must be greater than zero",
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
    (
        "--base-delay NaN",
        "`NaN` is not a duration: write seconds, or a number and a unit, for example `0.1` or `100ms`",
    ),
    (
        "--base-delay=",
        "a duration is missing, for example `0.1` or `100ms`",
    ),
    ("--base-delay 1e3", "`e` is not a unit of time"),
    ("--base-delay 99999999999999999999", "is too long"),
    (
        "--base-delay 99999999999",
        "`--base-delay` must be at most 584 years",
    ),
    ("--max-delay 0", "`--max-delay` must be greater than zero"),
    ("--max-delay -3s", "a duration can't be negative"),
    (
        "--max-pushback 0",
        "for '--max-pushback <DELAY>': `--max-pushback` must be greater than zero",
    ),
    (
        "--max-pushback -120",
        "a duration can't be negative: did you mean `120s`?",
    ),
    (
        "--base-delay 2 --max-delay 1",
        "for '--base-delay <DELAY>' and '--max-delay <DELAY>': `--max-delay` must not be shorter than `--base-delay` (got 1s)",
    ),
    (
        "--max-retries 0 --base-delay -1",
        "for '--max-retries <N>' and '--base-delay <DELAY>': `--max-retries` must be at least 1: it counts the retries after the first attempt (got 0); a duration can't be negative: did you mean `1s`?",
    ),
    // The next flag is not a value, although values may begin with a hyphen.
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
    ("--factor 0.5", "`--factor` must be a finite number"),
    ("--factor NaN", "`--factor` takes a number"),
    ("--factor -inf", "`--factor` must be a finite number"),
    ("--factor two", "`--factor` takes a number"),
    ("--seed -1", "'-1' for '--seed"),
    ("--jitter some", "`--jitter` is one of none, full"),
    (
        "--jitter proportional(NaN)",
        "must be above 0 and at most 1",
    ),
    ("--backoff cubic", "`--backoff` is one of constant, linear"),
    (
        "--max-elapsed 0",
        "`--max-elapsed` must be greater than zero",
    ),
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
    ("", "a command is missing: write it after `--`"),
    ("--retry-on 1", "a command is missing: write it after `--`"),
    ("--fail-count 1", "unexpected argument '--fail-count'"),
    ("--retry-on 256 -- true", "`256` is not an exit code"),
    ("--stop-on 9-1 -- true", "did you mean `1-9`?"),
    ("--attempt-timeout 0 -- true", "greater than zero"),
    ("--grace -1 -- true", "can't be negative"),
    // These run with a report file, which must not change.
    ("--plan", "must end in .svg"),
    ("--plan --timings", "cannot be used with"),
    ("--man --plan", "cannot be used with"),
    ("--no-such-flag", "--no-such-flag"),
    ("surplus", "surplus"),
];

#[test]
fn refusals_have_one_message_and_do_not_change_the_report() {
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
fn a_runner_without_a_command_is_refused() {
    // The case `runner --base-delay 1ms -- $CMD` with an empty variable, with and without `--`.
    for flags in [&["--"][..], &[], &["--base-delay", "1ms"]] {
        let run = runner(flags.iter().copied());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        let message = "error: a command is missing: write it after `--`";
        assert!(run.stderr.starts_with(message), "{}", run.stderr);
    }
}

#[test]
fn an_unknown_argument_gets_a_tip() {
    for (line, tip) in [
        (
            "curl -fs http://localhost/",
            Some("`runner [FLAGS] -- curl …`"),
        ),
        ("--quiet ls", Some("`runner [FLAGS] -- ls …`")),
        (
            "--jitter curl -fs",
            Some("flags of a command come after `--`"),
        ),
        ("--timeout 5 -- true", Some("use `--attempt-timeout`")),
        ("--timeout=5 curl", Some("use `--attempt-timeout`")),
        ("-n 4 -- true", Some("use `--max-retries`")),
        ("-n4 ls", Some("use `--max-retries`")),
        ("--retries 4 -- true", Some("use `--max-retries`")),
        ("--tries 4 -- true", Some("use `--max-attempts`")),
        ("--delay 1 -- true", Some("use `--base-delay`")),
        ("--max-retires 4 -- true", Some("'--max-retries'")),
        ("--bogus -- true", None),
    ] {
        let run = runner(words(line));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "for {line}");
        let tips = run.stderr.matches("tip:").count();
        assert_eq!(tips, usize::from(tip.is_some()), "{}", run.stderr);
        assert!(
            run.stderr.contains(tip.unwrap_or_default()),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_number_of_seconds_may_begin_with_a_decimal_point() {
    let run = runner(words("--base-delay .001 --max-retries 1 -- false"));
    let last = "Failed after 1 retry (total delay: 0.001s): exit code 1";
    assert_eq!(run.last_line(), last);
}

/// Compares flags, `--policy`, and both kinds of file.
#[test]
fn flags_text_and_files_give_equal_policies() {
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
        let run = runner(flags.iter().copied().chain(["--", "false"]));
        assert_eq!(
            run.last_line(),
            "Failed after 2 retries (total delay: 0.006s): exit code 1",
            "for {flags:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_list_of_delays_may_be_given_as_flag_or_text() {
    let plan = |arguments: &[&str]| {
        let run = runner(arguments.iter().copied().chain(["--plan"]));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        run.stdout
    };
    let listed = plan(&["--policy", "delays = [0s, 500ms, 1m], jitter = equal"]);
    assert!(listed.starts_with("max = 3, delays = [0s, 500ms, 1m], jitter = equal"));
    assert_eq!(plan(&["--delays", "0,.5,1m", "--jitter", "equal"]), listed);
    let fast = plan(&["--policy", "max = 2, fast_first"]);
    assert_eq!(plan(&["--fast-first", "--max-retries=2"]), fast);
}

#[test]
fn a_wrong_policy_file_is_refused_with_the_message_of_the_rule() {
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
fn only_one_short_line_of_a_hostile_file_is_shown() {
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

/// Compares the policy for a server that asks for a minute, from the flag and from text.
#[test]
fn max_pushback_is_accepted_as_flag_and_text() {
    let plan = |flags: &[&str]| runner([&["--plan"], flags].concat()).stdout;
    let flag = plan(&["--max-pushback", "120"]);
    assert!(flag.contains("max_pushback = 2m"), "{flag}");
    assert_eq!(flag, plan(&["--policy", "max_pushback = 2m"]));
}
