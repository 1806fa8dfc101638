#[retry(with = STORAGE)]
/// By a profile alone.
fn alone() -> Result<(), Error> {
    get()
}

#[retry(with = STORAGE, max = 1, when = is_busy, budget = BUDGET, observe = report)]
/// Beside arguments that win.
fn beside_arguments(report: &mut Report) -> Result<(), Error> {
    get()
}

#[retry(max = 5, classify)]
impl Client {
    #[retry(with = self.profile, max = 1, attempt_timeout = self.limit, name = operation)]
    /// Of a field.
    async fn of_a_field(&self, operation: &'static str) -> Result<(), Error> {
        get()
    }

    /// Not retried.
    fn not_retried(&self) -> Result<(), Error> {
        get()
    }
}

#[retry(with = profile(), on_retry = note)]
/// Of a call.
async fn of_a_call() -> Result<(), Error> {
    get()
}
