//! What one brand, one host, one contact may not reach (P2, P4, P8).

use http::Method;
use serde_json::{Value, json};

use super::ask;
use crate::{
    db::{params, scoped},
    scope::Job,
    testing::{
        TestApp, add_brand_domain, add_provider,
        cast::{ADA_EMAIL, Cast, OLGA_EMAIL, STAFF, STUDIO, VIC_EMAIL, code_in, verify},
    },
};

const SESSION: &str = "/api/client/session";

#[tokio::test]
async fn a_session_is_worthless_at_another_brand() {
    let (test, cast) = TestApp::with_cast().await;
    add_brand_domain(
        &test.app.db,
        test.app.ids.as_ref(),
        cast.provider_id,
        "second.example",
        "",
    )
    .await;
    let other = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    add_brand_domain(
        &test.app.db,
        test.app.ids.as_ref(),
        other,
        "builder.example",
        "",
    )
    .await;
    let ada = test.as_ada(&cast).await;
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200);
    assert_eq!(
        ada.get("second.example", SESSION).await.code(),
        401,
        "another brand of the same provider"
    );
    assert_eq!(
        ada.get("builder.example", SESSION).await.code(),
        401,
        "another provider"
    );
    assert_eq!(
        ada.get("unknown.example", SESSION).await.code(),
        421,
        "a host that nobody registered"
    );
    let forged = ada.get(STUDIO, SESSION).await;
    assert_eq!(forged.code(), 200, "and it still works where it belongs");
    let hint = test
        .visitor()
        .with_header("x-forwarded-host", STUDIO)
        .get("unknown.example", SESSION)
        .await;
    assert_eq!(
        hint.code(),
        421,
        "forwarded headers of a stranger count for nothing"
    );
}

#[tokio::test]
async fn contacts_and_staff_have_nothing_at_each_others_host() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let token = ada.cookie("__Host-portico").unwrap();
    assert_eq!(ada.get(STAFF, "/api/admin/session").await.code(), 401);
    assert_eq!(ada.get(STAFF, SESSION).await.code(), 403);
    let disguised = test.visitor().with_cookie("__Host-portico-staff", &token);
    assert_eq!(disguised.get(STAFF, "/api/admin/session").await.code(), 401);
    let olga = test.as_olga().await;
    let token = olga.cookie("__Host-portico-staff").unwrap();
    assert_eq!(olga.get(STUDIO, SESSION).await.code(), 401);
    assert_eq!(
        test.visitor()
            .with_cookie("__Host-portico", &token)
            .get(STUDIO, SESSION)
            .await
            .code(),
        401
    );
    assert_eq!(olga.get(STUDIO, "/api/admin/session").await.code(), 403);
    let sign_in = json!({ "email": OLGA_EMAIL });
    assert_eq!(
        test.post(STAFF, "/api/client/sign-in", &sign_in)
            .await
            .code(),
        403,
        "no contacts sign in on the staff host"
    );
}

/// Changes one thing about Ada or her client.
async fn change(test: &TestApp, cast: &Cast, what: &str) {
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let changed = match what {
        "off" => {
            let off = scoped!(
                "update contact as c set state = 'off' where {provider:c} and c.contact_id = $4"
            );
            write.exec(off, params![cast.ada_id]).await
        }
        "active" => {
            let on = scoped!(
                "update contact as c set state = 'active' where {provider:c} and c.contact_id = $4"
            );
            write.exec(on, params![cast.ada_id]).await
        }
        "portal" => {
            let toggle = scoped!(
                "update client as k set portal_enabled = not k.portal_enabled where {client:k} and k.client_id = $4"
            );
            write.exec(toggle, params![cast.client_id]).await
        }
        "inactive" | "prospect" => {
            let set =
                scoped!("update client as k set status = $5 where {client:k} and k.client_id = $4");
            write.exec(set, params![cast.client_id, what]).await
        }
        _ => {
            let leave =
                scoped!("delete from membership as m where {client:m} and m.membership_id = $4");
            write.exec(leave, params![cast.ada_membership_id]).await
        }
    };
    assert_eq!(changed.unwrap(), 1, "{what}");
    write.commit().await.unwrap();
}

#[tokio::test]
async fn whoever_may_not_act_is_out_at_once_and_in_again_with_nothing_lost() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    for (away, back) in [
        ("off", "active"),
        ("portal", "portal"),
        ("inactive", "prospect"),
    ] {
        assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200, "before {away}");
        change(&test, &cast, away).await;
        assert_eq!(ada.get(STUDIO, SESSION).await.code(), 401, "{away}");
        change(&test, &cast, back).await;
    }
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200);
}

#[tokio::test]
async fn whoever_is_switched_off_between_asking_and_proving_is_answered_as_unknown() {
    for away in ["off", "portal", "inactive"] {
        let (test, cast) = TestApp::with_cast().await;
        let ada = test.visitor();
        ask(&ada, json!({ "email": ADA_EMAIL })).await;
        let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
        change(&test, &cast, away).await;
        let answer = verify(&ada, &code).await;
        assert_eq!(
            (answer.code(), answer.json()["code"].clone()),
            (422, json!("wrong_code")),
            "{away}"
        );
        assert!(ada.cookie("__Host-portico").is_none());
        let asked = ask(&test.visitor(), json!({ "email": ADA_EMAIL })).await;
        assert_eq!(asked.code(), 202, "{away}");
        let still = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
        assert_eq!(still, code, "no second message was sent");
    }
}

