//! Answers one by one: events, lines.

use std::time::Duration;

use everything::api::streams::{CreateCompletionError, TicksError};
use everything::types::{ChatEvent, CreateCompletionBody, Tick};
use everything::{CallError, Event, EventStream, RetryPolicy, StreamError};

use super::scripted::{Scripted, Step, answer, broken};

const EVENTS: &str = "text/event-stream";

async fn ticks(pieces: &[&[u8]]) -> EventStream<Event<Tick>> {
    let server = Scripted::pieces(EVENTS, pieces).await;
    server.client().streams().ticks().await.unwrap()
}

/// The numbers of the ticks, and the first error.
async fn drained(mut stream: EventStream<Event<Tick>>) -> (Vec<i64>, Option<StreamError>) {
    let mut numbers = Vec::new();
    while let Some(tick) = stream.next().await {
        match tick {
            Ok(tick) => numbers.push(tick.data.n),
            Err(error) => return (numbers, Some(error)),
        }
    }
    (numbers, None)
}

#[tokio::test]
async fn events_have_types_names_and_ids() {
    let text = "\u{FEFF}: welcome\r\nevent: tick\r\nid: 1\r\ndata: {\"n\":\r\ndata: 1}\r\n\r\ndata:{\"n\":2}\n\nretry: 5\rdata: {\"n\":3}\r\r";
    let mut stream = ticks(&[text.as_bytes()]).await;
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(
        (first.event.as_str(), first.id.as_deref(), first.data.n),
        ("tick", Some("1"), 1)
    );
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!(
        (second.event.as_str(), second.id.as_deref(), second.data.n),
        ("message", Some("1"), 2)
    );
    assert_eq!(stream.next().await.unwrap().unwrap().data.n, 3);
    assert_eq!(stream.last_event_id(), Some("1"));
}

#[tokio::test]
async fn events_are_whole_wherever_they_are_split() {
    let text =
        "\u{FEFF}id: é\r\ndata: {\"n\":1}\r\n\r\n:c\r\n\r\ndata: {\"n\":2}\n\ndata: [DONE]\n\ndata: {\"n\":3}\n\n"
            .as_bytes();
    for at in 1..text.len() {
        let (left, right) = text.split_at(at);
        let (numbers, error) = drained(ticks(&[left, right]).await).await;
        assert_eq!(
            (numbers, error.map(|error| error.to_string())),
            (vec![1, 2], None),
            "split at {at}"
        );
    }
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(drained(ticks(&bytes).await).await.0, [1, 2]);
}

#[tokio::test]
async fn an_event_that_the_stream_ends_in_is_none() {
    let (numbers, error) = drained(ticks(&[b"data: {\"n\":1}\n\ndata: {\"n\":2}\n"]).await).await;
    assert_eq!((numbers, error.is_none()), (vec![1], true));
}

