//! Staff accounts, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::{
    kit::id::Id,
    testing::{
        Office, TestApp, Visitor,
        cast::{Cast, OLGA_EMAIL, STAFF},
    },
};

const ACCOUNTS: &str = "/api/admin/staff";

async fn send(who: &Visitor<'_>, method: Method, path: &str, body: Value) -> (u16, Value) {
    let answer = who.send(method, STAFF, path, Some(&body)).await;
    (answer.code(), answer.json())
}

async fn hire(who: &Visitor<'_>, name: &str, role: &str) -> (u16, Value) {
    let email = format!("{}@studio.example", name.to_lowercase());
    let body = json!({ "name": name, "email": email, "role": role });
    send(who, Method::POST, ACCOUNTS, body).await
}

fn path_of(account: &Value) -> String {
    format!("{ACCOUNTS}/{}", account["id"].as_str().unwrap())
}

/// The token of the last invitation to an address.
async fn token(test: &TestApp, cast: &Cast, email: &str) -> String {
    let letter = test.last_message(cast.provider_id, email).await;
    let (_, rest) = letter.split_once("/invitation#").expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn accept(test: &TestApp, token: &str, password: &str) -> (u16, Value) {
    let body = json!({ "token": token, "password": password });
    let answer = test
        .post(STAFF, "/api/admin/session/invitation/acceptance", &body)
        .await;
    (answer.code(), answer.json())
}

const PASSWORD: &str = "seven quiet lamps";
const LEA_EMAIL: &str = "lea@studio.example";

#[tokio::test]
async fn who_is_invited_sets_a_password_once_and_signs_in() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let (status, lea) = hire(&olga, "Lea", "lead").await;
    assert_eq!(
        (status, &lea["state"], &lea["sees_all_clients"]),
        (201, &json!("invited"), &json!(true)),
        "{lea}"
    );
    let first = token(&test, &cast, "lea@studio.example").await;
    let again = format!("{}/invitation", path_of(&lea));
    assert_eq!(send(&olga, Method::POST, &again, json!({})).await.0, 204);
    let second = token(&test, &cast, "lea@studio.example").await;
    assert_eq!(
        accept(&test, &first, PASSWORD).await.1["code"],
        "expired_link"
    );
    let shown = test
        .post(
            STAFF,
            "/api/admin/session/invitation",
            &json!({ "token": second }),
        )
        .await;
    assert_eq!(shown.json()["email"], "lea@studio.example");
    let (status, problem) = accept(&test, &second, "too short").await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("password"))
    );
    assert_eq!(accept(&test, &second, PASSWORD).await.0, 204);
    assert_eq!(
        accept(&test, &second, PASSWORD).await.1["code"],
        "expired_link"
    );
    let body = json!({ "email": "lea@studio.example", "password": PASSWORD });
    let signed_in = test.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(signed_in.code(), 200, "{}", signed_in.text());
    let listed = olga.get(STAFF, ACCOUNTS).await.json();
    assert_eq!(listed["items"][1]["state"], "active");
    let kept = olga.get(STAFF, "/api/admin/outbox").await.text();
    assert!(!kept.contains(&second), "the history holds a token");
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=staff_invitation_accepted")
        .await
        .json();
    assert_eq!(audit["items"][0]["actor"]["id"], lea["id"]);
}

#[tokio::test]
async fn an_invitation_is_over_once_its_account_has_a_password() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    hire(&olga, "Lea", "lead").await;
    let invitation = token(&test, &cast, LEA_EMAIL).await;
    let asked = test
        .post(
            STAFF,
            "/api/admin/session/password-reset",
            &json!({ "email": LEA_EMAIL }),
        )
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    // The answer does not wait for the link to be sent.
    let link = loop {
        let letter = test.last_message(cast.provider_id, LEA_EMAIL).await;
        if let Some((_, link)) = letter.split_once("/reset#") {
            break link.split_whitespace().next().unwrap().to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    let body = json!({ "token": link, "password": PASSWORD });
    let set = test
        .post(STAFF, "/api/admin/session/password-reset/completion", &body)
        .await;
    assert_eq!(set.code(), 204, "{}", set.text());
    let (_, problem) = accept(&test, &invitation, "a thief's own password").await;
    assert_eq!(problem["code"], "expired_link");
    let open = json!({ "token": invitation });
    let opened = test
        .post(STAFF, "/api/admin/session/invitation", &open)
        .await;
    assert_eq!(opened.json()["code"], "expired_link");
    let body = json!({ "email": LEA_EMAIL, "password": PASSWORD });
    let signed_in = test.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(signed_in.code(), 200, "{}", signed_in.text());
}

#[tokio::test]
async fn who_is_switched_off_stays_off_whatever_is_changed_at_the_same_time() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let id = test
        .add_staff(cast.provider_id, "Lea", LEA_EMAIL, "lead")
        .await;
    let path = format!("{ACCOUNTS}/{id}");
    for round in 0..8 {
        let on = json!({ "state": "active", "role": "lead" });
        assert_eq!(send(&olga, Method::PATCH, &path, on).await.0, 200);
        let off = json!({ "state": "off", "role": "member" });
        let named = json!({ "name": format!("Lea {round}") });
        let (first, second) = tokio::join!(
            send(&olga, Method::PATCH, &path, off),
            send(&olga, Method::PATCH, &path, named)
        );
        assert_eq!((first.0, second.0), (200, 200));
        let listed = olga.get(STAFF, ACCOUNTS).await.json();
        let rows = listed["items"].as_array().unwrap();
        let lea = rows.iter().find(|row| row["id"] == json!(id)).unwrap();
        assert_eq!(
            (&lea["state"], &lea["role"], &lea["name"]),
            (
                &json!("off"),
                &json!("member"),
                &json!(format!("Lea {round}"))
            )
        );
    }
}

