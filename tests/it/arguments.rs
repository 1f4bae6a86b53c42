//! What the document says of required parameters and bodies stands in the documentation of the method.

use clientwright_tests::generate;
use serde_json::{Value, json};

/// A parameter at a place, with a description, bounds and a default of its own.
fn parameter(location: &str, name: &str) -> Value {
    json!({
        "name": name,
        "in": location,
        "required": true,
        "deprecated": true,
        "description": format!("What {name} is for."),
        "schema": {"type": "string", "maxLength": 7, "default": format!("usual {name}")},
    })
}

#[test]
fn all_that_is_said_of_arguments_is_documented() {
    let places = ["path", "query", "header", "cookie"];
    let names: Vec<String> = ["own", "shared", "named"]
        .iter()
        .flat_map(|level| places.map(|place| format!("{level}_{place}")))
        .collect();
    let of = |level: &str| places.map(|place| parameter(place, &format!("{level}_{place}")));
    let named = places.map(|place| (format!("named_{place}"), parameter(place, &format!("named_{place}"))));
    let references = places.map(|place| json!({"$ref": format!("#/components/parameters/named_{place}")}));
    let own: Vec<Value> = of("own").into_iter().chain(references).collect();
    let body = json!({"required": true, "description": "What the body is for.", "content": {"text/plain": {"schema": {"type": "string", "minLength": 3}}}});
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/{own_path}/{shared_path}/{named_path}": {
            "parameters": of("shared"),
            "put": {"operationId": "send", "parameters": own, "requestBody": body, "responses": {"204": {"description": ""}}},
        }},
        "components": {"parameters": Value::Object(named.into_iter().collect())},
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let files = generate(&path, "case.json").files.unwrap();
    let (before, _) = files.0["src/api/untagged.rs"].split_once("pub fn send(").unwrap();
    let (_, arguments) = before.split_once("/// # Arguments").unwrap();
    let arguments = arguments.replace("\n    ///   ", " ");
    for name in names {
        let words = [
            format!("/// * `{name}`: Deprecated. What {name} is for."),
            "at most 7 characters".to_owned(),
            format!("`usual {name}`"),
        ];
        let line = arguments.lines().find(|line| line.contains(&format!("* `{name}`:")));
        let line = line.unwrap_or_else(|| panic!("{name} is missing in {arguments}"));
        assert!(words.iter().all(|words| line.contains(words.as_str())), "{line}");
    }
    assert!(arguments.contains("/// * `body`: What the body is for. Constraints: at least 3 characters."));
}
