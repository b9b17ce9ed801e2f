//! An operator reads and changes nothing of any provider's: every operation of staff refuses its session, and so does
//! every one of contacts.

use serde_json::json;

use portico::{features::operators, scope::INSTALLATION, testing::backstage};

use super::{
    call::{Call, filled},
    name,
    table::{Callers, rows},
    world::{COOKIE, STAFF_COOKIE, STAFF_HOST, World},
};

/// What is about one's own account: the same for staff and operators.
const OWN: &[&str] = &[
    "GET /api/admin/session",
    "DELETE /api/admin/session",
    "GET /api/admin/sessions",
    "DELETE /api/admin/sessions/{session_id}",
    "GET /api/admin/second-factor",
    "POST /api/admin/second-factor",
    "POST /api/admin/second-factor/totp",
    "POST /api/admin/second-factor/totp/confirmation",
    "DELETE /api/admin/second-factor/totp",
    "POST /api/admin/second-factor/recovery-codes",
    "PUT /api/admin/password",
];

/// An operator's session that lacks nothing; its cookie's value.
pub async fn session(world: &World) -> String {
    let app = &world.test.app;
    let (ids, now) = (app.ids.as_ref(), app.clock.now());
    let who = ("Ines", "ines@portico.example");
    let operator_id = operators::create(&app.db, ids, now, who, "none")
        .await
        .unwrap();
    backstage::mint_staff_session(app, INSTALLATION, operator_id)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_operator_gets_nothing_of_staff_and_contacts() {
    let world = World::small().await;
    let token = session(&world).await;
    let side = world.side("north-a");
    let mut ids = world.own(0, &side.contacts[0]);
    ids.insert("unique", "operator".into());
    let mut asked = 0;
    for row in rows() {
        let (host, cookie, expected) = match row.callers {
            Callers::Staff(_) => (STAFF_HOST, STAFF_COOKIE, (403, json!("wrong_audience"))),
            Callers::Contacts(_) => {
                let host = side.contacts[0].host.as_str();
                (host, COOKIE, (401, json!("unauthorized")))
            }
            _ => continue,
        };
        if OWN.contains(&name(&row).as_str()) {
            continue;
        }
        let ids = row.resolved(&ids);
        let path = filled(row.path, &ids);
        let json = (row.body)(&ids);
        let call = Call {
            host,
            cookie: Some((cookie, &token)),
            method: row.method,
            path: &path,
            body: (!json.is_null()).then(|| ("application/json", json.to_string().into_bytes())),
        };
        let answer = call.send(&world.test).await;
        let seen = (answer.code(), answer.json()["code"].clone());
        assert_eq!(seen, expected, "{}", name(&row));
        asked += 1;
    }
    assert!(asked > 100, "only {asked} were asked");
}

/// Its own sessions, second factor and password hold nothing of the world.
#[tokio::test]
async fn what_an_operator_sees_of_itself_shows_nothing_of_a_provider() {
    let world = World::small().await;
    let token = session(&world).await;
    for path in ["session", "sessions", "second-factor"] {
        let path = format!("/api/admin/{path}");
        let cookie = Some((STAFF_COOKIE, token.as_str()));
        let answer = world.call_at(STAFF_HOST, cookie, "GET", &path, None).await;
        assert_eq!(answer.code(), 200, "{path}: {}", answer.text());
        assert!(!answer.text().contains("canary"), "{}", answer.text());
    }
}
