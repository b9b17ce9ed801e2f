//! The page of measurements says what the tool measured: nothing in its tables is written by hand.

use serde_json::Value;

use crate::sources::root;

/// The rows that a run has, as the page calls them.
const ROWS: [&str; 13] = [
    "document page read, SQLite, against bare",
    "document page read, PostgreSQL with row-level security, against Node on PostgreSQL",
    "document page read, SQLite, against Node on PostgreSQL",
    "decision with its audit row, SQLite, against bare",
    "decision with its audit row, SQLite, against Node on PostgreSQL",
    "sign-in page, against a fixed page from bare axum",
    "CPU per document page read",
    "resident memory, idle",
    "resident memory, under the read load",
    "start to first answer on an existing database",
    "memory of each of 10,000 open event streams",
    "time to open 5,000 event streams",
    "program with both web apps in it",
];

const NO_RUN: &str = "There is no run on a quiet machine yet.";

/// What stands between the markers of the page.
fn told() -> String {
    let page = std::fs::read_to_string(root().join("docs/benchmarks.md")).unwrap();
    let (_, rest) = page
        .split_once("<!-- results: written by the tool -->")
        .unwrap();
    let (told, _) = rest.split_once("<!-- end of results -->").unwrap();
    told.trim().to_owned()
}

/// The tables of a text: the cells of each row, without heads and lines.
fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let row = line
            .strip_prefix("| ")
            .and_then(|row| row.strip_suffix(" |"));
        if let Some(row) = row {
            if !inside {
                tables.push(Vec::new());
            }
            let cells = row.split(" | ").map(str::to_owned).collect();
            tables.last_mut().unwrap().push(cells);
        }
        inside = row.is_some();
    }
    for table in &mut tables {
        table.drain(..2);
    }
    tables
}

fn number(of: &Value, name: &str) -> f64 {
    of[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} of {of}"))
}

fn text(of: &Value, name: &str) -> String {
    of[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} of {of}"))
        .to_owned()
}

fn in_unit(value: f64, unit: &str) -> String {
    match unit {
        "ratio" | "growth" => format!("{value:.2} ×"),
        "us" => format!("{value:.0} µs"),
        "ms" => format!("{value:.0} ms"),
        "s" => format!("{value:.2} s"),
        "mb" => format!("{value:.1} MB"),
        "kb" => format!("{value:.1} KB"),
        "kib" => format!("{value:.1} KiB"),
        other => panic!("no unit {other}"),
    }
}

/// How a figure stands: more is better of ratios, less of all else.
fn verdict(figure: &Value) -> &'static str {
    let Some(value) = figure["value"].as_f64() else {
        return "gap";
    };
    let reaches = |name| match text(figure, "unit").as_str() {
        "ratio" => value >= number(figure, name),
        _ => value <= number(figure, name),
    };
    match (reaches("must"), reaches("aim")) {
        (_, true) => "aim",
        (true, false) => "must",
        (false, false) => "missed",
    }
}

#[test]
fn the_page_of_measurements_tells_what_the_last_run_kept() {
    let told = told();
    let Ok(kept) = std::fs::read_to_string(root().join("bench/results.json")) else {
        assert_eq!(told, NO_RUN, "figures without the run that they are from");
        return;
    };
    let run: Value = serde_json::from_str(&kept).unwrap();
    for name in ["at", "commit", "command"] {
        assert!(told.contains(&text(&run, name)), "{name}");
    }
    let tables = tables(&told);
    assert_eq!(tables.len(), 2, "figures and rounds");
    let figures = run["figures"].as_array().unwrap().iter().map(|figure| {
        let unit = text(figure, "unit");
        let value = figure["value"].as_f64();
        assert_eq!(text(figure, "verdict"), verdict(figure), "{figure}");
        vec![
            text(figure, "what"),
            value.map_or("—".to_owned(), |value| in_unit(value, &unit)),
            in_unit(number(figure, "must"), &unit),
            in_unit(number(figure, "aim"), &unit),
            text(figure, "verdict"),
            text(figure, "detail"),
        ]
    });
    assert_eq!(tables[0], figures.collect::<Vec<_>>());
    let rounds = run["rounds"].as_array().unwrap().iter().map(|round| {
        vec![
            text(round, "load"),
            text(round, "server"),
            format!("{:.0}", number(round, "per_second")),
            in_unit(number(round, "cpu_us"), "us"),
            format!("{:.2} ms", number(round, "p50_us") / 1_000.0),
            format!("{:.2} ms", number(round, "p99_us") / 1_000.0),
            format!("{:.0} MB", number(round, "memory_mb")),
        ]
    });
    assert_eq!(tables[1], rounds.collect::<Vec<_>>());
}

#[test]
fn every_target_is_a_row_of_the_run() {
    let rows = std::fs::read_to_string(root().join("bench/src/report.rs")).unwrap();
    let told = told();
    let weight = "sign-in page, first load, brotli, all but the font";
    let lists = ["staff's", "a client's"].map(|whose| {
        format!("pages of {whose} list of documents, 100,000 behind it, against 1,000")
    });
    let wanted = ROWS
        .into_iter()
        .chain([weight])
        .chain(lists.iter().map(String::as_str));
    for what in wanted {
        assert!(
            rows.contains(&format!("\"{what}\"")),
            "the tool does not measure: {what}"
        );
        assert!(
            told == NO_RUN || told.contains(&format!("\n| {what} | ")),
            "the page does not tell: {what}"
        );
    }
}

#[test]
fn the_reader_of_tables_finds_their_cells() {
    let text = "x\n| A | B |\n| --- | --- |\n| 1 | two |\n| 3 | 4 |\n\n| C |\n| --- |\n| 5 |\n";
    assert_eq!(
        tables(text),
        [vec![vec!["1", "two"], vec!["3", "4"]], vec![vec!["5"]]]
    );
    assert_eq!(
        verdict(&serde_json::json!({ "unit": "ratio", "value": 0.6, "must": 0.5, "aim": 0.8 })),
        "must"
    );
    assert_eq!(
        verdict(&serde_json::json!({ "unit": "ms", "value": 90.0, "must": 80.0, "aim": 50.0 })),
        "missed"
    );
    assert_eq!(
        verdict(&serde_json::json!({ "unit": "ms", "value": null, "must": 80.0, "aim": 50.0 })),
        "gap"
    );
}
