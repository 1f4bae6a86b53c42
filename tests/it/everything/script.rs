//! A scripted transport: responses for operations, whatever the order of the calls.

use std::error::Error;

use everything::api::methods::{CopyThing, SearchThings};
use everything::transport::{Scripted, TransportErrorKind};
use everything::types::Search;
use everything::{Client, RetryPolicy};

fn client(scripted: &Scripted) -> Client {
    let builder = Client::builder().transport(scripted.clone()).retry(RetryPolicy::none());
    builder.build().unwrap()
}

#[tokio::test]
async fn responses_are_for_their_operations() {
    let scripted = Scripted::new()
        .reply_to::<CopyThing>(204, "")
        .reply_to::<SearchThings>(200, r#"["a"]"#)
        .reply(200, r#"["b"]"#)
        .fail_to::<CopyThing>(TransportErrorKind::Connect);
    let client = client(&scripted);
    let search = || client.methods().search_things(Search::new("w"));
    assert_eq!(search().await.unwrap(), ["a"]);
    assert_eq!(search().await.unwrap(), ["b"]);
    client.methods().copy_thing("/there").await.unwrap();
    assert!(client.methods().copy_thing("/there").await.unwrap_err().is_connect());
    let error = search().await.unwrap_err();
    let (mut causes, mut cause) = (Vec::new(), error.source());
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    assert!(
        causes.join(": ").contains("no response left for `search_things`"),
        "{causes:?}"
    );
    let operations: Vec<&str> = scripted.requests().iter().map(|request| request.operation).collect();
    let expected = [
        "search_things",
        "search_things",
        "copy_thing",
        "copy_thing",
        "search_things",
    ];
    assert_eq!(operations, expected);
}
