//! Real processes that block each other.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rusqlite::Connection;

const WRITERS: usize = 4;
const TRANSFERS: usize = 300;

fn program(command: &str, path: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_example-sqlite"));
    program.arg(command).arg(path);
    program
}

fn start(path: &Path, writer: usize) -> (Child, BufReader<impl Read + use<>>) {
    let mut writer = program("write", path)
        .args([writer, TRANSFERS].map(|number| number.to_string()))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stderr.take().unwrap());
    (writer, lines)
}

#[test]
fn no_transfer_is_lost_or_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.db");
    assert!(program("create", &path).status().unwrap().success());

    // The lock is held until each writer has failed once, so that all writers compete from the
    // start.
    let bank = Connection::open(&path).unwrap();
    bank.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut writers: Vec<_> = (0..WRITERS).map(|writer| start(&path, writer)).collect();
    for (writer, (_, lines)) in writers.iter_mut().enumerate() {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        assert_eq!(
            line,
            format!("writer {writer}, transfer 0, attempt 1: database is locked\n")
        );
    }
    bank.execute_batch("COMMIT").unwrap();

    for (mut writer, mut lines) in writers {
        let mut log = String::new();
        lines.read_to_string(&mut log).unwrap();
        assert!(writer.wait().unwrap().success(), "{log}");
    }

    let ask = |question: &str| -> i64 { bank.query_row(question, [], |row| row.get(0)).unwrap() };
    let transfers = i64::try_from(WRITERS * TRANSFERS).unwrap();
    assert_eq!(ask("SELECT count(*) FROM ledger"), transfers);
    assert_eq!(
        ask("SELECT count(*) FROM (SELECT DISTINCT writer, number FROM ledger)"),
        transfers
    );
    assert_eq!(ask("SELECT sum(balance) FROM account"), 10 * 1000);
    let mut balances = [1000; 10];
    let mut ledger = bank
        .prepare("SELECT source, target, amount FROM ledger")
        .unwrap();
    let mut rows = ledger.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let amount: i64 = row.get(2).unwrap();
        balances[usize::from(row.get::<_, u16>(0).unwrap())] -= amount;
        balances[usize::from(row.get::<_, u16>(1).unwrap())] += amount;
    }
    for (id, balance) in balances.iter().enumerate() {
        assert_eq!(
            ask(&format!("SELECT balance FROM account WHERE id = {id}")),
            *balance
        );
    }
}
