//! The table of `SQLSTATE`.

use crate::Verdict;

/// Returns the verdict on a `SQLSTATE`, the five-character error code of a database.
///
/// | code | verdict | why |
/// |---|---|---|
/// | `08000`, `08001`, `08003`, `08004`, `08006` | `Retry` | there is no connection; a new one may work |
/// | `08007` | `Stop` | it is unknown whether the transaction was committed |
/// | `08P01` | `Stop` | a message breaks the protocol |
/// | `40001` | `Retry` | a conflict of transactions; section 13.5: retry |
/// | `40P01` | `Retry` | a deadlock; section 13.5: a retry may be advisable |
/// | `53000`, `53200`, `53300` | `Retry` | memory and connections come back as other sessions end |
/// | `53100`, `53400` | `Stop` | a full disk or a configured limit needs an operator |
/// | `55006` | `Retry` | another session uses the object |
/// | `55P03` | `Retry` | another session holds the lock |
/// | `57P01`, `57P02`, `57P03` | `Retry` | the server stops or starts |
/// | `57P04` | `Stop` | the database was dropped |
/// | `57P05` | `Retry` | the connection was idle for too long; a new one is not |
/// | all else | `Stop` | the statement, its data or its rights are at fault, or the code says too little |
///
/// The source is the PostgreSQL manual: [appendix A] for the names of the codes, and [section 13.5]
/// for conflicts.
///
/// [appendix A]: https://www.postgresql.org/docs/current/errcodes-appendix.html
/// [section 13.5]: https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
///
/// The codes of the classes `08` and `40` without a `P` are those of the SQL standard, and mean the
/// same in other databases. A code that another database adds, such as `08S01`, is `Stop`.
///
/// # Calls that may be made twice
///
/// The retried function must be the whole transaction, including the logic that chooses its
/// statements: after a conflict, the rows that it has read are out of date. If the server reports a
/// code before the commit, the transaction was rolled back, and the function may run again.
///
/// Class `08`, `57P01` and `57P02` are the exceptions. The connection may have failed, or the
/// server may have been shut down, during the commit or while it waited for a standby. Retry these
/// codes only if the transaction is idempotent, for example because it inserts a key of its own.
/// Otherwise return `Stop` for them before you call this function.
///
/// # Disputed codes
///
/// - **`40001`** and **`40P01`**: the transaction was certainly rolled back, and the other one is
///   probably over by the next attempt. Jitter keeps the two from meeting again.
/// - **`25006`** comes from a read-only server, for example after a failover. It is `Stop`, because
///   the same connection reaches the same server again. Open a new connection, and judge its
///   result.
/// - **`40003`** and **`08007`** leave it unknown whether a statement or a transaction was
///   completed. `08006` can do so too, but it is also reported by an idle connection after a
///   restart.
/// - **`08001`** and **`08004`** come before any statement, so every call may be repeated.
/// - **`53100`**: a disk is rarely emptied within seconds.
/// - **`53300`**: other clients free connections. Retries of many clients keep the server at its
///   limit, so use jitter and a budget.
/// - **`55P03`** comes from `NOWAIT` and `lock_timeout`. The caller chose not to wait in the
///   server, and the policy waits instead.
/// - **`57014`** is `Stop`: a user or `statement_timeout` has cancelled the query, and the same
///   query takes the same time again. `25P03` and `25P04` are limits on the transaction.
/// - **`57P01`**, **`57P02`** and **`57P03`** are a restart or a failover. Choose a policy whose
///   retries last as long as that takes.
/// - **`23505`** and **`23P01`** can be conflicts between transactions in disguise (section 13.5),
///   if the transaction reads to choose its key. Usually the data itself conflicts, so they are
///   `Stop`.
///
/// ```
/// use retry_runtime::{Policy, Verdict, verdicts};
///
/// assert_eq!(verdicts::sqlstate("40001"), Verdict::Retry);
/// assert_eq!(verdicts::sqlstate("23505"), Verdict::Stop);
///
/// /// The verdicts for transactions that are not idempotent.
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
#[inline]
pub fn sqlstate(code: &str) -> Verdict {
    match code {
        "08000" | "08001" | "08003" | "08004" | "08006" | "40001" | "40P01" | "53000" | "53200"
        | "53300" | "55006" | "55P03" | "57P01" | "57P02" | "57P03" | "57P05" => Verdict::Retry,
        _ => Verdict::Stop,
    }
}
