//! The results as files: CSV, JSON, and the charts.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::contention::Cell;
use crate::{chart, overload, published, rate_limit, reconnect};

/// All results, and the numbers that they were simulated from.
#[derive(Debug, Serialize)]
pub struct Results {
    /// The seed of all random numbers.
    pub seed: u64,
    /// The number of trials of each fleet in `contention`.
    pub contention_trials: u32,
    /// Clients that write to one row.
    pub contention: Vec<Cell>,
    /// Clients that come back together.
    pub reconnect: Vec<reconnect::Outcome>,
    /// A service that stalls.
    pub overload: Vec<overload::Outcome>,
    /// A server that limits requests.
    pub rate_limit: Vec<rate_limit::Outcome>,
}

impl Results {
    /// Returns the names and contents of the files.
    ///
    /// # Errors
    ///
    /// An error if a table can't be written, which does not happen for these types.
    pub fn files(&self) -> io::Result<Vec<(String, String)>> {
        let mut json = serde_json::to_string_pretty(self)?;
        json.push('\n');
        let mut files = vec![
            ("results.json".to_owned(), json),
            ("contention.csv".to_owned(), csv(self.contention_rows())?),
            ("reconnect.csv".to_owned(), csv(self.reconnect_rows())?),
            ("overload.csv".to_owned(), csv(self.overload_rows())?),
            ("rate-limit.csv".to_owned(), csv(self.rate_limit_rows())?),
        ];
        files.extend(chart::contention(&self.contention));
        files.extend(chart::reconnect(&self.reconnect));
        files.extend(chart::overload(&self.overload));
        files.extend(chart::rate_limit(&self.rate_limit));
        Ok(files)
    }

    /// Writes the files into a folder, and creates the folder if necessary.
    ///
    /// # Errors
    ///
    /// An error if the folder or a file can't be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (name, text) in self.files()? {
            fs::write(folder.join(name), text)?;
        }
        Ok(())
    }

    fn contention_rows(&self) -> impl Iterator<Item = impl Serialize> {
        self.contention.iter().map(|cell| published::Row {
            clients: cell.clients,
            strategy: cell.strategy,
            calls: rounded(cell.calls.mean),
            calls_error: rounded(cell.calls.standard_error),
            completion_ms: rounded(cell.completion_ms.mean),
            completion_error: rounded(cell.completion_ms.standard_error),
        })
    }

    fn reconnect_rows(&self) -> impl Iterator<Item = impl Serialize> {
        self.reconnect.iter().flat_map(|outcome| {
            let intervals = (0_u32..).zip(&outcome.timeline);
            intervals.map(|(interval, attempts)| ReconnectRow {
                scenario: outcome.scenario,
                ms: interval * reconnect::INTERVAL_MS,
                attempts: rounded(*attempts),
            })
        })
    }

    fn overload_rows(&self) -> impl Iterator<Item = impl Serialize> {
        self.overload.iter().flat_map(|outcome| {
            outcome.timeline.iter().map(|second| OverloadRow {
                scenario: outcome.scenario,
                second: second.second,
                calls: rounded(second.calls),
                succeeded: rounded(second.succeeded),
                attempts: rounded(second.attempts),
                refused_by_budget: rounded(second.refused),
            })
        })
    }

    fn rate_limit_rows(&self) -> impl Iterator<Item = impl Serialize> {
        self.rate_limit.iter().flat_map(|outcome| {
            let intervals = (0_u32..).zip(&outcome.timeline);
            intervals.map(|(interval, requests)| RateLimitRow {
                scenario: outcome.scenario,
                ms: interval * rate_limit::INTERVAL_MS,
                sent: rounded(requests.sent),
                refused: rounded(requests.refused),
            })
        })
    }
}

#[derive(Serialize)]
struct ReconnectRow {
    scenario: &'static str,
    ms: u32,
    attempts: f64,
}

#[derive(Serialize)]
struct OverloadRow {
    scenario: &'static str,
    second: u32,
    calls: f64,
    succeeded: f64,
    attempts: f64,
    refused_by_budget: f64,
}

#[derive(Serialize)]
struct RateLimitRow {
    scenario: &'static str,
    ms: u32,
    sent: f64,
    refused: f64,
}

/// Rounds to two digits after the point, because the results are not more exact.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn csv(rows: impl Iterator<Item = impl Serialize>) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
