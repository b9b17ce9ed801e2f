//! Milestones: a forecast changes by a move alone, and its client reads by how much and why.

use http::Method;
use serde_json::{Value, json};

use super::{faults, followed, kept, must, project, refusal};
use crate::testing::Office;

/// A project with a milestone: the project, and where the milestone is.
async fn milestone(office: &Office) -> (Value, String) {
    let made = project(office, "P-1", "Kitchen").await;
    let body = json!({ "name": "Handover", "baseline_date": "2026-12-01" });
    let milestone = must(office, Method::POST, &kept(&made, "/milestones"), body).await;
    assert_eq!(milestone["forecast_date"], "2026-12-01");
    let path = kept(
        &made,
        &format!("/milestones/{}", milestone["id"].as_str().unwrap()),
    );
    (made, path)
}

async fn move_to(office: &Office, milestone: &str, day: &str, reason: &str) -> Value {
    let body = json!({ "forecast_date": day, "reason": reason });
    must(office, Method::POST, &format!("{milestone}/moves"), body).await
}

#[tokio::test]
async fn a_move_stays_for_good_and_the_client_reads_its_days_and_reason() {
    let office = Office::new().await;
    let (made, path) = milestone(&office).await;
    let seen =
        async || office.read(&office.ben, &followed(&made)).await.json()["milestones"][0].clone();
    assert_eq!(seen().await["last_move"], json!(null));
    move_to(&office, &path, "2027-01-03", " The tiles\r\nare late. ").await;
    let shown = seen().await;
    assert_eq!(shown["baseline_date"], "2026-12-01", "it stays");
    assert_eq!(shown["forecast_date"], "2027-01-03");
    let first = json!({ "from_date": "2026-12-01", "days": 33, "reason": "The tiles\nare late.",
                        "moved_at": "2026-11-21T09:30:00.000000Z" });
    assert_eq!(shown["last_move"], first);

    let moved = move_to(&office, &path, "2026-12-31", "They came.").await;
    let moves = moved["moves"].as_array().unwrap();
    assert_eq!(moves.len(), 2, "{moved}");
    assert_eq!(
        moves[0],
        json!({ "from_date": "2027-01-03", "to_date": "2026-12-31", "days": -3, "reason": "They came.", "moved_by": "Ada",
                "moved_at": "2026-11-21T09:30:00.000000Z" })
    );
    assert_eq!(moves[1]["days"], 33);
    let shown = seen().await;
    assert_eq!(
        (&shown["last_move"]["days"], &shown["baseline_date"]),
        (&json!(-3), &json!("2026-12-01"))
    );
}

#[tokio::test]
async fn a_milestone_is_not_moved_without_a_reason_to_the_same_day_or_once_reached() {
    let office = Office::new().await;
    let (_, path) = milestone(&office).await;
    let moves = format!("{path}/moves");
    for (body, fault) in [
        (
            json!({ "forecast_date": "2026-12-02", "reason": " " }),
            "reason required",
        ),
        (json!({ "forecast_date": "2026-12-02" }), "reason missing"),
        (json!({ "reason": "Why not" }), "forecast_date missing"),
        (
            json!({ "forecast_date": "2026-12-01", "reason": "None" }),
            "forecast_date unchanged",
        ),
    ] {
        let refused = office.ada(Method::POST, &moves, Some(&body)).await;
        assert_eq!(faults(&refused), [fault], "{body}");
    }
    for field in ["forecast_date", "baseline_date"] {
        let slip = json!({ field: "2027-01-01" });
        let refused = office.ada(Method::PATCH, &path, Some(&slip)).await;
        assert_eq!(
            faults(&refused),
            [format!("{field} unknown")],
            "only a move changes it"
        );
    }
    let reached = must(&office, Method::PATCH, &path, json!({ "is_reached": true })).await;
    assert_eq!(reached["reached_at"], "2026-11-21T09:30:00.000000Z");
    let late = json!({ "forecast_date": "2026-12-02", "reason": "Too late" });
    let refused = office.ada(Method::POST, &moves, Some(&late)).await;
    assert_eq!(refusal(&refused), (409, "bad_status".to_owned()));
    must(
        &office,
        Method::PATCH,
        &path,
        json!({ "is_reached": false }),
    )
    .await;
    must(&office, Method::POST, &moves, late).await;
}

#[tokio::test]
async fn a_move_that_is_sent_twice_with_one_key_happens_once() {
    let office = Office::new().await;
    let (_, path) = milestone(&office).await;
    let token = office.ada.session_id.to_string();
    let ada = office
        .test
        .visitor()
        .with_cookie("__Host-portico-staff", &token);
    let ada = ada.with_header("idempotency-key", "once");
    let body = json!({ "forecast_date": "2026-12-24", "reason": "Snow" });
    let moves = format!("{path}/moves");
    let first = ada.post(crate::testing::cast::STAFF, &moves, &body).await;
    assert_eq!(first.code(), 201, "{}", first.text());
    let again = ada.post(crate::testing::cast::STAFF, &moves, &body).await;
    assert_eq!((again.code(), &again.bytes), (201, &first.bytes));
    assert_eq!(first.json()["moves"].as_array().unwrap().len(), 1);
}
