//! Values of the kind that their place asks for. What is of another kind is a broken corner: it is reported and counts as
//! absent. A reference where the standard has none is followed all the same.

use serde_json::{Map, Value};

use super::{Lowering, child, element, kind_of, scalar_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

impl<'s> Lowering<'s> {
    /// Takes a mapping with the keys of the standard.
    pub(super) fn object<'v>(
        &mut self,
        raw: &'v Value,
        place: &Place,
        what: &str,
    ) -> Option<(&'v Map<String, Value>, Place)>
    where
        's: 'v,
    {
        if let Some(reference) = raw.get("$ref").filter(|reference| !reference.is_string()) {
            let message = format!(
                "`$ref` must be a string, not {}, so {what} is left out",
                kind_of(reference)
            );
            self.report(Code::InvalidDocument, &child(place, "$ref"), message);
            return None;
        }
        self.mapping(raw, place, what)
    }

    /// Takes a mapping whose keys are names that the document gives, in order.
    pub(super) fn named<'v>(
        &mut self,
        raw: Option<&'v Value>,
        place: &Place,
        what: &str,
    ) -> Vec<(&'v String, &'v Value, Place)>
    where
        's: 'v,
    {
        let Some((members, place)) = raw.and_then(|raw| self.mapping(raw, place, what)) else {
            return Vec::new();
        };
        let with_place = |(name, value): (&'v String, &'v Value)| (name, value, child(&place, name));
        members.iter().map(with_place).collect()
    }

    /// Takes a mapping that holds no references.
    pub(super) fn plain<'v>(&mut self, raw: &'v Value, place: &Place) -> Option<&'v Map<String, Value>> {
        if raw.as_object().is_none() {
            let key = place.pointer.last().unwrap_or_default();
            self.is_unfit(raw, place, &format!("`{key}`"), "a mapping");
        }
        raw.as_object()
    }

    fn mapping<'v>(&mut self, raw: &'v Value, place: &Place, what: &str) -> Option<(&'v Map<String, Value>, Place)>
    where
        's: 'v,
    {
        let (value, place) = self.resolved(raw, place, what)?;
        if value.as_object().is_none() {
            self.is_unfit(value, &place, what, "a mapping");
        }
        Some((value.as_object()?, place))
    }

    /// Takes the elements of a list; none where there is no list.
    pub(super) fn list<'v>(&mut self, raw: Option<&'v Value>, place: &Place, what: &str) -> Vec<(&'v Value, Place)>
    where
        's: 'v,
    {
        raw.and_then(|raw| self.elements(raw, place, what)).unwrap_or_default()
    }

    /// The same, where no list is something else than an empty one.
    pub(super) fn elements<'v>(&mut self, raw: &'v Value, place: &Place, what: &str) -> Option<Vec<(&'v Value, Place)>>
    where
        's: 'v,
    {
        let (value, place) = self.resolved(raw, place, what)?;
        if value.as_object().is_some_and(|members| !members.is_empty()) {
            let message = format!("{what} must be a list; the mapping is treated as its only element");
            self.report(Code::Mended, &place, message);
            return Some(vec![(value, place)]);
        }
        let Some(elements) = value.as_array() else {
            self.is_unfit(value, &place, what, "a list");
            return None;
        };
        let elements = elements.iter().enumerate();
        Some(elements.map(|(index, value)| (value, element(&place, index))).collect())
    }

    /// The texts of a list; others are left out.
    pub(super) fn texts(&mut self, raw: Option<&Value>, place: &Place, what: &str) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(Value::String(text)) = raw {
            let message = format!("{what} must be a list; the string is treated as its only element");
            self.report(Code::Mended, place, message);
            return vec![text.clone()];
        }
        for (text, place) in self.list(raw, place, what) {
            match text {
                Value::String(text) => texts.push(text.clone()),
                other => {
                    let message = format!(
                        "{what} holds {}, which is left out: it must be a string",
                        kind_of(other)
                    );
                    self.report(Code::InvalidDocument, &place, message);
                }
            }
        }
        texts
    }

    /// A text, as which numbers and booleans are read too: titles and versions are often numbers in YAML.
    pub(super) fn text(&mut self, raw: &Map<String, Value>, key: &str, place: &Place) -> Option<String> {
        match raw.get(key)? {
            Value::Null => {
                if !matches!(key, "description" | "summary") {
                    let message = format!("`{key}` is null, so it is treated as absent");
                    self.report(Code::Mended, &child(place, key), message);
                }
                None
            }
            text @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(scalar_text(text)),
            other => {
                let message = format!("`{key}` must be a string, not {}, so it is ignored", kind_of(other));
                self.report(Code::InvalidDocument, &child(place, key), message);
                None
            }
        }
    }

    /// A boolean, which is often written as a string.
    pub(super) fn flag(&mut self, raw: &Map<String, Value>, key: &str, place: &Place) -> Option<bool> {
        let value = raw.get(key)?;
        let flag = as_flag(value);
        if !value.is_boolean() {
            let treated = match flag {
                Some(flag) => format!("treated as `{flag}`"),
                None => "ignored".to_owned(),
            };
            let message = format!("`{key}` can't be `{value}`, so it is {treated}");
            self.report(Code::Mended, &child(place, key), message);
        }
        flag
    }

    /// What a value is or refers to. A reference of the standard's own never comes here.
    fn resolved<'v>(&mut self, raw: &'v Value, place: &Place, what: &str) -> Option<(&'v Value, Place)>
    where
        's: 'v,
    {
        let Some(reference) = raw.get("$ref").and_then(Value::as_str) else {
            return Some((raw, place.clone()));
        };
        if self.inside.contains(place) {
            self.circle(reference, place, "what stands here is left out");
            return None;
        }
        let (value, target) = self.followed(reference, place)?;
        self.inside.push(place.clone());
        let message = format!("{what} can't be a reference by the standard; what it leads to is used");
        self.report(Code::Mended, place, message);
        if place.file.is_empty() {
            self.origins.insert(place.pointer.clone(), target.clone());
        }
        Some((value, target))
    }

    fn is_unfit(&mut self, value: &Value, place: &Place, what: &str, wanted: &str) {
        let diagnostic = match value {
            Value::Null => Diagnostic::new(
                Code::Mended,
                place.clone(),
                format!("{what} is null, so it is treated as absent"),
            ),
            other => Diagnostic::new(
                Code::InvalidDocument,
                place.clone(),
                format!("{what} must be {wanted}, not {}, so it is left out", kind_of(other)),
            ),
        };
        self.diagnostics.push(diagnostic);
    }
}

/// The boolean that a value is or spells.
pub(super) fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        // `yes` and `on` were booleans in YAML 1.1.
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
