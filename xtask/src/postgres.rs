//! A PostgreSQL server of our own for the time of a test run.
//!
//! It lives in a temporary folder and trusts every local connection; for tests it never syncs to disk, for measuring it
//! does. A shell watches over it at the other end of a pipe: when this process ends, in whichever way, the pipe
//! closes, and the shell stops the server and removes the folder.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::shell::{capture, command, run};
use crate::system;

/// PostgreSQL refuses to run as root; as root, the first of these users that exists runs it.
const USERS: &[&str] = &["postgres", "nobody"];

const WATCH: &str = r#"
bin=$1 folder=$2 port=$3 sync=$4
"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
    >"$folder/log" 2>&1 || exit 1
"$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -h 127.0.0.1 \
    -c fsync="$sync" -c full_page_writes="$sync" -c synchronous_commit="$sync" \
    -c max_connections=300 -c shared_buffers=128MB >>"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT "$server"
wait "$server"
rm -rf "$folder"
"#;

/// A running server; dropped, it stops and takes its data with it.
pub struct Server {
    url: String,
    watcher: Child,
}

impl Server {
    /// Starts a server with the programs in `bin` on a free port, that never syncs to disk.
    pub fn start(bin: &Path) -> Result<Self> {
        Self::start_with(bin, "off")
    }

    /// The same, and what it has answered lasts.
    pub fn start_lasting(bin: &Path) -> Result<Self> {
        Self::start_with(bin, "on")
    }

    fn start_with(bin: &Path, sync: &str) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("portico-postgres-")
            .tempdir()?
            .keep();
        let port = free_port()?;
        eprintln!("\n→ PostgreSQL from {} on port {port}", bin.display());
        let mut watch = watch_command(&folder)?;
        let watcher = watch
            .args(["sh", "-c", WATCH, "sh"])
            .arg(bin)
            .arg(&folder)
            .arg(port.to_string())
            .arg(sync)
            .current_dir("/")
            .stdin(Stdio::piped())
            // A ctrl-c in the terminal is for this process alone; the pipe tells the shell.
            .process_group(0)
            .spawn()
            .context("the shell that runs PostgreSQL could not be started")?;
        let mut server = Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            watcher,
        };
        server.wait_until_ready(bin, &folder, port)?;
        Ok(server)
    }

    /// The address of its superuser.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, bin: &Path, folder: &Path, port: u16) -> Result<()> {
        for _ in 0..300 {
            let mut ready = Command::new(bin.join("pg_isready"));
            ready.args([
                "--quiet",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ]);
            if ready.status()?.success() {
                return Ok(());
            }
            if self.watcher.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start:\n{log}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(error) = self.watcher.wait() {
            eprintln!("PostgreSQL may still be running: {error}");
        }
    }
}

/// The command that runs its arguments as a user PostgreSQL accepts, who then owns the folder.
fn watch_command(folder: &Path) -> Result<Command> {
    if !system::is_root()? {
        return Ok(command("env", &[]));
    }
    let exists = |user: &&&str| capture(command("id", &["-u", user]).stderr(Stdio::null())).is_ok();
    let user = USERS
        .iter()
        .find(exists)
        .context("no user to run PostgreSQL as")?;
    run(command("chown", &[user]).arg(folder))?;
    Ok(command("runuser", &["-u", user, "--"]))
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
