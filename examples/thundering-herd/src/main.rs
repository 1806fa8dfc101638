//! Simulates the fleets, shows the results, and writes them to files.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};

use thundering_herd::contention::{self, CLIENTS, Strategy};
use thundering_herd::files::Results;
use thundering_herd::overload::{self, SCENARIOS};
use thundering_herd::{rate_limit, reconnect, table};

/// Fleets that retry: contention, the thundering herd, an overload that a
/// budget ends, and a ban that a cooldown sits out.
#[derive(Parser)]
#[command(name = "thundering-herd")]
struct Flags {
    /// The seed of all random numbers: the same seed gives the same files
    #[arg(long, value_name = "INTEGER", default_value_t = 1)]
    seed: u64,

    /// Trials of each fleet that contends for a row
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..))]
    trials: u32,

    /// Trials of each fleet of the other parts, which are larger
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(2..))]
    fleet_trials: u32,

    /// The folder for CSV, JSON and charts; created if need be
    #[arg(
        long,
        value_name = "FOLDER",
        default_value = "data/figures/thundering-herd"
    )]
    output: PathBuf,
}

fn main() -> ExitCode {
    match run(&Flags::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is no one left to tell if standard error is closed too.
            let _untold = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(flags: &Flags) -> io::Result<()> {
    let began = Instant::now();
    let bar = progress_bar(flags);
    let attempts = AtomicU64::new(0);
    let progress = |made| {
        attempts.fetch_add(made, Ordering::Relaxed);
        bar.inc(1);
    };

    bar.set_message("contention");
    let contention = contention::simulate(&CLIENTS, flags.trials, flags.seed, &progress);
    bar.set_message("reconnect");
    let reconnect = reconnect::simulate(10_000, flags.fleet_trials, flags.seed, &progress);
    bar.set_message("overload");
    let overload = overload::simulate(&SCENARIOS, 60, flags.fleet_trials, flags.seed, &progress);
    bar.set_message("rate limit");
    let rate_limit = rate_limit::simulate(
        &rate_limit::SCENARIOS,
        60,
        flags.fleet_trials,
        flags.seed,
        &progress,
    );
    bar.finish_and_clear();

    let results = Results {
        seed: flags.seed,
        contention_trials: flags.trials,
        contention,
        reconnect,
        overload,
        rate_limit,
    };
    results.write(&flags.output)?;
    writeln!(
        io::stdout(),
        "{}\n\n{}\n\n{}\n\n{}\n\n{} attempts in {:.1} s; files in {}",
        table::contention(&results.contention),
        table::reconnect(&results.reconnect),
        table::overload(&results.overload),
        table::rate_limit(&results.rate_limit),
        attempts.into_inner(),
        began.elapsed().as_secs_f64(),
        flags.output.display(),
    )
}

/// A progress bar that counts trials. It is only shown at a terminal.
fn progress_bar(flags: &Flags) -> ProgressBar {
    let contending = CLIENTS.len() * Strategy::ALL.len();
    let others = reconnect::SCENARIOS.len() + SCENARIOS.len() + rate_limit::SCENARIOS.len();
    let trials =
        u64::from(flags.trials) * contending as u64 + u64::from(flags.fleet_trials) * others as u64;
    let style = ProgressStyle::with_template("{msg:10} {wide_bar} {pos}/{len} trials, {eta} left")
        .expect("a valid template");
    ProgressBar::new(trials).with_style(style)
}
