//! The whole program, with its two processes: its settings beside the plain ones.

use std::collections::HashMap;
use std::process::Command;
use std::thread;

/// The phases of a run, by their names, as columns with numbers. Of two phases with the same
/// name, the first.
struct Run {
    phases: HashMap<String, HashMap<String, f64>>,
    metrics: String,
    log: String,
}

impl Run {
    fn of(arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_example-service"));
        let output = program.args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let (metrics, table) = text.rsplit_once("\n\n").unwrap();
        println!("{table}");
        let columns = |line: &str| -> Vec<String> {
            let cells = line.split("  ").map(str::trim);
            let cells = cells.filter(|cell| !cell.is_empty());
            cells.map(str::to_owned).collect()
        };
        let mut lines = table.lines().map(columns);
        let names = lines.next().unwrap();
        let mut phases = HashMap::new();
        for cells in lines {
            let numbers = cells.iter().map(|cell| {
                let number = cell.split(' ').next().unwrap();
                number.parse().unwrap_or(f64::NAN)
            });
            let row = names.iter().cloned().zip(numbers).collect();
            phases.entry(cells[0].clone()).or_insert(row);
        }
        Self {
            phases,
            metrics: metrics.to_owned(),
            log: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn number(&self, phase: &str, column: &str) -> f64 {
        self.phases[phase][column]
    }

    /// The sum of a metric over its labels, of those lines that have this one.
    fn metric(&self, name: &str, label: &str) -> usize {
        let lines = self.metrics.lines();
        lines
            .filter(|line| line.starts_with(name) && line.contains(label))
            .map(|line| line.rsplit(' ').next().unwrap().parse::<usize>().unwrap())
            .sum()
    }

    fn log_lines(&self, level: &str) -> usize {
        self.metric("log_lines_total", &format!("{level:?}"))
    }
}

#[test]
fn a_cooldown_lowers_the_load_of_an_overload_and_the_lines_of_its_log() {
    // Both at a time: each takes eight seconds, and waits for most of them.
    let plain = thread::spawn(|| Run::of(&["plain"]));
    let quiet = Run::of(&[]);
    let plain = plain.join().unwrap();

    // Without a cooldown each call asks at least once. With it, no more calls ask than those
    // that waited for its end, which is half a second of each.
    assert!(plain.number("overload", "per request") >= 1.0);
    assert!(quiet.number("overload", "per request") < 0.5);
    assert!(quiet.number("overload", "refused") > 0.0);
    assert!(quiet.number("overload", "ERROR/s") < plain.number("overload", "ERROR/s") / 2.0);
    // It is over half a second before the cooldown is, because users wait that long. Most of
    // the calls then come in time, on a busy machine too.
    assert!(quiet.number("recovery", "answered") > 100.0);

    for run in [&quiet, &plain] {
        assert!(run.number("flaky", "answered") > 50.0);
        // Without a budget it would be 4.
        assert!(run.number("no answers", "per request") < 1.5);
        assert!(run.metric("retry_give_ups_total", "budget_exhausted") > 0);
        let retries = run.metric("retry_retries_total", "");
        assert_eq!(run.metric("retry_delay_seconds_count", ""), retries);
        let lines = run.log.lines().count();
        assert_eq!(run.metric("log_lines_total", ""), lines, "{}", run.log);
    }

    // Every retry is a line of the plain log, and no line of the other.
    let retries = plain.metric("retry_retries_total", "");
    assert_eq!(plain.log_lines("WARN"), retries);
    assert_eq!(quiet.log_lines("WARN"), 0);
    // The first line of both is the profile. Calls that recovered are lines of the plain log.
    assert!(plain.log_lines("INFO") > 1);
    assert_eq!(quiet.log_lines("INFO"), 1);
    assert!(quiet.log.lines().count() < plain.log.lines().count());
}
