//! TLS to PostgreSQL, against a real server that takes nothing else over the network.

use std::{
    error::Error as _,
    fmt::Write as _,
    fs,
    io::Read as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use portico::{
    db::{
        Db, DbConfig, Dialect, Error, migrate,
        postgres::{SYSTEM_ROLE, role_statements},
    },
    kit::{
        event::{Event, Heard},
        id::TestIds,
    },
    scope::Job,
    testing::only_on,
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_postgres::{Client, NoTls};

/// Starts a server in the folder `$2` on port `$3`, and stops it when its standard input closes.
const WATCH: &str = r#"
bin=$1 folder=$2 port=$3
"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || exit 1
"$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -h 127.0.0.1 -c fsync=off -c shared_buffers=16MB \
    -c ssl=on -c ssl_cert_file="$folder/server.crt" -c ssl_key_file="$folder/server.key" \
    -c hba_file="$folder/hba" >>"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT "$server"
wait "$server"
"#;

struct Server {
    folder: tempfile::TempDir,
    port: u16,
    watcher: Child,
}

impl Server {
    /// With a certificate for `localhost` by an authority whose own lies in `root.crt`.
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let authority = authority(&path.join("root.crt"));
        authority_signs(&authority, path);
        authority_of_others(path);
        fs::write(
            path.join("hba"),
            "local all all trust\nhostssl all all 127.0.0.1/32 trust\n",
        )
        .unwrap();
        let port = TcpListener::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut command = as_server_user(path);
        let watcher = command
            .args(["sh", "-c", WATCH, "sh"])
            .arg(programs())
            .arg(path)
            .arg(port.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut server = Self {
            folder,
            port,
            watcher,
        };
        server.prepare().await;
        server
    }

    /// The superuser, by the socket in the folder, once it answers; then roles and a database.
    async fn prepare(&mut self) {
        let folder = self.folder.path().display().to_string();
        let address = format!(
            "host={folder} port={} user=postgres dbname=postgres",
            self.port
        );
        let admin = loop {
            if let Ok(admin) = connect(&address).await {
                break admin;
            }
            if let Some(ended) = self.watcher.try_wait().unwrap() {
                panic!("{ended}: {}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        assert_eq!(SYSTEM_ROLE, "portico_system");
        admin
            .batch_execute(&role_statements("portico_app"))
            .await
            .unwrap();
        admin
            .batch_execute("create role portico_owner login")
            .await
            .unwrap();
        admin
            .batch_execute(
                "create database portico template template0 locale 'C' owner portico_owner",
            )
            .await
            .unwrap();
    }

    fn log(&self) -> String {
        let mut text = String::new();
        let file = fs::File::open(self.folder.path().join("log"));
        let _ = file.and_then(|mut file| file.read_to_string(&mut text));
        text
    }

    /// How to reach it: a host, a mode, and whose certificates are trusted.
    fn config(&self, host: &str, mode: &str, roots: Option<&str>) -> DbConfig {
        let url = |user: &str| format!("postgres://{user}@{host}:{}/portico{mode}", self.port);
        let roots = roots.map(|name| self.folder.path().join(name));
        DbConfig::postgres(url("portico_app"), Some(url("portico_owner"))).trusting(roots)
    }

    async fn superuser(&self) -> Client {
        let folder = self.folder.path().display();
        let address = format!(
            "host={folder} port={} user=postgres dbname=portico",
            self.port
        );
        connect(&address).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

fn authority(file: &Path) -> Issuer<'static, KeyPair> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    fs::write(file, params.self_signed(&key).unwrap().pem()).unwrap();
    Issuer::new(params, key)
}

fn authority_signs(authority: &Issuer<'static, KeyPair>, folder: &Path) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    fs::write(folder.join("server.crt"), certificate.pem()).unwrap();
    fs::write(folder.join("server.key"), key.serialize_pem()).unwrap();
}

fn authority_of_others(folder: &Path) {
    authority(&folder.join("other.crt"));
}

/// The newest PostgreSQL under Debian's folder, or the one on the PATH.
fn programs() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> = installed
        .flatten()
        .map(|version| version.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop().unwrap_or_else(|| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .find(|folder| folder.join("initdb").is_file())
            .expect("the programs of PostgreSQL are installed")
    })
}

/// PostgreSQL does not run as root: there another user gets the folder, and the rest of the command line.
fn as_server_user(folder: &Path) -> Command {
    let run = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        let done = command.args(args).arg(folder).status().unwrap();
        assert!(done.success(), "{program}");
    };
    let id = Command::new("id").arg("-u").output().unwrap();
    run("chmod", &["-R", "go-rwx"]);
    if id.stdout.trim_ascii() != b"0" {
        return Command::new("env");
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find(|user| {
            let mut known = Command::new("id");
            known
                .args(["-u", user])
                .stderr(Stdio::null())
                .stdout(Stdio::null());
            known.status().unwrap().success()
        })
        .expect("a user that PostgreSQL can run as");
    run("chown", &["-R", user]);
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]);
    command
}

async fn connect(address: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Everything that an error says of itself.
fn story(refused: Result<Db, Error>) -> String {
    let Err(error) = refused else {
        panic!("the connection was made");
    };
    let mut story = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(story, ": {error}");
        cause = error.source();
    }
    story
}

#[tokio::test]
async fn postgresql_is_reached_by_tls_and_only_with_the_right_certificate() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let server = Server::start().await;
    let right = server.config("localhost", "?sslmode=verify-full", Some("root.crt"));
    migrate(&right).await.unwrap();

    // The certificate is another authority's, is none the web knows, or is for another host.
    for (host, mode, roots) in [
        ("localhost", "?sslmode=verify-full", Some("other.crt")),
        ("localhost", "?sslmode=verify-full", None),
        ("localhost", "?sslmode=require", Some("other.crt")),
        ("localhost", "", Some("other.crt")),
        ("127.0.0.1", "?sslmode=verify-full", Some("root.crt")),
    ] {
        let story = story(Db::open(server.config(host, mode, roots)).await);
        assert!(
            story.contains("certificate"),
            "{host} {mode} {roots:?}: {story}"
        );
    }
    // Without TLS this server takes nobody.
    let plain = story(Db::open(server.config("localhost", "?sslmode=disable", None)).await);
    assert!(plain.contains("no encryption"), "{plain}");

    for (mode, roots) in [
        ("?sslmode=verify-full", Some("root.crt")),
        ("", Some("root.crt")),
        ("?sslmode=require", None),
        ("?sslmode=prefer", None),
        ("", None),
    ] {
        let db = Db::open(server.config("localhost", mode, roots))
            .await
            .unwrap();
        let mut listener = db.listen();
        let job = Job::of(TestIds::nth(1));
        let write = db.write(&job).await.unwrap();
        let event = Event {
            provider_id: job.provider_id,
            client_id: None,
            kind: "document".to_owned(),
            id: TestIds::nth(2),
        };
        write.notify(event.clone());
        write.commit().await.unwrap();
        assert_eq!(listener.next().await, Some(Heard::Event(event)), "{mode}");
        let open = server
            .superuser()
            .await
            .query_one(
                "select count(*) filter (where s.ssl), count(*) filter (where not s.ssl)
                 from pg_stat_ssl s join pg_stat_activity a using (pid) where a.usename = 'portico_app'",
                &[],
            )
            .await
            .unwrap();
        // The pool's and the listener's.
        assert!(open.get::<_, i64>(0) >= 2, "{mode}");
        assert_eq!(open.get::<_, i64>(1), 0, "{mode}");
    }
}
