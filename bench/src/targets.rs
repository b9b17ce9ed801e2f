//! The servers that are measured: where their data lies, how each is started on a fresh copy of it.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

use crate::{
    machine::now_us,
    process::Process,
    request::{self, Host},
    seed::{self, Base, Known},
};

const KEY: &str = "6265b2a7c34d7c1f0e8d9b3a5c6f7e8d9a0b1c2d3e4f5061728394a5b6c7d8e9";
const APP_ROLE: &str = "portico_bench_app";
const PORTICO_DATABASE: &str = "portico_bench";
const NODE_SEED: &str = "portico_bench_node_seed";
const NODE_DATABASE: &str = "portico_bench_node";

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The product on SQLite.
    Portico,
    /// The product on SQLite, where one client has 1,000 documents.
    Few,
    /// The same, where it has 100,000.
    Many,
    /// The product on PostgreSQL, with its roles and row-level security.
    PorticoPostgres,
    /// The reference server on SQLite.
    Bare,
    /// The same work in Hono, Drizzle and PostgreSQL.
    Node,
}

impl Target {
    /// How the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portico => "portico",
            Self::Few => "portico, 1,000",
            Self::Many => "portico, 100,000",
            Self::PorticoPostgres => "portico-postgres",
            Self::Bare => "bare",
            Self::Node => "node",
        }
    }
}

/// A server that answers.
pub struct Running {
    /// The process.
    pub process: Process,
    /// Its port.
    pub port: u16,
    /// What requests say in `Host`.
    pub host: Host,
    /// From its start to its first answer.
    pub first_answer: Duration,
    /// The database it writes to, for whoever counts in it.
    pub database: Counted,
}

/// Where a server's rows can be counted.
pub enum Counted {
    /// In a file.
    File(PathBuf),
    /// On a server.
    Url(String),
}

/// The filled databases, and the programs.
pub struct Ground {
    folder: PathBuf,
    portico: PathBuf,
    postgres: Option<String>,
    node: Option<PathBuf>,
    port: u16,
    /// What every document is.
    pub known: Known,
    /// The product's own on PostgreSQL, where ids are others.
    known_on_postgres: Known,
}

