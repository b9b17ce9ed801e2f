//! The disk below SQLite fills up under load and is emptied again, or refuses to write or to flush: what can be read is
//! read, what is refused is not there, what was answered is there also after a kill, and all goes on by itself.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use portico::{
    db::{Dialect, Location},
    testing::only_on,
};
use serde_json::json;
use tokio::time::sleep;

use super::{
    client::Request,
    invariants, is_long,
    ledger::{Act, Ledger, What},
    server::Server,
    steady::{NOT_NOW, PATIENCE, PutOff, Steady, make_good},
    world::World,
};

/// What the disk has beside the database of the beginning: the log of SQLite takes half of it.
const ROOM: u64 = 32 << 20;
/// What is made free at first: enough for what the database grows by, and too little for the log of the writes that
/// follow, unless that begins anew.
const SOME_ROOM: u64 = 2 << 20;
const FULL: PutOff = PutOff {
    status: 507,
    is_sure: true,
};

/// A disk of its own below the database of a world, of little room. Gone when dropped.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Moves the database to it. None: this process may not mount anything.
    fn below(world: &World) -> Option<Self> {
        let Location::Sqlite { path } = world.database.config().location else {
            panic!("SQLite's file is on the disk of this machine");
        };
        let folder = path.parent().unwrap().to_owned();
        let kept = tempfile::tempdir().unwrap();
        copy_all(&folder, kept.path());
        let options = format!("size={}", bytes_of(&folder) + ROOM);
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "portico-test"])
            .arg(&folder)
            .output();
        if !mounted.is_ok_and(|done| done.status.success()) {
            return None;
        }
        let disk = Self { folder };
        copy_all(kept.path(), &disk.folder);
        Some(disk)
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }

    /// As at the beginning: the log of SQLite is gone, and there is as much room.
    fn begin_anew(&self, world: &World) {
        let Location::Sqlite { path } = world.database.config().location else {
            panic!("SQLite's file is on the disk of this machine");
        };
        let connection = rusqlite::Connection::open(&path).unwrap();
        let truncate = "pragma wal_checkpoint(truncate)";
        let is_busy = connection.query_row(truncate, [], |row| row.get(0));
        assert_eq!(is_busy, Ok(0), "the log is taken into the file");
        let options = format!("remount,size={}", bytes_of(&self.folder) + ROOM);
        let mounted = Command::new("mount")
            .args(["-o", &options])
            .arg(&self.folder)
            .status();
        assert!(mounted.unwrap().success(), "{options}");
    }

    /// Leaves no room at all, not even what is given up meanwhile.
    fn fill(&self) {
        let mut filler = fs::File::options()
            .create(true)
            .append(true)
            .open(self.filler())
            .unwrap();
        let mut piece = vec![7; 64 * 1024];
        while !piece.is_empty() {
            while filler.write_all(&piece).is_ok() {}
            piece.truncate(piece.len() / 16);
        }
    }

    /// Makes so much room.
    fn free(&self, bytes: u64) {
        let filler = fs::File::options().write(true).open(self.filler()).unwrap();
        let length = filler.metadata().unwrap().len();
        filler.set_len(length.checked_sub(bytes).unwrap()).unwrap();
    }

    fn free_all(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.folder).status();
    }
}

