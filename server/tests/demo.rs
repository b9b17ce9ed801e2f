//! The demo as a program: it says where everything is, and all of that is true.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use portico::{
    features::second_factor::code_at,
    kit::clock::{Clock as _, SystemClock},
};
use serde_json::{Value, json};

/// A demo that ends with the test.
struct Demo {
    child: Child,
    report: Value,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: status, session cookie if it sets one, JSON.
struct Answer {
    status: u16,
    cookies: Vec<String>,
    json: Value,
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new(env!("CARGO_BIN_EXE_portico"))
            .args(["demo", "--port", &port.to_string(), "--data"])
            .arg(folder)
            .env_remove("PORTICO_DATABASE_URL")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut demo = Self {
            child,
            report: Value::Null,
        };
        let (file, begin) = (folder.join("demo.json"), Instant::now());
        while begin.elapsed() < Duration::from_secs(120) {
            assert_eq!(demo.child.try_wait().unwrap(), None, "the demo ended");
            // Another start's report is taken away first thing, but this may look before that.
            let report = std::fs::read(&file)
                .ok()
                .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
            if let Some(report) =
                report.filter(|report| report["address"] == format!("127.0.0.1:{port}"))
            {
                demo.report = report;
                return demo;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("no demo.json in two minutes");
    }

    /// Asks the plain address, naming the host of `url`, as scripts do that can't resolve `*.localhost`.
    fn send(&self, method: &str, url: &str, cookies: &[String], body: Option<&Value>) -> Answer {
        let (host, path) = url
            .strip_prefix("http://")
            .unwrap()
            .split_once('/')
            .unwrap();
        let mut stream = TcpStream::connect(self.report["address"].as_str().unwrap()).unwrap();
        let body = body.map(Value::to_string).unwrap_or_default();
        let kind = if body.is_empty() {
            ""
        } else {
            "content-type: application/json\r\n"
        };
        let cookie = cookies.join("; ");
        write!(
            stream,
            "{method} /{path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nconnection: close\r\n{kind}content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let cookies = head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "));
        Answer {
            status: head[9..12].parse().unwrap(),
            cookies: cookies
                .map(|line| line.split(';').next().unwrap().to_owned())
                .collect(),
            json: serde_json::from_str(body).unwrap_or(Value::Null),
        }
    }

    /// The session cookie of a contact who signs in by SMS or mail.
    fn sign_in(&self, brand: &Value, address: Value) -> Vec<String> {
        let url = |path: &str| format!("{}{path}", brand["url"].as_str().unwrap());
        let to = address.as_object().unwrap().values().next().unwrap();
        let before = self.newest_code(to);
        let asked = self.send("POST", &url("/api/client/sign-in"), &[], Some(&address));
        assert_eq!(asked.status, 202, "{}", asked.json);
        let code = self.code_after(before, to);
        let body = json!({ "code": code });
        let verified = self.send(
            "POST",
            &url("/api/client/sign-in/verification"),
            &asked.cookies,
            Some(&body),
        );
        assert_eq!(verified.status, 200, "{}", verified.json);
        verified.cookies
    }

    /// The code that came to `to` last: reminders may have come since.
    fn newest_code(&self, to: &Value) -> Option<String> {
        let outbox = self.report["outbox"].as_str().unwrap();
        let letters = self.send("GET", outbox, &[], None).json;
        letters
            .as_array()
            .unwrap()
            .iter()
            .filter(|letter| letter["to"] == *to)
            .find_map(|letter| {
                let text = letter["text"].as_str().unwrap();
                text.split(|letter: char| !letter.is_ascii_digit())
                    .find(|run| run.len() == 6)
                    .map(str::to_owned)
            })
    }

