//! Commands that help people in, as they are typed, beside a server on the same data folder.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

const PROVIDER: &str = r#"
name = "Studio"
hosts = ["studio.example"]
owner = { email = "olga@studio.example" }

[[clients]]
name = "Acme"
status = "active"
contacts = [{ name = "Ada", email = "ada@acme.example", phone = "+4915112345601", role = "executive" }]
"#;

/// An address that staff added and nobody proved yet.
const CLAIM: &str = "insert into brand_domain_claim (provider_id, brand_domain_id, host, path_prefix, origin, proof,
        created_at)
    select p.provider_id, x'01890000000070008000000000000001', 'www.studio.example', '', 'https://www.studio.example',
        'unproven', 1 from provider p where p.name = 'Studio'";

/// A data folder, and what is run on it.
struct Machine {
    folder: tempfile::TempDir,
}

/// The server, which ends with the test.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Machine {
    fn new() -> Self {
        let machine = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let file = machine.path("studio.toml");
        fs::write(&file, PROVIDER).unwrap();
        machine.done(&["provider", "create", "--file", file.to_str().unwrap()]);
        let database = machine.database();
        database
            .execute_batch("update client set portal_enabled = 1")
            .unwrap();
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path("data/portico.db")).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PORTICO_")) {
            command.env_remove(name);
        }
        let folder: &Path = self.folder.path();
        command
            .args(arguments)
            .current_dir(folder)
            .env("PORTICO_DATA_FOLDER", folder.join("data"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command says that must work.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command says that must fail.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn serve(&self) -> Running {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let child = self
            .command(&["serve"])
            .env("PORTICO_SERVER_ADDRESS", &address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let running = Running { child, address };
        let start = Instant::now();
        while TcpStream::connect(&running.address).is_err() {
            assert!(start.elapsed() < Duration::from_secs(60), "it starts");
            thread::sleep(Duration::from_millis(50));
        }
        running
    }
}

impl Running {
    /// Status and whole text of an answer.
    fn ask(&self, method: &str, host: &str, path: &str, more: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://{host}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n{body}"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        (status, text)
    }

    fn status(&self, host: &str, path: &str, more: &str) -> u16 {
        self.ask("GET", host, path, more, "").0
    }
}

/// What stands behind a name of the output.
fn told<'a>(output: &'a str, name: &str) -> &'a str {
    let line = output.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap()
}

const SESSION: &str = "/api/client/session";

#[test]
fn a_session_is_made_listed_and_ended_from_the_machine() {
    let machine = Machine::new();
    let server = machine.serve();
    let host = ["--host", "studio.example"];
    let person = ["--host", "studio.example", "--contact", "ada@acme.example"];
    let made = machine.done(&[&["session", "create"], &person[..]].concat());
    let (_, token) = told(&made, "Link").split_once("/s#").unwrap();
    let code = told(&made, "Code");
    let body = format!(r#"{{"token":"{token}","code":"{code}"}}"#);
    let path = "/api/client/sign-in/verification";
    let (status, text) = server.ask("POST", "studio.example", path, "", &body);
    assert_eq!(status, 200, "{text}");
    let cookie = text
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: __Host-portico="))
        .unwrap();
    let value = cookie.split(';').next().unwrap();
    let cookie = format!("Cookie: __Host-portico={value}\r\n");
    assert_eq!(server.status("studio.example", SESSION, &cookie), 200);

    // Her phone is asked for from now on, until the machine takes that away, and her session with it.
    let none = machine.refused(&[&["session", "reset-second-factor"], &person[..]].concat());
    assert!(none.contains("has no second factor"), "{none}");
    let path = "/api/client/second-factor/by-message";
    let (status, text) = server.ask("PUT", "studio.example", path, &cookie, r#"{"on":true}"#);
    assert_eq!(status, 204, "{text}");
    machine.done(&[&["session", "reset-second-factor"], &person[..]].concat());
    assert_eq!(server.status("studio.example", SESSION, &cookie), 401);
    assert_eq!(
        machine.done(&[&["session", "list"], &host[..]].concat()),
        ""
    );

    let again = machine.done(&[&["session", "create"], &person[..]].concat());
    let (_, token) = told(&again, "Link").split_once("/s#").unwrap();
    let body = format!(r#"{{"token":"{token}","code":"{}"}}"#, told(&again, "Code"));
    let path = "/api/client/sign-in/verification";
    assert_eq!(server.ask("POST", "studio.example", path, "", &body).0, 200);
    let listed = machine.done(&[&["session", "list"], &host[..]].concat());
    assert!(
        listed.contains("contact") && listed.contains("Ada"),
        "{listed}"
    );
    let id = listed.split_whitespace().next().unwrap();
    let revoke = [&["session", "revoke", "--id", id], &host[..]].concat();
    machine.done(&revoke);
    assert!(machine.refused(&revoke).contains("no session"));
}

#[test]
fn session_says_what_is_wrong_with_what_was_typed() {
    let machine = Machine::new();
    let unknown = ["session", "create", "--host", "elsewhere.example"];
    let unknown = machine.refused(&[&unknown[..], &["--contact", "ada@acme.example"]].concat());
    assert!(unknown.contains("no portal answers at"), "{unknown}");
    let nobody = ["session", "create", "--host", "studio.example"];
    let nobody = machine.refused(&[&nobody[..], &["--contact", "bob@acme.example"]].concat());
    assert!(nobody.contains("nobody who may sign in"), "{nobody}");
}

#[test]
fn a_domain_is_served_once_the_operator_proves_it() {
    let machine = Machine::new();
    let server = machine.serve();
    machine.database().execute_batch(CLAIM).unwrap();
    let portal = "/api/client/portal";
    assert_eq!(server.status("www.studio.example", portal, ""), 421);
    let claims = machine.done(&["domain", "claims"]);
    assert!(claims.contains("https://www.studio.example"), "{claims}");
    machine.done(&["domain", "prove", "https://www.studio.example"]);
    assert_eq!(machine.done(&["domain", "claims"]), "");
    assert_eq!(server.status("www.studio.example", portal, ""), 200);
    let audit = machine.done(&["audit", "verify"]);
    assert!(audit.starts_with("whole"), "{audit}");
}
