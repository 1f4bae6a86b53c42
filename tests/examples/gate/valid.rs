//! A small judge of values by the letter of a schema, for what decides how a value is read. Bounds and patterns are not
//! judged: a client reads what a server sends.

use serde_json::Value;

use crate::declared::{properties, required};
use crate::document::{Document, Node};
use crate::elements::Elements;
use crate::synthesis::{is_unlisted, may_grow};
use crate::unions::Union;

pub(crate) fn is_valid<'d>(document: &Document<'d>, schema: Node<'d>, value: &Value) -> bool {
    valid(document, schema, value, &Around::default(), 0)
}

/// The same of a parent by itself, whatever its children say.
pub(crate) fn is_valid_part<'d>(document: &Document<'d>, schema: Node<'d>, value: &Value) -> bool {
    let around = Around {
        is_part: true,
        ..Around::default()
    };
    valid(document, schema, value, &around, 0)
}

/// The names of members in all schemas that describe one value: those that this one stands in `allOf`, `oneOf` or `anyOf` of
/// say something of it as well.
#[derive(Clone, Default)]
struct Around<'d> {
    declared: Vec<&'d str>,
    required: Vec<&'d str>,
    /// Whether this one is a part of an `allOf`: then it is a parent by what it says itself, not by its children.
    is_part: bool,
    /// The parents whose children this one is looked at among.
    parents: Vec<*const Value>,
}

impl<'d> Around<'d> {
    fn with(&self, document: &Document<'d>, schema: Node<'d>) -> Self {
        let mut names = self.clone();
        let declared = properties(document, schema, 0).into_iter();
        names.declared.extend(declared.map(|(name, _)| name));
        names.required.extend(required(document, schema, 0));
        names
    }
}

fn valid<'d>(document: &Document<'d>, schema: Node<'d>, value: &Value, around: &Around<'d>, depth: usize) -> bool {
    if depth > 60 {
        return true;
    }
    let below = |schema: Node<'d>, value: &Value| valid(document, schema, value, &Around::default(), depth + 1);
    let around = match value.is_object() {
        true => around.with(document, schema),
        false => around.clone(),
    };
    let beside = |schema: Node<'d>, is_part: bool, parent: Option<Node<'d>>| {
        let mut around = Around {
            is_part,
            ..around.clone()
        };
        around
            .parents
            .extend(parent.map(|parent| std::ptr::from_ref(parent.value)));
        valid(document, schema, value, &around, depth + 1)
    };
    if let Value::Bool(allowed) = schema.value {
        return *allowed;
    }
    if let Some(target) = document.target(schema) {
        return beside(target, around.is_part, None);
    }
    let (types, is_nullable) = schema.types();
    if value.is_null() && (is_nullable || is_null_schema(schema)) {
        return true;
    }
    let fits_type = match types.as_slice() {
        [] => !is_only_null(schema),
        types => types.iter().any(|name| is_of(name, value)),
    };
    let is_one = |union: &Union<'d>| {
        let meant = union.tags.as_ref().map(|tags| tags.meant(value)).unwrap_or_default();
        let is_told = |index: &usize| meant.is_empty() || meant.contains(index);
        // A parent whose tag stands for none of its children is what it says itself.
        let is_known = around.parents.contains(&std::ptr::from_ref(schema.value));
        let is_free = union.is_family && (around.is_part || is_known || meant.is_empty());
        let parent = union.is_family.then_some(schema);
        let mut told = union.branches.iter().enumerate().filter(|(index, _)| is_told(index));
        is_free
            || (union.or_null && value.is_null())
            || told.any(|(_, branch)| beside(branch.schema, union.is_family, parent))
    };
    fits_type
        && is_listed(schema, value)
        && fits_format(schema, value)
        && document
            .parts(schema)
            .into_iter()
            .all(|(part, is_one_of_several)| beside(part, around.is_part || is_one_of_several, None))
        && document.unions(schema).iter().all(is_one)
        && members_fit(document, schema, value, &around, &below)
        && elements_fit(schema, value, &below)
}

/// Whether the type is null and nothing else.
fn is_only_null(schema: Node<'_>) -> bool {
    let of_null = schema.value.get("type");
    of_null.is_some_and(|name| name == "null" || name.as_array().is_some_and(|names| names == &["null"]))
}

