//! Document types in the database: added, changed, removed.

use super::types::DocumentType;
use crate::{db::Write, error::Result, kit::clock::Time, params, scope::Staff, scoped};

/// Adds a type; false when its key is taken.
pub(super) async fn add(write: &Write<'_, Staff>, now: Time, new: &DocumentType) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into document_type (provider_id, type_key, title, form, series, requires_approval, allowed_actions,
                        allowed_blocks, retention_days, watermark, built_in, switched_on, created_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
                 from provider p where {provider:p}
                 on conflict (provider_id, type_key) do nothing"
            ),
            params![
                new.type_key.as_str(),
                new.title.as_str(),
                new.form.as_str(),
                new.series.as_str(),
                new.requires_approval,
                &serde_json::json!(new.allowed_actions.0),
                &serde_json::json!(new.allowed_blocks.0),
                new.retention_days,
                new.watermark,
                new.built_in,
                new.switched_on,
                now
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Saves all of a type but its key.
pub(super) async fn save(write: &Write<'_, Staff>, kept: &DocumentType) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document_type set title = $5, series = $6, requires_approval = $7, allowed_actions = $8,
                        allowed_blocks = $9, retention_days = $10, watermark = $11, switched_on = $12
                 where {provider:document_type} and type_key = $4"
            ),
            params![
                kept.type_key.as_str(),
                kept.title.as_str(),
                kept.series.as_str(),
                kept.requires_approval,
                &serde_json::json!(kept.allowed_actions.0),
                &serde_json::json!(kept.allowed_blocks.0),
                kept.retention_days,
                kept.watermark,
                kept.switched_on
            ],
        )
        .await?;
    Ok(())
}

/// Removes a type of the provider's own; false when there are documents of it, whoever may see them.
pub(super) async fn remove(write: &Write<'_, Staff>, type_key: &str) -> Result<bool> {
    let removed = write
        .exec(
            scoped!(
                "delete from document_type where {provider:document_type} and type_key = $4 and not built_in
                   and not exists (select 1 from document_template m where {provider:m} and m.type_key = $4)
                   and not exists (select 1 from document d where {project:d} and d.type_key = $4)"
            ),
            params![type_key],
        )
        .await?;
    Ok(removed == 1)
}