#[tokio::test]
async fn an_invitation_is_over_after_seven_days_and_when_its_account_is_off() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let (_, lea) = hire(&olga, "Lea", "lead").await;
    let (_, max) = hire(&olga, "Max", "member").await;
    let of_max = token(&test, &cast, "max@studio.example").await;
    let off = json!({ "state": "off" });
    assert_eq!(send(&olga, Method::PATCH, &path_of(&max), off).await.0, 200);
    assert_eq!(
        accept(&test, &of_max, PASSWORD).await.1["code"],
        "expired_link"
    );
    let of_lea = token(&test, &cast, "lea@studio.example").await;
    test.clock
        .advance(std::time::Duration::from_secs(7 * 86_400));
    assert_eq!(
        accept(&test, &of_lea, PASSWORD).await.1["code"],
        "expired_link"
    );
    assert_eq!(
        accept(&test, "of-nobody", PASSWORD).await.1["code"],
        "expired_link"
    );
    assert_eq!(lea["state"], "invited");
}

#[tokio::test]
async fn who_is_switched_off_is_out_at_once_and_in_again_when_switched_on() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let id = test
        .add_staff(cast.provider_id, "Lea", "lea@studio.example", "lead")
        .await;
    let path = format!("{ACCOUNTS}/{id}");
    let lea = test.staff_signed_in("lea@studio.example").await;
    assert_eq!(lea.get(STAFF, "/api/admin/clients").await.code(), 200);
    let (status, off) = send(&olga, Method::PATCH, &path, json!({ "state": "off" })).await;
    assert_eq!((status, &off["state"]), (200, &json!("off")));
    for _ in 0..3 {
        assert_eq!(lea.get(STAFF, "/api/admin/clients").await.code(), 401);
    }
    let body =
        json!({ "email": "lea@studio.example", "password": crate::testing::cast::OLGA_PASSWORD });
    let refused = test.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(refused.json()["code"], "wrong_credentials");
    send(&olga, Method::PATCH, &path, json!({ "state": "active" })).await;
    assert_eq!(
        lea.get(STAFF, "/api/admin/clients").await.code(),
        401,
        "an ended session stays ended"
    );
    test.staff_signed_in("lea@studio.example").await;
}

