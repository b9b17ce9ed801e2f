//! No other site gets anything done (CSRF): every operation that changes something, with everything a form or a script of
//! another site can send, with the cookies of whoever may do it.

use axum::{body::Body, extract::Request};
use http::header;
use portico::testing::Answer;

use crate::isolation::{
    call::{BEARER, Ids, filled},
    name,
    table::{Callers, Row, rows},
    untouched::{differences, kept},
    world::{STAFF_HOST, World},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// What a browser says of a request that another site's page made, and whether a script could have set the type.
const STRANGE: &[(&str, &str)] = &[
    ("origin", "https://evil.example"),
    ("origin", "null"),
    ("origin", "http://north.example"),
    ("origin", "https://north.example.evil.example"),
    ("origin", "https://second-north.example"),
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
];

/// Content types that a form can send, or a script without being asked first.
const KINDS: &[&str] = &[
    "text/plain",
    "TEXT/PLAIN;charset=UTF-8",
    FORM,
    "multipart/form-data; boundary=x",
    "text/plain; application/json",
    "application/json-not",
    "",
];

/// Sends a row as whoever may call it: with its cookie, and these headers.
async fn sent(
    world: &World,
    row: &Row,
    ids: &Ids,
    kind: Option<&str>,
    said: Option<(&str, &str)>,
) -> Answer {
    let side = world.side("north-a");
    let session = match row.callers {
        Callers::Contacts(_) => Some(&side.contacts[0]),
        Callers::Staff(_) => Some(&world.providers[0].staff[0]),
        Callers::Devices => Some(&world.providers[0].device),
        Callers::Operators => Some(&world.operator),
        Callers::Visitors | Callers::StaffVisitors => None,
    };
    let public = if matches!(row.callers, Callers::StaffVisitors) {
        STAFF_HOST
    } else {
        "north.example"
    };
    let mut request = Request::builder()
        .method(row.method)
        .uri(filled(row.path, ids))
        .header(
            header::HOST,
            session.map_or(public, |session| &session.host),
        );
    // A key is shown by programs only: no browser sends it by itself.
    if let Some(session) = session.filter(|session| session.cookie != BEARER) {
        request = request.header(
            header::COOKIE,
            format!("{}={}", session.cookie, session.token),
        );
    }
    let own = row.sent(&(row.body)(ids));
    if let Some(kind) = kind
        .or(own.as_ref().map(|(kind, _)| *kind))
        .filter(|kind| !kind.is_empty())
    {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if let Some((name, value)) = said {
        request = request.header(name, value);
    }
    let body = own.map_or(Body::empty(), |(_, bytes)| Body::from(bytes));
    world.test.answer(request.body(body).unwrap()).await
}

#[tokio::test]
async fn no_other_site_gets_anything_done() {
    let world = World::small().await;
    let side = world.side("north-a");
    let provider_id = world.providers[0].provider_id;
    let mut ids = world.own(0, &side.contacts[0]);
    ids.insert("unique", "forged".into());
    let before = kept(world.test.database(), provider_id).await;
    let (mut count, mut faults) = (0, Vec::new());
    let changes = |row: &&Row| !["GET", "HEAD"].contains(&row.method);
    for row in rows().iter().filter(changes) {
        let ids = row.resolved(&ids);
        let has_body = row.sent(&(row.body)(&ids)).is_some();
        for said in STRANGE {
            let answer = sent(&world, row, &ids, None, Some(*said)).await;
            count += 1;
            if (answer.code(), answer.json()["code"].as_str()) != (403, Some("cross_site")) {
                faults.push(format!(
                    "{} from {said:?}: {} {}",
                    name(row),
                    answer.code(),
                    answer.text()
                ));
            }
        }
        // Old browsers say nothing of where a form stands: its type is what is left.
        for kind in KINDS.iter().filter(|_| has_body) {
            let answer = sent(&world, row, &ids, Some(kind), None).await;
            count += 1;
            if answer.code() != 415 {
                faults.push(format!(
                    "{} as {kind:?}: {} {}",
                    name(row),
                    answer.code(),
                    answer.text()
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(count > 1_000, "only {count}");
    let after = kept(world.test.database(), provider_id).await;
    let mut changed = differences(&before, &after);
    // The refusals of whoever is known stand in the audit.
    changed.retain(|line| !line.starts_with("audit_") && !line.starts_with("limit_"));
    assert_eq!(changed, Vec::<String>::new());
    // In any spelling of its own type a request of the same site is taken.
    let preference = rows()
        .into_iter()
        .find(|row| name(row) == "PATCH /api/client/session")
        .unwrap();
    for kind in [
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
    ] {
        let answer = sent(
            &world,
            &preference,
            &ids,
            Some(kind),
            Some(("sec-fetch-site", "same-origin")),
        )
        .await;
        assert_eq!(answer.code(), 200, "{kind}: {}", answer.text());
    }
}
