//! Any input: schemathesis asks the program, for every operation of its document, whatever the document allows and what
//! it does not, and compares each answer with the document. Once as everybody who may ask: visitors, a contact who may
//! decide, staff, an operator and a device.
//!
//! What it leaves out, and why, stands in `tests/peers/contract.toml`. Short, it asks the same on every run; long, its
//! seed is another one each time, and it is printed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Output},
    time::Instant,
};

use serde_json::{Value, json};

use portico::{
    kit::clock::{Clock as _, SystemClock},
    testing::smtp_peer::python,
};

use super::{
    client::{Person, Request},
    is_long,
    server::Server,
    world::{HOST, STAFF_ORIGIN, World, text},
};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.json");
const SETTINGS: &str = include_str!("../peers/contract.toml");

/// As often as the configuration lets anybody try.
const LIMITS: &[(&str, &str)] = &[
    ("PORTICO_SIGN_IN_SENDS_PER_ADDRESS", "20"),
    ("PORTICO_SIGN_IN_SENDS_PER_IP", "100000"),
    ("PORTICO_SIGN_IN_SENDS_PER_PREFIX", "100000"),
    ("PORTICO_SIGN_IN_CODES_PER_ADDRESS", "20"),
    ("PORTICO_SIGN_IN_CODES_PER_IP", "100000"),
    ("PORTICO_SIGN_IN_PASSWORDS_PER_ACCOUNT", "20"),
    ("PORTICO_SIGN_IN_PASSWORDS_PER_IP", "100000"),
];

/// Of what there are ids, by the name of the parameter.
const TABLES: &[(&str, &str)] = &[
    ("action_item_id", "action_item"),
    ("brand_domain_id", "brand_domain"),
    ("client_id", "client"),
    ("contact_id", "contact"),
    ("document_id", "document"),
    ("membership_id", "membership"),
    ("staff_id", "staff"),
    ("type_key", "document_type"),
];

/// Who asks, and which operations are its own.
struct Asker {
    /// The word of `x-audience`.
    audience: &'static str,
    /// Where their addresses begin.
    below: &'static str,
    origin: String,
    /// So many of its operations have to do what they are for at least once: else little is shown.
    at_least: usize,
    /// What it shows of itself: the name in `contract.toml`, and the value.
    secret: (&'static str, String),
}

impl Asker {
    fn new(audience: &'static str, below: &'static str, origin: &str) -> Self {
        Self {
            audience,
            below,
            origin: origin.into(),
            at_least: 0,
            secret: ("NOBODY", String::new()),
        }
    }

    fn doing(mut self, at_least: usize) -> Self {
        self.at_least = at_least;
        self
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.secret = (name, value.into());
        self
    }

    fn of(self, name: &'static str, person: &Person) -> Self {
        let cookie = person.cookie.as_deref().unwrap();
        self.with(name, cookie.split_once('=').unwrap().1)
    }

    /// Staff have so many operations that every value at an edge of each takes minutes.
    fn phases(&self) -> &'static str {
        if self.audience == "staff" && !is_long() {
            "fuzzing,stateful"
        } else {
            "coverage,fuzzing,stateful"
        }
    }

    /// Asks a server everything; what schemathesis said of it.
    fn ask(&self, server: &Server, folder: &Path, settings: &str, seed: u64) -> Output {
        let file = folder.join("contract.toml");
        fs::write(&file, settings).unwrap();
        let host = self.origin.replace("https://", "");
        let mut command = Command::new(python());
        command
            .current_dir(folder)
            .args(["-m", "schemathesis.cli", "--config-file"])
            .arg(&file)
            .args(["run", "--no-color", "--seed", &seed.to_string()])
            .args(["--url", &format!("http://{}", server.address)])
            .args(["--include-by", &format!("/x-audience == {}", self.audience)])
            .args(["--exclude-path-regex", &format!("^(?!{})", self.below)])
            .args(["--header", &format!("Host: {host}")])
            .args(["--header", &format!("Origin: {}", self.origin)])
            .args(["--header", "Sec-Fetch-Site: same-origin"])
            .args(["--phases", self.phases()])
            .args(["--max-examples", if is_long() { "100" } else { "3" }])
            .args(["--report", "ndjson", "--report-ndjson-path", "asked.ndjson"])
            .arg(DOCUMENT);
        for name in ["CONTACT_SESSION", "STAFF_SESSION", "API_KEY"] {
            command.env(name, "nobody");
        }
        command.env(self.secret.0, &self.secret.1);
        command.output().unwrap()
    }
}

/// The operations that nobody asks.
fn left_out() -> BTreeSet<String> {
    let settings: toml::Value = toml::from_str(SETTINGS).unwrap();
    let parts = settings["operations"].as_array().unwrap().iter();
    let off = parts.filter(|part| part.get("enabled") == Some(&false.into()));
    off.flat_map(|part| part["include-name"].as_array().unwrap())
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

/// The operations of an asker that schemathesis is to ask.
fn operations(asker: &Asker) -> Vec<String> {
    let left_out = left_out();
    let document: Value = serde_json::from_str(&fs::read_to_string(DOCUMENT).unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let own = paths.filter(|(path, _)| path.starts_with(asker.below));
    own.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        let own = methods.filter(|(_, operation)| operation["x-audience"] == asker.audience);
        own.map(move |(method, _)| format!("{} {path}", method.to_uppercase()))
    })
    .filter(|name| !left_out.contains(name))
    .collect()
}

