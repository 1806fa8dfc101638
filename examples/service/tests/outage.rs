//! The whole program, with its two processes.

use std::process::Command;

/// The output counts requests and measures no time, so every run prints the same.
const TABLE: &str = "\
phase     requests  answered  asked of the warehouse  retries  gave up  tokens left
well           200       200                     200        0        0           50
flaky          200       200                     220       20        0           50
outage         200         0                     210       10      200            0
recovery       200       200                     200        0        0           50
";

#[test]
fn the_budget_bounds_the_retries_of_an_outage_and_metrics_show_it() {
    let program = env!("CARGO_BIN_EXE_example-service");
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (table, metrics) = text.split_once("\n\n").unwrap();
    assert_eq!(format!("{table}\n"), TABLE);

    let sum = |name: &str, label: &str| -> u32 {
        metrics
            .lines()
            .filter(|line| line.starts_with(name) && line.contains(label))
            .map(|line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
            .sum()
    };
    assert_eq!(sum("retry_attempts_total", "\"failed\""), 20 + 210);
    assert_eq!(sum("retry_attempts_total", "\"success\""), 20);
    assert_eq!(sum("retry_delay_seconds_count", ""), 20 + 10);
    // At most three calls had three of the ten retries.
    let exhausted = sum("retry_give_ups_total", "budget_exhausted");
    assert!((197..=200).contains(&exhausted), "{exhausted}");
}
