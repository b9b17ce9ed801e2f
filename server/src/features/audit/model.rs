//! What an audit entry says.

use serde_json::{Value, json};

use crate::{
    kit::{
        clock::Time,
        http::{Asking, Meta},
        id::Id,
    },
    scope::{Contact, Device, INSTALLATION, Operator, Staff},
};

/// What kind of being acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A contact of a client.
    Contact,
    /// Staff of the provider.
    Staff,
    /// Whoever runs the installation.
    Operator,
    /// The program itself.
    System,
    /// A program of the provider's, by its key.
    Device,
    /// Somebody who is not signed in.
    Stranger,
}

impl ActorKind {
    /// Of an account on the staff host.
    fn on_staff_host(provider_id: Id) -> Self {
        if provider_id == INSTALLATION {
            Self::Operator
        } else {
            Self::Staff
        }
    }

    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Staff => "staff",
            Self::Operator => "operator",
            Self::System => "system",
            Self::Device => "device",
            Self::Stranger => "stranger",
        }
    }
}

/// Who acted, from where.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Kind of being.
    pub kind: ActorKind,
    /// Its id, if it has one.
    pub id: Option<Id>,
    /// Its name at that time.
    pub name: Option<String>,
    /// Phone or e-mail as far as it was given.
    pub address: Option<String>,
    /// IP address.
    pub ip: Option<String>,
    /// User agent.
    pub agent: Option<String>,
    /// The request this happened in.
    pub request_id: Option<String>,
    /// What else is known of that request.
    pub asking: Option<Asking>,
}

impl Actor {
    /// A staff member, in a request; an operator where it has to do with its own account.
    pub fn staff(staff: &Staff, meta: &Meta) -> Self {
        Self {
            kind: ActorKind::on_staff_host(staff.provider_id),
            id: Some(staff.staff_id),
            ..Self::stranger(meta)
        }
    }

    /// The owner of an account on the staff host, before there is a session to say so.
    pub fn account(provider_id: Id, staff_id: Id, name: &str, meta: &Meta) -> Self {
        Self {
            kind: ActorKind::on_staff_host(provider_id),
            id: Some(staff_id),
            name: Some(name.to_owned()),
            ..Self::stranger(meta)
        }
    }

    /// An operator, in a request. Its name is kept: the provider that reads of it can't look it up.
    pub fn operator(operator: &Operator, meta: &Meta) -> Self {
        Self {
            kind: ActorKind::Operator,
            id: Some(operator.operator_id),
            name: Some(operator.name.clone()),
            ..Self::stranger(meta)
        }
    }

    /// Whoever types commands on the machine.
    pub fn command_line() -> Self {
        Self {
            kind: ActorKind::Operator,
            ..Self::system()
        }
    }

    /// A contact, in a request.
    pub fn contact(contact: &Contact, meta: &Meta) -> Self {
        Self {
            kind: ActorKind::Contact,
            id: Some(contact.contact_id),
            ..Self::stranger(meta)
        }
    }

    /// A device, in a request.
    pub fn device(device: &Device, meta: &Meta) -> Self {
        Self {
            kind: ActorKind::Device,
            id: Some(device.api_key_id),
            name: Some(device.name.clone()),
            ..Self::stranger(meta)
        }
    }

    /// Somebody who is not signed in, in a request.
    pub fn stranger(meta: &Meta) -> Self {
        Self {
            kind: ActorKind::Stranger,
            id: None,
            name: None,
            address: None,
            ip: meta.ip_text(),
            agent: meta.agent.as_deref().map(Into::into),
            request_id: Some(meta.request_id.as_ref().into()),
            asking: Some(meta.asking.clone()),
        }
    }

    /// The same, with the address that was given.
    #[must_use]
    pub fn at(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    /// The program itself, outside any request.
    pub fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: None,
            name: None,
            address: None,
            ip: None,
            agent: None,
            request_id: None,
            asking: None,
        }
    }
}

/// Whether the act took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did.
    Done,
    /// It was refused.
    Refused,
}

impl Outcome {
    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// An entry that is not written yet: when, by whom, what.
#[derive(Debug, Clone)]
pub struct Note {
    /// When it happened.
    pub at: Time,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub entry: Entry,
}

/// One act.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What was done, as `noun_verb`: `document_published`, `sign_in_refused`.
    pub act: &'static str,
    /// Whether it took place.
    pub outcome: Outcome,
    /// The client it concerns.
    pub client_id: Option<Id>,
    /// Kind and id of the thing acted on.
    pub subject: Option<(&'static str, Id)>,
    /// What else is worth knowing. Never a code, a token, a password or the text of a message.
    pub detail: Value,
}

impl Entry {
    /// An act that took place.
    pub fn done(act: &'static str) -> Self {
        Self {
            act,
            outcome: Outcome::Done,
            client_id: None,
            subject: None,
            detail: json!({}),
        }
    }

    /// An act that was refused.
    pub fn refused(act: &'static str) -> Self {
        Self {
            outcome: Outcome::Refused,
            ..Self::done(act)
        }
    }

    /// The thing acted on.
    #[must_use]
    pub fn on(mut self, kind: &'static str, id: Id) -> Self {
        self.subject = Some((kind, id));
        self
    }

    /// The client it concerns.
    #[must_use]
    pub fn of_client(mut self, client_id: Id) -> Self {
        self.client_id = Some(client_id);
        self
    }

    /// What else is worth knowing.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}
