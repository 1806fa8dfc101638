//! The server that the example runs on, and a place of its own there.

use std::env;
use std::io::{self, Write};
use std::process;

use tokio_postgres::{Client, Error, NoTls};

/// The server to use, of `DATABASE_URL`. Without it nothing is done, and said so, in tests
/// too: straight to standard error, which they do not capture.
pub(crate) fn url() -> Option<String> {
    let url = env::var("DATABASE_URL").ok();
    if url.is_none() {
        let _unseen = writeln!(
            io::stderr(),
            "example-postgres: SKIPPED, since DATABASE_URL is not set"
        );
    }
    url
}

/// A schema on a server, in no one's way.
pub(crate) struct Schema {
    url: String,
    name: String,
}

impl Schema {
    pub(crate) async fn create(url: String, name: &str) -> Result<Self, Error> {
        let name = format!("retry_example_{name}_{}", process::id());
        let schema = Self { url, name };
        let create = format!("CREATE SCHEMA {}", schema.name);
        schema.connect().await?.batch_execute(&create).await?;
        Ok(schema)
    }

    pub(crate) async fn drop(self) -> Result<(), Error> {
        let drop = format!("DROP SCHEMA {} CASCADE", self.name);
        self.connect().await?.batch_execute(&drop).await
    }

    /// A connection to the schema.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await?;
        // Ends with its client, who hears of what goes wrong.
        tokio::spawn(connection);
        // Nothing here has to outlast a power failure.
        let settings = format!(
            "SET search_path = {}; SET synchronous_commit = off",
            self.name
        );
        client.batch_execute(&settings).await?;
        Ok(client)
    }
}
