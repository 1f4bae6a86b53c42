//! Parameters: OpenAPI 3.1.1, "Parameter Object".

use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::{Lowering, child, keys, marks, scalar_text};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::spec::SchemaSlot;

/// Where parameters can be.
const PLACES: &[&str] = &["cookie", "header", "path", "query", QUERY_STRING];

/// The place of a parameter that is the whole query: OpenAPI 3.2.0, "Parameter Locations". The model has it in the query, with
/// a mark.
const QUERY_STRING: &str = "querystring";

/// The style of cookies that aren't percent-encoded: OpenAPI 3.2.0, "Style Values". The model has it as `form`, with a mark.
const COOKIE: &str = "cookie";

impl Lowering<'_> {
    pub(super) fn parameter(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::Parameter, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let (raw, place) = self.object(raw, place, "a parameter")?;
        let place = &place;
        self.check_keys(raw, place, keys::PARAMETER);
        let (name, location) = self.name_and_place(raw, place)?;
        let mut parameter = Map::new();
        parameter.insert("name".to_owned(), json!(name));
        let is_query_string = location == QUERY_STRING;
        let location = if is_query_string { "query" } else { location };
        parameter.insert("in".to_owned(), json!(location));
        if is_query_string {
            parameter.insert(marks::QUERY_STRING.to_owned(), json!(true));
        }
        let is_required = self.flag(raw, "required", place) == Some(true);
        parameter.insert("required".to_owned(), json!(location == "path" || is_required));
        for key in ["deprecated", "explode", "allowReserved", "allowEmptyValue"] {
            let flag = self.flag(raw, key, place);
            let known = flag.and_then(|flag| self.fit_flag(key, flag, location, place));
            parameter.extend(known.map(|(key, flag)| (key.to_owned(), json!(flag))));
        }
        let description = self.text(raw, "description", place);
        parameter.extend(description.map(|text| ("description".to_owned(), json!(text))));
        match self.style(raw, location, place) {
            Some(COOKIE) => {
                parameter.insert(marks::UNESCAPED.to_owned(), json!(true));
            }
            style => parameter.extend(style.map(|style| ("style".to_owned(), json!(style)))),
        }
        let example = self.example(raw, place);
        parameter.extend(example.map(|example| ("example".to_owned(), example)));
        self.insert_schema_or_content(raw, place, &mut parameter);
        Some(Value::Object(parameter))
    }

    /// A flag under the key that the rest knows it by; none where it has no effect in this place.
    fn fit_flag(
        &mut self,
        key: &'static str,
        flag: bool,
        location: &str,
        place: &Place,
    ) -> Option<(&'static str, bool)> {
        match (key, location) {
            (_, "query") | ("deprecated" | "explode", _) => Some((key, flag)),
            // OpenAPI 3.2.0, "Fixed Fields" of the Parameter Object; documents of other versions mean the same.
            ("allowReserved", "path") => flag.then_some((marks::UNESCAPED, true)),
            _ if flag => {
                let message = format!("`{key}` is ignored: it has no effect in a {location}");
                self.report(Code::IgnoredKeyword, &child(place, key), message);
                None
            }
            _ => None,
        }
    }

    fn name_and_place(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<(String, &'static str)> {
        const WITHOUT: &str = "the parameter is left out";
        let Some(name) = self.text(raw, "name", place).filter(|name| !name.is_empty()) else {
            let diagnostic = Diagnostic::new(Code::InvalidParameter, place.clone(), "the parameter has no `name`");
            self.diagnostics.push(diagnostic.why(WITHOUT));
            return None;
        };
        let location = raw.get("in").and_then(Value::as_str).unwrap_or_default();
        let known = PLACES.iter().copied().find(|place| is_called(place, location));
        if let Some(known) = known {
            if known != location {
                let message = format!("`in` can't be `{location}`; it is treated as `{known}`");
                self.report(Code::Mended, &child(place, "in"), message);
            }
            return Some((name, known));
        }
        let message = match location {
            "" => format!("the parameter `{name}` has no `in`"),
            other => format!("a parameter can't be in `{other}`"),
        };
        let mut diagnostic = Diagnostic::new(Code::InvalidParameter, child(place, "in"), message).why(WITHOUT);
        diagnostic = match (closest(location, PLACES.iter().copied()), location) {
            (_, "body" | "formData") => diagnostic.help("use `requestBody` in OpenAPI 3"),
            (Some(meant), _) => diagnostic.meant(meant),
            _ => diagnostic.help("`in` must be `path`, `query`, `querystring`, `header` or `cookie`"),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// A style that is none of its place's is ignored.
    fn style<'v>(&mut self, raw: &'v Map<String, Value>, location: &str, place: &Place) -> Option<&'v str> {
        let style = raw.get("style")?;
        let fit: &[&str] = match location {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            _ => &["form", COOKIE],
        };
        if let Some(style) = style.as_str().filter(|style| fit.contains(style)) {
            return Some(style);
        }
        let meant = fit
            .iter()
            .find(|known| style.as_str().is_some_and(|style| is_called(known, style)));
        if let Some(meant) = meant {
            let message = format!("`style` can't be `{}`; it is treated as `{meant}`", scalar_text(style));
            self.report(Code::Mended, &child(place, "style"), message);
            return Some(meant);
        }
        let style = scalar_text(style);
        let default = fit.first().copied().unwrap_or_default();
        let message =
            format!("style `{style}` isn't valid for a `{location}` parameter; using the default, `{default}`");
        self.report(Code::Mended, &child(place, "style"), message);
        None
    }

    /// The example, or the first of several.
    fn example(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<Value> {
        if let Some(example) = raw.get("example") {
            return Some(example.clone());
        }
        let (name, first) = raw.get("examples")?.as_object()?.iter().next()?;
        let first = match first.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let place = child(&child(place, "examples"), name);
                self.followed(reference, &place)?.0
            }
            None => first,
        };
        ["value", "dataValue"].iter().find_map(|key| first.get(*key)).cloned()
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
            parameter.insert("schema".to_owned(), self.slot(schema, &child(place, "schema")));
            return;
        }
        let place_of_content = child(place, "content");
        let mut content = self.content(raw.get("content"), &place_of_content);
        if let Some(media_types) = content.as_object_mut().filter(|media_types| !media_types.is_empty()) {
            if media_types.len() > 1 {
                let message = "the `content` of a parameter has exactly one media type; the first is used";
                self.report(Code::InvalidParameter, &place_of_content, message);
                *media_types = std::mem::take(media_types).into_iter().take(1).collect();
            }
            parameter.insert("content".to_owned(), content);
            return;
        }
        self.report(Code::Mended, place, "the parameter has no `schema`");
        let schema = self.schema_in(raw, place).unwrap_or_else(SchemaSlot::string);
        parameter.insert("schema".to_owned(), self.slots.put(schema));
    }
}

/// Whether a value says what a parameter must say.
pub(super) fn has_name_and_place(value: &Value) -> bool {
    let location = value.get("in").and_then(Value::as_str).unwrap_or_default();
    let is_name = |name: &Value| matches!(name, Value::String(_) | Value::Number(_) | Value::Bool(_)) && name != "";
    PLACES.iter().any(|place| is_called(place, location)) && value.get("name").is_some_and(is_name)
}

/// Whether a word is another, in other letters or in the plural.
pub(super) fn is_called(known: &str, word: &str) -> bool {
    let word = word.trim();
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
    known.eq_ignore_ascii_case(word) || known.eq_ignore_ascii_case(singular)
}
