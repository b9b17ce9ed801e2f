//! Files: how a rightful caller calls their operations, and what there is of them.

use serde_json::{Value, json};

use super::{
    call::{CREATION, Call, Ids, PART, text_at},
    rightful::LOGO,
    table::{DECIDERS, FOLLOWERS, Fresh, INVITERS, Row, TEAM},
    world::{Session, Side, World},
};

/// The rows of files.
pub fn rows() -> Vec<Row> {
    let mut rows = of_clients();
    rows.extend(of_staff());
    rows
}

fn of_clients() -> Vec<Row> {
    const OWN: &[(&str, &str)] = &[("upload_id", "client_upload_id")];
    let one = "/api/client/uploads/{upload_id}";
    let upload = |method, ok| {
        let row = Row::new(method, one, DECIDERS, ok);
        row.alias(OWN).fresh(Fresh::Upload)
    };
    vec![
        Row::new("POST", "/api/client/uploads", DECIDERS, 201)
            .body(|ids| json!({ "filename": "canary-north", "project_id": ids["project_id"] })),
        upload("HEAD", 200),
        upload("PATCH", 204),
        upload("DELETE", 204),
        Row::new("GET", "/api/client/files", FOLLOWERS, 200),
        Row::new("GET", "/api/client/file-folders", FOLLOWERS, 200),
        Row::new(
            "GET",
            "/api/client/files/{file_id}/versions",
            FOLLOWERS,
            200,
        ),
        Row::new(
            "POST",
            "/api/client/files/{file_id}/versions/{version}/download",
            FOLLOWERS,
            200,
        ),
        Row::new("GET", "/api/client/downloads/{token}", FOLLOWERS, 200).fresh(Fresh::Download),
    ]
}

fn of_staff() -> Vec<Row> {
    let one = "/api/admin/uploads/{upload_id}";
    let file = "/api/admin/files/{file_id}";
    vec![
        Row::new("POST", "/api/admin/uploads", TEAM, 201).body(|ids| {
            json!({ "filename": "canary-north", "client_id": ids["client_id"], "project_id": ids["project_id"] })
        }),
        Row::new("HEAD", one, TEAM, 200).fresh(Fresh::Upload),
        Row::new("PATCH", one, TEAM, 204).fresh(Fresh::Upload),
        Row::new("DELETE", one, TEAM, 204).fresh(Fresh::Upload),
        Row::new("GET", "/api/admin/files", TEAM, 200),
        Row::new(
            "GET",
            "/api/admin/clients/{client_id}/file-folders",
            TEAM,
            200,
        ),
        Row::new("GET", file, TEAM, 200),
        Row::new("PATCH", file, TEAM, 200)
            .body(|_| json!({ "folder": "canary-north" }))
            .fresh(Fresh::File),
        Row::new("DELETE", file, TEAM, 204).fresh(Fresh::File),
        Row::new("POST", "/api/admin/files/{file_id}/publication", INVITERS, 200)
            .fresh(Fresh::File),
        Row::new("POST", "/api/admin/files/{file_id}/withdrawal", INVITERS, 200)
            .fresh(Fresh::PublishedFile),
        Row::new(
            "POST",
            "/api/admin/files/{file_id}/versions/{version}/restoration",
            TEAM,
            200,
        )
        .fresh(Fresh::File),
        Row::new(
            "POST",
            "/api/admin/files/{file_id}/versions/{version}/download",
            TEAM,
            200,
        ),
        Row::new("GET", "/api/admin/downloads/{token}", TEAM, 200).fresh(Fresh::Download),
    ]
}

impl World {
    async fn tus(
        &self,
        session: &Session,
        method: &str,
        path: &str,
        body: (&str, Vec<u8>),
    ) -> Value {
        let call = Call {
            host: &session.host,
            cookie: Some((session.cookie, &session.token)),
            method,
            path,
            body: Some(body),
        };
        let answer = call.send(&self.test).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.json()
    }

