use retry_runtime::{Cooldown, retry};

#[retry(cooldown = Cooldown::new())]
fn fetch() -> Result<(), String> {
    Ok(())
}

#[retry(cooldown = "COOLDOWN")]
fn send() -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = Cooldown::new();
    let _ = (fetch(), send());
}
