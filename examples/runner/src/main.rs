//! Retries a command, prints its outcome, and writes a JSON report.

mod chart;
mod cli;
mod codes;
mod command;
mod config;
mod countdown;
mod failure;
mod group;
mod history;
mod input;
mod log;
mod output;
mod plan;
mod report_file;
mod run;
mod shell;
mod signals;
mod spread;
mod stderr;
mod table;
mod tail;
mod wait;
mod words;

use std::io::{self, Write};
use std::process::exit;

use cli::{Cli, Job};
use plan::Plan;
use report_file::ReportFile;

fn main() {
    let code = work(Cli::read()).unwrap_or_else(|error| {
        // Standard error may be closed too.
        let _untold = writeln!(io::stderr(), "error: {error}");
        1
    });
    // `exit` does not wait for a read from standard input, or for a write to a pipe without a
    // reader.
    exit(code);
}

fn work(cli: Cli) -> io::Result<i32> {
    let what = match cli.job {
        Job::Plan(_) => "picture",
        _ => "report",
    };
    let file = cli
        .output
        .map(|place| ReportFile::at(place, what))
        .transpose()?;
    match cli.job {
        Job::Run(run) => {
            enough_files()?;
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            let code = runtime.block_on(run::run(run, file));
            runtime.shutdown_background();
            return code;
        }
        Job::Plan(policy) => {
            let plan = Plan::of(&policy);
            let alone = file.as_ref().is_some_and(ReportFile::is_stdout);
            if let Some(file) = file {
                file.write(chart::svg(&plan)?.as_bytes())?;
            }
            // If the picture goes to standard output, the table would spoil it.
            if !alone {
                output::write(table::text(&plan).as_bytes())?;
            }
        }
        Job::Completions(shell) => output::write(&cli::completions(shell))?,
        Job::ManPage => output::write(&cli::man_page()?)?,
    }
    Ok(0)
}

/// Checks that the runtime can open as many files as it needs. With fewer files, its builder
/// panics.
#[cfg(unix)]
fn enough_files() -> io::Result<()> {
    use std::os::fd::AsFd;

    let needed = (0..5).map(|_| io::stderr().as_fd().try_clone_to_owned());
    let open: io::Result<Vec<_>> = needed.collect();
    open.map(drop)
}

#[cfg(not(unix))]
fn enough_files() -> io::Result<()> {
    Ok(())
}
