//! Who is asking. A value of these types is the only way to a connection, and this is the only place they are made.
//!
//! Statements see three things of an audience: `$1` its provider, `$2` its client, `$3` its membership or staff id;
//! and its [`Kind`], which decides what the placeholders of a statement expand to.

use std::fmt;

use crate::{
    db::{Because, Statement, SystemStatement},
    error::{Error, Result},
    kit::{clock::Time, id::Id},
};

/// The rights that a statement's placeholders expand to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Staff who see every client and every org: owners.
    StaffOwner,
    /// Staff who see every client, and of the orgs their own.
    Staff,
    /// Staff who see the clients assigned to them, and of the orgs their own.
    StaffLimited,
    /// A contact, for one client.
    Contact,
    /// A contact whose membership is narrowed to some projects.
    ContactNarrowed,
    /// A contact who sees only what is marked for it: of what belongs to projects, nothing until something is.
    Guest,
    /// Background work for a whole provider.
    Job,
    /// A device that sends a provider's SMS. It sees nothing of clients.
    Device,
    /// No provider: the door in [`crate::db::Db::system`].
    System,
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = 9;
    /// Every kind that scoped statements run for.
    pub const SCOPED: [Self; 8] = [
        Self::StaffOwner,
        Self::Staff,
        Self::StaffLimited,
        Self::Contact,
        Self::ContactNarrowed,
        Self::Guest,
        Self::Job,
        Self::Device,
    ];
}

/// What is bound to every statement of an audience.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    pub(crate) kind: Kind,
    pub(crate) provider_id: Option<Id>,
    pub(crate) client_id: Option<Id>,
    pub(crate) actor_id: Option<Id>,
}

mod sealed {
    /// Keeps audiences in this file.
    pub trait Sealed {}
}

/// Someone who may ask for rows.
pub trait Audience: sealed::Sealed + Send + Sync + fmt::Debug {
    /// What statements run for this audience: scoped ones, or those of the system.
    type Statement: crate::db::Text + 'static;

    /// What its statements are bound to.
    fn scope(&self) -> Scope;
}

/// How strongly a session was signed in (P19).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A delivery link; no sign-in.
    Link,
    /// A code, a sign-in link in the browser that asked, a password.
    Code,
    /// One of these and a second factor.
    TwoFactor,
}

impl Strength {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Code => "code",
            Self::TwoFactor => "two_factor",
        }
    }
}

impl std::str::FromStr for Strength {
    type Err = ();

    fn from_str(word: &str) -> std::result::Result<Self, ()> {
        match word {
            "link" => Ok(Self::Link),
            "code" => Ok(Self::Code),
            "two_factor" => Ok(Self::TwoFactor),
            _ => Err(()),
        }
    }
}

crate::word_column!(Strength);

/// What an act asks of the session it is done in (P19).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// That it was signed in to.
    Code,
    /// The second factor of whoever has one, else a fresh code.
    TwoFactor,
}

/// What a provider's contacts need for what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Needs {
    /// To read documents, what waits, and what was decided.
    pub reading: Need,
    /// To answer and to decide.
    pub approving: Need,
    /// To invite colleagues and to change what they may do.
    pub managing_people: Need,
}

impl Default for Needs {
    fn default() -> Self {
        Self {
            reading: Need::Code,
            approving: Need::Code,
            managing_people: Need::TwoFactor,
        }
    }
}

/// A member of the provider's staff, signed in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The provider.
    pub provider_id: Id,
    /// The person.
    pub staff_id: Id,
    /// The session it signed in with.
    pub session_id: Id,
    /// The stored word of its role: `owner`, `admin`, `lead` or `member`.
    pub role: String,
    /// Whether it sees clients that are not assigned to it.
    pub sees_all_clients: bool,
    /// Until when the code or password it gave last is fresh.
    pub fresh_until: Option<Time>,
}

/// Whose accounts the operators' are: not a provider of anybody's, and without a portal and clients.
pub const INSTALLATION: Id = Id::from_bytes(*b"\0\0\0\0\0\0\x70\0\x80\0portic");

/// The stored word of the operators' role.
pub const OPERATOR: &str = "operator";

impl Staff {
    /// Whether it runs the installation, and belongs to no provider.
    pub fn is_operator(&self) -> bool {
        self.provider_id == INSTALLATION || self.role == OPERATOR
    }

    /// Refuses what asks for a code of the last ten minutes, unless there is one.
    ///
    /// # Errors
    /// 403 `step_up_required`.
    pub fn must_be_fresh(&self, now: Time) -> Result<()> {
        fresh(self.fresh_until, now)
    }
}

/// Whoever runs the installation, signed in. It has no scope: what it may do goes through the door of the system, and
/// each of these statements says what it shows.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The person.
    pub operator_id: Id,
    /// Its name, for the audit of the providers it acts on.
    pub name: String,
    /// Until when the code it gave last is fresh.
    pub fresh_until: Option<Time>,
}

