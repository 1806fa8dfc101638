//! A hyper client that retries.

use http::header::RETRY_AFTER;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use retry_runtime::{Jitter, Policy, RetryBudget, Verdict, has_transient_cause, verdicts};
use tower::{Service, ServiceBuilder};

const POLICY: Policy = Policy::builder().max(4).jitter(Jitter::Full).build();

/// The budget for one service, shared by all its clients.
static BUDGET: RetryBudget = RetryBudget::new();

/// Bodies that can be sent more than once.
pub(crate) type Body = Full<Bytes>;

/// A client whose requests are retried, except those that may not be repeated.
pub(crate) fn client()
-> impl Service<Request<Body>, Response = Response<Incoming>, Error = Error, Future: Send> + Clone + Send
{
    let layer = POLICY
        .layer()
        .until(verdict)
        .when(|error: &Error| has_transient_cause(error))
        .clone_request(repeated)
        .budget(&BUDGET)
        .on_retry(|retry: &retry_runtime::Retry<'_, Error>| eprintln!("pages.get: {retry}"))
        .with_sources()
        .name("pages.get");
    let hyper = Client::builder(TokioExecutor::new()).build_http();
    ServiceBuilder::new().layer(layer).service(hyper)
}

/// The verdict on a response. To hyper, a response with the status 503 is a success.
fn verdict(response: &Response<Incoming>) -> Verdict {
    let wait = response.headers().get(RETRY_AFTER);
    let wait = wait.and_then(|wait| wait.to_str().ok());
    verdicts::http(response.status().as_u16(), wait)
}

/// The request for another attempt. `None` for a request that may not be repeated: a lost answer
/// doesn't say whether the server has done its work.
fn repeated(request: &Request<Body>) -> Option<Request<Body>> {
    request.method().is_idempotent().then(|| request.clone())
}
