//! How the properties of a form are written: OpenAPI 3.0.4 and 3.1.1, "Encoding Object".

use serde_json::{Map, Value, json};

use super::Version;
use super::{Lowering, child, keys};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

/// The styles of a query, which a form has too.
const STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

impl Lowering<'_> {
    /// The `encoding` of a media type, with `explode` as it is in effect, and with what 3.1 says of properties without a
    /// type. `None` where there is nothing to say.
    pub(super) fn encodings(&mut self, name: &str, media_type: &Map<String, Value>, place: &Place) -> Option<Value> {
        let mut encodings = Map::new();
        let place = child(place, "encoding");
        let is_multipart = name.trim_start().starts_with("multipart/");
        for (property, encoding, place) in self.named(media_type.get("encoding"), &place, "`encoding`") {
            let encoding = self.encoding(encoding, &place);
            let is_styled = encoding
                .as_ref()
                .is_some_and(|encoding| encoding.get("style").is_some());
            if is_styled && is_multipart && self.version == Version::V3_0 {
                let message = "OpenAPI 3.0 ignores `style` in a multipart form; it is applied";
                self.report(Code::Mended, &place, message);
            }
            encodings.extend(encoding.map(|encoding| (property.clone(), encoding)));
        }
        if self.version == Version::V3_1 && is_multipart {
            for property in untyped_properties(media_type) {
                let untyped = encodings.entry(property).or_insert_with(|| json!({}));
                if let Some(encoding) = untyped
                    .as_object_mut()
                    .filter(|encoding| !encoding.contains_key("style"))
                {
                    encoding
                        .entry("contentType")
                        .or_insert_with(|| json!("application/octet-stream"));
                }
            }
        }
        (!encodings.is_empty()).then_some(Value::Object(encodings))
    }

    /// A style that is given in any part goes before the media type.
    fn encoding(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let (raw, place) = self.object(raw, place, "an encoding")?;
        let place = &place;
        self.check_keys(raw, place, keys::ENCODING);
        let explode = self.flag(raw, "explode", place);
        let reserved = self.flag(raw, "allowReserved", place);
        let is_styled = raw.contains_key("style") || explode.is_some() || reserved.is_some();
        if !self
            .named(raw.get("headers"), &child(place, "headers"), "`headers`")
            .is_empty()
        {
            let message = "declared headers of a part aren't sent automatically";
            let diagnostic = Diagnostic::new(Code::Unsupported, child(place, "headers"), message);
            self.diagnostics
                .push(diagnostic.help("set them on the part of a file with `FilePart::header`"));
        }
        if is_styled {
            let style = self.encoding_style(raw, place);
            let explode = explode.unwrap_or(matches!(style, "form" | "deepObject"));
            return Some(json!({
                "style": style,
                "explode": explode,
                "allowReserved": reserved.unwrap_or_default(),
            }));
        }
        let content_type = self.text(raw, "contentType", place)?;
        Some(json!({"contentType": content_type.trim()}))
    }

    fn encoding_style<'v>(&mut self, raw: &'v Map<String, Value>, place: &Place) -> &'v str {
        let Some(style) = raw.get("style") else {
            return "form";
        };
        if let Some(style) = style.as_str().filter(|style| STYLES.contains(style)) {
            return style;
        }
        let message = format!("style `{style}` isn't valid for a form; using the default, `form`");
        self.report(Code::Mended, &child(place, "style"), message);
        "form"
    }
}

/// Properties of which the schema says nothing: 3.1 has them be `application/octet-stream` in a form of several parts.
fn untyped_properties(media_type: &Map<String, Value>) -> Vec<String> {
    let properties = media_type.get("schema").and_then(|schema| schema.get("properties"));
    let properties = properties.and_then(Value::as_object).into_iter().flatten();
    let says_nothing = |schema: &Value| {
        let keywords = schema
            .as_object()
            .map(|schema| schema.keys().map(String::as_str).collect::<Vec<_>>());
        keywords.is_some_and(|keywords| {
            keywords
                .iter()
                .all(|key| ["title", "description", "example", "examples"].contains(key))
        })
    };
    properties
        .filter(|(_, schema)| says_nothing(schema))
        .map(|(name, _)| name.clone())
        .collect()
}
