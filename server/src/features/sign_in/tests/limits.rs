//! How often messages are sent and codes are tried (P12, P14).

use std::{sync::Arc, time::Duration};

use http::Method;
use serde_json::{Value, json};

use super::ask;
use crate::{
    params,
    scope::Job,
    scoped,
    testing::{
        Answer, TestApp, Visitor, add_brand_domain, add_provider,
        cast::{ADA_EMAIL, ADA_PHONE, STAFF, STUDIO, code_in, verify},
    },
};

const MINUTE: Duration = Duration::from_secs(60);

/// Six digits that are not these.
fn wrong(code: &str) -> String {
    let last = code.as_bytes()[5];
    format!(
        "{}{}",
        &code[..5],
        char::from(if last == b'9' { b'0' } else { last + 1 })
    )
}

/// All of an answer that somebody outside can see, but the request id and the cookie's value.
fn outside(answer: &Answer) -> (u16, Value, Vec<(String, String)>) {
    let mut body = answer.json();
    if let Value::Object(members) = &mut body {
        members.remove("request_id");
    }
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id" && *name != "set-cookie");
    let mut headers: Vec<_> = headers
        .map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    for cookie in answer.headers.get_all("set-cookie") {
        let line = cookie.to_str().unwrap();
        let (name, rest) = line.split_once('=').unwrap();
        let (value, attributes) = rest.split_once(';').unwrap();
        headers.push((name.to_owned(), format!("{} {attributes}", value.len())));
    }
    headers.sort();
    (answer.code(), body, headers)
}

#[tokio::test]
async fn a_fourth_message_in_ten_minutes_is_refused_and_the_window_slides() {
    let (test, _) = TestApp::with_cast().await;
    for minute in 0..3 {
        let answer = ask(&test.visitor(), json!({ "phone": ADA_PHONE })).await;
        assert_eq!(answer.code(), 202, "in minute {minute}");
        if minute == 2 {
            assert_eq!(
                answer.json()["resend_at"],
                "2026-11-21T09:40:00.000000Z",
                "when the first one leaves the window"
            );
        }
        test.clock.advance(MINUTE);
    }
    let fourth = ask(&test.visitor(), json!({ "phone": ADA_PHONE })).await;
    assert_eq!(
        (
            fourth.code(),
            fourth.headers["retry-after"].to_str().unwrap()
        ),
        (429, "420")
    );
    test.clock.advance(7 * MINUTE);
    assert_eq!(
        ask(&test.visitor(), json!({ "phone": ADA_PHONE }))
            .await
            .code(),
        202
    );
    assert_eq!(
        ask(&test.visitor(), json!({ "phone": ADA_PHONE }))
            .await
            .code(),
        429
    );
}

