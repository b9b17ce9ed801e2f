//! What is asked of a server beside the load: that its answers count, and what a page costs.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tokio::time::sleep;

use crate::{
    facts::{self, CLIENTS, ITEMS, Thing},
    request,
    seed::Base,
    targets::{Counted, Running, Target},
    wire::Wire,
};

/// A read counts only when the server tells who may read what: nobody without a session, nobody a neighbour's.
pub async fn reads(running: &Running, version_hash: &str) -> Result<()> {
    let mut wire = Wire::open(running.port).await?;
    for (document_of, token_of, status) in [
        (0, None, 401),
        (1, Some(0), 404),
        (0, Some(CLIENTS), 401),
        (0, Some(0), 200),
    ] {
        let answer = wire
            .ask(&request::read(&running.host, document_of, token_of))
            .await?;
        ensure!(
            answer.status == status,
            "document {document_of} for {token_of:?}: {} instead of {status}",
            answer.status
        );
        if status == 200 {
            let body: Value = serde_json::from_slice(answer.body)?;
            ensure!(
                body["version_hash"] == version_hash,
                "another version than expected"
            );
            eprintln!("  a document page is {} bytes", answer.body.len());
        }
    }
    Ok(())
}

/// How many looks at documents are written down.
pub async fn views_kept(running: &Running) -> Result<usize> {
    let base = database(running).await?;
    let sql = base.dialect();
    let from = sql.id(&facts::id(Thing::Document, 0));
    let to = sql.id(&facts::id(Thing::Document, CLIENTS));
    base.count(&format!(
        "select count(*) from audit_entry
         where act = 'document_viewed' and subject_id >= {from} and subject_id < {to}"
    ))
    .await
}

/// A read counts only when it is soon written down who looked at what. `before`: what was written down before them.
pub async fn views(
    running: &Running,
    target: Target,
    before: usize,
    answered: usize,
) -> Result<()> {
    let mut kept = 0;
    for _ in 0..20 {
        kept = views_kept(running).await? - before;
        if kept == answered {
            return Ok(());
        }
        sleep(Duration::from_millis(250)).await;
    }
    bail!(
        "{} answered {answered} reads, and wrote {kept} of them down",
        target.name()
    )
}

async fn database(running: &Running) -> Result<Base> {
    match &running.database {
        Counted::File(path) => Ok(Base::Sqlite(rusqlite::Connection::open(path)?)),
        Counted::Url(url) => Base::postgres(url).await,
    }
}

/// A write counts only when its row and its audit entry are there.
pub async fn writes(running: &Running, target: Target, answered: usize) -> Result<()> {
    let base = database(running).await?;
    let sql = base.dialect();
    let from = sql.id(&facts::id(Thing::Item, 0));
    let to = sql.id(&facts::id(Thing::Item, CLIENTS * ITEMS));
    let decisions = base
        .count(&format!(
            "select count(*) from decision where action_item_id >= {from} and action_item_id < {to}"
        ))
        .await?;
    let entries = base
        .count(&format!(
            "select count(*) from audit_entry where act = 'decision_made' and subject_id in
             (select decision_id from decision where action_item_id >= {from} and action_item_id < {to})"
        ))
        .await?;
    ensure!(
        decisions == answered && entries == answered,
        "{} answered {answered} decisions, kept {decisions}, with {entries} audit entries",
        target.name()
    );
    Ok(())
}

/// The requests for the first ten pages of a list, one after the other.
pub async fn first_pages(running: &Running, is_staff: bool) -> Result<Vec<Vec<u8>>> {
    let mut wire = Wire::open(running.port).await?;
    let mut pages = vec![request::list(&running.host, is_staff, None)];
    while pages.len() < 10 {
        let last = pages.last().context("no page")?;
        let answer = wire.ask(last).await?;
        let said = String::from_utf8_lossy(answer.body);
        ensure!(answer.status == 200, "{}: {said}", answer.status);
        let page: Value = serde_json::from_slice(answer.body)?;
        let rows = page["items"].as_array().map_or(0, Vec::len);
        ensure!(rows == 25, "a page of {rows} rows");
        let cursor = page["next_cursor"].as_str().context("no further page")?;
        pages.push(request::list(&running.host, is_staff, Some(cursor)));
    }
    Ok(pages)
}

/// What the sign-in page costs a browser that has nothing yet: the page and every script and style it leads to.
pub async fn first_load(running: &Running) -> Result<(usize, usize)> {
    let mut wire = Wire::open(running.port).await?;
    let (mut bytes, mut seen, mut wanted) = (0, Vec::new(), vec!["/login".to_owned()]);
    while let Some(path) = wanted.pop() {
        if seen.contains(&path) || path.ends_with(".woff2") {
            continue;
        }
        let answer = wire.ask(&request::page(&running.host, &path)).await?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        bytes += answer.head.len() + answer.body.len();
        if path == "/login" {
            let page = String::from_utf8_lossy(answer.body).into_owned();
            for start in ["src=\"", "href=\""] {
                for part in page.split(start).skip(1) {
                    let link = part.split('"').next().unwrap_or_default();
                    let path = link.strip_prefix('.').unwrap_or(link);
                    if ["/sign-in/assets/", "/brand/"]
                        .iter()
                        .any(|start| path.starts_with(start))
                    {
                        wanted.push(path.to_owned());
                    }
                }
            }
        }
        seen.push(path);
    }
    ensure!(seen.len() > 2, "the sign-in page names no files");
    Ok((bytes, seen.len()))
}
