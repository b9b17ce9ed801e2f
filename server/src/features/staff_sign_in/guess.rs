//! Guesses at passwords, counted before they are looked at (P12).
//!
//! They are counted for the whole staff host, not under the account's provider: an account that does not exist has
//! none, and must be limited like one that does.

use std::time::Duration;

use crate::{
    app::App,
    config::SignIn,
    db::Because,
    error::Result,
    kit::{
        id::Id,
        limit::{Rule, staff as limit},
    },
};

const WINDOW: Duration = Duration::from_secs(600);

/// One guess at an account, which may exist or not.
pub(super) struct Guess {
    /// The account's e-mail.
    pub(super) email: String,
    /// Where it comes from.
    pub(super) network: String,
    /// What it is counted as: for its network and for its account.
    pub(super) events: [Id; 2],
}

impl Guess {
    fn rules(most: &SignIn) -> [Rule; 2] {
        let rule = |kind, most| Rule {
            kind,
            most,
            window: WINDOW,
        };
        [
            rule("password_network", most.passwords_per_ip),
            rule("password_account", most.passwords_per_account),
        ]
    }

    fn subjects(&self) -> [&str; 2] {
        [&self.network, &self.email]
    }

    /// Counts the guess, if there is room for it; else the seconds to wait.
    pub(super) async fn count(&self, app: &App) -> Result<Option<u64>> {
        let now = app.clock.now();
        let rules = Self::rules(&app.config.sign_in);
        let system = app.db.system(Because::StaffSignIn);
        let write = system.write().await?;
        let mut wait_s = None;
        for (rule, subject) in rules.iter().zip(self.subjects()) {
            let standing = limit::look(&write, rule, subject, now).await?;
            wait_s = wait_s.max(standing.wait_s(now));
        }
        if wait_s.is_some() {
            return Ok(wait_s);
        }
        for ((rule, subject), event) in rules.iter().zip(self.subjects()).zip(self.events) {
            limit::note(&write, rule, subject, event, now).await?;
        }
        write.commit().await?;
        Ok(None)
    }

    /// The guess was right: it counts no longer.
    pub(super) async fn forget(&self, app: &App) -> Result<()> {
        let rules = Self::rules(&app.config.sign_in);
        let system = app.db.system(Because::StaffSignIn);
        let write = system.write().await?;
        for ((rule, subject), event) in rules.iter().zip(self.subjects()).zip(self.events) {
            limit::forget(&write, rule, subject, event).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Costs what recording a refusal costs, for an account that does not exist and has no audit to stand in.
    pub(super) async fn touch(&self, app: &App) -> Result<()> {
        let rules = Self::rules(&app.config.sign_in);
        let system = app.db.system(Because::StaffSignIn);
        let write = system.write().await?;
        limit::touch(&write, &rules[1], &self.email, app.clock.now()).await?;
        write.commit().await?;
        Ok(())
    }
}