impl Ground {
    /// Makes and fills the databases anew in a folder.
    pub async fn prepare(
        folder: &Path,
        portico: &Path,
        postgres: Option<String>,
        node: Option<PathBuf>,
    ) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let mut ground = Self {
            folder: folder.to_owned(),
            portico: portico.to_owned(),
            postgres,
            node,
            port: free_port()?,
            known: Known::default(),
            known_on_postgres: Known::default(),
        };
        let now = now_us();
        eprintln!("→ filling SQLite");
        let seed = folder.join("seed");
        ground.make_demo(&seed, None)?;
        let base = Base::sqlite(&seed.join("portico.db"))?;
        ground.known = seed::enlarge(&base, now).await?;
        let bare = Base::sqlite(&folder.join("bare-seed.db"))?;
        seed::fill(&bare, &ground.known, now).await?;
        drop((base, bare));
        if ground.postgres.is_some() {
            eprintln!("→ filling PostgreSQL");
            ground.fill_postgres(now).await?;
        }
        ground.keep_page()?;
        Ok(ground)
    }

    /// Whether a target can be started here; if not, why.
    pub fn lacks(&self, target: Target) -> Option<&'static str> {
        match target {
            Target::PorticoPostgres if self.postgres.is_none() => Some("no PostgreSQL was given"),
            Target::Node if self.node.is_none() => Some("left out by --no-node"),
            Target::Node if self.postgres.is_none() => Some("no PostgreSQL was given"),
            _ => None,
        }
    }

    /// The hash of every document's version at a target.
    pub fn version_hash(&self, target: Target) -> &str {
        match target {
            Target::PorticoPostgres => &self.known_on_postgres.version_hash,
            _ => &self.known.version_hash,
        }
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.portico
    }

    /// Starts a server on a fresh copy of its data and waits for its first answer.
    pub async fn start(&self, target: Target) -> Result<Running> {
        let run = self.folder.join("run");
        if run.exists() {
            fs::remove_dir_all(&run)?;
        }
        fs::create_dir_all(&run)?;
        let (mut command, database) = match target {
            Target::Portico | Target::Few | Target::Many => {
                for name in ["portico.db", "server.key"] {
                    fs::copy(self.seed(target).join(name), run.join(name))?;
                }
                (self.serve(&run), Counted::File(run.join("portico.db")))
            }
            Target::PorticoPostgres => {
                let url = self.url(PORTICO_DATABASE, Some(APP_ROLE))?;
                let mut command = self.serve(&run);
                command
                    .env("PORTICO_DATABASE_URL", url)
                    .env("PORTICO_SERVER_KEY", KEY);
                (command, Counted::Url(self.url(PORTICO_DATABASE, None)?))
            }
            Target::Bare => {
                let file = run.join("bare.db");
                fs::copy(self.folder.join("bare-seed.db"), &file)?;
                (self.bare(&file)?, Counted::File(file))
            }
            Target::Node => {
                let admin = Base::postgres(&self.url("postgres", None)?).await?;
                admin
                    .run(&format!("drop database if exists {NODE_DATABASE}"))
                    .await?;
                admin
                    .run(&format!(
                        "create database {NODE_DATABASE} template {NODE_SEED}"
                    ))
                    .await?;
                let url = self.url(NODE_DATABASE, None)?;
                (self.node(&url)?, Counted::Url(url))
            }
        };
        flush();
        let host = Host(format!("studio.localhost:{}", self.port));
        let log = self.folder.join(format!("{}.log", target.name()));
        let began = Instant::now();
        let mut process = Process::start(target.name(), &mut command, &log)?;
        let probe = request::page(&host, "/login");
        process.wait(|| first_line(self.port, &probe).is_ok_and(|line| line.contains("200")))?;
        Ok(Running {
            process,
            port: self.port,
            host,
            first_answer: began.elapsed(),
            database,
        })
    }

    /// The folder of the product's data on SQLite.
    fn seed(&self, target: Target) -> PathBuf {
        self.folder.join(match target {
            Target::Few => "few",
            Target::Many => "many",
            _ => "seed",
        })
    }

    /// Makes the databases of the lists, unless they are there.
    pub async fn fill_lists(&self) -> Result<()> {
        eprintln!("→ filling SQLite for the lists");
        for (target, count) in [(Target::Few, 1_000), (Target::Many, 100_000)] {
            let folder = self.seed(target);
            self.make_demo(&folder, None)?;
            let base = Base::sqlite(&folder.join("portico.db"))?;
            seed::add_list(&base, now_us(), count).await?;
        }
        Ok(())
    }

    fn serve(&self, run: &Path) -> Command {
        let mut command = Command::new(&self.portico);
        command
            .arg("serve")
            .env("PORTICO_DATA_FOLDER", run)
            .env("PORTICO_SERVER_ADDRESS", format!("127.0.0.1:{}", self.port))
            .env(
                "PORTICO_STAFF_ORIGIN",
                format!("http://localhost:{}", self.port),
            );
        command
    }

    fn bare(&self, database: &Path) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg("bare")
            .arg("--database")
            .arg(database)
            .args(["--port", &self.port.to_string()])
            .arg("--page")
            .arg(self.folder.join("login.html"));
        Ok(command)
    }

    fn node(&self, url: &str) -> Result<Command> {
        let folder = self.node.as_deref().context("Node is left out")?;
        let mut command = Command::new("node");
        command
            .arg("server.mjs")
            .current_dir(folder)
            .env("NODE_ENV", "production")
            .env("PORT", self.port.to_string())
            .env("DATABASE_URL", url);
        Ok(command)
    }

    /// Lets the demo make its data, and stops it.
    fn make_demo(&self, folder: &Path, database: Option<[(&str, String); 3]>) -> Result<()> {
        let mut command = Command::new(&self.portico);
        command
            .arg("demo")
            .arg("--data")
            .arg(folder)
            .args(["--port", &self.port.to_string()])
            .envs(database.into_iter().flatten());
        let log = self.folder.join("demo.log");
        let mut demo = Process::start("portico demo", &mut command, &log)?;
        let report = folder.join("demo.json");
        demo.wait(|| report.exists())?;
        demo.stop()
    }

    async fn fill_postgres(&mut self, now: i64) -> Result<()> {
        let admin = Base::postgres(&self.url("postgres", None)?).await?;
        for name in [NODE_DATABASE, NODE_SEED, PORTICO_DATABASE] {
            admin
                .run(&format!("drop database if exists {name}"))
                .await?;
        }
        for role in [
            "portico_system nologin noinherit nosuperuser nobypassrls".to_owned(),
            format!("{APP_ROLE} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole"),
        ] {
            // They may be there from an earlier run.
            let _ = admin.run(&format!("create role {role}")).await;
        }
        admin
            .run(&format!("grant portico_system to {APP_ROLE}"))
            .await?;
        for name in [PORTICO_DATABASE, NODE_SEED] {
            admin
                .run(&format!(
                    "create database {name} template template0 encoding 'UTF8' locale 'C'"
                ))
                .await?;
        }
        self.make_demo(
            &self.folder.join("demo-postgres"),
            Some([
                (
                    "PORTICO_DATABASE_URL",
                    self.url(PORTICO_DATABASE, Some(APP_ROLE))?,
                ),
                (
                    "PORTICO_DATABASE_OWNER_URL",
                    self.url(PORTICO_DATABASE, None)?,
                ),
                ("PORTICO_SERVER_KEY", KEY.to_owned()),
            ]),
        )?;
        let base = Base::postgres(&self.url(PORTICO_DATABASE, None)?).await?;
        self.known_on_postgres = seed::enlarge(&base, now).await?;
        let node = Base::postgres(&self.url(NODE_SEED, None)?).await?;
        seed::fill(&node, &self.known, now).await
    }

    /// The address of a database beside the one that was given, for its superuser or for another role.
    fn url(&self, database: &str, role: Option<&str>) -> Result<String> {
        let given = self
            .postgres
            .as_deref()
            .context("no PostgreSQL was given")?;
        let (start, _) = given
            .rsplit_once('/')
            .context("an address without a database")?;
        let (scheme, rest) = start
            .split_once("://")
            .context("an address without a scheme")?;
        let (user, at) = rest.split_once('@').context("an address without a user")?;
        Ok(format!(
            "{scheme}://{}@{at}/{database}",
            role.unwrap_or(user)
        ))
    }

    /// Keeps the product's sign-in page, for the reference server to answer the same bytes.
    fn keep_page(&self) -> Result<()> {
        let mut command = self.serve(&self.folder.join("seed"));
        let log = self.folder.join("page.log");
        let mut process = Process::start("portico", &mut command, &log)?;
        let host = Host(format!("studio.localhost:{}", self.port));
        let ask = request::page(&host, "/login");
        process.wait(|| first_line(self.port, &ask).is_ok_and(|line| line.contains("200")))?;
        let answer = whole(self.port, &ask)?;
        let at = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .context("a page without a body")?;
        fs::write(self.folder.join("login.html"), &answer[at + 4..])?;
        process.stop()
    }
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Puts on the disk what the copying left to be written, so that it does not happen while it is measured.
fn flush() {
    let _ = Command::new("sync").status();
}

/// The first line of an answer.
fn first_line(port: u16, request: &[u8]) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(request)?;
    let mut bytes = [0; 64];
    let read = stream.read(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes[..read]).into_owned();
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// A whole answer: the connection is closed after it.
fn whole(port: u16, request: &[u8]) -> Result<Vec<u8>> {
    let text = String::from_utf8_lossy(request);
    let closing = text.replacen("\r\n\r\n", "\r\nconnection: close\r\n\r\n", 1);
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(closing.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(bytes)
}
