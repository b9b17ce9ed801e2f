//! Sending documents through HTTP, on whichever database the run is for.

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, client_path, content, draft, published},
    kit::id::{Id, sha256},
    params, scoped,
    testing::{Answer, Office, office::add_contact},
};

async fn deliver(office: &Office, document: &Value, contact_id: Id, channel: &str) -> Answer {
    let body = json!({ "contact_id": contact_id, "channel": channel });
    act(office, document["id"].as_str().unwrap(), "delivery", &body).await
}

/// The last message to a contact: recipient, what history shows, and what is sent.
async fn last_message(office: &Office, contact_id: Id) -> (String, String, Option<String>) {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let last = scoped!(
        "select m.recipient, m.kept_text, m.secret_text from outbox_message m
         where {provider:m} and m.contact_id = $4 order by m.created_at desc, m.outbox_message_id desc limit 1"
    );
    read.one(last, params![contact_id]).await.unwrap()
}

#[tokio::test]
async fn a_copied_link_is_shown_once_and_kept_as_a_hash() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let made = deliver(&office, &document, office.ben.contact_id, "copy").await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let link = made.json();
    let (page, token) = link["url"].as_str().unwrap().split_once("#d=").unwrap();
    assert_eq!(page, document["portal_url"]);
    assert_eq!(
        page,
        format!(
            "https://studio.example{}",
            client_path(&document).trim_start_matches("/api/client")
        )
    );
    assert_eq!(token.len(), 43);
    assert!(link["qr_svg"].as_str().unwrap().starts_with("<svg"));

    let read = office.app().db.read(&office.ada).await.unwrap();
    let stored: Vec<u8> = read
        .one(
            scoped!("select l.token_hash from delivery_link l where {project:l}"),
            params![],
        )
        .await
        .unwrap();
    assert_eq!(stored, sha256(token.as_bytes()));
    drop(read);
    let path = format!("/api/admin/documents/{}", document["id"].as_str().unwrap());
    let shown = office.ada(Method::GET, &path, None).await;
    assert!(!shown.text().contains(token));
    assert_eq!(shown.json()["delivery_links"][0]["channel"], "copy");

    let revoke = format!("/api/admin/delivery-links/{}", link["id"].as_str().unwrap());
    assert_eq!(office.ada(Method::DELETE, &revoke, None).await.code(), 204);
    let shown = office.ada(Method::GET, &path, None).await.json();
    assert_eq!(
        shown["delivery_links"][0]["revoked_at"],
        "2026-11-21T09:30:00.000000Z"
    );
    let other = format!("/api/admin/delivery-links/{}", office.app().ids.id());
    assert_eq!(office.ada(Method::DELETE, &other, None).await.code(), 404);
}

#[tokio::test]
async fn a_sent_link_travels_in_the_message_alone_and_invites() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let write = office.app().db.write(&office.ada).await.unwrap();
    let close = scoped!("update client set portal_enabled = $4 where {client:client}");
    write.exec(close, params![false]).await.unwrap();
    write.commit().await.unwrap();
    for (channel, recipient) in [("sms", "+4915112345678"), ("email", "ben@client.example")] {
        let made = deliver(&office, &document, office.ben.contact_id, channel).await;
        assert_eq!(
            (made.code(), &made.json()["url"]),
            (201, &Value::Null),
            "{}",
            made.text()
        );
        let (to, kept, sent) = last_message(&office, office.ben.contact_id).await;
        assert_eq!(to, recipient);
        assert!(
            sent.unwrap().contains("#d=") && !kept.contains("#d="),
            "{kept}"
        );
        assert!(
            kept.contains(document["portal_url"].as_str().unwrap()),
            "{kept}"
        );
    }
    let read = office.app().db.read(&office.ada).await.unwrap();
    let enabled: bool = read
        .one(
            scoped!("select c.portal_enabled from client c where {client:c} and c.client_id = $4"),
            params![office.meyer_id],
        )
        .await
        .unwrap();
    let invited: Option<crate::kit::clock::Time> = read
        .one(
            scoped!("select c.invited_at from contact c where {provider:c} and c.contact_id = $4"),
            params![office.ben.contact_id],
        )
        .await
        .unwrap();
    assert!(enabled && invited.is_some());
}

#[tokio::test]
async fn an_sms_abroad_is_refused_with_its_field_where_the_operator_does_not_allow_it() {
    let mut config = crate::config::Config::default();
    config.sms.countries = Some(vec!["AT".to_owned()]);
    let office = Office::at(
        crate::testing::TestApp::with(config).await,
        "studio.example",
    )
    .await;
    let document = published(&office, "Kitchen", &content()).await;
    let refused = deliver(&office, &document, office.ben.contact_id, "sms").await;
    let error = &refused.json()["errors"][0];
    assert_eq!(refused.code(), 422, "{}", refused.text());
    assert_eq!(
        (&error["field"], &error["code"]),
        (&json!("channel"), &json!("country_not_allowed"))
    );
    assert_eq!(
        deliver(&office, &document, office.ben.contact_id, "email")
            .await
            .code(),
        201
    );
}