#[tokio::test]
async fn an_unfit_event_is_named_and_the_stream_goes_on() {
    let text = b"data: {\"n\":1}\n\nevent: odd\ndata: {\"n\":\"two\"}\n\ndata: {\"n\":3}\n\n";
    let mut stream = ticks(&[text]).await;
    assert_eq!(stream.next().await.unwrap().unwrap().data.n, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /streams/ticks: 200 OK: event 2 `odd` doesn't match the API description"
    );
    assert_eq!(error.failure().json_path().as_deref(), Some("/n"));
    assert!(matches!(&error, CallError::Decode(failure) if failure.raw_body() == b"{\"n\":\"two\"}"));
    assert_eq!(stream.next().await.unwrap().unwrap().data.n, 3);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_event_without_end_is_an_error_in_bounded_memory() {
    for piece in [&b"data: 0123456789"[..], b"data: 0123456789\n"] {
        let pieces = vec![piece; 200];
        let server = Scripted::pieces(EVENTS, &pieces).await;
        let client = server.builder().max_response_bytes(1000).build().unwrap();
        let mut stream = client.streams().ticks().await.unwrap();
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(matches!(&error, CallError::TooLarge(_)), "{error}");
        assert!(
            error.to_string().ends_with("event 1 has more than 1000 bytes"),
            "{error}"
        );
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn comments_and_many_events_are_no_large_event() {
    let mut pieces: Vec<&[u8]> = vec![b": still here, still here\n"; 100];
    pieces.extend(vec![&b"data: {\"n\":1}\n\n"[..]; 100]);
    let server = Scripted::pieces(EVENTS, &pieces).await;
    let client = server.builder().max_response_bytes(100).build().unwrap();
    let (numbers, error) = drained(client.streams().ticks().await.unwrap()).await;
    assert_eq!((numbers.len(), error.is_none()), (100, true));
}

#[tokio::test]
async fn text_events_end_with_the_declared_sentinel() {
    let server = Scripted::pieces(
        EVENTS,
        &[b"data: [DONE]\n\ndata:  a\ndata: b\n\ndata: [END]\n\ndata: c\n\n"],
    )
    .await;
    let mut stream = server.client().streams().log().await.unwrap();
    let mut lines = Vec::new();
    while let Some(line) = stream.next().await {
        lines.push(line.unwrap().data);
    }
    assert_eq!(lines, ["[DONE]", " a\nb"]);
}

#[tokio::test]
async fn events_may_be_described_whole() {
    let text = b"id: 4\nevent: said\ndata: {\"text\":\"hi\"}\n\nevent: heartbeat\nretry: 10\n\nevent: heartbeat\ndata: thump\n\n";
    let server = Scripted::pieces(EVENTS, &[text]).await;
    let mut stream = server.client().streams().chat().await.unwrap();
    let Some(Ok(ChatEvent::Said(said))) = stream.next().await else {
        panic!("the first event is said");
    };
    assert_eq!((said.id.as_deref(), said.data.text.as_str()), (Some("4"), "hi"));
    let Some(Ok(ChatEvent::Heartbeat(silent))) = stream.next().await else {
        panic!("the second event has no data, and fits");
    };
    assert_eq!((silent.data, silent.retry), (None, Some(10)));
    let Some(Ok(ChatEvent::Heartbeat(loud))) = stream.next().await else {
        panic!("the third event has data that is no JSON");
    };
    assert_eq!(loud.data.as_deref(), Some("thump"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_broken_stream_goes_on_after_the_last_event_id() {
    let rest = answer(200, EVENTS, &[b"id: 2\ndata: {\"n\":2}\n\ndata: [DONE]\n\n"]);
    let server = Scripted::start(vec![broken(EVENTS, "id: 1\nretry: 1\ndata: {\"n\":1}\n\nda"), rest]).await;
    let client = server.builder().retry(RetryPolicy::default()).build().unwrap();
    let (numbers, error) = drained(client.streams().ticks().with_header("x-own", "1").await.unwrap()).await;
    assert_eq!((numbers, error.map(|error| error.to_string())), (vec![1, 2], None));
    let requests = server.requests();
    assert!(!requests[0].contains("last-event-id"));
    assert!(
        requests[1].contains("last-event-id: 1\r\n") && requests[1].contains("x-own: 1"),
        "{}",
        requests[1]
    );
    assert!(requests[1].contains("accept: text/event-stream"));
}

#[tokio::test]
async fn a_server_that_asks_to_come_back_says_when_there_is_no_more() {
    let first = answer(200, EVENTS, &[b"id: 1\nretry: 1\ndata: {\"n\":1}\n\n"]);
    let no_more = vec![Step::Say(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())];
    let server = Scripted::start(vec![first, no_more]).await;
    let client = server.builder().retry(RetryPolicy::default()).build().unwrap();
    let (numbers, error) = drained(client.streams().ticks().await.unwrap()).await;
    assert_eq!((numbers, error.is_none(), server.requests().len()), (vec![1], true, 2));
}

#[tokio::test]
async fn a_stream_is_not_tried_again_for_ever_nor_without_ids() {
    let quick = || RetryPolicy::default().base_delay(Duration::from_millis(1));
    let server = Scripted::start(vec![
        broken(EVENTS, "id: 1\nretry: 1\ndata: {\"n\":1}\n\n"),
        broken(EVENTS, ":c\n"),
    ])
    .await;
    let client = server.builder().retry(quick()).build().unwrap();
    let (numbers, error) = drained(client.streams().ticks().await.unwrap()).await;
    assert_eq!((numbers, server.requests().len()), (vec![1], 3));
    assert!(matches!(error, Some(CallError::Transport(_))));
    let server = Scripted::start(vec![broken(EVENTS, "data: {\"n\":1}\n\n")]).await;
    let client = server.builder().retry(quick()).build().unwrap();
    let (numbers, error) = drained(client.streams().ticks().await.unwrap()).await;
    assert_eq!((numbers, server.requests().len()), (vec![1], 1));
    assert!(matches!(error, Some(CallError::Transport(_))));
}

#[tokio::test]
async fn the_errors_of_a_stream_are_read_whole() {
    let server = Scripted::start(vec![answer(403, "application/json", &[b"{\"text\":\"no\"}"])]).await;
    let Err(CallError::Api(error)) = server.client().streams().ticks().await else {
        panic!("403 is documented");
    };
    assert!(matches!(error.body(), TicksError::Forbidden(note) if note.text == "no"));
}

#[tokio::test]
async fn what_is_no_stream_of_events_is_not_taken_for_one() {
    let server = Scripted::pieces("application/json", &[b"{\"text\":\"whole\"}"]).await;
    let error = server.client().streams().ticks().await.unwrap_err();
    assert!(
        matches!(&error, CallError::Decode(failure) if failure.raw_body() == b"{\"text\":\"whole\"}"),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .ends_with("expected text/event-stream, found `application/json`"),
        "{error}"
    );
}

#[tokio::test]
async fn an_operation_with_both_has_two_methods() {
    let body = || CreateCompletionBody::new("p").stream(true);
    let server = Scripted::pieces("application/json", &[b"{\"text\":\"whole\"}"]).await;
    assert_eq!(
        server.client().streams().create_completion(body()).await.unwrap().text,
        "whole"
    );
    assert!(server.requests()[0].contains("accept: application/json, */*;q=0.1\r\n"));
    let server = Scripted::pieces(EVENTS, &[b"data: {\"n\":1}\n\ndata: [DONE]\n\n"]).await;
    let stream = server
        .client()
        .streams()
        .create_completion_stream(body())
        .await
        .unwrap();
    assert_eq!(drained(stream).await.0, [1]);
    assert!(server.requests()[0].contains("accept: text/event-stream, application/json;q=0.5, */*;q=0.1\r\n"));
    let server = Scripted::start(vec![answer(400, "application/json", &[b"{\"text\":\"no\"}"])]).await;
    let error = server
        .client()
        .streams()
        .create_completion_stream(body())
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Api(error) if matches!(error.body(), CreateCompletionError::BadRequest(_))));
}

#[tokio::test]
async fn lines_of_json_come_one_by_one() {
    let pieces: &[&[u8]] = &[b"{\"n\":1}\r\n\n{\"n\"", b":2}\n{\"n\":\"x\"}\n", b"{\"n\":4}"];
    let server = Scripted::pieces("application/x-ndjson", pieces).await;
    let mut rows = server.client().streams().rows_lines().await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap().n, 1);
    assert_eq!(rows.next().await.unwrap().unwrap().n, 2);
    let error = rows.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /streams/rows: 200 OK: line 4 doesn't match the API description"
    );
    assert_eq!(error.failure().json_path().as_deref(), Some("/n"));
    assert_eq!(
        rows.next().await.unwrap().unwrap().n,
        4,
        "a last line needs no end, and an unfit one ends nothing"
    );
    assert!(rows.next().await.is_none());
    assert!(server.requests()[0].contains("accept: application/x-ndjson, */*;q=0.1\r\n"));
    let server = Scripted::pieces("application/json", &[b"[{\"n\":1},{\"n\":2}]"]).await;
    assert_eq!(server.client().streams().rows().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_line_without_end_is_an_error_in_bounded_memory() {
    let pieces = vec![&b"{\"n\":          "[..]; 200];
    let server = Scripted::pieces("application/x-ndjson", &pieces).await;
    let client = server.builder().max_response_bytes(1000).build().unwrap();
    let mut rows = client.streams().rows_lines().await.unwrap();
    let error = rows.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, CallError::TooLarge(_)), "{error}");
    assert!(
        error.to_string().ends_with("line 1 has more than 1000 bytes"),
        "{error}"
    );
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn a_broken_stream_of_lines_ends_with_an_error() {
    let server = Scripted::start(vec![broken("application/x-ndjson", "{\"n\":1}\n{\"n\":2}")]).await;
    let mut rows = server.client().streams().rows_lines().await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap().n, 1);
    assert!(
        matches!(rows.next().await, Some(Err(CallError::Transport(_)))),
        "half a line is not given"
    );
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn a_sequence_of_json_texts_is_told_apart_by_separators() {
    let pieces: &[&[u8]] = &[b"\x1E{\"n\":1}\n\x1E{\n\"n\":", b"2}\n\x1E1\x1E{\"n\":3}\n"];
    let server = Scripted::pieces("application/json-seq", pieces).await;
    let mut texts = server.client().streams().sequence().await.unwrap();
    assert_eq!(texts.next().await.unwrap().unwrap().n, 1);
    assert_eq!(texts.next().await.unwrap().unwrap().n, 2);
    let error = texts.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().ends_with("text 3 doesn't match the API description"),
        "{error}"
    );
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "the end of the text may be missing");
    assert_eq!(texts.next().await.unwrap().unwrap().n, 3);
    assert!(texts.next().await.is_none());
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let mut script = answer(200, EVENTS, &[b"data: {\"n\":1}\n"]);
    script.extend([
        Step::Wait(Duration::from_millis(200)),
        Step::Say(b"\ndata: {\"n\":2}\n\n".to_vec()),
    ]);
    let server = Scripted::start(vec![script]).await;
    let mut stream = server.client().streams().ticks().await.unwrap();
    let mut numbers = Vec::new();
    loop {
        match tokio::time::timeout(Duration::from_millis(20), stream.next()).await {
            Err(_) => {}
            Ok(Some(tick)) => numbers.push(tick.unwrap().data.n),
            Ok(None) => break,
        }
    }
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn streams_can_be_sent_to_other_tasks() {
    fn is_send<T: Send + 'static>() {}
    is_send::<everything::ByteStream>();
    is_send::<EventStream<Event<Tick>>>();
    is_send::<everything::JsonLines<Tick>>();
}