#[tokio::test]
async fn admins_keep_everybody_but_owners_and_an_owner_is_always_left() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    test.add_staff(cast.provider_id, "Ann", "ann@studio.example", "admin")
        .await;
    let ann = test.staff_signed_in("ann@studio.example").await;
    let of_olga = format!("{ACCOUNTS}/{}", cast.owner_id);
    for (status, method, path, body) in [
        (
            403,
            Method::POST,
            ACCOUNTS,
            json!({ "name": "X", "email": "x@studio.example", "role": "owner" }),
        ),
        (403, Method::PATCH, &of_olga, json!({ "role": "member" })),
        (403, Method::PATCH, &of_olga, json!({ "state": "off" })),
        (403, Method::PATCH, &of_olga, json!({ "name": "Nobody" })),
        (
            201,
            Method::POST,
            ACCOUNTS,
            json!({ "name": "Y", "email": "y@studio.example", "role": "admin" }),
        ),
    ] {
        let (found, problem) = send(&ann, method, path, body.clone()).await;
        assert_eq!(found, status, "{path} {body}: {problem}");
    }
    for own in [json!({ "role": "member" }), json!({ "state": "off" })] {
        let (_, problem) = send(&olga, Method::PATCH, &of_olga, own).await;
        assert_eq!(problem["code"], "not_yours_to_change");
    }
    let second = test
        .add_staff(cast.provider_id, "Oto", "oto@studio.example", "owner")
        .await;
    let oto = test.staff_signed_in("oto@studio.example").await;
    let (status, _) = send(&oto, Method::PATCH, &of_olga, json!({ "role": "lead" })).await;
    assert_eq!(status, 200);
    let of_oto = format!("{ACCOUNTS}/{second}");
    let (status, _) = send(&olga, Method::PATCH, &of_oto, json!({ "state": "off" })).await;
    assert_eq!(status, 403, "a lead keeps nobody");
    let raised = send(&oto, Method::PATCH, &of_olga, json!({ "role": "owner" })).await;
    assert_eq!(raised.0, 200);
    let job = crate::scope::Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    assert_eq!(
        super::store::count_other_owners(&write, second)
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn bad_accounts_are_refused_by_field() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let one = |extra: Value| {
        let mut body = json!({ "name": "Lea", "email": "lea@studio.example", "role": "lead" });
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        body
    };
    for (extra, status, what) in [
        (json!({ "email": OLGA_EMAIL }), 409, "email_taken"),
        (json!({ "email": "nowhere" }), 422, "email"),
        (json!({ "name": " " }), 422, "name"),
        (json!({ "role": "boss" }), 422, "role"),
        (json!({ "language": "xx" }), 422, "language"),
        (
            json!({ "client_ids": [cast.provider_id] }),
            422,
            "client_ids",
        ),
    ] {
        let (found, problem) = send(&olga, Method::POST, ACCOUNTS, one(extra.clone())).await;
        let named = match status {
            409 => &problem["code"],
            _ => &problem["errors"][0]["field"],
        };
        assert_eq!((found, named), (status, &json!(what)), "{extra}: {problem}");
    }
    let listed = olga.get(STAFF, ACCOUNTS).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn limited_staff_see_the_clients_in_their_hands_and_no_others() {
    let (test, cast) = TestApp::with_cast().await;
    let other = test.add_client(cast.provider_id, "Harbour").await;
    let olga = test.as_olga().await;
    let id = test
        .add_staff(cast.provider_id, "Lea", "lea@studio.example", "lead")
        .await;
    let path = format!("{ACCOUNTS}/{id}");
    let limit = json!({ "sees_all_clients": false, "client_ids": [other] });
    let (status, limited) = send(&olga, Method::PATCH, &path, limit).await;
    assert_eq!(
        (status, &limited["client_ids"], &limited["sees_all_clients"]),
        (200, &json!([other]), &json!(false))
    );
    let lea = test.staff_signed_in("lea@studio.example").await;
    let seen = lea.get(STAFF, "/api/admin/clients").await.json();
    assert_eq!(seen["items"].as_array().map(Vec::len), Some(1));
    let at = |client: Id| format!("/api/admin/clients/{client}");
    assert_eq!(lea.get(STAFF, &at(other)).await.code(), 200);
    for path in [
        at(cast.client_id),
        format!("{}/settings", at(cast.client_id)),
        format!("/api/admin/contacts/{}", cast.ada_id),
    ] {
        let method = if path.contains("contacts") {
            Method::PATCH
        } else {
            Method::GET
        };
        let answer = lea.send(method, STAFF, &path, Some(&json!({}))).await;
        assert_eq!(answer.code(), 404, "{path}");
    }
    let swap = json!({ "client_ids": [cast.client_id] });
    send(&olga, Method::PATCH, &path, swap).await;
    assert_eq!(
        lea.get(STAFF, &at(other)).await.code(),
        404,
        "taken away at once"
    );
    assert_eq!(lea.get(STAFF, &at(cast.client_id)).await.code(), 200);
}

#[tokio::test]
async fn the_audit_says_what_an_account_could_before_and_who_was_refused() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let other = test.add_client(cast.provider_id, "Harbour").await;
    let ann = test
        .add_staff(cast.provider_id, "Ann", "ann@studio.example", "admin")
        .await;
    let of_ann = format!("{ACCOUNTS}/{ann}");
    let limit = json!({ "role": "lead", "sees_all_clients": false, "client_ids": [other] });
    assert_eq!(send(&olga, Method::PATCH, &of_ann, limit).await.0, 200);
    let of = async |act: &str| {
        let path = format!("/api/admin/audit?act={act}");
        olga.get(STAFF, &path).await.json()["items"].clone()
    };
    assert_eq!(
        of("staff_changed").await[0]["detail"],
        json!({
            "role": "lead", "sees_all_clients": false, "client_ids": [other], "state": "active",
            "before": { "role": "admin", "sees_all_clients": true, "client_ids": [], "state": "active" },
        })
    );
    // Refused: an account, a change, an invitation, a key.
    let lead = test.staff_signed_in("ann@studio.example").await;
    assert_eq!(hire(&lead, "Max", "member").await.0, 403);
    let own = json!({ "state": "off" });
    let of_olga = format!("{ACCOUNTS}/{}", cast.owner_id);
    assert_eq!(send(&olga, Method::PATCH, &of_olga, own).await.0, 409);
    let again = format!("{of_ann}/invitation");
    assert_eq!(send(&olga, Method::POST, &again, json!({})).await.0, 409);
    let key = json!({ "name": "Mac", "scope": "sms" });
    let keys = "/api/admin/api-keys";
    assert_eq!(send(&lead, Method::POST, keys, key.clone()).await.0, 403);
    let made = send(&olga, Method::POST, keys, key).await.1;
    let path = format!("{keys}/{}", made["id"].as_str().unwrap());
    assert_eq!(send(&lead, Method::DELETE, &path, json!({})).await.0, 403);
    let items = of("request_refused").await;
    let refused: Vec<Value> = items.as_array().unwrap().iter().map(told).collect();
    let key = made["id"].clone();
    let expected = [
        (
            "DELETE /api/admin/api-keys/{api_key_id}",
            "permission_missing",
            key,
        ),
        (
            "POST /api/admin/api-keys",
            "permission_missing",
            Value::Null,
        ),
        (
            "POST /api/admin/staff/{staff_id}/invitation",
            "bad_status",
            json!(ann),
        ),
        (
            "PATCH /api/admin/staff/{staff_id}",
            "not_yours_to_change",
            json!(cast.owner_id),
        ),
        ("POST /api/admin/staff", "permission_missing", Value::Null),
    ];
    assert_eq!(refused, expected.map(|expected| json!(expected)));
}

