//! A client of reqwest whose middleware retries by a policy.

use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use reqwest_retry::RetryTransientMiddleware;
use retry_runtime::Policy;

/// The middleware decides which outcomes are transient, and the policy when to try again.
pub(crate) fn client(policy: Policy) -> reqwest::Result<ClientWithMiddleware> {
    // The service of this example is on the same machine.
    let client = reqwest::Client::builder().no_proxy().build()?;
    let retries = RetryTransientMiddleware::new_with_policy(policy);
    Ok(ClientBuilder::new(client).with(retries).build())
}
