//! The cost of the user's build: the number of crates, a clean build, the addition to a tree of
//! common crates, the check of many functions, and their code. For each contender, a crate with the
//! given number of retried functions is generated.

#[allow(dead_code, reason = "not all of them read what is committed")]
mod table;
mod valgrind;

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use table::{Done, Table, rounded};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Environment variable that names a file: the compiler, started through this program,
/// writes its instruction count there.
const COUNT: &str = "RETRY_BENCH_COUNT";

/// The dependencies of a program that shares most of its macros' crates with retry libraries.
const SHARED: &str = "clap = { version = '4', features = ['derive'] }
serde = { version = '1', features = ['derive'] }
thiserror = '2'
tokio = { version = '1', features = ['macros', 'rt', 'time'] }
";

struct Contender {
    name: &'static str,
    /// The lines for the manifest.
    dependencies: &'static str,
    /// The text before all functions.
    head: &'static str,
    /// The source of one function: `@` is replaced by its number, and `BODY` by its body.
    function: &'static str,
}

/// A body of usual length. With a smaller body, little but the loop would be measured.
const BODY: &str = r#"let text = std::fs::read_to_string(path)?;
    let mut total = @;
    for line in text.lines() {
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        if key.trim() == "size" {
            let size: usize = value.trim().parse().map_err(std::io::Error::other)?;
            total += size;
        }
    }
    Ok(total)"#;
const SIGNATURE: &str = "pub fn f@(path: &str) -> std::io::Result<usize>";

const CONTENDERS: [Contender; 11] = [
    Contender {
        name: "plain call",
        dependencies: "",
        head: "",
        function: "SIGNATURE { BODY }",
    },
    Contender {
        name: "loop by hand",
        dependencies: "",
        head: "use std::time::Duration;",
        function: "SIGNATURE {
            let (mut retries, mut delay) = (0, Duration::from_millis(100));
            loop {
                match (|| -> std::io::Result<usize> { BODY })() {
                    Ok(value) => return Ok(value),
                    Err(error) if retries == 3 => return Err(error),
                    Err(_) => {}
                }
                std::thread::sleep(delay);
                delay = delay.saturating_mul(2).min(Duration::from_secs(30));
                retries += 1;
            }
        }",
    },
    Contender {
        name: "#[retry]",
        dependencies: "retry-runtime = { path = 'ROOT/retry-runtime' }",
        head: "use retry_runtime::retry;",
        function: "#[retry] SIGNATURE { BODY }",
    },
    Contender {
        name: "#[retry(max = 5, base_delay = \"100ms\", jitter)]",
        dependencies: "retry-runtime = { path = 'ROOT/retry-runtime' }",
        head: "use retry_runtime::retry;",
        function: "#[retry(max = 5, base_delay = \"100ms\", jitter)] SIGNATURE { BODY }",
    },
    Contender {
        name: "#[retry(max = 5, base_delay = \"100ms\", jitter)], feature `tracing`",
        dependencies: "retry-runtime = { path = 'ROOT/retry-runtime', features = ['tracing'] }",
        head: "use retry_runtime::retry;",
        function: "#[retry(max = 5, base_delay = \"100ms\", jitter)] SIGNATURE { BODY }",
    },
    Contender {
        name: "Policy::retry",
        dependencies: "retry-runtime = { path = 'ROOT/retry-runtime', default-features = false, features = ['std'] }",
        head: "const POLICY: retry_runtime::Policy = retry_runtime::Policy::builder().build();",
        function: "SIGNATURE { POLICY.retry(|| -> std::io::Result<usize> { BODY }).call() }",
    },
    Contender {
        name: "retry 2.2",
        dependencies: "retry = '2.2'",
        head: "use retry::{delay::Exponential, retry};",
        function: "SIGNATURE {
            retry(Exponential::from_millis_with_factor(100, 2.0).take(3), || -> std::io::Result<usize> { BODY })
                .map_err(|error| error.error)
        }",
    },
    Contender {
        name: "backon 1.6",
        dependencies: "backon = '1.6'",
        head: "use backon::{BlockingRetryable, ExponentialBuilder};",
        function: "SIGNATURE {
            (|| -> std::io::Result<usize> { BODY }).retry(ExponentialBuilder::default()).call()
        }",
    },
    Contender {
        name: "backon-macros 1.0",
        dependencies: "backon = '1.6'\nbackon-macros = '1'",
        head: "use backon_macros::backon;",
        function: "#[backon] SIGNATURE { BODY }",
    },
    Contender {
        name: "retrying 0.1",
        dependencies: "retrying = '0.1'",
        head: "use retrying::retry;",
        function: "#[retry(stop = attempts(4), wait = exponential(multiplier = 0.1, min = 0.0, max = 30.0, exp_base = 2))]
            SIGNATURE { read@(path) }
            fn read@(path: &str) -> std::io::Result<usize> { BODY }",
    },
    Contender {
        name: "backoff 0.4",
        dependencies: "backoff = '0.4'",
        head: "use backoff::{Error, ExponentialBackoff, retry};",
        function: "SIGNATURE {
            let attempt = || -> std::io::Result<usize> { BODY };
            retry(ExponentialBackoff::default(), || attempt().map_err(Error::transient)).map_err(|error| match error {
                Error::Permanent(error) | Error::Transient { err: error, .. } => error,
            })
        }",
    },
];

