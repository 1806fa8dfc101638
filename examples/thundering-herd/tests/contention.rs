//! The simulated values agree with the published ones, within the sampling errors of both.

use std::sync::LazyLock;

use thundering_herd::contention::{self, Cell, Strategy};
use thundering_herd::published;

/// The largest accepted difference, in standard errors. 30 means are compared. With a random
/// seed, a correct simulation would fail once in 500 runs; the seed here is fixed.
const FARTHEST: f64 = 4.0;

static CELLS: LazyLock<Vec<Cell>> =
    LazyLock::new(|| contention::simulate(&[1, 10, 100], 60, 7, &|_| {}));

#[test]
fn every_fleet_agrees_with_the_published_values() {
    let mut compared = 0;
    for cell in CELLS.iter() {
        let published = published::all()
            .into_iter()
            .find(|row| (row.clients, row.strategy) == (cell.clients, cell.strategy))
            .expect("a published value");
        for apart in published.apart(cell) {
            assert!(
                apart < FARTHEST,
                "{apart} standard errors: {cell:?}, {published:?}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 3 * 5 * 2);
}

/// Shows that the test above is strong enough to detect a wrong formula.
#[test]
fn wrong_strategies_are_detected() {
    let largest = || CELLS.iter().filter(|cell| cell.clients == 100);
    for (cell, other) in largest().flat_map(|cell| largest().map(move |other| (cell, other))) {
        if cell.strategy != other.strategy {
            let [calls, completion] = [
                cell.calls.apart(&other.calls),
                cell.completion_ms.apart(&other.completion_ms),
            ];
            assert!(
                calls.max(completion) > 2.0 * FARTHEST,
                "{cell:?}, {other:?}"
            );
        }
    }
}

/// Compares the table in `data` with checkpoints of the published charts.
#[test]
fn the_published_table_agrees_with_the_published_charts() {
    for (clients, strategy, calls, completion_ms) in [
        (1, Strategy::None, 1.0, 40.0),
        (1, Strategy::Exponential, 1.0, 40.0),
        (1, Strategy::Full, 1.0, 40.0),
        (1, Strategy::Equal, 1.0, 40.0),
        (1, Strategy::Decorrelated, 1.0, 40.0),
        (100, Strategy::None, 2423.0, 2029.0),
        (100, Strategy::Exponential, 1858.0, 63_640.0),
        (100, Strategy::Full, 796.0, 4876.0),
        (100, Strategy::Equal, 812.0, 6614.0),
        (100, Strategy::Decorrelated, 1002.0, 4592.0),
    ] {
        let row = published::all()
            .into_iter()
            .find(|row| (row.clients, row.strategy) == (clients, strategy))
            .expect("a row for each checkpoint");
        // Both tables come from runs of one simulator. They differ by half a digit of rounding.
        for (mean, estimate) in [(calls, row.calls), (completion_ms, row.completion_ms)] {
            let apart = (mean - estimate.mean).abs() - 0.5;
            let error = estimate.standard_error * 2.0_f64.sqrt();
            assert!(apart <= FARTHEST * error, "{mean} is not {estimate:?}");
        }
    }
    let fleets = contention::CLIENTS.len() * Strategy::ALL.len();
    assert_eq!(published::all().len(), fleets);
}
