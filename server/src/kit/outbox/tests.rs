//! The gateways, each against a server of the test's own that behaves well or badly.

use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

use super::{Channel, Letter, SendError, SmsWebhook, Smtp, Twilio, TwilioSender};
use crate::{
    cli::http_client,
    kit::id::TestIds,
    testing::{
        START,
        peer::{Conduct, Peer},
        smtp_peer::SmtpPeer,
    },
};

/// How long the tests wait for a gateway that does not answer.
const PATIENCE: Duration = Duration::from_millis(700);

fn letter(channel: Channel, recipient: &str) -> Letter {
    Letter {
        message_id: TestIds::nth(7),
        channel,
        sender_name: Some("Studio <Nörd> & Co".to_owned()),
        recipient: recipient.to_owned(),
        subject: Some("Küche – für Sie".to_owned()),
        text: "Grüße & <alles>\nhttps://studio.example/#d=1".to_owned(),
        html: Some("<p>Grüße &amp; &lt;alles&gt;</p>".to_owned()),
        sent_at: START.timestamp().into(),
        sent_at_s: START.seconds(),
    }
}

fn sms() -> Letter {
    letter(Channel::Sms, "+4915112345601")
}

/// Whether trying again may help.
fn is_away(sent: Result<(), SendError>) -> Option<bool> {
    match sent {
        Ok(()) => None,
        Err(error) => {
            assert!(!error.reason().is_empty());
            Some(!matches!(error, SendError::Refused(_)))
        }
    }
}

/// Every way to behave, and whether trying again may help; none: sent.
fn conducts() -> Vec<(Conduct, Option<bool>)> {
    vec![
        (Conduct::Answer(200, "{}"), None),
        (Conduct::Answer(202, "not JSON"), None),
        (Conduct::Answer(302, ""), Some(false)),
        (Conduct::Answer(400, "\0garbage"), Some(false)),
        (Conduct::Answer(422, ""), Some(false)),
        (Conduct::Answer(408, ""), Some(true)),
        (Conduct::Answer(429, "{}"), Some(true)),
        (Conduct::Answer(500, ""), Some(true)),
        (Conduct::Answer(503, "<html>"), Some(true)),
        (Conduct::Hang, Some(true)),
        (Conduct::Garbage, Some(true)),
        (Conduct::CutOff, Some(true)),
    ]
}

