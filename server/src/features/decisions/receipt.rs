//! The receipt of a decision: everything that is kept of it (A3).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    client::DecisionDocument,
    model::{Kind, Outcome},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::figures::Figures,
    },
    kit::{
        clock::Time,
        http::{meta::Meta, params::Params},
        id::Id,
    },
    params, row,
    scope::{Contact, Strength},
    scoped,
};

/// Which decision.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DecisionPath {
    /// The decision.
    pub decision_id: Id,
}

/// A decision with who, when, how and about what exactly. It never changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionReceipt {
    /// The decision.
    pub id: Id,
    /// What was asked.
    #[schema(value_type = Kind)]
    pub kind: String,
    /// The answer.
    #[schema(value_type = Outcome)]
    pub outcome: String,
    /// What was said with it.
    pub comment: Option<String>,
    /// What it was about.
    pub title: String,
    /// The number of the document that it was about.
    pub number: Option<String>,
    /// The version that it was about.
    pub version: Option<i64>,
    /// The hash of what was decided on, as it was shown.
    pub version_hash: String,
    /// Where that document is, as long as it is published.
    pub document: Option<DecisionDocument>,
    /// For which client.
    pub client_name: String,
    /// By whom.
    pub contact_name: String,
    /// In whose place, if in somebody's.
    pub on_behalf_of_name: Option<String>,
    /// When.
    pub decided_at: Time,
    /// The provider's time zone, in which that moment is told.
    pub time_zone: String,
    /// The address it came from.
    pub ip: Option<String>,
    /// The program it was made with.
    pub agent: Option<String>,
    /// How strongly that person was signed in.
    pub strength: Strength,
    /// What was decided in one go has this in common.
    pub batch_id: Option<Id>,
    /// The total that was accepted, with tax; empty where there is none, and without the permission to see money.
    pub total_minor: Option<i64>,
    /// Its currency; empty with it.
    pub currency: Option<String>,
}

row! {
    /// A decision with what it names.
    struct Kept {
        decision_id: Id,
        kind: String,
        outcome: String,
        comment: Option<String>,
        title: String,
        number: Option<String>,
        version: Option<i64>,
        version_hash: String,
        status: Option<String>,
        year: Option<i32>,
        slug: Option<String>,
        client_name: String,
        contact_name: String,
        on_behalf_of_name: Option<String>,
        decided_at: Time,
        time_zone: String,
        ip: Option<String>,
        agent: Option<String>,
        strength: Strength,
        batch_id: Option<Id>,
        accepted_minor: Option<i64>,
        currency: Option<String>,
    }
}

async fn find(read: &Read<'_, Contact>, decision_id: Id) -> Result<Option<Kept>> {
    Ok(read
        .find(
            scoped!(
                "select e.decision_id, e.kind, e.outcome, e.comment, e.title, d.number, a.version, e.version_hash, d.status,
                        d.year, d.slug, k.name, c.name, b.name, e.decided_at, p.time_zone, e.ip, e.agent, e.strength,
                        e.batch_id, case when r.outcome = 'accepted' then r.total_minor end, r.currency
                 from decision e
                 join provider p using (provider_id)
                 join client k on {client:k} and k.client_id = e.client_id
                 join contact c on {provider:c} and c.contact_id = e.contact_id
                 left join contact b on {provider:b} and b.contact_id = e.on_behalf_of_contact_id
                 join action_item a on {project:a} and a.action_item_id = e.action_item_id
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 left join response r on {project:r} and {org:r} and r.decision_id = e.decision_id
                 where {project:e} and e.decision_id = $4"
            ),
            params![decision_id],
        )
        .await?)
}

/// The receipt of one decision made for this client. Amounts only with the permission to see money.
pub async fn show_decision(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<DecisionPath>,
) -> Result<Json<DecisionReceipt>> {
    let read = app.db.read(&contact).await?;
    let kept = find(&read, path.decision_id)
        .await?
        .ok_or_else(Error::not_found)?;
    drop(read);
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    let entry = Entry::done("decision_viewed")
        .on("decision", path.decision_id)
        .of_client(contact.client_id);
    audit::record_alone(&app, &contact, &Actor::contact(&contact, &meta), &entry).await?;
    Ok(Json(receipt(&contact, kept)))
}

fn receipt(contact: &Contact, kept: Kept) -> DecisionReceipt {
    let total_minor = Figures::of(contact).show(kept.accepted_minor).flatten();
    let is_published = kept.status.as_deref() == Some("published");
    let document = match (kept.year, kept.slug, kept.number.clone()) {
        (Some(year), Some(slug), Some(number)) if is_published => {
            Some(DecisionDocument { year, slug, number })
        }
        _ => None,
    };
    DecisionReceipt {
        id: kept.decision_id,
        kind: kept.kind,
        outcome: kept.outcome,
        comment: kept.comment,
        title: kept.title,
        number: kept.number,
        version: kept.version,
        version_hash: kept.version_hash,
        document,
        client_name: kept.client_name,
        contact_name: kept.contact_name,
        on_behalf_of_name: kept.on_behalf_of_name,
        decided_at: kept.decided_at,
        time_zone: kept.time_zone,
        ip: kept.ip,
        agent: kept.agent,
        strength: kept.strength,
        batch_id: kept.batch_id,
        currency: kept.currency.filter(|_| total_minor.is_some()),
        total_minor,
    }
}