fn is_null_schema(schema: Node<'_>) -> bool {
    schema.text("type") == Some("null")
        || ["oneOf", "anyOf"]
            .iter()
            .flat_map(|key| schema.list(key))
            .any(|member| member.text("type") == Some("null") || member.flag("nullable"))
}

pub(crate) fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn is_listed(schema: Node<'_>, value: &Value) -> bool {
    let is_const = schema.value.get("const").is_none_or(|only| only == value);
    let listed = schema.value.get("enum").and_then(Value::as_array);
    // An unknown string is a value that a later version of the document may list.
    is_const
        && listed.is_none_or(|values| {
            values.is_empty() || values.contains(value) || (is_unlisted(value) && may_grow(schema))
        })
}

fn fits_format(schema: Node<'_>, value: &Value) -> bool {
    match (schema.format(), value.as_str()) {
        (Some("date-time"), Some(text)) => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        (Some("date"), Some(text)) => text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok(),
        (Some("uuid"), Some(text)) => {
            text.len() == 36
                && text.bytes().filter(|byte| *byte == b'-').count() == 4
                && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        }
        (Some("ipv4"), Some(text)) => text.parse::<std::net::Ipv4Addr>().is_ok(),
        (Some("ipv6"), Some(text)) => text.parse::<std::net::Ipv6Addr>().is_ok(),
        (Some("byte"), Some(text)) => is_base64(text),
        (Some("int32"), None) => value.as_i64().is_none_or(|number| i32::try_from(number).is_ok()),
        _ => true,
    }
}

/// RFC 4648, section 4, with the padding and with nothing in the bits that are padded.
fn is_base64(text: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = text.strip_suffix("==").or(text.strip_suffix('=')).unwrap_or(text);
    let unused = match text.len() - letters.len() {
        0 => 1,
        1 => 4,
        _ => 16,
    };
    let last = letters.chars().last().and_then(|letter| LETTERS.find(letter));
    text.len().is_multiple_of(4)
        && letters.chars().all(|letter| LETTERS.contains(letter))
        && last.is_none_or(|value| value % unused == 0)
}

fn members_fit<'d>(
    document: &Document<'d>,
    schema: Node<'d>,
    value: &Value,
    around: &Around<'d>,
    below: &dyn Fn(Node<'d>, &Value) -> bool,
) -> bool {
    let Some(members) = value.as_object() else { return true };
    let properties = document.properties(schema);
    // A name that is required but not declared is no member of the type.
    let is_declared = |name: &&&str| around.declared.contains(*name);
    let has_all = document
        .required(schema)
        .iter()
        .filter(is_declared)
        .all(|name| members.contains_key(*name));
    let declared = properties.iter().all(|(name, property)| match members.get(*name) {
        None => true,
        // A null where none is declared is read as an absent member, if none of the schemas demands it.
        Some(Value::Null) if !around.required.contains(name) => true,
        Some(value) => below(*property, value),
    });
    let undeclared = members
        .iter()
        .filter(|(name, _)| properties.iter().all(|(declared, _)| declared != name));
    let described = undeclared.map(|(name, value)| (document.by_pattern(schema, name), value));
    let (by_pattern, others): (Vec<_>, Vec<_>) = described.partition(|(schemas, _)| !schemas.is_empty());
    let fits_patterns = by_pattern
        .into_iter()
        .all(|(schemas, value)| schemas.into_iter().all(|schema| below(schema, value)));
    let additional = schema
        .get("additionalProperties")
        .filter(|schema| schema.value.is_object());
    has_all
        && declared
        && fits_patterns
        && additional.is_none_or(|schema| others.into_iter().all(|(_, value)| below(schema, value)))
}

fn elements_fit<'d>(schema: Node<'d>, value: &Value, below: &dyn Fn(Node<'d>, &Value) -> bool) -> bool {
    let Some(elements) = value.as_array() else { return true };
    let described = Elements::of(schema);
    let is_fit =
        |(position, element): (usize, &Value)| described.at(position).is_none_or(|schema| below(schema, element));
    described.may_be(elements.len()) && elements.iter().enumerate().all(is_fit)
}
