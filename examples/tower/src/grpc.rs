//! A client of tonic that retries. Any generated client takes such a channel.

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

/// One for each service that is called, shared by all clients of it.
static BUDGET: RetryBudget = RetryBudget::new();

/// A client whose calls are retried. They may be repeated: they change nothing.
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

/// A request of tonic is a stream that is read once. That of a unary call is one message:
/// it is read into memory, so that it can be cloned. Don't do so to a stream without end.
async fn buffered(request: Request<Body>) -> Result<Request<Full<Bytes>>, Status> {
    let (head, body) = request.into_parts();
    let message = body.collect().await?.to_bytes();
    Ok(Request::from_parts(head, Full::new(message)))
}

/// A server that refuses a call says so in the headers. The status of a call that fails
/// later is in the trailers, behind the messages. No layer has read them yet.
fn verdict(response: &Response<Body>) -> Verdict {
    match Status::from_header_map(response.headers()) {
        Some(status) => verdicts::grpc(status.code().into()),
        // A proxy may answer without a word of gRPC.
        None => verdicts::http(response.status().as_u16(), None),
    }
}
