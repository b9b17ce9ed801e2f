//! Sending a code to a contact that is signed in.

use std::time::Duration;

use axum::extract::State;
use serde_json::json;

use super::{
    client::address_of,
    message::{self, Words},
    owner::Person,
    setup::must_be_offered,
    store,
    wire::{AskMessage, MessageAsked},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::Entry,
        providers::{self, Portal},
        sessions::{self, Entrant, Live},
        sign_in::{Address, SendRoom, take_send},
    },
    kit::{
        code::Code,
        http::{body::Body, meta::Meta, reply::Accepted, site::Brand},
        outbox::{self, Channel, Message},
    },
    scope::Job,
};

const LIFE: Duration = Duration::from_secs(600);
const RESEND_PAUSE: Duration = Duration::from_secs(30);

/// Sends a code by SMS or e-mail. A new one voids the old.
pub async fn create_message(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
    body: Body<AskMessage>,
) -> Result<Accepted<MessageAsked>> {
    let way = body.value.way;
    let person = Person::contact(&app, &meta, &live);
    must_be_offered(&person, way)?;
    let address = address_of(&live, way)
        .ok_or_else(|| Error::invalid("way", "not_offered", "A code can't come from there."))?;
    let brand = meta.site.brand()?;
    let now = app.clock.now();
    let (code, letter) = letter(&app, brand, &live, &address).await?;
    let seal = code.seal(
        app.keys.for_codes(),
        person.job.provider_id.uuid(),
        person.session_id.uuid(),
    );
    let write = app.db.write(&person.job).await?;
    let network = meta.ip_subject();
    let act = "second_factor_asked";
    let standing = match take_send(
        &write,
        app.ids.as_ref(),
        now,
        &app.config.sign_in,
        &address,
        &network,
    )
    .await?
    {
        SendRoom::Taken(standing) => standing,
        SendRoom::Full(wait_s) => {
            let entry = Entry::refused(act).detail(json!({ "reason": "limit" }));
            person.record(&write, entry).await?;
            write.commit().await?;
            return Err(Error::limited(wait_s));
        }
    };
    let (session_id, expires_at) = (person.session_id, now.plus(LIFE));
    store::save_message(&write, session_id, way.as_str(), &seal, now, expires_at).await?;
    let entry = Entry::done(act).detail(json!({ "way": way.as_str() }));
    person.record(&write, entry).await?;
    outbox::send(&write, app.ids.id(), now, &letter).await?;
    write.commit().await?;
    Ok(Accepted(MessageAsked {
        way,
        masked: address.masked(),
        expires_at,
        resend_at: standing.free_after_next_at.max(now.plus(RESEND_PAUSE)),
    }))
}

/// A code and the message that carries it, in the contact's language.
async fn letter(
    app: &App,
    brand: &Brand,
    live: &Live,
    address: &Address,
) -> Result<(Code, Message)> {
    let contact = &live.contact;
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    let portal: Portal = providers::find_portal(&read).await?;
    let language = sessions::language_of(&read, contact.contact_id).await?;
    drop(read);
    let drawn = app.ids.bytes();
    let (first, _) = drawn.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    let code = Code::from_random(u64::from_be_bytes(*first));
    let words = Words {
        language: language.as_deref().unwrap_or(&portal.language),
        brand: &portal.name,
        host: &brand.host,
        code: code.as_str(),
    };
    let channel = address.channel();
    let written = message::write(channel, &words)?;
    let message = Message {
        contact_id: Some(contact.contact_id),
        staff_id: None,
        channel,
        recipient: address.as_str().to_owned(),
        subject: (channel == Channel::Email).then_some(written.subject),
        kept_text: written.kept_text,
        text: written.text,
        html: None,
        expires_at: Some(app.clock.now().plus(LIFE)),
    };
    Ok((code, message))
}
