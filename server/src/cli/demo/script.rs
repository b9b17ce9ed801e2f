//! What the demo's brands are and what happened there, read from the JSON files beside this one.

use serde::Deserialize;
use serde_json::Value;

use super::public::Public;
use crate::{
    cli::Outcome,
    features::{people::permission::StaffRole, providers::preset::Preset},
};

/// One brand and its history.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// `studio.localhost`.
    pub(super) host: String,
    /// `/clients`, where the brand shares its host with other pages; else empty.
    #[serde(default)]
    pub(super) path_prefix: String,
    pub(super) provider: Provider,
    /// How its contacts sign in: `phone` or `email`.
    pub(super) signs_in_by: String,
    /// The owner first.
    pub(super) staff: Vec<StaffMember>,
    /// Bodies of `POST /api/admin/payment-methods`.
    pub(super) payment_methods: Vec<Value>,
    pub(super) clients: Vec<Client>,
    pub(super) quotes: Vec<Quote>,
    #[serde(default)]
    pub(super) projects: Vec<Project>,
    /// Title of the quote that waits for the first contact's answer.
    pub(super) waiting_quote: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provider {
    pub(super) name: String,
    pub(super) is_business: bool,
    pub(super) preset: String,
    pub(super) time_zone: String,
    pub(super) brand_colour: String,
    pub(super) login_text: String,
    pub(super) footer_text: String,
    pub(super) support_contact: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffMember {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: StaffRole,
    pub(super) password: String,
    /// Of an authenticator app, in base 32.
    pub(super) totp_secret: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    pub(super) name: String,
    pub(super) status: String,
    pub(super) since_days: u64,
    pub(super) contacts: Vec<Contact>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) role: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub(super) title: String,
    pub(super) client: String,
    /// Which of the staff writes it.
    pub(super) author: String,
    /// Code of the project that it belongs to, if any.
    pub(super) project: Option<String>,
    /// Days `@+14` are counted from the demo's first start.
    pub(super) content: Value,
    /// What happens to it, the writing first.
    pub(super) steps: Vec<Step<Act>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Project {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) client: String,
    /// Which of the staff keeps it.
    pub(super) keeper: String,
    /// What happens to it, its making first.
    pub(super) steps: Vec<Step<ProjectAct>>,
}

/// Something that happens at a time.
#[derive(Debug, Deserialize)]
pub(super) struct Step<A> {
    pub(super) days_ago: u64,
    /// Hour of the day, UTC.
    pub(super) hour: u64,
    #[serde(flatten)]
    pub(super) act: A,
}

/// What happens to a project: bodies of its addresses, but for ids, which stand as names.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum ProjectAct {
    Make(Value),
    Change(Value),
    Phases {
        phases: Vec<Value>,
    },
    Contacts {
        contacts: Vec<Value>,
    },
    Milestone {
        phase: Option<String>,
        body: Value,
    },
    Reach {
        milestone: String,
    },
    Move {
        milestone: String,
        body: Value,
    },
    NextAction(Value),
    /// A file, or a version of the one of this name: a page with these lines.
    File {
        name: String,
        folder: String,
        note: Option<String>,
        lines: Vec<String>,
        /// The contact who brings it, where it is none of the staff.
        contact: Option<String>,
    },
    PublishFile {
        name: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum Act {
    Write,
    Publish,
    Deliver {
        contact: String,
        channel: String,
    },
    Open {
        contact: String,
    },
    Accept {
        contact: String,
        answer: Value,
        method: Option<String>,
    },
    Decline {
        contact: String,
        comment: String,
    },
    Withdraw,
}

impl Script {
    /// Where the brand is found.
    pub(super) fn url(&self, public: Public) -> String {
        format!("{}{}", public.origin(&self.host), self.path_prefix)
    }

    /// What a `Host` header says there.
    pub(super) fn host_and_port(&self, public: Public) -> String {
        let origin = public.origin(&self.host);
        origin.split("://").skip(1).collect()
    }

    /// Its preset.
    pub(super) fn preset(&self) -> Outcome<Preset> {
        let word = &self.provider.preset;
        Preset::from_word(word).ok_or_else(|| format!("{word} is no preset").into())
    }
}

/// Every brand of the demo.
pub(super) fn all() -> Outcome<Vec<Script>> {
    [
        include_str!("studio.json"),
        include_str!("builder.json"),
        include_str!("adviser.json"),
    ]
    .into_iter()
    .map(|text| Ok(serde_json::from_str(text)?))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::phone::Phone;

    #[test]
    fn scripts_name_only_who_and_what_is_there() {
        for script in all().unwrap() {
            script.preset().unwrap();
            let contacts: Vec<&Contact> = script
                .clients
                .iter()
                .flat_map(|client| &client.contacts)
                .collect();
            for contact in &contacts {
                assert!(
                    Phone::parse(&contact.phone, "DE").is_some(),
                    "{}",
                    contact.phone
                );
            }
            assert!(
                script
                    .quotes
                    .iter()
                    .any(|quote| quote.title == script.waiting_quote)
            );
            let is_there = |client: &str, staff: &str| {
                let mut clients = script.clients.iter();
                let mut all = script.staff.iter();
                clients.any(|one| one.name == client) && all.any(|one| one.name == staff)
            };
            for project in &script.projects {
                assert!(is_there(&project.client, &project.keeper), "{project:?}");
                for step in &project.steps {
                    let ProjectAct::File { contact, .. } = &step.act else {
                        continue;
                    };
                    let mut names = contacts.iter().map(|contact| &contact.name);
                    assert!(
                        contact
                            .as_ref()
                            .is_none_or(|one| names.any(|name| name == one))
                    );
                }
            }
            for quote in &script.quotes {
                assert!(is_there(&quote.client, &quote.author), "{}", quote.title);
                let mut codes = script.projects.iter().map(|project| &project.code);
                let project = quote.project.as_ref();
                assert!(project.is_none_or(|code| codes.any(|one| one == code)));
                for step in &quote.steps {
                    let named = match &step.act {
                        Act::Deliver { contact, .. }
                        | Act::Open { contact }
                        | Act::Accept { contact, .. }
                        | Act::Decline { contact, .. } => Some(contact),
                        Act::Write | Act::Publish | Act::Withdraw => None,
                    };
                    assert!(
                        named.is_none_or(|name| contacts
                            .iter()
                            .any(|contact| contact.name == *name)),
                        "{named:?}"
                    );
                }
            }
        }
    }
}
