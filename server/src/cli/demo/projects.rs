//! What happens to a project of the demo: one of the staff keeps it through the product's own addresses.

use http::Method;
use serde_json::{Value, json};

use super::{
    browser::Browser,
    dated::dated,
    history::text,
    paper,
    script::{Project, ProjectAct},
};
use crate::{cli::Outcome, kit::clock::Time};

/// Whoever keeps a project, and what is known of it.
pub(super) struct Keeper<'a> {
    pub(super) browser: Browser<'a>,
    /// The demo's midnight, from which the days of its scripts are counted.
    pub(super) today: Time,
    /// The project as staff see it; `None` before it is made.
    pub(super) known: Option<&'a Value>,
    /// The client's id.
    pub(super) client_id: &'a str,
}

impl Keeper<'_> {
    /// Does one act; the project afterwards.
    pub(super) async fn act(&self, project: &Project, act: &ProjectAct) -> Outcome<Value> {
        match act {
            ProjectAct::Make(body) => self.make(project, body).await,
            ProjectAct::Change(body) => self.patch("", body).await,
            ProjectAct::Phases { phases } => self.save("phases", self.phases(phases)?).await,
            ProjectAct::Contacts { contacts } => {
                self.save("contacts", self.contacts(contacts).await?).await
            }
            ProjectAct::Milestone { phase, body } => {
                let mut body = body.clone();
                if let Some(phase) = phase {
                    body["phase_id"] = self.named("phases", phase)?["id"].clone();
                }
                self.post("/milestones", &body).await
            }
            ProjectAct::Reach { milestone } => {
                let path = self.of_milestone(milestone)?;
                self.patch(&path, &json!({ "is_reached": true })).await
            }
            ProjectAct::Move { milestone, body } => {
                let path = format!("{}/moves", self.of_milestone(milestone)?);
                self.post(&path, body).await
            }
            ProjectAct::NextAction(body) => self.post("/next-actions", body).await,
            ProjectAct::File {
                name,
                folder,
                note,
                lines,
                contact,
            } => {
                let root = match contact {
                    Some(_) => "/api/client",
                    None => "/api/admin",
                };
                let bytes = paper::file(name, lines);
                let (project_id, known) =
                    (text(self.known()?, "id")?, self.file(root, name).await?);
                let mut said = Vec::new();
                said.extend(note.as_deref().map(|note| ("note", note)));
                match &known {
                    Some(file_id) => said.push(("file_id", file_id)),
                    None => said.extend([
                        ("project_id", project_id.as_str()),
                        ("filename", name),
                        ("folder", folder),
                    ]),
                }
                self.browser.upload(root, &said, bytes).await?;
                Ok(self.known()?.clone())
            }
            ProjectAct::PublishFile { name } => {
                let file_id = self.file("/api/admin", name).await?;
                let file_id = file_id.ok_or_else(|| format!("no file {name}"))?;
                let path = format!("/api/admin/files/{file_id}/publication");
                self.browser.send(Method::POST, &path, None, None).await?;
                Ok(self.known()?.clone())
            }
        }
    }

    /// The file of this name, if the project has it.
    async fn file(&self, root: &str, name: &str) -> Outcome<Option<String>> {
        let project_id = text(self.known()?, "id")?;
        let path = format!("{root}/files?limit=100&project_id={project_id}");
        let list = self.browser.get(&path).await?;
        let mut files = list["items"].as_array().into_iter().flatten();
        let found = files.find(|file| file["name"] == name);
        found.map(|file| text(file, "id")).transpose()
    }

    async fn make(&self, project: &Project, body: &Value) -> Outcome<Value> {
        let mut body = dated(body, self.today)?;
        body["client_id"] = json!(self.client_id);
        body["code"] = json!(project.code);
        body["name"] = json!(project.name);
        self.browser.post("/api/admin/projects", &body).await
    }

    /// The phases with the ids of those that are there by name.
    fn phases(&self, phases: &[Value]) -> Outcome<Value> {
        let of = |phase: &Value| {
            let mut phase = phase.clone();
            if let Ok(known) = self.named("phases", phase["name"].as_str().unwrap_or_default()) {
                phase["id"] = known["id"].clone();
            }
            phase
        };
        dated(&phases.iter().map(of).collect(), self.today)
    }

    /// Key contacts, who stand in the script by their names.
    async fn contacts(&self, contacts: &[Value]) -> Outcome<Value> {
        let path = format!("{}/candidates", self.path()?);
        let candidates = self.browser.get(&path).await?;
        let id = |side: &str, name: &Value| {
            let mut all = candidates[side].as_array().into_iter().flatten();
            Some(all.find(|one| one["name"] == *name)?["id"].clone())
        };
        let of = |contact: &Value| {
            json!({
                "staff_id": id("staff", &contact["staff"]),
                "contact_id": id("contacts", &contact["contact"]),
                "what_for": contact["what_for"],
            })
        };
        Ok(contacts.iter().map(of).collect())
    }

    async fn save(&self, list: &str, items: Value) -> Outcome<Value> {
        let mut body = json!({ "revision": self.known()?["revision"] });
        body[list] = items;
        self.send(Method::PUT, &format!("/{list}"), &body).await
    }

    async fn patch(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.send(Method::PATCH, path, body).await
    }

    async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.send(Method::POST, path, body).await
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Outcome<Value> {
        let project = self.path()?;
        let body = dated(body, self.today)?;
        let path = format!("{project}{path}");
        self.browser.send(method, &path, Some(&body), None).await?;
        self.browser.get(&project).await
    }

    fn path(&self) -> Outcome<String> {
        let id = text(self.known()?, "id")?;
        Ok(format!("/api/admin/projects/{id}"))
    }

    fn of_milestone(&self, name: &str) -> Outcome<String> {
        let milestone = self.named("milestones", name)?;
        Ok(format!("/milestones/{}", text(milestone, "id")?))
    }

    fn named(&self, list: &str, name: &str) -> Outcome<&Value> {
        let all = self.known()?[list].as_array().into_iter().flatten();
        let found = all.into_iter().find(|one| one["name"] == name);
        found.ok_or_else(|| format!("no {name} among its {list}").into())
    }

    fn known(&self) -> Outcome<&Value> {
        self.known
            .ok_or_else(|| "the project was not made yet".into())
    }
}
