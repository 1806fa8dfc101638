use retry_runtime::{Classify, retry};

#[derive(Classify)]
#[verdict(crate = "runtime")]
enum FetchError<E> {
    #[verdict(retyr)]
    Timeout,
    NotFound,
    #[verdict(retry_after = wait)]
    Busy { delay: std::time::Duration },
    #[verdict(stop, retry)]
    Inner(E),
}

// The trait is there all the same.
#[retry(classify)]
fn fetch() -> Result<(), FetchError<u8>> {
    Ok(())
}

fn main() {}
