//! Limits are not evaded by another spelling of an address, nor by pretending to come from elsewhere (P12).

use portico::testing::{
    TestApp,
    cast::{ADA_EMAIL, ADA_PHONE, Cast, STAFF, STUDIO, code_in},
};
use serde_json::{Value, json};

use super::post_from;

const SIGN_IN: &str = "/api/client/sign-in";
const MESSAGES: usize = 3;

/// How many of these ways to ask were let through, and how many were refused by a limit.
async fn asked(test: &TestApp, bodies: impl Iterator<Item = Value>) -> (usize, usize) {
    let (mut sent, mut limited) = (0, 0);
    for body in bodies {
        let answer = test.post(STUDIO, SIGN_IN, &body).await;
        match answer.code() {
            202 => sent += 1,
            429 => limited += 1,
            _ => panic!("{body}: {}", answer.text()),
        }
    }
    (sent, limited)
}

#[tokio::test]
async fn every_spelling_of_a_phone_is_counted_as_that_phone() {
    let (test, _) = TestApp::with_cast().await;
    let spellings = [
        ADA_PHONE,
        "+49 151 12345601",
        "0049 151 12345601",
        "0151/12345601",
        "(0151) 123-456-01",
        " 0151 12345601 ",
        "＋４９１５１１２３４５６０１",
        "+49\u{a0}151\u{a0}12345601",
        "+49 (0) 151 12345601",
    ];
    let bodies = spellings.iter().map(|phone| json!({ "phone": phone }));
    assert_eq!(
        asked(&test, bodies).await,
        (MESSAGES, spellings.len() - MESSAGES)
    );
}

#[tokio::test]
async fn every_spelling_of_a_mailbox_is_counted_as_that_mailbox() {
    let (test, cast) = TestApp::with_cast().await;
    let spellings = [
        ADA_EMAIL,
        "ADA@ACME.EXAMPLE",
        " ada@acme.example ",
        "Ada@acme.Example",
        "ada@ａcme.example",
        "ada@acme\u{3002}example",
        "ada@ac\u{ad}me.example",
    ];
    let bodies = spellings.iter().map(|email| json!({ "email": email }));
    assert_eq!(
        asked(&test, bodies).await,
        (MESSAGES, spellings.len() - MESSAGES)
    );
    // A host beyond ASCII has two forms, which are one mailbox.
    let (test, _) = (TestApp::with_cast().await.0, cast);
    let spellings = [
        "a@bücher.example",
        "a@BÜCHER.example",
        "a@xn--bcher-kva.example",
        "A@XN--BCHER-KVA.EXAMPLE",
    ];
    let bodies = spellings.iter().map(|email| json!({ "email": email }));
    assert_eq!(asked(&test, bodies).await, (MESSAGES, 1));
    // What could be spelled two ways otherwise is no address at all.
    for email in [
        "ada@acme.example.",
        "\"ada\"@acme.example",
        "ada@acme.example, x@y.example",
        "аda@acme.example",
    ] {
        let refused = test.post(STUDIO, SIGN_IN, &json!({ "email": email })).await;
        assert_eq!(refused.code(), 422, "{email}: {}", refused.text());
    }
}

#[tokio::test]
async fn guesses_at_a_password_are_counted_whatever_the_spelling() {
    let (test, _) = TestApp::with_cast().await;
    let mut codes = Vec::new();
    for email in [
        "olga@studio.example",
        "OLGA@studio.example",
        " olga@STUDIO.example ",
        "olga@ｓtudio.example",
    ] {
        for _ in 0..2 {
            let body = json!({ "email": email, "password": "not the password" });
            codes.push(test.post(STAFF, "/api/admin/session", &body).await.code());
        }
    }
    assert_eq!(codes, [422, 422, 422, 422, 422, 429, 429, 429]);
}

/// Asks for a code for a mailbox of its own each time.
async fn ask_from(test: &TestApp, number: usize, peer: &str, headers: &[(&str, &str)]) -> u16 {
    let body = json!({ "email": format!("nobody{number}@acme.example") });
    post_from(test, peer, STUDIO, SIGN_IN, headers, &body).await
}

#[tokio::test]
async fn nobody_comes_from_elsewhere_by_saying_so() {
    let (test, _) = TestApp::with_cast().await;
    let mut codes = Vec::new();
    for number in 0..34 {
        let said = format!("198.51.100.{number}");
        let forwarded = format!("for={said};host=other.example");
        let headers = [
            ("x-forwarded-for", said.as_str()),
            ("forwarded", forwarded.as_str()),
            ("x-real-ip", said.as_str()),
            ("cf-connecting-ip", said.as_str()),
            ("true-client-ip", said.as_str()),
        ];
        codes.push(ask_from(&test, number, "203.0.113.80:4000", &headers).await);
    }
    assert_eq!(codes, [[202; 30].as_slice(), [429; 4].as_slice()].concat());
}

#[tokio::test]
async fn a_network_of_ipv6_is_one_and_a_mapped_address_is_its_own() {
    let (test, _) = TestApp::with_cast().await;
    let mut codes = Vec::new();
    for number in 0..32 {
        let peer = format!("[2001:db8:7:7:{number:x}::{number:x}]:4000");
        codes.push(ask_from(&test, number, &peer, &[]).await);
    }
    assert_eq!(codes, [[202; 30].as_slice(), [429; 2].as_slice()].concat());
    assert_eq!(
        ask_from(&test, 40, "[2001:db8:7:8::1]:4000", &[]).await,
        202,
        "the next network"
    );
    codes.clear();
    for number in 50..82 {
        let peer = ["203.0.113.81:4000", "[::ffff:203.0.113.81]:4000"][number % 2];
        codes.push(ask_from(&test, number, peer, &[]).await);
    }
    assert_eq!(codes, [[202; 30].as_slice(), [429; 2].as_slice()].concat());
}

/// Asks for Ada's code in another browser: its pending cookie.
async fn challenge(test: &TestApp, cast: &Cast) -> (String, String) {
    let browser = test.visitor();
    let asked = browser
        .post(STUDIO, SIGN_IN, &json!({ "email": ADA_EMAIL }))
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    (browser.cookie("__Host-portico-pending").unwrap(), code)
}

#[tokio::test]
async fn links_are_not_guessed() {
    let (test, cast) = TestApp::with_cast().await;
    let (cookie, _) = challenge(&test, &cast).await;
    let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
    let token = portico::testing::cast::token_in(&message);
    // 256 bits: one letter off is as far away as any.
    assert!(token.len() >= 43, "{token}");
    let near = |place: usize| {
        let mut letters: Vec<char> = token.chars().collect();
        letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
        letters.into_iter().collect::<String>()
    };
    let cut = token[..token.len() - 1].to_owned();
    let guesses = [
        near(0),
        near(20),
        cut,
        format!("{token}A"),
        token.to_uppercase(),
        String::new(),
        "%".into(),
    ];
    let browser = test
        .visitor()
        .with_cookie("__Host-portico-pending", &cookie);
    let path = "/api/client/sign-in/verification";
    for guess in guesses {
        let answer = browser.post(STUDIO, path, &json!({ "token": guess })).await;
        assert!(
            [422, 429].contains(&answer.code()),
            "{guess}: {}",
            answer.text()
        );
        assert!(answer.headers.get("set-cookie").is_none(), "{guess}");
    }
    assert_eq!(test.get(STUDIO, "/api/client/session").await.code(), 401);
}
