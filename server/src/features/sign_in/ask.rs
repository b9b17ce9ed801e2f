//! Asking for a code: the same work for an address that is known and one that is not.

use std::time::Duration;

use serde_json::json;

use super::{
    limits::{self, Room},
    messages::{self, Words, Written},
    model::Address,
    store::{self, Known, NewSignIn},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, ActorKind, Entry},
        letters::Letterhead,
        providers::Portal,
    },
    kit::{
        clock::Time,
        code::Code,
        http::{meta::Meta, site::Brand},
        id::{Id, Token},
        job::{self, NewJob},
        outbox::{self, Channel, Message},
    },
    scope::Job,
};

/// How long code, link and pending cookie live (P13).
pub const LIFE: Duration = Duration::from_secs(600);
/// Before this nobody needs a second message.
const RESEND_PAUSE: Duration = Duration::from_secs(30);
/// Sign-ins are kept a day, so that an old link can still say that it is over.
pub const KEPT: Duration = Duration::from_secs(86_400);

/// A sign-in under way.
pub struct Asked {
    /// For the pending cookie.
    pub cookie: Token,
    /// Until when code and link are good.
    pub expires_at: Time,
    /// From when on another message may be asked for.
    pub resend_at: Time,
}

/// What is drawn for one sign-in.
struct Drawn {
    sign_in_id: Id,
    code: Code,
    link_token: Token,
    cookie: Token,
}

/// Asks for a code. `known`: the contact of this address, if it may sign in.
///
/// # Errors
/// 429 over a limit.
pub async fn ask(
    app: &App,
    meta: &Meta,
    brand: &Brand,
    portal: &Portal,
    address: &Address,
    known: Option<&Known>,
    return_to: Option<&str>,
) -> Result<Asked> {
    let now = app.clock.now();
    let provider_id = brand.provider_id;
    let is_barred = is_barred(app, address);
    let known = known.filter(|_| !is_barred);
    let drawn = draw(app);
    let written = write_message(brand, portal, address, known, &drawn)?;
    let seal = drawn.code.seal(
        app.keys.for_codes(),
        uuid_of(brand.provider_id),
        uuid_of(drawn.sign_in_id),
    );
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let actor = actor(meta, known, address);
    let standing = match limits::take_send(
        &write,
        app.ids.as_ref(),
        now,
        &app.config.sign_in,
        address,
        &meta.ip_subject(),
    )
    .await?
    {
        Room::Taken(standing) => standing,
        Room::Full(wait_s) => {
            let (ids, network) = (app.ids.as_ref(), meta.ip_subject());
            let entry = Entry::refused("sign_in_asked");
            audit::record_limited(&write, ids, now, &actor, entry, &network).await?;
            write.commit().await?;
            return Err(Error::limited(wait_s));
        }
    };
    let new = NewSignIn {
        sign_in_id: drawn.sign_in_id,
        brand_domain_id: brand.brand_domain_id,
        contact_id: known.map(|known| known.contact_id),
        channel: address.channel().word(),
        address: address.as_str(),
        cookie_hash: &drawn.cookie.hash(),
        code_hmac: &seal,
        token_hash: &drawn.link_token.hash(),
        return_to,
        expires_at: now.plus(LIFE),
    };
    store::add(&write, now, now.minus(KEPT), &new).await?;
    let channel = address.channel().word();
    let entry = if is_barred {
        Entry::refused("sign_in_asked").detail(json!({ "channel": channel, "reason": "country" }))
    } else {
        Entry::done("sign_in_asked").detail(json!({ "channel": channel }))
    };
    let entry = entry.on("sign_in", drawn.sign_in_id);
    audit::record(&write, now, &actor, &entry).await?;
    send(app, &write, now, address, known, written).await?;
    write.commit().await?;
    Ok(Asked {
        cookie: drawn.cookie,
        expires_at: now.plus(LIFE),
        resend_at: standing.free_after_next_at.max(now.plus(RESEND_PAUSE)),
    })
}

/// Whether no SMS may go to this address (P12). Its owner is then answered as somebody unknown.
pub fn is_barred(app: &App, address: &Address) -> bool {
    match address {
        Address::Phone(phone) => !app.gateways.sms_rules.allow(phone),
        Address::Email(_) => false,
    }
}

fn draw(app: &App) -> Drawn {
    let bits = app.ids.bytes();
    let (first, _) = bits.split_first_chunk::<8>().expect("32 bytes hold 8");
    Drawn {
        sign_in_id: app.ids.id(),
        code: Code::from_random(u64::from_be_bytes(*first)),
        link_token: app.ids.token(),
        cookie: app.ids.token(),
    }
}

/// Written for an unknown address too, and then thrown away: the work is the same.
fn write_message(
    brand: &Brand,
    portal: &Portal,
    address: &Address,
    known: Option<&Known>,
    drawn: &Drawn,
) -> Result<Written> {
    let language = known
        .and_then(|known| known.language.as_deref())
        .unwrap_or(&portal.language);
    let portal_address = format!("{}{}", brand.origin, brand.prefix);
    let link = format!("{portal_address}/s#{}", drawn.link_token.as_str());
    let words = Words {
        language,
        brand: &portal.name,
        host: &brand.host,
        code: drawn.code.as_str(),
        link: &link,
    };
    match address.channel() {
        Channel::Sms => messages::sms(&words),
        Channel::Email => messages::mail(&words, &Letterhead::of(portal).at(portal_address)),
    }
}

/// A known address gets the message. For an unknown one the same job is queued, and finds nothing to send.
async fn send(
    app: &App,
    write: &Write<'_, Job>,
    now: Time,
    address: &Address,
    known: Option<&Known>,
    written: Written,
) -> Result<()> {
    let message = known.map(|known| Message {
        contact_id: Some(known.contact_id),
        staff_id: None,
        channel: address.channel(),
        recipient: address.as_str().to_owned(),
        subject: (address.channel() == Channel::Email).then_some(written.subject),
        kept_text: written.kept_text,
        text: written.text,
        html: written.html,
        expires_at: Some(now.plus(LIFE)),
    });
    send_or_pretend(write, app.ids.id(), now, message).await
}

/// Sends a message; without one does as much, for an address that nobody has.
pub(super) async fn send_or_pretend(
    write: &Write<'_, Job>,
    message_id: Id,
    now: Time,
    message: Option<Message>,
) -> Result<()> {
    if let Some(message) = message {
        return outbox::send(write, message_id, now, &message).await;
    }
    store::touch_nothing(write, message_id).await?;
    let nothing = NewJob {
        kind: "send_message",
        payload: json!({ "outbox_message_id": message_id }),
        effect_key: Some(format!("message:{message_id}")),
    };
    job::enqueue(write, message_id, now, &nothing).await
}

/// Who asked: the contact, as far as an address tells.
pub fn actor(meta: &Meta, known: Option<&Known>, address: &Address) -> Actor {
    named(meta, known, address.as_str())
}

/// The same, of a stored address.
pub fn named(meta: &Meta, known: Option<&Known>, address: &str) -> Actor {
    Actor {
        kind: if known.is_some() {
            ActorKind::Contact
        } else {
            ActorKind::Stranger
        },
        id: known.map(|known| known.contact_id),
        name: known.map(|known| known.name.clone()),
        ..Actor::stranger(meta).at(address)
    }
}

/// The UUID of an id, for the seal.
pub fn uuid_of(id: Id) -> uuid::Uuid {
    uuid::Uuid::from_bytes(*id.as_bytes())
}
