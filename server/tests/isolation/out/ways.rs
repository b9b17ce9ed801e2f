//! Every way of being put out, done to somebody who has a session, a program or a key.

use portico::{features::second_factor::code_at, testing::backstage};
use serde_json::{Value, json};

use super::super::{
    call::{BEARER, Ids, text_at},
    world::{COOKIE, STAFF_COOKIE, STAFF_HOST, Session, Side, World},
};

/// Somebody who was put out, and what it still holds.
pub struct Out {
    pub how: String,
    pub host: String,
    pub own: Ids,
    /// Names of cookies with their values, and keys by [`BEARER`].
    pub holds: Vec<(String, String)>,
}

/// A contact of a side with a session and a program.
pub async fn person(world: &World, side: &Side) -> (Session, String) {
    let session = world.add_contact(side, "executive").await;
    let made = json!({ "name": "Sync" });
    let made = world
        .must(&session, "POST", "/api/client/token", made)
        .await;
    (session, text_at(&made, "access_token"))
}

/// Contacts of `side`, each put out in another way.
pub async fn contacts(world: &World, side: &Side) -> Vec<Out> {
    let owner = &world.providers[side.provider].staff[0];
    let mut all = Vec::new();
    for how in [
        "signed out",
        "its session ended elsewhere",
        "switched off",
        "no longer of the client",
        "second factor reset",
        "password forgotten",
        "client inactive",
        "portal off",
    ] {
        let (session, program) = person(world, side).await;
        let own = &session.own;
        let client = format!("/api/admin/clients/{}", side.ids["client_id"]);
        let account = format!("/api/admin/contacts/{}", own["contact_id"]);
        let membership = format!("/api/admin/memberships/{}", own["membership_id"]);
        let (who, method, path, body) = match how {
            "signed out" => (
                &session,
                "DELETE",
                "/api/client/session".to_owned(),
                Value::Null,
            ),
            "its session ended elsewhere" => {
                let mut other = session.clone();
                world.sign_in_again(side, &mut other).await;
                let path = format!("/api/client/sessions/{}", own["session_id"]);
                world.must(&other, "DELETE", &path, Value::Null).await;
                (owner, "GET", client, Value::Null)
            }
            "switched off" => (owner, "PATCH", account, json!({ "state": "off" })),
            "no longer of the client" => {
                let other = world
                    .sides
                    .iter()
                    .find(|one| one.provider == side.provider && one.name != side.name);
                let body = json!({ "client_id": other.unwrap().ids["client_id"], "contact_id": own["contact_id"],
                                   "role": "viewer" });
                world
                    .must(owner, "POST", "/api/admin/memberships", body)
                    .await;
                (owner, "DELETE", membership, Value::Null)
            }
            "second factor reset" => {
                set_up_app(world, &session).await;
                (
                    owner,
                    "DELETE",
                    format!("{account}/second-factor"),
                    Value::Null,
                )
            }
            "password forgotten" => {
                new_password(world, side, &session).await;
                (owner, "GET", client, Value::Null)
            }
            "client inactive" => (owner, "PATCH", client, json!({ "status": "inactive" })),
            _ => {
                let back = json!({ "status": "active", "portal_enabled": false });
                (owner, "PATCH", client, back)
            }
        };
        world.must(who, method, &path, body).await;
        let holds = vec![
            (session.cookie.to_owned(), session.token.clone()),
            (BEARER.to_owned(), program),
        ];
        all.push(Out {
            how: format!("a contact: {how}"),
            host: session.host.clone(),
            own: session.own,
            holds,
        });
        if how == "client inactive" {
            // The next one signs in before the portal is closed.
            let back = json!({ "status": "active" });
            world
                .must(
                    owner,
                    "PATCH",
                    &format!("/api/admin/clients/{}", side.ids["client_id"]),
                    back,
                )
                .await;
        }
    }
    all
}

/// Gives somebody an app as second factor.
async fn set_up_app(world: &World, session: &Session) {
    let path = "/api/client/second-factor/totp";
    let begun = world.must(session, "POST", path, Value::Null).await;
    let code = code_at(&text_at(&begun, "secret"), world.test.app.clock.now()).unwrap();
    world
        .must(
            session,
            "POST",
            &format!("{path}/confirmation"),
            json!({ "code": code }),
        )
        .await;
}

const RESET: &str = "/api/client/sign-in/password-reset";

/// Somebody asks for a mail as a visitor; what it says.
pub async fn message_after(world: &World, side: &Side, session: &Session, path: &str) -> String {
    let email = &session.own["email"];
    let body = json!({ "email": email });
    let asked = world
        .call_at(&session.host, None, "POST", path, Some(&body))
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let provider_id = world.providers[side.provider].provider_id;
    world.test.last_message(provider_id, email).await
}

