//! Eight clients that write to one `PostgreSQL` database at once, each transfer in a
//! serializable transaction that is retried if it conflicts with another:
//!
//! ```sh
//! DATABASE_URL=postgres://postgres@localhost/postgres cargo run -p example-postgres
//! ```
//!
//! Copy `bank.rs`. The tables are in a schema of their own, which is dropped at the end.

mod bank;
mod database;
#[cfg(test)]
mod tests;

use std::error::Error;

use tokio_postgres::Client;

use bank::{ACCOUNTS, Transfer};
use database::Schema;

const WRITERS: i32 = 8;
const TRANSFERS: i32 = 50;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Some(url) = database::url() else {
        return Ok(());
    };
    let schema = Schema::create(url, "main").await?;
    let done = transfers(&schema).await;
    schema.drop().await?;
    let (transfers, doubled, wrong, conflicts) = done?;
    println!("{transfers} transfers, {doubled} of them twice, {conflicts} conflicts");
    println!("{wrong} balances that are not what the ledger says");
    Ok(())
}

/// Runs all writers. Returns the numbers of `check` and the number of conflicts.
async fn transfers(schema: &Schema) -> Result<(i64, i64, i64, u32), Box<dyn Error>> {
    let bank = schema.connect().await?;
    bank::create(&bank).await?;
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        writers.push(tokio::spawn(write(schema.connect().await?, writer)));
    }
    let mut conflicts = 0;
    for writer in writers {
        conflicts += writer.await??;
    }
    let (wrong, doubled, transfers) = bank::check(&bank).await?;
    Ok((transfers, doubled, wrong, conflicts))
}

/// Moves money round in circles. Returns the number of conflicts.
async fn write(mut client: Client, writer: i32) -> Result<u32, tokio_postgres::Error> {
    let mut conflicts = 0;
    for number in 0..TRANSFERS {
        let transfer = Transfer {
            writer,
            number,
            from: (writer + number) % ACCOUNTS,
            to: (writer + number + 1 + number % (ACCOUNTS - 1)) % ACCOUNTS,
            amount: i64::from(1 + number),
        };
        bank::transact(&mut client, transfer, &mut conflicts).await?;
    }
    Ok(conflicts)
}
