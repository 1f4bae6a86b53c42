//! Types as `api.txt` and documentation write them.

use super::Argument;
use crate::ir::{Api, Body, DefaultValue, Given, Literal, Parameter, Passed, Type, TypeId};

/// A named type.
pub(super) fn named(api: &Api, id: TypeId) -> String {
    match api.type_def(id) {
        Some(definition) => format!("types::{}", definition.name.rust),
        None => "serde_json::Value".to_owned(),
    }
}

/// A type.
pub(crate) fn ty(api: &Api, ty: &Type) -> String {
    let inner = |inner: &Type| self::ty(api, inner);
    match ty {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer(name) | Type::Float(name) => (*name).to_owned(),
        Type::Scalar(scalar) => scalar.path.clone(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::JsonObject => "serde_json::Map<String, serde_json::Value>".to_owned(),
        Type::Array(item) => format!("Vec<{}>", inner(item)),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(inner).collect();
            format!("({})", elements.join(", "))
        }
        Type::Map(value) => format!("BTreeMap<String, {}>", inner(value)),
        Type::MapBy(names, value) => format!("BTreeMap<{}, {}>", named(api, *names), inner(value)),
        Type::Nullable(value) => format!("Option<{}>", inner(value)),
        Type::Boxed(value) => format!("Box<{}>", inner(value)),
        Type::File => "FilePart".to_owned(),
        Type::Named(id) => named(api, *id),
    }
}

/// The type of an argument.
pub(crate) fn passed(api: &Api, passed: Passed<'_>) -> String {
    match passed {
        Passed::Value(value) => ty(api, value),
        Passed::Into(value) => format!("impl Into<{}>", ty(api, value)),
        Passed::Option(value) => format!("Option<{}>", ty(api, value)),
        Passed::IntoField(value) => format!("impl Into<Field<{}>>", ty(api, value)),
        Passed::IntoLenient(value) => format!("impl Into<Lenient<{}>>", ty(api, value)),
        Passed::Text => "&str".to_owned(),
        Passed::Texts => "impl IntoIterator<Item: AsRef<str>>".to_owned(),
        Passed::Lent(item) => format!("impl IntoIterator<Item: Borrow<{}>>", ty(api, item)),
        Passed::Items(item) => format!("impl IntoIterator<Item = {}>", ty(api, item)),
        Passed::IntoItems(item) => format!("impl IntoIterator<Item: Into<{}>>", ty(api, item)),
        Passed::Reference(value) => format!("&{}", ty(api, value)),
        Passed::IntoBody => "impl Into<Body>".to_owned(),
        Passed::IntoForm => "impl Into<Form>".to_owned(),
    }
}

/// The type of a response; `None` where it gives nothing.
pub(crate) fn given(api: &Api, given: Given<'_>) -> Option<String> {
    Some(match given {
        Given::Nothing => return None,
        Given::Value(value) => ty(api, value),
        Given::Text => "String".to_owned(),
        Given::Bytes => "Vec<u8>".to_owned(),
        Given::ByteStream => "ByteStream".to_owned(),
        Given::Events(value) => format!("EventStream<Event<{}>>", ty(api, value)),
        Given::EventObjects(value) => format!("EventStream<{}>", ty(api, value)),
        Given::Lines(value) => format!("JsonLines<{}>", ty(api, value)),
    })
}

/// The argument for a parameter.
pub(super) fn parameter(api: &Api, parameter: &Parameter) -> Argument {
    Argument::new(&parameter.name.rust, passed(api, parameter.passed()))
}

/// The argument for a body.
pub(super) fn body(api: &Api, body: &Body) -> Argument {
    Argument::new(&body.name, passed(api, body.passed(api)))
}

/// A scalar of JSON.
pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => super::text::quoted(text),
        other => other.text(),
    }
}

/// The type and the value of a default.
pub(super) fn default(api: &Api, value: &DefaultValue) -> (String, String) {
    match value {
        DefaultValue::Text(text) => ("&str".to_owned(), super::text::quoted(text)),
        DefaultValue::Bool(value) => ("bool".to_owned(), value.to_string()),
        DefaultValue::Number(name, digits) => ((*name).to_owned(), digits.clone()),
        DefaultValue::Variant(id, variant) => {
            let ty = named(api, *id);
            let value = format!("{ty}::{variant}");
            (ty, value)
        }
    }
}
