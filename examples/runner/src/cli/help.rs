//! The long texts of `--help` and of the manual page.

pub(super) const LONG: &str = "\
Runs a command, and retries it with backoff until it succeeds or the policy \
gives up. The policy and the report are those of the attribute `#[retry]`.

The runner starts the command without a shell, and passes its output through. \
Each attempt reads standard input from the start. The runner's own lines go to \
standard error.";

/// The long help, including the part about signals and attempts.
macro_rules! after {
    ($attempts:literal) => {
        concat!(
            "\
Exit codes:
  The runner exits with the code of the last attempt, unchanged, or with
  1      if the runner itself failed, for example to write the report or to
         pass on output that was held back
  2      if an argument of the runner is wrong, or there is no command
  124    if --attempt-timeout ended the last attempt
  126    if the command can't be executed
  127    if the command was not found
  128+n  if signal n killed the last attempt, or told the runner to stop

  By default, the runner retries after every failure, unless the code is 126 or
  127, or INT killed the command. With --retry-on, it retries only after the
  listed codes, and the list may name 126 and 127. It never retries after a
  code of --stop-on.\n\n",
            $attempts,
            "\
Command:
  To use pipes or variables, start a shell: `runner -- sh -c …`.
  A script without `#!` is run by /bin/sh.

Standard input:
  From a file, each attempt reads from the start. From a pipe, the runner keeps
  the input for the next attempt: up to 1 MiB in memory, more in a temporary
  file. From a terminal, the command gets no input, except with --foreground.

Environment of the command:
  RETRY_ATTEMPT             the number of the attempt, from 1
  RETRY_MAX                 the most retries after the first attempt, or
                            `unlimited`
  RETRY_PREVIOUS_EXIT_CODE  the exit code of the previous attempt; not set in
                            the first attempt

Report (--output):
  The report is the JSON of `retry_runtime::Report`. For each attempt it adds
  the `exit_code`, or the `signal` that killed the command, and the last lines
  of `stderr`. --timings adds measured times in seconds. In a long run, the
  report has the first and the last hundred attempts. Its delays are exact; the
  runner's own lines round them to three digits.

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
  INT, TERM, HUP and QUIT end a delay at once, and stop retrying. The runner
  passes them on to the command, and still writes the report. A second such
  signal kills the command. If the runner waits for a reader of its output, the
  signal ends the runner. USR1 and USR2 are passed on to the command, and change
  nothing else.

Attempts:
  The command runs in a process group of its own. When an attempt fails or takes
  too long, the runner sends TERM to all processes that the attempt started, and
  KILL after the grace period. All are reaped before the next attempt begins. On
  Linux, these are all descendants of the command, such as jobs of an
  interactive shell and the commands of another runner. On other systems, they
  are the processes in the group. The runner doesn't end daemons, which have
  a session of their own (setsid), or processes that a successful command left
  running. With --foreground, only the command itself is ended.\n\n"
);

/// The part without signals and process groups, for Windows. It promises nothing about the
/// processes that a command started.
#[cfg(any(not(unix), test))]
const WITHOUT_GROUPS: &str = after!(
    "\
Signals:
  Ctrl-C ends a delay at once, and stops retrying. The system sends it to the
  command too. The runner still writes the report. A second Ctrl-C kills the
  command.

Attempts:
  When an attempt takes too long, the runner kills the command after the grace
  period, without a warning. The runner never ends the processes that a
  command started, so they may still run when the next attempt begins. Retry a
  command that leaves no processes behind.\n\n"
);
#[cfg(not(unix))]
pub(super) const AFTER: &str = WITHOUT_GROUPS;

#[cfg(test)]
mod tests {
    use super::{AFTER, WITHOUT_GROUPS};

    #[test]
    fn help_without_groups_does_not_promise_to_end_descendants() {
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
