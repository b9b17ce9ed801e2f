//! Addresses through HTTP: added, proven, led elsewhere, removed; and who may.

mod dns_server;

use dns_server::DnsServer;
use http::{Method, header};
use serde_json::{Value, json};

use super::*;
use crate::{
    config::Config,
    features::provisioning::BrandAddress,
    kit::id::Id,
    testing::{
        Answer, START, TestApp, Visitor, add_brand_domain, add_provider,
        cast::{Cast, STAFF, STUDIO},
    },
};

const DOMAINS: &str = "/api/admin/brand-domains";

/// The cast, where DNS is a server of the test's own.
async fn with_dns() -> (TestApp, Cast, DnsServer) {
    let dns = DnsServer::start().await;
    let mut config = Config::default();
    config.dns.server = Some(dns.address);
    let (test, cast) = TestApp::with_cast_and(config).await;
    (test, cast, dns)
}

async fn add(visitor: &Visitor<'_>, address: &str) -> Answer {
    visitor
        .post(STAFF, DOMAINS, &json!({ "address": address }))
        .await
}

async fn prove(visitor: &Visitor<'_>, id: &str) -> Answer {
    let path = format!("{DOMAINS}/{id}/proof");
    visitor.send(Method::POST, STAFF, &path, None).await
}

async fn change(visitor: &Visitor<'_>, id: &str, main: Value, cookie_scope: &str) -> Answer {
    let body = json!({ "main_brand_domain_id": main, "cookie_scope": cookie_scope });
    visitor
        .send(
            Method::PATCH,
            STAFF,
            &format!("{DOMAINS}/{id}"),
            Some(&body),
        )
        .await
}

async fn remove(visitor: &Visitor<'_>, id: &str) -> Answer {
    visitor
        .send(Method::DELETE, STAFF, &format!("{DOMAINS}/{id}"), None)
        .await
}

fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Adds an address and proves it.
async fn proven(visitor: &Visitor<'_>, dns: &DnsServer, address: &str) -> String {
    let added = add(visitor, address).await;
    assert_eq!(added.code(), 201, "{}", added.text());
    let record = added.json()["record"].clone();
    dns.write(
        record["name"].as_str().unwrap(),
        &[record["value"].as_str().unwrap()],
    );
    let answer = prove(visitor, &id_of(&added)).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    id_of(&added)
}

async fn robots(test: &TestApp, host: &str) -> u16 {
    test.get(host, "/robots.txt").await.code()
}

#[tokio::test]
async fn an_address_is_served_once_its_record_is_there_and_not_before() {
    let (test, _, dns) = with_dns().await;
    let olga = test.as_olga().await;
    let added = add(&olga, "https://Portal.Studio.example/").await;
    let row = added.json();
    assert_eq!(
        (added.code(), &row["address"], &row["proven_at"]),
        (201, &json!("https://portal.studio.example"), &Value::Null)
    );
    assert_eq!(row["record"]["name"], "_portico.portal.studio.example");
    let value = row["record"]["value"].as_str().unwrap();
    assert!(value.starts_with("portico-proof="), "{value}");
    let id = id_of(&added);
    assert_eq!(robots(&test, "portal.studio.example").await, 421);

    let missing = prove(&olga, &id).await;
    assert_eq!(
        (missing.code(), &missing.json()["code"]),
        (409, &json!("proof_missing"))
    );
    dns.write(
        "_portico.portal.studio.example",
        &["v=other", "portico-proof=of-somebody-else"],
    );
    assert_eq!(prove(&olga, &id).await.code(), 409);
    assert_eq!(robots(&test, "portal.studio.example").await, 421);

    dns.write("_portico.portal.studio.example", &["v=other", value]);
    let answer = prove(&olga, &id).await;
    assert_eq!(
        (answer.code(), &answer.json()["record"]),
        (200, &Value::Null),
        "{}",
        answer.text()
    );
    assert_eq!(robots(&test, "portal.studio.example").await, 200);
    assert_eq!(
        prove(&olga, &id).await.code(),
        200,
        "proving again changes nothing"
    );
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=brand_domain_proven")
        .await
        .json();
    let outcomes: Vec<&Value> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["outcome"])
        .collect();
    assert_eq!(outcomes, ["done", "refused", "refused"]);
}

