//! A mock of the API: functions for operations, over the types of the client.

use std::error::Error;

use everything::api::{methods, parameters, streams};
use everything::transport::{Mock, MockResponse, TransportErrorKind};
use everything::types::{Search, Tick};
use everything::{CallError, Client, RetryPolicy};

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().transport(mock.clone()).retry(RetryPolicy::none());
    builder.build().unwrap()
}

/// The last cause.
fn cause<E>(error: &CallError<E>) -> String
where
    CallError<E>: Error,
{
    let mut error: &dyn Error = error;
    while let Some(inner) = error.source() {
        error = inner;
    }
    error.to_string()
}

#[tokio::test]
async fn operations_are_answered_by_their_functions() {
    let mock = Mock::new()
        .on::<methods::SearchThings>(|request| {
            let search: Search = request.json().unwrap();
            MockResponse::json(200, &[search.words])
        })
        .on::<methods::CopyThing>(|_| MockResponse::failure(TransportErrorKind::Connect));
    let client = client(&mock);
    let found = client.methods().search_things(Search::new("w")).await.unwrap();
    assert_eq!(found, ["w"]);
    assert!(client.methods().copy_thing("/there").await.unwrap_err().is_connect());
    let operations: Vec<&str> = mock.requests().iter().map(|request| request.operation).collect();
    assert_eq!(operations, ["search_things", "copy_thing"]);
    assert_eq!(mock.requests_of::<methods::CopyThing>().len(), 1);
    assert!(format!("{mock:?}").contains("copy_thing"));
}

#[tokio::test]
async fn what_is_not_answered_or_not_documented_fails_by_name() {
    let mock = Mock::new().on::<methods::SearchThings>(|_| MockResponse::json(200, "no list"));
    let client = client(&mock);
    let error = client.methods().search_things(Search::new("w")).await.unwrap_err();
    let said = cause(&error);
    assert!(
        said.starts_with("the mock answers `search_things` with 200 and a body that isn't documented: "),
        "{said}"
    );
    let error = client.methods().copy_thing("/there").await.unwrap_err();
    assert_eq!(cause(&error), "the mock has no answer for `copy_thing`");
    let mock = mock.on::<methods::SearchThings>(|_| MockResponse::status(418));
    let error = client.methods().search_things(Search::new("w")).await.unwrap_err();
    assert_eq!(
        cause(&error),
        "the mock answers `search_things` with 418 and a response that isn't documented"
    );
    let mock = mock.on::<methods::SearchThings>(|_| MockResponse::body(200, "text\nplain", "[]"));
    let error = client.methods().search_things(Search::new("w")).await.unwrap_err();
    assert_eq!(cause(&error), "`content-type` is not a valid header");
    let _ = mock.otherwise(|_| MockResponse::status(204));
    client.methods().copy_thing("/there").await.unwrap();
}

#[tokio::test]
async fn an_answer_as_a_list_and_as_a_stream_have_a_function_each() {
    let mock = Mock::new()
        .on::<streams::Rows>(|_| MockResponse::json(200, &[Tick { n: 1 }]))
        .on::<streams::RowsLines>(|_| MockResponse::json_lines(200, [Tick { n: 2 }]));
    let client = client(&mock);
    assert_eq!(client.streams().rows().await.unwrap(), [Tick { n: 1 }]);
    let mut lines = client.streams().rows_lines().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Tick { n: 2 });
    assert_eq!(mock.requests_of::<streams::Rows>().len(), 1);
    assert_eq!(mock.requests_of::<streams::RowsLines>().len(), 1);
}

#[tokio::test]
async fn parameters_are_decoded() {
    let mock = Mock::new()
        .on::<parameters::SimpleParameter>(|_| MockResponse::status(204))
        .on::<parameters::SeveralInASegment>(|_| MockResponse::status(204))
        .on::<parameters::QueryStyles>(|_| MockResponse::status(204));
    let client = client(&mock);
    let text = "a+b/c & d=é%20";
    client.parameters().simple_parameter(text).await.unwrap();
    client.parameters().several_in_a_segment(7, "n").await.unwrap();
    client.parameters().query_styles(text).await.unwrap();
    let requests = mock.requests();
    let [simple, several, query] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    assert_eq!(simple.path_parameter("id").as_deref(), Some(text));
    assert_eq!(simple.path_parameter("other"), None);
    assert_eq!(several.path_parameter("number").as_deref(), Some("7"));
    assert_eq!(several.path_parameter("name").as_deref(), Some("n"));
    assert_eq!(query.query_parameter("q").as_deref(), Some(text));
    assert_eq!(query.header("accept"), Some("application/json, */*;q=0.1"));
}

#[tokio::test]
async fn streams_are_answered_event_by_event() {
    let mock =
        Mock::new().on::<streams::Log>(|_| MockResponse::body(200, "text/event-stream", "data: a\n\ndata: b\n\n"));
    let mut events = client(&mock).streams().log().await.unwrap();
    let mut found = Vec::new();
    while let Some(event) = events.next().await {
        found.push(event.unwrap().data);
    }
    assert_eq!(found, ["a", "b"]);
    let tick = || Tick { n: 1 };
    let mock = mock
        .on::<streams::Ticks>(move |_| MockResponse::events(200, [tick(), tick()]))
        .on::<streams::RowsLines>(move |_| MockResponse::json_lines(200, [tick()]));
    let mut ticks = client(&mock).streams().ticks().await.unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data, tick());
    let mut rows = client(&mock).streams().rows_lines().await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap(), tick());
}
