//! A server that fails before it answers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

/// The requests that the server has seen.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    requests: Arc<AtomicU32>,
    failures: u32,
    pub(crate) address: String,
}

impl Server {
    /// Starts a server that refuses the first `failures` requests.
    pub(crate) async fn start(failures: u32) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let server = Self {
            requests: Arc::default(),
            failures,
            address: format!("http://{}", listener.local_addr()?),
        };
        let router = Router::new().fallback(answer).with_state(server.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok(server)
    }

    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

async fn answer(State(server): State<Server>) -> Response {
    if server.requests.fetch_add(1, Ordering::Relaxed) < server.failures {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let modified = [("last-modified", "Sat, 28 Nov 2026 12:00:00 GMT")];
    (modified, "the object").into_response()
}
