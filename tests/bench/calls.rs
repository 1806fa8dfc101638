//! What one call costs, in instructions and in time.
//!
//! `cargo bench -p retry-bench --bench calls -- check` only compares the
//! instructions with the committed ones. To move those, run it without `check`,
//! and commit `data/benchmarks/*.csv` with what moved them.

mod chart;
mod contenders;
mod table;
mod valgrind;

use std::cell::Cell;
use std::env;
use std::fs;
use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use contenders::annotated::ARGUMENTS;
use contenders::{Contender, Failures, Outcome};
use table::{Done, Table, cell};

/// What is measured of a contender.
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

/// How much a count may differ from the committed one: other versions of the
/// standard library and of dependencies move it a little.
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

/// Instructions are counted in here.
#[inline(never)]
fn measured(call: fn(&Failures) -> Outcome, failures: &Failures) {
    drop(black_box(call(failures)));
}

/// And in here.
#[inline(never)]
fn measured_delay(delay: &mut dyn FnMut() -> Option<Duration>) {
    black_box(delay());
}

/// Runs one case twice, the first time to start what is started once a thread,
/// such as generators; only the second is counted.
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

fn count(name: &str, scenario: &str) -> u64 {
    let mut command = Command::new(env::current_exe().expect("this program has a path"));
    command.args(["--case", name, scenario]);
    valgrind::instructions(&command, Some("*::measured*"))
}

fn measure() -> Done {
    let times = times()?;
    if !valgrind::is_here() {
        return Ok(());
    }
    let mut table = Table::new(
        "calls",
        &[
            "contender",
            "success",
            "async success",
            "3 failures",
            "one delay",
            "future bytes",
            "success ns",
            "async success ns",
            "3 failures ns",
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
            cell(measured.then(|| count(name, word)))
        });
        let time = |scenario: &str| {
            let time = times.iter().find(|(at, _)| *at == format!("{scenario}/{name}"));
            cell(time.map(|(_, nanos)| format!("{nanos:.1}")))
        };
        let mut row = vec![name.to_owned()];
        row.extend(counts);
        row.push(cell(contender.future));
        row.extend([time("success"), time("async success"), time("3 failures")]);
        table.row(row);
    }
    table.write()?;

    let mut table = Table::new("arguments", &["argument", "success", "3 failures"]);
    for (argument, _) in ARGUMENTS {
        let counts = ["success", "3 failures"].map(|word| count(argument, word).to_string());
        table.row([argument.to_owned()].into_iter().chain(counts).collect());
    }
    table.write()?;
    chart::write(&table::path("calls"))
}

/// The mean times in nanoseconds, by `scenario/contender`.
fn times() -> Result<Vec<(String, f64)>, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let mut criterion = criterion::Criterion::default()
        .output_directory(folder.path())
        .without_plots()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600));
    let mut times = Vec::new();
    for (word, scenario) in SCENARIOS {
        let mut group = criterion.benchmark_group(word);
        let mut names = Vec::new();
        for contender in contenders::all() {
            let call = match scenario {
                Scenario::Success => contender.blocking,
                Scenario::ThreeFailures if contender.name != "plain call" => contender.blocking,
                Scenario::AsyncSuccess => contender.asynchronous,
                _ => None,
            };
            let Some(call) = call else { continue };
            names.push(contender.name);
            group.bench_function(contender.name, |bencher| {
                bencher.iter(|| call(&Cell::new(failures(scenario))));
            });
        }
        group.finish();
        let group = word.replace(' ', "_");
        for name in names {
            // As criterion names its folders.
            for entry in fs::read_dir(folder.path())?.flatten() {
                if entry.file_name().to_string_lossy().replace(' ', "_") != group {
                    continue;
                }
                let estimates = entry.path().join(name).join("new/estimates.json");
                let estimates: serde_json::Value = serde_json::from_slice(&fs::read(estimates)?)?;
                let mean = estimates["mean"]["point_estimate"].as_f64();
                times.extend(mean.map(|mean| (format!("{word}/{name}"), mean)));
            }
        }
    }
    Ok(times)
}

/// Compares the counts of what this project generates with the committed ones.
fn check() -> Done {
    if !valgrind::is_here() {
        return Ok(());
    }
    let mut moved = Vec::new();
    for (name, only) in [("calls", Some("#[retry]")), ("arguments", None)] {
        let mut reader = csv::Reader::from_path(table::path(name))?;
        let head = reader.headers()?.clone();
        for row in reader.records() {
            let row = row?;
            if only.is_some_and(|only| &row[0] != only) {
                continue;
            }
            for (word, _) in SCENARIOS {
                let column = head.iter().position(|column| column == word);
                let committed = column.and_then(|column| row[column].parse::<f64>().ok());
                let Some(committed) = committed else { continue };
                #[allow(clippy::cast_precision_loss, reason = "counts are small")]
                let now = count(&row[0], word) as f64;
                println!("{}, {word}: {now} instructions, {committed} committed", &row[0]);
                if (now - committed).abs() > (committed * TOLERANCE).max(1.0) {
                    moved.push(format!("{}, {word}: {committed} -> {now}", &row[0]));
                }
            }
        }
    }
    if moved.is_empty() {
        return Ok(());
    }
    Err(format!(
        "instruction counts have moved:\n{}\nif that is meant, run `cargo bench -p retry-bench --bench calls` and commit data/benchmarks",
        moved.join("\n"),
    )
    .into())
}
