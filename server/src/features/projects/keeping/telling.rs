//! Telling everybody who may read a project that one of its milestones was moved (J3), save where its client has that
//! switched off. Once a move, in its transaction.

use jiff::civil::Date;

use super::{moves::Moved, store::Project};
use crate::{
    app::App,
    db::Write,
    error::Result,
    features::{
        delivery::main_address,
        documents::settings::Settings,
        letters::{ContactNews, ContactReader, Letterhead, write_contact_news},
        people::{
            permission::Permission,
            reachable::list_reachable,
            settings::{NotificationEvent, find_notification_default},
        },
        projects::model::days_moved,
    },
    kit::{clock::Time, outbox, phone::Phone},
    scope::Staff,
};

/// Puts the messages in the outbox. A portal without an address has nobody to tell.
pub(super) async fn tell_moved(
    app: &App,
    write: &Write<'_, Staff>,
    now: Time,
    project: &Project,
    (milestone, moved): (&str, &Moved<'_>),
) -> Result<()> {
    let Some(address) = main_address(write).await? else {
        return Ok(());
    };
    let event = NotificationEvent::MilestoneMoved;
    let default = find_notification_default(write, project.client_id, event).await?;
    let settings = Settings::load(write).await?;
    let letterhead = Letterhead::load(write).await?;
    let link = format!("{address}/portal/projects/{}", project.project_id);
    for reader in list_readers(write, project, &settings.language).await? {
        let is_told = match (&reader.email, &reader.phone) {
            (Some(_), _) => default.email,
            (None, Some(phone)) => {
                Phone::from_stored(phone).is_some_and(|phone| app.gateways.sms_rules.allow(&phone))
            }
            (None, None) => false,
        };
        if !is_told {
            continue;
        }
        let words = words(reader.is_german(), (&project.name, milestone), moved);
        let news = ContactNews {
            sender: &settings.sender_name,
            subject: words.subject,
            first: words.first,
            facts: vec![words.reason],
            label: words.label,
            link: &link,
        };
        if let Some(message) = write_contact_news(&reader, &news, &letterhead)? {
            outbox::send(write, app.ids.id(), now, &message).await?;
        }
    }
    Ok(())
}

/// What is said, in one language.
struct Words {
    subject: String,
    first: String,
    reason: String,
    label: &'static str,
}

fn words(german: bool, (project, milestone): (&str, &str), moved: &Moved<'_>) -> Words {
    let (days, reason) = (days_moved(moved.from, moved.to), moved.reason);
    if german {
        let day = |date: Date| date.strftime("%d.%m.%Y").to_string();
        let later = if days < 0 { "früher" } else { "später" };
        let count = match days.abs() {
            1 => "einen Tag".to_owned(),
            days => format!("{days} Tage"),
        };
        Words {
            subject: format!("Meilenstein verschoben: {milestone} – {project}"),
            first: format!(
                "„{milestone}“ im Projekt „{project}“ wird jetzt am {} erwartet, {count} {later} als bisher ({}).",
                day(moved.to),
                day(moved.from)
            ),
            reason: format!("Grund: {reason}"),
            label: "Projekt ansehen",
        }
    } else {
        let day = |date: Date| date.strftime("%-d %B %Y").to_string();
        let later = if days < 0 { "earlier" } else { "later" };
        let count = match days.abs() {
            1 => "one day".to_owned(),
            days => format!("{days} days"),
        };
        Words {
            subject: format!("Milestone moved: {milestone} – {project}"),
            first: format!(
                "“{milestone}” of “{project}” is now expected on {}, {count} {later} than before ({}).",
                day(moved.to),
                day(moved.from)
            ),
            reason: format!("Reason: {reason}"),
            label: "See the project",
        }
    }
}

/// Who may read a project and can come to its page.
async fn list_readers(
    write: &Write<'_, Staff>,
    project: &Project,
    language: &str,
) -> Result<Vec<ContactReader>> {
    let members = list_reachable(write, project.client_id, Some(project.project_id)).await?;
    let readers = members.into_iter();
    Ok(readers
        .filter(|member| member.may.has(Permission::ReadProjects))
        .map(|member| ContactReader {
            contact_id: member.contact_id,
            name: member.name,
            email: member.email,
            phone: member.phone,
            language: member.language.unwrap_or_else(|| language.to_owned()),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kit::id::Id;

    #[test]
    fn a_move_is_told_with_its_days_in_either_direction_and_language() {
        let moved = |to| Moved {
            move_id: Id::from_bytes([0; 16]),
            from: date(2026, 12, 1),
            to,
            reason: "Snow",
        };
        for (german, to, first) in [
            (
                false,
                date(2027, 1, 3),
                "“Handover” of “Kitchen” is now expected on 3 January 2027, 33 days later than before (1 December 2026).",
            ),
            (
                true,
                date(2026, 11, 30),
                "„Handover“ im Projekt „Kitchen“ wird jetzt am 30.11.2026 erwartet, einen Tag früher als bisher (01.12.2026).",
            ),
        ] {
            let said = words(german, ("Kitchen", "Handover"), &moved(to));
            assert_eq!(said.first, first);
            assert!(said.reason.ends_with(": Snow"), "{}", said.reason);
        }
    }
}
