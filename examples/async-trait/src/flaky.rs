//! A store in memory that stands in for a remote store, and is sometimes unavailable. Clones share
//! their content.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::{Store, StoreError};

#[derive(Clone, Default)]
pub(crate) struct Flaky(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    files: HashMap<String, Vec<u8>>,
    failures: u32,
    calls: u32,
}

impl Flaky {
    /// Returns a store whose next `failures` calls fail.
    pub(crate) fn fails(failures: u32) -> Self {
        let flaky = Self::default();
        flaky.fail(failures);
        flaky
    }

    pub(crate) fn fail(&self, failures: u32) {
        self.state().failures = failures;
    }

    #[cfg(test)]
    pub(crate) fn calls(&self) -> u32 {
        self.state().calls
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self) -> Result<MutexGuard<'_, State>, StoreError> {
        let mut state = self.state();
        state.calls += 1;
        if state.failures > 0 {
            state.failures -= 1;
            return Err(StoreError::Unavailable);
        }
        Ok(state)
    }
}

#[async_trait]
impl Store for Flaky {
    async fn get(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let state = self.call()?;
        state.files.get(path).cloned().ok_or(StoreError::NotFound)
    }

    async fn put(&self, path: &str, content: Vec<u8>) -> Result<(), StoreError> {
        self.call()?.files.insert(path.to_owned(), content);
        Ok(())
    }
}
