//! The results of the AWS Architecture Blog's simulator, for comparison.

use serde::{Deserialize, Serialize};

use crate::contention::{Cell, Strategy};
use crate::statistics::Estimate;

const TABLE: &str = include_str!("../../../data/figures/thundering-herd/published.csv");

/// One fleet of the published simulator.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// The size of the fleet.
    pub clients: u32,
    /// The strategy of its clients.
    pub strategy: Strategy,
    /// The number of writes that the service saw.
    pub calls: Estimate,
    /// The time at which the last client was done, in milliseconds.
    pub completion_ms: Estimate,
}

/// A row of the table, with the result of the simulation.
#[derive(Deserialize, Serialize)]
pub(crate) struct Row {
    pub(crate) clients: u32,
    pub(crate) strategy: Strategy,
    pub(crate) calls: f64,
    pub(crate) calls_error: f64,
    pub(crate) completion_ms: f64,
    pub(crate) completion_error: f64,
}

/// Returns every fleet of the table.
///
/// # Panics
///
/// Panics if the table can't be read. A test makes sure that it can.
#[must_use]
pub fn all() -> Vec<Published> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(TABLE.as_bytes());
    reader
        .deserialize()
        .map(|row| {
            let row: Row = row.expect("a row of published.csv");
            Published {
                clients: row.clients,
                strategy: row.strategy,
                calls: Estimate {
                    mean: row.calls,
                    standard_error: row.calls_error,
                },
                completion_ms: Estimate {
                    mean: row.completion_ms,
                    standard_error: row.completion_error,
                },
            }
        })
        .collect()
}

impl Published {
    /// The published values for this fleet, if there are any.
    #[must_use]
    pub fn of(cell: &Cell) -> Option<Self> {
        let same = |row: &Self| (row.clients, row.strategy) == (cell.clients, cell.strategy);
        all().into_iter().find(same)
    }

    /// The differences between the published and the simulated calls and completion times, in
    /// standard errors of the difference.
    #[must_use]
    pub fn apart(&self, cell: &Cell) -> [f64; 2] {
        [
            self.calls.apart(&cell.calls),
            self.completion_ms.apart(&cell.completion_ms),
        ]
    }
}