#[tokio::test]
async fn a_sixth_code_in_ten_minutes_is_not_looked_at_and_a_new_code_brings_no_attempts() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.visitor();
    ask(&ada, json!({ "email": ADA_EMAIL })).await;
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    for left in [4, 3] {
        let answer = verify(&ada, &wrong(&code)).await;
        assert_eq!(
            (answer.code(), answer.json()["code"].clone()),
            (422, json!("wrong_code"))
        );
        assert_eq!(answer.json()["attempts_left"], left);
        test.clock.advance(MINUTE);
    }
    ask(&ada, json!({ "email": ADA_EMAIL })).await;
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    for left in [2, 1, 0] {
        assert_eq!(
            verify(&ada, &wrong(&code)).await.json()["attempts_left"],
            left
        );
    }
    let sixth = verify(&ada, &code).await;
    assert_eq!(
        (sixth.code(), sixth.headers["retry-after"].to_str().unwrap()),
        (429, "480"),
        "right, but not looked at"
    );
    ask(&ada, json!({ "email": ADA_EMAIL })).await;
    let newest = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    assert_eq!(verify(&ada, &newest).await.code(), 429);
    test.clock.advance(8 * MINUTE);
    assert_eq!(
        verify(&ada, &newest).await.code(),
        200,
        "the first attempt left the window, and the code is still good"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_codes_at_once_exactly_five_are_evaluated() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.visitor();
    ask(&ada, json!({ "phone": ADA_PHONE })).await;
    let cookie = ada.cookie("__Host-portico-pending").unwrap();
    let code = wrong(&code_in(
        &test.last_message(cast.provider_id, ADA_PHONE).await,
    ));
    let test = Arc::new(test);
    let tries = (0..200).map(|_| {
        let (test, cookie, code) = (test.clone(), cookie.clone(), code.clone());
        tokio::spawn(async move {
            let browser = test
                .visitor()
                .with_cookie("__Host-portico-pending", &cookie);
            let answer = verify(&browser, &code).await;
            (answer.code(), answer.json()["attempts_left"].as_u64())
        })
    });
    let mut left = Vec::new();
    let mut refused = 0;
    for each in tries.collect::<Vec<_>>() {
        match each.await.unwrap() {
            (422, Some(attempts_left)) => left.push(attempts_left),
            (429, None) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    left.sort_unstable();
    assert_eq!((left, refused), (vec![0, 1, 2, 3, 4], 195));
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_known_one_to_the_byte() {
    let (test, _) = TestApp::with_cast().await;
    let mut stories = Vec::new();
    // The two have the same mask, so that nothing at all may differ.
    for email in ["ada@acme.example", "abe@acme.example"] {
        let visitor = test.visitor();
        let mut story = Vec::new();
        for _ in 0..4 {
            story.push(outside(&ask(&visitor, json!({ "email": email })).await));
        }
        for _ in 0..6 {
            story.push(outside(&verify(&visitor, "no code").await));
            story.push(outside(&verify(&visitor, "000000").await));
        }
        stories.push(story);
    }
    assert_eq!(
        stories[0].iter().map(|step| step.0).collect::<Vec<_>>()[..4],
        [202, 202, 202, 429]
    );
    assert_eq!(stories[0], stories[1]);
}

#[tokio::test]
async fn a_prospect_whose_portal_is_off_is_answered_like_an_unknown_address_to_the_byte() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    // Staff add a prospect; its portal is off until they open it.
    let body = json!({ "name": "Harbour" });
    let made = olga.post(STAFF, "/api/admin/clients", &body).await.json();
    assert_eq!(
        (&made["status"], &made["portal_enabled"]),
        (&json!("prospect"), &json!(false))
    );
    let id = made["id"].as_str().unwrap();
    let body =
        json!({ "client_id": id, "name": "Pam", "email": "pam@acme.example", "role": "executive" });
    let added = olga.post(STAFF, "/api/admin/contacts", &body).await;
    assert_eq!(added.code(), 201, "{}", added.text());
    let told = |answer: &Answer| {
        let cookies = answer.headers.get_all("set-cookie").iter().count();
        (outside(answer), cookies)
    };
    let mut stories = Vec::new();
    for email in ["pam@acme.example", "pip@acme.example"] {
        let visitor = test.visitor();
        let mut story = Vec::new();
        for _ in 0..4 {
            story.push(told(&ask(&visitor, json!({ "email": email })).await));
        }
        story.push(told(&verify(&visitor, "000000").await));
        stories.push(story);
    }
    assert_eq!(stories[0][0].0.0, 202);
    assert_eq!(stories[0], stories[1]);
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let count = scoped!(
        "select count(*) from outbox_message m where {provider:m} and m.recipient = 'pam@acme.example'"
    );
    let sent: i64 = read.one(count, params![]).await.unwrap();
    assert_eq!(sent, 0, "nothing is sent to a portal that is off");
    drop(read);
    // Once it is opened, the same prospect signs in.
    let path = format!("/api/admin/clients/{id}");
    let open = json!({ "portal_enabled": true });
    olga.send(Method::PATCH, STAFF, &path, Some(&open)).await;
    test.clock.advance(Duration::from_secs(3_600));
    test.signed_in(&cast, "pam@acme.example").await;
}

#[tokio::test]
async fn the_same_phone_at_two_providers_has_limits_of_its_own() {
    let (test, _) = TestApp::with_cast().await;
    let other = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    add_brand_domain(
        &test.app.db,
        test.app.ids.as_ref(),
        other,
        "builder.example",
        "",
    )
    .await;
    let client_id = test.add_client(other, "Acme").await;
    test.add_contact(other, client_id, "Ada", None, Some(ADA_PHONE), "viewer")
        .await;
    for _ in 0..3 {
        assert_eq!(
            ask(&test.visitor(), json!({ "phone": ADA_PHONE }))
                .await
                .code(),
            202
        );
    }
    assert_eq!(
        ask(&test.visitor(), json!({ "phone": ADA_PHONE }))
            .await
            .code(),
        429
    );
    let elsewhere = test.visitor();
    let asked = elsewhere
        .post(
            "builder.example",
            "/api/client/sign-in",
            &json!({ "phone": ADA_PHONE }),
        )
        .await;
    assert_eq!(asked.code(), 202);
    let code = code_in(&test.last_message(other, ADA_PHONE).await);
    let body = json!({ "code": code });
    assert_eq!(
        verify(&elsewhere, &code).await.code(),
        422,
        "the code of one brand is worthless at another"
    );
    assert_eq!(
        elsewhere
            .post("builder.example", "/api/client/sign-in/verification", &body)
            .await
            .code(),
        200
    );
}

#[tokio::test]
async fn a_network_and_a_range_of_numbers_have_limits_too() {
    let (test, _) = TestApp::with_cast().await;
    let mut codes = Vec::new();
    for n in 0..21 {
        codes.push(
            ask(
                &test.visitor(),
                json!({ "phone": format!("+4915112346{n:03}") }),
            )
            .await
            .code(),
        );
    }
    assert_eq!(
        (codes.iter().filter(|code| **code == 202).count(), codes[20]),
        (20, 429),
        "numbers of one range"
    );
    codes.clear();
    for n in 0..11 {
        codes.push(
            ask(
                &test.visitor(),
                json!({ "email": format!("a{n}@acme.example") }),
            )
            .await
            .code(),
        );
    }
    assert_eq!(
        (codes.iter().filter(|code| **code == 202).count(), codes[10]),
        (10, 429),
        "messages for one network"
    );
    test.clock.advance(10 * MINUTE);
    assert_eq!(
        ask(&test.visitor(), json!({ "email": ADA_EMAIL }))
            .await
            .code(),
        202
    );
    assert_eq!(
        ask(&test.visitor(), json!({ "phone": "+4915112346999" }))
            .await
            .code(),
        429,
        "the range waits an hour"
    );
}

#[tokio::test]
async fn what_is_no_address_or_not_offered_is_refused_by_field() {
    let (test, cast) = TestApp::with_cast().await;
    let field = |answer: Answer| {
        let error = answer.json()["errors"][0].clone();
        (
            answer.code(),
            error["field"].as_str().unwrap().to_owned(),
            error["code"].as_str().unwrap().to_owned(),
        )
    };
    let refusal = |field: &str, code: &str| (422, field.to_owned(), code.to_owned());
    let visitor = test.visitor();
    assert_eq!(
        field(ask(&visitor, json!({ "phone": "12" })).await),
        refusal("phone", "invalid")
    );
    assert_eq!(
        field(ask(&visitor, json!({ "email": "ada@" })).await),
        refusal("email", "invalid")
    );
    assert_eq!(
        field(ask(&visitor, json!({})).await),
        refusal("", "choose_one")
    );
    assert_eq!(
        field(ask(&visitor, json!({ "email": ADA_EMAIL, "phone": "1" })).await),
        refusal("", "choose_one")
    );
    let olga = test.as_olga().await;
    let off = olga
        .send(
            Method::PATCH,
            "staff.example",
            "/api/admin/settings/sign-in",
            Some(&json!({ "sign_in_by_sms": false })),
        )
        .await;
    assert_eq!(off.code(), 200, "{}", off.text());
    assert_eq!(
        field(ask(&visitor, json!({ "phone": ADA_PHONE })).await),
        refusal("phone", "not_offered")
    );
    assert_eq!(
        test.get(STUDIO, "/api/client/portal").await.json()["sign_in"],
        json!({ "sms": false, "email": true, "password": false })
    );
    let _ = cast;
}

#[tokio::test]
async fn what_a_limit_refuses_over_and_over_fills_no_audit() {
    let (test, cast) = TestApp::with_cast().await;
    let job = Job::of(cast.provider_id);
    let counted = async |statement| -> i64 {
        let read = test.app.db.read(&job).await.unwrap();
        read.one(statement, crate::params![]).await.unwrap()
    };
    let entries = crate::scoped!("select count(*) from audit_entry e where {provider:e}");
    let events = crate::scoped!("select count(*) from limit_event e where {provider:e}");
    let before = counted(entries).await;
    for _ in 0..3 {
        let answer = ask(&test.visitor(), json!({ "email": ADA_EMAIL })).await;
        assert_eq!(answer.code(), 202, "{}", answer.text());
    }
    let asked = counted(entries).await - before;
    for _ in 0..350 {
        let answer = ask(&test.visitor(), json!({ "email": ADA_EMAIL })).await;
        assert_eq!(answer.code(), 429, "{}", answer.text());
    }
    assert_eq!(counted(entries).await - before, asked + 4);
    assert!(counted(events).await < 12, "{}", counted(events).await);
    let details = crate::scoped!(
        "select e.detail from audit_entry e where {provider:e} and e.act = 'sign_in_asked' and e.outcome = 'refused'
         order by e.sequence"
    );
    let read = test.app.db.read(&job).await.unwrap();
    let details: Vec<Value> = read.list(details, crate::params![]).await.unwrap();
    let counts: Vec<&Value> = details.iter().map(|detail| &detail["count"]).collect();
    assert_eq!(
        counts,
        [&Value::Null, &json!(100), &json!(200), &json!(300)]
    );
    drop(read);
    test.clock.advance(Duration::from_secs(700));
    for _ in 0..4 {
        ask(&test.visitor(), json!({ "email": ADA_EMAIL })).await;
    }
    assert_eq!(
        counted(entries).await - before,
        2 * asked + 5,
        "it begins anew"
    );
}

/// Medians of known and unknown addresses, asked in turn so that both meet the same machine.
#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_known_one() {
    let (test, cast) = TestApp::with_cast().await;
    let client_id = test.add_client(cast.provider_id, "Many").await;
    let mut took: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for n in 0..500 {
        let known = format!("k{n}@acme.example");
        test.add_contact(
            cast.provider_id,
            client_id,
            "K",
            Some(&known),
            None,
            "viewer",
        )
        .await;
        for (place, email) in [(0, known), (1, format!("u{n}@acme.example"))] {
            test.clock.advance(MINUTE);
            let visitor: Visitor<'_> = test.visitor();
            let begun = std::time::Instant::now();
            assert_eq!(ask(&visitor, json!({ "email": email })).await.code(), 202);
            took[place].push(begun.elapsed());
        }
    }
    let [known, unknown] = took.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    assert!(
        known.abs_diff(unknown) < Duration::from_millis(2),
        "known {known:?}, unknown {unknown:?}"
    );
}

/// Only German numbers.
async fn of_germany() -> (TestApp, crate::testing::cast::Cast) {
    let mut config = crate::config::Config::default();
    config.sms.countries = Some(vec!["DE".to_owned()]);
    let test = TestApp::with(config).await;
    let cast = test.add_cast().await;
    (test, cast)
}

#[tokio::test]
async fn a_number_of_a_country_that_is_not_listed_is_answered_like_an_unknown_one() {
    let (test, cast) = of_germany().await;
    let known = "+436641234567";
    test.add_contact(
        cast.provider_id,
        cast.client_id,
        "Eva",
        None,
        Some(known),
        "viewer",
    )
    .await;
    let eva = ask(&test.visitor(), json!({ "phone": known })).await;
    assert_eq!(eva.code(), 202, "{}", eva.text());
    let mut unknown = outside(&ask(&test.visitor(), json!({ "phone": "+436641234568" })).await);
    unknown.1["masked"] = eva.json()["masked"].clone();
    assert_eq!(outside(&eva), unknown);
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let sent = crate::scoped!("select count(*) from outbox_message m where {provider:m}");
    assert_eq!(read.one::<i64>(sent, crate::params![]).await.unwrap(), 0);
    let entries = crate::scoped!(
        "select e.outcome, e.detail from audit_entry e where {provider:e} and e.act = 'sign_in_asked'
         order by e.sequence"
    );
    let entries: Vec<(String, Value)> = read.list(entries, crate::params![]).await.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(
        entries[0],
        (
            "refused".to_owned(),
            json!({ "channel": "sms", "reason": "country" })
        )
    );
    drop(read);
    for home in [ADA_PHONE, "0151 12345601"] {
        assert_eq!(
            ask(&test.visitor(), json!({ "phone": home })).await.code(),
            202
        );
    }
    test.last_message(cast.provider_id, ADA_PHONE).await;
}

#[tokio::test]
async fn the_limits_are_the_configured_ones() {
    let mut config = crate::config::Config::default();
    config.sign_in.sends_per_address = 1;
    config.sign_in.codes_per_address = 2;
    let test = TestApp::with(config).await;
    let cast = test.add_cast().await;
    let ada = test.visitor();
    assert_eq!(ask(&ada, json!({ "email": ADA_EMAIL })).await.code(), 202);
    assert_eq!(ask(&ada, json!({ "email": ADA_EMAIL })).await.code(), 429);
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    assert_eq!(verify(&ada, &wrong(&code)).await.json()["attempts_left"], 1);
    assert_eq!(verify(&ada, &wrong(&code)).await.json()["attempts_left"], 0);
    assert_eq!(verify(&ada, &code).await.code(), 429);
}
