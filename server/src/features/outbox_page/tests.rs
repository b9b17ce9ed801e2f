//! The list of messages through HTTP.

use crate::testing::{TestApp, cast::STAFF, cast::code_in};

#[tokio::test]
async fn owners_see_what_was_sent_without_its_codes() {
    let (test, cast) = TestApp::with_cast().await;
    let _ada = test.as_ada(&cast).await;
    let code = code_in(
        &test
            .last_message(cast.provider_id, crate::testing::cast::ADA_EMAIL)
            .await,
    );
    let olga = test.as_olga().await;
    let answer = olga.get(STAFF, "/api/admin/outbox").await;
    assert_eq!(answer.code(), 200);
    let row = &answer.json()["items"][0];
    assert_eq!(row["recipient"], crate::testing::cast::ADA_EMAIL);
    assert_eq!(row["state"], "waiting");
    assert!(!answer.text().contains(&code), "{}", answer.text());
    test.add_staff(cast.provider_id, "Lea", "lea@studio.example", "lead")
        .await;
    let lead = test.staff_signed_in("lea@studio.example").await;
    assert_eq!(lead.get(STAFF, "/api/admin/outbox").await.code(), 403);
}
