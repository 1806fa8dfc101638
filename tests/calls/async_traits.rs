//! Async methods of traits, native and with `#[async_trait]`. `#[async_trait]` always runs before
//! `#[retry]`, so `#[retry]` gets a function that returns a boxed future.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::{AttemptTimeout, Event, Policy, Profile, RetryBudget, retry};

#[derive(Default)]
struct Client {
    calls: u32,
}

impl Client {
    fn call(&mut self, enough: u32) -> Result<u32, String> {
        self.calls += 1;
        if self.calls < enough {
            return Err(format!("call {}", self.calls));
        }
        Ok(self.calls)
    }
}

mod by_async_trait {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Job(&'static str);

    #[async_trait]
    trait Service: Send + Sync {
        async fn unique(&mut self, enough: u32) -> Result<u32, String>;
        async fn shared(&self, name: &str) -> Result<String, String>;
        async fn changed(&self, n: u32, pair: (u32, u32), text: &str) -> Result<(), [u32; 3]>;
        async fn consumed(&self, job: Job, pair: (Job, u8)) -> Result<(), (Job, Job)>;
        async fn owned(self, job: Job) -> Result<(), (usize, Job)>
        where
            Self: Sized;

        #[retry(max = 2)]
        async fn provided(&mut self) -> Result<u32, String> {
            self.unique(3).await?;
            Err("provided".to_owned())
        }
    }

    #[async_trait]
    impl Service for Client {
        #[retry(max = 4)]
        async fn unique(&mut self, enough: u32) -> Result<u32, String> {
            tokio::task::yield_now().await;
            let calls = self.call(enough)?;
            Ok(calls)
        }

        #[retry(max = 1, attempt = number)]
        async fn shared(&self, name: &str) -> Result<String, String> {
            if number == 1 {
                return Err("once more".to_owned());
            }
            Ok(format!("{name} {}", self.calls))
        }

        #[retry(max = 1)]
        async fn changed(
            &self,
            mut n: u32,
            (a, mut b): (u32, u32),
            _: &str,
        ) -> Result<(), [u32; 3]> {
            n += 1;
            b += 1;
            Err([n, a, b])
        }

        #[retry(max = 1, clone(job, other))]
        async fn consumed(&self, job: Job, (other, _): (Job, u8)) -> Result<(), (Job, Job)> {
            Err((job, other))
        }

        #[retry(max = 1, clone)]
        async fn owned(self, job: Job) -> Result<(), (usize, Job)> {
            let calls = vec![self; 3];
            Err((calls.len(), job))
        }
    }

    impl Clone for Client {
        fn clone(&self) -> Self {
            Self { calls: self.calls }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn async_trait_methods_are_retried() {
        let mut client = Client::default();
        assert_eq!(client.unique(4).await, Ok(4));
        assert_eq!(client.shared("client").await, Ok("client 4".to_owned()));
        assert_eq!(client.changed(1, (2, 3), "").await, Err([2, 2, 4]));
        let (job, other) = (Job("job"), Job("other"));
        let consumed = client.consumed(job.clone(), (other.clone(), 0)).await;
        assert_eq!(consumed, Err((job.clone(), other)));
        assert_eq!(client.clone().owned(job.clone()).await, Err((3, job)));
    }

    #[tokio::test(start_paused = true)]
    async fn async_trait_methods_are_retried_in_trait_objects_and_tasks() {
        let mut client: Box<dyn Service> = Box::new(Client::default());
        let task = tokio::spawn(async move { (client.provided().await, client.unique(1).await) });
        // Each retry of `unique` is a call, and so is each further attempt inside of that call.
        assert_eq!(
            task.await.unwrap(),
            (Err("provided".to_owned()), Ok(3 + 1 + 1 + 1))
        );
    }

    static BUDGET: RetryBudget = RetryBudget::builder().capacity(1000).build();

    #[derive(Clone)]
    struct Configured {
        calls: u32,
        limit: Duration,
        budget: &'static RetryBudget,
        profile: Profile<Failure>,
        policy: Policy,
        retried: &'static Mutex<Vec<u32>>,
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Failure {
        Busy(u32),
        Slow,
    }

    impl From<AttemptTimeout> for Failure {
        fn from(_: AttemptTimeout) -> Self {
            Self::Slow
        }
    }

    impl Configured {
        fn new() -> Self {
            let policy = Policy::builder().max(2).build();
            Self {
                calls: 0,
                limit: Duration::from_secs(1),
                budget: &BUDGET,
                profile: Profile::new(policy),
                policy,
                retried: Box::leak(Box::default()),
            }
        }

        fn is_busy(&self, error: &Failure) -> bool {
            self.calls < 9 && *error != Failure::Slow
        }

        fn fail<T>(&mut self) -> Result<T, Failure> {
            self.calls += 1;
            Err(Failure::Busy(self.calls))
        }

        fn note(&self, event: &Event<'_>) {
            if let Event::Retry { attempt, .. } = event {
                self.retried.lock().unwrap().push(*attempt);
            }
        }
    }

    #[async_trait]
    trait Configurable {
        async fn by_policy(&mut self) -> Result<u32, Failure>;
        async fn by_profile(&mut self) -> Result<u32, Failure>;
        async fn by_value(self) -> Result<u32, Failure>
        where
            Self: Sized;
        async fn boxed(self: Box<Self>) -> Result<u32, Failure>;
    }

    #[async_trait]
    impl Configurable for Configured {
        /// Fails.
        #[retry(
            policy = self.policy,
            budget = self.budget,
            attempt_timeout = self.limit,
            when = |error| self.is_busy(error),
            observe = |event| self.note(event),
            once(first = self.calls)
        )]
        async fn by_policy(&mut self) -> Result<u32, Failure> {
            assert_eq!(first, 0);
            self.fail()
        }

        #[retry(with = self.profile, max = 1)]
        async fn by_profile(&mut self) -> Result<u32, Failure> {
            self.fail()
        }

        #[retry(policy = self.policy, clone(self), observe = |event| self.note(event))]
        async fn by_value(self) -> Result<u32, Failure> {
            let mut own = self;
            own.fail()
        }

        #[retry(with = self.profile, clone(self), observe = |event| self.note(event))]
        async fn boxed(self: Box<Self>) -> Result<u32, Failure> {
            let mut own = *self;
            own.fail()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn arguments_name_a_receiver_that_async_trait_moves() {
        let mut client = Configured::new();
        assert_eq!(client.by_policy().await, Err(Failure::Busy(3)));
        assert_eq!(*client.retried.lock().unwrap(), [1, 2]);
        assert_eq!(client.by_profile().await, Err(Failure::Busy(5)));
        let client = Configured::new();
        let retried = client.retried;
        assert_eq!(client.clone().by_value().await, Err(Failure::Busy(1)));
        assert_eq!(*retried.lock().unwrap(), [1, 2]);
        assert_eq!(Box::new(client).boxed().await, Err(Failure::Busy(1)));
        assert_eq!(*retried.lock().unwrap(), [1, 2, 1, 2]);
    }

    #[async_trait(?Send)]
    trait Local {
        async fn local(&self) -> Result<u32, std::rc::Rc<str>>;
    }

    #[async_trait(?Send)]
    impl Local for std::rc::Rc<std::cell::Cell<u32>> {
        #[retry(max = 2)]
        async fn local(&self) -> Result<u32, std::rc::Rc<str>> {
            self.set(self.get() + 1);
            Err("no".into())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn async_trait_methods_need_not_be_send() {
        let calls = std::rc::Rc::new(std::cell::Cell::new(0));
        assert!(calls.local().await.is_err());
        assert_eq!(calls.get(), 3);
    }
}

mod native {
    use super::*;

    trait Service {
        async fn unique(&mut self, enough: u32) -> Result<u32, String>;

        fn hidden(&mut self) -> impl Future<Output = Result<u32, String>> + Send;

        #[retry(max = 1)]
        async fn provided(&mut self) -> Result<u32, String> {
            self.unique(9).await
        }
    }

    impl Service for Client {
        #[retry(max = 4)]
        async fn unique(&mut self, enough: u32) -> Result<u32, String> {
            self.call(enough)
        }

        #[retry(max = 4)]
        async fn hidden(&mut self) -> Result<u32, String> {
            self.call(3)
        }
    }

    #[tokio::test(start_paused = true)]
    async fn native_async_trait_methods_are_retried() {
        let mut client = Client::default();
        assert_eq!(client.unique(4).await, Ok(4));
        assert_eq!(client.provided().await, Ok(9));
        let mut client = Client::default();
        assert_eq!(client.hidden().await, Ok(3));
    }
}
