use std::time::Duration;

use retry_runtime::{Policy, Profile};

struct StorageError;

static STORAGE: Profile<StorageError> =
    Profile::new(Policy::builder().build()).attempt_timeout(Duration::from_secs(1));

fn main() {}
