//! Selection: which operations and types a client has, what it says of that, and that names stay as the selection grows.

use clientwright::config::SelectConfig;
use clientwright::diagnostic::render::{Style, text};
use clientwright::input::{Coverage, Part};
use clientwright::names::Lock;
use clientwright::surface::{Kind, Surface};
use clientwright::{Config, Generated, with_deep_stack};
use clientwright_tests::{configuration, documents, root};
use serde_json::{Value, json};

/// A document of many operations, each with a schema of its own, and one that all have.
fn document(size: usize) -> Value {
    let paths = (0..size).map(|index| {
        let schema = json!({"$ref": format!("#/components/schemas/Thing{index}")});
        let operation = json!({
            "operationId": format!("things/get-{index}"),
            "tags": [if index % 2 == 0 { "even" } else { "odd" }],
            "responses": {"200": {"description": "One.", "content": {"application/json": {"schema": schema}}}},
        });
        (
            format!("/things/{index}"),
            json!({"get": operation, "delete": {"responses": {"204": {"description": "Done."}}}}),
        )
    });
    let shared = json!({"$ref": "#/components/schemas/Shared"});
    let schemas = (0..size).map(|index| {
        let properties =
            json!({"shared": shared, "own": {"type": "object", "properties": {"index": {"type": "integer"}}}});
        (
            format!("Thing{index}"),
            json!({"type": "object", "properties": properties}),
        )
    });
    let mut schemas: serde_json::Map<String, Value> = schemas.collect();
    schemas.insert(
        "Shared".to_owned(),
        json!({"type": "object", "properties": {"name": {"type": "string"}}}),
    );
    schemas.insert(
        "Unused".to_owned(),
        json!({"type": "object", "properties": {"strange": {"type": "strng"}}}),
    );
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Case", "version": "1"},
        "paths": paths.collect::<serde_json::Map<_, _>>(),
        "components": {"schemas": schemas},
    })
}

/// Generates the selection that a configuration makes of a document, with the names of an earlier run.
fn generated(document: &Value, select: impl FnOnce(Config) -> Config, before: Option<&Generated>) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let config = select(Config::new(&path).crate_name("case"));
    let lock = before.and_then(|before| before.lock.clone()).unwrap_or_default();
    let options = config.options("api.json".to_owned()).after(lock);
    with_deep_stack(move || clientwright::generate(&path, &options))
}

fn messages(generated: &Generated) -> String {
    text(&generated.diagnostics, &generated.source, Style::Plain).to_string()
}

fn file<'g>(generated: &'g Generated, name: &str) -> &'g str {
    generated.files.as_ref().unwrap().0.get(name).unwrap()
}

/// The paths of the public types and operations.
fn items(generated: &Generated) -> Vec<String> {
    let surface = Surface::parse(file(generated, "api.txt")).unwrap();
    let items = surface.items.into_keys();
    let items = items.filter(|key| matches!(key.kind, Kind::Struct | Kind::Operation));
    items.map(|key| key.path).collect()
}

fn coverage(operations: (usize, usize), schemas: (usize, usize)) -> Option<Coverage> {
    let part = |(taken, all)| Part { taken, all };
    Some(Coverage {
        operations: part(operations),
        webhooks: Part::default(),
        schemas: part(schemas),
    })
}

#[test]
fn a_client_has_what_is_selected_and_says_so() {
    let document = document(20);
    let made = generated(
        &document,
        |config| config.include(["things/get-3", "GET /things/1*"]).exclude(["tag:odd"]),
        None,
    );
    assert_eq!(messages(&made), "", "nothing is said of what is left out");
    assert_eq!(made.facts.as_ref().unwrap().coverage, coverage((5, 40), (6, 22)));
    let items = items(&made);
    assert_eq!(
        items.iter().filter(|item| item.starts_with("api::")).count(),
        5,
        "{items:?}"
    );
    assert!(items.contains(&"types::Shared".to_owned()) && items.contains(&"types::Thing10".to_owned()));
    assert!(
        !items
            .iter()
            .any(|item| item.contains("Thing3") || item.contains("Unused")),
        "{items:?}"
    );
    for name in ["README.md", "src/lib.rs"] {
        let text = file(&made, name).replace("\n//! ", " ");
        assert!(
            text.contains("This crate has 5 of the 40 operations of the API."),
            "{name}: {text}"
        );
    }
}

#[test]
fn everything_is_in_the_client_without_a_selection() {
    let made = generated(&document(2), |config| config, None);
    assert_eq!(made.facts.as_ref().unwrap().coverage, None);
    assert!(items(&made).contains(&"types::Unused".to_owned()));
    assert!(!file(&made, "README.md").contains("This crate has"));
}

