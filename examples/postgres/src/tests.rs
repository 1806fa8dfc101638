use std::error::Error;

use retry_runtime::retry;
use tokio_postgres::Client;

use crate::bank::{self, Transfer};
use crate::database::{self, Schema};
use crate::{TRANSFERS, WRITERS, transfers};

#[tokio::test(flavor = "multi_thread")]
async fn no_transfer_is_lost_or_made_twice() -> Result<(), Box<dyn Error>> {
    let Some(url) = database::url() else {
        return Ok(());
    };
    let schema = Schema::create(url, "load").await?;
    let done = transfers(&schema).await;
    schema.drop().await?;
    let (transfers, doubled, wrong, _conflicts) = done?;
    assert_eq!(transfers, i64::from(WRITERS * TRANSFERS));
    assert_eq!((doubled, wrong), (0, 0));
    Ok(())
}

#[tokio::test]
async fn a_transaction_with_a_conflict_is_retried() -> Result<(), Box<dyn Error>> {
    let Some(url) = database::url() else {
        return Ok(());
    };
    let schema = Schema::create(url, "conflict").await?;
    let outcome = conflict(&schema).await;
    schema.drop().await?;
    let (conflicts, checked) = outcome?;
    assert_eq!(conflicts, 1);
    assert_eq!(checked, (0, 0, 2));
    Ok(())
}

const TRANSFER: Transfer = Transfer {
    writer: 1,
    number: 0,
    from: 0,
    to: 1,
    amount: 100,
};

/// Makes two transfers between equal accounts. When the second has read its rows, its update waits
/// for the first transfer.
async fn conflict(schema: &Schema) -> Result<(u32, (i64, i64, i64)), Box<dyn Error>> {
    let first = schema.connect().await?;
    bank::create(&first).await?;
    first
        .batch_execute(
            "BEGIN;
             UPDATE account SET balance = balance - 1 WHERE id = 0;
             UPDATE account SET balance = balance + 1 WHERE id = 1;
             INSERT INTO ledger VALUES (0, 0, 0, 1, 1);",
        )
        .await?;

    let mut second = schema.connect().await?;
    let process: i32 = second
        .query_one("SELECT pg_backend_pid()", &[])
        .await?
        .get(0);
    let second = tokio::spawn(async move {
        let mut conflicts = 0;
        let transferred = bank::transact(&mut second, TRANSFER, &mut conflicts).await;
        transferred.map(|()| conflicts)
    });
    assert!(waits(&first, process).await?, "nobody waits for the first");
    first.batch_execute("COMMIT").await?;
    Ok((second.await??, bank::check(&first).await?))
}

/// True if a process of the server waits for a lock.
#[retry(max = unlimited, base_delay = "5ms", backoff = constant, max_elapsed = "1m", until = |waits| *waits)]
async fn waits(client: &Client, process: i32) -> Result<bool, tokio_postgres::Error> {
    let waits = "SELECT count(*) > 0 FROM pg_locks WHERE pid = $1 AND NOT granted";
    Ok(client.query_one(waits, &[&process]).await?.get(0))
}

#[tokio::test]
async fn a_missing_account_is_not_retried() -> Result<(), Box<dyn Error>> {
    let Some(url) = database::url() else {
        return Ok(());
    };
    let schema = Schema::create(url, "missing").await?;
    let mut client = schema.connect().await?;
    bank::create(&client).await?;
    let mut conflicts = 0;
    let nobody = Transfer { to: -1, ..TRANSFER };
    let transferred = bank::transact(&mut client, nobody, &mut conflicts).await;
    let checked = bank::check(&client).await;
    schema.drop().await?;
    assert!(transferred.is_err());
    assert_eq!((conflicts, checked?), (0, (0, 0, 0)));
    Ok(())
}
