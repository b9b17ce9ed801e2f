//! Forty people at work at once: deciding (some of them about the same), answering quotes, writing and publishing,
//! sending links, asking for codes, reading.

use std::{
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use tokio::time::sleep;

use super::{
    client::{Answer, Client, Outcome, Request},
    ledger::{Act, What},
    world::{Contact, Item, World, draft, text},
};

/// Connections at once.
pub const PEOPLE: usize = 40;

/// What those at work share.
pub struct Load<'a> {
    world: &'a World,
    /// Set before somebody ends a server: from then on a request may stay unanswered.
    pub is_ending: AtomicBool,
    /// Set when everybody is to end.
    pub is_over: AtomicBool,
    /// Items that a second person decides about at the same time, of each client.
    rivals: Vec<Mutex<Vec<Item>>>,
    /// What was published under this load: the client's place and the document.
    published: Mutex<Vec<(usize, String)>>,
}

/// Somebody at work.
struct Worker<'a> {
    load: &'a Load<'a>,
    client: Client,
    acts: Vec<Act>,
}

impl Worker<'_> {
    /// Asks for something and writes it down. None: the server is gone.
    async fn act(&mut self, what: What, request: Request) -> Option<Answer> {
        let answer = self.ask(&request).await?;
        self.acts.push(Act {
            what,
            by: self.client.person.clone(),
            request,
            answer: answer.clone(),
        });
        answer
    }

    /// Outer none: it was not sent. Inner none: there was no answer.
    async fn ask(&mut self, request: &Request) -> Option<Option<Answer>> {
        let outcome = self.client.send(request).await;
        let is_ending = self.load.is_ending.load(Ordering::SeqCst);
        match outcome {
            Outcome::Answered(answer) => {
                assert!(answer.status < 500, "{request:?}: {answer:?}");
                Some(Some(answer))
            }
            other => {
                assert!(
                    is_ending,
                    "{other:?} although nobody was killed: {request:?}"
                );
                matches!(other, Outcome::Unanswered).then_some(None)
            }
        }
    }

    async fn read(&mut self, path: &str) -> Option<Answer> {
        let answer = self.ask(&Request::get(path)).await??;
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
        Some(answer)
    }
}

impl<'a> Load<'a> {
    pub fn new(world: &'a World) -> Self {
        Self {
            world,
            is_ending: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            rivals: world.sides.iter().map(|_| Mutex::default()).collect(),
            published: Mutex::default(),
        }
    }

    /// The work of the person of this number at a server, until that is gone or all is over.
    pub async fn work(&self, address: SocketAddr, number: usize) -> Vec<Act> {
        let (place, contact) = self.world.contacts().nth(number % 16).unwrap();
        let is_staff = (24..30).contains(&number);
        let person = if is_staff {
            &self.world.owner
        } else {
            &contact.person
        };
        let mut worker = Worker {
            load: self,
            client: Client::new(address, person),
            acts: Vec::new(),
        };
        for turn in 0.. {
            let goes_on = match number {
                0..16 => self.decide(&mut worker, place, contact, turn).await,
                16..20 => self.decide_too(&mut worker, number - 16).await,
                20..24 => self.respond(&mut worker, number - 20).await,
                24..28 => self.publish(&mut worker, number - 24, turn).await,
                28..30 => self.deliver(&mut worker).await,
                30..32 => self.ask_for_code(&mut worker, contact, turn).await,
                _ => self.look(&mut worker, turn).await,
            };
            if goes_on.is_none() || self.is_over.load(Ordering::SeqCst) {
                break;
            }
        }
        worker.acts
    }

    async fn decide(
        &self,
        worker: &mut Worker<'_>,
        place: usize,
        contact: &Contact,
        turn: usize,
    ) -> Option<()> {
        let Some(item) = self.world.sides[place].take_plan() else {
            return self.wait(worker, turn).await;
        };
        if turn.is_multiple_of(4) && contact.id != self.world.sides[place].contacts[3].id {
            self.rivals[place].lock().unwrap().push(item.clone());
        }
        self.acknowledge(worker, &item, contact).await
    }

