use std::time::Duration;

use reqwest::StatusCode;
use retry_runtime::has_transient_cause;
use retry_runtime::testing::VirtualTime;
use tokio::net::TcpListener;

use crate::client::{Client, Error};
use crate::server::Fate::{self, Refused, Reset, Silence};
use crate::server::Server;

/// Virtual time is that of this thread, and so of the server too, which is a task of the
/// same runtime.
async fn start(fates: &[Fate]) -> (VirtualTime, Server, Client) {
    let clock = VirtualTime::start();
    let (server, address) = Server::start(fates).await.unwrap();
    (clock, server, Client::new(address).unwrap())
}

fn status(error: &Error) -> Option<StatusCode> {
    match error {
        Error::Status(status, _) => Some(*status),
        Error::Transport(_) | Error::Timeout(_) => None,
    }
}

#[tokio::test]
async fn get_outlasts_whatever_may_pass() {
    let fates = [
        Refused(503, None),
        Refused(500, None),
        Reset,
        Refused(429, None),
    ];
    let (clock, server, client) = start(&fates).await;
    assert_eq!(client.get("/orders").await.unwrap(), "");
    assert_eq!(server.requests(), 5);
    assert_eq!(clock.delays().len(), 4);
}

#[tokio::test]
async fn what_will_not_pass_is_asked_once() {
    for code in [400, 401, 404, 409, 501] {
        let (_clock, server, client) = start(&[Refused(code, None)]).await;
        let error = client.get("/orders").await.unwrap_err();
        assert_eq!(status(&error).unwrap(), code);
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn never_comes_back_earlier_than_asked() {
    let fates = [Refused(503, Some("3")), Refused(429, Some("7"))];
    let (clock, _server, client) = start(&fates).await;
    client.post("/orders", "tea", None).await.unwrap();
    // With jitter the own delay, of 100 ms and 200 ms at most, comes on top.
    let delays = clock.delays();
    let asked = [3000, 7000].map(Duration::from_millis);
    for (delay, (asked, own)) in delays.iter().zip(asked.into_iter().zip([100, 200])) {
        assert!(
            (asked..=asked + Duration::from_millis(own)).contains(delay),
            "{delay:?}"
        );
    }
    assert_eq!(delays.len(), 2);
}

#[tokio::test]
async fn does_not_wait_for_an_hour() {
    let (clock, server, client) = start(&[Refused(503, Some("3600"))]).await;
    let error = client.get("/orders").await.unwrap_err();
    assert_eq!(status(&error), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!((server.requests(), clock.delays().len()), (1, 0));
}

#[tokio::test]
async fn an_order_that_was_refused_is_repeated() {
    let (_clock, server, client) = start(&[Refused(503, None), Refused(429, None)]).await;
    client.post("/orders", "tea", None).await.unwrap();
    assert_eq!((server.requests(), server.orders().len()), (3, 1));
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_not() {
    for fate in [Reset, Refused(500, None)] {
        let (_clock, server, client) = start(&[fate]).await;
        client.post("/orders", "tea", None).await.unwrap_err();
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn with_a_key_it_is_and_is_placed_once() {
    let (_clock, server, client) = start(&[Reset, Reset, Refused(500, None)]).await;
    client
        .post("/orders", "tea", Some("order-1"))
        .await
        .unwrap();
    client
        .post("/orders", "tea", Some("order-2"))
        .await
        .unwrap();
    assert_eq!((server.requests(), server.orders().len()), (5, 2));
}

#[tokio::test]
async fn silence_ends_after_two_seconds() {
    for (key, requests) in [(None, 1), (Some("order-1"), 2)] {
        let (clock, server, client) = start(&[Silence]).await;
        let time = async {
            server.falls_silent().await;
            clock.advance(Duration::from_secs(2));
        };
        let (ordered, ()) = tokio::join!(client.post("/orders", "tea", key), time);
        assert_eq!(ordered.is_ok(), key.is_some());
        assert_eq!((server.requests(), server.orders().len()), (requests, 1));
    }
}

#[tokio::test]
async fn no_connection_is_retried_whatever_it_was_for() {
    let clock = VirtualTime::start();
    // A port that nobody listens on any more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::new(format!("http://{address}")).unwrap();
    let error = client.post("/orders", "tea", None).await.unwrap_err();
    assert_eq!(clock.delays().len(), 4);
    let Error::Transport(transport) = &error else {
        panic!("{error}");
    };
    // The refusal is deep in the chain of sources.
    assert!(has_transient_cause(transport));
    assert!(
        error.to_string().to_lowercase().contains("refused"),
        "{error}"
    );
}
