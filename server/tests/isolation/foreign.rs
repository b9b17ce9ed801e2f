//! What is another's does not exist; what is one's own and not allowed is refused.

use std::collections::BTreeSet;

use portico::testing::Answer;
use serde_json::Value;

use super::{
    attempt,
    call::{Call, Ids, Seen, filled},
    contract::{At, Meaning, meaning, named, spots},
    must_hold, name,
    table::{Row, rows},
    untouched,
    world::{Session, World},
};

/// A thing that a session must not reach, and what stands for it.
pub struct Target {
    pub what: String,
    pub ids: Ids,
}

/// Ids of nothing, of the same shape.
pub fn nothing(world: &World, ids: &Ids) -> Ids {
    ids.iter()
        .map(|(name, value)| {
            let nothing = match *name {
                "year" | "kind" | "page" | "language" => value.clone(),
                "type_key" => "no_such_type".to_owned(),
                name if name.ends_with("_id") => world.test.app.ids.id().to_string(),
                name if name.ends_with("slug") => "nothing-of-this-name-q99".to_owned(),
                name if name.ends_with("hash") => "0".repeat(64),
                name if name.ends_with("token") => world.test.app.ids.token().as_str().to_owned(),
                _ => value.clone(),
            };
            (*name, nothing)
        })
        .collect()
}

/// Everything that is not this session's: other providers, other clients, other projects, other people's sessions.
pub fn targets(world: &World, home: usize, session: &Session) -> Vec<Target> {
    let own = world.own(home, session);
    let mut targets = Vec::new();
    for (place, side) in world.sides.iter().enumerate() {
        let other_provider = side.provider != world.sides[home].provider;
        let other_client = place != home && (!session.is_staff || session.role == "limited");
        if other_provider || other_client {
            let mut ids = side.ids.clone();
            ids.extend(side.contacts[0].own.clone());
            targets.push(Target {
                what: side.name.to_owned(),
                ids,
            });
        }
    }
    if ["manager", "guest"].contains(&session.role) {
        for kind in ["two", "free"] {
            let mut ids = own.clone();
            for (name, key) in [
                ("slug", "slug"),
                ("done_slug", "slug"),
                ("document_id", "id"),
            ] {
                ids.insert(name, own[format!("{kind}_{key}").as_str()].clone());
            }
            ids.insert("action_item_id", own["two_item_id"].clone());
            ids.insert("project_id", own["project_two_id"].clone());
            ids.insert("file_id", own[format!("{kind}_file_id").as_str()].clone());
            targets.push(Target {
                what: format!("the project of {kind}"),
                ids,
            });
        }
    }
    if !session.is_staff {
        let side = &world.sides[home];
        let colleague = side
            .contacts
            .iter()
            .find(|other| other.role != session.role)
            .unwrap();
        let mut ids = own.clone();
        ids.insert("session_id", colleague.own["session_id"].clone());
        targets.push(Target {
            what: "a colleague".into(),
            ids,
        });
        for kind in ["withdrawn", "draft"] {
            let mut ids = own.clone();
            let slug = own.get(format!("{kind}_slug").as_str());
            ids.insert(
                "slug",
                slug.cloned().unwrap_or_else(|| own["draft_id"].clone()),
            );
            ids.insert("done_slug", ids["slug"].clone());
            ids.insert("file_id", own[format!("{kind}_file_id").as_str()].clone());
            targets.push(Target {
                what: format!("the {kind} one"),
                ids,
            });
        }
    }
    targets
}

/// A call of a row with these ids in its path and this body.
pub async fn send(world: &World, session: &Session, row: &Row, path: &Ids, body: Value) -> Answer {
    let path = filled(row.path, path);
    assert!(!row.is_stream, "{path} is no question of ids");
    let call = Call {
        host: &session.host,
        cookie: Some((session.cookie, &session.token)),
        method: row.method,
        path: &path,
        body: row.sent(&body),
    };
    call.send(&world.test).await
}

/// A session's own ids, as the row reads them.
pub fn own(world: &World, row: &Row, home: usize, session: &Session) -> Ids {
    let mut own = row.resolved(&world.own(home, session));
    own.insert("unique", world.test.app.ids.id().to_string());
    own
}

/// The names in a row's path that stand for rows of the database: all together, and where there are several each by
/// itself, the others being one's own.
fn row_names(row: &Row) -> Vec<Vec<String>> {
    let names: Vec<String> = named(row, At::Path)
        .into_iter()
        .map(|(spot, _)| spot.place)
        .collect();
    let mut ways: Vec<_> = names.iter().map(|name| vec![name.clone()]).collect();
    if names.len() > 1 {
        ways.push(names);
    }
    ways
}

/// The ids of `own` with those named taken from `other`.
fn replaced(own: &Ids, names: &[String], other: &Ids) -> Ids {
    let mut ids = own.clone();
    for (name, value) in &mut ids {
        if let Some(other) = other
            .get(name)
            .filter(|_| names.iter().any(|own| own == name))
        {
            value.clone_from(other);
        }
    }
    ids
}

