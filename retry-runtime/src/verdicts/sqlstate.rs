//! The table of `SQLSTATE`.

use crate::Verdict;

/// Returns the verdict on a `SQLSTATE`, the five characters with which a database names its
/// errors.
///
/// | code | verdict | why |
/// |---|---|---|
/// | `08000`, `08001`, `08003`, `08004`, `08006` | `Retry` | there is no connection: a new one may hold |
/// | `08007` | `Stop` | the end of the transaction is unknown |
/// | `08P01` | `Stop` | a message breaks the protocol |
/// | `40001` | `Retry` | a conflict of transactions; section 13.5: retry |
/// | `40P01` | `Retry` | a deadlock; section 13.5: a retry may be advisable |
/// | `53000`, `53200`, `53300` | `Retry` | memory and connections come back as other sessions end |
/// | `53100`, `53400` | `Stop` | a full disk and a limit that is set need an operator |
/// | `55006` | `Retry` | another session uses the object |
/// | `55P03` | `Retry` | another session holds the lock |
/// | `57P01`, `57P02`, `57P03` | `Retry` | the server stops or starts |
/// | `57P04` | `Stop` | the database was dropped |
/// | `57P05` | `Retry` | the connection was idle for too long: a new one is not |
/// | all else | `Stop` | the statement, its data or its rights are at fault, or the code says nothing |
///
/// The source is the PostgreSQL manual: [appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html)
/// for the names of the codes, and [section 13.5](https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html)
/// for conflicts. The codes of the SQL standard, here those of the classes `08` and `40` without
/// a `P`, mean the same in other databases; a code that a database adds, such as `08S01`, is
/// `Stop`.
///
/// # Calls that may be made twice
///
/// The retried function must be the whole transaction, with the logic that chooses its
/// statements: after a conflict, the rows that it has read are out of date. A code that the server
/// reports before the commit means that the transaction was rolled back, and the function
/// may run again. Class `08`, `57P01` and `57P02` are the exceptions: the connection may have
/// failed, or the server may have been shut down, during the commit or while it waited for a
/// standby. Retry them only if the transaction is idempotent, for example because it inserts
/// a key of its own; otherwise judge them as `Stop` before.
///
/// # Disputed codes
///
/// - **`40001`** and **`40P01`** are certain to have been rolled back, and the other
///   transaction is probably over at the next attempt. With jitter, the two do not meet again.
/// - **`25006`**: a server that is read-only, as after a failover. The same connection meets
///   the same server again: connect anew, and judge by what that says.
/// - **`40003`** and **`08007`** leave the end of a statement or a transaction unknown.
///   `08006` may do so too, but it is also what an idle connection reports after a restart.
/// - **`08001`** and **`08004`** come before any statement, so that every call may be
///   repeated.
/// - **`53100`**: a disk is rarely emptied within seconds.
/// - **`53300`**: other clients free connections. Retries of many clients keep the server at
///   its limit: use jitter and a budget.
/// - **`55P03`** comes from `NOWAIT` and `lock_timeout`: the caller chose not to wait in the
///   server, and the policy waits instead.
/// - **`57014`** is `Stop`: a user has cancelled the query, or `statement_timeout` has, and
///   the same query takes the same time. `25P03` and `25P04` are limits on the transaction.
/// - **`57P01`**, **`57P02`** and **`57P03`** are a restart or a failover. Give the policy
///   as long as that takes.
/// - **`23505`** and **`23P01`** can be conflicts in disguise (section 13.5), if the
///   transaction chooses its key by reading. Usually they are facts: `Stop`.
///
/// ```
/// use retry_runtime::{Policy, Verdict, verdicts};
///
/// assert_eq!(verdicts::sqlstate("40001"), Verdict::Retry);
/// assert_eq!(verdicts::sqlstate("23505"), Verdict::Stop);
///
/// /// Of transactions that are not idempotent.
/// fn judge(code: &&str) -> Verdict {
///     match *code {
///         code if code.starts_with("08") => Verdict::Stop,
///         "57P01" | "57P02" => Verdict::Stop,
///         code => verdicts::sqlstate(code),
///     }
/// }
///
/// let mut codes = ["40001", "40P01", "08006"].into_iter();
/// let policy = Policy::default();
/// let call = policy.retry(|| Err::<(), _>(codes.next().unwrap()));
/// assert_eq!(call.classify(judge).sleep(|_| ()).call(), Err("08006"));
/// ```
#[must_use]
pub fn sqlstate(code: &str) -> Verdict {
    match code {
        "08000" | "08001" | "08003" | "08004" | "08006" | "40001" | "40P01" | "53000" | "53200"
        | "53300" | "55006" | "55P03" | "57P01" | "57P02" | "57P03" | "57P05" => Verdict::Retry,
        _ => Verdict::Stop,
    }
}
