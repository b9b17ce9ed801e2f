//! A cookie is good at one place: one brand, or the staff host.

use super::{
    call::{BEARER, Call, Cookie, filled},
    name,
    table::{Callers, rows},
    world::{COOKIE, STAFF_COOKIE, STAFF_HOST, Session, World},
};

#[tokio::test]
async fn a_session_is_good_at_one_place_only() {
    let world = World::new().await;
    let contact = &world.side("north-a").contacts[0];
    let owner = &world.providers[0].staff[0];
    let own = world.own(0, contact);
    for row in rows() {
        let resolved = row.resolved(&own);
        let path = filled(row.path, &resolved);
        let mut with_unique = resolved.clone();
        with_unique.insert("unique", "nobody".into());
        let json = (row.body)(&with_unique);
        let status = async |host: &str, cookie: Option<(&str, &str)>| {
            let body = row.sent(&json);
            let call = Call {
                host,
                cookie,
                method: row.method,
                path: &path,
                body,
            };
            let key = world.test.app.ids.id().to_string();
            world.test.open(call.request(&key)).await.status().as_u16()
        };
        for (what, host, cookie, expected) in knocks(row.callers, &world, contact, owner) {
            assert_eq!(
                status(host, cookie).await,
                expected,
                "{} as {what}",
                name(&row)
            );
        }
    }
}

/// Who knocks, where, with which cookie, and the status of the answer.
type Knock<'a> = (&'a str, &'a str, Option<Cookie<'a>>, u16);

/// What the cookies of a contact and of an owner are worth away from their place.
fn knocks<'a>(
    callers: Callers,
    world: &'a World,
    contact: &'a Session,
    owner: &'a Session,
) -> Vec<Knock<'a>> {
    let (north, south) = (&world.providers[0], &world.providers[1]);
    match callers {
        Callers::Contacts(_) => vec![
            ("nobody", &north.host, None, 401),
            (
                "a made-up cookie",
                &north.host,
                Some((COOKIE, "made-up")),
                401,
            ),
            (
                "another provider's brand",
                &south.host,
                Some((COOKIE, &contact.token)),
                401,
            ),
            (
                "another brand of the provider",
                &north.second_host,
                Some((COOKIE, &contact.token)),
                401,
            ),
            (
                "staff at a brand",
                &north.host,
                Some((STAFF_COOKIE, &owner.token)),
                401,
            ),
            (
                "staff's token as a contact's",
                &north.host,
                Some((COOKIE, &owner.token)),
                401,
            ),
            (
                "a contact at the staff host",
                STAFF_HOST,
                Some((COOKIE, &contact.token)),
                403,
            ),
            (
                "staff at the staff host",
                STAFF_HOST,
                Some((STAFF_COOKIE, &owner.token)),
                403,
            ),
        ],
        Callers::Staff(_) => vec![
            ("nobody", STAFF_HOST, None, 401),
            (
                "a made-up cookie",
                STAFF_HOST,
                Some((STAFF_COOKIE, "made-up")),
                401,
            ),
            (
                "a contact at the staff host",
                STAFF_HOST,
                Some((COOKIE, &contact.token)),
                401,
            ),
            (
                "a contact's token as staff's",
                STAFF_HOST,
                Some((STAFF_COOKIE, &contact.token)),
                401,
            ),
            (
                "a program at the staff host",
                STAFF_HOST,
                Some((BEARER, &north.device.token)),
                401,
            ),
            (
                "staff at a brand",
                &north.host,
                Some((STAFF_COOKIE, &owner.token)),
                403,
            ),
            (
                "a contact at a brand",
                &north.host,
                Some((COOKIE, &contact.token)),
                403,
            ),
        ],
        Callers::Devices => vec![
            ("nobody", STAFF_HOST, None, 401),
            ("a made-up key", STAFF_HOST, Some((BEARER, "made-up")), 401),
            (
                "staff without a key",
                STAFF_HOST,
                Some((STAFF_COOKIE, &owner.token)),
                401,
            ),
            (
                "staff's token as a key",
                STAFF_HOST,
                Some((BEARER, &owner.token)),
                401,
            ),
            (
                "a key at a brand",
                &north.host,
                Some((BEARER, &north.device.token)),
                403,
            ),
        ],
        Callers::Operators => vec![
            ("nobody", STAFF_HOST, None, 401),
            (
                "a made-up cookie",
                STAFF_HOST,
                Some((STAFF_COOKIE, "made-up")),
                401,
            ),
            (
                "an owner",
                STAFF_HOST,
                Some((STAFF_COOKIE, &owner.token)),
                403,
            ),
            (
                "a contact's token as an operator's",
                STAFF_HOST,
                Some((STAFF_COOKIE, &contact.token)),
                401,
            ),
            (
                "a contact at the staff host",
                STAFF_HOST,
                Some((COOKIE, &contact.token)),
                401,
            ),
            (
                "a program at the staff host",
                STAFF_HOST,
                Some((BEARER, &north.device.token)),
                401,
            ),
            (
                "an operator at a brand",
                &north.host,
                Some((STAFF_COOKIE, &world.operator.token)),
                403,
            ),
        ],
        Callers::Visitors | Callers::StaffVisitors => Vec::new(),
    }
}
