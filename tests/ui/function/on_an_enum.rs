use retry_runtime::retry;

#[retry]
pub enum Client {
    Idle,
}

fn main() {}
