//! The tables beside the standard's own lists of keys.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;

/// JSON Schema 2020-12: core (sections 8.1 to 8.5, 10 and 11) and validation (sections 6 to 9), by vocabulary.
const JSON_SCHEMA: &[(&str, &str)] = &[
    (
        "core",
        "$schema $vocabulary $id $anchor $dynamicAnchor $ref $dynamicRef $defs $comment",
    ),
    (
        "applicator",
        "prefixItems items contains additionalProperties properties patternProperties dependentSchemas propertyNames if then else allOf anyOf oneOf not",
    ),
    ("unevaluated", "unevaluatedItems unevaluatedProperties"),
    (
        "validation",
        "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired",
    ),
    (
        "meta-data",
        "title description default deprecated readOnly writeOnly examples",
    ),
    ("format", "format"),
    ("content", "contentEncoding contentMediaType contentSchema"),
    ("OpenAPI 3.0 and 3.1", "discriminator xml externalDocs example nullable"),
    ("earlier drafts", "id definitions dependencies additionalItems"),
];

/// OpenAPI 3.0.4, 3.1.1 and 3.2.0: the fixed fields of each object.
const OBJECTS: &[(&str, Keys, &str)] = &[
    (
        "OpenAPI",
        DOCUMENT,
        "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs $self",
    ),
    (
        "Info",
        INFO,
        "title summary description termsOfService contact license version",
    ),
    (
        "Components",
        COMPONENTS,
        "schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems mediaTypes",
    ),
    ("Server", SERVER, "url description variables name"),
    ("Server Variable", SERVER_VARIABLE, "enum default description"),
    ("Tag", TAG, "name description externalDocs summary parent kind"),
    (
        "Path Item",
        PATH_ITEM,
        "$ref summary description get put post delete options head patch trace query additionalOperations servers parameters",
    ),
    (
        "Operation",
        OPERATION,
        "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers",
    ),
    (
        "Parameter",
        PARAMETER,
        "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
    ),
    ("Request Body", REQUEST_BODY, "description content required"),
    ("Response", RESPONSE, "summary description headers content links"),
    (
        "Header",
        HEADER,
        "description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
    ),
    (
        "Media Type",
        MEDIA_TYPE,
        "schema itemSchema example examples encoding prefixEncoding itemEncoding",
    ),
    (
        "Encoding",
        ENCODING,
        "contentType headers style explode allowReserved encoding prefixEncoding itemEncoding",
    ),
    (
        "Security Scheme",
        SECURITY_SCHEME,
        "$ref type description name in scheme bearerFormat flows openIdConnectUrl oauth2MetadataUrl deprecated",
    ),
    (
        "OAuth Flows",
        FLOWS,
        "implicit password clientCredentials authorizationCode deviceAuthorization",
    ),
    (
        "OAuth Flow",
        FLOW,
        "authorizationUrl tokenUrl refreshUrl scopes deviceAuthorizationUrl",
    ),
    ("Discriminator", DISCRIMINATOR, "propertyName mapping defaultMapping"),
    ("XML", XML, "nodeType name namespace prefix attribute wrapped"),
];

/// The sources of this stage, without its tables.
const SOURCES: &[&str] = &[
    include_str!("../../dialect.rs"),
    include_str!("../../source/ids.rs"),
    include_str!("../anchors.rs"),
    include_str!("../answers.rs"),
    include_str!("../flows.rs"),
    include_str!("../components.rs"),
    include_str!("../encodings.rs"),
    include_str!("../fits.rs"),
    include_str!("../kind.rs"),
    include_str!("../methods.rs"),
    include_str!("../misplaced.rs"),
    include_str!("../operations.rs"),
    include_str!("../parameters.rs"),
    include_str!("../references.rs"),
    include_str!("../schemas.rs"),
    include_str!("../schemas/annotated.rs"),
    include_str!("../schemas/arrays.rs"),
    include_str!("../schemas/bounds.rs"),
    include_str!("../schemas/discriminator.rs"),
    include_str!("../schemas/dynamic.rs"),
    include_str!("../schemas/formats.rs"),
    include_str!("../schemas/objects.rs"),
    include_str!("../schemas/values.rs"),
    include_str!("../schemas/words.rs"),
    include_str!("../schemas/xml.rs"),
    include_str!("../servers.rs"),
    include_str!("../webhooks.rs"),
];

fn tables() -> impl Iterator<Item = (&'static str, Keys)> {
    let objects = OBJECTS.iter().map(|(object, keys, _)| (*object, *keys));
    objects.chain([("Schema", SCHEMA)])
}

fn assert_same(what: &str, keys: Keys, standard: &str) {
    let standard: BTreeSet<&str> = standard.split(' ').collect();
    assert_eq!(names(keys).collect::<BTreeSet<_>>(), standard, "{what}");
    assert_eq!(keys.len(), standard.len(), "{what}: a key is duplicated");
}

#[test]
fn each_key_of_the_standard_has_one_fate() {
    for (object, keys, standard) in OBJECTS {
        assert_same(object, keys, standard);
    }
    let vocabularies: Vec<&str> = JSON_SCHEMA.iter().map(|(_, keywords)| *keywords).collect();
    assert_same("Schema", SCHEMA, &vocabularies.join(" "));
}

#[test]
fn what_is_called_read_is_named_where_it_is_read() {
    let of_methods = |key: &&str| !super::super::methods::METHODS.contains(key);
    for (object, keys) in tables() {
        let read = keys.iter().filter(|(_, fate)| matches!(fate, Fate::Read));
        for key in read.map(|(key, _)| *key).filter(of_methods) {
            let literal = format!("\"{key}\"");
            assert!(
                SOURCES.iter().any(|source| source.contains(&literal)),
                "{object}: nothing reads {key}"
            );
        }
    }
}

#[test]
fn a_part_is_of_a_key_of_the_same_object() {
    for (object, keys) in tables() {
        for (key, fate) in keys {
            if let Fate::PartOf(other) = fate {
                assert!(
                    names(keys).any(|name| name == *other),
                    "{object}: {key} is part of {other}"
                );
            }
        }
    }
}

#[test]
fn what_is_trivial_is_not_reported() {
    let is_reported = |key: &str, value: Value| {
        let fate = SCHEMA.iter().find(|(name, _)| *name == key).map(|(_, fate)| *fate);
        match fate {
            Some(Fate::Ignored { says_something, .. }) => says_something(&value),
            _ => panic!("{key} is read"),
        }
    };
    for (key, value, expected) in [
        ("not", json!({}), false),
        ("not", json!({"type": "null"}), true),
        ("propertyNames", json!({"type": "string"}), false),
        ("propertyNames", json!({"type": "string", "maxLength": 3}), true),
        ("propertyNames", json!(false), true),
        ("contains", json!({"const": 1}), true),
        ("contentEncoding", json!("base64"), false),
        ("contentEncoding", json!("base32"), true),
        ("dependentRequired", json!({}), false),
        ("dependentRequired", json!({"a": ["b"]}), true),
    ] {
        assert_eq!(is_reported(key, value.clone()), expected, "{key}: {value}");
    }
}

/// A document with each key that is ignored.
const IGNORED: &str = include_str!("../../../../tests/broken/ignored-keyword.yaml");

#[test]
fn each_key_that_is_ignored_is_shown_to_be_reported() {
    for (object, keys) in tables() {
        for (key, fate) in keys {
            let is_unread = matches!(fate, Fate::Ignored { .. } | Fate::PartOf(_));
            assert!(
                !is_unread || IGNORED.contains(&format!("{key}:")),
                "{object}: {key} is in no test"
            );
        }
    }
}
