//! The cost of one call, in instructions and in time.
//!
//! `cargo bench -p retry-bench --bench calls -- check` only compares the instructions with the
//! committed counts. To change those counts, run without `check`, and commit
//! `data/figures/benchmarks` and the page of costs together with the change that affected them.

mod arguments;
mod chart;
mod contenders;
mod features;
mod table;
mod valgrind;

use std::cell::Cell;
use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use arguments::ARGUMENTS;
use contenders::{Call, Contender, Failures};
use serde_json::{Value, json};
use table::{Done, Table, rounded};

/// A measured case of a contender.
#[derive(Clone, Copy)]
enum Scenario {
    Success,
    AsyncSuccess,
    ThreeFailures,
    OneDelay,
}

const SCENARIOS: [(&str, Scenario); 4] = [
    ("success", Scenario::Success),
    ("async success", Scenario::AsyncSuccess),
    ("3 failures", Scenario::ThreeFailures),
    ("one delay", Scenario::OneDelay),
];

/// Allowed difference between a count and the committed count. Other versions of the standard
/// library and of dependencies change it a little.
const TOLERANCE: f64 = 0.03;

fn main() -> Done {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--case", name, scenario] => {
            let scenario = SCENARIOS.iter().find(|(word, _)| *word == scenario);
            let (_, scenario) = scenario.expect("a scenario");
            run(name, *scenario);
            Ok(())
        }
        ["check", ..] => check(),
        _ => measure(),
    }
}

/// The row that all others are compared with.
const BY_HAND: Option<&str> = Some("loop by hand");

/// Calls a contender. Only instructions inside of this function are counted.
#[inline(never)]
fn measured(call: Call, failures: &Failures) {
    drop(black_box(call(failures)));
}

/// Draws a delay. Only instructions inside of this function are counted.
#[inline(never)]
fn measured_delay(delay: &mut dyn FnMut() -> Option<Duration>) {
    black_box(delay());
}

/// Runs one case twice. The first run initializes thread-locals such as generators, and only the
/// second is counted.
fn run(name: &str, scenario: Scenario) {
    let contender = contenders::all()
        .into_iter()
        .find(|contender| contender.name == name);
    let argument = ARGUMENTS.iter().find(|(argument, _)| *argument == name);
    let call = match (contender, argument) {
        (Some(contender), _) => match scenario {
            Scenario::AsyncSuccess => contender.asynchronous,
            Scenario::OneDelay => {
                let mut delay = contender.delay.expect("a delay")();
                delay();
                return measured_delay(&mut *delay);
            }
            _ => contender.blocking,
        },
        (None, argument) => argument.map(|(_, call)| *call),
    }
    .expect("a contender");
    let failures = failures(scenario);
    drop(call(&Cell::new(failures)));
    measured(call, &Cell::new(failures));
}

fn failures(scenario: Scenario) -> u32 {
    match scenario {
        Scenario::ThreeFailures => 3,
        _ => 0,
    }
}

/// This program.
fn this() -> PathBuf {
    env::current_exe().expect("this program has a path")
}

/// Counts the instructions of a case, which a build of this program runs.
fn count(program: &Path, name: &str, scenario: &str) -> u64 {
    let mut command = Command::new(program);
    command.args(["--case", name, scenario]);
    valgrind::instructions(&command, Some("*::measured*"))
}

fn measure() -> Done {
    times()?;
    if !valgrind::is_here() {
        return Ok(());
    }
    let mut table = Table::new(
        "calls",
        &[
            ("", None),
            ("success", BY_HAND),
            ("async success", BY_HAND),
            ("3 failures", BY_HAND),
            ("one delay", BY_HAND),
            ("bytes of the future", BY_HAND),
        ],
    );
    for contender in contenders::all() {
        let Contender { name, .. } = contender;
        let counts = SCENARIOS.map(|(word, scenario)| {
            let measured = match scenario {
                Scenario::Success => contender.blocking.is_some(),
                Scenario::ThreeFailures => contender.blocking.is_some() && name != "plain call",
                Scenario::AsyncSuccess => contender.asynchronous.is_some(),
                Scenario::OneDelay => contender.delay.is_some(),
            };
            json!(measured.then(|| count(&this(), name, word)))
        });
        let mut row = vec![json!(name)];
        row.extend(counts);
        row.push(json!(contender.future));
        table.row(row);
    }
    table.write()?;

    let mut table = Table::new(
        "arguments",
        &[("argument", None), ("success", None), ("3 failures", None)],
    );
    for (argument, _) in ARGUMENTS {
        let counts = ["success", "3 failures"].map(|word| count(&this(), argument, word));
        table.row(vec![json!(argument), json!(counts[0]), json!(counts[1])]);
    }
    table.write()?;
    features::measure()?;
    chart::write()
}

