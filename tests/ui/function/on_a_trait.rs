use retry_runtime::retry;

#[retry]
pub(crate) trait Fetch {
    fn fetch(&self) -> Result<(), String>;
}

fn main() {}
