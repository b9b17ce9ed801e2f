//! The SQL of the index, and of what is found by it.

use std::collections::BTreeSet;

use futures_util::future::try_join_all;

use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::{id::Id, terms::Sought},
    params, row,
    scope::{Audience, Job, Staff, SystemScope},
    scoped, system,
};

/// What a term leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A document, for staff.
    Document,
    /// A document, for its client.
    Published,
    /// Something asked of a client.
    Asked,
    /// A client.
    Client,
    /// A contact in one of its memberships.
    Contact,
}

impl Kind {
    /// The stored word.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Published => "published",
            Self::Asked => "asked",
            Self::Client => "client",
            Self::Contact => "contact",
        }
    }
}

/// The project and the org that a thing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(pub(super) Option<Id>, pub(super) Option<Id>);

row! {
    /// A term as it is stored.
    pub(super) struct Known {
        pub(super) term: String,
        project_id: Option<Id>,
        org_id: Option<Id>,
    }
}

impl Known {
    pub(super) fn place(&self) -> Place {
        Place(self.project_id, self.org_id)
    }
}

/// The terms of a thing.
pub(super) async fn list_terms<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: Kind,
    subject_id: Id,
) -> Result<Vec<Known>> {
    Ok(write
        .list(
            scoped!(
                "select s.term, s.project_id, s.org_id from search_term s
                 where {project:s} and {org:s} and s.kind = $4 and s.subject_id = $5"
            ),
            params![kind.as_str(), subject_id],
        )
        .await?)
}

/// Removes the terms of a thing.
pub(super) async fn remove<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: Kind,
    subject_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from search_term as s
                 where {project:s} and {org:s} and s.kind = $4 and s.subject_id = $5"
            ),
            params![kind.as_str(), subject_id],
        )
        .await?;
    Ok(())
}

/// Adds the terms of a thing, where it is. Databases that can are told of all at once.
pub(super) async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: Kind,
    subject_id: Id,
    terms: &BTreeSet<String>,
) -> Result<()> {
    let statement: &'static Statement = match kind {
        Kind::Document | Kind::Published => scoped!(
            "insert into search_term (provider_id, kind, subject_id, term, client_id, project_id, org_id)
             select d.provider_id, $4, d.document_id, $6, d.client_id, d.project_id, d.org_id
             from document d where {project:d} and {org:d} and d.document_id = $5
             on conflict (provider_id, kind, subject_id, term) do nothing"
        ),
        Kind::Asked => scoped!(
            "insert into search_term (provider_id, kind, subject_id, term, client_id, project_id, org_id)
             select a.provider_id, $4, a.action_item_id, $6, a.client_id, a.project_id, d.org_id
             from action_item a
             left join document d on {project:d} and {org:d} and d.document_id = a.document_id
             where {project:a} and a.action_item_id = $5
             on conflict (provider_id, kind, subject_id, term) do nothing"
        ),
        Kind::Client => scoped!(
            "insert into search_term (provider_id, kind, subject_id, term, client_id)
             select c.provider_id, $4, c.client_id, $6, c.client_id from client c where {client:c} and c.client_id = $5
             on conflict (provider_id, kind, subject_id, term) do nothing"
        ),
        Kind::Contact => scoped!(
            "insert into search_term (provider_id, kind, subject_id, term, client_id)
             select m.provider_id, $4, m.membership_id, $6, m.client_id
             from membership m where {client:m} and m.membership_id = $5
             on conflict (provider_id, kind, subject_id, term) do nothing"
        ),
    };
    let added = terms.iter().map(|term| async move {
        let values = params![kind.as_str(), subject_id, term];
        write.exec(statement, values).await
    });
    try_join_all(added).await?;
    Ok(())
}

/// Adds a term of a client's thing at a provider that the transaction has just made.
pub(super) async fn add_for(
    write: &Write<'_, SystemScope>,
    provider_id: Id,
    client_id: Id,
    (kind, subject_id): (Kind, Id),
    term: &str,
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into search_term (provider_id, kind, subject_id, term, client_id) values ($1, $2, $3, $4, $5)"
            ),
            params![provider_id, kind.as_str(), subject_id, term, client_id],
        )
        .await?;
    Ok(())
}

row! {
    /// What a document is found by.
    pub(super) struct Document {
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) client_name: String,
        pub(super) project_id: Option<Id>,
        pub(super) org_id: Option<Id>,
    }
}

pub(super) async fn find_document<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    document_id: Id,
) -> Result<Option<Document>> {
    Ok(write
        .find(
            scoped!(
                "select d.title, d.number, c.name, d.project_id, d.org_id from document d
                 join client c on {client:c} and c.client_id = d.client_id
                 where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id],
        )
        .await?)
}

row! {
    /// What an action item and its decision are found by.
    pub(super) struct AskedOf {
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) client_name: String,
        pub(super) comment: Option<String>,
        pub(super) project_id: Option<Id>,
        pub(super) org_id: Option<Id>,
    }
}

pub(super) async fn find_asked<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    action_item_id: Id,
) -> Result<Option<AskedOf>> {
    Ok(write
        .find(
            scoped!(
                "select a.title, d.number, c.name, e.comment, a.project_id, d.org_id from action_item a
                 join client c on {client:c} and c.client_id = a.client_id
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 left join decision e on {project:e} and e.action_item_id = a.action_item_id
                 where {project:a} and a.action_item_id = $4"
            ),
            params![action_item_id],
        )
        .await?)
}