fn main() -> Done {
    let arguments: Vec<_> = env::args().collect();
    if arguments
        .get(1)
        .is_some_and(|first| first.ends_with("rustc"))
    {
        return compile(&arguments[2..]);
    }
    if arguments.iter().any(|argument| argument == "check") {
        return check();
    }
    contenders()?;
    functions()?;
    bodies()
}

/// Cargo's wrapper of the compiler: counts the instructions for the generated crate.
fn compile(arguments: &[String]) -> Done {
    // The real compiler, without the cost of the `rustup` proxy.
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()?;
    let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout)?.trim());
    let mut rustc = Command::new(sysroot.join("bin/rustc"));
    rustc.args(arguments);
    match env::var_os(COUNT) {
        Some(file) if arguments.iter().any(|argument| argument == "generated") => {
            fs::write(file, valgrind::instructions(&rustc, None).to_string())?;
        }
        _ => {
            if !rustc.status()?.success() {
                return Err("rustc failed".into());
            }
        }
    }
    Ok(())
}

/// The number of times that each build is measured.
const ROUNDS: usize = 4;

/// The peer that also adds an attribute to the build.
const OTHER_ATTRIBUTE: Option<&str> = Some("backon-macros 1.0");

fn contenders() -> Done {
    let valgrind = valgrind::is_here();
    let mut table = Table::new(
        "builds",
        &[
            ("", None),
            ("crates", None),
            ("clean build, CPU s", OTHER_ATTRIBUTE),
            ("clean release build, CPU s", OTHER_ATTRIBUTE),
            ("added to a shared tree, CPU s", OTHER_ATTRIBUTE),
            (
                "check of 200 functions, million instructions",
                Some("loop by hand"),
            ),
            ("code of a function, bytes", Some("loop by hand")),
        ],
    );
    // Built before the contenders are written, so that cargo takes their sources for newer.
    let tree = Generated::empty(SHARED)?;
    run(&mut tree.cargo(&["build"]))?;
    let mut measured = Vec::new();
    for contender in &CONTENDERS {
        measured.push((Generated::new(contender, 1, 1)?, [f64::INFINITY; 3]));
    }
    // Other programs on the machine only add to a time, so the least of several times counts. The
    // contenders take turns, because the speed of a machine changes.
    for _ in 0..ROUNDS {
        for (generated, least) in &mut measured {
            let times = [
                generated.clean(&["build"])?,
                generated.clean(&["build", "--release"])?,
                generated.added(&tree)?,
            ];
            for (least, time) in least.iter_mut().zip(times) {
                *least = least.min(time);
            }
        }
    }
    for (contender, (generated, [build, release, added])) in CONTENDERS.iter().zip(measured) {
        let crates = generated.crates("")?;
        let checked = if valgrind {
            let instructions = Generated::new(contender, 200, 1)?.check()?;
            rounded(instructions / 1e6, 1)
        } else {
            Value::Null
        };
        generated.write(contender, 100, 1)?;
        let few = generated.code()?;
        generated.write(contender, 500, 1)?;
        let many = generated.code()?;
        table.row(vec![
            json!(contender.name),
            json!(crates),
            rounded(build, 2),
            rounded(release, 2),
            rounded(added, 2),
            checked,
            json!((many - few) / 400),
        ]);
    }
    table.write()
}

