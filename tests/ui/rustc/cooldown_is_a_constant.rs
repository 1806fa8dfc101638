use retry_runtime::{Cooldown, retry};

const COOLDOWN: Cooldown = Cooldown::new();

#[retry(cooldown = COOLDOWN)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
