//! A session that still lacks its second factor gets nothing but the way to give it, and the way out.

use portico::{
    db::{params, scoped},
    scope::Job,
};
use serde_json::json;

use super::{
    call::{Call, filled},
    name,
    table::rows,
    world::World,
};

/// What such a session may call: what leads to the second factor, and signing out.
const OPEN: &[&str] = &[
    "GET /api/client/second-factor",
    "POST /api/client/second-factor",
    "POST /api/client/second-factor/message",
    "POST /api/client/second-factor/totp",
    "POST /api/client/second-factor/totp/confirmation",
    "DELETE /api/client/session",
    "GET /api/admin/second-factor",
    "POST /api/admin/second-factor",
    "POST /api/admin/second-factor/totp",
    "POST /api/admin/second-factor/totp/confirmation",
    "DELETE /api/admin/session",
];

#[tokio::test]
async fn a_session_without_its_second_factor_gets_nothing() {
    let world = World::small().await;
    let owner = &world.providers[0].staff[0];
    let forced = json!({ "second_factor": "forced", "staff_second_factor": "forced" });
    world
        .must(owner, "PATCH", "/api/admin/settings/sign-in", forced)
        .await;
    let job = Job::of(world.providers[0].provider_id);
    let write = world.test.app.db.write(&job).await.unwrap();
    write
        .exec(
            scoped!("update staff_session as s set strength = 'code' where {own:s}"),
            params![],
        )
        .await
        .unwrap();
    write.commit().await.unwrap();
    let mut asked = 0;
    for row in rows() {
        for (home, session) in world.sessions() {
            let is_open = OPEN.contains(&name(&row).as_str());
            if is_open || !row.is_for(session.is_staff) {
                continue;
            }
            let mut ids = row.resolved(&world.own(home, session));
            ids.insert("unique", "halfway".into());
            let path = filled(row.path, &ids);
            let json = (row.body)(&ids);
            let body = row.sent(&json);
            let call = Call {
                host: &session.host,
                cookie: Some((session.cookie, &session.token)),
                method: row.method,
                path: &path,
                body,
            };
            let answer = call.send(&world.test).await;
            // An answer to HEAD has no body.
            let code = match row.method {
                "HEAD" => json!("second_factor_required"),
                _ => answer.json()["code"].clone(),
            };
            assert_eq!(
                (answer.code(), code),
                (401, json!("second_factor_required")),
                "{} as {}",
                name(&row),
                session.role
            );
            asked += 1;
        }
    }
    assert!(asked > 100, "only {asked} were asked");
}
