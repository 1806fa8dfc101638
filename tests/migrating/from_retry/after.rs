use retry_runtime::retry;

use crate::{Client, HttpError};

#[retry(max = 3, base_delay = "10ms", when = |error| error.status >= 500)]
pub fn orders(client: &Client) -> Result<String, HttpError> {
    client.get_blocking("/orders")
}
