//! A real SMTP server, aiosmtpd of Python, for as long as a test lasts. `cargo xtask test` brings it.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;

/// The running server.
pub struct SmtpPeer {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// `smtp://127.0.0.1:PORT`.
    pub url: String,
}

/// The Python that has the peers of tests: what xtask names, else where it puts it.
pub fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/bin/python");
    std::env::var_os("PORTICO_TEST_PYTHON").map_or(folder, PathBuf::from)
}

impl SmtpPeer {
    /// Starts it.
    ///
    /// # Panics
    /// When there is no Python with aiosmtpd.
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/smtp.py");
        let python = python();
        let mut child = Command::new(&python)
            .arg(script)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{}: {error}. `cargo xtask peers` installs it",
                    python.display()
                )
            });
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut port = String::new();
        lines
            .read_line(&mut port)
            .expect("the server says its port");
        let port: u16 = port
            .trim()
            .parse()
            .expect("a port; without one aiosmtpd is missing: `cargo xtask peers` installs it");
        Self {
            child,
            lines,
            url: format!("smtp://127.0.0.1:{port}"),
        }
    }

    /// The next mail that it took.
    ///
    /// # Panics
    /// When the server ended.
    pub fn next_mail(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the server goes on");
        serde_json::from_str(&line).expect("a line of JSON for each mail")
    }
}

impl Drop for SmtpPeer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
