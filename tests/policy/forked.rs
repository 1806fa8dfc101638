//! Processes that were forked, without `exec`, from a process with a random generator, or with the
//! keys that seed a generator.
//!
//! This test has no harness, because the threads of the harness may hold locks for which a forked
//! child would wait forever.

#[cfg(unix)]
mod forked {
    use std::time::Duration;

    use retry_runtime::{Jitter, Policy};

    use std::collections::HashMap;
    use std::io::{Read, Write};
    use std::os::unix::net::UnixStream;
    use std::process;
    use std::thread;

    use fork::{Fork, fork, waitpid};

    /// The delays that four children draw. A thread forks them that has only made the generator
    /// that they inherit.
    fn of_four<T>(
        inherited: impl FnOnce() -> T + Send + 'static,
        delays: impl Fn(&T) -> Vec<Duration> + Send + 'static,
    ) -> [String; 4] {
        let parent = thread::spawn(move || {
            let inherited = inherited();
            [(); 4].map(|()| {
                let (mut read, mut write) = UnixStream::pair().unwrap();
                match fork().unwrap() {
                    Fork::Child => {
                        let told = write!(write, "{:?}", delays(&inherited));
                        process::exit(i32::from(told.is_err()));
                    }
                    Fork::Parent(child) => {
                        drop(write);
                        let mut text = String::new();
                        read.read_to_string(&mut text).unwrap();
                        waitpid(child).unwrap();
                        text
                    }
                }
            })
        });
        parent.join().unwrap()
    }

    fn policy(jitter: Jitter) -> Policy {
        Policy::builder().max(4).jitter(jitter).build()
    }

    /// The delays of a call.
    fn waited(policy: Policy) -> Vec<Duration> {
        let mut waited = Vec::new();
        let call = policy.retry(|| None::<()>);
        assert_eq!(call.sleep(|delay| waited.push(delay)).call(), None);
        waited
    }

    fn differ(children: &[String; 4]) {
        for (at, child) in children.iter().enumerate() {
            assert!(child.contains("s, "), "no delays: {child}");
            assert!(!children[..at].contains(child), "in step: {children:#?}");
        }
    }

    fn children_of_a_parent_that_has_drawn_a_delay_differ() {
        for jitter in KINDS {
            let policy = policy(jitter);
            let drawn = move || policy.delays().next();
            differ(&of_four(drawn, move |_| policy.delays().collect()));
            differ(&of_four(drawn, move |_| waited(policy)));
        }
    }

    fn children_of_a_parent_that_has_made_a_hash_map_differ() {
        for jitter in KINDS {
            let policy = policy(jitter);
            let keys = || HashMap::from([(1, 2)]);
            differ(&of_four(keys, move |_| policy.delays().collect()));
            differ(&of_four(keys, move |_| waited(policy)));
        }
    }

    /// A copied call, as in the snapshot of a virtual machine.
    fn a_call_copied_between_two_retries_repeats_at_most_seven_delays() {
        let policy = Policy::builder().unlimited().jitter(Jitter::Equal).build();
        let begun = move || {
            let mut delays = policy.delays();
            delays.next();
            delays
        };
        differ(&of_four(begun, |delays| {
            // Delays that are skipped are not drawn.
            let drawn: Vec<_> = delays.clone().take(10).collect();
            drawn[7..].to_vec()
        }));
    }

    fn children_with_a_seed_are_the_same() {
        let seeded = Policy::builder()
            .unlimited()
            .jitter(Jitter::Full)
            .seed(42)
            .build();
        let delays = move |(): &()| seeded.delays().take(4).collect();
        let expected = format!("{:?}", delays(&()));
        assert_eq!(of_four(|| (), delays), [(); 4].map(|()| expected.clone()));
    }

    const KINDS: [Jitter; 5] = [
        Jitter::Full,
        Jitter::Equal,
        Jitter::Decorrelated,
        Jitter::Proportional(0.25),
        Jitter::Proportional(1.0),
    ];

    pub(super) fn main() {
        let tests: [(&str, fn()); 4] = [
            (
                "children_of_a_parent_that_has_drawn_a_delay_differ",
                children_of_a_parent_that_has_drawn_a_delay_differ,
            ),
            (
                "children_of_a_parent_that_has_made_a_hash_map_differ",
                children_of_a_parent_that_has_made_a_hash_map_differ,
            ),
            (
                "a_call_copied_between_two_retries_repeats_at_most_seven_delays",
                a_call_copied_between_two_retries_repeats_at_most_seven_delays,
            ),
            (
                "children_with_a_seed_are_the_same",
                children_with_a_seed_are_the_same,
            ),
        ];
        for (name, test) in tests {
            test();
            println!("test {name} ... ok");
        }
        println!(
            "test result: ok. {} passed; 0 failed; 0 ignored",
            tests.len()
        );
    }
}

fn main() {
    #[cfg(unix)]
    forked::main();
}
