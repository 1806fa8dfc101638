use retry_runtime::{Policy, Profile, retry};

static STORAGE: Profile<String> = Profile::new(Policy::builder().build());

#[retry(with = STORAGE, max = 2, seed = 7)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
