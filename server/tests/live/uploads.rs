//! An upload is brought while the program is killed again and again: it goes on where it was, at once, and what comes out
//! is what was sent.

use std::time::Duration;

use portico::kit::id::sha256;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::sleep};

use super::{
    client::{Answer, Client, Person, Request},
    is_long,
    server::Server,
    world::World,
};

const MIB: usize = 1024 * 1024;
/// So much of a part may be lost with the program.
const AT_RISK: usize = 8 * MIB;

/// Bytes that are text, and tell where they are from.
fn content(length: usize) -> Vec<u8> {
    let lines = (0_usize..).flat_map(|place| format!("{place:015}\n").into_bytes());
    lines.take(length).collect()
}

fn head(person: &Person, method: &str, path: &str, headers: &str, length: usize) -> Vec<u8> {
    let cookie = person.cookie.as_deref().unwrap_or_default();
    let host = &person.host;
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nTus-Resumable: 1.0.0\r\n{headers}\
         Content-Length: {length}\r\n\r\n"
    )
    .into_bytes()
}

fn part(person: &Person, path: &str, offset: usize, length: usize) -> Vec<u8> {
    let headers =
        format!("Upload-Offset: {offset}\r\nContent-Type: application/offset+octet-stream\r\n");
    head(person, "PATCH", path, &headers, length)
}

async fn begin(client: &mut Client, length: usize) -> Answer {
    // "large.txt"
    let headers = format!("Upload-Length: {length}\r\nUpload-Metadata: filename bGFyZ2UudHh0\r\n");
    let wire = head(&client.person, "POST", "/api/client/uploads", &headers, 0);
    client.send_wire(&wire).await.answer()
}

/// How far the upload has come.
async fn standing(client: &mut Client, path: &str) -> usize {
    let wire = head(&client.person, "HEAD", path, "Connection: close\r\n", 0);
    let answer = client.send_wire(&wire).await.answer();
    assert_eq!(answer.status, 200, "{}", answer.head);
    answer.header("upload-offset").unwrap().parse().unwrap()
}

/// Sends a part by half and kills the program once something of it is known to be there.
async fn killed_within_a_part(
    server: &mut Server,
    person: &Person,
    path: &str,
    bytes: &[u8],
    offset: usize,
) {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let wire = part(person, path, offset, bytes.len() - offset);
    stream.write_all(&wire).await.unwrap();
    let sent = &bytes[offset..offset + AT_RISK + 2 * MIB];
    stream.write_all(sent).await.unwrap();
    let mut client = server.client(person);
    while standing(&mut client, path).await < offset + AT_RISK {
        sleep(Duration::from_millis(20)).await;
    }
    server.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_goes_on_at_once_after_the_program_was_killed() {
    let kills = if is_long() { 12 } else { 2 };
    let world = World::new(0, 0).await;
    let person = &world.sides[0].contacts[0].person;
    let mut server = Server::start(&world, &[]).await;
    let bytes = content((kills + 1) * AT_RISK + 3 * MIB);
    let begun = begin(&mut server.client(person), bytes.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let path = begun.header("location").unwrap().to_owned();
    let mut offset = 0;
    for _ in 0..kills {
        killed_within_a_part(&mut server, person, &path, &bytes, offset).await;
        server = Server::start_again(&world, server).await;
        let known = standing(&mut server.client(person), &path).await;
        let sent = offset + AT_RISK + 2 * MIB;
        assert!((offset + AT_RISK..=sent).contains(&known), "{known}");
        offset = known;
    }
    let wire = [
        part(person, &path, offset, bytes.len() - offset),
        bytes[offset..].to_vec(),
    ];
    let answer = server
        .client(person)
        .send_wire(&wire.concat())
        .await
        .answer();
    assert_eq!(answer.status, 204, "{}", answer.body);
    if is_long() {
        // What is still to be checked is checked by the program that comes after, once the lease of this one is over.
        server.kill();
        server = Server::start_again(&world, server).await;
    }
    let mut client = server.client(person);
    assert_eq!(standing(&mut client, &path).await, bytes.len());
    let file_id = begun.json()["file_id"].as_str().unwrap().to_owned();
    let file = format!("/api/client/files/{file_id}/versions");
    let mut client = server.client(person);
    let mut shown = client.read(&file).await;
    for _ in 0..1_200 {
        if shown["versions"][0]["state"] != "quarantined" {
            break;
        }
        sleep(Duration::from_millis(100)).await;
        shown = client.read(&file).await;
    }
    let hash: String = sha256(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(shown["versions"][0]["sha256"], hash, "{shown}");
    let ask = Request {
        method: "POST",
        ..Request::get(format!("{file}/1/download"))
    };
    let address = client.send(&ask).await.answer().json();
    let read = Request::get(address["url"].as_str().unwrap());
    let answer = client.send(&read).await.answer();
    let is_same = answer.body.as_bytes() == bytes;
    assert!(is_same, "other bytes came out: {}", answer.head);
}
