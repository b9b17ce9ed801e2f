//! How many messages wait in the whole installation, for whoever runs it.

use crate::{
    db::{Because, Db},
    error::Result,
    params, system,
};

/// Messages of all providers that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingMessages {
    /// Mail.
    pub mail: i64,
    /// SMS.
    pub sms: i64,
}

/// Counts them.
pub async fn count_waiting(db: &Db) -> Result<WaitingMessages> {
    let system = db.system(Because::Migrate);
    let counts: Vec<(String, i64)> = system
        .read()
        .await?
        .list(
            system!(
                "select m.channel, count(*) from outbox_message m where m.state = 'waiting' group by m.channel"
            ),
            params![],
        )
        .await?;
    let of = |channel: &str| {
        let found = counts.iter().find(|(word, _)| word == channel);
        found.map_or(0, |(_, count)| *count)
    };
    Ok(WaitingMessages {
        mail: of("email"),
        sms: of("sms"),
    })
}
