//! Four processes that write to one `SQLite` database at once. Each transfer is a transaction,
//! which is retried while another process has locked the database: `cargo run -p example-sqlite`
//!
//! Copy `bank.rs`. The program starts itself four times, as `write PATH WRITER COUNT`.

mod bank;

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;

use bank::{ACCOUNTS, Transfer};

const WRITERS: i64 = 4;
const TRANSFERS: i64 = 250;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => demonstrate(),
        ["create", path] => Ok(bank::create(path.as_ref())?),
        ["write", path, writer, count] => write(path.as_ref(), writer.parse()?, count.parse()?),
        _ => Err("usage: example-sqlite [create PATH | write PATH WRITER COUNT]".into()),
    }
}

fn demonstrate() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bank.db");
    bank::create(&path)?;
    let writers = (0..WRITERS).map(|writer| {
        Command::new(env::current_exe()?)
            .arg("write")
            .arg(&path)
            .args([writer, TRANSFERS].map(|number| number.to_string()))
            .spawn()
    });
    for mut writer in writers.collect::<Result<Vec<_>, _>>()? {
        if !writer.wait()?.success() {
            return Err("a writer failed".into());
        }
    }
    let (wrong, doubled, transfers) = bank::check(&bank::open(&path)?)?;
    println!("{transfers} transfers by {WRITERS} processes, {doubled} of them twice");
    println!("{wrong} balances that differ from the ledger");
    Ok(())
}

/// Moves money round in circles.
fn write(path: &Path, writer: i64, count: i64) -> Result<(), Box<dyn Error>> {
    let mut bank = bank::open(path)?;
    for number in 0..count {
        let transfer = Transfer {
            writer,
            number,
            from: (writer + number) % ACCOUNTS,
            to: (writer + number + 1 + number % 7) % ACCOUNTS,
            amount: 1 + number % 50,
        };
        bank::transact(&mut bank, transfer)?;
    }
    Ok(())
}
