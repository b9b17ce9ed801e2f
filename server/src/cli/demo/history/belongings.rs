//! What the brand has beside its quotes: types and templates of its own, changed drafts, and what was only read.

use serde_json::json;

use super::{MOMENT, Past, page_of};
use crate::cli::{Outcome, demo::script::Quote};

impl<'a> Past<'a> {
    pub(super) async fn add_document_types(&self) -> Outcome {
        let owner = self.staff(&self.script.staff[0].name).await?;
        for kind in &self.script.document_types {
            self.clock.advance(MOMENT);
            owner.post("/api/admin/document-types", kind).await?;
        }
        Ok(())
    }

    pub(super) async fn keep_templates(&self) -> Outcome {
        let owner = self.staff(&self.script.staff[0].name).await?;
        for (name, title) in &self.script.templates {
            self.clock.advance(MOMENT);
            let body = json!({ "document_id": self.quotes[title.as_str()]["id"], "name": name });
            owner.post("/api/admin/document-templates", &body).await?;
        }
        Ok(())
    }

    /// Its author writes another first sentence.
    pub(super) async fn change(&mut self, quote: &'a Quote, intro: &str) -> Outcome {
        let known = &self.quotes[quote.title.as_str()];
        let mut content = known["draft"].clone();
        content["intro"] = json!(intro);
        let body = json!({
            "draft_revision": known["draft_revision"], "title": known["title"], "content": content
        });
        let path = format!("{}/draft", self.address(quote)?);
        let author = self.staff(&quote.author).await?;
        let shown = author
            .send(http::Method::PUT, &path, Some(&body), None)
            .await?;
        self.quotes.insert(&quote.title, shown);
        Ok(())
    }

    /// A contact signs in, reads it and says so.
    pub(super) async fn acknowledge(&self, quote: &Quote, contact: &str) -> Outcome {
        let browser = self.contact(contact).await?;
        let page = page_of(&self.quotes[quote.title.as_str()])?;
        let shown = browser.get(&format!("/api/client{page}")).await?;
        self.clock.advance(5 * MOMENT);
        let body = json!({ "items": [{
            "action_item_id": shown["action_item_id"], "outcome": "acknowledged",
            "version_hash": shown["version_hash"]
        }] });
        let (post, key) = (http::Method::POST, self.app.ids.id().to_string());
        browser
            .send(post, "/api/client/decisions", Some(&body), Some(&key))
            .await?;
        self.clock.advance(MOMENT);
        browser
            .send(http::Method::DELETE, "/api/client/session", None, None)
            .await?;
        Ok(())
    }
}
