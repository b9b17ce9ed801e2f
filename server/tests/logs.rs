//! The log says what happened, and nothing about anybody: names, addresses, codes, tokens and contents stay out of it
//! even where it is most talkative.

use std::{
    env, io,
    process::Command,
    sync::{Arc, Mutex},
};

use portico::{
    app::App,
    jobs,
    kit::{
        keys::Keys,
        outbox::{Gateways, Smtp},
    },
    testing::{
        TestApp,
        cast::{self, ADA_EMAIL, ADA_PHONE, OLGA_EMAIL, OLGA_PASSWORD, STAFF, STUDIO},
    },
};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

const NAME: &str = "logs::the_log_holds_nothing_about_anybody";
/// Says to a process of this test that it is the one that listens.
const CHILD: &str = "PORTICO_TEST_LISTENS";

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A mail server that refuses every recipient and says whom.
async fn refusing_mail_server() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            write.write_all(b"220 mail.example\r\n").await.unwrap();
            let mut lines = BufReader::new(read).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match line.get(..4) {
                    Some("RCPT") => format!("550 5.1.1 {line} is unknown here\r\n"),
                    Some("QUIT") => "221 bye\r\n".to_owned(),
                    _ => "250 ok\r\n".to_owned(),
                };
                if write.write_all(answer.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    port
}

#[tokio::test]
async fn the_log_holds_nothing_about_anybody() {
    // What is listened to is decided for a whole process: beside other tests some lines would be missing.
    if env::var_os(CHILD).is_none() {
        let mut alone = Command::new(env::current_exe().unwrap());
        alone.args(["--exact", NAME, "--nocapture"]).env(CHILD, "");
        let said = alone.output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(
            text.contains("1 passed"),
            "{text}{}",
            String::from_utf8_lossy(&said.stderr)
        );
        return;
    }
    let sink = Sink::default();
    let writer = sink.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_env_filter("debug,portico=trace")
        .with_writer(move || writer.clone())
        .finish();
    let _listening = tracing::subscriber::set_default(subscriber);

    let (test, people) = TestApp::with_cast().await;
    let agent = "CanaryBrowser/7";
    let visitor = test.visitor().with_header("user-agent", agent);
    let mut secrets = Vec::new();
    // A sign-in with a wrong code, a right one, an unknown address, a malformed body.
    for address in [
        json!({ "email": ADA_EMAIL }),
        json!({ "phone": ADA_PHONE }),
        json!({ "email": "canary-unknown@north.example" }),
    ] {
        let asked = visitor.post(STUDIO, "/api/client/sign-in", &address).await;
        assert!(asked.status.is_success(), "{}", asked.text());
        test.clock.advance(std::time::Duration::from_secs(60));
    }
    let asked = visitor
        .post(
            STUDIO,
            "/api/client/sign-in",
            &json!({ "email": ADA_EMAIL }),
        )
        .await;
    assert!(asked.status.is_success(), "{}", asked.text());
    let message = test.last_message(people.provider_id, ADA_EMAIL).await;
    let code = cast::code_in(&message);
    let wrong = if code == "123456" { "654321" } else { "123456" };
    assert_eq!(cast::verify(&visitor, wrong).await.code(), 422);
    assert_eq!(cast::verify(&visitor, &code).await.code(), 200);
    let body = json!({ "email": ["canary-of-a-list"] });
    assert_eq!(
        visitor
            .post(STUDIO, "/api/client/sign-in", &body)
            .await
            .code(),
        422
    );
    secrets.extend(visitor.cookie("__Host-portico"));
    // Staff: a wrong password, a right one, an address that is taken.
    for (password, expected) in [("canary of a password", 422), (OLGA_PASSWORD, 200)] {
        let body = json!({ "email": OLGA_EMAIL, "password": password });
        let answer = test
            .visitor()
            .post(STAFF, "/api/admin/session", &body)
            .await;
        assert_eq!(answer.code(), expected, "{}", answer.text());
    }
    let olga = test.as_olga().await;
    secrets.extend(olga.cookie("__Host-portico-staff"));
    let body = json!({ "client_id": people.client_id, "name": "Canary Person", "email": ADA_EMAIL, "role": "viewer" });
    assert_eq!(
        olga.post(STAFF, "/api/admin/contacts", &body).await.code(),
        409
    );
    assert_eq!(
        olga.get("canary-host.example", "/canary-path?canary=query")
            .await
            .code(),
        421
    );
    // A mail server that refuses, and says whom.
    let port = refusing_mail_server().await;
    let smtp = Smtp::new(
        &format!("smtp://127.0.0.1:{port}"),
        "Studio <portal@studio.example>",
        std::time::Duration::from_secs(5),
    )
    .unwrap();
    let parts = &test.app;
    let app = App::new(
        parts.config.clone(),
        parts.db.clone(),
        parts.clock.clone(),
        parts.ids.clone(),
        Keys::new([7; 32]),
        Gateways {
            mail: Some(smtp),
            ..Gateways::default()
        },
    );
    // The message about the code of before: no life of a minute ends it.
    let asked = test
        .visitor()
        .post(
            STUDIO,
            "/api/client/sign-in",
            &json!({ "email": cast::VIC_EMAIL }),
        )
        .await;
    assert!(asked.status.is_success(), "{}", asked.text());
    assert!(jobs::run_due(&app).await.unwrap() > 0);

    let log = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("\"answered\"") && log.contains("/api/client/sign-in"),
        "{log}"
    );
    assert!(
        log.lines()
            .all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
    );
    let plain = [
        "ada@",
        "vic@",
        "olga@",
        "canary",
        "Canary",
        agent,
        "203.0.113.7",
        "Ada",
        "Olga",
        "Acme",
        "12345601",
        OLGA_PASSWORD,
        &code,
        "studio.example",
    ];
    for word in plain.into_iter().chain(secrets.iter().map(String::as_str)) {
        let line = log.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word}: {line:?}");
    }
}
