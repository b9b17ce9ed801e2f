//! `portico doctor` as a program: what it finds, and that it changes nothing.

use std::{
    path::Path,
    process::{Command, Output},
};

/// Runs the program in a folder, with nothing configured but this.
fn portico(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PORTICO_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .current_dir(folder)
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_doctor_of_an_empty_folder_says_what_is_missing_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let few = [("PORTICO_SERVER_MAX_CONNECTIONS", "500")];
    let output = portico(folder.path(), &["doctor"], &few);
    let told = told(&output);
    for line in [
        "ok     key: will be made at the first start",
        "ok     database: will be made at the first start",
        ": room for 500 connections, 375 of them streams of events",
        "NOTE   mail: not set up: messages wait in the outbox, 0 now",
        "NOTE   SMS: not set up: messages wait in the outbox, 0 now",
        "everything: this machine, data",
    ] {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "it made something");
}

#[test]
fn the_doctor_names_each_portal_each_place_and_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let make = [
        "provider",
        "create",
        "--name",
        "Studio",
        "--host",
        "www.studio.example",
        "--owner-email",
        "olga@studio.example",
    ];
    let made = portico(folder.path(), &make, &[]);
    assert!(made.status.success(), "{made:?}");
    let operator = ["operator", "create", "--email", "ines@portico.example"];
    let made = portico(folder.path(), &operator, &[]);
    assert!(told(&made).contains("Password"), "{made:?}");
    let again = portico(folder.path(), &operator, &[]);
    assert!(!again.status.success(), "the e-mail is taken");
    let configured = [
        // Nobody listens there.
        ("PORTICO_MAIL_SMTP_URL", "smtp://user:secret@127.0.0.1:9"),
        ("PORTICO_MAIL_FROM", "desk@studio.example"),
        ("PORTICO_MAIL_REGION", "Zurich"),
    ];
    let output = portico(folder.path(), &["doctor"], &configured);
    let told = told(&output);
    for line in [
        "ok     isolation: a stranger to every provider sees no row",
        "ok     brand domain: https://www.studio.example  (Studio)",
        "ok     operators: 1, 1 of them without a second factor yet",
        "ok     jobs: none was given up",
        "FAILED mail: 127.0.0.1:9",
        "mail: recipients and texts: 127.0.0.1:9 (Zurich)",
    ] {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
    assert!(!told.contains("secret"), "{told}");
    assert!(!output.status.success(), "mail does not work");
    let listed = portico(folder.path(), &["operator", "list"], &[]);
    assert!(
        String::from_utf8_lossy(&listed.stdout).contains("ines@portico.example"),
        "{listed:?}"
    );
}
