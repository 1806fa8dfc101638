//! Equal seeds give equal bytes, whatever the number of threads.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use thundering_herd::files::Results;
use thundering_herd::overload::{self, SCENARIOS};
use thundering_herd::trials::Progress;
use thundering_herd::{contention, rate_limit, reconnect};

fn results(seed: u64, threads: usize, progress: Progress<'_>) -> Results {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(|| Results {
        seed,
        contention_trials: 5,
        contention: contention::simulate(&[1, 10, 20], 5, seed, progress),
        reconnect: reconnect::simulate(600, 3, seed, progress),
        overload: overload::simulate(&SCENARIOS[..1], 20, 2, seed, progress),
        rate_limit: rate_limit::simulate(&rate_limit::SCENARIOS, 20, 4, seed, progress),
    })
}

#[test]
fn equal_seeds_give_equal_bytes() {
    let files = |seed, threads| results(seed, threads, &|_| {}).files().unwrap();
    let one_thread = files(3, 1);
    assert!(one_thread == files(3, 4));
    let numbers = |(name, _): &&(String, String)| !name.contains("svg");
    let other_seed = files(4, 1);
    let pairs = one_thread
        .iter()
        .filter(numbers)
        .zip(other_seed.iter().filter(numbers));
    for ((name, text), (_, other)) in pairs {
        assert!(text != other, "{name} does not depend on the seed");
    }
}

#[test]
fn every_file_is_written_into_a_new_folder() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("not/yet/there");
    let results = results(3, 2, &|_| {});
    results.write(&folder).unwrap();
    for (name, text) in results.files().unwrap() {
        assert_eq!(
            fs::read_to_string(folder.join(&name)).unwrap(),
            text,
            "{name}"
        );
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 5 + 2 * 6);
}

#[test]
fn progress_counts_every_attempt() {
    let (trials, attempts) = (AtomicU64::new(0), AtomicU64::new(0));
    let results = results(3, 2, &|made| {
        trials.fetch_add(1, Ordering::Relaxed);
        attempts.fetch_add(made, Ordering::Relaxed);
    });
    assert_eq!(trials.into_inner(), 3 * 5 * 5 + 4 * 3 + 2 + 4 * 4);
    let contention = results.contention.iter().map(|cell| cell.calls.mean * 5.0);
    let reconnect = results
        .reconnect
        .iter()
        .map(|outcome| outcome.attempts.mean * 3.0);
    let rate_limit = results
        .rate_limit
        .iter()
        .flat_map(|outcome| &outcome.timeline)
        .map(|interval| interval.sent * 4.0);
    let means = contention.chain(reconnect).chain(rate_limit);
    let means = means.sum::<f64>().round();
    let overload: u64 = results
        .overload
        .iter()
        .map(|outcome| outcome.attempts)
        .sum();
    assert_eq!(
        format!("{means}"),
        format!("{}", attempts.into_inner() - overload)
    );
}
