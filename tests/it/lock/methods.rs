//! Methods stay what they are called, and where they are.

use clientwright::names::{Lock, Place};
use serde_json::{Value, json};

use super::{Folder, missing};

/// A document of these operations: a path of its own, a tag, the `operationId`.
fn document(operations: &[(&str, Option<&str>, &str)]) -> Value {
    let paths = operations.iter().map(|(path, tag, id)| {
        let tags: Vec<&str> = tag.iter().copied().collect();
        let body = json!({ "type": "object", "properties": { "state": { "type": "string", "enum": ["open"] } } });
        let operation = json!({
            "operationId": id, "tags": tags, "responses": { "204": { "description": "" } },
            "requestBody": { "content": { "application/json": { "schema": body } } },
        });
        ((*path).to_owned(), json!({ "post": operation }))
    });
    json!({
        "openapi": "3.1.0", "info": { "title": "Case", "version": "1" },
        "paths": paths.collect::<serde_json::Map<String, Value>>(),
    })
}

#[test]
fn a_newcomer_takes_no_short_name() {
    let folder = Folder::new();
    let tag = Some("issues");
    let old = [("/a", tag, "listIssues"), ("/b", tag, "createIssue")];
    let new = [
        old.as_slice(),
        &[("/c", tag, "issues/list"), ("/d", tag, "issue_create")],
    ]
    .concat();
    let before = folder.client(&document(&old), &Lock::default());
    let after = folder.client(&document(&new), &before.lock);
    assert_eq!(missing(&before, &after), Vec::<String>::new());
    for method in [
        "issues::list",
        "issues::create",
        "issues::issues_list",
        "issues::issue_create",
    ] {
        assert!(after.arguments.contains_key(method), "{method}: {:?}", after.arguments);
    }
}

/// Names that were given when methods still repeated their handles.
#[test]
fn a_name_that_was_given_is_not_shortened() {
    let folder = Folder::new();
    let document = document(&[
        ("/a", Some("issues"), "listIssues"),
        ("/b", Some("issues"), "createIssue"),
    ]);
    let mut lock = Lock::default();
    lock.set("operations", "post /a", Place::Name("list_issues".to_owned()));
    let client = folder.client(&document, &lock);
    for method in ["issues::list_issues", "issues::create"] {
        assert!(client.arguments.contains_key(method), "{:?}", client.arguments);
    }
    let again = folder.client(&document, &client.lock);
    assert_eq!(
        (missing(&client, &again), missing(&again, &client)),
        (Vec::new(), Vec::new())
    );
}

#[test]
fn methods_of_the_client_stay_there_when_more_come() {
    let folder = Folder::new();
    let paths: Vec<String> = (0..20)
        .map(|number| format!("/{}/{number}", ["pets", "toys"][number % 2]))
        .collect();
    let ids: Vec<String> = (0..20).map(|number| format!("call{number}")).collect();
    let all: Vec<(&str, Option<&str>, &str)> = paths
        .iter()
        .zip(&ids)
        .map(|(path, id)| (path.as_str(), None, id.as_str()))
        .collect();
    let few = folder.client(&document(&all[..6]), &Lock::default());
    let more = folder.client(&document(&all), &few.lock);
    assert_eq!(missing(&few, &more), Vec::<String>::new());
    let many = folder.client(&document(&all), &Lock::default());
    assert_ne!(missing(&few, &many), Vec::<String>::new(), "many are grouped");
    let less = folder.client(&document(&all[..6]), &many.lock);
    assert_eq!(missing(&less, &many), Vec::<String>::new(), "and stay so");
}

/// The `operationId` may change: inline types are named after what it was.
#[test]
fn inline_types_keep_the_name_of_their_operation() {
    let folder = Folder::new();
    let before = folder.client(&document(&[("/a", Some("issues"), "createIssue")]), &Lock::default());
    let after = folder.client(&document(&[("/a", Some("issues"), "addIssue")]), &before.lock);
    assert!(
        before.facts.iter().any(|fact| fact.contains("CreateIssueBody")),
        "{:?}",
        before.facts
    );
    assert_eq!(missing(&before, &after), Vec::<String>::new());
}
