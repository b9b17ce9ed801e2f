//! Whoever may, can: without this, a server that answers 404 to everything would pass.

use serde_json::{Value, json};

use super::{
    call::{Call, Ids, filled, text_at},
    name,
    seen::faults_in,
    table::{Fresh, rows},
    world::{Session, Side, World},
};

/// The smallest picture.
pub const LOGO: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4,
    0x89, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0,
    0x1f, 0x00, 0x05, 0x00, 0x01, 0xff, 0x56, 0xc7, 0x2f, 0x0d, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test]
async fn whoever_may_call_an_operation_can() {
    let world = World::small().await;
    let side = world.side("north-a");
    let mut faults = Vec::new();
    for row in rows() {
        let sessions = world.sessions().into_iter().filter(|(home, session)| {
            world.sides[*home].name == side.name
                && row.is_for(session.is_staff)
                && row.allows(session.is_staff, session.role)
        });
        for (home, session) in sessions {
            // To a lead of one client a membership of it is always a contact's last: it sees no other.
            if session.role == "limited" && row.fresh == Fresh::Membership {
                continue;
            }
            let mut session = session.clone();
            let mut ids = row.resolved(&world.own(home, &session));
            ids.insert("unique", world.test.app.ids.id().to_string());
            ids.extend(fresh(&world, side, &mut session, row.fresh).await);
            let path = filled(row.path, &ids);
            let json = (row.body)(&ids);
            let body = row.sent(&json);
            let cookie = Some((session.cookie, session.token.as_str()));
            let call = Call {
                host: &session.host,
                cookie,
                method: row.method,
                path: &path,
                body,
            };
            if row.is_stream {
                let key = world.test.app.ids.id().to_string();
                let status = world.test.open(call.request(&key)).await.status();
                assert_eq!(
                    status.as_u16(),
                    row.ok,
                    "{} as {}",
                    name(&row),
                    session.role
                );
                continue;
            }
            let answer = call.send(&world.test).await;
            if answer.code() != row.ok {
                let story = format!(
                    "{} as {}: {} {}",
                    name(&row),
                    session.role,
                    answer.code(),
                    answer.text()
                );
                faults.push(story);
            }
            for fault in faults_in(&world, home, &session, &answer.text()) {
                faults.push(format!("{} as {}: shows {fault}", name(&row), session.role));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Makes what the call will use up; what stands for it.
pub async fn fresh(world: &World, side: &Side, session: &mut Session, what: Fresh) -> Ids {
    let provider = &world.providers[side.provider];
    let owner = &provider.staff[0];
    let project = Some(&side.ids["project_id"]);
    let made = |key: &'static str, value: &Value| Ids::from([(key, text_at(value, "id"))]);
    match what {
        Fresh::Nothing => Ids::new(),
        Fresh::DocumentType => {
            let key = format!("t{}", world.test.app.ids.id().to_string().replace('-', ""));
            world.document_type(provider, &key).await;
            Ids::from([("type_key", key)])
        }
        Fresh::Image => {
            let id = world.image(side, &side.ids["document_id"]).await;
            Ids::from([("image_id", text_at(&id, "id"))])
        }
        Fresh::Template => {
            let name = world.test.app.ids.id().to_string();
            let body = json!({ "document_id": side.ids["draft_id"], "name": name });
            let path = "/api/admin/document-templates";
            made(
                "document_template_id",
                &world.must(owner, "POST", path, body).await,
            )
        }
        Fresh::Draft => {
            let draft = world.draft(side, "fresh", project).await;
            let mut ids = made("document_id", &draft);
            ids.insert("draft_revision", text_at(&draft, "draft_revision"));
            ids
        }
        Fresh::Pending | Fresh::Rejected => {
            let draft = world.draft(side, "fresh", project).await;
            let path = format!("/api/admin/documents/{}", text_at(&draft, "id"));
            let submission = format!("{path}/submission");
            world.must(owner, "POST", &submission, json!({})).await;
            if what == Fresh::Rejected {
                let body = json!({ "draft_revision": 1, "reason": "fresh" });
                let rejection = format!("{path}/rejection");
                world.must(owner, "POST", &rejection, body).await;
            }
            made("document_id", &draft)
        }
        Fresh::Accepted | Fresh::Revised => {
            let document = world.accept(side, "fresh", project).await;
            if what == Fresh::Revised {
                let path = format!("/api/admin/documents/{}/revision", text_at(&document, "id"));
                world.must(owner, "POST", &path, json!({})).await;
            }
            made("document_id", &document)
        }
        Fresh::Published => {
            let document = world.publish(side, "fresh", project).await;
            let mut ids = made("document_id", &document);
            for key in ["slug", "version_hash"] {
                ids.insert(key, text_at(&document, key));
            }
            ids
        }
        Fresh::Asked => {
            let document = world.publish(side, "fresh", project).await;
            let path = "/api/admin/action-items?limit=100";
            let waiting = world.must(owner, "GET", path, Value::Null).await;
            let items = waiting["items"].as_array().unwrap().clone();
            let mut asked = items.iter();
            let asked = asked.find(|item| item["document"]["id"] == document["id"]);
            made("action_item_id", asked.unwrap())
        }
        Fresh::Link => {
            let path = format!("/api/admin/documents/{}/delivery", side.ids["document_id"]);
            let body = json!({ "contact_id": side.ids["contact_id"], "channel": "copy" });
            made(
                "delivery_link_id",
                &world.must(owner, "POST", &path, body).await,
            )
        }
        Fresh::Project => {
            let body = json!({ "client_id": side.ids["client_id"], "name": "canary-north project",
                               "code": world.test.app.ids.id() });
            let project = world.must(owner, "POST", "/api/admin/projects", body).await;
            let mut ids = made("project_id", &project);
            let filled = world.fill_project(side, &ids["project_id"]).await;
            ids.extend(filled);
            ids
        }
        Fresh::Upload | Fresh::File | Fresh::PublishedFile | Fresh::Download => {
            world.fresh_file(side, session, what).await
        }
        Fresh::ApiKey => {
            let body = json!({ "name": "canary-north key", "scope": "sms" });
            let key = world.must(owner, "POST", "/api/admin/api-keys", body).await;
            made("api_key_id", &key)
        }
        Fresh::PaymentMethod => {
            let body =
                json!({ "section": "crypto", "name": "canary-north coin", "instructions": "" });
            made(
                "payment_method_id",
                &world
                    .must(owner, "POST", "/api/admin/payment-methods", body)
                    .await,
            )
        }
        Fresh::BrandDomain => {
            let path = "/api/admin/brand-domains";
            let body = json!({ "address": format!("https://{}.canary-north.example", world.test.app.ids.id()) });
            made(
                "brand_domain_id",
                &world.must(owner, "POST", path, body).await,
            )
        }
        Fresh::OrgMember => {
            let (org, lead) = (&side.ids["org_id"], &side.ids["staff_id"]);
            let path = format!("/api/admin/orgs/{org}/members/{lead}");
            world.must(owner, "PUT", &path, Value::Null).await;
            Ids::new()
        }
        Fresh::Contact => world.add_contact(side, "viewer").await.own,
        Fresh::Membership => {
            let contact = world.add_contact(side, "viewer").await;
            let other = &world.side("north-b").ids["client_id"];
            let body = json!({ "client_id": other, "contact_id": contact.own["contact_id"], "role": "viewer" });
            world
                .must(owner, "POST", "/api/admin/memberships", body)
                .await;
            contact.own
        }
        Fresh::Session if session.is_staff => {
            let app = &world.test.app;
            let id = provider.staff_id(session.role);
            session.token =
                portico::testing::backstage::mint_staff_session(app, provider.provider_id, id)
                    .await
                    .unwrap();
            Ids::new()
        }
        Fresh::Session => {
            world.sign_in_again(side, session).await;
            session.own.clone()
        }
        Fresh::StaffAccount => {
            let email = format!("{}@new.example", world.test.app.ids.id());
            let body = json!({ "name": "New", "role": "member", "email": email });
            made(
                "staff_id",
                &world.must(owner, "POST", "/api/admin/staff", body).await,
            )
        }
        Fresh::Logo | Fresh::ClientLogo => {
            let cookie = Some((owner.cookie, owner.token.as_str()));
            let of_client = format!("/api/admin/clients/{}/logo", side.ids["client_id"]);
            let path = match what {
                Fresh::Logo => "/api/admin/branding/logo_light",
                _ => &of_client,
            };
            let body = Some(("image/png", LOGO.to_vec()));
            let call = Call {
                host: &owner.host,
                cookie,
                method: "PUT",
                path,
                body,
            };
            let answer = call.send(&world.test).await;
            assert!(answer.status.is_success(), "{}", answer.text());
            Ids::new()
        }
    }
}