#[tokio::test]
async fn the_webhook_is_signed_and_every_answer_means_something() {
    let peer = Peer::start(Conduct::Hang).await;
    let secret = b"the secret of the test".to_vec();
    let url = format!("{}/sms?from=portico", peer.url());
    let webhook = SmsWebhook::new(http_client().unwrap(), url, secret.clone(), PATIENCE);
    for (conduct, expected) in conducts() {
        peer.conduct(conduct.clone());
        let began = Instant::now();
        assert_eq!(is_away(webhook.send(&sms()).await), expected, "{conduct:?}");
        assert!(began.elapsed() < PATIENCE * 6, "{conduct:?}");
    }
    let asked = peer.asked().remove(0);
    assert_eq!(asked.line, "POST /sms?from=portico");
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    let id = TestIds::nth(7).to_string();
    let letter = sms();
    assert_eq!(
        body,
        json!({ "id": id, "to": letter.recipient, "text": letter.text })
    );
    assert_eq!(asked.headers["webhook-id"], id);
    let timestamp = &asked.headers["webhook-timestamp"];
    assert_eq!(*timestamp, START.seconds().to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
    mac.update(format!("{id}.{timestamp}.{}", asked.body).as_bytes());
    let signature = asked.headers["webhook-signature"]
        .strip_prefix("v1,")
        .unwrap();
    mac.verify_slice(&STANDARD.decode(signature).unwrap())
        .unwrap();
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_away() {
    let url = "http://127.0.0.1:9".to_owned();
    let webhook = SmsWebhook::new(http_client().unwrap(), url, Vec::new(), PATIENCE);
    assert_eq!(is_away(webhook.send(&sms()).await), Some(true));
    let smtp = Smtp::new("smtp://127.0.0.1:9", "portal@studio.example", PATIENCE).unwrap();
    let mail = letter(Channel::Email, "accept@acme.example");
    assert_eq!(is_away(smtp.send(&mail).await), Some(true));
}

fn twilio(peer: &Peer, sender: TwilioSender) -> Twilio {
    let (sid, token) = ("AC123".to_owned(), "tok:en".to_owned());
    Twilio::new(
        http_client().unwrap(),
        &peer.url(),
        sid,
        token,
        sender,
        PATIENCE,
    )
}

#[tokio::test]
async fn twilio_is_asked_as_its_api_wants() {
    let peer = Peer::start(Conduct::Answer(
        201,
        r#"{ "sid": "SM1", "status": "queued" }"#,
    ))
    .await;
    let from = TwilioSender::From("+4930123456".to_owned());
    twilio(&peer, from).send(&sms()).await.unwrap();
    let service = TwilioSender::MessagingService("MG9".to_owned());
    twilio(&peer, service).send(&sms()).await.unwrap();
    let asked = peer.asked();
    assert_eq!(
        asked[0].line,
        "POST /2010-04-01/Accounts/AC123/Messages.json"
    );
    let login = STANDARD.encode("AC123:tok:en");
    assert_eq!(asked[0].headers["authorization"], format!("Basic {login}"));
    assert_eq!(
        asked[0].headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    let fields = |place: usize| -> Vec<(String, String)> {
        form_urlencoded::parse(asked[place].body.as_bytes())
            .into_owned()
            .collect()
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let letter = sms();
    let common = [field("To", &letter.recipient), field("Body", &letter.text)];
    assert_eq!(
        fields(0),
        [&common[..], &[field("From", "+4930123456")]].concat()
    );
    assert_eq!(
        fields(1),
        [&common[..], &[field("MessagingServiceSid", "MG9")]].concat()
    );
}

#[tokio::test]
async fn what_twilio_refuses_is_said_in_words() {
    let peer = Peer::start(Conduct::Hang).await;
    let twilio = twilio(&peer, TwilioSender::From("+4930123456".to_owned()));
    for (conduct, expected) in conducts() {
        peer.conduct(conduct.clone());
        assert_eq!(is_away(twilio.send(&sms()).await), expected, "{conduct:?}");
    }
    for (status, body, expected) in [
        (
            400,
            r#"{ "code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400 }"#,
            SendError::Refused("Twilio: this number has said STOP to messages (21610)".to_owned()),
        ),
        (
            400,
            r#"{ "code": 99999, "message": "Something new", "status": 400 }"#,
            SendError::Refused("Twilio: Something new (99999)".to_owned()),
        ),
        (
            401,
            r#"{ "code": 20003, "message": "Authenticate", "status": 401 }"#,
            SendError::Away(
                "Twilio does not know this account sid and auth token (20003)".to_owned(),
            ),
        ),
        (
            429,
            r#"{ "code": 20429, "message": "Too Many Requests", "status": 429 }"#,
            SendError::Postponed("Twilio is asked too often (20429)".to_owned()),
        ),
        (
            502,
            "<html>",
            SendError::Away("Twilio answered 502".to_owned()),
        ),
    ] {
        peer.conduct(Conduct::Answer(status, body));
        assert_eq!(twilio.send(&sms()).await, Err(expected));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_reaches_a_real_server_whole_and_every_answer_means_something() {
    let mut peer = SmtpPeer::start();
    let smtp = Smtp::new(&peer.url, "Portal <portal@studio.example>", PATIENCE).unwrap();
    for (name, expected) in [
        ("later", Some(true)),
        ("never", Some(false)),
        ("hang", Some(true)),
        ("cut", Some(true)),
        ("accept", None),
    ] {
        let mail = letter(Channel::Email, &format!("{name}@acme.example"));
        let began = Instant::now();
        assert_eq!(is_away(smtp.send(&mail).await), expected, "{name}");
        assert!(began.elapsed() < PATIENCE * 6, "{name}");
    }
    let taken = peer.next_mail();
    assert_eq!(
        (&taken["from"], &taken["to"]),
        (
            &json!("portal@studio.example"),
            &json!(["accept@acme.example"])
        )
    );
    let headers = &taken["headers"];
    assert_eq!(headers["subject"], "Küche – für Sie");
    let from = headers["from"].as_str().unwrap();
    assert!(
        from.contains("Studio <Nörd> & Co") && from.ends_with("<portal@studio.example>"),
        "{from}"
    );
    assert_eq!(
        headers["message-id"],
        format!("<{}@studio.example>", TestIds::nth(7))
    );
    assert_eq!(headers["date"], "Sat, 21 Nov 2026 09:30:00 +0000");
    assert_eq!(
        taken["structure"],
        json!(["multipart/alternative", "text/plain", "text/html"])
    );
    assert_eq!(taken["charsets"], json!(["utf-8", "utf-8"]));
    assert_eq!(taken["defects"], json!([]));
    let text = taken["parts"][0].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), letter(Channel::Email, "").text);
    assert!(
        taken["parts"][1]
            .as_str()
            .unwrap()
            .contains("<p>Grüße &amp; &lt;alles&gt;</p>")
    );
}

/// A mail server that says the first so many answers as it should, and then one without end; it returns how many bytes of
/// that one left it.
async fn endless_after(listener: &TcpListener, answers: &[&str]) -> usize {
    let (stream, _) = listener.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    for (place, answer) in answers.iter().enumerate() {
        if place > 0 {
            stream.read_line(&mut String::new()).await.unwrap();
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
    let (mut said, words) = (0, [b'2'; 16 * 1024]);
    while stream.write_all(&words).await.is_ok() {
        said += words.len();
    }
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_never_ends_a_line_is_left_at_once_and_tried_again() {
    // What the system holds for both sides of a connection comes on top of what is read.
    const MOST: usize = 32 << 20;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let patience = Duration::from_secs(60);
    let smtp = Smtp::new(&url, "portal@studio.example", patience).unwrap();
    let mail = letter(Channel::Email, "accept@acme.example");
    let good = [
        "220 test\r\n",
        "250-test\r\n250 8BITMIME\r\n",
        "250 yes\r\n",
    ];
    for answers in 0..=good.len() {
        let (sent, said) =
            tokio::join!(smtp.send(&mail), endless_after(&listener, &good[..answers]));
        let Err(SendError::Unanswered(reason)) = sent else {
            panic!("{answers}: {sent:?}");
        };
        assert!(reason.contains("says more than an answer"), "{reason}");
        assert!(
            said < MOST,
            "{said} bytes were taken after {answers} answers"
        );
    }
    let (greeted, _) = tokio::join!(smtp.greet(), endless_after(&listener, &[]));
    assert!(greeted.is_err(), "doctor says so");
}
