//! Every place that data goes to, as configured: the server talks to no other (T27).

use crate::config::Config;

/// A place, and what goes there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What goes there.
    pub(super) what: &'static str,
    /// Its host, or a file.
    pub(super) place: String,
    /// Where that is, as the operator says.
    pub(super) region: Option<String>,
}

/// All of them.
pub(super) fn places(config: &Config) -> Vec<Place> {
    let mut places = vec![match &config.database.url {
        Some(url) => Place {
            what: "everything",
            place: format!("PostgreSQL at {}", host_of(url)),
            region: config.database.region.clone(),
        },
        None => Place {
            what: "everything",
            place: format!("this machine, {}", config.data_folder.display()),
            region: config.database.region.clone(),
        },
    }];
    if let Some(url) = &config.mail.smtp_url {
        places.push(Place {
            what: "mail: recipients and texts",
            place: host_of(url),
            region: config.mail.region.clone(),
        });
    }
    let sms = match (&config.sms.webhook_url, &config.sms.twilio_account_sid) {
        (Some(url), _) => Some(host_of(url)),
        (None, Some(_)) => Some("api.twilio.com".to_owned()),
        (None, None) => None,
    };
    places.extend(sms.map(|place| Place {
        what: "SMS: numbers and texts",
        place,
        region: config.sms.region.clone(),
    }));
    places.push(Place {
        what: "names of domains to be proven",
        place: config.dns.server.map_or_else(
            || "the system's DNS servers".to_owned(),
            |server| format!("DNS at {server}"),
        ),
        region: None,
    });
    places
}

/// The host of an address, never what stands before it: that may be a password.
fn host_of(url: &str) -> String {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    host.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_configured_sends_nothing_away() {
        let found = places(&Config::default());
        let told: Vec<_> = found.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(told, ["this machine, data", "the system's DNS servers"]);
    }

    #[test]
    fn every_gateway_is_named_without_its_password() {
        let mut config = Config::default();
        config.database.url = Some("postgres://portico:se@cret@db.example:5432/portico".into());
        config.database.region = Some("Frankfurt".into());
        config.mail.smtp_url = Some("smtps://user:secret@mail.example:465".into());
        config.sms.webhook_url = Some("https://sms.example/send?key=secret".into());
        let found = places(&config);
        let told: Vec<_> = found.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(
            told,
            [
                "PostgreSQL at db.example:5432",
                "mail.example:465",
                "sms.example",
                "the system's DNS servers"
            ]
        );
        assert_eq!(found[0].region.as_deref(), Some("Frankfurt"));
        assert!(!format!("{found:?}").contains("secret"));
    }
}
