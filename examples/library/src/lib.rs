//! A library that retries, with a policy that its users can replace. Such a user is in
//! `tests/user.rs`: `cargo test -p example-library`
//!
//! The library queries WHOIS servers ([RFC 3912](https://www.rfc-editor.org/rfc/rfc3912)).
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
//! println!("{}", client.retries(Policy::OFF).query("example.com")?);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use retry_runtime::{Classify, Jitter, Policy, Profile, retry};

/// This library's interface contains `Policy`. The re-export gives users the crate of `Policy`:
/// they need no dependency of their own, and always get the matching version.
pub use retry_runtime;

/// The default retries of queries: at most 3, within at most 5 s.
pub const DEFAULT_POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(200))
    .max_elapsed(Duration::from_secs(5))
    .jitter(Jitter::Full)
    .build();

/// The policy, and the rule that only temporary errors are retried.
const PROFILE: Profile<io::Error> = Profile::new(DEFAULT_POLICY)
    .classify(Classify::verdict)
    .name_prefix("whois");

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    server: String,
    profile: Profile<io::Error>,
}

impl Client {
    /// Creates a client of the server at an address such as `whois.iana.org:43`, which retries by
    /// [`DEFAULT_POLICY`].
    #[must_use]
    pub fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            profile: PROFILE,
        }
    }

    /// Retries by another policy, or not at all with [`Policy::OFF`]. Callers that retry themselves
    /// turn retries off here, since nested retries multiply.
    #[must_use]
    pub fn retries(self, policy: Policy) -> Self {
        let profile = self.profile.clone().with_policy(policy);
        self.profile(profile)
    }

    /// Retries by a profile of the caller, which can have a budget that several clients share, an
    /// observer, or another classification of errors.
    #[must_use]
    pub fn profile(mut self, profile: Profile<io::Error>) -> Self {
        self.profile = profile;
        self
    }

    /// Returns the server's record of a name.
    ///
    /// # Errors
    ///
    /// Errors of the connection. After retries, the error of the last attempt is returned
    /// unchanged. The library decides which errors are retried, since only it knows that a query
    /// may be repeated.
    #[retry(with = self.profile)]
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
