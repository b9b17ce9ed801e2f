//! Where addresses lead. The pages themselves need the web build and are tried by the browser journeys.

use http::header;

use crate::testing::{TestApp, add_brand_domain, add_provider};

async fn test_app() -> TestApp {
    let test = TestApp::new().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    let provider_id = add_provider(db, ids).await;
    add_brand_domain(db, ids, provider_id, "studio.example", "").await;
    add_brand_domain(db, ids, provider_id, "north.example", "/clients").await;
    test
}

#[tokio::test]
async fn without_a_session_every_address_leads_to_the_sign_in_page_and_back() {
    let test = test_app().await;
    let leads = async |host: &str, path: &str| {
        let answer = test.get(host, path).await;
        assert_eq!(answer.code(), 303, "{path}");
        answer.headers[header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        leads("studio.example", "/portal").await,
        "/login?to=%2Fportal"
    );
    assert_eq!(
        leads("studio.example", "/documents/2026/kitchen?x=1").await,
        "/login?to=%2Fdocuments%2F2026%2Fkitchen%3Fx%3D1"
    );
    assert_eq!(
        leads("studio.example", "/no/such/page").await,
        "/login?to=%2Fno%2Fsuch%2Fpage"
    );
    assert_eq!(
        leads("north.example", "/clients/portal").await,
        "/clients/login?to=%2Fportal"
    );
    assert_eq!(leads("studio.example", "/").await, "/portal");
    assert_eq!(
        leads("studio.example", "/client/projects?a=b").await,
        "/portal/projects?a=b"
    );
    assert_eq!(
        leads("north.example", "/clients/client").await,
        "/clients/portal"
    );
}

#[tokio::test]
async fn an_unknown_api_address_is_not_a_page() {
    let test = test_app().await;
    for path in ["/api", "/api/", "/api/client/unknown", "/api/unknown"] {
        let answer = test.get("studio.example", path).await;
        assert_eq!(
            (answer.code(), answer.json()["code"].as_str()),
            (404, Some("not_found")),
            "{path}"
        );
    }
    assert_eq!(
        test.post("studio.example", "/portal", &serde_json::json!({}))
            .await
            .code(),
        404
    );
}

#[tokio::test]
async fn a_page_carries_the_brand_its_base_and_a_policy_with_a_fresh_nonce() {
    let test = test_app().await;
    let page = test.get("north.example", "/clients/login").await;
    assert_eq!(page.code(), 200, "{}", page.text());
    let html = page.text();
    assert!(
        html.contains("<base href=\"/clients/\">") && html.contains("\"prefix\":\"/clients\""),
        "{html}"
    );
    assert!(
        !html.contains("{{") && !html.contains("<!--portico"),
        "{html}"
    );
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
        .to_owned();
    let again = test.get("north.example", "/clients/login").await;
    assert_ne!(again.headers[header::CONTENT_SECURITY_POLICY], policy);
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap();
    assert!(html.contains(&format!("<style nonce=\"{nonce}\">")));
}