/// Operation, reason and subject of a refusal.
fn told(entry: &Value) -> Value {
    assert_eq!(entry["outcome"], "refused");
    let detail = &entry["detail"];
    json!([detail["operation"], detail["reason"], entry["subject_id"]])
}

#[tokio::test]
async fn the_last_owner_stays_and_one_who_never_signed_in_does_not_count() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    assert_eq!(hire(&olga, "Oto", "owner").await.0, 201);
    let una = test
        .add_staff(cast.provider_id, "Una", "una@studio.example", "owner")
        .await;
    // Olga is being switched off while she switches Una off: one of the two is left.
    let job = crate::scope::Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    super::store::lock(&write).await.unwrap();
    let end = crate::scoped!(
        "update staff as s set switched_off_at = $5 where {provider:s} and s.staff_id = $4"
    );
    write
        .exec(end, crate::params![cast.owner_id, test.app.clock.now()])
        .await
        .unwrap();
    let path = format!("{ACCOUNTS}/{una}");
    let off = json!({ "state": "off" });
    let committing = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        write.commit().await.unwrap();
    };
    let ((status, problem), ()) = tokio::join!(send(&olga, Method::PATCH, &path, off), committing);
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("last_owner")),
        "{problem}"
    );
}

/// P41, act by act: which roles may. Everybody else is refused with 403.
#[tokio::test]
async fn each_role_may_do_what_the_rule_says() {
    let office = Office::new().await;
    let (test, provider_id) = (&office.test, office.studio.provider_id);
    crate::features::sign_in_settings::offer_to_staff(&test.app, provider_id)
        .await
        .unwrap();
    // Only a business has orgs.
    test.tamper("update provider set kind = 'business'").await;
    let client = office.meyer_id.to_string();
    let content = crate::features::documents::tests::content();
    let all = ["owner", "admin", "lead", "member"].as_slice();
    let (leads, admins) = (&all[..3], &all[..2]);
    let acts: Vec<(&[&str], &str, String, Value)> = vec![
        (
            admins,
            "PATCH",
            "branding".into(),
            json!({ "footer_text": "x" }),
        ),
        (admins, "GET", "staff".into(), Value::Null),
        (
            admins,
            "POST",
            "staff".into(),
            json!({ "name": "N", "email": "UNIQUE@studio.example", "role": "member" }),
        ),
        (
            &all[..1],
            "POST",
            "staff".into(),
            json!({ "name": "N", "email": "UNIQUE@studio.example", "role": "owner" }),
        ),
        (admins, "GET", "audit".into(), Value::Null),
        (
            admins,
            "POST",
            "payment-methods".into(),
            json!({ "section": "transfer", "name": "N", "instructions": "" }),
        ),
        (leads, "POST", "clients".into(), json!({ "name": "N" })),
        (
            leads,
            "PATCH",
            format!("clients/{client}"),
            json!({ "language": "de" }),
        ),
        (
            leads,
            "PATCH",
            format!("clients/{client}/settings"),
            json!({ "colour": null }),
        ),
        (
            leads,
            "POST",
            "contacts".into(),
            json!({ "client_id": client, "name": "N", "email": "UNIQUE@n.example", "role": "viewer" }),
        ),
        (all, "GET", "clients".into(), Value::Null),
        (all, "GET", "inbox".into(), Value::Null),
        (
            all,
            "POST",
            "documents".into(),
            json!({ "client_id": client, "type": "quote", "title": "N", "content": content }),
        ),
        (
            admins,
            "POST",
            "brand-domains".into(),
            json!({ "address": "https://UNIQUE.example" }),
        ),
        (admins, "GET", "orgs".into(), Value::Null),
        (admins, "POST", "orgs".into(), json!({ "name": "UNIQUE" })),
        (admins, "GET", "api-keys".into(), Value::Null),
        (
            admins,
            "POST",
            "api-keys".into(),
            json!({ "name": "N", "scope": "sms" }),
        ),
        (admins, "GET", "settings/sign-in".into(), Value::Null),
        (
            admins,
            "PATCH",
            "settings/sign-in".into(),
            json!({ "contact_idle_minutes": 600 }),
        ),
        (
            admins,
            "PUT",
            "legal-texts/imprint/de".into(),
            json!({ "markdown": "N" }),
        ),
        (
            leads,
            "POST",
            "documents/PUBLISHED/delivery".into(),
            json!({ "contact_id": office.ben.contact_id, "channel": "copy" }),
        ),
        (
            all,
            "POST",
            "documents/PUBLISHED/withdrawal".into(),
            json!({}),
        ),
        // Ben has none: whoever may take it away is told so.
        (
            leads,
            "DELETE",
            format!("contacts/{}/second-factor", office.ben.contact_id),
            Value::Null,
        ),
    ];
    let mut cases = 0;
    for (index, role) in all.iter().enumerate() {
        let email = format!("{role}-{index}@studio.example");
        test.add_staff(provider_id, role, &email, role).await;
        let who = test.staff_signed_in(&email).await;
        for (roles, method, path, body) in &acts {
            let unique = test.app.ids.id().to_string();
            let body = body.to_string().replace("UNIQUE", &unique);
            let body: Value = serde_json::from_str(&body).unwrap();
            let mut path = format!("/api/admin/{path}");
            if path.contains("PUBLISHED") {
                require_approval(&office, false).await;
                let made = crate::features::documents::tests::published(&office, "N", &content);
                path = path.replace("PUBLISHED", made.await["id"].as_str().unwrap());
            }
            let method = method.parse().unwrap();
            let body = (!body.is_null()).then_some(&body);
            let answer = who.send(method, STAFF, &path, body).await;
            let refused = answer.code() == 403;
            assert_eq!(
                refused,
                !roles.contains(role),
                "{role} {path}: {}",
                answer.text()
            );
            assert!(
                refused || answer.code() < 300 || answer.json()["code"] == "not_set_up",
                "{role} {path}: {}",
                answer.text()
            );
            cases += 1;
        }
        for requires_approval in [false, true] {
            require_approval(&office, requires_approval).await;
            let draft = crate::features::documents::tests::draft(&office, "A plan", &content).await;
            let path = format!("/api/admin/documents/{draft}/publication");
            let answer = who.post(STAFF, &path, &json!({})).await;
            let expected = match (requires_approval, *role) {
                (false, _) => 200,
                (true, "member") => 403,
                // Allowed, once the draft has been approved.
                (true, _) => 409,
            };
            assert_eq!(answer.code(), expected, "{role}: {}", answer.text());
            cases += 1;
        }
    }
    assert_eq!(cases, 104);
}

async fn require_approval(office: &Office, requires_approval: bool) {
    let job = crate::scope::Job::of(office.studio.provider_id);
    let write = office.app().db.write(&job).await.unwrap();
    let set = crate::scoped!(
        "update document_type as t set requires_approval = $4 where {provider:t} and t.type_key = 'quote'"
    );
    write
        .exec(set, crate::params![requires_approval])
        .await
        .unwrap();
    write.commit().await.unwrap();
}
