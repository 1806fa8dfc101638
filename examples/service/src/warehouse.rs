//! The backend of the service: a warehouse, which is up or down.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::stream;
use tokio::net::TcpListener;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Health {
    #[default]
    Well,
    /// Every tenth product is found only at the second request.
    Flaky,
    /// Every answer is `503`, and asks to come back in a second.
    Overloaded,
    /// Every connection ends before the answer does.
    Disconnected,
}

/// The warehouse. Clones share their state.
#[derive(Clone, Default)]
pub(crate) struct Warehouse(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    health: Health,
    /// The number of requests for each product.
    requests: BTreeMap<u32, u32>,
}

impl Warehouse {
    /// Opens a warehouse on a free port of this machine.
    pub(crate) async fn open() -> io::Result<(Self, String)> {
        let warehouse = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let router = Router::new()
            .route("/{what}/{product}", get(ask))
            .with_state(warehouse.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        Ok((warehouse, url))
    }

    pub(crate) fn becomes(&self, health: Health) {
        self.inside().health = health;
    }

    /// How many requests came for these products.
    pub(crate) fn requests(&self, products: Range<u32>) -> u32 {
        self.inside().requests.range(products).map(|it| it.1).sum()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn ask(
    State(warehouse): State<Warehouse>,
    Path((_what, product)): Path<(String, u32)>,
) -> Response {
    let mut inside = warehouse.inside();
    let health = inside.health;
    let requests = inside.requests.entry(product).or_default();
    *requests += 1;
    match health {
        Health::Overloaded => {
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")]).into_response()
        }
        Health::Disconnected => {
            let broken = stream::iter([Err::<String, _>("the connection ends here")]);
            Body::from_stream(broken).into_response()
        }
        Health::Flaky if product % 10 == 0 && *requests == 1 => {
            StatusCode::BAD_GATEWAY.into_response()
        }
        Health::Flaky | Health::Well => product.to_string().into_response(),
    }
}
