//! What a project is: its words, what may stand in its fields, and the rules that need no database.

use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    db::P,
    kit::{
        field::FieldErrors,
        terms::{Sought, Terms},
        text,
    },
};

crate::words! {
    /// How far a project has come.
    ProjectStatus {
        /// It has not begun.
        Planned = "planned",
        /// It is worked on.
        Active = "active",
        /// It rests.
        OnHold = "on_hold",
        /// It is done.
        Completed = "completed",
        /// It was given up.
        Cancelled = "cancelled",
    }
}

crate::words! {
    /// How a project does.
    ProjectHealth {
        /// As planned.
        Green = "green",
        /// Something needs attention.
        Amber = "amber",
        /// It will not come out as planned.
        Red = "red",
    }
}

crate::words! {
    /// How far a phase has come.
    PhaseState {
        /// It has not begun.
        Planned = "planned",
        /// It is worked on.
        Active = "active",
        /// It is done.
        Done = "done",
    }
}

crate::words! {
    /// Whose turn it is.
    ActionSide {
        /// The client's.
        Client = "client",
        /// The provider's.
        Provider = "provider",
    }
}

/// In which order projects are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProjectSort {
    /// By name.
    #[default]
    Name,
    /// The newest first.
    Newest,
}

/// The longest sentence about a project's health, in characters.
pub const SENTENCE: usize = 300;
/// The longest description of a next action, in characters.
pub const ACTION: usize = 500;
/// Phases of a project at most.
pub const MOST_PHASES: usize = 200;
/// Key contacts of a project at most.
pub const MOST_CONTACTS: usize = 20;
/// Milestones of a project at most, and next actions.
pub const MOST_OF_A_KIND: i64 = 200;

crate::text_kind! {
    /// Why a project's health is what it is, in one sentence. An empty one clears it.
    pub HealthReason, 0..=SENTENCE, Some(text::LINE_OR_NOTHING)
}

crate::text_kind! {
    /// What has to be done next, on one line.
    pub ActionText, 1..=ACTION, Some(text::LINE)
}

/// A text of one line, without blanks around it.
///
/// # Errors
/// When it is empty, too long or no line.
pub fn line(field: &str, typed: &str, longest: usize) -> Result<String, FieldErrors> {
    let line = text::line(typed, 1..=longest);
    line.map(str::to_owned).ok_or_else(|| {
        let allowed = format!("1 to {longest} characters, on one line.");
        FieldErrors::one(field, "invalid", allowed)
    })
}

/// A text of one line that may be missing or empty: then there is none.
///
/// # Errors
/// When it is too long or no line.
pub fn line_or_nothing(
    field: &str,
    typed: Option<&str>,
    longest: usize,
) -> Result<Option<String>, FieldErrors> {
    let typed = typed.unwrap_or_default();
    let mut errors = FieldErrors::new();
    text::check_line(field, typed, longest, &mut errors);
    let text = typed.trim();
    errors.or((!text.is_empty()).then(|| text.to_owned()))
}

/// Refuses an end before its beginning.
///
/// # Errors
/// Under `field`, that of the end.
pub fn must_follow(
    field: &str,
    start_date: Option<Date>,
    end_date: Option<Date>,
) -> Result<(), FieldErrors> {
    match (start_date, end_date) {
        (Some(start), Some(end)) if end < start => Err(FieldErrors::one(
            field,
            "too_early",
            "It ends before it begins.",
        )),
        _ => Ok(()),
    }
}

/// A new project is active, unless its start lies ahead (J1).
pub fn first_status(start_date: Option<Date>, today: Date) -> ProjectStatus {
    if start_date.is_some_and(|start| start > today) {
        ProjectStatus::Planned
    } else {
        ProjectStatus::Active
    }
}