    /// Begins an upload of six bytes as this session.
    pub async fn begin_upload(
        &self,
        side: &Side,
        session: &Session,
        name: &str,
        project_id: Option<&String>,
    ) -> Value {
        let mut said = json!({ "filename": name, "client_id": side.ids["client_id"] });
        if let Some(project_id) = project_id {
            said["project_id"] = json!(project_id);
        }
        let path = format!("{}/uploads", root(session));
        let said = (CREATION, said.to_string().into_bytes());
        self.tus(session, "POST", &path, said).await
    }

    /// A file of a side that was brought by its provider and found clean; its id.
    pub async fn file(&self, side: &Side, kind: &str, project_id: Option<&String>) -> String {
        let owner = &self.providers[side.provider].staff[0];
        let name = format!("canary-{}-{kind} file", side.name);
        let begun = self.begin_upload(side, owner, &name, project_id).await;
        let path = format!("/api/admin/uploads/{}", text_at(&begun, "id"));
        self.tus(owner, "PATCH", &path, (PART, LOGO[..6].to_vec()))
            .await;
        while portico::jobs::run_due(&self.test.app).await.unwrap() > 0 {}
        text_at(&begun, "file_id")
    }

    /// One that its client sees.
    pub async fn published_file(
        &self,
        side: &Side,
        kind: &str,
        project_id: Option<&String>,
    ) -> String {
        let owner = &self.providers[side.provider].staff[0];
        let file = self.file(side, kind, project_id).await;
        let path = format!("/api/admin/files/{file}/publication");
        self.must(owner, "POST", &path, json!({})).await;
        file
    }

    /// One of each project and of none, a draft, a withdrawn one, and an upload of either side.
    pub async fn add_files(&self, side: &mut Side) {
        let owner = &self.providers[side.provider].staff[0];
        let (project, other) = (
            side.ids["project_id"].clone(),
            side.ids["project_two_id"].clone(),
        );
        let mut made = Ids::from([
            ("version", "1".to_owned()),
            ("token", "of-nobody".to_owned()),
        ]);
        for (key, kind, project) in [
            ("file_id", "one", Some(&project)),
            ("two_file_id", "two", Some(&other)),
            ("free_file_id", "free", None),
            ("withdrawn_file_id", "withdrawn", Some(&project)),
        ] {
            made.insert(key, self.published_file(side, kind, project).await);
        }
        made.insert(
            "draft_file_id",
            self.file(side, "draft", Some(&project)).await,
        );
        let path = format!("/api/admin/files/{}/withdrawal", made["withdrawn_file_id"]);
        self.must(owner, "POST", &path, json!({})).await;
        let executive = &side.contacts[0];
        for (key, session) in [("upload_id", owner), ("client_upload_id", executive)] {
            let begun = self
                .begin_upload(side, session, "canary", Some(&project))
                .await;
            made.insert(key, text_at(&begun, "id"));
        }
        side.ids.extend(made);
    }

    /// Makes what a call of files uses up; what stands for it.
    pub async fn fresh_file(&self, side: &Side, session: &Session, what: Fresh) -> Ids {
        let project = Some(&side.ids["project_id"]);
        match what {
            Fresh::Upload => {
                let begun = self
                    .begin_upload(side, session, "canary-north", project)
                    .await;
                Ids::from([("upload_id", text_at(&begun, "id"))])
            }
            Fresh::Download => {
                let path = format!(
                    "{}/files/{}/versions/1/download",
                    root(session),
                    side.ids["file_id"]
                );
                let made = self.must(session, "POST", &path, Value::Null).await;
                let url = text_at(&made, "url");
                let token = url.rsplit('/').next().unwrap();
                Ids::from([("token", token.to_owned())])
            }
            Fresh::File => Ids::from([("file_id", self.file(side, "fresh", project).await)]),
            _ => Ids::from([("file_id", self.published_file(side, "fresh", project).await)]),
        }
    }
}

/// What the paths of a session begin with.
fn root(session: &Session) -> &'static str {
    if session.is_staff {
        "/api/admin"
    } else {
        "/api/client"
    }
}