/// The cost of checking a crate, by the number of its functions.
fn functions() -> Done {
    let mut table = Table::new(
        "functions",
        &[
            ("functions", None),
            ("check, CPU s, loop by hand", None),
            ("check, CPU s, #[retry]", None),
        ],
    );
    for functions in [1, 10, 100, 1000, 10_000] {
        let mut row = vec![json!(functions)];
        for contender in &CONTENDERS[1..3] {
            let generated = Generated::new(contender, functions, 1)?;
            row.push(rounded(generated.seconds_of_the_crate()?, 2));
        }
        table.row(row);
    }
    table.write()
}

/// The cost of checking a crate, by the lines of a body.
fn bodies() -> Done {
    let mut table = Table::new(
        "bodies",
        &[
            ("lines of the body", None),
            ("check, CPU s, plain call", None),
            ("check, CPU s, #[retry]", None),
        ],
    );
    for lines in [10, 100, 1000, 10_000] {
        let mut row = vec![json!(lines)];
        for contender in [&CONTENDERS[0], &CONTENDERS[2]] {
            let generated = Generated::new(contender, 1, lines)?;
            row.push(rounded(generated.seconds_of_the_crate()?, 2));
        }
        table.row(row);
    }
    table.write()
}

/// Checks the limits on crates, so that no change breaks them unnoticed.
fn check() -> Done {
    let generated = Generated::new(&CONTENDERS[2], 1, 1)?;
    for (features, most) in [("", 8), (", default-features = false", 3)] {
        let crates = generated.crates(features)?;
        println!("{crates} crates with `{features}`, and at most {most} are allowed");
        if crates > most {
            return Err("a user's build has become larger".into());
        }
    }
    Ok(())
}

/// A crate in a folder of its own.
struct Generated {
    folder: tempfile::TempDir,
    manifest: String,
}

impl Generated {
    fn new(contender: &Contender, functions: usize, lines: usize) -> Result<Self, Box<dyn Error>> {
        let generated = Self::empty(contender.dependencies)?;
        generated.write(contender, functions, lines)?;
        Ok(generated)
    }

