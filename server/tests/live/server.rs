//! The program as a process of its own, on the database of a world.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use portico::db::Location;

use super::{
    client::{Client, Outcome, Person, Request},
    world::{KEY, STAFF_ORIGIN, World},
};

/// On a machine that is busy with other tests.
const LONGEST_START: Duration = Duration::from_secs(60);

/// A running program; dropped, it is killed.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// How long it took from its start to its first answer that it is ready.
    pub ready_after: Duration,
    settings: Vec<(String, String)>,
    log: PathBuf,
}

/// The program that is tried.
pub fn program() -> PathBuf {
    std::env::var_os("PORTICO_LIVE_BIN")
        .map_or_else(|| env!("CARGO_BIN_EXE_portico").into(), PathBuf::from)
}

/// A command of the program on the database of a world, with nothing else of the environment's configuration.
pub fn command(world: &World, arguments: &[&str]) -> Command {
    configured(world, Command::new(program()), arguments)
}

fn configured(world: &World, mut command: Command, arguments: &[&str]) -> Command {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PORTICO_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .current_dir(world.folder())
        .env("PORTICO_SERVER_KEY", KEY)
        .env("PORTICO_STAFF_ORIGIN", STAFF_ORIGIN);
    match world.database.config().location {
        Location::Sqlite { path } => {
            command.env("PORTICO_DATA_FOLDER", path.parent().unwrap());
        }
        Location::Postgres { url, .. } => {
            command.env("PORTICO_DATABASE_URL", url);
        }
    }
    command
}

impl Server {
    /// Starts one at a free port with these further settings, and waits until it is ready.
    pub async fn start(world: &World, settings: &[(&str, &str)]) -> Self {
        let settings = settings.iter();
        let settings = settings.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let serve = command(world, &["serve"]);
        Self::start_as(world, serve, free_address(), settings.collect()).await
    }

    /// Starts one that another program watches, which must leave it to be our child.
    pub async fn start_under(world: &World, watch: &[&str]) -> Self {
        let mut watching = Command::new(watch[0]);
        watching.args(&watch[1..]).arg(program());
        let serve = configured(world, watching, &["serve"]);
        Self::start_as(world, serve, free_address(), Vec::new()).await
    }

    /// Starts it once more, at the same address and with the same settings.
    pub async fn start_again(world: &World, before: Self) -> Self {
        let (address, settings) = (before.address, before.settings.clone());
        drop(before);
        let serve = command(world, &["serve"]);
        Self::start_as(world, serve, address, settings).await
    }

    async fn start_as(
        world: &World,
        mut serve: Command,
        address: SocketAddr,
        settings: Vec<(String, String)>,
    ) -> Self {
        let log = world.folder().join(format!("log-{}", address.port()));
        let file = fs::File::options().create(true).append(true).open(&log);
        let file = file.unwrap();
        let began = Instant::now();
        let name = serve.get_program().to_string_lossy().into_owned();
        let child = serve
            .env("PORTICO_SERVER_ADDRESS", address.to_string())
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut server = Self {
            child,
            address,
            ready_after: Duration::ZERO,
            settings,
            log,
        };
        while !server.is_ready().await {
            let ended = server.child.try_wait().unwrap();
            assert!(
                ended.is_none() && began.elapsed() < LONGEST_START,
                "it did not start ({ended:?})"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        server.ready_after = began.elapsed();
        server
    }

    async fn is_ready(&self) -> bool {
        let anybody = Person {
            host: "anywhere.example".into(),
            cookie: None,
        };
        let mut client = Client::new(self.address, &anybody);
        let asked = client.send(&Request::get("/readyz")).await;
        matches!(asked, Outcome::Answered(answer) if answer.status == 200)
    }

    /// A client of it.
    pub fn client(&self, person: &Person) -> Client {
        Client::new(self.address, person)
    }

    /// Ends it as a lost machine would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        self.signal("TERM");
    }

    /// Sends it a signal: `STOP` lets it stand still, `CONT` wakes it.
    pub fn signal(&self, name: &str) {
        let (signal, id) = (format!("-{name}"), self.child.id().to_string());
        let sent = Command::new("kill").args([&signal, &id]).status();
        assert!(sent.unwrap().success(), "the signal was sent");
    }

    /// Waits for its end; none when it has not come by then.
    pub async fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        None
    }

    /// The memory that it holds, in bytes.
    pub fn memory(&self) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let digits = line.unwrap().split_whitespace().next().unwrap();
        digits.parse::<u64>().unwrap() * 1_024
    }

    /// All that it said.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

/// One that was free a moment ago.
fn free_address() -> SocketAddr {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("what the program at {} said:\n{}", self.address, self.log());
        }
    }
}
