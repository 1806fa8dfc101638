//! A plan as a table, with a bar for each retry.

use std::fmt::Write;
use std::time::Duration;

use crate::plan::{More, Plan, Row};
use crate::words::rounded;

/// The longest bar, in characters.
const WIDTH: f64 = 32.0;

/// The text of the plan, for a terminal.
pub(crate) fn text(plan: &Plan) -> String {
    let columns = columns(plan);
    let cells: Vec<Vec<String>> = plan
        .rows
        .iter()
        .map(|row| columns.iter().map(|column| (column.cell)(row)).collect())
        .collect();
    let widths: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(n, column)| {
            let cells = cells.iter().map(|cells| cells[n].chars().count());
            cells.fold(column.title.len(), usize::max)
        })
        .collect();

    let mut text = format!("{}\n\n", plan.policy);
    let titles: Vec<_> = columns
        .iter()
        .map(|column| column.title.to_owned())
        .collect();
    line(&mut text, &titles, &widths, "");
    for (row, cells) in plan.rows.iter().zip(&cells) {
        line(&mut text, cells, &widths, &bar(row, plan.longest()));
    }
    match plan.more {
        More::Retries(0) => {}
        More::Retries(1) => text.push_str("… and 1 more retry\n"),
        More::Retries(more) => writeln!(text, "… and {more} more retries").unwrap_or_default(),
        More::InTime => text.push_str("… and so on, up to the limit on time\n"),
        More::Unlimited => text.push_str("… and so on, without a limit\n"),
    }
    notes(&mut text, plan);
    text
}

struct Column {
    title: &'static str,
    cell: fn(&Row) -> String,
}

fn columns(plan: &Plan) -> Vec<Column> {
    let column = |title, cell| Column { title, cell };
    let known = plan.rows.iter().any(|row| row.delay.is_some());
    let mut columns = vec![column("retry", |row| row.retry.to_string())];
    if known {
        columns.push(column("delay", |row| show(row.delay.unwrap_or_default())));
    }
    if plan.has_jitter() {
        columns.push(column("minimum", |row| show(row.spread.minimum)));
        columns.push(column("mean", |row| show(row.spread.mean)));
        columns.push(column("maximum", |row| show(row.spread.maximum)));
    }
    let title = if known {
        "cumulative"
    } else {
        "cumulative mean"
    };
    columns.push(column(title, |row| show(row.cumulative)));
    columns
}

fn show(delay: Duration) -> String {
    match rounded(delay) {
        Duration::ZERO => "0s".to_owned(),
        delay => format!("{delay:?}"),
    }
}

fn line(text: &mut String, cells: &[String], widths: &[usize], end: &str) {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        // Formatting counts characters and not bytes, which matters for `µs`.
        let _ = write!(line, "{cell:>width$}  ");
    }
    line.push_str(end);
    text.push_str(line.trim_end());
    text.push('\n');
}

/// A bar that is dark up to the minimum and light up to the maximum.
fn bar(row: &Row, longest: Duration) -> String {
    let length = |delay: Duration| {
        let part = delay.as_secs_f64() / longest.as_secs_f64();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and WIDTH"
        )]
        let length = (part * WIDTH).round() as usize;
        length
    };
    // Every delay has a bar, even the shortest.
    let maximum = match row.spread.maximum {
        Duration::ZERO => 0,
        delay => length(delay).max(1),
    };
    let minimum = if row.spread.minimum == row.spread.maximum {
        maximum
    } else {
        length(row.spread.minimum)
    };
    "█".repeat(minimum) + &"░".repeat(maximum - minimum)
}

fn notes(text: &mut String, plan: &Plan) {
    let mut note = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    note(format!("\nworst case: {}", plan.worst_case()));
    if let Some(limit) = plan.policy.max_elapsed() {
        note(format!(
            "no retry starts if its delay would end later than {limit:?} after the first attempt began"
        ));
    }
    if plan.has_jitter() {
        note("bars: █ at least, ░ at most".to_owned());
    }
}
