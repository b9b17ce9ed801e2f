//! A moved milestone is told to everybody who may read the project (J3).

use http::Method;
use serde_json::{Value, json};

use super::{id_of, kept, must, project};
use crate::{
    params, scoped,
    testing::{Office, backstage, office::add_contact},
};

/// Who was told of a move, in the order of their addresses, and what.
async fn told(office: &Office) -> Vec<(String, String)> {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let sent = scoped!(
        "select m.recipient, m.kept_text from outbox_message m where {provider:m} order by m.recipient, m.created_at"
    );
    read.list(sent, params![]).await.unwrap()
}

async fn milestone(office: &Office, made: &Value) -> String {
    let body = json!({ "name": "Handover", "baseline_date": "2026-12-01" });
    let milestone = must(office, Method::POST, &kept(made, "/milestones"), body).await;
    let id = milestone["id"].as_str().unwrap();
    kept(made, &format!("/milestones/{id}/moves"))
}

#[tokio::test]
async fn a_moved_milestone_is_told_once_to_everybody_who_may_read_the_project() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let other = project(&office, "P-2", "Bath").await;
    let person = async |name, role, phone| {
        add_contact(
            office.app(),
            &office.ada,
            &office.studio,
            office.meyer_id,
            (name, role, phone),
        )
        .await
    };
    person("Cash", "billing", "+4915112345681").await;
    person("Gus", "guest", "+4915112345682").await;
    let (mia, max) = (
        person("Mia", "manager", "+4915112345683").await,
        person("Max", "manager", "+4915112345684").await,
    );
    let provider_id = office.studio.provider_id;
    for (membership_id, seen) in [(mia.membership_id, &made), (max.membership_id, &other)] {
        backstage::narrow_membership(office.app(), provider_id, membership_id, id_of(seen))
            .await
            .unwrap();
    }
    let moves = milestone(&office, &made).await;
    let body = json!({ "forecast_date": "2027-01-03", "reason": "The tiles <b>are</b> late" });
    must(&office, Method::POST, &moves, body).await;
    let told = told(&office).await;
    let who: Vec<&str> = told.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(
        who,
        [
            "ben@client.example",
            "mia@client.example",
            "vera@client.example"
        ]
    );
    let text = &told[0].1;
    assert!(
        text.contains("Hello Ben,") && text.contains("33 days later"),
        "{text}"
    );
    assert!(text.contains("Reason: The tiles <b>are</b> late"), "{text}");
    let page = format!("https://studio.example/portal/projects/{}", id_of(&made));
    assert!(text.contains(&page), "{text}");
}

#[tokio::test]
async fn a_client_that_switched_it_off_is_told_nothing_and_reads_it_all_the_same() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let moves = milestone(&office, &made).await;
    let off = json!({ "notification_defaults": [{ "event": "milestone_moved", "email": false, "sms": false }] });
    let path = format!("/api/admin/clients/{}/settings", office.meyer_id);
    must(&office, Method::PATCH, &path, off).await;
    let body = json!({ "forecast_date": "2027-01-03", "reason": "Snow" });
    must(&office, Method::POST, &moves, body).await;
    assert_eq!(told(&office).await, []);
    let page = office
        .read(&office.ben, &super::followed(&made))
        .await
        .json();
    assert_eq!(page["milestones"][0]["last_move"]["days"], 33);
}
