#[retry(observe(report, |event| log(event)))]
fn observed(report: &mut Report) -> Result<u32, Error> {
    get()
}

#[retry(observe = (report, log))]
fn observed_by_a_pair(report: &mut Report) -> Result<u32, Error> {
    get()
}

#[retry(on_retry = note)]
fn noted() -> Result<u32, Error> {
    get()
}

#[retry(on_retry = hook, when = is_temporary)]
fn told_by_an_argument(hook: &mut dyn FnMut(Retry<'_>), is_temporary: impl Fn(&Error) -> bool) -> Result<u32, Error> {
    get()
}

#[retry(on_retry = |retry| log(retry), name = "orders.fetch", until = is_done)]
fn named() -> Result<u32, Error> {
    get()
}

#[retry(observe(report), name = "orders.fetch")]
fn named_and_observed(report: &Report) -> Result<u32, Error> {
    get()
}

#[retry(observe(report), budget = BUDGET)]
async fn paid_and_observed(report: &Report) -> Result<u32, Error> {
    get().await
}

#[retry(context = ctx, once(key = Key::new()), on_give_up = wrap)]
fn informed() -> Result<u32, Error> {
    get(ctx, key)
}