#[tokio::test]
async fn without_a_dns_server_that_answers_it_is_said_so() {
    let mut config = Config::default();
    // Bound and dropped: nobody listens there.
    let gone = std::net::UdpSocket::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    config.dns.server = Some(gone);
    let (test, _) = TestApp::with_cast_and(config).await;
    let olga = test.as_olga().await;
    let added = add(&olga, "https://portal.studio.example").await;
    let answer = prove(&olga, &id_of(&added)).await;
    assert_eq!(
        (answer.code(), &answer.json()["code"]),
        (503, &json!("dns_unavailable"))
    );
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn whoever_proves_a_host_has_it_and_claims_keep_nobody_out() {
    let (test, _, dns) = with_dns().await;
    let other = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    test.add_staff(other, "Nils", "nils@north.example", "owner")
        .await;
    let (olga, nils) = (
        test.as_olga().await,
        test.staff_signed_in("nils@north.example").await,
    );
    let claim = add(&nils, "https://www.shared.example").await;
    assert_eq!(claim.code(), 201, "anybody may claim");
    proven(&olga, &dns, "https://www.shared.example").await;
    let record = claim.json()["record"].clone();
    dns.write(
        record["name"].as_str().unwrap(),
        &[record["value"].as_str().unwrap()],
    );
    let late = prove(&nils, &id_of(&claim)).await;
    assert_eq!(
        (late.code(), &late.json()["code"]),
        (409, &json!("host_taken"))
    );

    let second = add(&olga, "https://www.shared.example/clients").await;
    assert!(
        second.json()["proven_at"].is_string(),
        "its host is proven: {}",
        second.text()
    );
    assert_eq!(
        test.get("www.shared.example", "/clients/robots.txt")
            .await
            .code(),
        200
    );
    assert_eq!(
        add(&olga, "https://www.shared.example/clients")
            .await
            .code(),
        409
    );
    let listed = nils.get(STAFF, DOMAINS).await.text();
    assert!(
        !listed.contains("clients") && !listed.contains(STUDIO),
        "{listed}"
    );
    assert_eq!(prove(&nils, &id_of(&second)).await.code(), 404);
    assert_eq!(remove(&nils, &id_of(&second)).await.code(), 404);
}

#[tokio::test]
async fn a_second_host_leads_to_the_main_one_with_path_and_query() {
    let (test, cast, dns) = with_dns().await;
    let olga = test.as_olga().await;
    let www = proven(&olga, &dns, "https://www.studio.example").await;
    let main = cast.brand_domain_id.to_string();
    assert_eq!(change(&olga, &www, json!(main), "host").await.code(), 200);
    for path in ["/documents/2026/kitchen?x=1", "/api/client/portal?a=b", "/"] {
        let moved = test.get("www.studio.example", path).await;
        assert_eq!(moved.code(), 308, "{path}");
        assert_eq!(
            moved.headers[header::LOCATION].to_str().unwrap(),
            format!("https://studio.example{path}")
        );
    }
    let asked = test
        .post(
            "www.studio.example",
            "/api/client/sign-in",
            &json!({ "email": "x@y.example" }),
        )
        .await;
    assert_eq!(asked.code(), 308, "the API too, method and body kept");
    let session = olga.get(STAFF, "/api/admin/session").await.json();
    assert_eq!(
        session["brands"],
        json!([{ "origin": "https://studio.example", "prefix": "" }])
    );

    let circle = change(&olga, &main, json!(www), "host").await;
    assert_eq!(circle.code(), 422, "the other one leads here");
    let third = proven(&olga, &dns, "https://third.example").await;
    let leads = change(&olga, &main, json!(third), "host").await;
    assert_eq!(
        (leads.code(), &leads.json()["code"]),
        (409, &json!("brand_domain_leads_here"))
    );
    assert_eq!(
        change(&olga, &third, json!(third), "host").await.code(),
        422
    );
    assert_eq!(
        remove(&olga, &main).await.json()["code"],
        "brand_domain_leads_here"
    );
    let claim = id_of(&add(&olga, "https://fourth.example").await);
    assert_eq!(
        change(&olga, &claim, json!(main), "host").await.json()["code"],
        "proof_missing"
    );
    assert_eq!(
        change(&olga, &third, json!(claim), "host").await.code(),
        422
    );

    assert_eq!(remove(&olga, &www).await.code(), 204);
    assert_eq!(robots(&test, "www.studio.example").await, 421);
}

#[tokio::test]
async fn a_cookie_goes_to_the_whole_site_only_once_the_bare_domain_is_proven() {
    let (test, _, dns) = with_dns().await;
    let olga = test.as_olga().await;
    let portal = proven(&olga, &dns, "https://portal.acme.example").await;
    let refused = change(&olga, &portal, Value::Null, "site").await;
    assert_eq!(
        (refused.code(), &refused.json()["errors"][0]["code"]),
        (422, &json!("bare_domain_unproven"))
    );
    let claim = id_of(&add(&olga, "https://acme.example").await);
    assert_eq!(
        change(&olga, &portal, Value::Null, "site").await.code(),
        422,
        "a claim is no proof"
    );
    remove(&olga, &claim).await;
    let bare = proven(&olga, &dns, "https://acme.example").await;
    assert_eq!(
        change(&olga, &portal, Value::Null, "site").await.json()["cookie_scope"],
        "site"
    );

    let pending = async || {
        let asked = test
            .post(
                "portal.acme.example",
                "/api/client/sign-in",
                &json!({ "email": "ada@acme.example" }),
            )
            .await;
        assert_eq!(asked.code(), 202, "{}", asked.text());
        asked.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let cookie = pending().await;
    assert!(
        cookie.starts_with("__Secure-portico-pending=")
            && cookie.ends_with("; Domain=acme.example"),
        "{cookie}"
    );

    assert_eq!(remove(&olga, &bare).await.code(), 204);
    let cookie = pending().await;
    assert!(
        cookie.starts_with("__Host-portico-pending=") && !cookie.contains("Domain="),
        "{cookie}"
    );
}

#[tokio::test]
async fn the_last_address_stays_and_a_removed_one_ends_its_sessions() {
    let (test, cast, dns) = with_dns().await;
    let olga = test.as_olga().await;
    let ada = test.as_ada(&cast).await;
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
    let main = cast.brand_domain_id.to_string();
    assert_eq!(
        remove(&olga, &main).await.json()["code"],
        "last_brand_domain"
    );
    proven(&olga, &dns, "https://new.example").await;
    assert_eq!(remove(&olga, &main).await.code(), 204);
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 421);
    assert_eq!(robots(&test, "new.example").await, 200);
    let again = proven(&olga, &dns, "https://studio.example").await;
    assert_ne!(again, main);
    assert_eq!(
        ada.get(STUDIO, "/api/client/session").await.code(),
        401,
        "old sessions do not come back"
    );
}

#[tokio::test]
async fn what_is_no_address_is_refused_and_only_owners_and_admins_change_them() {
    let (test, cast, _) = with_dns().await;
    let olga = test.as_olga().await;
    for wrong in [
        "studio.example",
        "http://studio.example",
        "https://",
        "https://a b.example",
        "https://x.example/a//b",
        "",
    ] {
        let refused = add(&olga, wrong).await;
        assert_eq!(
            (refused.code(), &refused.json()["errors"][0]["field"]),
            (422, &json!("address")),
            "{wrong}"
        );
    }
    test.add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let leo = test.staff_signed_in("leo@studio.example").await;
    assert_eq!(leo.get(STAFF, DOMAINS).await.code(), 200);
    let main = cast.brand_domain_id.to_string();
    assert_eq!(add(&leo, "https://leo.example").await.code(), 403);
    assert_eq!(prove(&leo, &main).await.code(), 403);
    assert_eq!(change(&leo, &main, Value::Null, "host").await.code(), 403);
    assert_eq!(remove(&leo, &main).await.code(), 403);
    assert_eq!(
        remove(&olga, &Id::from_bytes([9; 16]).to_string())
            .await
            .code(),
        404
    );
}

#[tokio::test]
async fn the_operator_s_word_is_as_good_and_names_whom_it_means() {
    let (test, cast, _) = with_dns().await;
    let db = &test.app.db;
    let other = add_provider(db, test.app.ids.as_ref()).await;
    test.add_staff(other, "Nils", "nils@north.example", "owner")
        .await;
    let (olga, nils) = (
        test.as_olga().await,
        test.staff_signed_in("nils@north.example").await,
    );
    for owner in [&olga, &nils] {
        assert_eq!(add(owner, "https://word.example").await.code(), 201);
    }
    let address = BrandAddress::parse("https://word.example").unwrap();
    let unclear = prove_by_operator(db, START, &address, None)
        .await
        .unwrap_err();
    assert_eq!(unclear.code(), "several_claims");
    assert_eq!(list_claims(db).await.unwrap().len(), 2);
    let word = prove_by_operator(db, START, &address, Some(cast.provider_id))
        .await
        .unwrap();
    assert_eq!(word.provider_id, cast.provider_id);
    assert_eq!(robots(&test, "word.example").await, 200);
    let taken = prove_by_operator(db, START, &address, None)
        .await
        .unwrap_err();
    assert_eq!(taken.code(), "host_taken");
    let nobody = BrandAddress::parse("https://nobody.example").unwrap();
    assert_eq!(
        prove_by_operator(db, START, &nobody, None)
            .await
            .unwrap_err()
            .code(),
        "not_found"
    );
}

#[tokio::test]
async fn only_proven_hosts_may_get_a_certificate() {
    let (test, cast, _) = with_dns().await;
    let olga = test.as_olga().await;
    add(&olga, "https://claimed.example").await;
    add_brand_domain(
        &test.app.db,
        test.app.ids.as_ref(),
        cast.provider_id,
        "www.two.example",
        "/clients",
    )
    .await;
    for (host, expected) in [
        (STUDIO, true),
        ("www.two.example", true),
        ("claimed.example", false),
        ("nobody.example", false),
    ] {
        assert_eq!(
            test.app.brands.is_proven(host).await.unwrap(),
            expected,
            "{host}"
        );
    }
}
