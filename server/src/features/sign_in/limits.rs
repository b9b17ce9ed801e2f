//! What limits sign-in, and in which order the limits are taken: network, number range, address (P12).

use std::time::Duration;

use super::model::Address;
use crate::{
    config::SignIn,
    db::Write,
    error::Result,
    kit::{
        clock::Time,
        id::Ids,
        limit::{self, Rule, Standing},
    },
    scope::Job,
};

const TEN_MINUTES: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3_600);

const fn rule(kind: &'static str, most: u32, window: Duration) -> Rule {
    Rule { kind, most, window }
}

/// Whether there was room; if not, nothing was counted.
pub enum Room {
    /// There was, and now there is one place less. How the address stood before.
    Taken(Standing),
    /// There was none; come back after so many seconds.
    Full(u64),
}

/// Counts a message to an address, if every limit has room for it.
pub async fn take_send(
    write: &Write<'_, Job>,
    ids: &dyn Ids,
    now: Time,
    most: &SignIn,
    address: &Address,
    network: &str,
) -> Result<Room> {
    let mut limits = vec![(
        rule("send_network", most.sends_per_ip, TEN_MINUTES),
        network,
    )];
    if let Address::Phone(phone) = address {
        let range = rule("send_range", most.sends_per_prefix, HOUR);
        limits.push((range, phone.prefix()));
    }
    let own = rule("send_address", most.sends_per_address, TEN_MINUTES);
    limits.push((own, address.as_str()));
    take(write, ids, now, &limits).await
}

/// Counts a code that is about to be evaluated, if every limit has room for it.
pub async fn take_code(
    write: &Write<'_, Job>,
    ids: &dyn Ids,
    now: Time,
    most: &SignIn,
    address: &str,
    network: &str,
) -> Result<Room> {
    let limits = [
        (
            rule("code_network", most.codes_per_ip, TEN_MINUTES),
            network,
        ),
        (
            rule("code_address", most.codes_per_address, TEN_MINUTES),
            address,
        ),
    ];
    take(write, ids, now, &limits).await
}

/// The last limit is the one whose standing is answered.
async fn take(
    write: &Write<'_, Job>,
    ids: &dyn Ids,
    now: Time,
    limits: &[(Rule, &str)],
) -> Result<Room> {
    let mut last = Standing {
        left: 0,
        free_at: now,
        free_after_next_at: now,
    };
    let mut wait_s = None;
    for (rule, subject) in limits {
        last = limit::look(write, rule, subject, now).await?;
        wait_s = wait_s.max(last.wait_s(now));
    }
    if let Some(wait_s) = wait_s {
        return Ok(Room::Full(wait_s));
    }
    for (rule, subject) in limits {
        limit::note(write, rule, subject, ids.id(), now).await?;
    }
    Ok(Room::Taken(last))
}