#[tokio::test]
async fn nobody_is_led_out_of_the_portal() {
    let (test, cast) = TestApp::with_cast().await;
    for to in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/a//evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ] {
        test.clock.advance(std::time::Duration::from_secs(601));
        let ada = test.visitor();
        assert_eq!(
            ask(&ada, json!({ "email": ADA_EMAIL, "return_to": to }))
                .await
                .code(),
            202
        );
        let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
        assert_eq!(
            verify(&ada, &code).await.json(),
            json!({ "return_to": "/portal", "next": "portal" }),
            "{to}"
        );
    }
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let (test, cast) = TestApp::with_cast().await;
    let laptop = test.as_ada(&cast).await;
    test.clock.advance(std::time::Duration::from_secs(60));
    let phone = test.as_ada(&cast).await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    let list = phone.get(STUDIO, "/api/client/sessions").await.json();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(
        (&items[0]["current"], &items[1]["current"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(items[0]["ip"], "203.0.113.7");
    let other = format!("/api/client/sessions/{}", items[1]["id"].as_str().unwrap());
    let foreign = vic.send(Method::DELETE, STUDIO, &other, None).await;
    let invented = vic
        .send(
            Method::DELETE,
            STUDIO,
            "/api/client/sessions/00000000-0000-7000-8000-0000000fffff",
            None,
        )
        .await;
    assert_eq!((foreign.code(), invented.code()), (404, 404));
    assert_eq!(laptop.get(STUDIO, SESSION).await.code(), 200);
    assert_eq!(
        phone
            .send(Method::DELETE, STUDIO, &other, None)
            .await
            .code(),
        204
    );
    assert_eq!(laptop.get(STUDIO, SESSION).await.code(), 401);
    assert_eq!(
        phone.get(STUDIO, "/api/client/sessions").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    test.clock
        .advance(std::time::Duration::from_secs(30 * 86_400));
    assert_eq!(
        phone.get(STUDIO, SESSION).await.code(),
        401,
        "idle for thirty days"
    );
}

#[tokio::test]
async fn the_audit_says_who_asked_who_got_in_and_who_was_refused() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.visitor();
    ask(&ada, json!({ "email": ADA_EMAIL })).await;
    ask(&test.visitor(), json!({ "email": "nobody@acme.example" })).await;
    verify(&ada, "000000").await;
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    verify(&ada, &code).await;
    ada.send(Method::DELETE, STUDIO, SESSION, None).await;
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let list = scoped!(
        "select e.act, e.outcome, e.actor_kind, p.address from audit_entry e join audit_person p using (provider_id, sequence)
         where {provider:e} order by e.sequence"
    );
    let entries: Vec<(String, String, String, Option<String>)> =
        read.list(list, params![]).await.unwrap();
    let entries: Vec<_> = entries
        .iter()
        .map(|(act, outcome, kind, _)| format!("{act} {outcome} {kind}"))
        .collect();
    assert_eq!(
        entries,
        [
            "sign_in_asked done contact",
            "sign_in_asked done stranger",
            "signed_in refused stranger",
            "signed_in done contact",
            "signed_out done contact"
        ]
    );
    let contact: Vec<(String, bool)> = read
        .list(
            scoped!("select c.state, c.first_signed_in_at is not null from contact c where {provider:c} and c.contact_id = $4"),
            params![cast.ada_id],
        )
        .await
        .unwrap();
    assert_eq!(contact, [("active".to_owned(), true)]);
    let secrets = scoped!("select e.detail from audit_entry e where {provider:e}");
    let details: Vec<Value> = read.list(secrets, params![]).await.unwrap();
    assert!(
        details
            .iter()
            .all(|detail| !detail.to_string().contains(&code)),
        "no code in the audit"
    );
}

#[tokio::test]
async fn at_a_regulated_provider_a_quarter_of_an_hour_without_use_ends_a_session() {
    let (test, cast) = TestApp::with_cast().await;
    let job = Job::of(cast.provider_id);
    crate::testing::backstage::regulate(&test.app, cast.provider_id)
        .await
        .unwrap();
    let write = test.app.db.write(&job).await.unwrap();
    let offer =
        scoped!("update sign_in_setting as g set second_factor = 'offered' where {provider:g}");
    write.exec(offer, params![]).await.unwrap();
    write.commit().await.unwrap();
    let (ada, olga) = (test.as_ada(&cast).await, test.as_olga().await);
    test.clock.advance(std::time::Duration::from_secs(14 * 60));
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200);
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 200);
    test.clock.advance(std::time::Duration::from_secs(14 * 60));
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200);
    test.clock.advance(std::time::Duration::from_secs(15 * 60));
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 401);
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
}