#[test]
fn what_nothing_leads_to_is_kept_or_left_out_as_the_configuration_says() {
    let prune = |prune| {
        move |mut config: Config| {
            config.select.prune = Some(prune);
            config
        }
    };
    let pruned = generated(&document(2), prune(true), None);
    assert_eq!(pruned.facts.as_ref().unwrap().coverage, coverage((4, 4), (3, 4)));
    let kept = generated(
        &document(2),
        |config| prune(false)(config.include(["things/get-0"])),
        None,
    );
    assert_eq!(kept.facts.as_ref().unwrap().coverage, coverage((1, 4), (4, 4)));
    assert!(items(&kept).contains(&"types::Unused".to_owned()));
}

/// What nothing leads to changes no operation and no name of the rest, and a selection of all operations is no selection.
#[test]
fn the_rest_of_a_client_is_as_it_is_in_the_whole() {
    let (mut compared, mut smaller) = (0, 0);
    for case in documents(&root().join("tests/cases")) {
        let config = configuration(&case, "case").unwrap();
        if config.select != SelectConfig::default() {
            continue;
        }
        let surface = |config: &Config, lock: Option<Lock>| {
            let options = config.options("case.yaml".to_owned()).after(lock.unwrap_or_default());
            let case = case.clone();
            let made = with_deep_stack(move || clientwright::surfaced(&case, &options));
            made.version.map(|version| (version.surface.items, made.lock))
        };
        let (whole, lock) = surface(&config, None).unwrap();
        let mut all = config.clone().include(["/*", "webhook:*"]);
        all.select.prune = Some(false);
        assert_eq!(surface(&all, None).unwrap().0, whole, "{}", case.display());
        let mut pruned = config.clone();
        pruned.select.prune = Some(true);
        // A former name of a type that is left out can't be kept.
        let Some((part, _)) = surface(&pruned, lock) else {
            continue;
        };
        for (key, item) in &part {
            // How a type is made depends on who else has it: a union writes the tags of its members.
            if !key.path.starts_with("types::") {
                assert_eq!(whole.get(key), Some(item), "{}: {}", case.display(), key.path);
            } else if key.parent() == "types" {
                assert!(whole.contains_key(key), "{}: {}", case.display(), key.path);
            }
        }
        compared += 1;
        smaller += usize::from(part.len() < whole.len());
    }
    assert!(compared > 100 && smaller > 5, "{compared} compared, {smaller} smaller");
}

#[test]
fn names_stay_as_the_selection_grows() {
    // Each wants the name of another: `Pet` and `pet`, and inline types of equal names.
    let get = |id: &str, schema: &str| {
        let schema =
            json!({"type": "object", "properties": {"it": {"$ref": format!("#/components/schemas/{schema}")}}});
        let content = json!({"application/json": {"schema": schema}});
        json!({"get": {"operationId": id, "tags": ["Pets"], "responses": {"200": {"description": "One.", "content": content}}}})
    };
    let object = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Case", "version": "1"},
        "paths": {"/a": get("getPet", "Pet"), "/b": get("get_pet", "pet"), "/c": get("pets/get-pet", "PET")},
        "components": {"schemas": {"Pet": object, "pet": object, "PET": object}},
    });
    let second = generated(&document, |config| config.include(["get_pet"]), None);
    let both = generated(
        &document,
        |config| config.include(["get_pet", "pets/get-pet"]),
        Some(&second),
    );
    let all = generated(&document, |config| config, Some(&both));
    let (first, middle, last) = (items(&second), items(&both), items(&all));
    assert!(first.iter().all(|item| middle.contains(item)), "{first:?} {middle:?}");
    assert!(middle.iter().all(|item| last.contains(item)), "{middle:?} {last:?}");
    let route = |made: &Generated, path: &str| {
        let listing = file(made, "api.txt").to_owned();
        let line = listing
            .lines()
            .find(|line| line.contains("method(") && line.contains(path));
        line.map(str::to_owned)
    };
    assert!(route(&second, "GET /b").is_some());
    assert_eq!(route(&second, "GET /b"), route(&all, "GET /b"));
    assert_eq!(route(&both, "GET /c"), route(&all, "GET /c"));
}

#[test]
fn operations_behind_references_are_selected_too() {
    let item = json!({
        "get": {"operationId": "read", "responses": {"204": {"description": "Done."}}},
        "put": {"operationId": "write", "responses": {"204": {"description": "Done."}}},
    });
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Case", "version": "1"},
        "paths": {"/a": {"$ref": "#/components/pathItems/Item"}, "/b": {"$ref": "#/components/pathItems/Item"}},
        "components": {"pathItems": {"Item": item}},
    });
    let made = generated(&document, |config| config.include(["PUT /a", "GET /b"]), None);
    assert_eq!(messages(&made), "");
    assert_eq!(made.facts.as_ref().unwrap().coverage, coverage((2, 4), (0, 0)));
    let listing = file(&made, "api.txt");
    let routes = ["PUT /a", "GET /b", "GET /a", "PUT /b"].map(|route| listing.contains(route));
    assert_eq!(routes, [true, true, false, false], "{listing}");
}
