//! A trait of async methods, and a wrapper that retries any client behind it:
//! `cargo run -p example-async-trait`

mod flaky;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::{Jitter, Policy, retry};

use flaky::Flaky;

/// The place of an application's files. The application uses it as `Box<dyn Store>`, which needs
/// `#[async_trait]`.
#[async_trait]
trait Store: Send + Sync {
    async fn get(&self, path: &str) -> Result<Vec<u8>, StoreError>;
    /// Stores a file, and replaces a file that is already there.
    async fn put(&self, path: &str, content: Vec<u8>) -> Result<(), StoreError>;
}

#[derive(Debug, PartialEq)]
enum StoreError {
    NotFound,
    Unavailable,
}

impl StoreError {
    fn is_transient(&self) -> bool {
        *self == Self::Unavailable
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "not found",
            Self::Unavailable => "unavailable",
        })
    }
}

impl std::error::Error for StoreError {}

/// Any store, retried. All its methods may be repeated: a second `put` of a file changes nothing.
struct Retried<S> {
    store: S,
    policy: Policy,
}

#[async_trait]
impl<S: Store> Store for Retried<S> {
    #[retry(policy = self.policy, when = StoreError::is_transient)]
    async fn get(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        self.store.get(path).await
    }

    // The inner store consumes the content, so each attempt needs its own copy.
    #[retry(policy = self.policy, when = StoreError::is_transient, clone(content))]
    async fn put(&self, path: &str, content: Vec<u8>) -> Result<(), StoreError> {
        self.store.put(path, content).await
    }
}

const POLICY: Policy = Policy::builder()
    .max(4)
    .base_delay(Duration::from_millis(50))
    .jitter(Jitter::Full)
    .build();

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let store: Box<dyn Store> = Box::new(Retried {
        store: Flaky::fails(2),
        policy: POLICY,
    });
    store.put("greeting", b"hello".to_vec()).await?;
    let content = store.get("greeting").await?;
    println!("read back: {}", String::from_utf8(content)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use retry_runtime::testing::VirtualTime;

    use super::*;

    fn retried(failures: u32) -> (Flaky, Box<dyn Store>) {
        let flaky = Flaky::fails(failures);
        let (store, policy) = (flaky.clone(), POLICY);
        (flaky, Box::new(Retried { store, policy }))
    }

    #[tokio::test]
    async fn every_method_is_retried_during_an_outage() {
        let clock = VirtualTime::start();
        let (flaky, store) = retried(4);
        store.put("a", vec![1, 2]).await.unwrap();
        assert_eq!(flaky.calls(), 5);
        flaky.fail(4);
        assert_eq!(store.get("a").await, Ok(vec![1, 2]));
        assert_eq!(flaky.calls(), 10);
        assert_eq!(clock.delays().len(), 8);
    }

    #[tokio::test]
    async fn the_last_error_is_returned() {
        let _clock = VirtualTime::start();
        let (flaky, store) = retried(5);
        assert_eq!(store.get("a").await, Err(StoreError::Unavailable));
        assert_eq!(flaky.calls(), 5);
    }

    #[tokio::test]
    async fn a_missing_file_is_not_retried() {
        let _clock = VirtualTime::start();
        let (flaky, store) = retried(0);
        assert_eq!(store.get("a").await, Err(StoreError::NotFound));
        assert_eq!(flaky.calls(), 1);
    }

    /// Tests answers that are lost after the work was done.
    #[tokio::test]
    async fn every_method_may_be_repeated() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let (flaky, store) = retried(0);
        store.put("a", vec![1, 2]).await.unwrap();
        assert_eq!(store.get("a").await, Ok(vec![1, 2]));
        assert_eq!(flaky.calls(), 4);
    }

    /// The store itself is not called, so this test needs no store that fails.
    #[tokio::test]
    async fn an_outage_of_reads_does_not_affect_writes() {
        let clock = VirtualTime::start();
        let _outage = clock.fail_site("get", 5, || StoreError::Unavailable);
        let (flaky, store) = retried(0);
        store.put("a", vec![1]).await.unwrap();
        assert_eq!(store.get("a").await, Err(StoreError::Unavailable));
        assert_eq!(flaky.calls(), 1);
    }

    #[tokio::test]
    async fn a_retried_store_can_move_to_other_tasks() {
        let clock = VirtualTime::start();
        let (flaky, store) = retried(1);
        let task = async move { store.put("a", vec![1]).await };
        tokio::spawn(clock.wrap(task)).await.unwrap().unwrap();
        assert_eq!(flaky.calls(), 2);
    }
}
