//! A service that takes orders, and that often fails.

use std::collections::VecDeque;
use std::future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use futures::{TryStreamExt, stream};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// The fate of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// The request is handled and answered. After the listed fates, this is the fate of all
    /// requests.
    Answered,
    /// The request is not handled, and the answer says so, possibly with `Retry-After`.
    Refused(u16, Option<&'static str>),
    /// The request is handled, but the connection breaks before the answer.
    Reset,
    /// The request is handled, but never answered.
    Silence,
}

/// The service. Clones share their state.
#[derive(Clone, Default)]
pub(crate) struct Server {
    day: Arc<Mutex<Day>>,
    fell_silent: Arc<Notify>,
}

#[derive(Default)]
struct Day {
    fates: VecDeque<Fate>,
    /// The end of a ban. Before this time, each request is refused with 429.
    #[cfg(test)]
    banned_until: Option<tokio::time::Instant>,
    requests: usize,
    orders: Vec<Order>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) what: String,
    key: Option<String>,
}

impl Server {
    /// Starts the service on a free port of this machine. The first requests meet these fates.
    pub(crate) async fn start(fates: &[Fate]) -> io::Result<(Self, String)> {
        let server = Self::default();
        server.day().fates.extend(fates);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        // With this option, closing a connection resets it.
        let listener = listener.tap_io(|stream| {
            let _gone = stream.set_zero_linger();
        });
        let router = Router::new()
            .route("/orders", get(list).post(place))
            .with_state(server.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok((server, address))
    }

    /// Refuses all requests for some time.
    #[cfg(test)]
    pub(crate) fn ban(&self, time: std::time::Duration) {
        self.day().banned_until = Some(tokio::time::Instant::now() + time);
    }

    /// The number of requests until now.
    pub(crate) fn requests(&self) -> usize {
        self.day().requests
    }

    /// The orders until now.
    pub(crate) fn orders(&self) -> Vec<Order> {
        self.day().orders.clone()
    }

    /// Returns when a request meets with [`Fate::Silence`].
    #[cfg(test)]
    pub(crate) async fn falls_silent(&self) {
        self.fell_silent.notified().await;
    }

    fn day(&self) -> MutexGuard<'_, Day> {
        self.day.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn list(State(server): State<Server>) -> Response {
    handle(&server, "GET", |day| {
        let orders: Vec<_> = day.orders.iter().map(|order| &*order.what).collect();
        orders.join(", ")
    })
    .await
}

async fn place(State(server): State<Server>, headers: HeaderMap, what: String) -> Response {
    let key = headers.get("Idempotency-Key");
    let key = key.and_then(|key| Some(key.to_str().ok()?.to_owned()));
    handle(&server, "POST", |day| {
        let known = day
            .orders
            .iter()
            .any(|order| key.is_some() && order.key == key);
        if !known {
            day.orders.push(Order { what, key });
        }
        "ordered".to_owned()
    })
    .await
}

async fn handle(
    server: &Server,
    method: &str,
    handler: impl FnOnce(&mut Day) -> String,
) -> Response {
    let (fate, answer) = {
        let day = &mut *server.day();
        day.requests += 1;
        #[cfg(test)]
        if let Some(end) = day.banned_until {
            let left = end.saturating_duration_since(tokio::time::Instant::now());
            if !left.is_zero() {
                let left = left.as_secs_f64().to_string();
                return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, left)]).into_response();
            }
        }
        let fate = day.fates.pop_front().unwrap_or(Fate::Answered);
        println!("  {method}: {fate:?}");
        match fate {
            Fate::Refused(..) => (fate, String::new()),
            _ => (fate, handler(day)),
        }
    };
    match fate {
        Fate::Answered => answer.into_response(),
        Fate::Refused(status, retry_after) => {
            let status = StatusCode::from_u16(status).expect("a status");
            let mut headers = HeaderMap::new();
            if let Some(value) = retry_after {
                headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
            }
            (status, headers).into_response()
        }
        Fate::Reset => {
            let broken = stream::iter([Err::<String, _>(io::ErrorKind::ConnectionReset)]);
            Body::from_stream(broken.map_err(io::Error::from)).into_response()
        }
        Fate::Silence => {
            server.fell_silent.notify_one();
            future::pending().await
        }
    }
}
