//! Projects through HTTP, on whichever database the run is for.

mod assigning;
mod following;
mod keeping;
mod moving;
mod telling;
mod viewing;

use http::Method;
use serde_json::{Value, json};

use crate::{
    kit::id::Id,
    testing::{Answer, Office},
};

const ALL: &str = "/api/admin/projects";

/// Where staff keep a project, or a part of it.
fn kept(project: &Value, part: &str) -> String {
    format!("{ALL}/{}{part}", project["id"].as_str().unwrap())
}

/// Where its client follows it.
fn followed(project: &Value) -> String {
    format!("/api/client/projects/{}", project["id"].as_str().unwrap())
}

fn id_of(thing: &Value) -> Id {
    thing["id"].as_str().unwrap().parse().unwrap()
}

/// Ada asks for something that must be done.
async fn must(office: &Office, method: Method, path: &str, body: Value) -> Value {
    let body = (!body.is_null()).then_some(body);
    let answer = office.ada(method.clone(), path, body.as_ref()).await;
    assert!(
        answer.status.is_success(),
        "{method} {path}: {} {}",
        answer.code(),
        answer.text()
    );
    answer.json()
}

/// Ada makes a project of Meyer's.
pub(crate) async fn project(office: &Office, code: &str, name: &str) -> Value {
    let body = json!({ "client_id": office.meyer_id, "code": code, "name": name });
    must(office, Method::POST, ALL, body).await
}

/// The status and code of a refusal.
fn refusal(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.code(), code)
}

/// The fields that a refusal names, each with its code.
fn faults(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.code(), 422, "{}", answer.text());
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let text = |fault: &Value| {
        let [field, code] = ["field", "code"].map(|name| fault[name].as_str().unwrap().to_owned());
        format!("{field} {code}")
    };
    errors.iter().map(text).collect()
}

/// What the items of a list have under a name.
fn column(list: &Value, name: &str) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item[name].as_str().unwrap().to_owned())
        .collect()
}
