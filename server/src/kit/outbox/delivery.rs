//! The job that takes one message out of the outbox.

use std::time::Duration;

use super::{
    Channel, ceiling,
    gateway::{Gateways, Letter, SendError},
};
use crate::{
    db::Db,
    error::Result,
    kit::{
        clock::{Clock, Time},
        id::Id,
        job::Ended,
        phone::Phone,
    },
    params, row,
    scope::Job,
    scoped,
};

/// How long a message waits for its channel to be configured before the next look.
const NOT_CONFIGURED_PAUSE: Duration = Duration::from_secs(300);

row! {
    struct Waiting {
        channel: String,
        recipient: String,
        subject: Option<String>,
        text: Option<String>,
        html: Option<String>,
        expires_at: Option<Time>,
        reason: Option<String>,
        state: String,
        leased_until: Option<Time>,
        has_device: bool,
        sender_name: String,
    }
}

impl Waiting {
    /// When to look again and why, if a device of the provider's sends it.
    fn left_to_device(&self, now: Time) -> Option<(Time, &'static str)> {
        if self.channel != "sms" {
            return None;
        }
        let held_until = self.leased_until.filter(|at| *at > now);
        match held_until {
            Some(at) => Some((at, "handed to the device")),
            None if self.has_device => Some((now.plus(DEVICE_PAUSE), "waits for the device")),
            None => None,
        }
    }
}

/// Which message, and what becomes of it if the gateway is away.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// The message.
    pub message_id: Id,
    /// When to come back.
    pub retry_at: Time,
    /// Nobody comes back: the message has failed, until a person has its job done again.
    pub is_last: bool,
    /// It is to tell whether the gateway is back: that is asked first, since a message may be sent by a gateway that
    /// does not say so.
    pub is_trial: bool,
}

/// Looks after a message that a device sends: it may end unsent, or the device may go.
const DEVICE_PAUSE: Duration = Duration::from_secs(60);

/// Sends one message if it still waits.
///
/// # Errors
/// Only those of the database: a gateway's refusal is an end, not an error.
pub async fn deliver(
    db: &Db,
    clock: &dyn Clock,
    gateways: &Gateways,
    who: &Job,
    attempt: &Attempt,
) -> Result<Ended> {
    let now = clock.now();
    let message_id = attempt.message_id;
    let Some(waiting) = find(db, who, message_id).await? else {
        return Ok(Ended::Done);
    };
    if waiting.expires_at.is_some_and(|at| at <= now) {
        close(db, who, message_id, "expired", None).await?;
        return Ok(Ended::Done);
    }
    if waiting.state == "failed" {
        let reason = waiting.reason.unwrap_or_default();
        return Ok(Ended::Dead { reason });
    }
    let known_reason = waiting.reason.clone();
    if let Some((at, reason)) = waiting.left_to_device(now) {
        note(db, who, message_id, known_reason.as_deref(), reason).await?;
        return Ok(Ended::Later { at, reason: None });
    }
    let Some(letter) = letter(message_id, waiting, now) else {
        let reason = "its text is no longer kept".to_owned();
        return Ok(Ended::Dead { reason });
    };
    if attempt.is_trial
        && let Err(reason) = gateways.greet(letter.channel).await
    {
        note(db, who, message_id, known_reason.as_deref(), &reason).await?;
        return Ok(Ended::Unheard { reason });
    }
    match hand_over(db, gateways, &letter, now).await? {
        Ok(()) => {
            close(db, who, message_id, "sent", Some(clock.now())).await?;
            Ok(Ended::Sent)
        }
        Err(Held::By(SendError::Refused(reason))) => fail(db, who, message_id, reason).await,
        Err(Held::By(error)) if attempt.is_last => {
            fail(db, who, message_id, error.reason().to_owned()).await
        }
        Err(Held::By(error)) => {
            note(db, who, message_id, known_reason.as_deref(), error.reason()).await?;
            Ok(again(attempt.retry_at, error))
        }
        Err(Held::Until(at, reason)) => {
            note(db, who, message_id, known_reason.as_deref(), reason).await?;
            Ok(Ended::Later { at, reason: None })
        }
    }
}

