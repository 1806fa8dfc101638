//! Transfers between accounts, by many clients at once.

use retry_runtime::{Verdict, retry, verdicts};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, IsolationLevel};

pub(crate) const ACCOUNTS: i32 = 10;
const INITIAL: i64 = 1000;

/// A transfer, as the ledger stores it. Each writer numbers its transfers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transfer {
    pub(crate) writer: i32,
    pub(crate) number: i32,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) amount: i64,
}

pub(crate) async fn create(client: &Client) -> Result<(), Error> {
    client
        .batch_execute(&format!(
            "CREATE TABLE account (id INT PRIMARY KEY, balance BIGINT NOT NULL);
             CREATE TABLE ledger (
                 writer INT NOT NULL, number INT NOT NULL,
                 source INT NOT NULL, target INT NOT NULL, amount BIGINT NOT NULL
             );
             INSERT INTO account SELECT id, {INITIAL} FROM generate_series(0, {ACCOUNTS} - 1) id;"
        ))
        .await
}

/// Moves money. Each attempt is the whole transaction: after a conflict, the rows that it has read
/// may be out of date, so it would not help to repeat only the failed statement. If an attempt
/// fails, dropping the transaction rolls it back.
/// fails is rolled back as the transaction is dropped.
#[retry(
    max = unlimited,
    base_delay = "1ms",
    max_delay = "50ms",
    jitter,
    max_elapsed = "1m",
    classify = judge,
    on_retry = |_| *conflicts += 1,
)]
pub(crate) async fn transact(
    client: &mut Client,
    transfer: Transfer,
    conflicts: &mut u32,
) -> Result<(), Error> {
    let Transfer {
        writer,
        number,
        from,
        to,
        amount,
    } = transfer;
    let transaction = client
        .build_transaction()
        .isolation_level(IsolationLevel::Serializable)
        .start()
        .await?;
    let read = "SELECT balance FROM account WHERE id = $1";
    let source: i64 = transaction.query_one(read, &[&from]).await?.get(0);
    let target: i64 = transaction.query_one(read, &[&to]).await?.get(0);
    // Always lock the lower account first. Otherwise two transfers may wait for each other, until
    // the server detects the deadlock after a second.
    let mut balances = [(from, source - amount), (to, target + amount)];
    balances.sort_unstable();
    let write = "UPDATE account SET balance = $2 WHERE id = $1";
    for (id, balance) in &balances {
        transaction.execute(write, &[id, balance]).await?;
    }
    let note = "INSERT INTO ledger VALUES ($1, $2, $3, $4, $5)";
    transaction
        .execute(note, &[&writer, &number, &from, &to, &amount])
        .await?;
    transaction.commit().await
}

/// Retries the transactions that the server rolled back with a code that allows another attempt.
///
/// A broken connection is not retried: if it broke during the commit, the client can't know whether
/// the transfer was made. To retry this case too, the ledger would have to refuse a second copy of
/// a transfer.
fn judge(error: &Error) -> Verdict {
    match error.code().map(SqlState::code) {
        Some(code) if code.starts_with("40") => verdicts::sqlstate(code),
        _ => Verdict::Stop,
    }
}

/// Returns the number of accounts whose balance differs from the ledger, the number of duplicate
/// transfers in the ledger, and the number of all transfers. The first two should be zero.
pub(crate) async fn check(client: &Client) -> Result<(i64, i64, i64), Error> {
    let row = client
        .query_one(
            "SELECT
                 (SELECT count(*) FROM account WHERE balance != $1::BIGINT
                     - (SELECT coalesce(sum(amount), 0) FROM ledger WHERE source = id)
                     + (SELECT coalesce(sum(amount), 0) FROM ledger WHERE target = id)),
                 (SELECT count(*) - count(DISTINCT (writer, number)) FROM ledger),
                 (SELECT count(*) FROM ledger)",
            &[&INITIAL],
        )
        .await?;
    Ok((row.get(0), row.get(1), row.get(2)))
}
