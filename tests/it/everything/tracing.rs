//! Feature `tracing`: one span a call, by the semantic conventions of OpenTelemetry for HTTP clients.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use everything::RetryPolicy;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use wiremock::ResponseTemplate;

use super::wire::{answering, builder};

type Spans = Arc<Mutex<Vec<BTreeMap<&'static str, String>>>>;

/// Keeps the fields of the spans of one call after another.
struct Collector(Spans);

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("everything")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        let fields = spans.get_mut(span.into_u64() as usize - 1).unwrap();
        values.record(&mut Fields(fields));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, _event: &Event<'_>) {}

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// The spans of all calls of this process: `tracing` settles for all threads whether anybody wants a span, so a subscriber
/// of one thread misses those that another thread met first.
fn collected() -> &'static Spans {
    static SPANS: OnceLock<Spans> = OnceLock::new();
    SPANS.get_or_init(|| {
        let spans = Spans::default();
        tracing::subscriber::set_global_default(Collector(Arc::clone(&spans))).unwrap();
        spans
    })
}

/// The spans of calls of the server at a port.
fn of_port(port: u16) -> Vec<BTreeMap<&'static str, String>> {
    let spans = collected().lock().unwrap();
    let is_it = |span: &&BTreeMap<_, String>| span.get("server.port") == Some(&port.to_string());
    spans.iter().filter(is_it).cloned().collect()
}

#[tokio::test]
async fn a_call_is_a_span_with_semantic_names_and_no_secrets() {
    collected();
    let server = answering(ResponseTemplate::new(503)).await;
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let client = builder(&server.uri())
        .retry(quick)
        .query_key("hunter2")
        .build()
        .unwrap();
    client.access().with_query_key().await.unwrap_err();
    let port = server.address().port();
    let spans = of_port(port);
    assert_eq!(spans.len(), 1);
    let port = port.to_string();
    for (name, value) in [
        ("otel.name", "GET /access/query-key"),
        ("otel.kind", "client"),
        ("http.request.method", "GET"),
        ("url.template", "/access/query-key"),
        ("server.address", "127.0.0.1"),
        ("server.port", port.as_str()),
        ("http.response.status_code", "503"),
        ("http.request.resend_count", "2"),
        ("error.type", "503"),
    ] {
        assert_eq!(spans[0].get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(!format!("{spans:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_call_without_an_answer_says_what_failed() {
    collected();
    let port = {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        closed.local_addr().unwrap().port()
    };
    let client = builder(&format!("http://127.0.0.1:{port}")).build().unwrap();
    client.access().no_credentials().await.unwrap_err();
    let spans = of_port(port);
    assert_eq!(spans[0].get("error.type").map(String::as_str), Some("transport"));
    assert!(!spans[0].contains_key("http.response.status_code"));
}
