//! What changes of a file: its name and folder, where it stands, which version is its newest, and whether it is there.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    show::{self, FilePath, StaffFile},
    tell,
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        documents::status::{Status, Step, StepRefused},
        files::{
            giving::{VersionPath, must_be_clean},
            model::{self, FileName, FolderPath},
            store::{self, File, Version},
            uploads::remove_later,
        },
        people::{clients::sort_name, must_keep_projects},
        projects::model::found_by,
    },
    kit::{
        clock::Time,
        field::FieldErrors,
        http::{body::Body, meta::Meta, params::Params, reply::NoContent},
        id::Id,
    },
    params,
    scope::Staff,
    scoped,
};

/// What changes of a file. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeFile {
    /// Its name.
    #[schema(value_type = Option<FileName>)]
    pub name: Option<String>,
    /// The folder it lies in; empty for none.
    #[schema(value_type = Option<FolderPath>)]
    pub folder: Option<String>,
}

/// Holds a file until the transaction ends. 404 when these staff don't see it.
async fn hold(write: &Write<'_, Staff>, now: Time, file_id: Id) -> Result<File> {
    let held = write
        .exec(
            scoped!("update file as f set updated_at = $5 where {project:f} and f.file_id = $4"),
            params![file_id, now],
        )
        .await?;
    let file = store::find(write, file_id).await?;
    file.filter(|_| held == 1).ok_or_else(Error::not_found)
}

/// Renames a file, or moves it to another folder.
pub async fn change_file(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<FilePath>,
    body: Body<ChangeFile>,
) -> Result<Json<StaffFile>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let mut file = hold(&write, now, path.file_id).await?;
    let mut errors = FieldErrors::new();
    if let Some(name) = &wanted.name {
        file.name = errors.keep(model::name("name", name));
    }
    if let Some(folder) = &wanted.folder {
        file.folder = errors.keep(model::folder("folder", folder));
    }
    errors.or(())?;
    write
        .exec(
            scoped!(
                "update file as f set name = $5, folder = $6, sort_name = $7, words = $8
                 where {project:f} and f.file_id = $4"
            ),
            params![
                path.file_id,
                &file.name,
                &file.folder,
                &sort_name(&file.name),
                &found_by(&file.name, "")
            ],
        )
        .await?;
    tell(&write, &meta, now, "file_changed", &file, json!({})).await?;
    finish(write, path.file_id).await
}

/// Shows a file to its client.
pub async fn create_publication(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<FilePath>,
) -> Result<Json<StaffFile>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let file = hold(&write, now, path.file_id).await?;
    must_keep_projects(&staff)?;
    if file.status == Status::Published {
        return Err(wrong_step(StepRefused {
            status: file.status,
            step: Step::Publish,
        }));
    }
    let Some(version) = file.current_version else {
        return Err(Error::conflict(
            "being_checked",
            "No version of this file was found clean yet.",
        ));
    };
    let file = step(&write, now, file, Step::Publish).await?;
    let detail = json!({ "version": version });
    tell(&write, &meta, now, "file_published", &file, detail).await?;
    finish(write, path.file_id).await
}

/// Takes a file back from its client.
pub async fn create_withdrawal(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<FilePath>,
) -> Result<Json<StaffFile>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let file = hold(&write, now, path.file_id).await?;
    must_keep_projects(&staff)?;
    let file = step(&write, now, file, Step::Withdraw).await?;
    tell(&write, &meta, now, "file_withdrawn", &file, json!({})).await?;
    finish(write, path.file_id).await
}

/// Takes a step of D3.
async fn step(write: &Write<'_, Staff>, now: Time, mut file: File, step: Step) -> Result<File> {
    file.status = file.status.after(step, false).map_err(wrong_step)?;
    let (published_at, withdrawn_at) = match step {
        Step::Withdraw => (None, Some(now)),
        _ => (Some(now), None),
    };
    write
        .exec(
            scoped!(
                "update file as f set status = $5, published_at = coalesce($6, f.published_at), withdrawn_at = $7
                 where {project:f} and f.file_id = $4"
            ),
            params![file.file_id, file.status, published_at, withdrawn_at],
        )
        .await?;
    Ok(file)
}

fn wrong_step(refused: StepRefused) -> Error {
    let detail = "The file does not stand where this step begins.";
    Error::conflict("bad_status", detail).with("status", refused.status.as_str())
}

/// Makes a new version of the bytes of an earlier one.
pub async fn create_restoration(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<VersionPath>,
) -> Result<Json<StaffFile>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let file = hold(&write, now, path.file_id).await?;
    let version = store::find_version(&write, path.file_id, path.version).await?;
    let version = version.ok_or_else(Error::not_found)?;
    must_be_clean(&version)?;
    let next = store::next_version(&write, now, path.file_id).await?;
    let next = next.ok_or_else(Error::not_found)?;
    restore(&write, now, (path.file_id, next), &version).await?;
    let detail = json!({ "version": next, "restored_from": path.version });
    tell(&write, &meta, now, "file_restored", &file, detail).await?;
    finish(write, path.file_id).await
}

/// The same bytes were found clean already.
async fn restore(
    write: &Write<'_, Staff>,
    now: Time,
    (file_id, next): (Id, i64),
    version: &Version,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into file_version (provider_id, file_id, version, client_id, project_id, blob_id, size_bytes, state,
                        sha256, media_type, staff_id, restored_from, created_at, checked_at)
                 select v.provider_id, v.file_id, $5, v.client_id, v.project_id, v.blob_id, v.size_bytes, v.state, v.sha256,
                        v.media_type, s.staff_id, v.version, $7, $7
                 from file_version v join staff s on {provider:s} and s.staff_id = $3
                 where {project:v} and v.file_id = $4 and v.version = $6"
            ),
            params![file_id, next, version.version, now],
        )
        .await?;
    write
        .exec(
            scoped!(
                "update file as f set current_version = $5 where {project:f} and f.file_id = $4"
            ),
            params![file_id, next],
        )
        .await?;
    Ok(())
}

/// Removes a draft for good.
pub async fn delete_file(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<FilePath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let file = hold(&write, now, path.file_id).await?;
    if file.status != Status::Draft {
        return Err(Error::conflict(
            "not_a_draft",
            "Only what its client never saw can be removed.",
        ));
    }
    for version in store::list_versions(&write, path.file_id).await? {
        if version.restored_from.is_none() {
            store::free_bytes(&write, version.size_bytes).await?;
            remove_later(&app, &write, now, version.blob_id).await?;
        }
    }
    let remove = scoped!("delete from file_version as v where {project:v} and v.file_id = $4");
    write.exec(remove, params![path.file_id]).await?;
    let remove = scoped!("delete from file as f where {project:f} and f.file_id = $4");
    write.exec(remove, params![path.file_id]).await?;
    let detail = json!({ "name": file.name });
    tell(&write, &meta, now, "file_deleted", &file, detail).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Ends a change with the file as it is now.
async fn finish(write: Write<'_, Staff>, file_id: Id) -> Result<Json<StaffFile>> {
    let shown = show::load(&write, file_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}
