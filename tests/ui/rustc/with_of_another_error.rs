use retry_runtime::{Policy, Profile, retry};

struct StorageError;
struct OrderError;

static STORAGE: Profile<StorageError> =
    Profile::new(Policy::builder().build()).classify(|_| retry_runtime::Verdict::Retry);

#[retry(with = STORAGE)]
fn fetch() -> Result<(), OrderError> {
    Err(OrderError)
}

#[retry(with = STORAGE, max = 1)]
async fn store() -> Result<(), OrderError> {
    Err(OrderError)
}

fn main() {}
