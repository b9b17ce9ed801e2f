//! The files of the repository, as tests read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 4] = ["target", "node_modules", "dist", "test-results"];

/// The folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the server lies in the repository")
}

/// Every file with this ending below a folder: its path from there, and its text, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(folder, &mut |path| {
        if path.extension().is_some_and(|end| end == ending) {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            found.push((name.to_owned(), fs::read_to_string(path).unwrap()));
        }
    });
    found.sort();
    found
}

/// Every Rust file of the program, by its path below `server/src`.
pub fn sources() -> Vec<(String, String)> {
    files(&root().join("server/src"), "rs")
}

fn walk(folder: &Path, seen: &mut impl FnMut(&PathBuf)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with('.') || FOREIGN.contains(&&*name) {
            continue;
        }
        if path.is_dir() {
            walk(&path, seen);
        } else {
            seen(&path);
        }
    }
}