/// The settings with ids that there are, so that more is reached than what says that there is no such thing.
async fn settings(world: &World) -> String {
    let document: Value = serde_json::from_str(&fs::read_to_string(DOCUMENT).unwrap()).unwrap();
    let names: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .flat_map(|path| path.split('{').skip(1))
        .filter_map(|rest| rest.split('}').next())
        .collect();
    let mut known = vec![(
        "slug",
        "select slug from document where slug is not null".to_owned(),
    )];
    for (name, table) in TABLES {
        assert!(names.contains(name), "{name}");
        known.push((*name, format!("select {name} from {table}")));
    }
    let known_operations = document["paths"].as_object().unwrap();
    for name in SETTINGS.split('"').filter(|text| text.contains(" /api/")) {
        let (method, path) = name.split_once(' ').unwrap();
        let operation = &known_operations[path][method.to_lowercase()];
        assert!(operation.is_object(), "no operation is called {name}");
    }
    let mut settings = SETTINGS.to_owned();
    let mut bound = String::from("[parameters]\n");
    for (name, statement) in known {
        let rows = world.rows(&format!("{statement} order by 1 limit 8")).await;
        assert!(!rows.is_empty(), "{name}");
        let values: Vec<_> = rows.into_iter().flatten().collect();
        writeln!(settings, "[dictionaries.{name}]\nvalues = {values:?}").unwrap();
        writeln!(
            bound,
            "\"path.{name}\" = {{ dictionary = \"{name}\", probability = 0.7 }}"
        )
        .unwrap();
    }
    settings + &bound
}

/// Which operations schemathesis asked, each with the statuses of its answers.
fn answered(report: &Path) -> BTreeMap<String, BTreeMap<u64, usize>> {
    let mut operations: BTreeMap<String, BTreeMap<u64, usize>> = BTreeMap::new();
    for line in fs::read_to_string(report).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let recorder = &line["ScenarioFinished"]["recorder"];
        let cases = recorder["cases"].as_object();
        for (id, case) in cases.into_iter().flatten() {
            let value = &case["value"];
            let status = recorder["interactions"][id]["response"]["status_code"].as_u64();
            let name = format!(
                "{} {}",
                value["method"].as_str().unwrap(),
                value["path"].as_str().unwrap()
            );
            *operations
                .entry(name)
                .or_default()
                .entry(status.unwrap_or_default())
                .or_default() += 1;
        }
    }
    operations
}

async fn asks_anything(askers: impl AsyncFnOnce(&World, &Server) -> Vec<Asker>) {
    let world = World::new(4, 4).await;
    let server = Server::start(&world, LIMITS).await;
    let settings = settings(&world).await;
    for asker in askers(&world, &server).await {
        let now = u64::try_from(SystemClock.now().micros()).unwrap();
        let seed = if is_long() { now } else { 4_711 };
        let began = Instant::now();
        let output = asker.ask(&server, world.folder(), &settings, seed);
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        let answered = answered(&world.folder().join("asked.ndjson"));
        let known = operations(&asker);
        let is_done = |name: &&String| {
            let statuses = answered.get(*name);
            statuses
                .is_some_and(|statuses| statuses.keys().any(|status| (200..300).contains(status)))
        };
        let done = known.iter().filter(is_done).count();
        eprintln!(
            "{}: {done} of {} operations did something, with the seed {seed} in {:?}",
            asker.audience,
            known.len(),
            began.elapsed()
        );
        assert!(
            output.status.success(),
            "as {} with the seed {seed}:\n{said}\n{complained}",
            asker.audience
        );
        assert!(done >= asker.at_least, "{}: {answered:?}", asker.audience);
    }
}

#[tokio::test]
async fn any_input_of_visitors_is_answered_as_documented() {
    asks_anything(async |_: &World, _: &Server| {
        vec![
            Asker::new("public", "/api/client/", &format!("https://{HOST}")),
            Asker::new("public", "/api/admin/", STAFF_ORIGIN),
        ]
    })
    .await;
}

#[tokio::test]
async fn any_input_of_contacts_is_answered_as_documented() {
    asks_anything(async |world: &World, _: &Server| {
        // With a code alone it would owe the second factor as soon as it was asked to turn one on.
        world
            .rows("update contact_session set strength = 'two_factor'")
            .await;
        let contact = &world.sides[0].contacts[0].person;
        let asker = Asker::new("contact", "/api/client/", &format!("https://{HOST}"));
        vec![asker.of("CONTACT_SESSION", contact).doing(15)]
    })
    .await;
}

#[tokio::test]
async fn any_input_of_staff_is_answered_as_documented() {
    asks_anything(async |world: &World, _: &Server| {
        let asker = Asker::new("staff", "/api/admin/", STAFF_ORIGIN);
        vec![asker.of("STAFF_SESSION", &world.owner).doing(50)]
    })
    .await;
}

#[tokio::test]
async fn any_input_of_operators_and_devices_is_answered_as_documented() {
    asks_anything(async |world: &World, server: &Server| {
        let operator = world.add_operator().await;
        let new = json!({ "name": "Telephone", "scope": "sms" });
        let made = Request::post("/api/admin/api-keys", &new);
        let made = server.client(&world.owner).send(&made).await.answer();
        assert_eq!(made.status, 201, "{}", made.body);
        let key = text(&made.json(), "key");
        vec![
            Asker::new("operator", "/api/admin/", STAFF_ORIGIN)
                .of("STAFF_SESSION", &operator)
                .doing(4),
            Asker::new("device", "/api/device/", STAFF_ORIGIN)
                .with("API_KEY", key)
                .doing(1),
        ]
    })
    .await;
}
