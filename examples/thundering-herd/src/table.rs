//! The results of the simulations, as tables for a terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::contention::{Cell, Strategy};
use crate::published::Published;
use crate::statistics::Estimate;
use crate::{overload, rate_limit, reconnect};

/// Shows the contention of all fleets beside the published values.
#[must_use]
pub fn contention(cells: &[Cell]) -> String {
    let work = grid(cells, 1, |cell| cell.calls, |row| row.calls);
    let time = grid(cells, 0, |cell| cell.completion_ms, |row| row.completion_ms);
    format!(
        "Contention: calls until all clients have written, with standard errors;\n\
         in the second line, the published simulator.\n{work}\n\n\
         Contention: milliseconds until the last client has written.\n{time}\n{}",
        difference(cells)
    )
}

/// One row for each size of the fleet, one column for each strategy.
fn grid(
    cells: &[Cell],
    digits: usize,
    ours: fn(&Cell) -> Estimate,
    theirs: fn(&Published) -> Estimate,
) -> Table {
    let mut table = table();
    let names = Strategy::ALL.map(Strategy::name);
    table.set_header([&["clients"], &names[..]].concat());
    for row in cells.chunks(Strategy::ALL.len()) {
        let clients = row.first().map(|cell| cell.clients.to_string());
        let values = row.iter().map(|cell| {
            let published = Published::of(cell).map(|row| shown(theirs(&row), digits));
            format!(
                "{}\n{}",
                shown(ours(cell), digits),
                published.unwrap_or_default()
            )
        });
        table.add_row(clients.into_iter().chain(values));
    }
    right(&mut table, 0);
    table
}

fn difference(cells: &[Cell]) -> String {
    let apart: Vec<f64> = cells
        .iter()
        .filter_map(|cell| Published::of(cell).map(|row| row.apart(cell)))
        .flatten()
        .collect();
    let within = apart.iter().filter(|apart| **apart <= 2.0).count();
    format!(
        "{within} of {} means are within two standard errors of the published ones; the farthest is {:.1} away.",
        apart.len(),
        apart.iter().copied().fold(0.0, f64::max),
    )
}

/// Shows the fleets that lost their connections.
#[must_use]
pub fn reconnect(outcomes: &[reconnect::Outcome]) -> String {
    let clients = outcomes.first().map_or(0, |outcome| outcome.clients);
    let mut table = table();
    table.set_header([
        "",
        "attempts",
        "most in 10 ms, after the first",
        "all connected after (s)",
    ]);
    for outcome in outcomes {
        table.add_row([
            outcome.scenario.to_owned(),
            shown(outcome.attempts, 0),
            shown(outcome.peak, 0),
            shown(outcome.completion_seconds, 2),
        ]);
    }
    right(&mut table, 1);
    format!("Reconnect: {clients} clients lose their connections at one instant.\n{table}")
}

/// Shows the fleets whose service stalled.
#[must_use]
pub fn overload(outcomes: &[overload::Outcome]) -> String {
    let mut table = table();
    table.set_header([
        "",
        "clients",
        "attempts a call,\nworst second",
        "attempts a call,\nat the end",
        "calls that succeed,\nat the end",
        "recovered",
        "after (s)",
    ]);
    for outcome in outcomes {
        let seconds = match outcome.seconds_to_recover {
            Some(seconds) => shown(seconds, 1),
            None => format!("> {}", outcome.seconds_watched),
        };
        table.add_row([
            outcome.scenario.to_owned(),
            outcome.clients.to_string(),
            shown(outcome.peak_amplification, 2),
            shown(outcome.last_amplification, 2),
            format!("{:.1} %", outcome.last_goodput.mean * 100.0),
            format!("{} of {}", outcome.recovered, outcome.trials),
            seconds,
        ]);
    }
    right(&mut table, 1);
    format!("Overload: a service at 70 % load stalls for 5 s. Does it come back?\n{table}")
}

/// Shows the process whose account was banned.
#[must_use]
pub fn rate_limit(outcomes: &[rate_limit::Outcome]) -> String {
    let mut table = table();
    table.set_header([
        "",
        "requests refused",
        "calls that gave up",
        "all served again",
        "after (s)",
    ]);
    for outcome in outcomes {
        let seconds = match outcome.seconds_to_serve {
            Some(seconds) => shown(seconds, 2),
            None => format!("> {}", outcome.seconds_watched),
        };
        table.add_row([
            outcome.scenario.to_owned(),
            shown(outcome.refused, 1),
            shown(outcome.gave_up, 1),
            format!("{} of {}", outcome.served, outcome.trials),
            seconds,
        ]);
    }
    right(&mut table, 1);
    let callers = rate_limit::CALLERS;
    format!("Rate limit: a server bans {callers} callers for 5 s.\n{table}")
}

fn shown(estimate: Estimate, digits: usize) -> String {
    let Estimate {
        mean,
        standard_error,
    } = estimate;
    format!("{mean:.digits$} ± {standard_error:.digits$}")
}

fn table() -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Disabled);
    table
}

/// Aligns the columns from this one on to the right, because they contain numbers.
fn right(table: &mut Table, from: usize) {
    for column in table.column_iter_mut().skip(from) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}
