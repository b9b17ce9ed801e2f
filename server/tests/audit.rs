//! `portico audit`, as it is typed: its words and its exit code.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn portico(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(arguments)
        .env("PORTICO_DATA_FOLDER", folder.join("data"))
        .env_remove("PORTICO_DATABASE_URL")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_audit_is_proven_and_exported_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let run = |arguments: &[&str]| portico(folder, arguments);
    assert!(run(&["migrate"]).status.success());
    let created = run(&[
        "provider",
        "create",
        "--name",
        "Studio",
        "--host",
        "studio.example",
        "--owner-email",
        "olga@studio.example",
    ]);
    assert!(created.status.success(), "{}", text(&created.stderr));

    let whole = run(&["audit", "verify", "--json"]);
    assert!(whole.status.success(), "{}", text(&whole.stderr));
    let reports: serde_json::Value = serde_json::from_slice(&whole.stdout).unwrap();
    let (provider, entries) = (
        reports[0]["provider_id"].as_str().unwrap(),
        &reports[0]["entries"],
    );
    assert!(entries.as_i64().unwrap() >= 1, "{reports}");
    assert_eq!(reports[0]["faults"], serde_json::json!([]));
    let export = run(&["audit", "export", "--provider", provider]);
    assert!(export.status.success(), "{}", text(&export.stderr));
    assert!(
        text(&export.stdout).contains("audit_exported"),
        "who writes names out is in the audit"
    );
    let file = folder.join("audit.jsonl");
    fs::write(&file, &export.stdout).unwrap();
    let (file, elsewhere) = (file.to_str().unwrap(), tempfile::tempdir().unwrap());
    let proven = portico(elsewhere.path(), &["audit", "verify", "--file", file]);
    assert!(proven.status.success(), "{}", text(&proven.stderr));
    assert!(
        text(&proven.stdout).starts_with("whole "),
        "{}",
        text(&proven.stdout)
    );
    assert!(
        !elsewhere.path().join("data").exists(),
        "no server is needed, and none is made"
    );

    // A hash that no seal carries was kept of another chain.
    let kept = "07".repeat(32);
    for file in [vec!["--file", file], vec!["--provider", provider]] {
        let arguments = [vec!["audit", "verify", "--expect", &kept], file].concat();
        let other = run(&arguments);
        assert_eq!(other.status.code(), Some(1));
        assert!(text(&other.stderr).contains(&format!("no seal carries {kept}")));
    }
    assert_eq!(
        run(&["audit", "verify", "--expect", "07"]).status.code(),
        Some(2)
    );

    // Without its last line an export is not whole, and neither is a database without its first entry.
    let lines = text(&export.stdout);
    let cut = lines.trim_end().rsplit_once('\n').unwrap().0;
    fs::write(file, cut).unwrap();
    let faulty = portico(elsewhere.path(), &["audit", "verify", "--file", file]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(
        text(&faulty.stdout).contains("is missing"),
        "{}",
        text(&faulty.stdout)
    );
    let database = rusqlite::Connection::open(folder.join("data/portico.db")).unwrap();
    database
        .execute_batch("pragma foreign_keys = off; delete from audit_entry where sequence = 1")
        .unwrap();
    drop(database);
    let faulty = run(&["audit", "verify", "--provider", provider]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(
        text(&faulty.stdout).contains("entry 1 is missing"),
        "{}",
        text(&faulty.stdout)
    );
    assert!(
        text(&faulty.stderr).contains("the audit has one fault"),
        "{}",
        text(&faulty.stderr)
    );
}
