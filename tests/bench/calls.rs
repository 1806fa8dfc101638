//! What one call costs.

mod contenders;

use std::cell::Cell;
use std::hint::black_box;
use std::process::Command;

use contenders::{Contender, Failures, Outcome};

/// Only what runs in here is counted.
#[inline(never)]
fn measured(call: fn(&Failures) -> Outcome, failures: &Failures) {
    drop(black_box(call(failures)));
}

#[inline(never)]
fn measured_delay(delay: &mut dyn FnMut() -> Option<std::time::Duration>) {
    black_box(delay());
}

fn run(case: &str) {
    let (name, scenario) = case.split_once('/').unwrap();
    for contender in contenders::all() {
        if contender.name != name {
            continue;
        }
        let call = match scenario {
            "ok" | "3" => contender.blocking,
            "async" => contender.asynchronous,
            _ => {
                let mut delay = contender.delay.unwrap()();
                delay();
                measured_delay(&mut *delay);
                return;
            }
        }
        .unwrap();
        let f = if scenario == "3" { 3 } else { 0 };
        let _ = call(&Cell::new(f));
        if name == "plain call" && scenario == "3" {
            fn four(f: &Failures) -> Outcome {
                for _ in 0..3 {
                    drop(black_box(contenders::by_hand::plain(f)));
                }
                contenders::by_hand::plain(f)
            }
            measured(four, &Cell::new(f));
            continue;
        }
        measured(call, &Cell::new(f));
    }
    for (added, call) in contenders::annotated::ADDED {
        if added == name {
            let f = if scenario == "3" { 3 } else { 0 };
            let _ = call(&Cell::new(f));
            measured(call, &Cell::new(f));
        }
    }
}

fn count(case: &str) -> u64 {
    let me = std::env::current_exe().unwrap();
    let out = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=*::measured*",
            "--callgrind-out-file=/dev/null",
        ])
        .arg(me)
        .arg("--case")
        .arg(case)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&out.stderr);
    err.lines()
        .find_map(|l| {
            l.split_once("Collected :")
                .map(|(_, n)| n.trim().parse().unwrap())
        })
        .unwrap()
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(i) = args.iter().position(|a| a == "--case") {
        return run(&args[i + 1]);
    }
    for Contender {
        name,
        blocking,
        asynchronous,
        delay,
        future,
    } in contenders::all()
    {
        let n = |s: &str, yes: bool| {
            if yes {
                count(&format!("{name}/{s}")).to_string()
            } else {
                "-".into()
            }
        };
        println!(
            "{name:20} {:>6} {:>6} {:>6} {:>6} {:?}",
            n("ok", blocking.is_some()),
            n("async", asynchronous.is_some()),
            n("3", blocking.is_some()),
            n("d", delay.is_some()),
            future
        );
    }
    for (name, _) in contenders::annotated::ADDED {
        println!(
            "{name:20} {:>6} {:>6}",
            count(&format!("{name}/ok")),
            count(&format!("{name}/3"))
        );
    }
}