/// What somebody is sent who has a password and forgot it.
pub async fn reset_token(world: &World, side: &Side, session: &Session) -> String {
    let owner = &world.providers[side.provider].staff[0];
    let settings = "/api/admin/settings/sign-in";
    let on = json!({ "sign_in_by_password": true });
    world.must(owner, "PATCH", settings, on).await;
    let password = json!({ "password": "a long enough password" });
    world
        .must(session, "PUT", "/api/client/password", password)
        .await;
    let message = message_after(world, side, session, RESET).await;
    let (_, token) = message.split_once("#reset=").unwrap();
    token.split_whitespace().next().unwrap().to_owned()
}

/// Somebody sets its forgotten password anew by the link it is sent.
async fn new_password(world: &World, side: &Side, session: &Session) {
    let token = reset_token(world, side, session).await;
    let body = json!({ "token": token, "password": "another long enough password" });
    let path = format!("{RESET}/completion");
    let done = world
        .call_at(&session.host, None, "POST", &path, Some(&body))
        .await;
    assert!(done.status.is_success(), "{}", done.text());
}

/// Contacts and staff that were asked in and have not proven anything yet, with what they hold of that.
pub async fn pending(world: &World, side: &Side) -> Vec<Out> {
    let (session, _) = person(world, side).await;
    let visitor = world.test.visitor();
    let asked = json!({ "email": session.own["email"] });
    let asked = visitor
        .post(&session.host, "/api/client/sign-in", &asked)
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let value = visitor.cookie("__Host-portico-pending").unwrap();
    let host = session.host;
    let contact = Out {
        how: "a contact: asked for a code and gave none".into(),
        host,
        own: session.own,
        holds: vec![
            (COOKIE.to_owned(), value.clone()),
            ("__Host-portico-pending".to_owned(), value),
        ],
    };
    let provider = &world.providers[side.provider];
    let email = "pending@north.example";
    let body = json!({ "name": "New", "role": "admin", "email": email });
    world
        .must(&provider.staff[0], "POST", "/api/admin/staff", body)
        .await;
    let message = world.test.last_message(provider.provider_id, email).await;
    let (_, token) = message.split_once('#').unwrap();
    let token = token.split_whitespace().next().unwrap();
    let token = token.rsplit('=').next().unwrap().to_owned();
    let staff = Out {
        how: "staff: invited".into(),
        host: STAFF_HOST.into(),
        own: Ids::new(),
        holds: vec![
            (STAFF_COOKIE.to_owned(), token.clone()),
            (BEARER.to_owned(), token),
        ],
    };
    vec![contact, staff]
}

/// Staff of `side`'s provider and a device, each put out in another way.
pub async fn staff(world: &World, side: &Side) -> Vec<Out> {
    let provider = &world.providers[side.provider];
    let owner = &provider.staff[0];
    let mut all = Vec::new();
    for how in [
        "signed out",
        "its session ended elsewhere",
        "switched off",
        "password changed elsewhere",
    ] {
        let email = format!("{}@north.example", how.replace(' ', "-"));
        let body = json!({ "name": "New", "role": "admin", "email": email });
        let made = world.must(owner, "POST", "/api/admin/staff", body).await;
        let id = text_at(&made, "id");
        let session = async || {
            let minted = backstage::mint_staff_session(
                &world.test.app,
                provider.provider_id,
                id.parse().unwrap(),
            );
            let token = minted.await.unwrap();
            Session {
                token,
                own: Ids::new(),
                ..owner.clone()
            }
        };
        let (session, other) = (session().await, session().await);
        world
            .must(&session, "GET", "/api/admin/session", Value::Null)
            .await;
        let (who, method, path, body) = match how {
            "signed out" => (
                &session,
                "DELETE",
                "/api/admin/session".to_owned(),
                Value::Null,
            ),
            "its session ended elsewhere" => {
                let listed = world
                    .must(&other, "GET", "/api/admin/sessions", Value::Null)
                    .await;
                let listed = listed["items"].as_array().unwrap().clone();
                let old = listed.iter().find(|one| one["current"] == false).unwrap();
                (
                    &other,
                    "DELETE",
                    format!("/api/admin/sessions/{}", text_at(old, "id")),
                    Value::Null,
                )
            }
            "switched off" => (
                owner,
                "PATCH",
                format!("/api/admin/staff/{id}"),
                json!({ "state": "off" }),
            ),
            _ => {
                let new = json!({ "password": "a long enough password" });
                (&other, "PUT", "/api/admin/password".to_owned(), new)
            }
        };
        world.must(who, method, &path, body).await;
        all.push(Out {
            how: format!("staff: {how}"),
            host: STAFF_HOST.into(),
            own: Ids::new(),
            holds: vec![(session.cookie.to_owned(), session.token)],
        });
    }
    let body = json!({ "name": "Mac", "scope": "sms" });
    let key = world.must(owner, "POST", "/api/admin/api-keys", body).await;
    let path = format!("/api/admin/api-keys/{}", text_at(&key, "id"));
    world.must(owner, "DELETE", &path, Value::Null).await;
    all.push(Out {
        how: "a device: its key revoked".into(),
        host: STAFF_HOST.into(),
        own: Ids::new(),
        holds: vec![(BEARER.to_owned(), text_at(&key, "key"))],
    });
    all
}
