use retry_runtime::retry;

#[retry(when = |error| error.is_timeout())]
fn fetch() -> Option<u32> {
    None
}

fn main() {}
