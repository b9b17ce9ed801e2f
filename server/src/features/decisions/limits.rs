//! How much one contact may decide (A11): 120 requests a minute and 5,000 items an hour.

use std::time::Duration;

use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    kit::{
        clock::Time,
        limit::{Load, Weighed},
    },
    scope::Contact,
};

const DECISIONS: Weighed = Weighed {
    kind: "decision",
    events: (120, Duration::from_secs(60)),
    weight: (5_000, Duration::from_secs(3_600)),
};

/// What one request may still decide.
#[derive(Debug)]
pub struct Room {
    /// When it is asked.
    pub now: Time,
    subject: String,
    load: Load,
}

impl Room {
    /// Whether so many items may be decided; 429 when not.
    pub async fn must_hold(&self, write: &Write<'_, Contact>, items: usize) -> Result<()> {
        DECISIONS
            .must_hold(write, &self.subject, &self.load, weight(items)?)
            .await
    }
}

/// Runs one request that decides, in one transaction with its count. `decide` says how many items it decided. What it
/// refuses is undone, and counts as a request all the same.
///
/// # Errors
/// 429 when there were too many requests; those of `decide`.
pub async fn counted<T>(
    app: &App,
    contact: &Contact,
    decide: impl AsyncFnOnce(&Write<'_, Contact>, &Room) -> Result<(T, usize)>,
) -> Result<T> {
    let now = app.clock.now();
    let write = app.db.write(contact).await?;
    let room = look(&write, now).await?;
    match decide(&write, &room).await {
        Ok((answer, items)) => {
            note(app, &write, &room, items).await?;
            write.commit().await?;
            Ok(answer)
        }
        Err(error) => {
            drop(write);
            let write = app.db.write(contact).await?;
            let room = look(&write, now).await?;
            note(app, &write, &room, 0).await?;
            write.commit().await?;
            Err(error)
        }
    }
}

async fn look(write: &Write<'_, Contact>, now: Time) -> Result<Room> {
    let subject = write.who().contact_id.to_string();
    let load = DECISIONS.look(write, &subject, now).await?;
    Ok(Room { now, subject, load })
}

async fn note(app: &App, write: &Write<'_, Contact>, room: &Room, items: usize) -> Result<()> {
    let ids = app.ids.as_ref();
    let weight = weight(items)?;
    DECISIONS
        .note(write, &room.subject, &room.load, weight, ids)
        .await?;
    Ok(())
}

fn weight(items: usize) -> Result<i64> {
    i64::try_from(items).map_err(Error::internal)
}
