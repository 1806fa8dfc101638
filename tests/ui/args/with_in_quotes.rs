use retry_runtime::{Policy, Profile, retry};

static STORAGE: Profile<String> = Profile::new(Policy::builder().build());

#[retry(with = "STORAGE")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {}
