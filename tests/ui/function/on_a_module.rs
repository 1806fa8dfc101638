use retry_runtime::retry;

#[retry]
mod client {
    pub fn fetch() -> Result<(), String> {
        Ok(())
    }
}

fn main() {}
