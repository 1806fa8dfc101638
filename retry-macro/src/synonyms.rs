//! Words of other retry libraries, and the way to say the same here.

use crate::diagnostics::nearest;

/// One thing that other libraries have words for.
struct Row {
    words: Vec<&'static str>,
    /// The arguments of ours that say it.
    shape: Option<&'static str>,
    note: Option<&'static str>,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.split("\n\n").map(|row| {
        let marked = |mark| row.lines().find_map(|line| line.strip_prefix(mark));
        let words = row.lines().filter(|line| !line.starts_with(['=', ':']));
        Row {
            words: words.flat_map(str::split_whitespace).collect(),
            shape: marked("= "),
            note: marked(": "),
        }
    })
}

/// Explains another library's word, however that is spelled.
pub(crate) fn explain(word: &str) -> Option<String> {
    let meant = plain(word);
    explain_if(word, |known| plain(known) == meant)
}

/// Explains a word that is near one of another library's.
pub(crate) fn explain_nearest(word: &str) -> Option<String> {
    // Anything is near a short word.
    let words = rows().flat_map(|row| row.words);
    let meant = nearest(word, words.filter(|known| known.len() > 4))?;
    explain_if(word, |known| known == meant)
}

fn explain_if(word: &str, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let row = rows().find(|row| row.words.iter().any(|known| is_meant(known)))?;
    Some(match (row.shape, row.note) {
        (Some(shape), Some(note)) => format!("`{word}` is written `{shape}` here: {note}"),
        (Some(shape), None) => format!("`{word}` is written `{shape}` here"),
        (None, note) => {
            let instead = note.unwrap_or_default();
            format!("`{word}` is not an argument of `#[retry]`: {instead}")
        }
    })
}

/// `maxRetries`, `max_retries` and the builder's `with_max_retries` are one word.
fn plain(word: &str) -> String {
    let word = word.strip_prefix("with_").unwrap_or(word);
    word.replace('_', "").to_lowercase()
}

/// One paragraph for each thing meant: words, after `=` the arguments that say it here,
/// and after `:` a difference, or the way to the same end without an argument. A word with
/// two meanings has a paragraph that explains both.
const TABLE: &str = r#"retries max_retries max_retry num_retries n_retries retry_count retry_limit limit retry
= max = 5
: it counts the retries after the first attempt

attempts max_attempt num_attempts max_tries tries num_tries try_count stop_after_attempt
= max_attempts = 6
: it counts the first attempt too

times max_times count max_count n num number amount stop
= max = 5` or `max_attempts = 6
: `max` counts the retries after the first attempt, `max_attempts` that one too

unlimited forever infinite indefinitely always
= max = unlimited

delay wait interval backoff_delay base base_interval base_backoff min min_delay min_wait
min_backoff min_interval minimum_delay initial initial_delay initial_wait initial_backoff
initial_interval first_delay start_delay retry_delay retry_interval wait_fixed millis delay_ms
base_delay_ms backoff_ms sleep_ms pause
= base_delay = "100ms"
: it is the delay before the first retry

cap ceiling max_interval max_wait max_backoff max_sleep delay_max maximum_delay max_delay_ms
delay_limit
= max_delay = "30s"
: it caps every delay

retry_after_max max_retry_after retry_after_limit max_retry_after_delay max_server_delay max_delay_hint pushback_limit
= max_pushback = "2m"
: it caps the delays that a server asks for

strategy algorithm curve growth backoff_strategy backoff_type exponential exponential_backoff
exp
= backoff = exponential

linear linear_backoff incremental
= backoff = linear

constant fixed fixed_delay constant_backoff
= backoff = constant

fibonacci fib
= backoff = fibonacci

multiplier exponent exponent_base exp_base backoff_factor backoff_multiplier backoff_coefficient
delay_factor growth_factor
= factor = 2
: each delay is that many times the one before

full full_jitter randomize randomise random wait_random
= jitter = full

equal equal_jitter half_jitter
= jitter = equal

decorrelated decorrelated_jitter
= jitter = decorrelated

proportional randomization_factor jitter_factor jitter_range jitter_ratio jitter_max max_jitter
= jitter = proportional(0.25)
: a delay loses up to that fraction, and never exceeds its cap

