//! What was asked of a program and what it answered, held against what its database has.

use std::collections::{HashMap, HashSet};

use super::{
    client::{Answer, Client, Outcome, Person, Request},
    world::{World, text},
};

/// What an act is to change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// An item is acknowledged by a contact.
    Decision { item: String, contact: String },
    /// A quote is accepted.
    Response { document: String },
    /// A document is begun.
    Draft,
    /// It is published.
    Publication { document: String },
    /// A link to it is sent.
    Delivery,
    /// A code is asked for.
    SignIn,
}

/// Something asked, and its answer; none when there was none.
#[derive(Debug, Clone)]
pub struct Act {
    pub what: What,
    pub by: Person,
    pub request: Request,
    pub answer: Option<Answer>,
}

impl Act {
    /// Whether it was answered with a success.
    pub fn is_done(&self) -> bool {
        self.status().is_some_and(|status| status < 300)
    }

    fn status(&self) -> Option<u16> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    /// Asks once more under the same key, where a key makes that the same act. Whoever decided too often within a
    /// minute is not told what became of it.
    pub async fn repeat(&mut self, client: &mut Client) {
        if self.request.key.is_none() {
            return;
        }
        self.answer = match client.send(&self.request).await {
            Outcome::Answered(answer) if answer.status == 429 => None,
            Outcome::Answered(answer) => Some(answer),
            other => panic!("{other:?} although nobody was killed: {self:?}"),
        };
    }
}

/// All that was asked.
#[derive(Default)]
pub struct Ledger {
    pub acts: Vec<Act>,
}

/// How often each first column stands among rows.
fn counted(rows: &[Vec<String>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for row in rows {
        *counts.entry(row.join(" ")).or_default() += 1;
    }
    counts
}

impl Ledger {
    /// Every success is in the database exactly once, nothing is there that was refused, and nothing that nobody asked.
    /// `seeded`: the documents that were there before.
    pub async fn check(&self, world: &World, seeded: usize) {
        let decisions = world
            .rows("select action_item_id, contact_id from decision where kind = 'acknowledge'");
        let decisions = counted(&decisions.await);
        let responses = counted(&world.rows("select document_id from response").await);
        let documents = counted(&world.rows("select document_id from document").await);
        let versions = counted(&world.rows("select document_id from document_version").await);
        let links = counted(
            &world
                .rows("select delivery_link_id from delivery_link")
                .await,
        );
        let is_open = |act: &Act| act.is_done() || act.answer.is_none();
        // What was refused may be asked for again, and then be done.
        let others = self.acts.iter().filter(|act| is_open(act));
        let others: HashSet<&What> = others.map(|act| &act.what).collect();
        for act in &self.acts {
            let (table, key) = match &act.what {
                What::Decision { item, contact } => (&decisions, format!("{item} {contact}")),
                What::Response { document } => (&responses, document.clone()),
                What::Publication { document } => (&versions, document.clone()),
                What::Draft if act.is_done() => (&documents, made(act)),
                What::Delivery if act.is_done() => (&links, made(act)),
                What::Draft | What::Delivery | What::SignIn => continue,
            };
            let there = table.get(&key).copied().unwrap_or_default();
            match act.status() {
                Some(200..=299) => assert_eq!(there, 1, "answered and not there once: {act:?}"),
                Some(_) => assert!(
                    there == 0 || others.contains(&act.what),
                    "refused and there: {act:?}"
                ),
                None => assert!(there <= 1, "there twice: {act:?}"),
            }
        }
        let count = |wanted: fn(&What) -> bool, is_counted: fn(&Act) -> bool| {
            let acts = self.acts.iter().filter(|act| wanted(&act.what));
            acts.filter(|act| is_counted(act)).count()
        };
        let between = |name: &str, there: usize, wanted: fn(&What) -> bool, before: usize| {
            let (least, most) = (count(wanted, Act::is_done), count(wanted, is_open));
            assert!(
                (before + least..=before + most).contains(&there),
                "{there} {name}, not {least} to {most} more than {before}"
            );
        };
        let decided = |what: &What| matches!(what, What::Decision { .. });
        between("decisions", decisions.len(), decided, 0);
        let responded = |what: &What| matches!(what, What::Response { .. });
        between("responses", responses.len(), responded, 0);
        between(
            "documents",
            documents.len(),
            |what| matches!(what, What::Draft),
            seeded,
        );
        let published = |what: &What| matches!(what, What::Publication { .. });
        between("versions", versions.len(), published, seeded);
        between(
            "links",
            links.len(),
            |what| matches!(what, What::Delivery),
            0,
        );
        let codes = world.rows("select sign_in_id from sign_in").await.len();
        between("codes", codes, |what| matches!(what, What::SignIn), 0);
    }

    /// How many acts there were, and how many of them succeeded.
    pub fn told(&self) -> String {
        let done = self.acts.iter().filter(|act| act.is_done()).count();
        format!("{} acts, {done} done", self.acts.len())
    }
}

/// The id of what an act made.
fn made(act: &Act) -> String {
    text(&act.answer.as_ref().unwrap().json(), "id")
}