/// How an attempt ended that did not succeed.
fn again(at: Time, error: SendError) -> Ended {
    let is_sure = matches!(error, SendError::Away(_));
    match error {
        SendError::Away(reason) | SendError::Unanswered(reason) => Ended::Away {
            at,
            reason,
            is_sure,
        },
        SendError::Postponed(reason) | SendError::Refused(reason) => Ended::Retry { at, reason },
    }
}

/// Why a message is still here.
enum Held {
    /// The gateway did not take it.
    By(SendError),
    /// It can't leave before this, whatever is tried.
    Until(Time, &'static str),
}

/// Gives a message to its gateway, if the rules for SMS have room for it.
async fn hand_over(
    db: &Db,
    gateways: &Gateways,
    letter: &Letter,
    now: Time,
) -> Result<Result<(), Held>> {
    if !gateways.reaches(letter.channel) {
        let reason = match letter.channel {
            Channel::Sms => "sending SMS is not set up",
            Channel::Email => "sending mail is not set up",
        };
        return Ok(Err(Held::Until(now.plus(NOT_CONFIGURED_PAUSE), reason)));
    }
    let mut counted = None;
    if letter.channel == Channel::Sms {
        let phone = Phone::from_stored(&letter.recipient);
        if !phone.is_some_and(|phone| gateways.sms_rules.allow(&phone)) {
            let reason = "sms.countries does not allow this number".to_owned();
            return Ok(Err(Held::By(SendError::Refused(reason))));
        }
        if let Some(most) = gateways.sms_rules.most_a_day {
            let parts = ceiling::parts(&letter.text);
            if !ceiling::take(db, now, most, parts).await? {
                let at = ceiling::next_day(now);
                return Ok(Err(Held::Until(at, "sms.daily_ceiling is reached")));
            }
            counted = Some(parts);
        }
    }
    let sent = gateways.send(letter).await;
    if let (Err(_), Some(parts)) = (&sent, counted) {
        ceiling::give_back(db, now, parts).await?;
    }
    Ok(sent.map_err(Held::By))
}

async fn find(db: &Db, who: &Job, message_id: Id) -> Result<Option<Waiting>> {
    let read = db.read(who).await?;
    let waiting = read
        .find(
            scoped!(
                "select m.channel, m.recipient, m.subject, m.secret_text, m.secret_html, m.expires_at, m.reason,
                        m.state, m.leased_until,
                        exists (select 1 from api_key k where {provider:k} and k.scope = 'sms' and k.revoked_at is null),
                        p.sender_name
                 from outbox_message m join provider p using (provider_id)
                 where {provider:m} and m.outbox_message_id = $4 and m.state in ('waiting', 'failed')"
            ),
            params![message_id],
        )
        .await?;
    Ok(waiting)
}

/// The message as a gateway gets it; none when its text was emptied.
fn letter(message_id: Id, waiting: Waiting, now: Time) -> Option<Letter> {
    Some(Letter {
        message_id,
        channel: if waiting.channel == "sms" {
            Channel::Sms
        } else {
            Channel::Email
        },
        sender_name: Some(waiting.sender_name),
        recipient: waiting.recipient,
        subject: waiting.subject,
        text: waiting.text?,
        html: waiting.html,
        sent_at: now.timestamp().into(),
        sent_at_s: now.seconds(),
    })
}

/// Ends a message that did not leave. Its text stays for a while, so that a person can have it sent again.
async fn fail(db: &Db, who: &Job, message_id: Id, reason: String) -> Result<Ended> {
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set state = 'failed', reason = $5
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id, &reason],
        )
        .await?;
    write.commit().await?;
    Ok(Ended::Dead { reason })
}

/// Writes down why a message still waits, for the list that staff see.
async fn note(db: &Db, who: &Job, message_id: Id, known: Option<&str>, reason: &str) -> Result<()> {
    if known == Some(reason) {
        return Ok(());
    }
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set reason = $5
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id, reason],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

/// Ends a message's wait and empties its secret texts. Why an expired one had waited is kept.
async fn close(
    db: &Db,
    who: &Job,
    message_id: Id,
    state: &str,
    sent_at: Option<Time>,
) -> Result<()> {
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set state = $5, sent_at = $6, secret_text = null, secret_html = null,
                        reason = case when $5 = 'expired' then m.reason end
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id, state, sent_at],
        )
        .await?;
    write.commit().await?;
    Ok(())
}
