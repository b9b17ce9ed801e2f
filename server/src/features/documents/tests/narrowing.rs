//! The types that a client can narrow its list of documents to.

use http::Method;
use serde_json::{Value, json};

use super::{act, content, draft, publish, published};
use crate::testing::Office;

const PATH: &str = "/api/client/document-types";

async fn plan(office: &Office) -> String {
    let mut steps = content();
    steps["blocks"] = json!([{ "type": "terms", "id": "terms", "title": "Steps", "markdown": "First the stove." }]);
    steps["deposit"] = Value::Null;
    steps["payment"] = json!({ "asks": false, "offers": [], "excluded_method_ids": [] });
    let body =
        json!({ "client_id": office.meyer_id, "type": "plan", "title": "Sauna", "content": steps });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_client_is_told_the_types_of_what_is_published_for_it_and_no_other() {
    let office = Office::new().await;
    let types = async || office.read(&office.ben, PATH).await.json()["items"].clone();
    assert_eq!(types().await, json!([]));

    draft(&office, "Not published", &content()).await;
    let plan_id = plan(&office).await;
    assert_eq!(types().await, json!([]));

    published(&office, "Kitchen", &content()).await;
    published(&office, "Bath", &content()).await;
    publish(&office, &plan_id).await;
    let both = json!([{ "key": "plan", "title": "Plan" }, { "key": "quote", "title": "Quote" }]);
    assert_eq!(types().await, both);
    assert_eq!(
        office.read(&office.nora, PATH).await.json()["items"],
        json!([])
    );

    let withdrawn = act(&office, &plan_id, "withdrawal", &json!({})).await;
    assert_eq!(withdrawn.code(), 200, "{}", withdrawn.text());
    assert_eq!(types().await, json!([both[1]]));
}
