use std::time::Duration;

use reqwest::StatusCode;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{AttemptTimeout, has_transient_cause, verdicts};
use tokio::net::TcpListener;

use crate::client::{Client, Error};
use crate::server::Fate::{self, Refused, Reset, Silence};
use crate::server::Server;

/// Starts virtual time in this thread. The server is a task of this thread, so it is in virtual
/// time too.
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
async fn get_retries_transient_errors() {
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
async fn get_does_not_retry_final_statuses() {
    for code in [400, 401, 404, 409, 501] {
        let (_clock, server, client) = start(&[Refused(code, None)]).await;
        let error = client.get("/orders").await.unwrap_err();
        assert_eq!(status(&error).unwrap(), code);
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_retry_is_never_earlier_than_retry_after() {
    let fates = [Refused(503, Some("3")), Refused(429, Some("7"))];
    let (clock, _server, client) = start(&fates).await;
    client.post("/orders", "tea", None).await.unwrap();
    // With jitter, the policy's own delays of at most 100 ms and 200 ms are added.
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

/// Counts the requests during a ban. The test runs in real time, since all callers share it.
#[tokio::test]
async fn one_answer_of_429_holds_back_a_hundred_requests() {
    let ban = Duration::from_millis(800);
    let (server, address) = Server::start(&[]).await.unwrap();
    let client = Client::new(address).unwrap();
    let start = tokio::time::Instant::now();
    server.ban(ban);
    let requests = (0..100).map(async |number| {
        tokio::time::sleep(number * Duration::from_millis(5)).await;
        client.get("/orders").await.map(|_| start.elapsed())
    });
    let answered = futures::future::join_all(requests).await;
    assert!(
        answered
            .iter()
            .all(|time| time.as_ref().is_ok_and(|time| *time >= ban))
    );
    let refused = server.requests() - 100;
    assert!(
        (1..=20).contains(&refused),
        "{refused} requests during the ban"
    );
}

#[tokio::test]
async fn a_retry_after_above_the_cap_gives_up() {
    let (clock, server, client) = start(&[Refused(503, Some("3600"))]).await;
    let error = client.get("/orders").await.unwrap_err();
    assert_eq!(status(&error), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!((server.requests(), clock.delays().len()), (1, 0));
}

#[tokio::test]
async fn a_refused_order_is_retried() {
    let (_clock, server, client) = start(&[Refused(503, None), Refused(429, None)]).await;
    client.post("/orders", "tea", None).await.unwrap();
    assert_eq!((server.requests(), server.orders().len()), (3, 1));
}

#[tokio::test]
async fn an_order_with_a_lost_answer_is_not_retried() {
    for fate in [Reset, Refused(500, None)] {
        let (_clock, server, client) = start(&[fate]).await;
        client.post("/orders", "tea", None).await.unwrap_err();
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn an_order_with_a_key_is_retried_and_placed_once() {
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

/// A `POST` without a key is not among these requests, because it is not retried after a lost
/// answer.
#[tokio::test]
async fn requests_that_may_be_repeated_have_one_effect() {
    let (clock, server, client) = start(&[]).await;
    let _lost = clock.lose_answers(2);
    client.get("/orders").await.unwrap();
    client
        .post("/orders", "tea", Some("order-1"))
        .await
        .unwrap();
    assert_eq!((server.requests(), server.orders().len()), (6, 1));
}

#[tokio::test]
async fn an_outage_is_reported_in_time() {
    let (clock, server, client) = start(&[]).await;
    let timeout = AttemptTimeout::new(Duration::from_secs(2));
    let _outage = clock.fail_next(5, move || Error::Timeout(timeout));
    client.get("/orders").await.unwrap_err();
    assert_eq!((server.requests(), clock.delays().len()), (0, 4));
    assert!(clock.elapsed() <= Duration::from_secs(30));
}

#[tokio::test]
async fn an_order_that_gets_404_is_sent_once() {
    let (clock, server, client) = start(&[]).await;
    let gone = || Error::Status(StatusCode::NOT_FOUND, verdicts::http(404, None));
    let _gone = clock.fail_site("service.post", 1, gone);
    let key = Some("order-1");
    client.post("/orders", "tea", key).await.unwrap_err();
    assert_eq!((server.requests(), clock.delays().len()), (0, 0));
}

#[tokio::test]
async fn an_attempt_without_an_answer_ends_after_two_seconds() {
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
async fn a_refused_connection_is_retried_for_every_method() {
    let clock = VirtualTime::start();
    // No process listens on this port.
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
