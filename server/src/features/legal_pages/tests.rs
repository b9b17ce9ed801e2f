//! The pages as everybody sees them, and who may write them.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Answer, TestApp, Visitor, add_brand_domain,
    cast::{STAFF, STUDIO},
};

async fn save(visitor: &Visitor<'_>, page: &str, language: &str, markdown: &str) -> Answer {
    let path = format!("/api/admin/legal-texts/{page}/{language}");
    let body = json!({ "markdown": markdown });
    visitor.send(Method::PUT, STAFF, &path, Some(&body)).await
}

#[tokio::test]
async fn the_provider_s_words_stand_on_its_pages_in_each_language_without_a_sign_in() {
    let (test, cast) = TestApp::with_cast().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    add_brand_domain(db, ids, cast.provider_id, "north.example", "/clients").await;
    let olga = test.as_olga().await;
    let german = "# Angaben\n\nStudio, **Kiel** <script>alert(1)</script>";
    assert_eq!(save(&olga, "imprint", "de", german).await.code(), 200);
    assert_eq!(
        save(&olga, "imprint", "en", "# Particulars\n\nStudio, Kiel")
            .await
            .code(),
        200
    );

    let page = test.get(STUDIO, "/imprint?language=de").await;
    let html = page.text();
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(
        html.contains("<html lang=\"de\">") && html.contains("<h1>Impressum</h1>"),
        "{html}"
    );
    assert!(
        html.contains("<h2>Angaben</h2>") && html.contains("<strong>Kiel</strong>"),
        "{html}"
    );
    assert!(!html.contains("<script>"), "{html}");
    assert!(html.contains("href=\"imprint?language=en\""), "{html}");
    let by_browser = test
        .visitor()
        .with_header("accept-language", "de-AT,de;q=0.9,en;q=0.5");
    assert!(
        by_browser
            .get(STUDIO, "/imprint")
            .await
            .text()
            .contains("Impressum")
    );
    assert!(
        test.get(STUDIO, "/imprint")
            .await
            .text()
            .contains("<h2>Particulars</h2>"),
        "the provider's own language"
    );

    let prefixed = test.get("north.example", "/clients/imprint").await.text();
    assert!(
        prefixed.contains("<base href=\"/clients/\">") && prefixed.contains("Particulars"),
        "{prefixed}"
    );
    let unwritten = test.get(STUDIO, "/privacy").await;
    assert_eq!(unwritten.code(), 200);
    assert!(
        unwritten.text().contains("This text is not written yet."),
        "{}",
        unwritten.text()
    );

    assert_eq!(
        save(&olga, "imprint", "en", "  ").await.json()["markdown"],
        ""
    );
    assert!(
        !test
            .get(STUDIO, "/imprint")
            .await
            .text()
            .contains("Particulars"),
        "an empty text takes it away"
    );
}

#[tokio::test]
async fn nothing_of_a_portal_is_for_search_engines() {
    let (test, _) = TestApp::with_cast().await;
    for path in [
        "/privacy",
        "/imprint",
        "/login",
        "/portal",
        "/manifest.webmanifest",
        "/brand/icon",
        "/api/client/portal",
        "/api/nothing",
    ] {
        let answer = test.get(STUDIO, path).await;
        assert_eq!(
            answer.headers["x-robots-tag"], "noindex, nofollow",
            "{path}"
        );
    }
    assert_eq!(
        test.get("unknown.example", "/").await.headers["x-robots-tag"],
        "noindex, nofollow"
    );
    for host in [STUDIO, STAFF] {
        assert_eq!(
            test.get(host, "/robots.txt").await.text(),
            "User-agent: *\nDisallow: /\n",
            "{host}"
        );
    }
    for path in ["/privacy", "/imprint"] {
        assert!(
            test.get(STUDIO, path)
                .await
                .text()
                .contains("<meta name=\"robots\" content=\"noindex\">"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn owners_and_admins_write_them_and_every_change_is_in_the_audit() {
    let (test, cast) = TestApp::with_cast().await;
    test.add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let leo = test.staff_signed_in("leo@studio.example").await;
    assert_eq!(save(&leo, "imprint", "en", "Leo's").await.code(), 403);
    let olga = test.as_olga().await;
    assert_eq!(
        save(&olga, "imprint", "en", &"x".repeat(50_001))
            .await
            .code(),
        422
    );
    assert_eq!(save(&olga, "imprint", "xx", "x").await.code(), 404);
    assert_eq!(save(&olga, "terms", "en", "x").await.code(), 404);
    assert_eq!(save(&olga, "privacy", "en", "Yours").await.code(), 200);
    let kept = leo.get(STAFF, "/api/admin/legal-texts").await.json();
    let texts: Vec<&Value> = kept["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["markdown"])
        .collect();
    assert_eq!(texts, [&json!("Yours")]);
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=legal_text_saved")
        .await
        .json();
    assert_eq!(
        audit["items"][0]["detail"],
        json!({ "kind": "privacy", "language": "en", "is_empty": false })
    );
    assert_eq!(audit["items"].as_array().unwrap().len(), 1);
}