fn copy_all(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// How many bytes the files of a folder have.
fn bytes_of(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    files.map(|file| file.metadata().unwrap().len()).sum()
}

async fn documents(world: &World) -> usize {
    world.rows("select document_id from document").await.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_below_sqlite_loses_nothing_and_all_goes_on_when_there_is_room() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let world = World::new(if is_long() { 150 } else { 50 }, 0).await;
    let seeded = documents(&world).await;
    let Some(disk) = SmallDisk::below(&world) else {
        eprintln!("only root may mount a small disk: here strace lets writes find no room");
        let fault = Fault::new("write,pwrite64", "ENOSPC", FULL);
        refuses_and_goes_on(&fault).await;
        return;
    };
    let mut server = Server::start(&world, &[]).await;
    let mut ledger = Ledger::default();
    for round in 1..=if is_long() { 5 } else { 1 } {
        let acts = fill_under_load(&world, &server, &disk).await;
        let refused = acts.iter().filter(|act| !act.is_done()).count();
        ledger.acts.extend(acts);
        ledger.check(&world, seeded).await;
        invariants::must_hold(&world).await;
        server.kill();
        server = Server::start_again(&world, server).await;
        ledger.check(&world, seeded).await;
        make_good(&mut ledger, &server).await;
        ledger.check(&world, seeded).await;
        eprintln!("round {round}: {}, {refused} refused", ledger.told());
        world.refill().await;
        disk.begin_anew(&world);
    }
}

/// Everybody works while the disk fills up, is full and is emptied; what they asked for.
async fn fill_under_load(world: &World, server: &Server, disk: &SmallDisk) -> Vec<Act> {
    let steady = Steady::new(world, server, &[FULL]);
    let is_full = AtomicBool::new(true);
    let reading = async {
        let mut reader = server.client(&world.sides[0].contacts[0].person);
        while is_full.load(Ordering::SeqCst) {
            reader.read("/api/client/documents?limit=10").await;
            reader.read("/api/client/action-items?limit=10").await;
            sleep(Duration::from_millis(50)).await;
        }
    };
    let fault = async {
        steady.takes(100).await;
        disk.fill();
        steady.puts_off(20).await;
        says_that_it_is_full(world, server).await;
        disk.free(SOME_ROOM);
        is_full.store(false, Ordering::SeqCst);
        goes_on(world, server).await;
        // The log would take more than there is.
        steady.takes(60).await;
        disk.free_all();
        steady.takes(20).await;
        steady.end();
    };
    let ((acts, slowest), (), ()) = tokio::join!(steady.work(), reading, fault);
    eprintln!("the slowest answer took {slowest:?}");
    acts
}

/// To another name each time.
fn rename(world: &World) -> Request {
    let path = format!("/api/admin/clients/{}", world.sides[0].client_id);
    Request::with("PATCH", path, &json!({ "name": world.key() }))
}

/// There may still be room for so small a change, but not for many of them.
async fn says_that_it_is_full(world: &World, server: &Server) {
    let began = Instant::now();
    let mut owner = server.client(&world.owner);
    let mut answer = owner.send(&rename(world)).await.answer();
    while answer.status == 200 {
        assert!(began.elapsed() < PATIENCE, "it is full");
        answer = owner.send(&rename(world)).await.answer();
    }
    assert_eq!(answer.status, 507, "{}", answer.body);
    assert_eq!(answer.json()["code"], "disk_full");
    assert_eq!(answer.header("retry-after"), Some("60"));
}

/// The very next that is asked for is taken.
async fn goes_on(world: &World, server: &Server) {
    let mut owner = server.client(&world.owner);
    let answer = owner.send(&rename(world)).await.answer();
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Calls of the program that fail, of each of its threads from the one to the other of their kind.
struct Fault {
    calls: &'static str,
    error: &'static str,
    first: usize,
    answer: PutOff,
}

impl Fault {
    /// The first calls of each thread succeed: the program must come to serve.
    fn new(calls: &'static str, error: &'static str, answer: PutOff) -> Self {
        Self {
            calls,
            error,
            first: 12,
            answer,
        }
    }

    async fn start(&self, world: &World, last: Option<usize>) -> Server {
        let trace = world.folder().join("trace");
        let traced = format!("trace={}", self.calls);
        let last = last.map_or_else(|| "+".to_owned(), |last| format!("..{last}"));
        let when = format!("{}{last}", self.first);
        let inject = format!("inject={}:error={}:when={when}", self.calls, self.error);
        let trace = trace.to_str().unwrap();
        let Location::Sqlite { path } = world.database.config().location else {
            panic!("SQLite's files are on the disk of this machine");
        };
        let file = path.to_str().unwrap();
        let log = format!("{file}-wal");
        let watch = [
            "strace", "-D", "-f", "-o", trace, "-e", &traced, "-e", &inject, "-P", file, "-P", &log,
        ];
        Server::start_under(world, &watch).await
    }
}

/// A disk that refuses for good, and what the killed program is found to have.
async fn refuses_until_a_kill(fault: &Fault) {
    let world = World::new(5, 0).await;
    let seeded = documents(&world).await;
    let mut server = fault.start(&world, None).await;
    let mut ledger = Ledger::default();
    let mut refused = 0;
    while refused < 3 {
        let act = decide(&world, &server, fault).await;
        refused += usize::from(!act.is_done());
        ledger.acts.push(act);
    }
    ledger.check(&world, seeded).await;
    // The last one was refused, and nothing was written after it.
    server.kill();
    let server = Server::start_again(&world, server).await;
    ledger.check(&world, seeded).await;
    invariants::must_hold(&world).await;
    make_good(&mut ledger, &server).await;
    ledger.check(&world, seeded).await;
    invariants::must_hold(&world).await;
    eprintln!("{} {}: {}", fault.calls, fault.error, ledger.told());
}

/// A disk that refuses for a while: afterwards the same program goes on.
async fn refuses_and_goes_on(fault: &Fault) {
    let world = World::new(20, 0).await;
    let seeded = documents(&world).await;
    let mut server = fault.start(&world, Some(fault.first + 12)).await;
    let mut ledger = Ledger::default();
    let (mut refused, mut taken_since) = (0, 0);
    while refused == 0 || taken_since < 3 {
        let act = decide(&world, &server, fault).await;
        let is_refused = !act.is_done();
        refused += usize::from(is_refused);
        taken_since = if is_refused { 0 } else { taken_since + 1 };
        ledger.acts.push(act);
        let mut reader = server.client(&world.sides[0].contacts[0].person);
        reader.read("/api/client/action-items?limit=10").await;
    }
    ledger.check(&world, seeded).await;
    server.kill();
    let server = Server::start_again(&world, server).await;
    ledger.check(&world, seeded).await;
    make_good(&mut ledger, &server).await;
    ledger.check(&world, seeded).await;
    invariants::must_hold(&world).await;
    let told = ledger.told();
    eprintln!("{} {}: {told}, {refused} refused", fault.calls, fault.error);
}

async fn decide(world: &World, server: &Server, fault: &Fault) -> Act {
    let (side, item) = world
        .sides
        .iter()
        .find_map(|side| Some((side, side.take_plan()?)))
        .expect("plans are left");
    let contact = &side.contacts[0];
    let request = Request::post("/api/client/decisions", &item.acknowledgement());
    let request = request.under(world.key());
    let mut client = server.client(&contact.person);
    let answer = client.send(&request).await.answer();
    let wanted = fault.answer.status;
    assert!([201, wanted].contains(&answer.status), "{}", answer.body);
    assert!(answer.status == 201 || answer.header("retry-after").is_some());
    Act {
        what: What::Decision {
            item: item.id,
            contact: contact.id.clone(),
        },
        by: contact.person.clone(),
        request,
        answer: Some(answer),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_disk_below_sqlite_did_not_flush_is_not_there_after_a_kill() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    for (calls, error, answer) in [
        ("fdatasync,fsync", "EIO", NOT_NOW),
        ("write,pwrite64", "EIO", NOT_NOW),
        ("write,pwrite64", "ENOSPC", FULL),
    ] {
        refuses_until_a_kill(&Fault::new(calls, error, answer)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_goes_on_after_write_errors_of_the_disk_below_sqlite() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    for (calls, error, answer) in [
        ("fdatasync,fsync", "EIO", NOT_NOW),
        ("write,pwrite64", "EIO", NOT_NOW),
    ] {
        refuses_and_goes_on(&Fault::new(calls, error, answer)).await;
    }
}
