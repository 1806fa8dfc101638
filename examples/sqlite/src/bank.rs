//! Transfers between accounts, in a file that many processes write to.

use std::path::Path;
use std::time::Duration;

use retry_runtime::{Retry, retry};
use rusqlite::{Connection, Error, ErrorCode, Result};

pub(crate) const ACCOUNTS: i64 = 10;
const INITIAL: i64 = 1000;

/// A transfer, as the ledger stores it. Each writer numbers its transfers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transfer {
    pub(crate) writer: i64,
    pub(crate) number: i64,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) amount: i64,
}

pub(crate) fn create(path: &Path) -> Result<()> {
    let mut bank = Connection::open(path)?;
    bank.pragma_update(None, "journal_mode", "wal")?;
    let transaction = bank.transaction()?;
    transaction.execute_batch(
        "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
         CREATE TABLE ledger (
             writer INTEGER NOT NULL, number INTEGER NOT NULL,
             source INTEGER NOT NULL, target INTEGER NOT NULL, amount INTEGER NOT NULL
         );",
    )?;
    for id in 0..ACCOUNTS {
        transaction.execute("INSERT INTO account VALUES (?1, ?2)", [id, INITIAL])?;
    }
    transaction.commit()
}

pub(crate) fn open(path: &Path) -> Result<Connection> {
    let bank = Connection::open(path)?;
    // SQLite itself would also wait, for 5 s, without jitter and without any message.
    bank.busy_timeout(Duration::ZERO)?;
    Ok(bank)
}

/// Moves money. Retries for up to a minute.
///
/// Each attempt is the whole transaction. At its first write, another writer may hold the lock. The
/// rows that the transaction has read are then out of date, so only a new transaction helps, and
/// `SQLite` does not apply its own `busy_timeout`. If an attempt fails, dropping the transaction
/// rolls it back.
#[retry(
    max = unlimited,
    base_delay = "1ms",
    max_delay = "50ms",
    jitter,
    max_elapsed = "1m",
    when = is_busy,
    on_retry = |retry| log(transfer, retry),
)]
pub(crate) fn transact(bank: &mut Connection, transfer: Transfer) -> Result<()> {
    let Transfer {
        from, to, amount, ..
    } = transfer;
    let transaction = bank.transaction()?;
    let read = "SELECT balance FROM account WHERE id = ?1";
    let source: i64 = transaction.query_row(read, [from], |row| row.get(0))?;
    let target: i64 = transaction.query_row(read, [to], |row| row.get(0))?;
    let write = "UPDATE account SET balance = ?2 WHERE id = ?1";
    transaction.execute(write, [from, source - amount])?;
    transaction.execute(write, [to, target + amount])?;
    transaction.execute(
        "INSERT INTO ledger VALUES (?1, ?2, ?3, ?4, ?5)",
        [transfer.writer, transfer.number, from, to, amount],
    )?;
    transaction.commit()
}

/// True if another process has locked the database.
fn is_busy(error: &Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn log(transfer: Transfer, retry: &Retry<'_, Error>) {
    let Transfer { writer, number, .. } = transfer;
    if let Some(error) = retry.error {
        let attempt = retry.attempt;
        eprintln!("writer {writer}, transfer {number}, attempt {attempt}: {error}");
    }
}

/// Returns the number of accounts whose balance differs from the ledger, the number of duplicate
/// transfers in the ledger, and the number of all transfers. The first two should be zero.
pub(crate) fn check(bank: &Connection) -> Result<(i64, i64, i64)> {
    let wrong = "SELECT count(*) FROM account WHERE balance != ?1
         - (SELECT coalesce(sum(amount), 0) FROM ledger WHERE source = id)
         + (SELECT coalesce(sum(amount), 0) FROM ledger WHERE target = id)";
    let doubled = "SELECT count(*) - count(DISTINCT writer * 1000000 + number) FROM ledger";
    Ok((
        bank.query_row(wrong, [INITIAL], |row| row.get(0))?,
        bank.query_row(doubled, [], |row| row.get(0))?,
        bank.query_row("SELECT count(*) FROM ledger", [], |row| row.get(0))?,
    ))
}

#[cfg(test)]
mod tests {
    use retry_runtime::testing::VirtualTime;
    use rusqlite::ffi::SQLITE_FULL;

    use super::*;

    const TRANSFER: Transfer = Transfer {
        writer: 0,
        number: 0,
        from: 1,
        to: 2,
        amount: 100,
    };

    fn two_connections() -> (tempfile::TempDir, Connection, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.db");
        create(&path).unwrap();
        (folder, open(&path).unwrap(), open(&path).unwrap())
    }

    #[test]
    fn a_transfer_gives_up_after_a_minute_of_lock() {
        let clock = VirtualTime::start();
        let (_folder, mut bank, other) = two_connections();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = transact(&mut bank, TRANSFER).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
        assert!((59..60).contains(&clock.elapsed().as_secs()));
        other.execute_batch("ROLLBACK").unwrap();
        transact(&mut bank, TRANSFER).unwrap();
        assert_eq!(check(&bank).unwrap(), (0, 0, 1));
    }

    #[test]
    fn a_missing_account_is_not_retried() {
        let clock = VirtualTime::start();
        let (_folder, mut bank, _other) = two_connections();
        let nobody = Transfer { to: -1, ..TRANSFER };
        let error = transact(&mut bank, nobody).unwrap_err();
        assert_eq!(error, Error::QueryReturnedNoRows);
        assert_eq!(clock.delays(), []);
        assert_eq!(check(&bank).unwrap(), (0, 0, 0));
    }

    /// The reason for `when = is_busy`: with another error, the transfer may have been made
    /// nevertheless.
    #[test]
    fn a_committed_transfer_is_not_repeated() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let (_folder, mut bank, _other) = two_connections();
        transact(&mut bank, TRANSFER).unwrap();
        assert_eq!(check(&bank).unwrap(), (0, 1, 2));
    }

    #[test]
    fn a_full_disk_is_not_retried() {
        let clock = VirtualTime::start();
        let full = || Error::SqliteFailure(rusqlite::ffi::Error::new(SQLITE_FULL), None);
        let _full = clock.fail_next(1, full);
        let (_folder, mut bank, _other) = two_connections();
        let error = transact(&mut bank, TRANSFER).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::DiskFull));
        assert_eq!(clock.delays(), []);
    }

    /// Without this test, the checks in the other tests could be unable to fail.
    #[test]
    fn the_check_detects_lost_and_duplicate_transfers() {
        let (_folder, mut bank, other) = two_connections();
        transact(&mut bank, TRANSFER).unwrap();
        other
            .execute_batch("UPDATE account SET balance = 1000 WHERE id = 2")
            .unwrap();
        assert_eq!(check(&bank).unwrap(), (1, 0, 1));
        other
            .execute_batch("INSERT INTO ledger SELECT * FROM ledger")
            .unwrap();
        assert_eq!(check(&bank).unwrap(), (2, 1, 2));
    }
}
