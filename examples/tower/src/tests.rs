use std::time::Duration;

use ::http::{Method, Request, StatusCode};
use retry_runtime::testing::VirtualTime;
use tokio::net::TcpListener;
use tonic::Code;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tower::ServiceExt;

use crate::{grpc, http, servers};

/// The status that a hyper client gets, and the number of requests that its server sees.
async fn status(method: Method, statuses: &'static [u16]) -> (StatusCode, u32) {
    let (requests, address) = servers::http(statuses).await.unwrap();
    let request = Request::builder()
        .method(method)
        .uri(format!("http://{address}/"))
        .body(http::Body::from("tea"))
        .unwrap();
    let response = http::client().oneshot(request).await.unwrap();
    (response.status(), requests.seen())
}

/// The code of a gRPC call, and the number of requests that its server sees.
async fn code(codes: &'static [Code]) -> (Code, u32) {
    let (requests, address) = servers::grpc(codes).await.unwrap();
    let code = check(address).await;
    (code, requests.seen())
}

async fn check(address: std::net::SocketAddr) -> Code {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
    let mut client = grpc::client(endpoint.connect_lazy());
    let answer = client.check(HealthCheckRequest::default()).await;
    answer.map_or_else(|status| status.code(), |_| Code::Ok)
}

#[tokio::test]
async fn hyper_retries_statuses_and_obeys_retry_after() {
    let clock = VirtualTime::start();
    assert_eq!(status(Method::PUT, &[500, 503]).await, (StatusCode::OK, 3));
    let delays = clock.delays();
    assert!(delays[0] <= Duration::from_millis(100), "{delays:?}");
    assert!(delays[1] >= Duration::from_secs(2), "{delays:?}");
}

#[tokio::test]
async fn hyper_returns_the_last_response() {
    let _clock = VirtualTime::start();
    let last = status(Method::GET, &[500, 500, 500, 500, 502, 500]).await;
    assert_eq!(last, (StatusCode::BAD_GATEWAY, 5));
    let last = status(Method::GET, &[500, 404]).await;
    assert_eq!(last, (StatusCode::NOT_FOUND, 2));
}

#[tokio::test]
async fn hyper_does_not_repeat_a_post() {
    let clock = VirtualTime::start();
    let last = status(Method::POST, &[503]).await;
    assert_eq!(last, (StatusCode::SERVICE_UNAVAILABLE, 1));
    assert_eq!(clock.delays(), []);
}

#[tokio::test]
async fn hyper_retries_a_refused_connection() {
    let clock = VirtualTime::start();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let request = Request::get(format!("http://{address}/"));
    let request = request.body(http::Body::default()).unwrap();
    assert!(
        http::client()
            .oneshot(request)
            .await
            .unwrap_err()
            .is_connect()
    );
    assert_eq!(clock.delays().len(), 4);
}

#[tokio::test]
async fn tonic_retries_transient_codes() {
    let clock = VirtualTime::start();
    assert_eq!(code(&[Code::Unavailable; 2]).await, (Code::Ok, 3));
    assert_eq!(clock.delays().len(), 2);
}

#[tokio::test]
async fn tonic_returns_the_last_status() {
    let clock = VirtualTime::start();
    assert_eq!(code(&[Code::Unavailable; 9]).await, (Code::Unavailable, 5));
    assert_eq!(
        code(&[Code::PermissionDenied]).await,
        (Code::PermissionDenied, 1)
    );
    assert_eq!(clock.delays().len(), 4);
}

#[tokio::test]
async fn tonic_retries_a_refused_connection() {
    let clock = VirtualTime::start();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    assert_eq!(check(address).await, Code::Unavailable);
    assert_eq!(clock.delays().len(), 4);
}
