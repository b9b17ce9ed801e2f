//! Providers that start with clients, on whichever database the run is for.

use serde_json::json;

use super::{NewClient, NewContact, NewProject, NewProvider, NewStaff, provision_with};
use crate::{
    features::{
        audit::Actor,
        people::{
            clients::ClientStatus,
            permission::{ContactRole, StaffRole},
        },
        providers::preset::Preset,
        sign_in_settings::offer_to_staff,
        staff_sign_in::password,
    },
    testing::{
        START, TestApp,
        cast::{OLGA_PASSWORD, STAFF},
    },
};

fn provider() -> NewProvider {
    NewProvider {
        name: "Studio".into(),
        is_business: false,
        preset: Preset::ClientArea,
        language: "en".into(),
        time_zone: "Europe/Berlin".into(),
        country: "DE".into(),
        currency: "EUR".into(),
        brand_colour: "#3355aa".into(),
        login_text: None,
        footer_text: None,
        support_contact: None,
        brand_addresses: vec!["https://studio.example".into()],
        owner: NewStaff {
            name: "Olga".into(),
            email: "olga@studio.example".into(),
            role: StaffRole::Owner,
            password_hash: Some(password::hash(OLGA_PASSWORD, &[1; 16]).unwrap()),
        },
    }
}

fn contact(name: &str, email: Option<&str>, phone: Option<&str>) -> NewContact {
    NewContact {
        name: name.into(),
        email: email.map(str::to_owned),
        phone: phone.map(str::to_owned),
        role: ContactRole::Executive,
        language: None,
    }
}

fn client(name: &str, contacts: Vec<NewContact>, code: &str) -> NewClient {
    NewClient {
        name: name.into(),
        status: ClientStatus::Active,
        language: None,
        currency: None,
        contacts,
        projects: vec![NewProject {
            code: code.into(),
            name: "Kitchen".into(),
        }],
    }
}

#[tokio::test]
async fn a_provider_starts_with_its_clients_and_one_person_is_one_contact() {
    let test = TestApp::new().await;
    let ada = || contact("Ada", Some("Ada@acme.example"), None);
    let clients = [
        client(
            "Acme",
            vec![ada(), contact("Bo", None, Some("0170 1234567"))],
            "P-1",
        ),
        client("Harbour", vec![ada()], "P-2"),
    ];
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    let who = Actor::command_line();
    let started = provision_with(db, ids, START, &who, &provider(), &clients)
        .await
        .unwrap();
    offer_to_staff(&test.app, started.provider_id)
        .await
        .unwrap();
    let olga = test.staff_signed_in("olga@studio.example").await;
    let listed = olga.get(STAFF, "/api/admin/clients").await.json();
    let names: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["name"].clone(),
                row["contacts_count"].clone(),
                row["portal_enabled"].clone(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            (json!("Acme"), json!(2), json!(false)),
            (json!("Harbour"), json!(1), json!(false))
        ]
    );
    let people = olga.get(STAFF, "/api/admin/contacts").await.json();
    let people = people["items"].as_array().unwrap();
    assert_eq!(people[0]["id"], people[2]["id"], "Ada is one person");
    assert_eq!(people[1]["phone"], "+491701234567");
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=project_created")
        .await
        .json();
    let codes: Vec<_> = audit["items"].as_array().unwrap().iter().collect();
    assert_eq!(codes.len(), 2);
    assert_eq!(codes[1]["detail"]["code"], "P-1");
}

#[tokio::test]
async fn two_people_are_never_made_one() {
    let test = TestApp::new().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    const DESK: Option<&str> = Some("+491701234568");
    let ada = Some("ada@acme.example");
    let at_acme = || vec![contact("Ada", ada, DESK)];
    for (others, fault) in [
        // Another name, another e-mail or an e-mail more behind the same phone.
        (
            vec![contact("Bo", None, DESK)],
            Some("clients[1].contacts[0]"),
        ),
        (
            vec![
                contact("Cy", Some("cy@b.example"), None),
                contact("Ada", Some("ada@b.example"), DESK),
            ],
            Some("clients[1].contacts[1]"),
        ),
        (
            vec![contact("Ada", ada, Some("+491701234569"))],
            Some("clients[1].contacts[0]"),
        ),
        // Twice at one client.
        (
            vec![
                contact("Cy", Some("cy@b.example"), None),
                contact("Cy", Some("CY@b.example"), None),
            ],
            Some("clients[1].contacts[1]"),
        ),
        (vec![contact("Ada", None, DESK)], None),
    ] {
        let clients = [client("Acme", at_acme(), "P-1"), client("B", others, "P-2")];
        let made = provision_with(
            db,
            ids,
            START,
            &Actor::command_line(),
            &provider(),
            &clients,
        )
        .await;
        match (made, fault) {
            (Ok(_), None) => {}
            (Err(crate::error::Error::Invalid { fields, .. }), Some(fault)) => {
                let named: Vec<&str> = fields.iter().map(|one| one.field.as_str()).collect();
                assert_eq!(named, [fault]);
            }
            (made, _) => panic!("{fault:?}: {:?}", made.err()),
        }
    }
}

#[tokio::test]
async fn one_fault_anywhere_and_nothing_is_made() {
    let test = TestApp::new().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    let nobody = contact("", None, None);
    let clients = [
        client(
            "Acme",
            vec![contact("Ada", Some("nowhere"), Some("12")), nobody],
            "P-1",
        ),
        client(" ", vec![], "P-1"),
        NewClient {
            language: Some("fr".into()),
            projects: vec![NewProject {
                code: "P\n3".into(),
                name: "Kitchen\nbath".into(),
            }],
            ..client("Harbour", vec![], "P-3")
        },
    ];
    let error = provision_with(
        db,
        ids,
        START,
        &Actor::command_line(),
        &provider(),
        &clients,
    )
    .await
    .unwrap_err();
    let crate::error::Error::Invalid { fields, .. } = &error else {
        panic!("{error}");
    };
    let named: Vec<&str> = fields.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        named,
        [
            "clients[0].contacts[0].email",
            "clients[0].contacts[0].phone",
            "clients[0].contacts[1].name",
            "clients[0].contacts[1].email",
            "clients[1].name",
            "clients[1].projects[0].code",
            "clients[2].language",
            "clients[2].projects[0].code",
            "clients[2].projects[0].name",
        ]
    );
    let clients = [client("Acme", vec![], "P-1")];
    provision_with(
        db,
        ids,
        START,
        &Actor::command_line(),
        &provider(),
        &clients,
    )
    .await
    .expect("neither host nor e-mail was kept");
}