pub(super) async fn find_client<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
) -> Result<Option<String>> {
    Ok(write
        .find(
            scoped!("select c.name from client c where {client:c} and c.client_id = $4"),
            params![client_id],
        )
        .await?)
}

row! {
    /// What a contact is found by at one of its clients.
    pub(super) struct Person {
        pub(super) name: String,
        pub(super) email: Option<String>,
        pub(super) phone: Option<String>,
        pub(super) client_name: String,
    }
}

pub(super) async fn find_person<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    membership_id: Id,
) -> Result<Option<Person>> {
    Ok(write
        .find(
            scoped!(
                "select k.name, k.email, k.phone, c.name from membership m
                 join contact k using (provider_id, contact_id)
                 join client c on {client:c} and c.client_id = m.client_id
                 where {client:m} and {provider:k} and m.membership_id = $4"
            ),
            params![membership_id],
        )
        .await?)
}

pub(super) async fn list_memberships_of<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    contact_id: Id,
) -> Result<Vec<Id>> {
    Ok(write
        .list(
            scoped!(
                "select m.membership_id from membership m where {client:m} and m.contact_id = $4"
            ),
            params![contact_id],
        )
        .await?)
}

/// A client's rows of a kind after one of them: by what they are walked, and the subject.
pub(super) async fn list_of_client(
    write: &Write<'_, Job>,
    kind: Kind,
    client_id: Id,
    after: Id,
    count: i64,
) -> Result<Vec<(Id, Id)>> {
    let statement: &'static Statement = match kind {
        Kind::Document | Kind::Published => scoped!(
            "select d.document_id, d.document_id from document d
             where {project:d} and {org:d} and d.client_id = $4 and d.document_id > $5
             order by d.document_id limit $6"
        ),
        Kind::Asked => scoped!(
            "select a.action_item_id, a.action_item_id from action_item a
             where {project:a} and a.client_id = $4 and a.action_item_id > $5
             order by a.action_item_id limit $6"
        ),
        Kind::Client => scoped!(
            "select c.client_id, c.client_id from client c
             where {client:c} and c.client_id = $4 and c.client_id > $5 order by c.client_id limit $6"
        ),
        Kind::Contact => scoped!(
            "select m.contact_id, m.membership_id from membership m
             where {client:m} and m.client_id = $4 and m.contact_id > $5 order by m.contact_id limit $6"
        ),
    };
    Ok(write
        .list(statement, params![client_id, after, count])
        .await?)
}

/// The things of a kind that have all the words, the newest first.
pub(super) async fn find(
    read: &Read<'_, Staff>,
    kind: Kind,
    sought: &Sought,
    count: i64,
) -> Result<Vec<Id>> {
    Ok(read
        .list(
            scoped!(
                "select s.subject_id from search_term s
                 where {project:s} and {org:s} and s.kind = $4 and s.term >= $5 and s.term < $6
                   and (select count(*) from search_term t
                        where {project:t} and {org:t} and t.kind = $4 and t.subject_id = s.subject_id
                          and t.term >= $7 and t.term < $8) > 0
                   and (select count(*) from search_term o
                        where {project:o} and {org:o} and o.kind = $4 and o.subject_id = s.subject_id
                          and replace($9, ' ' || o.term || ' ', '') <> $9) = $10
                 group by s.subject_id order by s.subject_id desc limit $11"
            ),
            params![
                kind.as_str(),
                &sought.rarest_from,
                &sought.rarest_to,
                &sought.from,
                &sought.to,
                &sought.others,
                sought.others_count,
                count
            ],
        )
        .await?)
}

row! {
    /// A document that was found.
    pub(super) struct FoundDocument {
        pub(super) document_id: Id,
        pub(super) client_id: Id,
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) status: String,
        pub(super) client_name: String,
    }
}

pub(super) async fn show_document(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<Option<FoundDocument>> {
    Ok(read
        .find(
            scoped!(
                "select d.document_id, d.client_id, d.title, d.number, d.status, c.name from document d
                 join client c on {client:c} and c.client_id = d.client_id
                 where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id],
        )
        .await?)
}

row! {
    /// A client that was found.
    pub(super) struct FoundClient {
        pub(super) client_id: Id,
        pub(super) name: String,
        pub(super) status: String,
    }
}

pub(super) async fn show_client(
    read: &Read<'_, Staff>,
    client_id: Id,
) -> Result<Option<FoundClient>> {
    Ok(read
        .find(
            scoped!(
                "select c.client_id, c.name, c.status from client c where {client:c} and c.client_id = $4"
            ),
            params![client_id],
        )
        .await?)
}

row! {
    /// A contact that was found at one of its clients.
    pub(super) struct FoundContact {
        pub(super) contact_id: Id,
        pub(super) client_id: Id,
        pub(super) name: String,
        pub(super) email: Option<String>,
        pub(super) phone: Option<String>,
        pub(super) state: String,
        pub(super) client_name: String,
    }
}

pub(super) async fn show_contact(
    read: &Read<'_, Staff>,
    membership_id: Id,
) -> Result<Option<FoundContact>> {
    Ok(read
        .find(
            scoped!(
                "select k.contact_id, m.client_id, k.name, k.email, k.phone,
                        case when m.switched_off_at is null then k.state else 'off' end, c.name
                 from membership m join contact k using (provider_id, contact_id)
                 join client c on {client:c} and c.client_id = m.client_id
                 where {client:m} and {provider:k} and m.membership_id = $4"
            ),
            params![membership_id],
        )
        .await?)
}
