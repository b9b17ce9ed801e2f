//! How much one contact may decide (A11): 120 requests a minute and 5,000 items an hour.

use std::time::Duration;

use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    kit::{
        clock::Time,
        limit::{self, Rule},
    },
    scope::Contact,
};

const REQUESTS: Rule = Rule {
    kind: "decision_request",
    most: 120,
    window: Duration::from_secs(60),
};
const ITEMS: Rule = Rule {
    kind: "decision_item",
    most: 5_000,
    window: Duration::from_secs(3_600),
};

/// Counts one request, whatever becomes of it; a bulk counts once. Over the limit: 429.
pub async fn count_request(app: &App, contact: &Contact, now: Time) -> Result<()> {
    let write = app.db.write(contact).await?;
    take_request(app, &write, now).await?;
    write.commit().await?;
    Ok(())
}

/// Counts one request in the transaction of what it does; who drops that counts it by [`count_request`].
pub async fn take_request(app: &App, write: &Write<'_, Contact>, now: Time) -> Result<()> {
    let subject = write.who().contact_id.to_string();
    limit::take_as(write, &REQUESTS, &subject, now, app.ids.as_ref()).await
}

/// Counts decided items, in the transaction that decides them. Without room for all of them: 429.
pub async fn count_items(
    app: &App,
    write: &Write<'_, Contact>,
    now: Time,
    count: usize,
) -> Result<()> {
    let subject = write.who().contact_id.to_string();
    let standing = limit::look(write, &ITEMS, &subject, now).await?;
    if standing.left < count {
        return Err(Error::limited(
            standing.wait_s(now).unwrap_or(ITEMS.window.as_secs()),
        ));
    }
    for _ in 0..count {
        limit::note(write, &ITEMS, &subject, app.ids.id(), now).await?;
    }
    Ok(())
}
