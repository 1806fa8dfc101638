#[retry(when = Error::is_transient)]
/// When.
fn when() -> Result<u32, Error> {
    get()
}

#[retry(when = |error| error.busy, retry_after = hint)]
/// When and hinted.
fn hinted() -> Result<u32, Error> {
    get()
}

#[retry(retry_after = |error: &Error| error.hint)]
fn only_hinted() -> Result<u32, Error> {
    get()
}

#[retry(classify = judge)]
/// Classified.
fn classified() -> Result<u32, Error> {
    get()
}

#[retry(classify = |error| error.verdict())]
/// Classified here.
fn classified_here() -> Result<u32, Error> {
    get()
}

#[retry(until = |job| job.done, max_elapsed = "1h")]
/// Polled.
fn polled(id: u64) -> Result<Job, Error> {
    get(id)
}

#[retry(until = is_done, when = is_busy)]
/// Polled by name.
fn polled_by_name(id: u64) -> Result<Job, Error> {
    get(id)
}

#[retry(policy = policy)]
fn timed(policy: Policy) -> Result<Job, Error> {
    get()
}

#[retry(classify)]
/// Classified by the error itself.
fn classified_by_itself() -> Result<u32, Error> {
    get()
}

#[retry(until = |job| job.verdict(), classify)]
/// Polled by verdict.
fn polled_by_verdict(id: u64) -> Result<Job, Error> {
    get(id)
}
