//! Sees to it that the folder of the web apps is there when they are embedded, and embeds them anew when they change.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let dist = Path::new("../web/dist");
    fs::create_dir_all(dist)?;
    // A debug build reads the files when they are asked for; only a release carries them.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed={}", dist.display());
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
    Ok(())
}
