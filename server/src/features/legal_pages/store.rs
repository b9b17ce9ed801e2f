//! The SQL of the provider's texts.

use super::model::LegalKind;
use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::clock::Time,
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// One text.
    pub(super) struct LegalText {
        pub(super) kind: LegalKind,
        pub(super) language: String,
        pub(super) markdown: String,
        pub(super) updated_at: Time,
    }
}

/// Every text, by kind and language.
pub(super) async fn list<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<LegalText>> {
    Ok(read
        .list(
            scoped!(
                "select t.kind, t.language, t.markdown, t.updated_at from legal_text t
                 where {provider:t} order by t.kind, t.language"
            ),
            params![],
        )
        .await?)
}

/// Puts a text in place of what was there.
pub(super) async fn save(
    write: &Write<'_, Staff>,
    now: Time,
    kind: LegalKind,
    language: &str,
    markdown: &str,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into legal_text (provider_id, kind, language, markdown, updated_at)
                 select p.provider_id, $4, $5, $6, $7 from provider p where {provider:p}
                 on conflict (provider_id, kind, language) do update
                 set markdown = excluded.markdown, updated_at = excluded.updated_at"
            ),
            params![kind, language, markdown, now],
        )
        .await?;
    Ok(())
}

/// Takes a text away.
pub(super) async fn remove(
    write: &Write<'_, Staff>,
    kind: LegalKind,
    language: &str,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from legal_text as t where {provider:t} and t.kind = $4 and t.language = $5"
            ),
            params![kind, language],
        )
        .await?;
    Ok(())
}
