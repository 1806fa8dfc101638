#[retry(budget = BUDGET)]
/// Of a static.
fn shared() -> Result<u32, Error> {
    get()
}

#[retry(budget = budgets::FETCH, sleep = nap)]
async fn shared_async() -> Result<u32, Error> {
    get().await
}

#[retry(budget = budget)]
fn lent(budget: &RetryBudget) -> Result<u32, Error> {
    get()
}

#[retry(budget = self.budget, on_retry = note)]
/// Of a field.
fn owned(&self) -> Result<u32, Error> {
    get()
}

#[retry(budget = BUDGET, until = is_done, on_retry = note)]
fn told(&self) -> Result<u32, Error> {
    get()
}

#[retry(budget = BUDGET, when = is_busy)]
fn picky(&self) -> Result<u32, Error> {
    get()
}

#[retry(cooldown = GITHUB, retry_after = |error| error.wait)]
/// With a cooldown.
fn cooled() -> Result<u32, Error> {
    get()
}

#[retry(cooldown = self.cooldown, max_elapsed = "10s")]
async fn cooled_by_a_field(&self) -> Result<u32, Error> {
    get().await
}
