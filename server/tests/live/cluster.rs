//! A PostgreSQL server of one test's own, which may be ended and started again below the program. What it has said to
//! be committed outlasts its end; only against the end of the machine, which nobody tries here, it does not sync.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::time::sleep;
use tokio_postgres::NoTls;

use super::steady::PATIENCE;

/// PostgreSQL refuses to run as root; as root, the first of these users that exists runs it.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// The server; dropped, it ends and takes its data with it.
pub struct Cluster {
    programs: PathBuf,
    folder: tempfile::TempDir,
    user: Option<u32>,
    port: u16,
    running: Option<Child>,
}

impl Cluster {
    /// Makes one and starts it.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let user = other_than_root();
        chown(folder.path(), user, None).unwrap();
        let mut cluster = Self {
            programs: programs(),
            folder,
            user,
            port: free_port(),
            running: None,
        };
        let made = cluster
            .command("initdb")
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"])
            .args(["--locale=C", "--no-sync"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        cluster.start_again().await;
        cluster
    }

    /// The address of its superuser.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends it as a lost machine would: nothing is told to anybody, nothing more is written.
    pub fn stop(&mut self) {
        let Some(mut running) = self.running.take() else {
            return;
        };
        let id = running.id().to_string();
        let asked = Command::new("kill").args(["-QUIT", &id]).status();
        let _ = (asked, running.wait());
    }

    /// Starts it, and waits until it takes connections.
    pub async fn start_again(&mut self) {
        let (port, socket) = (self.port.to_string(), self.folder.path().to_owned());
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .unwrap();
        let started = self
            .command("postgres")
            .args(["-p", &port, "-h", "127.0.0.1", "-k"])
            .arg(socket)
            .args(["-c", "max_connections=60", "-c", "shared_buffers=32MB"])
            .args(["-c", "fsync=off"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.running = Some(started.unwrap());
        let began = Instant::now();
        while tokio_postgres::connect(&self.url(), NoTls).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "{}", self.log());
            sleep(Duration::from_millis(50)).await;
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// A program of PostgreSQL's on the data.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .arg("-D")
            .arg(self.folder.path().join("data"));
        if let Some(user) = self.user {
            command.uid(user);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// One that is free now and that Linux gives to no connection of its own (those are above): it has to be free after the
/// server's end too. Each process begins to look elsewhere.
fn free_port() -> u16 {
    let first = 10_000 + u16::try_from(std::process::id() % 20_000).unwrap();
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..32_768).find(is_free).expect("a port is free")
}

fn id_of(user: &[&str]) -> Option<u32> {
    let asked = Command::new("id").arg("-u").args(user).output().ok()?;
    String::from_utf8_lossy(&asked.stdout).trim().parse().ok()
}

/// The user to run as, where this process is root.
fn other_than_root() -> Option<u32> {
    if id_of(&[]) != Some(0) {
        return None;
    }
    let found = USERS.iter().find_map(|user| id_of(&[user]));
    Some(found.expect("a user to run PostgreSQL as"))
}

/// The newest of Debian's folders, or the one on the PATH.
fn programs() -> PathBuf {
    let is_there = |folder: &Path| folder.join("initdb").is_file();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = versions
        .filter_map(|version| {
            let version = version.ok()?;
            let number: u32 = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        })
        .filter(|(_, folder)| is_there(folder))
        .max();
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest
        .map(|(_, folder)| folder)
        .or_else(|| std::env::split_paths(&path).find(|folder| is_there(folder)))
        .expect("initdb and postgres, which `cargo xtask test` installs")
}
