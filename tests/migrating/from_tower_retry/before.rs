use std::time::Duration;

use tower::retry::Policy;
use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::util::rng::HasherRng;
use tower::{Service, ServiceBuilder};

use crate::HttpError;

#[derive(Clone)]
struct Retries {
    left: u32,
    backoff: ExponentialBackoff,
}

impl Retries {
    fn new() -> Self {
        let (min, max) = (Duration::from_millis(100), Duration::from_secs(5));
        let mut maker = ExponentialBackoffMaker::new(min, max, 0.0, HasherRng::default())
            .expect("a valid backoff");
        Self {
            left: 5,
            backoff: maker.make_backoff(),
        }
    }
}

impl<R: Clone, T> Policy<R, T, HttpError> for Retries {
    type Future = tokio::time::Sleep;

    fn retry(&mut self, _: &mut R, result: &mut Result<T, HttpError>) -> Option<Self::Future> {
        let is_transient = matches!(result, Err(error) if error.status >= 500);
        if !is_transient || self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(self.backoff.next_backoff())
    }

    fn clone_request(&mut self, request: &R) -> Option<R> {
        Some(request.clone())
    }
}

pub fn retried<S>(
    service: S,
) -> impl Service<&'static str, Response = String, Error = HttpError> + Clone
where
    S: Service<&'static str, Response = String, Error = HttpError, Future: Send>,
    S: Clone + Send + 'static,
{
    ServiceBuilder::new().retry(Retries::new()).service(service)
}