impl Operator {
    /// Refuses what asks for a code of the last ten minutes, unless there is one.
    ///
    /// # Errors
    /// 403 `step_up_required`.
    pub fn must_be_fresh(&self, now: Time) -> Result<()> {
        fresh(self.fresh_until, now)
    }
}

fn fresh(until: Option<Time>, now: Time) -> Result<()> {
    until
        .is_some_and(|until| until > now)
        .then_some(())
        .ok_or_else(|| Error::forbidden("step_up_required"))
}

/// How much of its client a contact sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Client,
    /// What belongs to the projects of its membership.
    Projects,
    /// What is marked for it.
    Marked,
}

/// A contact, signed in, acting for one client.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The provider.
    pub provider_id: Id,
    /// The client it acts for.
    pub client_id: Id,
    /// Its membership of that client.
    pub membership_id: Id,
    /// The person.
    pub contact_id: Id,
    /// The session it signed in with.
    pub session_id: Id,
    /// How strongly that session was signed in.
    pub strength: Strength,
    /// Until when the code it gave last is fresh.
    pub fresh_until: Option<Time>,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
    /// What its provider asks for what it does.
    pub needs: Needs,
    /// Whether the session is a program's, and not a browser's.
    pub is_program: bool,
    /// How much of its client it sees.
    pub reach: Reach,
    /// The stored words of what it may do (P30).
    pub permissions: Vec<String>,
}

impl Contact {
    /// Whether it has this permission, by its stored word.
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.iter().any(|own| own == permission)
    }

    /// Refuses what asks for a code of the last ten minutes, unless there is one.
    ///
    /// # Errors
    /// 403 `step_up_required`.
    pub fn must_be_fresh(&self, now: Time) -> Result<()> {
        fresh(self.fresh_until, now)
    }

    /// Refuses what asks for more than this session is (P19).
    ///
    /// # Errors
    /// 403 `step_up_required`.
    pub fn must_meet(&self, need: Need, now: Time) -> Result<()> {
        match (need, self.strength, self.has_second_factor) {
            (_, Strength::TwoFactor, _) | (Need::Code, Strength::Code, _) => Ok(()),
            (_, Strength::Link, _) | (Need::TwoFactor, _, true) => {
                Err(Error::forbidden("step_up_required"))
            }
            (Need::TwoFactor, _, false) => self.must_be_fresh(now),
        }
    }
}

/// A device that sends a provider's SMS, by its key.
#[derive(Debug, Clone)]
pub struct Device {
    /// The provider.
    pub provider_id: Id,
    /// Its key.
    pub api_key_id: Id,
    /// What staff called the key.
    pub name: String,
}

/// Background work on behalf of one provider.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// The provider.
    pub provider_id: Id,
}

impl Job {
    /// Work for this provider. A test lists the files that may say so.
    pub const fn of(provider_id: Id) -> Self {
        Self { provider_id }
    }
}

/// The program itself, for one reason, without a provider.
#[derive(Debug, Clone, Copy)]
pub struct SystemScope {
    /// Why.
    pub because: Because,
}

impl sealed::Sealed for Staff {}
impl Audience for Staff {
    type Statement = Statement;

    fn scope(&self) -> Scope {
        let kind = match (self.role.as_str(), self.sees_all_clients) {
            ("owner", _) => Kind::StaffOwner,
            ("admin", _) | (_, true) => Kind::Staff,
            _ => Kind::StaffLimited,
        };
        Scope {
            kind,
            provider_id: Some(self.provider_id),
            client_id: None,
            actor_id: Some(self.staff_id),
        }
    }
}

impl sealed::Sealed for Contact {}
impl Audience for Contact {
    type Statement = Statement;

    fn scope(&self) -> Scope {
        Scope {
            kind: match self.reach {
                Reach::Client => Kind::Contact,
                Reach::Projects => Kind::ContactNarrowed,
                Reach::Marked => Kind::Guest,
            },
            provider_id: Some(self.provider_id),
            client_id: Some(self.client_id),
            actor_id: Some(self.membership_id),
        }
    }
}

impl sealed::Sealed for Device {}
impl Audience for Device {
    type Statement = Statement;

    fn scope(&self) -> Scope {
        Scope {
            kind: Kind::Device,
            provider_id: Some(self.provider_id),
            client_id: None,
            actor_id: Some(self.api_key_id),
        }
    }
}

impl sealed::Sealed for Job {}
impl Audience for Job {
    type Statement = Statement;

    fn scope(&self) -> Scope {
        Scope {
            kind: Kind::Job,
            provider_id: Some(self.provider_id),
            client_id: None,
            actor_id: None,
        }
    }
}

impl sealed::Sealed for SystemScope {}
impl Audience for SystemScope {
    type Statement = SystemStatement;

    fn scope(&self) -> Scope {
        Scope {
            kind: Kind::System,
            provider_id: None,
            client_id: None,
            actor_id: None,
        }
    }
}
