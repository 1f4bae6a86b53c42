//! What a client notes is learned, and the client that is generated from it notes nothing of the same traffic.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that can't go on fails"
)]

use std::io::Write;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clientwright::Config;
use clientwright::learn::{Archive, Learned, Lessons, Observed};
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What the server sends: the method and path, the status code, and the body, with its media type.
const TRAFFIC: &[(&str, &str, u16, &str, &str)] = &[
    (
        "GET",
        "/users",
        200,
        "application/json",
        r#"[{"id":1,"avatar":null,"age":"secret","role":"admin","tags":null},{"id":2,"avatar":"a.png","role":"secret"},{"id":3}]"#,
    ),
    (
        "GET",
        "/annotations/1",
        200,
        "application/json",
        r#"{"id":1,"author":{"id":2,"avatar":null},"labels":["secret",null]}"#,
    ),
    (
        "POST",
        "/flows",
        201,
        "application/json",
        r#"{"id":"f","name":"secret"}"#,
    ),
    (
        "GET",
        "/tasks",
        200,
        "application/json",
        r#"{"tasks":[{"id":1,"data":{"text":"secret"}}]}"#,
    ),
    ("GET", "/version", 200, "application/json", r#""1.0.0""#),
    ("GET", "/health", 200, "application/json", r#"{"state":"secret"}"#),
    ("POST", "/reports", 204, "application/json", ""),
    ("GET", "/names", 200, "application/json", r#"["secret",null]"#),
    (
        "GET",
        "/shapes",
        200,
        "application/json",
        r#"{"a":{"kind":"circle","radius":"secret"},"b":{"kind":"secret"},"c":{"kind":"square","side":1,"color":"red"}}"#,
    ),
    (
        "GET",
        "/ticks",
        200,
        "text/event-stream",
        "data: {\"n\":1,\"note\":null}\n\ndata: {\"n\":2,\"note\":null,\"extra\":\"secret\"}\n\n",
    ),
    (
        "GET",
        "/rows",
        200,
        "application/x-ndjson",
        "{\"id\":1,\"name\":\"secret\"}\n{\"id\":2,\"name\":null}\n{\"id\":3,\"name\":null}\n",
    ),
];

/// An error response that its document describes otherwise.
const PROBLEM: (u16, &str) = (422, r#"{"detail":"secret"}"#);

async fn server() -> MockServer {
    let server = MockServer::start().await;
    for (_, at, status, media_type, body) in TRAFFIC {
        let answer = ResponseTemplate::new(*status).set_body_raw(*body, media_type);
        Mock::given(path(*at)).respond_with(answer).mount(&server).await;
    }
    server
}

async fn with_problem() -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(PROBLEM.0).set_body_raw(PROBLEM.1, "application/json");
    Mock::given(path("/flows")).respond_with(answer).mount(&server).await;
    server
}

/// A file in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Reads a stream to its end, and gives whether each value could be read.
macro_rules! drained {
    ($stream:expr) => {{
        let (mut stream, mut is_ok) = ($stream, true);
        while let Some(value) = stream.next().await {
            is_ok &= value.is_ok();
        }
        is_ok
    }};
}

/// Calls every operation of a client, and gives how many calls failed.
macro_rules! calls {
    ($client:ident, $log:expr) => {{
        let (server, problem) = (server().await, with_problem().await);
        let builder = |url: String| $client::Client::builder().base_url(url).log_departures($log.clone());
        let client = builder(server.uri()).build().unwrap();
        let results = [
            client.list_users().await.is_ok(),
            client.get_annotation(1).await.is_ok(),
            client.create_flow().await.is_ok(),
            client.list_tasks().await.is_ok(),
            client.version().await.is_ok_and(|version| version == "1.0.0"),
            client.shapes().await.is_ok(),
            client.health().await.is_ok(),
            client.create_report().await.is_ok(),
            client.names().await.is_ok(),
            drained!(client.ticks().await.unwrap()),
            drained!(client.rows().await.unwrap()),
        ];
        let error = builder(problem.uri()).build().unwrap().create_flow().await.unwrap_err();
        assert_eq!(error.status(), Some(PROBLEM.0));
        results.into_iter().filter(|is_ok| !is_ok).count()
    }};
}

fn lessons(observed: &Observed) -> Lessons {
    let config = Config::from_file("strict.toml").unwrap();
    let options = config.options(config.shown_spec());
    clientwright::learn(&config.spec, &options, observed).unwrap()
}

fn rows(lessons: &Lessons) -> Vec<String> {
    lessons.learned.iter().map(Learned::row).collect()
}

fn learned(text: &str) -> (Vec<String>, usize) {
    let lessons = lessons(&Observed::read(text).unwrap());
    (rows(&lessons), lessons.unmended.len())
}

/// The rows of the client that has learned.
fn known() -> String {
    let config = std::fs::read_to_string("learned.toml").unwrap();
    let at = config.find("[[learned]]").unwrap();
    config[at..].to_owned()
}

/// The traffic as a browser saves it; the bodies of some responses in base64.
fn archive() -> String {
    let (status, body) = PROBLEM;
    let problem = ("POST", "/flows", status, "application/json", body);
    let page = ("GET", "/index.html", 200, "text/html", "<html>");
    let all = TRAFFIC.iter().chain([&problem, &page]).enumerate();
    let entries = all.map(|(index, (method, at, status, media_type, body))| {
        let content = match index % 2 {
            0 => json!({"size": body.len(), "mimeType": media_type, "text": body}),
            _ => {
                json!({"size": body.len(), "mimeType": media_type, "text": STANDARD.encode(body), "encoding": "base64"})
            }
        };
        let url = format!("http://localhost:1{at}?page=1");
        json!({"request": {"method": method, "url": url}, "response": {"status": status, "content": content}})
    });
    json!({"log": {"version": "1.2", "entries": entries.collect::<Vec<_>>()}}).to_string()
}

#[test]
fn an_archive_teaches_what_a_client_notes() {
    let lessons = lessons(&Observed::read(&archive()).unwrap());
    assert_eq!((lessons.unmended.len(), lessons.unmatched), (0, 1));
    assert_eq!(rows(&lessons).join("\n"), known());
}

#[test]
fn a_base_url_says_which_requests_of_an_archive_count() {
    for (base, expected) in [
        ("http://localhost:1", known()),
        ("http://localhost:1/", known()),
        ("http://localhost:1/api", String::new()),
        ("http://localhost", String::new()),
    ] {
        let archive = Archive::read(&archive()).unwrap();
        let base = Some(base.to_owned());
        let lessons = lessons(&Observed::Archive { archive, base });
        assert_eq!(rows(&lessons).join("\n"), expected);
    }
}

#[tokio::test]
async fn what_was_learned_is_no_departure_any_more() {
    use ::learned::{learned as after, strict as before};

    let log = Log::default();
    assert_eq!(calls!(before, log), 7);
    let text = log.text();
    assert!(!text.contains("secret"), "{text}");
    let (rows, unmended) = learned(&text);
    assert_eq!(unmended, 0);
    assert_eq!(rows.join("\n"), known());

    let log = Log::default();
    assert_eq!(calls!(after, log), 0);
    assert_eq!(log.text(), "");
}

#[tokio::test]
async fn what_was_read_leniently_is_there() {
    use ::learned::learned::{Client, Lenient};

    let server = server().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let users = client.list_users().await.unwrap();
    assert!(
        users
            .iter()
            .map(|user| user.avatar.as_deref())
            .eq([None, Some("a.png"), None])
    );
    assert_eq!(users[0].age, Lenient::Other("secret".into()));
    assert_eq!(client.health().await.unwrap()["state"], "secret");
    assert_eq!(client.create_report().await.unwrap(), None);
    let tasks = client.list_tasks().await.unwrap();
    assert_eq!(tasks.tasks[0].additional["data"]["text"], "secret");
    assert_eq!(client.create_flow().await.unwrap().additional["name"], "secret");
}

#[test]
fn a_line_that_is_no_departure_is_named() {
    assert_eq!(Observed::read("\n{}\n").unwrap_err(), 2);
    assert_eq!(learned(""), (Vec::new(), 0));
}

#[test]
fn what_no_row_mends_is_said() {
    let departure = |operation: &str, kind: &str, pointer: &str| {
        format!(
            r#"{{"operation":"{operation}","status":200,"kind":"{kind}","pointer":"{pointer}","expected":"a list","found":"an object"}}"#
        )
    };
    let lines = [
        departure("list_users", "body", ""),
        departure("unknown", "shape", ""),
        departure("unknown", "null", "/0/avatar"),
        departure("list_users", "body", ""),
        departure("list_users", "shape", "/3/avatar"),
    ];
    let (rows, unmended) = learned(&lines.join("\n"));
    assert_eq!((rows.len(), unmended), (1, 3));
    assert!(rows[0].contains("lenient = \"User.avatar\""), "{rows:?}");
}
