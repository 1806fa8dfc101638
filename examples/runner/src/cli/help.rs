//! The long texts of `--help` and of the manual page.

pub(super) const LONG: &str = "\
Runs a command, and retries it with backoff until it succeeds or the policy \
gives up. The policy, its words and the report are those of `#[retry]`.

The command is run as it is, without a shell. Its output passes through, and \
its standard input is given anew to each attempt. The runner's own words go to \
standard error.";

/// The long help, with the part about signals and attempts.
macro_rules! after {
    ($attempts:literal) => {
        concat!(
            "\
Exit codes:
  that of the last attempt, unchanged, or
  1      the runner could not do its part, such as to write the report or to
         pass on output that was held back
  2      an argument of the runner is wrong, or there is no command
  124    the last attempt was ended by --attempt-timeout
  126    the command can't be executed
  127    the command was not found
  128+n  the last attempt was killed by signal n, or the runner was told to stop
         by signal n

  --retry-on and --stop-on name these codes. Without --retry-on, every failure
  is retried, except 126, 127 and a death by INT. With it, only the named codes
  are retried: 126 and 127 too, if named. A code in both lists is not retried.\n\n",
            $attempts,
            "\
Command:
  A line of a shell, with pipes or variables, needs one: `runner -- sh -c …`.
  A script without `#!` is run by /bin/sh.

Standard input:
  Each attempt reads a file from its start. Input from a pipe is kept for the
  next attempt: up to 1 MiB in memory, more in a temporary file.
  From a terminal, the command has no input, except with --foreground.

Environment of the command:
  RETRY_ATTEMPT             the number of the attempt, from 1
  RETRY_MAX                 the most retries after the first attempt, or
                            `unlimited`
  RETRY_PREVIOUS_EXIT_CODE  the exit code of the attempt before; not set for the
                            first

Report (--output):
  The JSON report of `retry_runtime::Report`, and for each attempt of a command
  its `exit_code`, or the `signal` that killed it, and the last lines of its
  `stderr`. --timings adds seconds, measured. Of a long run, the first and the
  last hundred attempts are kept. Delays are exact here, and have three digits
  in words for people. FILE can be `-`, which is standard output.

Examples:
  runner -- curl -fsS http://localhost:8080/health
  runner --max-retries 8 --jitter --max-elapsed 2m -- rsync -a data/ host:data/
  runner --attempt-timeout 30s --retry-on 75,124 -- sendmail -q
  runner --delays 0,5s,1m --jitter -- curl -fsS http://localhost:8080/health
  runner --output-of last -- fetch-numbers | sort -n
  runner --policy \"max = 5, base_delay = 100ms, jitter\" --plan
  runner --config retry.toml --plan --output plan.svg",
        )
    };
}

#[cfg(unix)]
pub(super) const AFTER: &str = after!(
    "\
Signals:
  INT, TERM, HUP and QUIT end a delay at once, are passed on to the command, and
  stop retrying; the report is written. A second one kills the command. Such a
  signal ends the runner if its output can't be written. USR1 and USR2 are
  passed on to the command, and change nothing else.

Attempts:
  The command runs in a process group of its own. When an attempt fails or takes
  too long, all that it started is sent TERM, and KILL after the grace period,
  and is reaped before the next attempt begins. On Linux that includes processes
  that left the group, such as jobs of an interactive shell and the commands of
  another runner; elsewhere it is the group alone. A daemon, which has a session
  of its own (setsid), is left alone, and so is all that a successful command
  left running. With --foreground, only the command itself is ended.\n\n"
);

/// Without signals and process groups, as on Windows: promises nothing of what a command started.
#[cfg(any(not(unix), test))]
const WITHOUT_GROUPS: &str = after!(
    "\
Signals:
  Ctrl-C ends a delay at once, and stops retrying; the report is written. The
  system tells the command too. A second one kills the command.

Attempts:
  When an attempt takes too long, the command itself is killed after the grace
  period; it is not told before. Processes that it has started are not ended,
  neither then nor when it fails: they may still run when the next attempt
  begins. Retry a command that leaves no processes behind.\n\n"
);
#[cfg(not(unix))]
pub(super) const AFTER: &str = WITHOUT_GROUPS;

#[cfg(test)]
mod tests {
    use super::{AFTER, WITHOUT_GROUPS};

    #[test]
    fn without_groups_no_end_of_descendants_is_promised() {
        for word in ["TERM", "reaped", "process group", "--foreground, only"] {
            assert!(AFTER.contains(word), "{word}");
            assert!(!WITHOUT_GROUPS.contains(word), "{word}");
        }
        assert!(WITHOUT_GROUPS.contains("they may still run"));
        for heading in AFTER.lines().filter(|line| line.ends_with(':')) {
            assert!(WITHOUT_GROUPS.contains(heading), "{heading}");
        }
    }
}
