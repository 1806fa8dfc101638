use retry_runtime::{Policy, Profile, retry};

static STORAGE: Profile<String> = Profile::new(Policy::builder().build());

#[retry(with = STORAGE, max_elapsed = "50ms")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
