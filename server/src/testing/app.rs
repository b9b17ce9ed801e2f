//! The whole application in one test: the router in-process, a database of its own, a clock that stands still.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;

use super::TestDatabase;
use crate::app::App;
use crate::config::Config;
use crate::db::{Because, Db, params, system};
use crate::kit::clock::{TestClock, Time};
use crate::kit::http::door::Door;
use crate::kit::id::{Id, Ids, TestIds};
use crate::kit::keys::Keys;
use crate::kit::outbox::Gateways;

/// The moment at which every test begins: 2026-11-21 09:30 UTC.
pub const START: Time = Time::from_micros(1_795_253_400_000_000);

/// An application of one test's own.
pub struct TestApp {
    /// The parts, for looking behind the scenes.
    pub app: App,
    /// Moves time.
    pub clock: Arc<TestClock>,
    door: Door,
    database: TestDatabase,
    /// Uploaded files, unless the test says where.
    _files: Arc<TempDir>,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub bytes: Bytes,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The status as a number.
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }
}

impl TestApp {
    /// A migrated, empty application.
    ///
    /// # Panics
    /// When the database cannot be made: no test can go on without.
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    /// The same with a configuration of the test's own.
    ///
    /// # Panics
    /// As `new`.
    pub async fn with(config: Config) -> Self {
        Self::with_gateways(config, Gateways::default()).await
    }

    /// The same with gateways of the test's own. Their rules for SMS are the configured ones.
    ///
    /// # Panics
    /// As `new`.
    pub async fn with_gateways(config: Config, gateways: Gateways) -> Self {
        Self::over(TestDatabase::new().await, config, gateways).await
    }

    /// The same over a database that is there already.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn over(database: TestDatabase, mut config: Config, mut gateways: Gateways) -> Self {
        gateways.sms_rules = config.sms.rules();
        config
            .staff
            .origin
            .get_or_insert_with(|| "https://staff.example".to_owned());
        let files = Arc::new(tempfile::tempdir().expect("a folder for files"));
        config
            .files
            .folder
            .get_or_insert_with(|| files.path().to_owned());
        let clock = Arc::new(TestClock::at(START));
        let ids = Arc::new(TestIds::default());
        let app = App::new(
            config,
            database.open().await,
            clock.clone(),
            ids,
            Keys::new([7; 32]),
            gateways,
        );
        let door = app.door().expect("the test's configuration is sound");
        Self {
            app,
            clock,
            door,
            database,
            _files: files,
        }
    }

    /// The same after a restart with other keys.
    ///
    /// # Panics
    /// As `new`.
    #[must_use]
    pub fn restarted(self, keys: Keys) -> Self {
        let parts = &self.app;
        let app = App::new(
            parts.config.clone(),
            parts.db.clone(),
            parts.clock.clone(),
            parts.ids.clone(),
            keys,
            Gateways::default(),
        );
        let door = app.door().expect("the test's configuration is sound");
        Self { app, door, ..self }
    }

    /// What everything is kept in.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Changes rows as somebody would who has the database and not the program: no key of the schema stands in the way.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn tamper(&self, statements: &str) {
        self.database.tamper(statements).await;
    }

    /// A connection as the superuser of PostgreSQL.
    ///
    /// # Panics
    /// On SQLite.
    pub async fn superuser(&self) -> tokio_postgres::Client {
        self.database.superuser().await
    }

    /// A browser or program without any cookie.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            app: self,
            cookies: Mutex::default(),
            headers: HeaderMap::new(),
        }
    }

    /// `GET` by a visitor without cookies.
    pub async fn get(&self, host: &str, path: &str) -> Answer {
        self.visitor().get(host, path).await
    }

    /// `POST` of JSON by a visitor without cookies.
    pub async fn post(&self, host: &str, path: &str, body: &Value) -> Answer {
        self.visitor()
            .send(Method::POST, host, path, Some(body))
            .await
    }

    /// Sends any request, as it is, and leaves the answer's body unread: that of a stream never ends.
    pub async fn open(&self, request: Request) -> Response {
        let peer = ([203, 0, 113, 7], 4711).into();
        self.door.answer(request, Some(peer)).await
    }

    /// Sends any request, as it is.
    ///
    /// # Panics
    /// When the answer's body breaks off.
    pub async fn answer(&self, request: Request) -> Answer {
        let (head, body) = self.open(request).await.into_parts();
        let bytes = body
            .collect()
            .await
            .expect("the answer arrives whole")
            .to_bytes();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }
}

/// A browser: keeps the cookies it is given, for one host.
pub struct Visitor<'a> {
    app: &'a TestApp,
    cookies: Mutex<Vec<(String, String)>>,
    headers: HeaderMap,
}

