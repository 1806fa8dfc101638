//! Bugs that retried code often has, and the tests that the guide's chapter *Fault injection*
//! recommends. Each test fails for the broken function and passes for the correct one.

use std::cell::Cell;
use std::io;
use std::panic::{UnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use futures::executor::block_on;
use retry_runtime::testing::{VirtualClock, VirtualTime};
use retry_runtime::{Policy, is_transient, retry};

/// Runs a test with both functions. For the broken function, it must fail with these words.
fn finds<F: UnwindSafe>(words: &str, test: fn(F), broken: F, right: F) {
    test(right);
    let found = catch_unwind(move || test(broken)).expect_err("the bug is not found");
    let said = found
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| found.downcast_ref::<&str>().copied())
        .expect("words");
    assert!(said.contains(words), "{said}");
}

fn down() -> io::Error {
    io::ErrorKind::ConnectionRefused.into()
}

mod repeats_what_may_not_be_repeated {
    use super::*;

    /// A bank that remembers the key of each payment.
    #[derive(Default)]
    struct Bank(Vec<u32>);

    impl Bank {
        #[allow(clippy::unnecessary_wraps, reason = "a bank may be down")]
        fn pay(&mut self, key: u32) -> io::Result<()> {
            if !self.0.contains(&key) {
                self.0.push(key);
            }
            Ok(())
        }
    }

    /// Returns a new key at each call.
    fn new_key() -> u32 {
        thread_local! { static NEXT: Cell<u32> = const { Cell::new(0) }; }
        NEXT.set(NEXT.get() + 1);
        NEXT.get()
    }

    fn test(pay: fn(&mut Bank) -> io::Result<()>) {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let mut bank = Bank::default();
        pay(&mut bank).unwrap();
        assert_eq!(clock.delays().len(), 1);
        assert_eq!(bank.0.len(), 1);
    }

    #[test]
    fn a_new_payment_key_at_each_attempt_is_found() {
        #[retry]
        fn broken(bank: &mut Bank) -> io::Result<()> {
            bank.pay(new_key())
        }

        #[retry]
        fn pay(bank: &mut Bank, key: u32) -> io::Result<()> {
            bank.pay(key)
        }

        finds("left: 2\n right: 1", test, broken, |bank| {
            pay(bank, new_key())
        });
    }

    fn test_of_rows(write: fn(&Mutex<Vec<&str>>) -> io::Result<()>) {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let file = Mutex::default();
        write(&file).unwrap();
        assert_eq!(clock.delays().len(), 1);
        assert_eq!(file.into_inner().unwrap(), ["first", "second"]);
    }

    #[test]
    fn rows_left_over_from_the_attempt_before_are_found() {
        fn broken(file: &Mutex<Vec<&str>>) -> io::Result<()> {
            let policy = Policy::default();
            let append = policy.retry_async(async || -> io::Result<()> {
                file.lock().unwrap().extend(["first", "second"]);
                Ok(())
            });
            block_on(append.call())
        }

        fn replaces(file: &Mutex<Vec<&str>>) -> io::Result<()> {
            let policy = Policy::default();
            let replace = policy.retry_async(async || -> io::Result<()> {
                let mut file = file.lock().unwrap();
                file.clear();
                file.extend(["first", "second"]);
                Ok(())
            });
            block_on(replace.call())
        }

        finds(
            r#"left: ["first", "second", "first", "second"]"#,
            test_of_rows,
            broken,
            replaces,
        );
    }
}

mod retries_what_cannot_pass {
    use super::*;

    fn test(read: fn() -> io::Result<String>) {
        let clock = VirtualTime::start();
        let _missing = clock.fail_next(1, || io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(read().unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(clock.delays(), []);
    }

    #[test]
    fn a_function_that_retries_every_error_is_found() {
        #[retry(max = 5)]
        fn broken() -> io::Result<String> {
            Ok("text".to_owned())
        }

        #[retry(max = 5, when = is_transient)]
        fn right() -> io::Result<String> {
            Ok("text".to_owned())
        }

        finds("`Ok` value: \"text\"", test, broken, right);
    }
}

mod hides_what_never_passes {
    use super::*;

    #[retry(max = 3)]
    fn ask() -> io::Result<u32> {
        Ok(7)
    }

    fn test(in_stock: fn() -> io::Result<u32>) {
        let clock = VirtualTime::start();
        let _outage = clock.fail_next(4, down);
        assert!(in_stock().is_err());
    }

    #[test]
    fn an_invented_answer_in_place_of_the_error_is_found() {
        #[allow(clippy::unnecessary_wraps, reason = "it hides the error")]
        fn broken() -> io::Result<u32> {
            Ok(ask().unwrap_or(0))
        }

        finds("in_stock().is_err()", test, broken, ask);
    }

    fn test_of_the_end(connect: fn() -> io::Result<()>) {
        let clock = VirtualTime::start();
        let _end = clock.limit_retries(1000);
        let _outage = clock.fail_next(u32::MAX, down);
        assert!(connect().is_err());
        assert!(clock.elapsed() <= Duration::from_secs(60));
    }

    #[test]
    fn a_function_that_never_gives_up_is_found() {
        #[retry(max = unlimited, max_delay = "5s")]
        fn broken() -> io::Result<()> {
            Ok(())
        }

        #[retry(max = unlimited, max_delay = "5s", max_elapsed = "1m")]
        fn right() -> io::Result<()> {
            Ok(())
        }

        finds("clock.elapsed() <= ", test_of_the_end, broken, right);
    }

    fn test_of_slow_answers(ask: fn(&VirtualClock) -> io::Result<u32>) {
        let clock = VirtualTime::start();
        assert!(ask(&clock).is_err());
        assert!(clock.elapsed() <= Duration::from_secs(30));
    }

    #[test]
    fn slow_answers_without_a_time_limit_are_found() {
        fn slow(server: &VirtualClock) -> io::Result<u32> {
            server.advance(Duration::from_secs(10));
            Err(io::ErrorKind::TimedOut.into())
        }

        #[retry(max = 5)]
        fn broken(server: &VirtualClock) -> io::Result<u32> {
            slow(server)
        }

        #[retry(max = 5, max_elapsed = "20s")]
        fn right(server: &VirtualClock) -> io::Result<u32> {
            slow(server)
        }

        finds("clock.elapsed() <= ", test_of_slow_answers, broken, right);
    }
}