/// By how many days a forecast was moved; fewer than none when it comes earlier.
pub fn days_moved(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The beginnings by which a project is found, each after a blank.
pub fn found_by(name: &str, code: &str) -> String {
    let terms = Terms::default().number(code).words(name).into_set();
    terms.iter().map(|term| format!(" {term}")).collect()
}

/// Words that are looked for at most; more are left aside.
const MOST_WORDS: usize = 6;

/// What somebody looks for: beginnings of words, each after a blank, as [`found_by`] has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Beginnings([Option<String>; MOST_WORDS]);

impl Beginnings {
    /// Reads what was typed. Without a letter or digit nothing is looked for.
    pub fn read(typed: Option<&str>) -> Self {
        let Some(sought) = Sought::read(typed) else {
            return Self::default();
        };
        let others = sought.others.split_whitespace();
        let mut words = std::iter::once(sought.from.as_str()).chain(others);
        Self(std::array::from_fn(|_| {
            words.next().map(|word| format!(" {word}"))
        }))
    }

    /// As the parameters `$4` to `$9` of a statement, and those after them.
    pub fn and<'a>(&'a self, more: &[P<'a>]) -> Vec<P<'a>> {
        let words = self.0.iter().map(|word| P::Text(word.as_deref()));
        words.chain(more.iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;
    use crate::features::people::clients::{NAME_LIMIT, Name, name};

    #[test]
    fn stored_words_are_those_of_the_wire() {
        fn same<T: Copy + Serialize + std::str::FromStr + PartialEq + std::fmt::Debug>(
            all: &[T],
            word: impl Fn(T) -> &'static str,
        ) {
            for one in all {
                assert_eq!(serde_json::to_value(one).unwrap(), word(*one));
                assert_eq!(word(*one).parse().ok(), Some(*one));
            }
            assert!("nothing of the kind".parse::<T>().is_err());
        }
        same(ProjectStatus::ALL, ProjectStatus::as_str);
        same(ProjectHealth::ALL, ProjectHealth::as_str);
        same(PhaseState::ALL, PhaseState::as_str);
        same(ActionSide::ALL, ActionSide::as_str);
    }

    #[test]
    fn texts_of_projects_are_what_the_document_says() {
        text::must_agree::<text::Label>(text::LABEL, |typed| {
            line("code", typed, text::LABEL).is_ok()
        });
        text::must_agree::<ActionText>(ACTION, |typed| line("description", typed, ACTION).is_ok());
        text::must_agree::<HealthReason>(SENTENCE, |typed| {
            line_or_nothing("health_reason", Some(typed), SENTENCE).is_ok()
        });
        text::must_agree::<Name>(NAME_LIMIT, |typed| name("name", typed).is_ok());
    }

    #[test]
    fn a_project_is_planned_while_its_start_lies_ahead() {
        let today = date(2026, 11, 21);
        for (start, status) in [
            (None, ProjectStatus::Active),
            (Some(date(2026, 11, 20)), ProjectStatus::Active),
            (Some(today), ProjectStatus::Active),
            (Some(date(2026, 11, 22)), ProjectStatus::Planned),
        ] {
            assert_eq!(first_status(start, today), status, "{start:?}");
        }
    }

    #[test]
    fn an_end_is_not_before_its_beginning() {
        let (early, late) = (Some(date(2026, 1, 1)), Some(date(2026, 1, 2)));
        for (start, end, is_sound) in [
            (early, late, true),
            (early, early, true),
            (None, early, true),
            (late, None, true),
            (late, early, false),
        ] {
            assert_eq!(must_follow("due_date", start, end).is_ok(), is_sound);
        }
    }

    #[test]
    fn a_move_is_counted_in_days_over_months_and_years() {
        for (from, to, days) in [
            (date(2026, 12, 30), date(2027, 1, 2), 3),
            (date(2028, 2, 28), date(2028, 3, 1), 2),
            (date(2026, 3, 1), date(2026, 2, 1), -28),
            (date(2026, 1, 1), date(2036, 1, 1), 3_652),
        ] {
            assert_eq!(days_moved(from, to), days, "{from} to {to}");
        }
    }

    /// What the statements of the lists do.
    fn finds(typed: &str, words: &str) -> bool {
        let Beginnings(sought) = Beginnings::read(Some(typed));
        let mut sought = sought.iter().flatten();
        sought.all(|word| words.replace(word, "") != words)
    }

    #[test]
    fn a_project_is_found_by_beginnings_of_its_name_and_code() {
        let words = found_by("Küche & Bad", "P-2026-07");
        for typed in [
            "küche",
            "kue",
            "kuche",
            "BAD ku",
            "p-2026-07",
            "2026",
            "7",
            "",
        ] {
            assert!(finds(typed, &words), "{typed}: {words}");
        }
        for typed in ["uche", "küche flur", "2027"] {
            assert!(!finds(typed, &words), "{typed}: {words}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_can_be_looked_for(typed in ".{0,80}", name in ".{0,80}", code in ".{1,40}") {
            let words = found_by(&name, &code);
            let Beginnings(sought) = Beginnings::read(Some(&typed));
            for word in sought.iter().flatten() {
                prop_assert!(word.len() > 1 && word.starts_with(' '));
            }
            let first = name.split_whitespace().next().unwrap_or_default();
            let is_plain = first.len() > 1 && first.bytes().all(|sign| sign.is_ascii_alphabetic());
            prop_assert!(!is_plain || finds(first, &words), "{first}: {words}");
        }
    }
}
