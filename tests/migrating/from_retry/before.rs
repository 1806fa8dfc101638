use retry::delay::Exponential;
use retry::{OperationResult, retry};

use crate::{Client, HttpError};

pub fn orders(client: &Client) -> Result<String, HttpError> {
    let delays = Exponential::from_millis(10).take(3);
    retry(delays, || match client.get_blocking("/orders") {
        Ok(page) => OperationResult::Ok(page),
        Err(error) if error.status >= 500 => OperationResult::Retry(error),
        Err(error) => OperationResult::Err(error),
    })
    .map_err(|error| error.error)
}