rng random_seed jitter_seed random_state
= jitter, seed = 42
: it makes the jitter repeatable

timeout time_limit
= attempt_timeout = "2s"` or `max_elapsed = "10s"
: `attempt_timeout` limits one attempt, `max_elapsed` the time in which retries start

per_attempt_timeout try_timeout call_timeout operation_timeout
= attempt_timeout = "2s"
: it limits each attempt

deadline max_time max_duration max_elapsed_time elapsed total_timeout total_delay
max_total_delay stop_after_delay give_up_after overall_timeout
= max_elapsed = "10s"
: no delay starts that would end later than this after the call began

predicate retry_if retry_when retry_on retry_for condition conditions filter should_retry
retryable is_retryable is_transient on only_if include
= when = |error| error.is_timeout()
: the errors for which it is true are retried

abort_if abort_on abort_when stop_if stop_on stop_when giveup give_up_if skip_if ignore exclude
retry_unless unless
= when = |error| !error.is_fatal()
: the errors for which it is true are retried

delay_hint server_delay pushback retry_after_header adjust respect_retry_after
= retry_after = |error| error.retry_after
: it is the time for which the server asked

classifier verdict error_kind map_err handler
= classify = path::to::classify

poll poll_until wait_until wait_for until_ok result_predicate
= until = |value| value.is_done()
: successes are retried until it is true

retry_if_result retry_on_result retry_while repeat_while
= until = |value| !value.is_pending()
: successes are retried until it is true

cloned clones clone_args copy
= clone(a, b)

attempt_number attempt_num attempt_no attempt_index nth iteration
= attempt = n
: the body reads the attempt's number by that name

notify before_sleep before after before_retry callback hook on_backoff on_error
on_failed_attempt log warn
= on_retry = |retry| eprintln!("{retry:?}")
: it is called before each delay

on_failure on_giveup on_give_up on_success on_event observer observers listener listeners
metrics report events
= observe = report
: an observer sees every retry, success and failure

retry_budget quota tokens token_bucket throttle permits rate_limit
= budget = BUDGET

config options settings retry_config retry_policy retry_strategy builder profile preset
= policy = POLICY
: it holds the numbers, and `when`, `budget` and the like stand beside it

sleeper sleep_fn sleep_function timer runtime executor
= sleep = path::to::sleep

label id site title operation operation_name tag
= name = "orders.fetch"

krate crate_path crate_name path
= crate = path::to::retry_runtime

fallback fallback_fn default default_value or_else recover recovery on_exhausted
: the caller gets the last error, and puts a value in its place: `fetch().unwrap_or_else(|error| …)`

hedge hedging hedged hedge_after hedge_delay speculative
: two attempts never run beside each other: `attempt_timeout = "2s"` ends a slow one, and the next begins

circuit_breaker circuit breaker bulkhead
: `budget = BUDGET` keeps calls from adding retries to a service that fails

cancel cancellation cancel_on cancel_token cancellation_token signal abort_signal shutdown
interrupt
: an async call ends when its future is dropped, as by `tokio::select!`; before a retry, `when = |_| !STOPPED.load(Ordering::Relaxed)` is asked

idempotent idempotency idempotency_key is_idempotent safe_to_retry
: `#[retry]` repeats the whole body: put it on a function that may be repeated, or retry only errors after which nothing was done, by `when = |error| error.is_connect()`"#;

#[cfg(test)]
pub(crate) fn shapes() -> impl Iterator<Item = &'static str> {
    rows().filter_map(|row| row.shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_row_however_it_is_spelt() {
        let mut words: Vec<_> = rows().flat_map(|row| row.words).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all, "a word is there twice");
        for spelling in [
            "max_retries",
            "maxRetries",
            "with_max_retries",
            "MAX_RETRIES",
        ] {
            assert!(explain(spelling).is_some_and(|words| words.contains("`max = 5`")));
        }
        assert!(explain_nearest("max_retrys").is_some_and(|words| words.contains("`max = 5`")));
        assert!(explain_nearest("predicates").is_some_and(|words| words.contains("`when = ")));
        assert_eq!(explain_nearest("colour"), None);
        // `wait` is near, and is too short for that to mean anything.
        assert!(explain("wait").is_some() && explain_nearest("wat").is_none());
    }
}
