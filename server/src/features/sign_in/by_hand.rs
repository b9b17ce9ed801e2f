//! A sign-in link from the machine, for support and for automation: made as if the contact had asked, and sent to nobody.

use serde_json::json;

use super::{
    ask::{KEPT, LIFE, uuid_of},
    model::Address,
    store::{self, NewSignIn},
};
use crate::{
    db::Db,
    error::Result,
    features::audit::{self, Actor, Entry},
    kit::{
        clock::Time,
        code::Code,
        email::Email,
        http::site::Brand,
        id::{Id, Ids},
        keys::Keys,
        phone::Phone,
    },
    scope::Job,
};

/// What signs a contact in once, in any browser: the link asks for the code.
#[derive(Debug)]
pub struct ByHand {
    /// The contact's name.
    pub name: String,
    /// The link.
    pub link: String,
    /// The code.
    pub code: String,
    /// Until when both are good.
    pub expires_at: Time,
}

/// A contact that may sign in, by its e-mail or phone; a phone with its country's code.
///
/// # Errors
/// Those of the database.
pub async fn find_contact(db: &Db, provider_id: Id, address: &str) -> Result<Option<Id>> {
    let Some(address) = address_of(address) else {
        return Ok(None);
    };
    let job = Job::of(provider_id);
    let read = db.read(&job).await?;
    let known = store::find_by_address(&read, address.as_str()).await?;
    Ok(known.map(|known| known.contact_id))
}

fn address_of(text: &str) -> Option<Address> {
    if text.contains('@') {
        return Email::parse(text).map(Address::Email);
    }
    Phone::parse(text, "ZZ").map(Address::Phone)
}

/// Makes a link and a code for a contact at a brand. They take the place of those it asked for itself. Nothing when no
/// contact that may sign in has this address.
///
/// # Errors
/// Those of the database.
pub async fn sign_in_by_hand(
    db: &Db,
    ids: &dyn Ids,
    keys: &Keys,
    now: Time,
    brand: &Brand,
    address: &str,
) -> Result<Option<ByHand>> {
    let Some(address) = address_of(address) else {
        return Ok(None);
    };
    let job = Job::of(brand.provider_id);
    let write = db.write(&job).await?;
    let Some(known) = store::find_by_address(&write, address.as_str()).await? else {
        return Ok(None);
    };
    let bits = ids.bytes();
    let (first, _) = bits.split_first_chunk::<8>().expect("32 bytes hold 8");
    let (sign_in_id, code) = (ids.id(), Code::from_random(u64::from_be_bytes(*first)));
    let (link_token, cookie) = (ids.token(), ids.token());
    let seal = code.seal(
        keys.for_codes(),
        uuid_of(brand.provider_id),
        uuid_of(sign_in_id),
    );
    let new = NewSignIn {
        sign_in_id,
        brand_domain_id: brand.brand_domain_id,
        contact_id: Some(known.contact_id),
        channel: address.channel().word(),
        address: address.as_str(),
        // Nobody holds this cookie: the link asks for the code everywhere.
        cookie_hash: &cookie.hash(),
        code_hmac: &seal,
        token_hash: &link_token.hash(),
        return_to: None,
        expires_at: now.plus(LIFE),
    };
    store::add(&write, now, now.minus(KEPT), &new).await?;
    let entry = Entry::done("sign_in_link_made")
        .on("contact", known.contact_id)
        .of_client(known.client_id)
        .detail(json!({ "sign_in_id": sign_in_id }));
    audit::record(&write, now, &Actor::command_line(), &entry).await?;
    write.commit().await?;
    Ok(Some(ByHand {
        name: known.name,
        link: format!("{}{}/s#{}", brand.origin, brand.prefix, link_token.as_str()),
        code: code.as_str().to_owned(),
        expires_at: now.plus(LIFE),
    }))
}
