//! New document types, and changes to those that are there (D1): for those who administer.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::{
    type_store,
    types::{self, DocumentType, DocumentTypeRow},
};
use crate::{
    app::App,
    db::{FromJson, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{admission::Admission, content::Block},
        people::must_administer,
    },
    kit::{
        field::FieldErrors,
        http::{
            body::{Body, given},
            meta::Meta,
            params::Params,
            reply::{Created, NoContent},
        },
        text,
    },
    scope::Staff,
};

/// What clients may be asked to do with a document.
const ACTIONS: [&str; 4] = ["choose", "acknowledge", "sign", "pay"];

/// Days in which nobody remembers: a hundred years.
const LONGEST_RETENTION_DAYS: i64 = 36_500;

/// Which type.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DocumentTypePath {
    /// Its key.
    pub type_key: String,
}

/// A composed document type to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDocumentType {
    /// 1 to 40 lower-case letters, digits and underscores, a letter first. It stays.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,39}$")]
    pub key: String,
    /// At most 80 characters.
    #[schema(value_type = text::Label)]
    pub title: String,
    /// 1 to 8 capital letters and digits, a letter first.
    #[schema(pattern = "^[A-Z][A-Z0-9]{0,7}$")]
    pub series: String,
    /// Whether somebody must approve before publishing.
    pub requires_approval: bool,
    /// Of `choose`, `acknowledge`, `sign`, `pay`; not both of the first two.
    pub allowed_actions: Vec<String>,
    /// The kinds of block that its documents may hold.
    pub allowed_blocks: Vec<String>,
    /// How long its documents are kept; as long as their client when left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 36500)]
    pub retention_days: Option<i64>,
    /// Whether what is downloaded bears the name of who did.
    #[serde(default)]
    pub watermark: bool,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeDocumentType {
    /// At most 80 characters.
    #[serde(default)]
    #[schema(value_type = Option<text::Label>)]
    pub title: Option<String>,
    /// For numbers drawn from now on.
    #[serde(default)]
    #[schema(pattern = "^[A-Z][A-Z0-9]{0,7}$")]
    pub series: Option<String>,
    /// Whether somebody must approve before publishing.
    #[serde(default)]
    pub requires_approval: Option<bool>,
    /// For what is published from now on.
    #[serde(default)]
    pub allowed_actions: Option<Vec<String>>,
    /// The kinds of block that its documents may hold.
    #[serde(default)]
    pub allowed_blocks: Option<Vec<String>>,
    /// Null for as long as their client.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 36500)]
    pub retention_days: Option<Option<i64>>,
    /// Whether what is downloaded bears the name of who did.
    #[serde(default)]
    pub watermark: Option<bool>,
    /// Whether new documents of it can be begun.
    #[serde(default)]
    pub switched_on: Option<bool>,
}

/// Adds a composed type: from now on documents of it can be written.
pub async fn create_document_type(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<CreateDocumentType>,
) -> Result<Created<DocumentTypeRow>> {
    must_administer(&staff)?;
    let (wanted, now) = (body.value, app.clock.now());
    let new = DocumentType {
        type_key: wanted.key,
        title: wanted.title.trim().to_owned(),
        form: "composed".to_owned(),
        series: wanted.series,
        requires_approval: wanted.requires_approval,
        allowed_actions: FromJson(wanted.allowed_actions),
        allowed_blocks: FromJson(wanted.allowed_blocks),
        retention_days: wanted.retention_days,
        watermark: wanted.watermark,
        built_in: false,
        switched_on: true,
        in_use: false,
    };
    check(&new).or(())?;
    let write = app.db.write(&staff).await?;
    if !type_store::add(&write, now, &new).await? {
        return Err(Error::conflict(
            "key_taken",
            "There is a type of this key already.",
        ));
    }
    note(&write, &meta, &app, "document_type_created", &new.type_key).await?;
    write.commit().await?;
    let location = format!("/api/admin/document-types/{}", new.type_key);
    Ok(Created::at(location, new.into()))
}

/// Changes a type. Documents that are out stay as they are.
pub async fn change_document_type(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentTypePath>,
    body: Body<ChangeDocumentType>,
) -> Result<Json<DocumentTypeRow>> {
    let wanted = body.value;
    let write = app.db.write(&staff).await?;
    let mut found = types::find(&write, &path.type_key)
        .await?
        .ok_or_else(Error::not_found)?;
    must_administer(&staff)?;
    if let Some(title) = wanted.title {
        found.title = title.trim().to_owned();
    }
    found.series = wanted.series.unwrap_or(found.series);
    found.requires_approval = wanted.requires_approval.unwrap_or(found.requires_approval);
    if let Some(actions) = wanted.allowed_actions {
        found.allowed_actions = FromJson(actions);
    }
    if let Some(blocks) = wanted.allowed_blocks {
        found.allowed_blocks = FromJson(blocks);
    }
    found.retention_days = wanted.retention_days.unwrap_or(found.retention_days);
    found.watermark = wanted.watermark.unwrap_or(found.watermark);
    found.switched_on = wanted.switched_on.unwrap_or(found.switched_on);
    check(&found).or(())?;
    type_store::save(&write, &found).await?;
    note(
        &write,
        &meta,
        &app,
        "document_type_changed",
        &found.type_key,
    )
    .await?;
    write.commit().await?;
    Ok(Json(found.into()))
}

