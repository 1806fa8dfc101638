use std::time::Duration;

use retry_runtime::Policy;
use tower::{Service, ServiceBuilder};

use crate::HttpError;

const POLICY: Policy = Policy::builder()
    .max(5)
    .base_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(5))
    .build();

pub fn retried<S>(
    service: S,
) -> impl Service<&'static str, Response = String, Error = HttpError> + Clone
where
    S: Service<&'static str, Response = String, Error = HttpError, Future: Send>,
    S: Clone + Send + 'static,
{
    let retries = POLICY.layer().when(|error: &HttpError| error.status >= 500);
    ServiceBuilder::new().layer(retries).service(service)
}