impl Visitor<'_> {
    /// Sends this header with every request.
    ///
    /// # Panics
    /// When it is no header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers
            .insert(name, value.parse().expect("a header value"));
        self
    }

    /// Keeps a cookie, as if the server had set it.
    #[must_use]
    pub fn with_cookie(self, name: &str, value: &str) -> Self {
        self.keep(name, value);
        self
    }

    /// `GET`.
    pub async fn get(&self, host: &str, path: &str) -> Answer {
        self.send(Method::GET, host, path, None).await
    }

    /// `GET` of an answer that stays open: its status and its body, to be read piece by piece.
    ///
    /// # Panics
    /// When the path is no path.
    pub async fn open(&self, host: &str, path: &str) -> (StatusCode, Body) {
        let mut request = Request::builder().uri(path).header(header::HOST, host);
        if let Some(line) = self.cookie_line() {
            request = request.header(header::COOKIE, line);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::empty()).expect("a sound request");
        let (head, body) = self.app.door.answer(request, None).await.into_parts();
        (head.status, body)
    }

    /// `POST` of JSON.
    pub async fn post(&self, host: &str, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, host, path, Some(body)).await
    }

    /// Any method, with or without JSON.
    ///
    /// # Panics
    /// When the path is no path.
    pub async fn send(
        &self,
        method: Method,
        host: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, host);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(line) = self.cookie_line() {
            request = request.header(header::COOKIE, line);
        }
        let body = match body {
            Some(value) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(value.to_string())
            }
            None => Body::empty(),
        };
        let answer = self
            .app
            .answer(request.body(body).expect("a sound request"))
            .await;
        self.keep_all(&answer.headers);
        answer
    }

    /// The value of a cookie it holds.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.held()
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    }

    fn cookie_line(&self) -> Option<String> {
        let pairs: Vec<String> = self
            .held()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn keep_all(&self, headers: &HeaderMap) {
        for line in headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
        {
            if let Some((name, value)) =
                line.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.keep(name, value);
            }
        }
    }

    fn keep(&self, name: &str, value: &str) {
        let mut held = self.held();
        held.retain(|(key, _)| key != name);
        if !value.is_empty() {
            held.push((name.to_owned(), value.to_owned()));
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<(String, String)>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A provider with nothing but itself. Its staff are not forced to a second factor.
///
/// # Panics
/// When the database refuses it.
pub async fn add_provider(db: &Db, ids: &dyn Ids) -> Id {
    let provider_id = ids.id();
    let write = db
        .system(Because::Provision)
        .write()
        .await
        .expect("the database answers");
    let add = system!(
        "insert into provider (provider_id, name, kind, preset, language, time_zone, country, currency, sender_name,
           brand_colour, sign_in_by_sms, sign_in_by_email, offers_deposit, offers_full, four_eyes, created_at, updated_at)
         values ($1, 'Studio', 'person', 'client-area', 'en', 'Europe/Berlin', 'DE', 'EUR', 'Studio',
           '#3355aa', $2, $3, $2, $3, $5, $4, $4)"
    );
    write
        .exec(add, params![provider_id, true, true, START, false])
        .await
        .expect("the provider is new");
    let add = system!("insert into audit_head (provider_id, last_sequence) values ($1, 0)");
    write
        .exec(add, params![provider_id])
        .await
        .expect("the provider's audit is new");
    let add = system!(
        "insert into sign_in_setting (provider_id, second_factor_by_role, staff_second_factor, sign_in_by_password,
                read_by_delivery_link, needs, updated_at)
         values ($1, $2, 'offered', $3, $3, $2, $4)"
    );
    let none = serde_json::json!({});
    write
        .exec(add, params![provider_id, &none, false, START])
        .await
        .expect("the provider's settings are new");
    write.commit().await.expect("the provider lasts");
    provider_id
}

/// A proven brand domain in host mode, at `https://host`.
///
/// # Panics
/// When the database refuses it.
pub async fn add_brand_domain(
    db: &Db,
    ids: &dyn Ids,
    provider_id: Id,
    host: &str,
    prefix: &str,
) -> Id {
    let brand_domain_id = ids.id();
    let origin = format!("https://{host}");
    let write = db
        .system(Because::Provision)
        .write()
        .await
        .expect("the database answers");
    let add = system!(
        "insert into brand_host (provider_id, host) values ($1, $2) on conflict (provider_id, host) do nothing"
    );
    write
        .exec(add, params![provider_id, host])
        .await
        .expect("the host is free");
    let add = system!(
        "insert into brand_domain (provider_id, brand_domain_id, host, path_prefix, origin, cookie_scope, proven_at, created_at)
         values ($1, $2, $3, $4, $5, 'host', $6, $6)"
    );
    let values = params![provider_id, brand_domain_id, host, prefix, &origin, START];
    write.exec(add, values).await.expect("the domain is new");
    write.commit().await.expect("the domain lasts");
    brand_domain_id
}
