//! A library that retries by its users' policy. `tests/user.rs` shows such a user:
//! `cargo test -p example-library`
//!
//! The library asks WHOIS servers ([RFC 3912](https://www.rfc-editor.org/rfc/rfc3912)).
//!
//! ```no_run
//! use std::time::Duration;
//! use example_library::{Client, retry_runtime::Policy};
//!
//! let client = Client::new("whois.iana.org:43");
//! println!("{}", client.query("example.com")?);
//!
//! let patient = Policy::builder().max(10).max_elapsed(Duration::from_secs(120)).build();
//! println!("{}", client.clone().retries(patient).query("example.com")?);
//! println!("{}", client.retries(None).query("example.com")?);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use retry_runtime::{Jitter, Policy, is_transient, retry};

/// The crate of `Policy`, which is part of this library's interface. Users of the library need
/// no dependency of their own, and can't mix versions.
pub use retry_runtime;

/// The default policy: at most 3 retries, within 5 s.
pub const DEFAULT_POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(200))
    .max_elapsed(Duration::from_secs(5))
    .jitter(Jitter::Full)
    .build();

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    server: String,
    policy: Option<Policy>,
}

impl Client {
    /// Returns a client of the server at an address such as `whois.iana.org:43`. It retries by
    /// [`DEFAULT_POLICY`].
    #[must_use]
    pub fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            policy: Some(DEFAULT_POLICY),
        }
    }

    /// Sets another policy. `None` turns retries off, for callers that retry themselves:
    /// retries of retries multiply.
    #[must_use]
    pub fn retries(mut self, policy: impl Into<Option<Policy>>) -> Self {
        self.policy = policy.into();
        self
    }

    /// Asks the server about a name.
    ///
    /// # Errors
    ///
    /// Returns the connection's error of the last attempt, unchanged. The library chooses the
    /// errors that are retried, because only the library knows that a query may be repeated.
    #[retry(policy = self.policy, when = is_transient)]
    pub fn query(&self, name: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(&self.server)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "{name}\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if answer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(answer)
    }
}
