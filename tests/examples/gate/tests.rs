//! What the gate expects of small documents, and what it accepts.

use clientwright::Generated;
use clientwright_tests::{generate, inspect_as, root};
use serde_json::{Value, json};

use crate::compare::{is_same, of_tag};
use crate::declared::declared;
use crate::document::Document;
use crate::synthesis;
use crate::types::{self, Direction, Types};
use crate::valid::is_valid;

/// Calls `check` with the component of this name in the document of a case.
fn with_case(schemas: &Value, check: impl Fn(&Expectations<'_, '_>)) {
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Case", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    let folder = tempfile::tempdir().unwrap_or_else(|error| unreachable!("a folder: {error}"));
    let path = folder.path().join("case.json");
    let written = std::fs::write(&path, document.to_string());
    assert!(written.is_ok(), "{written:?}");
    let Generated { source, .. } = generate(&path, "case.json");
    check(&Expectations {
        document: &Document::new(&source),
    });
}

struct Expectations<'e, 'd> {
    document: &'e Document<'d>,
}

impl Expectations<'_, '_> {
    fn of(&self, component: &str, value: &Value) -> Value {
        let schema = self
            .document
            .components()
            .into_iter()
            .find(|(name, _)| *name == component);
        let schema = schema.map(|(_, schema)| schema);
        schema.map_or(Value::Null, |schema| declared(self.document, schema, value, None))
    }

    fn is_valid(&self, component: &str, value: &Value) -> bool {
        let schema = self
            .document
            .components()
            .into_iter()
            .find(|(name, _)| *name == component);
        schema.is_some_and(|(_, schema)| is_valid(self.document, schema, value))
    }

    fn samples(&self, component: &str) -> Vec<Value> {
        let schema = self
            .document
            .components()
            .into_iter()
            .find(|(name, _)| *name == component);
        schema.map_or_else(Vec::new, |(_, schema)| synthesis::values(self.document, schema))
    }
}

#[test]
fn exactly_the_tag_is_added() {
    let expected = json!({"radius": 1, "kind": of_tag(json!("circle"))});
    let sample = json!({"radius": 1});
    let accepts = |got: Value| is_same(&expected, &got, &sample);
    assert!(accepts(json!({"kind": "circle", "radius": 1})));
    assert!(!accepts(json!({"radius": 1})));
    assert!(!accepts(json!({"kind": "square", "radius": 1})));
    assert!(!accepts(json!({"kind": "circle"})));
    assert!(!accepts(json!({"kind": "circle", "radius": 1, "more": true})));
}

#[test]
fn tags_are_mapped_or_named_or_constants() {
    let schemas = json!({
        "Mapped": {
            "oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Square"}],
            "discriminator": {"propertyName": "kind", "mapping": {"round": "#/components/schemas/Circle"}},
        },
        "Plain": {"oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}]},
        "Circle": {"type": "object", "properties": {"kind": {"type": "string"}, "radius": {"type": "number"}}},
        "Square": {"type": "object", "properties": {"kind": {"type": "string"}, "size": {"type": "number"}}},
        "One": {"type": "object", "properties": {"version": {"const": 1}, "a": {"type": "string"}}},
        "Two": {"type": "object", "properties": {"version": {"const": 2}, "b": {"type": "string"}}},
    });
    with_case(&schemas, |case| {
        let radius = case.of("Mapped", &json!({"radius": 1}));
        assert_eq!(radius, json!({"radius": 1, "kind": of_tag(json!("round"))}));
        let size = case.of("Mapped", &json!({"size": 1}));
        assert_eq!(size, json!({"size": 1, "kind": of_tag(json!("Square"))}));
        let constant = case.of("Plain", &json!({"b": "x"}));
        assert_eq!(constant, json!({"b": "x", "version": of_tag(json!(2))}));
        // A constant of a type that is no member of a union stays absent.
        assert_eq!(case.of("One", &json!({"a": "x"})), json!({"a": "x"}));
        assert_eq!(
            case.of("Mapped", &json!({"kind": "round", "size": 1})),
            json!({"kind": "round"})
        );
    });
}

