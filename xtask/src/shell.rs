//! Running other programs: said before, failed loudly, and with the lines worth repeating kept.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, bail};

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the folder of xtask lies inside the repository")
}

/// The folder of the web apps.
pub fn web() -> PathBuf {
    root().join("web")
}

/// A command that starts in the folder of the repository.
pub fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// The `cargo` that runs this task, as if it was called by hand: with what this one was told of the task's own package,
/// whatever watches those variables, ring for one, would be compiled anew each time the two take turns.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = command(program, arguments);
    for (name, _) in std::env::vars_os() {
        let is_ours = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if is_ours {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// An npm script of the web folder, or a program from its packages by `npx`.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = command("npm", arguments);
    command.current_dir(web());
    command
}

/// Runs a command with its output shown; an error when it can't start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    say(command);
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command silently and answers what it wrote to its standard output.
pub fn capture(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!("{} failed ({})", line(command), output.status);
    }
    Ok(output.stdout)
}

/// Runs a command with its output shown, and answers those of its lines that `keep` wants.
pub fn run_keeping(command: &mut Command, keep: fn(&str) -> bool) -> Result<Vec<String>> {
    say(command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let (sender, lines) = mpsc::channel();
    let readers: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    for reader in readers.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
                if sender
                    .send(String::from_utf8_lossy(&line).into_owned())
                    .is_err()
                {
                    break;
                }
            }
        });
    }
    drop(sender);
    let mut kept = Vec::new();
    for line in lines {
        eprintln!("{line}");
        if keep(&line) {
            kept.push(line);
        }
    }
    let status = child.wait().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    Ok(kept)
}

/// Where a program lies, when it is to be found on the PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn say(command: &Command) {
    eprintln!("\n→ {}", line(command));
}

fn cannot_start(command: &Command) -> String {
    format!(
        "{} could not be started",
        command.get_program().to_string_lossy()
    )
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
