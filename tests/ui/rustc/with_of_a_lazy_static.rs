use std::sync::LazyLock;

use retry_runtime::{Profile, retry};

static STORAGE: LazyLock<Profile<String>> = LazyLock::new(Profile::default);

// `with = *STORAGE` would compile.
#[retry(with = STORAGE)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
