use retry_runtime::retry;

struct Job;

#[retry(clone(job))]
fn send(job: Job) -> Result<(), String> {
    drop(job);
    Ok(())
}

fn main() {
    send(Job).unwrap();
}