/// Mean times in nanoseconds, of all contenders in one run.
fn times() -> Done {
    let folder = tempfile::tempdir()?;
    let mut criterion = criterion::Criterion::default()
        .output_directory(folder.path())
        .without_plots()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600));
    let scenarios = &SCENARIOS[..3];
    for (scenario, kind) in scenarios {
        let mut group = criterion.benchmark_group(*scenario);
        for contender in contenders::all() {
            let call = match kind {
                Scenario::AsyncSuccess => contender.asynchronous,
                Scenario::ThreeFailures if contender.name == "plain call" => None,
                _ => contender.blocking,
            };
            if let Some(call) = call {
                group.bench_function(contender.name, |bencher| {
                    bencher.iter(|| call(&Cell::new(failures(*kind))));
                });
            }
        }
        group.finish();
    }
    let measured = Measured::read(folder.path())?;
    let columns = [("", None)].into_iter();
    let columns = columns.chain(scenarios.iter().map(|(word, _)| (*word, BY_HAND)));
    let mut table = Table::new("times", &columns.collect::<Vec<_>>());
    for contender in contenders::all() {
        let mut row = vec![json!(contender.name)];
        for (scenario, _) in scenarios {
            let mean = measured.mean(scenario, contender.name);
            row.push(mean.map_or(Value::Null, |mean| rounded(mean, 1)));
        }
        table.row(row);
    }
    table.write()
}

/// The results that criterion wrote, by the names of a group and a benchmark.
struct Measured(Vec<(String, String, f64)>);

impl Measured {
    fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut measured = Vec::new();
        for group in fs::read_dir(folder)? {
            for function in fs::read_dir(group?.path())? {
                let new = function?.path().join("new");
                let read = |file| -> Result<Value, Box<dyn Error>> {
                    Ok(serde_json::from_slice(&fs::read(new.join(file))?)?)
                };
                if let (Ok(names), Ok(estimates)) = (read("benchmark.json"), read("estimates.json"))
                {
                    let name = |key: &str| names[key].as_str().unwrap_or_default().to_owned();
                    let mean = estimates["mean"]["point_estimate"]
                        .as_f64()
                        .ok_or("no mean")?;
                    measured.push((name("group_id"), name("function_id"), mean));
                }
            }
        }
        Ok(Self(measured))
    }

    fn mean(&self, group: &str, function: &str) -> Option<f64> {
        let found = self.0.iter().find(|(g, f, _)| g == group && f == function);
        found.map(|(_, _, mean)| *mean)
    }
}

/// Compares the counts of this project's calls with the committed counts, and the tables in the
/// page of costs with their committed data.
fn check() -> Done {
    let page = fs::read_to_string(table::page())?;
    for name in ["calls", "times", "arguments", features::TABLE] {
        let committed = fs::read_to_string(table::folder().join(name).with_extension("md"))?;
        let shown = table::place(&page, name).map(|(_, shown, _)| shown);
        if shown != Some(&committed) {
            return Err(format!("the page of costs shows an old table `{name}`").into());
        }
    }
    if !valgrind::is_here() {
        return Ok(());
    }
    let mut moved = Vec::new();
    let is_own = |what: &str| what == "#[retry]" || what.starts_with("Policy::retry");
    for (name, has_peers) in [("calls", true), ("arguments", false)] {
        let (head, rows) = table::committed(name)?;
        for row in rows {
            let what = row[0].as_str().ok_or("a row without a name")?;
            if !has_peers || is_own(what) {
                compare(
                    &head,
                    &row,
                    what,
                    |word| count(&this(), what, word),
                    &mut moved,
                );
            }
        }
    }
    features::check(&mut moved)?;
    if moved.is_empty() {
        return Ok(());
    }
    Err(format!(
        "instruction counts have moved:\n{}\nif that is meant, run `cargo bench -p retry-bench --bench calls`, and commit data/figures/benchmarks and the page of costs",
        moved.join("\n"),
    )
    .into())
}

/// Compares the committed counts of a row with the counts now, and lists those that have moved.
fn compare(
    head: &[String],
    row: &[Value],
    what: &str,
    count: impl Fn(&str) -> u64,
    moved: &mut Vec<String>,
) {
    for (word, _) in SCENARIOS {
        let column = head.iter().position(|column| column == word);
        let Some(committed) = column.and_then(|column| row[column].as_f64()) else {
            continue;
        };
        #[allow(clippy::cast_precision_loss, reason = "counts are small")]
        let now = count(word) as f64;
        println!("{what}, {word}: {now} instructions, {committed} committed");
        if (now - committed).abs() > (committed * TOLERANCE).max(1.0) {
            moved.push(format!("{what}, {word}: {committed} -> {now}"));
        }
    }
}
