//! A table of results. The table is printed, written to `data/figures/benchmarks`, and inserted in
//! the page of costs if that page has a place for it.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

pub(crate) type Done = Result<(), Box<dyn Error>>;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Rows of words and numbers. Each row is as long as the head.
pub(crate) struct Table {
    name: &'static str,
    head: Vec<&'static str>,
    /// For each column, the row whose number counts as 1.
    one: Vec<Option<&'static str>>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// Creates a table. Each column has a name. A column can also show ratios to the number of one
    /// row.
    pub(crate) fn new(
        name: &'static str,
        columns: &[(&'static str, Option<&'static str>)],
    ) -> Self {
        println!("\n{name}\n");
        let (head, one): (Vec<_>, Vec<_>) = columns.iter().copied().unzip();
        println!("{}", line(&head));
        Self {
            name,
            head,
            one,
            rows: Vec::new(),
        }
    }

    /// Prints a row as soon as it is known.
    pub(crate) fn row(&mut self, row: Vec<Value>) {
        assert_eq!(row.len(), self.head.len(), "a cell for each column");
        println!("{}", line(&row.iter().map(plain).collect::<Vec<_>>()));
        self.rows.push(row);
    }

    /// Writes all rows, as JSON and as Markdown.
    pub(crate) fn write(&self) -> Done {
        fs::create_dir_all(folder())?;
        let json = json!({ "columns": self.head, "rows": self.rows });
        let file = folder().join(self.name);
        fs::write(file.with_extension("json"), format!("{json:#}\n"))?;
        let markdown = self.markdown();
        fs::write(file.with_extension("md"), &markdown)?;
        let text = fs::read_to_string(page())?;
        if let Some((before, old, after)) = place(&text, self.name) {
            if old != markdown {
                fs::write(page(), format!("{before}{markdown}{after}"))?;
            }
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let mut text = line(&self.head) + "\n";
        text += &(line(&vec!["---"; self.head.len()]).replace(' ', "") + "\n");
        for row in &self.rows {
            let cells = row
                .iter()
                .enumerate()
                .map(|(at, cell)| self.shown(at, cell));
            text += &(line(&cells.collect::<Vec<_>>()) + "\n");
        }
        text
    }

    /// The text of a cell, with its ratio.
    fn shown(&self, at: usize, cell: &Value) -> String {
        let shown = plain(cell);
        let one = self.one[at].and_then(|one| self.rows.iter().find(|row| row[0] == one));
        match (cell.as_f64(), one.and_then(|row| row[at].as_f64())) {
            (Some(number), Some(one)) => format!("{shown} ({:.2})", number / one),
            _ => shown,
        }
    }
}

fn line<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

fn plain(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

/// The text of a page before, in and after the place of a table, which is between two comments.
pub(crate) fn place<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let (start, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let from = text.find(&start)? + start.len();
    let to = from + text[from..].find(&end)?;
    Some((&text[..from], &text[from..to], &text[to..]))
}

/// The chapter of the guide that shows the tables.
pub(crate) fn page() -> PathBuf {
    PathBuf::from(ROOT).join("retry-runtime/src/guide/costs.md")
}

/// The folder of committed results.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(ROOT).join("data/figures/benchmarks")
}

type Committed = (Vec<String>, Vec<Vec<Value>>);

/// The committed table: its head and its rows.
pub(crate) fn committed(name: &str) -> Result<Committed, Box<dyn Error>> {
    let json = fs::read(folder().join(name).with_extension("json"))?;
    let json: Value = serde_json::from_slice(&json)?;
    let head = serde_json::from_value(json["columns"].clone())?;
    Ok((head, serde_json::from_value(json["rows"].clone())?))
}

/// A number with the given count of digits after the point.
pub(crate) fn rounded(number: f64, digits: i32) -> Value {
    let scale = 10_f64.powi(digits);
    json!((number * scale).round() / scale)
}
