//! A gateway that sends nothing and keeps everything, so that mail and SMS can be read on the spot: the demo's.

use std::{
    fs::OpenOptions,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::gateway::{Letter, SendError};
use crate::kit::clock::Time;

/// A message that was kept in place of being sent, whole: with its codes and links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLetter {
    /// `sms` or `email`.
    pub channel: String,
    /// E.164 number or e-mail address.
    pub to: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// The whole text.
    pub text: String,
    /// When it would have left.
    pub at: Time,
}

/// Messages kept in memory and in a file of one JSON object a line.
pub struct LocalOutbox {
    file: PathBuf,
    letters: Mutex<Vec<KeptLetter>>,
}

impl LocalOutbox {
    /// Goes on with the file of an earlier start, if there is one. A line that is cut off is passed over.
    pub fn open(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let letters = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        Self {
            file: file.to_owned(),
            letters: Mutex::new(letters),
        }
    }

    /// Everything kept so far, the newest first.
    pub fn letters(&self) -> Vec<KeptLetter> {
        let mut letters: Vec<KeptLetter> = self.held().iter().rev().cloned().collect();
        letters.sort_by_key(|letter| std::cmp::Reverse(letter.at));
        letters
    }

    /// The one kept last.
    pub fn last(&self) -> Option<KeptLetter> {
        self.held().last().cloned()
    }

    pub(super) fn keep(&self, letter: &Letter) -> Result<(), SendError> {
        let kept = KeptLetter {
            channel: letter.channel.word().to_owned(),
            to: letter.recipient.clone(),
            subject: letter.subject.clone(),
            text: letter.text.clone(),
            at: Time::from_micros(letter.sent_at_s.saturating_mul(1_000_000)),
        };
        let mut held = self.held();
        self.append(&kept)
            .map_err(|error| SendError::Away(format!("{}: {error}", self.file.display())))?;
        held.push(kept);
        Ok(())
    }

    fn append(&self, kept: &KeptLetter) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(kept)?;
        line.push(b'\n');
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.file)?
            .write_all(&line)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<KeptLetter>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{id::TestIds, outbox::Channel};

    #[test]
    fn letters_are_kept_newest_first_and_over_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("outbox.jsonl");
        let letter = |to: &str| Letter {
            message_id: TestIds::nth(1),
            channel: Channel::Sms,
            sender_name: None,
            recipient: to.into(),
            subject: None,
            text: "123456 is your code".into(),
            html: None,
            sent_at: std::time::SystemTime::UNIX_EPOCH,
            sent_at_s: 7,
        };
        let outbox = LocalOutbox::open(&file);
        outbox.keep(&letter("+491713920001")).unwrap();
        outbox.keep(&letter("+491713920002")).unwrap();
        let kept = LocalOutbox::open(&file).letters();
        assert_eq!(kept, outbox.letters());
        assert_eq!(kept[0].to, "+491713920002");
        assert_eq!((kept.len(), kept[1].at.seconds()), (2, 7));
    }
}
