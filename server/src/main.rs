//! The command line.

fn main() -> std::process::ExitCode {
    portico::cli::run()
}
