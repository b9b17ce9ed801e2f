//! Sending and taking back links. Leads and above do.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    message::{self, Invitation},
    store::{self, NewLink, Recipient, Sendable},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{naming::page_path, settings::Settings, writing::DocumentPath},
        letters::Letterhead,
        payment_methods::qr::to_svg,
        people::{must_invite, permission::ContactRole},
    },
    kit::{
        clock::Time,
        event::Event,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        outbox,
        phone::Phone,
    },
    scope::Staff,
};

/// A link to send.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDelivery {
    /// A contact of the document's client.
    pub contact_id: Id,
    /// How.
    pub channel: DeliveryChannel,
}

/// How a link travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryChannel {
    /// By SMS.
    Sms,
    /// By mail.
    Email,
    /// Staff pass it on themselves.
    Copy,
}

impl DeliveryChannel {
    fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Copy => "copy",
        }
    }
}

impl std::str::FromStr for DeliveryChannel {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "sms" => Ok(Self::Sms),
            "email" => Ok(Self::Email),
            "copy" => Ok(Self::Copy),
            _ => Err(()),
        }
    }
}

crate::word_column!(DeliveryChannel);

/// A link that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    /// The link.
    pub id: Id,
    /// How it travels.
    pub channel: DeliveryChannel,
    /// The link itself, only for `copy` and only now: it is not kept.
    pub url: Option<String>,
    /// The same as a QR code.
    pub qr_svg: Option<String>,
}

/// Which link.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct DeliveryLinkPath {
    /// The link.
    pub delivery_link_id: Id,
}

