//! What a contact must be: somebody with a name who can be reached.

use super::store::Contact;
use crate::{
    error::{Error, Result},
    features::{people::clients, providers::language},
    kit::{clock::Time, email::Email, field::FieldErrors, id::Id, phone::Phone},
};

/// A contact as it was typed.
pub struct NewContact {
    /// Its key.
    pub contact_id: Id,
    /// Its name.
    pub name: String,
    /// E-mail. One of e-mail and phone is needed.
    pub email: Option<String>,
    /// Phone, as written in the provider's country or with its own prefix.
    pub phone: Option<String>,
    /// BCP 47 language of its portal.
    pub language: Option<String>,
}

impl NewContact {
    /// The contact, not invited yet.
    ///
    /// # Errors
    /// 422 with the field.
    pub fn checked(self, country: &str, now: Time) -> Result<Contact> {
        let contact = Contact {
            contact_id: self.contact_id,
            name: clients::name("name", &self.name)?,
            email: self.email.as_deref().map(email).transpose()?,
            phone: self
                .phone
                .as_deref()
                .map(|typed| phone(typed, country))
                .transpose()?,
            state: "invited".into(),
            language: self.language.as_deref().map(language).transpose()?,
            created_at: now,
            first_signed_in_at: None,
        };
        must_be_reachable(&contact)?;
        Ok(contact)
    }
}

pub(super) fn email(typed: &str) -> Result<String, FieldErrors> {
    Email::parse(typed)
        .map(|email| email.as_str().to_owned())
        .ok_or_else(|| {
            FieldErrors::one(
                "email",
                "invalid",
                "Write an e-mail address such as ada@example.com.",
            )
        })
}

pub(super) fn phone(typed: &str, country: &str) -> Result<String, FieldErrors> {
    Phone::parse(typed, country)
        .map(|phone| phone.as_str().to_owned())
        .ok_or_else(|| {
            FieldErrors::one(
                "phone",
                "invalid",
                "Write a phone number with its country code, such as +49 170 1234567.",
            )
        })
}

pub(super) fn must_be_reachable(contact: &Contact) -> Result<()> {
    if contact.email.is_none() && contact.phone.is_none() {
        return Err(Error::invalid(
            "email",
            "required",
            "Give an e-mail address or a phone number: sign-in needs one.",
        ));
    }
    Ok(())
}
