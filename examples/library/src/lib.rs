//! A library that retries, by a policy that its own users can pass in. A user of it
//! is in `tests/user.rs`: `cargo test -p example-library`
//!
//! It asks WHOIS servers ([RFC 3912](https://www.rfc-editor.org/rfc/rfc3912)).
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

/// `Policy` is part of this library's interface, so its users get the crate that it is
/// from: they need no dependency of their own, and never have another version.
pub use retry_runtime;

/// How queries are retried if nothing else is said: for 5 s at most, 3 times at most.
pub const DEFAULT_POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(200))
    .max_elapsed(Duration::from_secs(5))
    .jitter(Jitter::Full)
    .build();

/// The policy, and the errors that are retried: those that may pass.
const PROFILE: Profile<io::Error> = Profile::new(DEFAULT_POLICY)
    .classify(Classify::verdict)
    .name_prefix("whois");

/// Asks one server.
#[derive(Clone, Debug)]
pub struct Client {
    server: String,
    profile: Profile<io::Error>,
}

impl Client {
    /// A client of the server at an address such as `whois.iana.org:43`, which retries by
    /// [`DEFAULT_POLICY`].
    #[must_use]
    pub fn new(server: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            profile: PROFILE,
        }
    }

    /// Retries by another policy, or not at all with [`Policy::OFF`]: for callers that
    /// retry themselves, since retries multiply.
    #[must_use]
    pub fn retries(self, policy: Policy) -> Self {
        let profile = self.profile.clone().with_policy(policy);
        self.profile(profile)
    }

    /// Retries by a profile of the caller's: with a budget that its clients share, an
    /// observer, or another judgement of errors.
    #[must_use]
    pub fn profile(mut self, profile: Profile<io::Error>) -> Self {
        self.profile = profile;
        self
    }

    /// The server's record of a name.
    ///
    /// # Errors
    ///
    /// Those of the connection; the one of the last attempt, unchanged. Which are retried
    /// is for the library to say, since only it knows that a query may be repeated.
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
