//! Reminding: in the background by the ladder, and the message that both ways share.

use jiff::civil::Date;

use super::{
    letter::{self, Reminder},
    model::{Asked, Ladder, is_daytime},
    store::{self, Item},
};
use crate::{
    app::App,
    db::{Statement, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        delivery::main_address,
        documents::{naming::page_path, settings::Settings},
        letters::Letterhead,
        people::reachable::Reachable,
    },
    kit::{clock::Time, event::Event, outbox, phone::Phone, sweep::BATCH},
    scope::{Audience, Job, Staff},
};

/// When something that is asked is first brought to mind; none where the ladder is off or has no step left.
pub async fn plan(write: &Write<'_, Staff>, now: Time, asked: &Asked) -> Result<Option<Time>> {
    let settings = Settings::load(write).await?;
    let ladder = store::find_ladder(write).await?;
    Ok(ladder.next(&settings.zone()?, asked, settings.today(now)?))
}

/// What reminding needs of the provider.
pub(super) struct Desk {
    settings: Settings,
    ladder: Ladder,
    letterhead: Letterhead,
    address: String,
}

impl Desk {
    /// That of the audience's provider; 409 without an address of the portal.
    pub(super) async fn load<A: Audience<Statement = Statement>>(
        write: &Write<'_, A>,
    ) -> Result<Self> {
        let address = main_address(write)
            .await?
            .ok_or_else(|| Error::conflict("no_brand_domain", "The portal has no address yet."))?;
        Ok(Self {
            settings: Settings::load(write).await?,
            ladder: store::find_ladder(write).await?,
            letterhead: Letterhead::load(write).await?,
            address,
        })
    }

    /// When an item is brought to mind after today.
    pub(super) fn next(&self, now: Time, item: &Item) -> Result<Option<Time>> {
        let zone = self.settings.zone()?;
        Ok(self
            .ladder
            .next(&zone, &asked(item), self.settings.today(now)?))
    }

    fn due_day(&self, item: &Item) -> Result<Option<Date>> {
        Ok(asked(item).due_day(&self.settings.zone()?))
    }

    fn url(&self, item: &Item) -> String {
        match (item.year, item.slug.as_deref()) {
            (Some(year), Some(slug)) => format!("{}{}", self.address, page_path(year, slug)),
            _ => format!("{}/", self.address),
        }
    }
}

fn asked(item: &Item) -> Asked {
    Asked {
        asked_at: item.created_at,
        due_at: item.due_at,
        ends_when_due: item.kind == "choose",
    }
}

/// Who of these can be reached at all: by mail, or by SMS where the operator lets them go.
pub(super) fn reachable(app: &App, recipients: Vec<Reachable>) -> Vec<Reachable> {
    let by_sms = |recipient: &Reachable| {
        let phone = recipient.phone.as_deref().and_then(Phone::from_stored);
        phone.is_some_and(|phone| app.gateways.sms_rules.allow(&phone))
    };
    recipients
        .into_iter()
        .filter(|recipient| recipient.email.is_some() || by_sms(recipient))
        .collect()
}

/// Puts the messages in the outbox, writes them into the audit and tells whoever looks at the item.
pub(super) async fn send<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    actor: &Actor,
    desk: &Desk,
    item: &Item,
    recipients: &[Reachable],
) -> Result<()> {
    let (now, url) = (app.clock.now(), desk.url(item));
    let reminder = Reminder {
        sender: &desk.settings.sender_name,
        title: &item.title,
        due_day: desk.due_day(item)?,
        url: &url,
        language: &desk.settings.language,
    };
    for to in recipients {
        let message = match (&to.email, &to.phone) {
            (Some(address), _) => letter::mail(address, to, &reminder, &desk.letterhead)?,
            (None, Some(phone)) => letter::sms(phone, to, &reminder),
            (None, None) => continue,
        };
        outbox::send(write, app.ids.id(), now, &message).await?;
    }
    let contact_ids: Vec<_> = recipients.iter().map(|to| to.contact_id).collect();
    let entry = Entry::done("client_reminded")
        .on("action_item", item.action_item_id)
        .of_client(item.client_id)
        .detail(serde_json::json!({ "title": item.title, "contact_ids": contact_ids }));
    audit::record(write, now, actor, &entry).await?;
    if let Some(provider_id) = write.who().scope().provider_id {
        write.notify(Event {
            provider_id,
            client_id: None,
            kind: "action_item".to_owned(),
            id: item.action_item_id,
        });
    }
    Ok(())
}

/// Brings to mind a batch of what is due, as the program itself, by day only. Says how many items that were. What fell
/// due more than once while the program stood still is brought to mind once.
///
/// # Errors
/// Those of the database.
pub async fn remind_due(app: &App, job: &Job) -> Result<u64> {
    let now = app.clock.now();
    let write = app.db.write(job).await?;
    if main_address(&write).await?.is_none() {
        return Ok(0);
    }
    let desk = Desk::load(&write).await?;
    if !is_daytime(&desk.settings.zone()?, now) {
        return Ok(0);
    }
    let due = store::list_due(&write, now, BATCH).await?;
    for item in &due {
        let next = desk.next(now, item)?;
        let recipients = reachable(app, store::list_recipients(&write, item).await?);
        if recipients.is_empty() || !desk.ladder.reminds {
            store::save_passed_over(&write, item.action_item_id, next).await?;
            continue;
        }
        // What another copy of the program brought to mind meanwhile is no longer as it was read.
        let since = item.last_reminded_at.unwrap_or(item.created_at);
        if store::save_reminded(&write, now, item.action_item_id, since, next).await? {
            send(app, &write, &Actor::system(), &desk, item, &recipients).await?;
        }
    }
    write.commit().await?;
    Ok(u64::try_from(due.len()).unwrap_or(u64::MAX))
}
