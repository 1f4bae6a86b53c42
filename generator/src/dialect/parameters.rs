//! Parameters: OpenAPI 3.1.1, "Parameter Object".

use serde_json::{Map, Value, json};

use super::references::Kind;
use super::{Lowering, child, keys, scalar_text};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

/// Where parameters can be.
const PLACES: &[&str] = &["cookie", "header", "path", "query"];

impl Lowering<'_> {
    pub(super) fn parameter(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::Parameter, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let raw = self.object(raw, place, "a parameter")?;
        self.check_keys(raw, place, keys::PARAMETER);
        let (name, location) = self.name_and_place(raw, place)?;
        let mut parameter = Map::new();
        parameter.insert("name".to_owned(), json!(name));
        parameter.insert("in".to_owned(), json!(location));
        let is_required = location == "path" || raw.get("required") == Some(&Value::Bool(true));
        parameter.insert("required".to_owned(), json!(is_required));
        for key in ["deprecated", "explode", "allowReserved", "allowEmptyValue"] {
            let is_fit = !key.starts_with("allow") || location == "query";
            parameter.extend(
                raw.get(key)
                    .filter(|value| value.is_boolean() && is_fit)
                    .map(|value| (key.to_owned(), value.clone())),
            );
        }
        parameter.extend(
            raw.get("description")
                .filter(|text| text.is_string())
                .map(|text| ("description".to_owned(), text.clone())),
        );
        if let Some(style) = self.style(raw, location, place) {
            parameter.insert("style".to_owned(), json!(style));
        }
        parameter.extend(example(raw).map(|example| ("example".to_owned(), example)));
        self.insert_schema_or_content(raw, place, &mut parameter);
        Some(Value::Object(parameter))
    }

    fn name_and_place<'v>(&mut self, raw: &'v Map<String, Value>, place: &Place) -> Option<(String, &'v str)> {
        let Some(name) = raw.get("name").map(scalar_text).filter(|name| !name.is_empty()) else {
            self.report(Code::InvalidParameter, place, "the parameter has no `name`");
            return None;
        };
        let location = raw.get("in").and_then(Value::as_str).unwrap_or_default();
        if PLACES.contains(&location) {
            return Some((name, location));
        }
        let message = match location {
            "" => format!("the parameter `{name}` has no `in`"),
            other => format!("a parameter can't be in `{other}`"),
        };
        let mut diagnostic = Diagnostic::new(Code::InvalidParameter, child(place, "in"), message);
        diagnostic = match (closest(location, PLACES.iter().copied()), location) {
            (_, "body" | "formData") => diagnostic.help("use `requestBody` in OpenAPI 3"),
            (Some(meant), _) => diagnostic.help(format!("did you mean `{meant}`?")),
            _ => diagnostic.help("`in` must be `path`, `query`, `header` or `cookie`"),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// A style that is none of its place's is ignored.
    fn style<'v>(&mut self, raw: &'v Map<String, Value>, location: &str, place: &Place) -> Option<&'v str> {
        let style = raw.get("style")?.as_str()?;
        let fit: &[&str] = match location {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            _ => &["form"],
        };
        if fit.contains(&style) {
            return Some(style);
        }
        let default = fit.first().copied().unwrap_or_default();
        let message =
            format!("style `{style}` isn't valid for a `{location}` parameter; using the default, `{default}`");
        self.report(Code::Mended, &child(place, "style"), message);
        None
    }

    fn insert_schema_or_content(
        &mut self,
        raw: &Map<String, Value>,
        place: &Place,
        parameter: &mut Map<String, Value>,
    ) {
        if let Some(schema) = raw.get("schema") {
            if raw.get("content").is_some_and(Value::is_object) {
                let message = "a parameter can't have both `schema` and `content`; `schema` is used";
                self.report(Code::Mended, &child(place, "content"), message);
            }
            parameter.insert("schema".to_owned(), self.schema(schema, &child(place, "schema")));
            return;
        }
        if let Some(content) = raw.get("content").filter(|content| content.is_object()) {
            let place = child(place, "content");
            if content.as_object().is_some_and(|content| content.len() != 1) {
                let message = "the `content` of a parameter must have exactly one media type";
                self.report(Code::InvalidParameter, &place, message);
            }
            parameter.insert("content".to_owned(), self.content(Some(content), &place));
            return;
        }
        let schema: Map<String, Value> = raw
            .iter()
            .filter(|(key, _)| {
                ["type", "format", "enum", "items", "default", "minimum", "maximum"].contains(&key.as_str())
            })
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let is_typed = schema.contains_key("type");
        self.report(Code::Mended, place, "the parameter has no `schema`");
        let schema = if is_typed {
            self.schema(&Value::Object(schema), place)
        } else {
            json!({"type": "string"})
        };
        parameter.insert("schema".to_owned(), schema);
    }
}

fn example(raw: &Map<String, Value>) -> Option<Value> {
    let first = || raw.get("examples")?.as_object()?.values().next()?.get("value");
    raw.get("example").or_else(first).cloned()
}
