//! An operator reads and changes nothing of any provider's: every operation of staff refuses its session, and so does
//! every one of contacts.

use serde_json::json;

use portico::{
    db::{params, scoped},
    scope::Job,
};

use super::{
    call::{Call, Ids, filled, text_at},
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

#[tokio::test]
async fn an_operator_gets_nothing_of_staff_and_contacts() {
    let world = World::small().await;
    let token = &world.operator.token;
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
            cookie: Some((cookie, token)),
            method: row.method,
            path: &path,
            body: (!json.is_null()).then(|| ("application/json", json.to_string().into_bytes())),
        };
        let answer = call.send(&world.test).await;
        // An answer to HEAD has no body.
        if row.method == "HEAD" {
            assert_eq!(answer.code(), expected.0, "{}", name(&row));
            continue;
        }
        let seen = (answer.code(), answer.json()["code"].clone());
        assert_eq!(seen, expected, "{}", name(&row));
        asked += 1;
    }
    assert!(asked > 100, "only {asked} were asked");
}

/// Neither its own account nor what it sees of the installation holds anything of a client: only names and addresses of
/// providers.
#[tokio::test]
async fn what_an_operator_sees_shows_nothing_of_a_client() {
    let world = World::new().await;
    let ids = seen_by_operators(&world).await;
    let mut shown = 0;
    for row in rows() {
        let is_own = OWN.contains(&name(&row).as_str()) && !row.path.contains('{');
        let is_theirs = matches!(row.callers, Callers::Operators);
        if row.method != "GET" || !(is_own || is_theirs) {
            continue;
        }
        let path = filled(row.path, &row.resolved(&ids));
        let answer = world.call(Some(&world.operator), "GET", &path, None).await;
        let text = answer.text();
        assert_eq!(answer.code(), 200, "{path}: {text}");
        for canary in [
            "north-a",
            "north-b",
            "south-a",
            "south-b",
            "canary-of-an-org",
        ] {
            assert!(!text.contains(canary), "{path} shows {canary}: {text}");
        }
        shown += 1;
    }
    assert!(shown >= 6, "only {shown}");
}

#[tokio::test]
async fn an_operator_can_do_what_is_its_own() {
    let world = World::new().await;
    let ids = seen_by_operators(&world).await;
    for row in rows() {
        if !matches!(row.callers, Callers::Operators) {
            continue;
        }
        // Trying all again leaves nothing to try again one by one.
        if row.path == "/api/admin/dead-jobs/retry" {
            continue;
        }
        let ids = row.resolved(&ids);
        let path = filled(row.path, &ids);
        let json = (row.body)(&ids);
        let body = (!json.is_null()).then_some(json);
        let who = Some(&world.operator);
        let answer = world.call(who, row.method, &path, body.as_ref()).await;
        assert_eq!(answer.code(), row.ok, "{}: {}", name(&row), answer.text());
    }
}

/// A claim and a job that was given up, for an operator to act on.
async fn seen_by_operators(world: &World) -> Ids {
    let north = &world.providers[0];
    let claim = json!({ "address": "https://new.canary-north.example" });
    let path = "/api/admin/brand-domains";
    let claim = world.must(&north.staff[0], "POST", path, claim).await;
    let (app, job_id) = (&world.test.app, world.test.app.ids.id());
    let job = Job::of(north.provider_id);
    let write = app.db.write(&job).await.unwrap();
    let dead = scoped!(
        "insert into job (provider_id, job_id, kind, payload, state, attempts, run_at, created_at, last_error, finished_at)
         select p.provider_id, $4, 'send_message', $5, 'dead', 12, $6, $6, 'refused <ada@north-a.example>', $6
         from provider p where {provider:p}"
    );
    let now = app.clock.now();
    write
        .exec(dead, params![job_id, &json!({}), now])
        .await
        .unwrap();
    write.commit().await.unwrap();
    let mut ids = world.side("north-a").ids.clone();
    ids.insert("unique", "operator".into());
    ids.insert("claim_id", text_at(&claim, "id"));
    ids.insert("job_id", job_id.to_string());
    ids
}