    fn code_after(&self, before: Option<String>, to: &Value) -> String {
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(20) {
            let newest = self.newest_code(to);
            if newest != before {
                return newest.unwrap();
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("no code to {to} in the outbox");
    }
}

#[test]
fn the_demo_is_what_it_says_and_keeps_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path());
    let report = demo.report.clone();
    for brand in report["brands"].as_array().unwrap() {
        waiting_quote_can_be_accepted(&demo, brand);
    }
    for role in report["staff_roles"].as_array().unwrap() {
        let url = format!(
            "{}/api/admin/session",
            report["staff"]["url"].as_str().unwrap()
        );
        let body = json!({ "email": role["email"], "password": role["password"] });
        let session = demo.send("POST", &url, &[], Some(&body));
        assert_eq!(session.status, 200, "{}", session.json);
        if role["totp_secret"].is_string() {
            assert_eq!(session.json["next"], "second_factor", "{}", session.json);
            continue;
        }
        let session = &session.json["session"];
        assert_eq!(session["staff"]["role"], role["role"], "{session}");
        let at = &session["brands"][0];
        let address = [&at["origin"], &at["prefix"]].map(|part| part.as_str().unwrap());
        assert_eq!(json!(address.concat()), role["brand"]);
    }
    let staff_url = report["staff"]["url"].as_str().unwrap();
    operator_signs_in_with_its_app(&demo, &report["operator"], staff_url);
    let owner = &report["staff_roles"][0];
    assert_eq!(
        (&report["staff"]["email"], &owner["role"]),
        (&owner["email"], &json!("owner"))
    );
    drop(demo);

    let again = Demo::start(folder.path());
    let brand = |report: &Value| report["brands"][0].clone();
    assert_ne!(
        brand(&again.report)["url"],
        brand(&report)["url"],
        "another port"
    );
    assert_eq!(
        brand(&again.report)["quote_path"],
        brand(&report)["quote_path"]
    );
    waiting_quote_can_be_accepted(&again, &brand(&again.report));
}

fn operator_signs_in_with_its_app(demo: &Demo, operator: &Value, staff_url: &str) {
    assert_eq!(operator["url"], staff_url);
    let url = |path: &str| format!("{staff_url}/api/admin/{path}");
    let body = json!({ "email": operator["email"], "password": operator["password"] });
    let signed = demo.send("POST", &url("session"), &[], Some(&body));
    assert_eq!(signed.json["next"], "second_factor", "{}", signed.json);
    let code = code_at(operator["totp_secret"].as_str().unwrap(), SystemClock.now()).unwrap();
    let body = json!({ "way": "totp", "code": code });
    let given = demo.send("POST", &url("second-factor"), &signed.cookies, Some(&body));
    assert_eq!(given.status, 200, "{}", given.json);
    let session = demo.send("GET", &url("session"), &signed.cookies, None);
    assert_eq!(session.json["staff"]["role"], "operator");
    let clients = demo.send("GET", &url("clients"), &signed.cookies, None);
    assert_eq!(clients.json["code"], "wrong_audience", "{}", clients.json);
}

/// As api.md promises of `quote_path`.
fn waiting_quote_can_be_accepted(demo: &Demo, brand: &Value) {
    let contact = &brand["contacts"][0];
    let address = if brand["preset"] == "client-area" {
        json!({ "phone": contact["phone"] })
    } else {
        json!({ "email": contact["email"] })
    };
    let cookies = demo.sign_in(brand, address);
    let url = format!(
        "{}/api/client{}",
        brand["url"].as_str().unwrap(),
        brand["quote_path"].as_str().unwrap()
    );
    let quote = demo.send("GET", &url, &cookies, None);
    assert_eq!(quote.status, 200, "{}", quote.json);
    assert_eq!(quote.json["state"], "open");
    assert_eq!(quote.json["may_choose"], true);
    assert_eq!(quote.json["offers"], json!(["deposit", "full"]));
    let methods = quote.json["payment_methods"].as_array().unwrap();
    for section in ["crypto", "cash_prepaid", "transfer"] {
        assert!(
            methods.iter().any(|method| method["section"] == section),
            "{section}"
        );
    }
}