#[test]
fn a_parent_is_its_children() {
    let schemas = json!({
        "Pet": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}},
        },
        "Cat": {
            "allOf": [{"$ref": "#/components/schemas/Pet"}],
            "required": ["lives"],
            "properties": {"lives": {"type": "integer"}},
        },
    });
    with_case(&schemas, |case| {
        assert!(case.is_valid("Pet", &json!({"kind": "cat", "lives": 9})));
        assert!(!case.is_valid("Pet", &json!({"kind": "cat"})));
        assert!(case.is_valid("Pet", &json!({"kind": "Pet"})));
        assert!(case.samples("Pet").contains(&json!({"kind": "cat", "lives": 1})));
        assert_eq!(
            case.of("Pet", &json!({"kind": "cat", "lives": 9})),
            json!({"kind": "cat", "lives": 9})
        );
    });
}

#[test]
fn patterns_describe_members() {
    let schemas = json!({
        "Labels": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "patternProperties": {"^x-": {"type": "integer"}},
        },
    });
    with_case(&schemas, |case| {
        assert!(case.samples("Labels").contains(&json!({"x-extra": 1})));
        assert!(!case.is_valid("Labels", &json!({"x-extra": "text"})));
        assert!(case.is_valid("Labels", &json!({"x-extra": 1, "extra": "text"})));
    });
}

#[test]
fn elements_are_described_by_their_positions() {
    let schemas = json!({
        "Pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "boolean"}], "minItems": 2, "maxItems": 2},
        "Head": {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
    });
    with_case(&schemas, |case| {
        let pairs = case.samples("Pair");
        assert!(pairs.contains(&json!(["text", false])), "{pairs:?}");
        assert!(
            pairs.iter().all(|pair| pair.as_array().map(Vec::len) == Some(2)),
            "{pairs:?}"
        );
        assert!(!case.is_valid("Pair", &json!([true, "text"])));
        assert!(!case.is_valid("Pair", &json!(["text"])));
        let heads = case.samples("Head");
        assert!(
            heads.contains(&json!([])) && heads.contains(&json!(["text", 1])),
            "{heads:?}"
        );
        assert!(!case.is_valid("Head", &json!(["text", "text"])));
    });
}

#[test]
fn properties_under_a_condition_may_be_there() {
    let schemas = json!({
        "Pay": {
            "type": "object",
            "required": ["method"],
            "properties": {"method": {"type": "string"}},
            "if": {"properties": {"method": {"const": "card"}}},
            "then": {"$ref": "#/components/schemas/Card"},
            "allOf": [{"if": {"properties": {"method": {"const": "bank"}}}, "then": {"properties": {"iban": {"type": "string"}}}}],
            "dependentSchemas": {"method": {"properties": {"note": {"type": "boolean"}}}},
        },
        "Card": {"type": "object", "required": ["number"], "properties": {"number": {"type": "integer"}}},
    });
    with_case(&schemas, |case| {
        let whole = json!({"method": "text", "number": 1, "iban": "text", "note": true});
        assert!(case.samples("Pay").contains(&whole), "{:?}", case.samples("Pay"));
        assert_eq!(case.of("Pay", &whole), whole);
        assert!(case.samples("Pay").contains(&json!({"method": "text"})));
    });
}

/// A gate that lost the types would have nothing to refuse.
#[test]
fn the_types_of_all_components_are_found() {
    let path = root().join("spec/stackone.yaml");
    let generated = generate(&path, "openapi.yaml");
    let (files, source) = (generated.files.unwrap_or_default(), generated.source);
    let document = Document::new(&source);
    let report = inspect_as(&path, "openapi.yaml", "everything").report;
    let origins = report.map(|report| types::origins(&report, "openapi.yaml"));
    let types = Types::of(&files.0, &document, &origins.unwrap_or_default());
    let components = document.components();
    assert!(components.len() > 5, "{}", components.len());
    for (name, schema) in components {
        let target = document.target(schema).unwrap_or(schema);
        let is_found =
            types.own(schema, Direction::Received).is_some() || types.own(target, Direction::Received).is_some();
        assert!(is_found || types.is_form(target), "{name}");
    }
}
