//! Keywords that say one thing each, which the model has as it is.

use serde_json::{Map, Number, Value, json};

use super::super::{Lowering, child};
use super::{Fits, bounds};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::spec::{Bounds, Schema};

/// Extensions that say more of listed values, with the kind of value that they must have.
const EXTENSIONS: &[(&str, Fits)] = &[
    ("x-enum-varnames", Value::is_array),
    ("x-enumNames", Value::is_array),
    ("x-ms-enum", Value::is_object),
    ("x-enum-descriptions", |_| true),
    ("x-enumDescriptions", |_| true),
    (UNKNOWN_VALUES, Value::is_string),
];

/// The extension by which a document says what becomes of values that it doesn't list.
pub(super) const UNKNOWN_VALUES: &str = "x-speakeasy-unknown-values";

impl Lowering<'_> {
    /// Keywords of other values than they must have are ignored, and reported.
    pub(super) fn insert_plain(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let mut plain = Plain {
            lowering: self,
            raw,
            place,
        };
        schema.title = plain.text("title");
        schema.description = plain.text("description");
        schema.format = plain.text("format");
        schema.pattern = plain.text("pattern");
        schema.nullable = plain.flag("nullable");
        schema.deprecated = plain.flag("deprecated");
        schema.read_only = plain.flag("readOnly");
        schema.write_only = plain.flag("writeOnly");
        let bounds = Bounds {
            minimum: plain.number("minimum", Value::is_number),
            maximum: plain.number("maximum", Value::is_number),
            min_length: plain.count("minLength"),
            max_length: plain.count("maxLength"),
            min_items: plain.count("minItems"),
            max_items: plain.count("maxItems"),
            min_properties: plain.count("minProperties"),
            max_properties: plain.count("maxProperties"),
            multiple_of: plain.number("multipleOf", is_positive),
            unique_items: plain.flag("uniqueItems"),
            ..Bounds::default()
        };
        let bounds = bounds::with_exclusive(raw, bounds);
        schema.bounds = (bounds != Bounds::default()).then(|| Box::new(bounds));
        schema.default = plain.value("default", |_| true).map(Box::new);
        // To say that null is an example tells nobody anything.
        schema.example = plain
            .value("example", |_| true)
            .filter(|example| !example.is_null())
            .map(Box::new);
        let extensions = EXTENSIONS.iter();
        schema.extensions = extensions
            .filter_map(|(key, fits)| Some((*key, raw.get(*key).filter(|value| fits(value))?.clone())))
            .collect();
    }
}

/// The keywords of one schema.
struct Plain<'p, 's> {
    lowering: &'p mut Lowering<'s>,
    raw: &'p Map<String, Value>,
    place: &'p Place,
}

impl Plain<'_, '_> {
    /// The value of a keyword if it is of the kind that it must have.
    fn value(&mut self, keyword: &str, fits: Fits) -> Option<Value> {
        let value = self.raw.get(keyword)?;
        let value = as_integer(value).unwrap_or_else(|| value.clone());
        let is_fit = fits(&value);
        let is_empty_prose = matches!(keyword, "title" | "description") && value.is_null();
        if !is_fit && !is_empty_prose {
            let message = format!("`{keyword}` can't be `{value}`, so it is ignored");
            self.lowering.report(Code::Mended, &child(self.place, keyword), message);
        }
        is_fit.then_some(value)
    }

    fn text(&mut self, keyword: &str) -> Option<String> {
        match self.value(keyword, Value::is_string)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn flag(&mut self, keyword: &str) -> bool {
        self.value(keyword, Value::is_boolean) == Some(Value::Bool(true))
    }

    fn number(&mut self, keyword: &str, fits: Fits) -> Option<Number> {
        match self.value(keyword, fits)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn count(&mut self, keyword: &str) -> Option<usize> {
        self.value(keyword, Value::is_u64)?.as_u64()?.try_into().ok()
    }
}

/// Of zero and less nothing is a multiple.
fn is_positive(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number > 0.0)
}

/// An integer that is written with a fraction of zero: JSON Schema 2020-12 (core), section 4.2.3.
fn as_integer(value: &Value) -> Option<Value> {
    let number = value.as_f64().filter(|_| value.is_f64())?;
    let is_exact = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    is_exact.then(|| json!(number as u64))
}