#[tokio::test]
async fn what_is_anothers_looks_like_what_does_not_exist() {
    let world = World::new().await;
    let before = everything(&world).await;
    let (mut cases, mut tried) = (0, BTreeSet::new());
    let mut faults = Vec::new();
    untouched::each_tries(&world, async |home, session| {
        for row in rows()
            .into_iter()
            .filter(|row| row.is_for(session.is_staff))
        {
            let own = own(&world, &row, home, session);
            let body = (row.body)(&own);
            let what = attempt(&world, &row, home, session);
            tried.extend(named(&row, At::Path).into_iter().map(|(spot, _)| spot));
            for names in row_names(&row) {
                let nowhere = replaced(&own, &names, &nothing(&world, &own));
                let nothing = Seen::of(&send(&world, session, &row, &nowhere, body.clone()).await);
                if nothing.status != 404 {
                    faults.push(format!("{what} {names:?}: nothing is {nothing:?}"));
                }
                for target in targets(&world, home, session) {
                    let ids = replaced(&own, &names, &row.resolved(&target.ids));
                    if ids == own {
                        continue;
                    }
                    let foreign = Seen::of(&send(&world, session, &row, &ids, body.clone()).await);
                    cases += 1;
                    if foreign != nothing {
                        let whose = &target.what;
                        faults.push(format!(
                            "{what} {names:?} → {whose}: {foreign:?}\nnot {nothing:?}"
                        ));
                    }
                }
            }
        }
    })
    .await;
    must_hold(&faults, cases, 800);
    let named = spots()
        .iter()
        .filter(|spot| spot.at == At::Path && matches!(meaning(spot), Some(Meaning::Row(_))));
    assert_eq!(
        tried,
        named.cloned().collect(),
        "these are tried, and those are in the contract"
    );
    assert_eq!(
        everything(&world).await,
        before,
        "a refused request changed something"
    );
}

#[tokio::test]
async fn what_is_ones_own_and_not_allowed_is_forbidden() {
    let world = World::new().await;
    let before = everything(&world).await;
    let mut cases = 0;
    for row in rows() {
        for (home, session) in world.sessions() {
            if row.allows(session.is_staff, session.role) || !row.is_for(session.is_staff) {
                continue;
            }
            let own = own(&world, &row, home, session);
            let answer = send(&world, session, &row, &own, (row.body)(&own)).await;
            let what = format!("{} as {}", name(&row), session.role);
            // To a guest it is not there at all.
            let is_hidden = session.role == "guest" && row.names_a_document_or_project();
            let expected = if is_hidden { 404 } else { 403 };
            assert_eq!(answer.code(), expected, "{what}: {}", answer.text());
            if answer.code() == 403 {
                must_be_noted(&world, home, session, &answer, &what).await;
            }
            cases += 1;
        }
    }
    assert!(cases > 40, "only {cases} cases");
    assert_eq!(
        everything(&world).await,
        before,
        "a refused request changed something"
    );
}

/// Every refusal is in the audit, once, with who asked for what (T10).
async fn must_be_noted(world: &World, home: usize, session: &Session, answer: &Answer, what: &str) {
    let owner = &world.providers[world.sides[home].provider].staff[0];
    let path = "/api/admin/audit?limit=2";
    let newest = world.must(owner, "GET", path, Value::Null).await;
    let request_id = answer.headers["x-request-id"].to_str().unwrap();
    let (entry, before) = (&newest["items"][0], &newest["items"][1]);
    assert_eq!(entry["request_id"], *request_id, "{what}: {newest}");
    assert_ne!(before["request_id"], *request_id, "{what}: {newest}");
    assert_eq!(entry["outcome"], "refused", "{what}");
    // An answer to HEAD has no body.
    if !answer.bytes.is_empty() {
        assert_eq!(entry["detail"]["reason"], answer.json()["code"], "{what}");
    }
    let own = world.own(home, session);
    if session.is_staff {
        assert_eq!(entry["actor"]["kind"], "staff", "{what}");
    } else {
        assert_eq!(entry["actor"]["id"], *own["contact_id"], "{what}");
        assert_eq!(entry["client_id"], *own["client_id"], "{what}");
    }
}

/// All that owners and contacts can read, without what every request leaves behind.
pub async fn everything(world: &World) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for row in rows()
        .iter()
        .filter(|row| row.method == "GET" && !row.is_stream)
    {
        if [
            "/api/admin/audit",
            "/api/client/sessions",
            "/api/admin/branding/{kind}",
            "/api/admin/clients/{client_id}/logo",
            "/api/client/settings/logo",
            "/api/admin/downloads/{token}",
            "/api/client/downloads/{token}",
        ]
        .contains(&row.path)
        {
            continue;
        }
        for (home, session) in world.sessions() {
            if !["owner", "executive"].contains(&session.role) || !row.is_for(session.is_staff) {
                continue;
            }
            let sides = world.sides.iter().filter(|side| {
                side.provider == world.sides[home].provider
                    && (session.is_staff || side.name == world.sides[home].name)
            });
            for side in sides {
                let mut ids = side.ids.clone();
                ids.extend(session.own.clone());
                let path = filled(row.path, &row.resolved(&ids));
                let answer = world.call(Some(session), "GET", &path, None).await;
                assert_eq!(
                    answer.code(),
                    row.ok,
                    "{} {path} {}",
                    session.role,
                    answer.text()
                );
                all.push((format!("{} {path}", session.role), answer.json()));
            }
        }
    }
    all
}
