//! The database is away or its disk is full: what is answered meanwhile, and that all is well again afterwards.

use std::time::{Duration, Instant};

use portico::{
    config::Config,
    db::{Dialect, Error, params, scoped},
    kit::{
        event::{Event, Heard},
        outbox::Gateways,
    },
    scope::Job,
    testing::{
        Answer, TestApp, TestDatabase, Visitor,
        cast::{Cast, STAFF, STUDIO},
        only_on,
        proxy::{Proxy, Way},
    },
};
use serde_json::json;

const DOCUMENTS: &str = "/api/client/documents";
const CLIENTS: &str = "/api/admin/clients";
/// How long the database of these tests may keep somebody waiting for a connection.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// An application that reaches its PostgreSQL through a proxy.
async fn behind_a_proxy() -> (TestApp, Cast, Proxy) {
    let database = TestDatabase::new().await;
    let proxy = Proxy::before(database.server()).await;
    let database = database.through(proxy.address()).with_patience(PATIENCE);
    let test = TestApp::over(database, Config::default(), Gateways::default()).await;
    let cast = test.add_cast().await;
    (test, cast, proxy)
}

/// That nobody is kept waiting, and what is said.
async fn is_away(answer: impl Future<Output = Answer>) {
    let began = Instant::now();
    let answer = answer.await;
    assert!(began.elapsed() < PATIENCE * 8, "{:?}", began.elapsed());
    assert_eq!(answer.code(), 503, "{}", answer.text());
    assert_eq!(answer.json()["code"], "database_away", "{}", answer.text());
    assert_eq!(answer.headers["retry-after"], "5");
}

/// That it is answered as before within five seconds.
async fn comes_back(ada: &Visitor<'_>, olga: &Visitor<'_>) {
    let began = Instant::now();
    loop {
        let read = ada.get(STUDIO, DOCUMENTS).await.code();
        let named = json!({ "name": "Afterwards" });
        let wrote = olga.post(STAFF, CLIENTS, &named).await.code();
        if (read, wrote) == (200, 201) {
            return;
        }
        assert!(read == 503 || read == 200, "{read}");
        assert!(wrote == 503 || wrote == 201, "{wrote}");
        assert!(began.elapsed() < Duration::from_secs(5), "{read} {wrote}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn while_postgresql_is_away_each_answer_says_so_and_later_all_is_well() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let (test, cast, proxy) = behind_a_proxy().await;
    let (ada, olga) = (test.as_ada(&cast).await, test.as_olga().await);
    let shown = test.get(STUDIO, "/login").await;
    assert_eq!(shown.code(), 200);
    for way in [Way::Closed, Way::Silent] {
        proxy.is(way);
        // Longer than anything is remembered while the database answers.
        tokio::time::sleep(Duration::from_secs(6)).await;
        let login = test.get(STUDIO, "/login").await;
        assert_eq!(login.code(), 200, "{}", login.text());
        for _ in 0..2 {
            is_away(ada.get(STUDIO, DOCUMENTS)).await;
            is_away(olga.post(STAFF, CLIENTS, &json!({ "name": "Meanwhile" }))).await;
        }
        assert_eq!(test.get(STUDIO, "/healthz").await.code(), 200);
        assert_eq!(test.get(STUDIO, "/readyz").await.code(), 503);
        let page = test.visitor().with_header("accept", "text/html");
        let page = page.get(STUDIO, "/documents").await;
        assert!(page.code() < 400 || page.code() == 503, "{}", page.code());
        proxy.is(Way::Open);
        comes_back(&ada, &olga).await;
    }
    let found = olga.get(STAFF, CLIENTS).await.text();
    assert!(!found.contains("Meanwhile"), "refused is not written");
}

#[tokio::test]
async fn statements_that_are_cut_off_on_postgresql_are_put_off_or_answered() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let (test, cast, proxy) = behind_a_proxy().await;
    let (ada, olga) = (test.as_ada(&cast).await, test.as_olga().await);
    let cutting = async {
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_millis(30)).await;
            proxy.cut().await;
        }
    };
    // Whatever is asked during a cut is refused at once: thousands of answers fit into one.
    let asking = async {
        let (mut seen, began) = ([0, 0], Instant::now());
        while seen[0] < 60 || seen[1] == 0 {
            assert!(began.elapsed() < Duration::from_secs(30), "{seen:?}");
            let (read, name) = (ada.get(STUDIO, DOCUMENTS), json!({ "name": "Cut" }));
            let (read, wrote) = tokio::join!(read, olga.post(STAFF, CLIENTS, &name));
            for (code, good) in [(read.code(), 200), (wrote.code(), 201)] {
                assert!(code == good || code == 503, "{code}");
                seen[usize::from(code == 503)] += 1;
            }
        }
    };
    tokio::join!(cutting, asking);
    comes_back(&ada, &olga).await;
}

#[tokio::test]
async fn whoever_listens_hears_of_a_gap_when_postgresql_was_away() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let (test, cast, proxy) = behind_a_proxy().await;
    let mut listener = test.app.db.listen();
    proxy.cut().await;
    let heard = tokio::time::timeout(Duration::from_secs(5), listener.next()).await;
    assert!(matches!(heard, Ok(Some(Heard::Gap))));
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    write.notify(Event {
        provider_id: cast.provider_id,
        client_id: None,
        kind: "client".into(),
        id: cast.client_id,
    });
    write.commit().await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(5), listener.next()).await;
    assert!(matches!(heard, Ok(Some(Heard::Event(event))) if event.id == cast.client_id));
}

#[tokio::test]
async fn a_row_that_another_holds_on_postgresql_is_waited_for_a_while_only() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let (test, cast, _proxy) = behind_a_proxy().await;
    let mut other = test.superuser().await;
    let holding = other.transaction().await.unwrap();
    holding
        .execute("update provider set name = name", &[])
        .await
        .unwrap();
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let began = Instant::now();
    let rename = scoped!("update provider as p set name = 'New' where {provider:p}");
    let refused = write.exec(rename, params![]).await;
    assert!(matches!(refused, Err(Error::Busy(_))), "{refused:?}");
    let took = began.elapsed();
    assert!(took >= PATIENCE && took < PATIENCE * 4, "{took:?}");
}

#[tokio::test]
async fn with_a_full_disk_sqlite_refuses_what_is_written_and_answers_what_is_read() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let (test, cast) = TestApp::with_cast().await;
    let (ada, olga) = (test.as_ada(&cast).await, test.as_olga().await);
    test.app.db.limit_pages(1).await.unwrap();
    let mut made = 0;
    let refused = loop {
        let name = format!("Client {made} {}", "x".repeat(150));
        let answer = olga.post(STAFF, CLIENTS, &json!({ "name": name })).await;
        if answer.code() != 201 {
            break answer;
        }
        made += 1;
        assert!(made < 500, "the disk is never full");
    };
    assert_eq!(refused.code(), 507, "{}", refused.text());
    assert_eq!(refused.json()["code"], "disk_full");
    assert_eq!(refused.headers["retry-after"], "60");
    assert_eq!(ada.get(STUDIO, DOCUMENTS).await.code(), 200);
    let listed = olga.get(STAFF, CLIENTS).await;
    assert_eq!(listed.code(), 200);
    test.app.db.limit_pages(u32::MAX - 1).await.unwrap();
    let body = json!({ "name": "There is room again" });
    assert_eq!(olga.post(STAFF, CLIENTS, &body).await.code(), 201);
}