#[tokio::test]
async fn a_mail_has_both_forms_and_escapes_what_people_typed() {
    let office = Office::new().await;
    let document = published(&office, "<b>Kitchen</b>", &content()).await;
    deliver(&office, &document, office.ben.contact_id, "email").await;
    let read = office.app().db.read(&office.ada).await.unwrap();
    let last = scoped!(
        "select m.secret_text, m.secret_html from outbox_message m where {provider:m} and m.contact_id = $4"
    );
    let (text, html): (String, String) = read
        .one(last, params![office.ben.contact_id])
        .await
        .unwrap();
    let (_, token) = text.split_once("#d=").unwrap();
    let token = token.split_whitespace().next().unwrap();
    assert!(
        text.contains("“<b>Kitchen</b>” is ready for you."),
        "{text}"
    );
    assert!(
        html.contains("&lt;b&gt;Kitchen") && !html.contains("<b>"),
        "{html}"
    );
    assert_eq!(
        html.matches(token).count(),
        3,
        "button, address and its link"
    );
}

#[tokio::test]
async fn only_what_is_published_is_sent_and_only_to_its_client() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let body = json!({ "contact_id": office.ben.contact_id, "channel": "copy" });
    let early = act(&office, &id, "delivery", &body).await;
    assert_eq!(
        (early.code(), &early.json()["code"]),
        (409, &json!("bad_status"))
    );
    let document = published(&office, "Bath", &content()).await;
    assert_eq!(
        deliver(&office, &document, office.nora.contact_id, "copy")
            .await
            .code(),
        404
    );
    let write = office.app().db.write(&office.ada).await.unwrap();
    let change = scoped!(
        "update contact set phone = $5, state = $6 where {provider:contact} and contact_id = $4"
    );
    write
        .exec(
            change,
            params![office.ben.contact_id, None::<&str>, "active"],
        )
        .await
        .unwrap();
    write
        .exec(change, params![office.vera.contact_id, None::<&str>, "off"])
        .await
        .unwrap();
    write.commit().await.unwrap();
    for (contact_id, channel, fault) in [
        (office.ben.contact_id, "sms", "no_address"),
        (office.vera.contact_id, "email", "switched_off"),
    ] {
        let refused = deliver(&office, &document, contact_id, channel).await;
        assert_eq!(
            (refused.code(), &refused.json()["errors"][0]["code"]),
            (422, &json!(fault)),
            "{}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn nothing_is_sent_to_a_guest() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let guest = add_contact(
        office.app(),
        &office.ada,
        &office.studio,
        office.meyer_id,
        ("Gus", "guest", "+4915112345690"),
    )
    .await;
    let refused = deliver(&office, &document, guest.contact_id, "sms").await;
    let error = refused.json()["errors"][0].clone();
    assert_eq!(
        (refused.code(), &error["field"], &error["code"]),
        (422, &json!("contact_id"), &json!("not_covered")),
        "{}",
        refused.text()
    );
    assert!(error["message"].as_str().unwrap().contains("guest"));
    let path = client_path(&document);
    assert_eq!(office.read(&guest, &path).await.code(), 404);
    assert_eq!(office.read(&office.vera, &path).await.code(), 200);
    for list in ["documents", "action-items", "decisions"] {
        let listed = office.read(&guest, &format!("/api/client/{list}")).await;
        assert_eq!((listed.code(), &listed.json()["items"]), (200, &json!([])));
    }
}

#[tokio::test]
async fn a_link_is_remade_in_one_act_for_the_same_contact_by_the_same_way() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let first = deliver(&office, &document, office.ben.contact_id, "copy").await;
    let open = async |url: &Value| {
        let (_, token) = url.as_str().unwrap().split_once("#d=").unwrap();
        let body = json!({ "token": token });
        let visitor = office.test.visitor();
        visitor
            .post(&office.host, "/api/client/delivery", &body)
            .await
            .code()
    };
    let first = first.json();
    assert_eq!(open(&first["url"]).await, 200);
    let renew = async |id: &Value| {
        let path = format!("/api/admin/delivery-links/{}/renewal", id.as_str().unwrap());
        office.ada(Method::POST, &path, None).await
    };
    let second = renew(&first["id"]).await;
    assert_eq!(second.code(), 201, "{}", second.text());
    let second = second.json();
    assert_eq!(second["channel"], "copy");
    assert_eq!(
        (open(&first["url"]).await, open(&second["url"]).await),
        (404, 200)
    );
    // One that was revoked before is remade as well.
    let third = renew(&first["id"]).await;
    assert_eq!(open(&third.json()["url"]).await, 200);
    assert_eq!(open(&second["url"]).await, 200);

    let sent = deliver(&office, &document, office.ben.contact_id, "email")
        .await
        .json();
    let again = renew(&sent["id"]).await;
    assert_eq!((again.code(), &again.json()["url"]), (201, &Value::Null));
    let (to, _, text) = last_message(&office, office.ben.contact_id).await;
    assert_eq!(to, "ben@client.example");
    assert!(text.unwrap().contains("#d="));

    let id = document["id"].as_str().unwrap();
    assert_eq!(act(&office, id, "withdrawal", &json!({})).await.code(), 200);
    let refused = renew(&sent["id"]).await;
    assert_eq!(
        (refused.code(), &refused.json()["code"]),
        (409, &json!("bad_status"))
    );
}
