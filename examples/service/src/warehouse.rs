//! The backend of the service: a warehouse, which is up or down.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use tokio::net::TcpListener;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Health {
    #[default]
    Well,
    /// Every tenth product is found only when asked for again.
    Flaky,
    Down,
}

/// A clone is the same one.
#[derive(Clone, Default)]
pub(crate) struct Warehouse(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    health: Health,
    requests: u32,
    asked_for: HashSet<u32>,
}

impl Warehouse {
    /// Opens on a free port of this machine.
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

    /// How many requests came.
    pub(crate) fn requests(&self) -> u32 {
        self.inside().requests
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn ask(
    State(warehouse): State<Warehouse>,
    Path((_what, product)): Path<(String, u32)>,
) -> Result<String, StatusCode> {
    let mut inside = warehouse.inside();
    inside.requests += 1;
    let again = !inside.asked_for.insert(product);
    match inside.health {
        Health::Down => Err(StatusCode::INTERNAL_SERVER_ERROR),
        Health::Flaky if product % 10 == 0 && !again => Err(StatusCode::BAD_GATEWAY),
        Health::Flaky | Health::Well => Ok(product.to_string()),
    }
}