    /// The last executive of a client decides about what another decides about at the same time.
    async fn decide_too(&self, worker: &mut Worker<'_>, place: usize) -> Option<()> {
        let contact = &self.world.sides[place].contacts[3];
        worker.client.person = contact.person.clone();
        let item = self.rivals[place].lock().unwrap().pop();
        match item {
            Some(item) => self.acknowledge(worker, &item, contact).await,
            None => self.wait(worker, 0).await,
        }
    }

    async fn acknowledge(
        &self,
        worker: &mut Worker<'_>,
        item: &Item,
        contact: &Contact,
    ) -> Option<()> {
        let request = Request::post("/api/client/decisions", &item.acknowledgement());
        let what = What::Decision {
            item: item.id.clone(),
            contact: contact.id.clone(),
        };
        let request = request.under(self.world.key());
        worker.act(what, request).await.map(drop)
    }

    async fn respond(&self, worker: &mut Worker<'_>, place: usize) -> Option<()> {
        let side = &self.world.sides[place];
        worker.client.person = side.contacts[0].person.clone();
        let Some(item) = side.take_quote() else {
            return self.wait(worker, 1).await;
        };
        let path = format!("/api/client/documents/{}/response", item.document);
        let request = Request::post(path, &item.acceptance()).under(self.world.key());
        let what = What::Response {
            document: item.document_id,
        };
        worker.act(what, request).await.map(drop)
    }

    async fn publish(&self, worker: &mut Worker<'_>, place: usize, turn: usize) -> Option<()> {
        let kind = if turn.is_multiple_of(2) {
            "plan"
        } else {
            "quote"
        };
        let body = draft(&self.world.sides[place].client_id, kind, "Under load");
        let request = Request::post("/api/admin/documents", &body).under(self.world.key());
        let begun = worker.act(What::Draft, request).await?;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let document = text(&begun.json(), "id");
        let path = format!("/api/admin/documents/{document}/publication");
        let what = What::Publication {
            document: document.clone(),
        };
        let published = worker.act(what, Request::post(path, &json!({}))).await?;
        assert_eq!(published.status, 200, "{}", published.body);
        self.published.lock().unwrap().push((place, document));
        Some(())
    }

    async fn deliver(&self, worker: &mut Worker<'_>) -> Option<()> {
        let document = self.published.lock().unwrap().pop();
        let Some((place, document)) = document else {
            return worker.read("/api/admin/inbox?limit=5").await.map(drop);
        };
        let contact = &self.world.sides[place].contacts[1];
        let body = json!({ "contact_id": contact.id, "channel": "sms" });
        let path = format!("/api/admin/documents/{document}/delivery");
        let request = Request::post(path, &body).under(self.world.key());
        worker.act(What::Delivery, request).await.map(drop)
    }

    async fn ask_for_code(
        &self,
        worker: &mut Worker<'_>,
        contact: &Contact,
        turn: usize,
    ) -> Option<()> {
        if !turn.is_multiple_of(20) {
            return self.wait(worker, turn).await;
        }
        let body = json!({ "phone": contact.phone });
        let request = Request::post("/api/client/sign-in", &body);
        worker.act(What::SignIn, request).await.map(drop)
    }

    /// What somebody does who has nothing to do.
    async fn wait(&self, worker: &mut Worker<'_>, turn: usize) -> Option<()> {
        sleep(Duration::from_millis(10)).await;
        self.look(worker, turn).await
    }

    async fn look(&self, worker: &mut Worker<'_>, turn: usize) -> Option<()> {
        let path = match turn % 3 {
            0 => "/api/client/action-items?limit=10",
            1 => "/api/client/documents?limit=10",
            _ => "/api/client/session",
        };
        worker.read(path).await.map(drop)
    }
}
