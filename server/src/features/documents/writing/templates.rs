//! Templates: drafts kept to begin others with.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    copy, store,
    template_store::{self, NewTemplate, Template},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::content::Block,
        people::permission::StaffRole,
    },
    kit::{
        clock::Time,
        http::{
            body::Body,
            meta::Meta,
            params::{Params, Search},
            reply::{Created, NoContent},
        },
        id::Id,
        text,
    },
    scope::Staff,
};

/// Which template.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TemplatePath {
    /// The template.
    pub document_template_id: Id,
}

/// What the list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TemplateFilter {
    /// Key of a type.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub type_key: Option<String>,
}

/// A template to be made of a document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTemplate {
    /// Its draft is kept, without its last day.
    pub document_id: Id,
    /// 1 to 80 characters, not that of another template.
    #[schema(value_type = text::Label)]
    pub name: String,
}

/// Another name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTemplate {
    /// 1 to 80 characters, not that of another template.
    #[schema(value_type = text::Label)]
    pub name: String,
}

/// All templates.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// By name.
    pub items: Vec<TemplateRow>,
}

/// A template.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentTemplateRow)]
pub struct TemplateRow {
    /// The template.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Key of the type of what is made with it.
    #[serde(rename = "type")]
    pub type_key: String,
    /// The title it starts with.
    pub title: String,
    /// How many blocks it holds.
    pub blocks: usize,
    /// Its currency.
    pub currency: String,
    /// When it last changed.
    pub updated_at: Time,
}

impl From<Template> for TemplateRow {
    fn from(found: Template) -> Self {
        Self {
            id: found.document_template_id,
            name: found.name,
            type_key: found.type_key,
            title: found.title,
            blocks: found.content.0.blocks.len(),
            currency: found.content.0.currency.code().to_owned(),
            updated_at: found.updated_at,
        }
    }
}

/// The templates, by name.
pub async fn list_templates(
    State(app): State<App>,
    staff: Staff,
    Search(filter): Search<TemplateFilter>,
) -> Result<Json<TemplateList>> {
    let read = app.db.read(&staff).await?;
    let found = template_store::list(&read, filter.type_key.as_deref()).await?;
    Ok(Json(TemplateList {
        items: found.into_iter().map(TemplateRow::from).collect(),
    }))
}

/// Keeps a document's draft to begin others with. Pictures belong to their document: one that holds any is 422.
pub async fn create_template(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<CreateTemplate>,
) -> Result<Created<TemplateRow>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let source = store::find(&write, wanted.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let name = sound(&wanted.name)?;
    let content = copy::cleaned(&write, source.draft.0).await?;
    let is_picture =
        |block: &Block| matches!(block, Block::Images(images) if !images.images.is_empty());
    if content.blocks.iter().any(is_picture) {
        let message = "Pictures belong to their document: take them out of it first.";
        return Err(Error::invalid("document_id", "has_images", message));
    }
    let new = NewTemplate {
        document_template_id: app.ids.id(),
        document_id: wanted.document_id,
        name,
        content: &serde_json::to_value(&content).map_err(Error::internal)?,
    };
    if !template_store::add(&write, now, &new).await? {
        return Err(name_taken());
    }
    note(
        &write,
        &meta,
        now,
        "document_template_created",
        new.document_template_id,
    )
    .await?;
    let made = find(&write, new.document_template_id).await?;
    write.commit().await?;
    let location = format!("/api/admin/document-templates/{}", new.document_template_id);
    Ok(Created::at(location, made.into()))
}

/// Gives a template another name.
pub async fn change_template(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<TemplatePath>,
    body: Body<ChangeTemplate>,
) -> Result<Json<TemplateRow>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let id = path.document_template_id;
    find(&write, id).await?;
    let name = sound(&body.value.name)?;
    if template_store::is_taken(&write, name, id).await? {
        return Err(name_taken());
    }
    template_store::rename(&write, now, id, name).await?;
    note(&write, &meta, now, "document_template_changed", id).await?;
    let changed = find(&write, id).await?;
    write.commit().await?;
    Ok(Json(changed.into()))
}

/// Throws a template away: who made it, leads and above.
pub async fn delete_template(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<TemplatePath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let id = path.document_template_id;
    let found = find(&write, id).await?;
    let leads = StaffRole::from_word(&staff.role).is_some_and(StaffRole::approves);
    if !leads && found.created_by != staff.staff_id {
        return Err(Error::forbidden("permission_missing"));
    }
    template_store::remove(&write, id).await?;
    note(&write, &meta, now, "document_template_deleted", id).await?;
    write.commit().await?;
    Ok(NoContent)
}

async fn find(write: &Write<'_, Staff>, id: Id) -> Result<Template> {
    template_store::find(write, id)
        .await?
        .ok_or_else(Error::not_found)
}

async fn note(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    act: &'static str,
    id: Id,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("document_template", id)
        .detail(json!({}));
    audit::record(write, now, &Actor::staff(write.who(), meta), &entry).await
}

/// A name without blanks around it.
fn sound(name: &str) -> Result<&str> {
    text::line(name, 1..=text::LABEL).ok_or_else(|| {
        let allowed = format!("1 to {} characters, on one line.", text::LABEL);
        Error::invalid("name", "invalid", allowed)
    })
}

fn name_taken() -> Error {
    Error::conflict("name_taken", "Another template has this name.")
}
