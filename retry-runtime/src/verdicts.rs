//! Ready-made verdicts for the codes of common protocols.
//!
//! Each function takes plain values, so it works with every client and every version of a client.
//! Each table names the source of its rows.
//!
//! | function | code | source |
//! |---|---|---|
//! | [`http`] | the status, and the header `Retry-After` | RFC 9110, RFC 6585 and others |
//! | [`grpc`] | the status code | the gRPC status codes |
//! | [`sqlstate`] | `SQLSTATE` | the PostgreSQL manual; the codes of the SQL standard are the same in other databases |
//!
//! [`std::io::Error`] has its table in [`is_transient`](crate::is_transient).
//!
//! A verdict says whether another attempt may succeed. It can't say whether the call may be made
//! twice, because that depends on the call. Each function lists the calls that need care.
//!
//! ```
//! use std::time::Duration;
//! use retry_runtime::{Classify, Verdict, verdicts};
//!
//! enum Error {
//!     Http { status: u16, retry_after: Option<String> },
//!     Grpc(i32),
//!     Sql(String),
//! }
//!
//! impl Classify for Error {
//!     fn verdict(&self) -> Verdict {
//!         match self {
//!             // A rule of this service, before the table.
//!             Self::Http { status: 404, .. } => Verdict::Retry,
//!             Self::Http { status, retry_after } => verdicts::http(*status, retry_after.as_deref()),
//!             Self::Grpc(code) => verdicts::grpc(*code),
//!             Self::Sql(code) => verdicts::sqlstate(code),
//!         }
//!     }
//! }
//!
//! let busy = Error::Http { status: 503, retry_after: Some("2".to_owned()) };
//! assert_eq!(busy.verdict(), Verdict::RetryAfter(Duration::from_secs(2)));
//! assert_eq!(Error::Grpc(14).verdict(), Verdict::Retry);
//! assert_eq!(Error::Sql("23505".to_owned()).verdict(), Verdict::Stop);
//! ```

#![allow(clippy::doc_markdown, reason = "PostgreSQL is a name")]

mod grpc;
mod http;
mod sqlstate;

pub use grpc::grpc;
pub use http::http;
pub use sqlstate::sqlstate;
