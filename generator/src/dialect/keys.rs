//! The keys that the standard knows, by place. A key that is nearly one of them is a slip of the pen.

use serde_json::{Map, Value};

use super::{Lowering, child};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

pub(super) const DOCUMENT: &[&str] = &[
    "$self",
    "components",
    "externalDocs",
    "info",
    "jsonSchemaDialect",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "webhooks",
];

pub(super) const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "trace"];

pub(super) const PATH_ITEM: &[&str] = &[
    "$ref",
    "delete",
    "description",
    "get",
    "head",
    "options",
    "parameters",
    "patch",
    "post",
    "put",
    "servers",
    "summary",
    "trace",
];

pub(super) const OPERATION: &[&str] = &[
    "callbacks",
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "summary",
    "tags",
];

pub(super) const PARAMETER: &[&str] = &[
    "allowEmptyValue",
    "allowReserved",
    "content",
    "deprecated",
    "description",
    "example",
    "examples",
    "explode",
    "in",
    "name",
    "required",
    "schema",
    "style",
];

pub(super) const REQUEST_BODY: &[&str] = &["content", "description", "required"];

pub(super) const RESPONSE: &[&str] = &["content", "description", "headers", "links", "summary"];

pub(super) const MEDIA_TYPE: &[&str] = &["encoding", "example", "examples", "itemSchema", "schema"];

pub(super) const ENCODING: &[&str] = &["allowReserved", "contentType", "explode", "headers", "style"];

pub(super) const SCHEMA: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// The types of JSON Schema.
pub(super) const TYPES: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

impl Lowering<'_> {
    /// Reports keys that are nearly known ones: what they say would otherwise be lost in silence.
    pub(super) fn check_keys(&mut self, object: &Map<String, Value>, place: &Place, known: &'static [&'static str]) {
        for key in object
            .keys()
            .filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str()))
        {
            let Some(meant) = closest(key, known.iter().copied()).filter(|meant| !object.contains_key(*meant)) else {
                continue;
            };
            let message = format!("`{key}` is not a key of the standard here, so it is ignored");
            let diagnostic = Diagnostic::new(Code::UnknownKey, child(place, key), message);
            self.diagnostics
                .push(diagnostic.help(format!("did you mean `{meant}`?")));
        }
    }
}
