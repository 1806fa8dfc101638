//! Connections of `object_store` without TLS, so that this example builds quickly. A real program
//! enables the `object_store` feature `http`, `aws`, `azure` or `gcp` instead.

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};

/// A connector that uses reqwest.
#[derive(Debug)]
pub(crate) struct Connector;

#[derive(Debug)]
struct Service(reqwest::Client);

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = reqwest::Client::builder().no_proxy().build();
        let client = client.map_err(|error| object_store::Error::Generic {
            store: "HTTP",
            source: error.into(),
        })?;
        Ok(HttpClient::new(Service(client)))
    }
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let failed = |error| HttpError::new(HttpErrorKind::Request, error);
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let request = http::Request::from_parts(head, body).try_into();
        let response = self.0.execute(request.map_err(failed)?).await;
        let response = http::Response::<reqwest::Body>::from(response.map_err(failed)?);
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(failed)?.to_bytes();
        Ok(HttpResponse::from_parts(head, body.into()))
    }
}