/// Removes a type that was never used. Built-in ones are switched off instead: 409.
pub async fn delete_document_type(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentTypePath>,
) -> Result<NoContent> {
    let write = app.db.write(&staff).await?;
    let found = types::find(&write, &path.type_key)
        .await?
        .ok_or_else(Error::not_found)?;
    must_administer(&staff)?;
    if found.built_in || !type_store::remove(&write, &path.type_key).await? {
        let message = "A type that is built in, or has documents, can only be switched off.";
        return Err(Error::conflict("in_use", message));
    }
    note(&write, &meta, &app, "document_type_deleted", &path.type_key).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// The JSON Schema (2020-12) of the content that this type takes.
pub async fn show_document_type_schema(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<DocumentTypePath>,
) -> Result<Json<Value>> {
    let read = app.db.read(&staff).await?;
    let found = types::find(&read, &path.type_key)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(Json(found.admission().schema()))
}

async fn note(
    write: &Write<'_, Staff>,
    meta: &Meta,
    app: &App,
    act: &'static str,
    type_key: &str,
) -> Result<()> {
    let entry = Entry::done(act).detail(json!({ "type": type_key }));
    audit::record(
        write,
        app.clock.now(),
        &Actor::staff(write.who(), meta),
        &entry,
    )
    .await
}

/// Everything that is wrong with a type.
fn check(wanted: &DocumentType) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !is_word(
        &wanted.type_key,
        40,
        |b| b.is_ascii_lowercase(),
        |b| b == b'_',
    ) {
        let message = "1 to 40 lower-case letters, digits and underscores, a letter first.";
        errors.add("key", "invalid", message);
    }
    if !is_word(&wanted.series, 8, |b| b.is_ascii_uppercase(), |_| false) {
        errors.add(
            "series",
            "invalid",
            "1 to 8 capital letters and digits, a letter first.",
        );
    }
    if text::line(&wanted.title, 1..=text::LABEL).is_none() {
        errors.add("title", "invalid", "1 to 80 characters, on one line.");
    }
    let days = 1..=LONGEST_RETENTION_DAYS;
    if wanted
        .retention_days
        .is_some_and(|kept| !days.contains(&kept))
    {
        errors.add("retention_days", "out_of_range", "1 to 36,500 days.");
    }
    words(
        "allowed_actions",
        &wanted.allowed_actions.0,
        &ACTIONS,
        &mut errors,
    );
    words(
        "allowed_blocks",
        &wanted.allowed_blocks.0,
        &Block::KINDS,
        &mut errors,
    );
    if wanted.allows("choose") && wanted.allows("acknowledge") {
        let message = "A client chooses or acknowledges: accepting says both.";
        errors.add("allowed_actions", "both", message);
    }
    if wanted.form == "composed" && wanted.allowed_blocks.0.is_empty() {
        errors.add(
            "allowed_blocks",
            "required",
            "Its documents need something to say.",
        );
    }
    if wanted.admission().admits("option_group") && !wanted.allows("choose") {
        let message = "Options are for a type whose clients choose.";
        errors.add("allowed_blocks", "nothing_chosen", message);
    }
    errors
}

/// Words out of a list, none twice.
fn words(field: &str, given: &[String], known: &[&str], errors: &mut FieldErrors) {
    for (index, word) in given.iter().enumerate() {
        if !known.contains(&word.as_str()) {
            errors.add(
                format!("{field}[{index}]"),
                "unknown",
                format!("One of {}.", known.join(", ")),
            );
        } else if given[..index].contains(word) {
            errors.add(
                format!("{field}[{index}]"),
                "repeated",
                "This stands here twice.",
            );
        }
    }
}

fn is_word(word: &str, most: usize, letter: fn(&u8) -> bool, sign: fn(u8) -> bool) -> bool {
    word.len() <= most
        && word.as_bytes().first().is_some_and(letter)
        && word
            .bytes()
            .all(|b| letter(&b) || b.is_ascii_digit() || sign(b))
}

impl DocumentType {
    /// What its documents may say.
    pub(super) fn admission(&self) -> Admission<'_> {
        Admission {
            blocks: &self.allowed_blocks.0,
            chooses: self.allows("choose"),
        }
    }
}
