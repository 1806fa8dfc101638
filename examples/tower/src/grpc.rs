//! A tonic client that retries. Any generated client accepts this channel.

use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use retry_runtime::{Jitter, Policy, RetryBudget, Verdict, has_transient_cause, verdicts};
use tonic::Status;
use tonic::body::Body;
use tonic::client::GrpcService;
use tonic::transport::{Channel, Error};
use tonic_health::pb::health_client::HealthClient;
use tower::{BoxError, ServiceBuilder};

const POLICY: Policy = Policy::builder().max(4).jitter(Jitter::Full).build();

/// The budget for one service, shared by all its clients.
static BUDGET: RetryBudget = RetryBudget::new();

/// A client whose calls are retried. The calls may be repeated, because they change nothing.
pub(crate) fn client(
    channel: Channel,
) -> HealthClient<impl GrpcService<Body, ResponseBody = Body, Error = BoxError> + Clone> {
    let layer = POLICY
        .layer()
        .until(verdict)
        .when(|error: &Error| has_transient_cause(error))
        .budget(&BUDGET)
        .with_sources()
        .name("health.check");
    let service = ServiceBuilder::new()
        .filter_async(buffered)
        .layer(layer)
        .map_request(|request: Request<Full<Bytes>>| request.map(Body::new))
        .service(channel);
    HealthClient::new(service)
}

/// Reads the body of a request into memory, so that the request can be cloned. A tonic request is a
/// stream that can be read only once, and for a unary call it holds one message. Don't do so with
/// an endless stream.
async fn buffered(request: Request<Body>) -> Result<Request<Full<Bytes>>, Status> {
    let (head, body) = request.into_parts();
    let message = body.collect().await?.to_bytes();
    Ok(Request::from_parts(head, Full::new(message)))
}

/// The verdict by the headers: a server that refuses a call puts the status there. If a call fails
/// later, the status is in the trailers after the messages, and no layer has read them yet.
fn verdict(response: &Response<Body>) -> Verdict {
    match Status::from_header_map(response.headers()) {
        Some(status) => verdicts::grpc(status.code().into()),
        // A proxy may answer without any gRPC header.
        None => verdicts::http(response.status().as_u16(), None),
    }
}
