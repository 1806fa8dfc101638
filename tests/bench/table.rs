//! A table of results: printed, and written to `data/benchmarks`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

pub(crate) type Done = Result<(), Box<dyn Error>>;

/// Rows of words and numbers, all as long as the head.
pub(crate) struct Table {
    name: &'static str,
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(name: &'static str, head: &[&'static str]) -> Self {
        println!("\n{name}\n\n| {} |", head.join(" | "));
        println!("|{}", "---|".repeat(head.len()));
        Self {
            name,
            head: head.into(),
            rows: Vec::new(),
        }
    }

    /// Prints a row as soon as it is known.
    pub(crate) fn row(&mut self, row: Vec<String>) {
        assert_eq!(row.len(), self.head.len(), "a cell for each column");
        println!("| {} |", row.join(" | "));
        self.rows.push(row);
    }

    /// Writes all rows as `data/benchmarks/<name>.csv`.
    pub(crate) fn write(&self) -> Done {
        fs::create_dir_all(folder())?;
        let mut writer = csv::Writer::from_path(path(self.name))?;
        writer.write_record(&self.head)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// Where results are committed.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/benchmarks"))
}

/// The file of a table.
pub(crate) fn path(name: &str) -> PathBuf {
    folder().join(name).with_extension("csv")
}

/// A cell that may be empty.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
