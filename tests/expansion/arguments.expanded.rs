fn counted(
    n: u32,
    (a, b): (u32, u32),
    #[cfg(test)]
    #[allow(unused)]
    #[deny(dead_code)]
    c: u8,
) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> {
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let mut n = __retry::afresh(&n);
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let mut b = __retry::afresh(&b);
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            #[cfg(test)]
            #[allow(unused)]
            let mut c = __retry::afresh(&c);
            match () {
                () => {
                    n += 1;
                    get(n, a, b, c)
                }
            }
        })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn expected(
    n: u32,
    #[expect(unused)]
    m: u32,
    #[expect(unused)]
    (a, b): (u32, u32),
) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> {
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            #[expect(unused_mut)]
            let mut n = __retry::afresh(&n);
            match () {
                () => get(n),
            }
        })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
#[allow(clippy::needless_pass_by_value)]
fn cloned(
    job: Job,
    body: Vec<u8>,
    url: &str,
    Wrapped(inner): Wrapped,
    ref lent: Job,
) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> {
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let job = __retry::cloned(&job);
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let mut body = __retry::cloned(&body);
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let inner = __retry::cloned(&inner);
            match () {
                () => get(job, body, url, inner, lent),
            }
        })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn lent(pages: &mut Pages, other: &mut Pages, rest: &mut [u8]) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = {
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let pages = &mut *pages;
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let other = &mut *other;
            (|| -> Result<u32, Error> {
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut rest = &mut *rest;
                match () {
                    () => {
                        rest = &mut rest[1..];
                        other.clear();
                        get(pages, rest)
                    }
                }
            })()
        };
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
#[allow(unused_mut)]
fn changed_before(
    mut n: u32,
    mut url: String,
) -> impl Future<Output = Result<u32, Error>> {
    n += url.drain(..).count();
    async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
            return __pinned;
        }
        let mut __call = __retry::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                    return __pinned;
                }
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut n = __retry::afresh(&n);
                match () {
                    () => get(n).await,
                }
            }
                .await;
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            };
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
}
#[allow(clippy::needless_pass_by_value)]
async fn cloned_async(job: Job, body: Vec<u8>) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __own_job = __retry::cloned(&job);
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                return __pinned;
            }
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let job = __own_job;
            match () {
                () => get(job, &body).await,
            }
        }
            .await;
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
#[allow(clippy::needless_pass_by_value)]
async fn cloned_and_numbered(job: Job) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let n: ::core::primitive::u32 = __call.attempt();
        let __own_job = __retry::cloned(&job);
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                return __pinned;
            }
            #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated)]
            let job = __own_job;
            match () {
                () => get(job, n).await,
            }
        }
            .await;
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
impl Client {
    #[allow(clippy::needless_pass_by_value)]
    fn consumed(mut self, key: u32) -> Result<u32, Error> {
        use ::retry_runtime::private as __retry;
        let __kept = __retry::cloned(&self);
        let mut __call = __retry::UnobservedCall::new();
        loop {
            let __outcome = (|| -> Result<u32, Error> {
                let text = format!("{self:?} {{self}} {self}", self);
                use self::inner::get;
                pub(self) struct Local;
                fn not_ours(self) {}
                impl Other for Local {
                    fn neither(&self) {
                        self.get()
                    }
                }
                let both = vec![self.a, "{self}"];
                self.get(|| self::get(self), text, both, key)
            })();
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            };
            __retry::sleep(__retry::THREAD, __delay);
            self = __retry::cloned(&__kept);
        }
    }
    fn rebound(mut self) -> Result<u32, Error> {
        use ::retry_runtime::private as __retry;
        let __kept = __retry::afresh(&self);
        let mut __call = __retry::UnobservedCall::new();
        loop {
            let __outcome = (|| -> Result<u32, Error> { unsafe { self.get() } })();
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            };
            __retry::sleep(__retry::THREAD, __delay);
            self = __retry::afresh(&__kept);
        }
    }
    async fn pinned(
        mut self: Pin<&mut Self>,
        other: Pin<&mut Other>,
    ) -> Result<u32, Error> {
        use ::retry_runtime::private as __retry;
        let mut __pinned_other = other;
        let mut __call = __retry::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                    return __pinned;
                }
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let __self = self.as_mut();
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut other = __pinned_other.as_mut();
                match () {
                    () => __self.get(other.as_mut()).await,
                }
            }
                .await;
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            };
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
    async fn shared(
        self: &Arc<Self>,
        (Ok(first) | Err(first)): Result<u32, u32>,
        Point { x, y: z }: Point,
    ) -> Result<u32, Error> {
        use ::retry_runtime::private as __retry;
        let mut __call = __retry::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                    return __pinned;
                }
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut first = __retry::afresh(&first);
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut z = __retry::afresh(&z);
                match () {
                    () => self.get(first, x, z).await,
                }
            }
                .await;
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __call.delay_by_policy(&__retry::DEFAULT, __error) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            };
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
}
