//! Commands that need a shell: command lines in shell syntax, and scripts without `#!`.

use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;

/// Characters that have a meaning in a shell, and are rare in names of programs.
const SYNTAX: &[char] = &[
    ' ', '\t', '\n', '|', '&', ';', '<', '>', '(', ')', '$', '`', '"', '\'', '*', '?', '~',
];

/// Commands built into shells. Few systems have programs of these names.
const BUILTINS: &[&str] = &[
    ".", "!", "alias", "bg", "builtin", "case", "cd", "command", "declare", "eval", "exec", "exit",
    "export", "fg", "for", "function", "if", "jobs", "let", "local", "popd", "pushd", "read",
    "readonly", "return", "set", "shopt", "source", "trap", "type", "typeset", "ulimit", "umask",
    "unalias", "unset", "until", "wait", "while", "[[", "{",
];

/// A hint for a program that could not be started, if its name looks like shell syntax.
pub(crate) fn hint(program: &str, has_arguments: bool) -> Option<String> {
    let more = if has_arguments { " …" } else { "" };
    if program.contains(SYNTAX) {
        let quoted = program.replace('\'', r"'\''");
        Some(format!(
            "to run a shell command line, use `sh -c '{quoted}'`"
        ))
    } else if is_assignment(program) {
        Some(format!("to set a variable, use `env {program} COMMAND`"))
    } else if BUILTINS.contains(&program) {
        Some(format!(
            "only a shell knows this word: use `sh -c '{program}{more}'`"
        ))
    } else {
        None
    }
}

/// Returns whether a shell would take the word as `NAME=value`.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// The file of a program in a format that the kernel does not know. The shell runs such a file, as
/// in execvp(3).
#[cfg(unix)]
pub(crate) fn script(program: &OsStr, error: &io::Error) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    if error.raw_os_error() != Some(nix::libc::ENOEXEC) {
        return None;
    }
    if program.as_bytes().contains(&b'/') {
        return Some(program.into());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| {
            let metadata = file.metadata();
            metadata.is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
        })
}

#[cfg(not(unix))]
pub(crate) fn script(_: &OsStr, _: &io::Error) -> Option<PathBuf> {
    None
}
