//! Names stay: `clientwright.lock`.

mod documents;
mod edits;
mod methods;
mod names_stay;
mod orders;
pub(crate) mod surface;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clientwright::names::Lock;
use documents::{Dice, document, grow, reorder};
use serde_json::{Value, json};
use surface::{Client, client};

/// How many random documents are tried.
const ROUNDS: u64 = 60;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn client(&self, document: &Value, before: &Lock) -> Client {
        let path: PathBuf = self.0.path().join("case.json");
        std::fs::write(&path, serde_json::to_string(document).unwrap()).unwrap();
        client(&path, before)
    }
}

fn missing(old: &Client, new: &Client) -> Vec<String> {
    old.facts.difference(&new.facts).cloned().collect()
}

/// The functions whose old arguments are not the first of the new ones.
fn moved(old: &Client, new: &Client) -> Vec<String> {
    let stays = |(function, arguments): &(&String, &Vec<String>)| {
        let after = new.arguments.get(*function);
        after.is_some_and(|after| after.starts_with(arguments))
    };
    let functions = old.arguments.iter().filter(|function| !stays(function));
    functions
        .map(|(function, arguments)| format!("{function}{arguments:?} is {:?}", new.arguments.get(function)))
        .collect()
}

/// The lines of the locks that stand in one of them only.
fn other_lines(left: &Client, right: &Client) -> Vec<String> {
    let lines = |client: &Client| -> BTreeSet<String> { client.lock.text().lines().map(str::to_owned).collect() };
    lines(left).symmetric_difference(&lines(right)).cloned().collect()
}

/// The lock without the tables of orders, which are those of the document at first.
fn without_orders(lock: &Lock) -> BTreeSet<String> {
    let text = lock.text();
    let tables = text.split("\n\n");
    let others = tables.filter(|table| !table.starts_with("[arguments]") && !table.starts_with("[new]"));
    others.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn whatever_is_added_no_name_changes() {
    let folder = Folder::new();
    for seed in 1..=ROUNDS {
        let mut dice = Dice::of(seed);
        let mut document = document(&mut dice);
        let mut before = folder.client(&document, &Lock::default());
        for step in 0..4 {
            let old = serde_json::to_string_pretty(&document).unwrap();
            grow(&mut dice, &mut document);
            reorder(&mut dice, &mut document);
            let after = folder.client(&document, &before.lock);
            assert_eq!(
                missing(&before, &after),
                Vec::<String>::new(),
                "seed {seed}, step {step}\n{old}\n{}\n{}",
                serde_json::to_string_pretty(&document).unwrap(),
                before.lock.text()
            );
            assert_eq!(
                moved(&before, &after),
                Vec::<String>::new(),
                "seed {seed}, step {step}\n{old}"
            );
            before = after;
        }
    }
}

#[test]
fn without_a_lock_the_order_changes_nothing() {
    let folder = Folder::new();
    for seed in 1..=ROUNDS {
        let mut dice = Dice::of(seed);
        let mut document = document(&mut dice);
        let before = folder.client(&document, &Lock::default());
        let old = serde_json::to_string_pretty(&document).unwrap();
        reorder(&mut dice, &mut document);
        let after = folder.client(&document, &Lock::default());
        assert_eq!(
            (missing(&before, &after), missing(&after, &before)),
            (Vec::new(), Vec::new()),
            "seed {seed}\n{old}"
        );
        assert_eq!(
            without_orders(&before.lock),
            without_orders(&after.lock),
            "seed {seed}\n{old}"
        );
    }
}

#[test]
fn the_same_document_with_its_own_lock_gives_the_same_client_and_lock() {
    let folder = Folder::new();
    for seed in 1..=ROUNDS {
        let document = document(&mut Dice::of(seed));
        let first = folder.client(&document, &Lock::default());
        let second = folder.client(&document, &first.lock);
        assert_eq!(missing(&first, &second), Vec::<String>::new(), "seed {seed}");
        assert_eq!(other_lines(&first, &second), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn a_type_that_was_only_received_keeps_its_form_when_it_is_sent() {
    let folder = Folder::new();
    let pet = json!({ "type": "object", "properties": { "label": { "type": "string", "nullable": true } } });
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } });
    let answer = json!({ "responses": { "200": { "description": "", "content": content } } });
    let document = |item: Value| {
        json!({
            "openapi": "3.0.3", "info": { "title": "Case", "version": "1" },
            "paths": { "/pets": item }, "components": { "schemas": { "Pet": pet } },
        })
    };
    let received = folder.client(&document(json!({ "get": answer })), &Lock::default());
    let put = json!({ "requestBody": { "content": content }, "responses": { "204": { "description": "" } } });
    let both = document(json!({ "get": answer, "put": put }));
    let after = folder.client(&both, &received.lock);
    let label = |presence: &str| format!("Pet.label is \"label\": {presence} String");
    assert!(after.facts.contains(&label("Optional")), "{:#?}", after.facts);
    let codes: Vec<&str> = after.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["kept-form"]);
    let anew = folder.client(&both, &Lock::default());
    assert!(anew.facts.contains(&label("Tristate")) && anew.diagnostics.is_empty());
}

#[test]
fn what_was_filled_in_stays_so_when_more_values_are_listed() {
    let folder = Folder::new();
    let document = |values: Value, ok: Value| {
        let part = json!({
            "type": "object", "required": ["type", "ok", "text"],
            "properties": { "type": values, "ok": ok, "text": { "type": "string" } },
        });
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Part" } } });
        let post = json!({ "requestBody": { "content": content }, "responses": { "204": { "description": "" } } });
        json!({
            "openapi": "3.0.3", "info": { "title": "Case", "version": "1" },
            "paths": { "/parts": { "post": post } }, "components": { "schemas": { "Part": part } },
        })
    };
    let strings = |values: &[&str]| json!({ "type": "string", "enum": values });
    let one = document(strings(&["text"]), json!({ "type": "boolean", "enum": [true] }));
    let several = document(strings(&["image", "text"]), json!({ "type": "boolean" }));
    let replaced = document(strings(&["image", "sound"]), json!({ "type": "boolean" }));
    let asked_for = |client: &Client| client.arguments.get("Part::new").cloned().unwrap_or_default();
    let before = folder.client(&one, &Lock::default());
    assert_eq!(asked_for(&before), ["text"]);
    let after = folder.client(&several, &before.lock);
    assert_eq!(asked_for(&after), ["text"]);
    assert_eq!(asked_for(&folder.client(&several, &after.lock)), ["text"]);
    assert_eq!(
        asked_for(&folder.client(&several, &Lock::default())),
        ["type", "ok", "text"]
    );
    assert_eq!(asked_for(&folder.client(&replaced, &after.lock)), ["text", "type"]);
}
