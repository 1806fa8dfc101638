//! Servers that fail before they answer.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tonic::service::InterceptorLayer;
use tonic::transport::server::TcpIncoming;
use tonic::{Code, Request, Status};

/// The number of requests that a server has seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests(Arc<AtomicU32>);

impl Requests {
    pub(crate) fn seen(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts a request. Returns the number of requests before it.
    fn count(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// Starts an HTTP server whose first answers have these statuses. A 503 asks to come back in 2
/// seconds.
pub(crate) async fn http(statuses: &'static [u16]) -> io::Result<(Requests, SocketAddr)> {
    type Shared = (Requests, &'static [u16]);

    async fn answer(State((requests, statuses)): State<Shared>) -> Response {
        match statuses.get(requests.count() as usize) {
            None => "the page".into_response(),
            Some(503) => (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "2")]).into_response(),
            Some(status) => StatusCode::from_u16(*status)
                .expect("a status")
                .into_response(),
        }
    }

    let requests = Requests::default();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .fallback(answer)
        .with_state((requests.clone(), statuses));
    tokio::spawn(async { axum::serve(listener, router).await });
    Ok((requests, address))
}

/// Starts the gRPC health service, whose first answers have these codes.
pub(crate) async fn grpc(codes: &'static [Code]) -> io::Result<(Requests, SocketAddr)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    Ok((serve_grpc(listener, codes), address))
}

/// Starts the gRPC health service on a listener.
pub(crate) fn serve_grpc(listener: TcpListener, codes: &'static [Code]) -> Requests {
    let requests = Requests::default();
    let seen = requests.clone();
    let fail_first =
        InterceptorLayer::new(
            move |request: Request<()>| match codes.get(seen.count() as usize) {
                None => Ok(request),
                Some(code) => Err(Status::new(*code, "not now")),
            },
        );
    let (_reporter, health) = tonic_health::server::health_reporter();
    let server = tonic::transport::Server::builder()
        .layer(fail_first)
        .add_service(health)
        .serve_with_incoming(TcpIncoming::from(listener));
    tokio::spawn(server);
    requests
}
