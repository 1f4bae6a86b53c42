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

use clientwright::Config;
use clientwright::learn::{Departure, Learned, departures};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What the server sends: the path, the status code, and the body, with its media type.
const TRAFFIC: &[(&str, u16, &str, &str)] = &[
    (
        "/users",
        200,
        "application/json",
        r#"[{"id":1,"avatar":null,"age":"secret","role":"admin","tags":null},{"id":2,"avatar":"a.png","role":"secret"},{"id":3}]"#,
    ),
    (
        "/annotations/1",
        200,
        "application/json",
        r#"{"id":1,"author":{"id":2,"avatar":null}}"#,
    ),
    ("/flows", 201, "application/json", r#"{"id":"f","name":"secret"}"#),
    (
        "/tasks",
        200,
        "application/json",
        r#"{"tasks":[{"id":1,"data":{"text":"secret"}}]}"#,
    ),
    ("/version", 200, "application/json", r#""1.0.0""#),
    (
        "/shapes",
        200,
        "application/json",
        r#"{"a":{"kind":"circle","radius":"secret"},"b":{"kind":"secret"},"c":{"kind":"square","side":1,"color":"red"}}"#,
    ),
];

/// An error response that its document describes otherwise.
const PROBLEM: (u16, &str) = (422, r#"{"detail":"secret"}"#);

async fn server() -> MockServer {
    let server = MockServer::start().await;
    for (at, status, media_type, body) in TRAFFIC {
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
        ];
        let error = builder(problem.uri()).build().unwrap().create_flow().await.unwrap_err();
        assert_eq!(error.status(), Some(PROBLEM.0));
        results.into_iter().filter(|is_ok| !is_ok).count()
    }};
}

fn learned(departures: &[Departure]) -> (Vec<String>, usize) {
    let config = Config::from_file("strict.toml").unwrap();
    let options = config.options(config.shown_spec());
    let lessons = clientwright::learn(&config.spec, &options, departures).unwrap();
    (
        lessons.learned.iter().map(Learned::row).collect(),
        lessons.unmended.len(),
    )
}

#[tokio::test]
async fn what_was_learned_is_no_departure_any_more() {
    use ::learned::{learned as after, strict as before};

    let log = Log::default();
    assert_eq!(calls!(before, log), 3);
    let text = log.text();
    assert!(!text.contains("secret"), "{text}");
    let (rows, unmended) = learned(&departures(&text).unwrap());
    assert_eq!(unmended, 0);
    let config = std::fs::read_to_string("learned.toml").unwrap();
    let known = config.find("[[learned]]").map_or("", |at| &config[at..]);
    assert_eq!(rows.join("\n"), known);

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
    let tasks = client.list_tasks().await.unwrap();
    assert_eq!(tasks.tasks[0].additional["data"]["text"], "secret");
    assert_eq!(client.create_flow().await.unwrap().additional["name"], "secret");
}

#[test]
fn a_line_that_is_no_departure_is_named() {
    assert_eq!(departures("\n{}\n").unwrap_err(), 2);
    assert!(departures("").unwrap().is_empty());
}

#[test]
fn what_no_row_mends_is_said() {
    let departure = |operation: &str, kind: &str, pointer: &str| {
        let line = format!(
            r#"{{"operation":"{operation}","status":200,"kind":"{kind}","pointer":"{pointer}","expected":"a list","found":"an object"}}"#
        );
        departures(&line).unwrap().remove(0)
    };
    let (rows, unmended) = learned(&[
        departure("list_users", "shape", ""),
        departure("list_users", "shape", ""),
        departure("unknown", "null", "/0/avatar"),
        departure("list_users", "body", ""),
        departure("list_users", "shape", "/3/avatar"),
    ]);
    assert_eq!((rows.len(), unmended), (1, 2));
    assert!(rows[0].contains("lenient = \"User.avatar\""), "{rows:?}");
}
