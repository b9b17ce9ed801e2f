//! What is kept of a look at a project, and when (T10).

use serde_json::Value;

use super::{followed, id_of, project};
use crate::{
    features::documents::reading::write_views, kit::id::Id, params, scoped, testing::Office,
};

/// Who looked at the project, by the audit.
async fn looks(office: &Office, made: &Value) -> Vec<Option<Id>> {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let list = scoped!(
        "select e.actor_id from audit_entry e
         where {provider:e} and e.act = 'project_viewed' and e.subject_id = $4 order by e.sequence"
    );
    read.list(list, params![id_of(made)]).await.unwrap()
}

#[tokio::test]
async fn a_look_at_a_project_is_written_down_after_its_answer() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    for who in [&office.ben, &office.vera] {
        assert_eq!(office.read(who, &followed(&made)).await.code(), 200);
    }
    assert_eq!(
        office.read(&office.nora, &followed(&made)).await.code(),
        404
    );
    assert_eq!(looks(&office, &made).await, [], "they wait");
    write_views(office.app()).await.unwrap();
    let both = [Some(office.ben.contact_id), Some(office.vera.contact_id)];
    assert_eq!(looks(&office, &made).await, both);
    write_views(office.app()).await.unwrap();
    assert_eq!(looks(&office, &made).await, both, "each once");
}

#[tokio::test]
async fn a_look_is_written_down_before_its_answer_where_the_provider_is_regulated() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let regulate = "update provider set preset = 'regulated'; update contact_session set strength = 'two_factor'";
    office.test.tamper(regulate).await;
    let page = office.read(&office.ben, &followed(&made)).await;
    assert_eq!(page.code(), 200, "{}", page.text());
    assert_eq!(looks(&office, &made).await, [Some(office.ben.contact_id)]);
}