    /// A crate with these dependencies and no function.
    fn empty(dependencies: &str) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let root = Path::new(ROOT).canonicalize()?;
        let manifest = format!(
            "[package]\nname = 'generated'\nedition = '2024'\n[workspace]\n[dependencies]\n{}\n",
            dependencies.replace("ROOT", &root.to_string_lossy()),
        );
        // The versions of this workspace.
        fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
        fs::create_dir(folder.path().join("src"))?;
        fs::write(folder.path().join("src/lib.rs"), "")?;
        let generated = Self { folder, manifest };
        generated.depend("")?;
        Ok(generated)
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("target")
    }

    /// Writes the crate's sources.
    fn write(&self, contender: &Contender, functions: usize, lines: usize) -> Done {
        let body = "let path = std::hint::black_box(path);\n".repeat(lines - 1) + BODY;
        let mut library = format!("{}\n", contender.head);
        let mut all = String::new();
        for number in 0..functions {
            let function = contender.function.replace("SIGNATURE", SIGNATURE);
            let function = function.replace("BODY", &body);
            writeln!(library, "{}", function.replace('@', &number.to_string()))?;
            write!(all, "generated::f{number}, ")?;
        }
        fs::write(self.folder.path().join("src/lib.rs"), library)?;
        // The program uses every function.
        let program = format!(
            "fn main() {{
                let all: [fn(&str) -> std::io::Result<usize>; {functions}] = [{all}];
                let first = std::env::args().count();
                println!(\"{{:?}}\", all[first % all.len()](\"\").is_ok());
            }}",
        );
        fs::write(self.folder.path().join("src/main.rs"), program)?;
        Ok(())
    }

    /// Writes the manifest, with more options of the dependency.
    fn depend(&self, features: &str) -> Done {
        let manifest = self.manifest.replace(" }", &format!("{features} }}"));
        fs::write(self.folder.path().join("Cargo.toml"), manifest)?;
        Ok(())
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(arguments)
            .arg("--quiet")
            .current_dir(self.folder.path());
        cargo.env("CARGO_TARGET_DIR", self.target());
        cargo.env_remove("RUSTFLAGS").env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// The number of crates that the generated crate depends on.
    fn crates(&self, features: &str) -> Result<usize, Box<dyn Error>> {
        self.depend(features)?;
        let tree = self
            .cargo(&["tree", "--prefix=none", "--edges=normal"])
            .output()?;
        self.depend("")?;
        if !tree.status.success() {
            return Err(String::from_utf8_lossy(&tree.stderr).into());
        }
        let tree = String::from_utf8(tree.stdout)?;
        let crates = tree
            .lines()
            .skip(1)
            .map(|line| line.trim_end_matches(" (*)"));
        let crates: std::collections::BTreeSet<_> =
            crates.filter(|line| !line.is_empty()).collect();
        Ok(crates.len())
    }

    /// The processor time of a cargo command.
    fn seconds(&self, arguments: &[&str]) -> Result<f64, Box<dyn Error>> {
        let before = children()?;
        run(&mut self.cargo(arguments))?;
        Ok(children()? - before)
    }

    /// The processor time of a clean build.
    fn clean(&self, arguments: &[&str]) -> Result<f64, Box<dyn Error>> {
        run(&mut self.cargo(&["clean"]))?;
        self.seconds(arguments)
    }

    /// The processor time that the contender adds to a tree that is built already: the time of its
    /// own crates, and of those that it needs with more features.
    fn added(&self, tree: &Self) -> Result<f64, Box<dyn Error>> {
        let manifest = format!("{}{SHARED}", self.manifest);
        fs::write(self.folder.path().join("Cargo.toml"), manifest)?;
        run(&mut self.cargo(&["clean"]))?;
        run(Command::new("cp")
            .arg("-a")
            .arg(tree.target())
            .arg(self.target()))?;
        let added = self.seconds(&["build"]);
        self.depend("")?;
        added
    }

    /// The processor time of a check of the crate itself.
    fn seconds_of_the_crate(&self) -> Result<f64, Box<dyn Error>> {
        run(&mut self.cargo(&["check", "--lib"]))?;
        fs::OpenOptions::new()
            .append(true)
            .open(self.folder.path().join("src/lib.rs"))?
            .set_modified(std::time::SystemTime::now())?;
        let before = children()?;
        run(&mut self.cargo(&["check", "--lib"]))?;
        Ok(children()? - before)
    }

    /// The instructions of the compiler in a check of the crate.
    fn check(&self) -> Result<f64, Box<dyn Error>> {
        let count = self.folder.path().join("count");
        let mut cargo = self.cargo(&["check", "--lib"]);
        cargo.env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?);
        cargo.env(COUNT, &count);
        run(&mut cargo)?;
        Ok(fs::read_to_string(count)?.parse()?)
    }

    /// The size of the stripped program in bytes.
    fn code(&self) -> Result<u64, Box<dyn Error>> {
        let mut cargo = self.cargo(&["build", "--release"]);
        cargo.env("CARGO_PROFILE_RELEASE_STRIP", "true");
        run(&mut cargo)?;
        Ok(fs::metadata(self.target().join("release/generated"))?.len())
    }
}

fn run(command: &mut Command) -> Done {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}\n{}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// The processor time of all finished child processes, in seconds: `cutime` and `cstime` of
/// proc(5), in ticks of a hundredth.
fn children() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("a name in parentheses")?;
    let fields: Vec<_> = fields.split(' ').collect();
    Ok((fields[13].parse::<f64>()? + fields[14].parse::<f64>()?) / 100.0)
}
