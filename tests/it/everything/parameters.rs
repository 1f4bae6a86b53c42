//! Parameters as a server gets them, and as the decoders of others read them: OpenAPI 3.1.1, "Parameter Object".

use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::handler::Handler;
use axum::routing::get;
use everything::transport::{HeaderMap, Scripted};
use everything::types::{Color, Filter, FilterRange, QueryStylesKind};
use everything::{CallError, Client, Field};
use serde::Deserialize;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::server::{client, sent, taking};

/// A server in axum with one route, and a client of it.
async fn serve<H: Handler<T, ()>, T: 'static>(route: &str, handler: H) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route(route, get(handler));
    tokio::spawn(async move { axum::serve(listener, router).await });
    client(&url)
}

/// A handler's argument as it was read.
fn channel<T>() -> (impl Fn(T) -> axum::http::StatusCode + Clone, UnboundedReceiver<T>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let answer = move |value| {
        sender.send(value).ok().unwrap();
        axum::http::StatusCode::NO_CONTENT
    };
    (answer, receiver)
}

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[tokio::test]
async fn a_path_parameter_is_read_as_it_was_given() {
    let (seen, mut received) = channel();
    let client = serve("/parameters/simple/{id}", async move |Path(id): Path<String>| seen(id)).await;
    for value in ["a", "a/b", "../x", "..%2f", "é ?#&=+;", "a\r\nb", "%", "."] {
        let request = client.parameters().simple_parameter(value);
        match request.await {
            Ok(()) => assert_eq!(received.recv().await.unwrap(), value),
            Err(error) => assert!(
                value == "." && matches!(error, CallError::Request(_)),
                "{value}: {error}"
            ),
        }
    }
}

#[tokio::test]
async fn path_styles_are_written() {
    let (list, color) = (strings(&["a b", "c/d"]), Color::new(1).g(2).b(Field::Null));
    let label = strings(&["x", "y"]);
    let request = sent!(client => client.parameters().path_styles(&list, &color, &label, &color));
    assert_eq!(
        request.url.path(),
        "/parameters/styles/a%20b,c%2Fd/R=1,G=2/.x.y/;matrix=R,1,G,2"
    );
}

#[tokio::test]
async fn a_segment_may_hold_several_variables_and_a_path_one_twice() {
    let request = sent!(client => client.parameters().several_in_a_segment(7, "a.b/c"));
    assert_eq!(request.url.path(), "/parameters/segments/a.b%2Fc.7/a.b%2Fc-7");
}

#[tokio::test]
async fn the_operations_own_parameter_wins_over_the_paths() {
    let number: i64 = 7;
    let request = sent!(client => client.parameters().several_in_a_segment(number, "a"));
    assert!(request.url.path().ends_with("/a-7"));
}

#[tokio::test]
async fn a_variable_that_is_not_declared_is_a_string() {
    let request = sent!(client => client.parameters().undeclared_variable("x/y"));
    assert_eq!(request.url.path(), "/parameters/mended/x%2Fy");
}

#[tokio::test]
async fn same_names_in_several_places_are_told_apart() {
    let request = sent!(client => client.parameters().same_names("p", "q").id_header("h").id_cookie("c"));
    assert_eq!(
        (request.url.path(), request.url.query()),
        ("/parameters/same-names/p", Some("id=q"))
    );
    assert_eq!(
        (&request.headers["id"], &request.headers["cookie"]),
        (&"h".parse().unwrap(), &"id=c".parse().unwrap())
    );
}

#[tokio::test]
async fn slashes_stay_in_a_path_that_allows_reserved_characters() {
    for (file, path) in [
        ("docs/a b.txt", "/files/docs/a%20b.txt/raw"),
        ("a:b@c;d=e,f", "/files/a:b@c;d=e,f/raw"),
        ("what?#[x]%2Fy%", "/files/what%3F%23%5Bx%5D%2Fy%25/raw"),
    ] {
        let request = sent!(client => client.parameters().reserved_in_path(file));
        assert_eq!(request.url.path(), path);
    }
    let nobody = client("http://127.0.0.1:1");
    let error = nobody.parameters().reserved_in_path("a/../../b").await.unwrap_err();
    assert!(matches!(error, CallError::Request(_)), "{error}");
}

#[tokio::test]
async fn query_styles_are_written() {
    let list = strings(&["a b", "c&d"]);
    let request = sent!(client => client
        .parameters()
        .query_styles("")
        .ids([1, 2])
        .joined(&list)
        .spaced(&list)
        .piped(&list)
        .color(&Color::new(1).b(3))
        .path("/a?b=c&d%2F")
        .since("2024-01-02T03:04:05+01:00".parse().unwrap())
        .exact(false)
        .big("99999999999999999999999".parse().unwrap())
        .kind(&QueryStylesKind::AB)
        .odd_name("x"));
    let expected = [
        "q=",
        "ids=1&ids=2",
        "joined=a%20b,c%26d",
        "spaced=a%20b%20c%26d",
        "piped=a%20b%7Cc%26d",
        "R=1&B=3",
        "path=/a?b=c%26d%2F",
        "since=2024-01-02T03%3A04%3A05%2B01%3A00",
        "exact=false",
        "big=99999999999999999999999",
        "kind=a%20b",
        "odd%5Bname%5D%26=x",
    ];
    assert_eq!(request.url.query(), Some(expected.join("&").as_str()));
}

