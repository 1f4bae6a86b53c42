//! Documents that aren't files: the standard input, and URLs, which are read only where a user names them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use shared::{PETS, clientwright, folder_with};

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = clientwright(folder, arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

/// Runs the command with a text on its standard input.
fn piped(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_clientwright"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

/// A server of one document, which may change, and how often it was asked.
struct Server {
    url: String,
    document: Arc<Mutex<(String, usize)>>,
}

impl Server {
    fn start(document: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1/pets.yaml", listener.local_addr().unwrap());
        let document = Arc::new(Mutex::new((document.to_owned(), 0)));
        let served = Arc::clone(&document);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = BufReader::new(stream.try_clone().unwrap());
                let lines: Vec<String> = request
                    .lines()
                    .map_while(Result::ok)
                    .take_while(|line| !line.is_empty())
                    .collect();
                let mut served = served.lock().unwrap();
                served.1 += 1;
                let (status, body) = match lines.first() {
                    Some(line) if line.starts_with("GET /v1/pets.yaml ") => ("200 OK", served.0.as_str()),
                    _ => ("404 Not Found", "no such document"),
                };
                let length = body.len();
                let response =
                    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
                stream.write_all(response.as_bytes()).unwrap();
            }
        });
        Self { url, document }
    }

    fn publish(&self, document: &str) {
        document.clone_into(&mut self.document.lock().unwrap().0);
    }

    fn requests(&self) -> usize {
        self.document.lock().unwrap().1
    }
}

#[test]
fn the_standard_input_is_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let (code, text) = piped(folder.path(), &["generate", "-", "--out", "pets"], PETS);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("standard input: Pets 1, 1 operation"), "{text}");
    assert!(folder.path().join("pets/src/lib.rs").is_file());
    let (code, text) = piped(folder.path(), &["lint", "-"], "openapi: [3.1.0\n");
    assert_eq!(code, Some(2));
    assert!(text.contains("--> standard input:"), "{text}");
    assert_eq!(piped(folder.path(), &["init", "-"], PETS).0, Some(3));
}

#[test]
fn a_url_is_read_where_it_is_named_and_its_hash_is_recorded() {
    let server = Server::start(PETS);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let generate = ["generate", server.url.as_str(), "--out", "client"];
    let (code, text) = run(path, &generate);
    assert_eq!(code, Some(0), "{text}");
    let lock = std::fs::read_to_string(path.join("client/clientwright.lock")).unwrap();
    assert!(
        lock.contains("[documents]") && lock.contains(&format!("\"{}\" = \"sha256:", server.url)),
        "{lock}"
    );
    let check = [&generate[..], &["--check"]].concat();
    assert_eq!(run(path, &check).0, Some(0));
    server.publish(&PETS.replace("All pets.", "All of them."));
    let (code, text) = run(path, &check);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("has changed since the last run"), "{text}");
    let before = server.requests();
    let (code, text) = run(path, &[&generate[..], &["--offline"]].concat());
    assert_eq!(code, Some(4), "{text}");
    assert!(text.contains("`--offline`"), "{text}");
    assert_eq!(server.requests(), before);
}

#[test]
fn a_configuration_may_name_a_url() {
    let server = Server::start(PETS);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (code, text) = run(path, &["init", &server.url, "--name", "pets"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = run(path, &["generate"]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(run(path, &["generate", "--check"]).0, Some(0));
    let (code, text) = run(path, &["diff", "client", &server.url, "--fail-on", "minor"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = run(path, &["lock", &server.url, "--name", "pets"]);
    assert_eq!(code, Some(3));
    assert!(text.contains("uses no network"), "{text}");
}

#[test]
fn files_beside_a_url_are_not_fetched_and_the_message_says_so() {
    let server = Server::start(&PETS.replace("{description: All pets.}", "{$ref: './pet.yaml#/Pet'}"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pet.yaml"), "Pet: { description: A pet. }\n").unwrap();
    let (code, text) = run(folder.path(), &["generate", &server.url, "--out", "client"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("warning[ref-outside]: `./pet.yaml#/Pet` points to another file, which isn't fetched"),
        "{text}"
    );
    assert!(
        text.contains("help: download the document with all its files"),
        "{text}"
    );
    assert_eq!(server.requests(), 1);
}

#[test]
fn references_never_lead_to_the_network() {
    let server = Server::start(PETS);
    let reference = format!("{{$ref: '{}#/paths'}}", server.url);
    let folder = folder_with("pets.yaml", &PETS.replace("{description: All pets.}", &reference));
    let (code, text) = run(folder.path(), &["lint", "pets.yaml"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("points to the network"), "{text}");
    assert_eq!(server.requests(), 0);
}

#[test]
fn what_the_network_does_not_have_is_an_error() {
    let server = Server::start(PETS);
    let folder = tempfile::tempdir().unwrap();
    let missing = server.url.replace("pets", "dogs");
    for (url, part) in [
        (missing.as_str(), "404"),
        ("http://example.com/pets.yaml", "use `https://`"),
    ] {
        let (code, text) = run(folder.path(), &["generate", url]);
        assert_eq!(code, Some(4), "{text}");
        assert!(text.contains(part), "{text}");
    }
    server.publish("<!DOCTYPE html><html><body>Log in</body></html>");
    assert_eq!(run(folder.path(), &["generate", &server.url]).0, Some(2));
}
