//! The database server of the example, and a schema for one run.

use std::env;
use std::io::{self, Write};
use std::process;

use tokio_postgres::{Client, Error, NoTls};

/// Returns the server's URL from `DATABASE_URL`. Without this variable, the program and the tests
/// do nothing and print a message to standard error, which tests do not capture here.
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

/// A schema on a server, with a unique name.
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

    /// Opens a connection to the schema.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await?;
        // The task ends with its client. The client gets the errors of the connection.
        tokio::spawn(connection);
        // The data of the example need not survive a power failure.
        let settings = format!(
            "SET search_path = {}; SET synchronous_commit = off",
            self.name
        );
        client.batch_execute(&settings).await?;
        Ok(client)
    }
}