#[tokio::test]
async fn what_is_not_set_and_what_is_empty_is_not_sent() {
    let request = sent!(client => client.parameters().query_styles("x").ids(Vec::<i64>::new()).filter(&Filter::new()));
    assert_eq!(request.url.query(), Some("q=x"));
}

fn filter() -> Filter {
    let range = FilterRange::new().from(1).to(2);
    Filter::new()
        .name("a&b")
        .tags(["x".to_owned(), "y z".to_owned()])
        .range(range)
}

#[tokio::test]
async fn a_deep_object_is_read_as_it_was_given() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Range {
        from: i64,
        to: i64,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct Read {
        name: String,
        tags: Vec<String>,
        range: Range,
    }
    #[derive(Debug, Deserialize)]
    struct Query {
        filter: Read,
    }
    let (seen, mut received) = channel();
    let handler = async move |RawQuery(query): RawQuery| seen(query.unwrap());
    let client = serve("/parameters/query", handler).await;
    client.parameters().query_styles("q").filter(&filter()).await.unwrap();
    let query = received.recv().await.unwrap();
    let decoder = serde_qs::Config::new().use_form_encoding(true);
    let read: Query = decoder.deserialize_str(&query).unwrap();
    let expected = Read {
        name: "a&b".to_owned(),
        tags: strings(&["x", "y z"]),
        range: Range { from: 1, to: 2 },
    };
    assert_eq!(read.filter, expected);
}

#[tokio::test]
async fn a_list_is_read_as_it_was_given() {
    #[derive(Debug, Deserialize)]
    struct Query {
        q: String,
        ids: Vec<i64>,
    }
    let (seen, mut received) = channel();
    let handler = async move |RawQuery(query): RawQuery| seen(query.unwrap());
    let client = serve("/parameters/query", handler).await;
    client.parameters().query_styles("é +%&=").ids([-1, 2]).await.unwrap();
    let read: Query = serde_html_form::from_str(&received.recv().await.unwrap()).unwrap();
    assert_eq!((read.q.as_str(), read.ids), ("é +%&=", vec![-1, 2]));
}

#[tokio::test]
async fn a_parameter_of_json_is_json() {
    let request = sent!(client => client.parameters().query_styles("q").where_(&filter()));
    let (_, text) = request.url.query_pairs().nth(1).unwrap();
    assert_eq!(text, r#"{"name":"a&b","tags":["x","y z"],"range":{"from":1,"to":2}}"#);
}

#[tokio::test]
async fn headers_and_cookies_hold_their_values() {
    let color = Color::new(1).g(2);
    let request = sent!(client => client
        .parameters()
        .headers_and_cookies([1, 2])
        .x_color(&color)
        .x_filter(&Filter::new().name("é"))
        .session("a;b c")
        .sizes([3, 4]));
    assert_eq!(request.headers["x-ids"], "1,2");
    assert_eq!(request.headers["x-color"], "R=1,G=2");
    assert_eq!(request.headers["x-filter"].as_bytes(), r#"{"name":"é"}"#.as_bytes());
    assert_eq!(request.headers["cookie"], "session=a%3Bb%20c; sizes=3,4");
}

#[tokio::test]
async fn headers_of_the_client_give_way_to_parameters() {
    let script = Scripted::new().reply(204, "").reply(503, "").reply(204, "");
    let builder = Client::builder().basic_auth("name", "secret").transport(script.clone());
    let client = builder.build().unwrap();
    client.parameters().own_headers().body("a").await.unwrap();
    let own = client.parameters().own_headers();
    let own = own.content_type("text/csv").accept("text/x").authorization("Mine 1");
    own.idempotency_key("once").body("a").await.unwrap();
    let requests = script.requests();
    let sent = |index: usize| {
        let headers: &HeaderMap = &requests[index].headers;
        ["accept", "content-type", "authorization"].map(|name| headers[name].to_str().unwrap())
    };
    assert_eq!(sent(0)[1..], ["text/plain", "Basic bmFtZTpzZWNyZXQ="]);
    assert_eq!(sent(1), ["text/x", "text/csv", "Mine 1"]);
    assert_eq!(sent(2), sent(1), "a request with a key is sent again");
    assert_eq!(requests.len(), 3);
}

#[tokio::test]
async fn what_no_header_can_hold_is_refused() {
    let server = taking().await;
    let request = client(&server.uri())
        .parameters()
        .same_names("p", "q")
        .id_header("a\r\nb: c");
    assert!(matches!(request.await, Err(CallError::Request(_))));
    assert!(server.received_requests().await.unwrap().is_empty());
}