/// Sends a contact the link to a published document, invites it and opens the portal to its client.
pub async fn create_delivery(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<DocumentPath>,
    body: Body<CreateDelivery>,
) -> Result<CreatedOnce<Delivery>> {
    let (wanted, now, document_id) = (body.value, app.clock.now(), path.document_id);
    let write = app.db.write(&staff).await?;
    if store::find_document(&write, document_id).await?.is_none() {
        return Err(Error::not_found());
    }
    must_invite(&staff)?;
    let key = key_of(key, wanted.channel);
    let called = format!("POST /api/admin/documents/{document_id}/delivery");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let delivery = make(&app, &write, &meta, now, document_id, &wanted).await?;
    let answer = CreatedOnce::new(&delivery, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// The key that a link is made under. A link to hand over is a secret: it is answered once and kept nowhere, so a key
/// can't bring it back.
pub(super) fn key_of(key: IdempotencyKey, channel: DeliveryChannel) -> IdempotencyKey {
    IdempotencyKey(key.0.filter(|_| channel != DeliveryChannel::Copy))
}

/// Makes a link to a published document and sends it.
pub(super) async fn make(
    app: &App,
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    document_id: Id,
    wanted: &CreateDelivery,
) -> Result<Delivery> {
    let staff = write.who();
    let document = store::find_document(write, document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let page = published_page(&document)?;
    let recipient = store::find_recipient(
        write,
        document.client_id,
        wanted.contact_id,
        document.project_id,
    )
    .await?;
    let recipient = recipient.ok_or_else(Error::not_found)?;
    check_recipient(&recipient)?;
    let address = store::main_address(write).await?;
    let address = address
        .ok_or_else(|| Error::conflict("no_brand_domain", "The portal has no address yet."))?;
    let token = app.ids.token();
    let page_url = format!("{address}{page}");
    let url = format!("{page_url}#d={}", token.as_str());
    let link = NewLink {
        delivery_link_id: app.ids.id(),
        document_id,
        contact_id: wanted.contact_id,
        channel: wanted.channel.as_str(),
        token_hash: &token.hash(),
    };
    store::add(write, now, &link).await?;
    store::save_invited(write, now, wanted.contact_id).await?;
    store::enable_portal(write, now, document.client_id).await?;
    let urls = (url.as_str(), page_url.as_str());
    send(app, write, wanted, &recipient, &document, urls).await?;
    note(write, now, &Actor::staff(staff, meta), &document, &link).await?;
    tell(write, staff, &document, document_id);
    let copied = wanted.channel == DeliveryChannel::Copy;
    Ok(Delivery {
        id: link.delivery_link_id,
        channel: wanted.channel,
        qr_svg: if copied { to_svg(&url) } else { None },
        url: copied.then_some(url),
    })
}

/// Puts into the audit what was sent to whom.
async fn note(
    write: &Write<'_, Staff>,
    now: Time,
    actor: &Actor,
    document: &Sendable,
    link: &NewLink<'_>,
) -> Result<()> {
    let entry = Entry::done("document_delivered")
        .on("document", link.document_id)
        .of_client(document.client_id)
        .detail(serde_json::json!({
            "delivery_link_id": link.delivery_link_id, "contact_id": link.contact_id, "channel": link.channel
        }));
    audit::record(write, now, actor, &entry).await
}

/// Tells staff that the document, and what is known of the client, changed.
fn tell(write: &Write<'_, Staff>, staff: &Staff, document: &Sendable, document_id: Id) {
    for (kind, id) in [("document", document_id), ("client", document.client_id)] {
        write.notify(Event {
            provider_id: staff.provider_id,
            client_id: None,
            kind: kind.to_owned(),
            id,
        });
    }
}

/// The page of a published document; 409 for any other.
fn published_page(document: &Sendable) -> Result<String> {
    match (
        document.status.as_str(),
        document.year,
        document.slug.as_deref(),
    ) {
        ("published", Some(year), Some(slug)) => Ok(page_path(year, slug)),
        (status, ..) => Err(Error::conflict(
            "bad_status",
            format!("A document that is {status} can't be sent."),
        )),
    }
}

fn check_recipient(recipient: &Recipient) -> Result<()> {
    if recipient.state == "off" {
        return Err(Error::invalid(
            "contact_id",
            "switched_off",
            "This contact is switched off.",
        ));
    }
    if recipient.role == ContactRole::Guest.as_str() {
        return Err(Error::invalid(
            "contact_id",
            "not_covered",
            "A guest reads only what is marked for it: this document is not.",
        ));
    }
    if !recipient.may_read {
        return Err(Error::invalid(
            "contact_id",
            "not_covered",
            "This contact's projects don't hold the document.",
        ));
    }
    Ok(())
}

/// Puts the message in the outbox.
async fn send(
    app: &App,
    write: &Write<'_, Staff>,
    wanted: &CreateDelivery,
    recipient: &Recipient,
    document: &Sendable,
    (url, page_url): (&str, &str),
) -> Result<()> {
    let settings = Settings::load(write).await?;
    let invitation = Invitation {
        contact_id: wanted.contact_id,
        sender: &settings.sender_name,
        title: &document.title,
        url,
        page_url,
        language: recipient.language.as_deref().unwrap_or(&settings.language),
    };
    let missing = |what| {
        Error::invalid(
            "channel",
            "no_address",
            format!("This contact has no {what}."),
        )
    };
    let message = match wanted.channel {
        DeliveryChannel::Copy => return Ok(()),
        DeliveryChannel::Sms => {
            let phone = recipient.phone.as_deref();
            let phone = phone.ok_or_else(|| missing("phone number"))?;
            check_country(app, phone)?;
            message::sms(phone, &invitation)
        }
        DeliveryChannel::Email => message::mail(
            recipient
                .email
                .as_deref()
                .ok_or_else(|| missing("e-mail address"))?,
            recipient,
            &invitation,
            &Letterhead::load(write).await?,
        )?,
    };
    outbox::send(write, app.ids.id(), app.clock.now(), &message).await
}

/// SMS go to some countries only, if the operator says so (P12).
fn check_country(app: &App, phone: &str) -> Result<()> {
    let allowed = |phone: &Phone| app.gateways.sms_rules.allow(phone);
    if Phone::from_stored(phone).as_ref().is_some_and(allowed) {
        return Ok(());
    }
    Err(Error::invalid(
        "channel",
        "country_not_allowed",
        "This installation sends no SMS to the country of this number (sms.countries). Use e-mail or copy the link.",
    ))
}

/// Takes a link back: it leads nowhere from now on.
pub async fn delete_delivery_link(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DeliveryLinkPath>,
) -> Result<NoContent> {
    let (now, link_id) = (app.clock.now(), path.delivery_link_id);
    let write = app.db.write(&staff).await?;
    if store::find_link(&write, link_id).await?.is_none() {
        return Err(Error::not_found());
    }
    must_invite(&staff)?;
    end(&write, &meta, now, link_id).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Takes a link back and says so.
pub(super) async fn end(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    link_id: Id,
) -> Result<()> {
    let staff = write.who();
    let (client_id, document_id) = store::revoke(write, now, link_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let entry = Entry::done("delivery_link_revoked")
        .on("delivery_link", link_id)
        .of_client(client_id)
        .detail(serde_json::json!({ "document_id": document_id }));
    audit::record(write, now, &Actor::staff(staff, meta), &entry).await?;
    write.notify(Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "document".to_owned(),
        id: document_id,
    });
    Ok(())
}
