//! Hosts and prefixes through the whole application.

use crate::db::{Because, params, system};
use crate::testing::{START, TestApp, add_brand_domain, add_provider};

#[tokio::test]
async fn a_registered_host_is_found_and_an_unknown_one_is_not() {
    let test = TestApp::new().await;
    let ids = test.app.ids.as_ref();
    let provider_id = add_provider(&test.app.db, ids).await;
    assert_eq!(test.get("studio.example", "/api/nothing").await.code(), 421);
    add_brand_domain(&test.app.db, ids, provider_id, "studio.example", "").await;
    let found = test.get("Studio.Example.:443", "/api/nothing").await;
    assert_eq!(
        (found.code(), found.json()["code"].as_str()),
        (404, Some("not_found"))
    );
    assert_eq!(test.get("staff.example", "/api/nothing").await.code(), 404);
    for host in [
        "localhost",
        "127.0.0.1",
        "other.example",
        "x.studio.example",
    ] {
        assert_eq!(test.get(host, "/api/nothing").await.code(), 421, "{host}");
        assert_eq!(test.get(host, "/healthz").await.code(), 200, "{host}");
        assert_eq!(test.get(host, "/readyz").await.code(), 200, "{host}");
    }
}

#[tokio::test]
async fn two_brands_share_a_host_by_prefix() {
    let test = TestApp::new().await;
    let ids = test.app.ids.as_ref();
    let provider_id = add_provider(&test.app.db, ids).await;
    add_brand_domain(
        &test.app.db,
        ids,
        provider_id,
        "www.studio.example",
        "/clients",
    )
    .await;
    add_brand_domain(
        &test.app.db,
        ids,
        provider_id,
        "www.studio.example",
        "/clients/north",
    )
    .await;
    let robots = |path: &'static str| test.get("www.studio.example", path);
    assert_eq!(robots("/clients/robots.txt").await.code(), 200);
    assert_eq!(robots("/clients/north/robots.txt").await.code(), 200);
    assert_eq!(robots("/robots.txt").await.code(), 404);
    assert_eq!(robots("/clientship/robots.txt").await.code(), 404);
}

#[tokio::test]
async fn a_domain_that_is_not_proven_is_not_served_and_a_removed_one_is_forgotten() {
    let test = TestApp::new().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    let provider_id = add_provider(db, ids).await;
    let domain_id = add_brand_domain(db, ids, provider_id, "studio.example", "").await;
    assert_eq!(test.get("studio.example", "/robots.txt").await.code(), 200);
    let write = db.system(Because::Provision).write().await.unwrap();
    let change = system!(
        "update brand_domain set proven_at = null where provider_id = $1 and brand_domain_id = $2"
    );
    assert_eq!(
        write
            .exec(change, params![provider_id, domain_id])
            .await
            .unwrap(),
        1
    );
    write.commit().await.unwrap();
    test.app.brands.forget("studio.example");
    assert_eq!(test.get("studio.example", "/robots.txt").await.code(), 421);
    let write = db.system(Because::Provision).write().await.unwrap();
    let change = system!(
        "update brand_domain set proven_at = $3 where provider_id = $1 and brand_domain_id = $2"
    );
    write
        .exec(change, params![provider_id, domain_id, START])
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(test.get("studio.example", "/robots.txt").await.code(), 200);
}

#[tokio::test]
async fn readiness_is_looked_at_once_a_second_however_many_ask() {
    let test = TestApp::new().await;
    test.app.db.counts().take();
    let ask = || test.get("anywhere.example", "/readyz");
    let answers = futures_util::future::join_all((0..50).map(|_| ask())).await;
    assert!(answers.iter().all(|answer| answer.code() == 200));
    assert_eq!(test.app.db.counts().take().statements, 1);
}
