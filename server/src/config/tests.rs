//! What is read from the file and the environment, and what is refused.

use super::*;

fn load(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let find = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Config::from_text(text, find).map_err(|error| error.0)
}

#[test]
fn nothing_configured_is_enough() {
    let config = load("", &[]).unwrap();
    assert_eq!(config.staff_site().unwrap().origin, "http://localhost:3060");
    assert!(config.server.trusted_proxies.is_empty() && !config.is_postgres());
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = "[server]\naddress = \"0.0.0.0:80\"\nmax_in_flight = 5\n";
    let config = load(
        file,
        &[
            ("PORTICO_SERVER_ADDRESS", "127.0.0.1:99"),
            ("PORTICO_SERVER_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1"),
        ],
    )
    .unwrap();
    assert_eq!(config.server.address.port(), 99);
    assert_eq!(
        (
            config.server.max_in_flight,
            config.server.trusted_proxies.len()
        ),
        (5, 2)
    );
}

#[test]
fn what_is_wrong_is_named_with_its_key() {
    let wrong = |text: &str| load(text, &[]).unwrap_err();
    assert!(
        wrong("[server]\nadress = \"x\"").contains("unknown field `adress`"),
        "{}",
        wrong("[server]\nadress = \"x\"")
    );
    assert!(wrong("[server]\naddress = \"x\"").starts_with("server.address:"));
    assert!(wrong("[server]\ntrusted_proxies = [\"x\"]").contains("server.trusted_proxies"));
    assert!(
        wrong("[staff]\norigin = \"http://staff.example\"").starts_with("staff.origin: https://")
    );
    assert!(wrong("[database]\nurl = \"mysql://\"").starts_with("database.url:"));
    assert!(wrong("[log]\nformat = \"xml\"").contains("`text` or `json`"));
    for (text, start) in [
        (
            "[sign_in]\nsends_per_address = 0",
            "sign_in.sends_per_address: 1 to 20",
        ),
        (
            "[sign_in]\ncodes_per_address = 21",
            "sign_in.codes_per_address: 1 to 20",
        ),
        (
            "[sign_in]\npasswords_per_ip = 100001",
            "sign_in.passwords_per_ip: 1 to 100000",
        ),
        ("[sign_in]\ncodes_per_ip = -1", "sign_in.codes_per_ip:"),
        (
            "[sms]\ncountries = [\"Germany\"]",
            "sms.countries: `Germany`",
        ),
        ("[sms]\ncountries = []", "sms.countries: at least one"),
        ("[sms]\nprice_minor = 7", "sms.price_minor: counts only"),
        ("[sms]\ndaily_ceiling = 0", "sms.daily_ceiling: at least 1"),
        (
            "[sms]\ndaily_ceiling = 5\nprice_minor = 7",
            "sms.daily_ceiling: at least sms.price",
        ),
    ] {
        assert!(wrong(text).starts_with(start), "{}", wrong(text));
    }
    assert!(
        load("", &[("PORTICO_SERVER_MAX_IN_FLIGHT", "many")])
            .unwrap_err()
            .contains("PORTICO_SERVER_MAX_IN_FLIGHT")
    );
}

#[test]
fn a_price_turns_the_ceiling_into_money() {
    let file = "[sms]\ndaily_ceiling = 100\n";
    let most = |variables: &[(&str, &str)]| load(file, variables).unwrap().sms.rules().most_a_day;
    assert_eq!(most(&[]), Some(100));
    assert_eq!(most(&[("PORTICO_SMS_PRICE_MINOR", "7")]), Some(14));
    assert_eq!(load("", &[]).unwrap().sms.rules().most_a_day, None);
}

#[test]
fn every_key_stands_in_the_guide() {
    let guide = include_str!("../../../docs/configuration.md");
    for key in keys() {
        assert!(guide.contains(&format!("| `{key}` |")), "{key}");
    }
    for listed in guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
    {
        assert!(keys().any(|key| key == listed), "{listed} is no key");
    }
}

#[test]
fn every_key_has_a_variable() {
    for key in keys() {
        let given = match key {
            "server.address" | "dns.server" | "operations.address" => "127.0.0.1:1",
            "staff.origin" => "https://a.example",
            "database.url" => "postgres://x",
            "log.format" => "json",
            "server.trusted_proxies" => "10.0.0.0/8",
            "sms.countries" => "DE, AT",
            // It counts only with a ceiling, which is tried beside it.
            "sms.price_minor" => continue,
            _ if key.ends_with("_file") => "/dev/null",
            _ => "7",
        };
        load("", &[(&variable_name(key), given)]).unwrap_or_else(|error| panic!("{key}: {error}"));
    }
}
