//! What tells the members of a union apart: OpenAPI 3.1.1, "Discriminator Object".

use serde_json::{Map, Value, json};

use super::super::references::Kind;
use super::super::{Lowering, child, keys, kind_of};
use crate::diagnostic::Code;
use crate::pointer::Place;

/// The mark of a discriminator whose `defaultMapping` is a component.
const DEFAULT: &str = "x-clientwright-default";

impl Lowering<'_> {
    pub(super) fn insert_discriminator(
        &mut self,
        raw: &Map<String, Value>,
        place: &Place,
        schema: &mut Map<String, Value>,
    ) {
        let Some(discriminator) = raw.get("discriminator") else {
            return;
        };
        let place = child(place, "discriminator");
        if let Some(property) = discriminator.as_str() {
            let message = "`discriminator` must be a mapping; the string is treated as its `propertyName`";
            self.report(Code::Mended, &place, message);
            schema.insert(
                "discriminator".to_owned(),
                json!({"propertyName": property, "mapping": {}}),
            );
            return;
        }
        let Some((discriminator, place)) = self.object(discriminator, &place, "the discriminator") else {
            return;
        };
        self.check_keys(discriminator, &place, keys::DISCRIMINATOR);
        let Some(property) = self.text(discriminator, "propertyName", &place) else {
            let message = "the discriminator has no `propertyName`, so it is left out";
            self.report(Code::InvalidDocument, &place, message);
            return;
        };
        let mapping = self.mapping_of_tags(discriminator, &child(&place, "mapping"));
        let mut lowered = Map::from_iter([
            ("propertyName".to_owned(), Value::String(property)),
            ("mapping".to_owned(), Value::Object(mapping)),
        ]);
        let default = self.default_of_tags(discriminator, &place);
        lowered.extend(default.map(|default| (DEFAULT.to_owned(), Value::String(default))));
        schema.insert("discriminator".to_owned(), Value::Object(lowered));
    }

    /// The component that values of other tags are of: OpenAPI 3.2.0, "Discriminator Object".
    fn default_of_tags(&mut self, discriminator: &Map<String, Value>, place: &Place) -> Option<String> {
        let target = self.text(discriminator, "defaultMapping", place)?;
        let place = child(place, "defaultMapping");
        let Some(found) = self.mapped(&target, &place) else {
            let message = format!("`defaultMapping` is `{target}`, which does not exist; it is ignored");
            self.report(Code::Mended, &place, message);
            return None;
        };
        Some(self.component_at(Kind::Schema, found))
    }

    fn mapping_of_tags(&mut self, discriminator: &Map<String, Value>, place: &Place) -> Map<String, Value> {
        let mut mapping = Map::new();
        let declared = discriminator.get("mapping").map(|mapping| self.plain(mapping, place));
        for (tag, target) in declared.flatten().into_iter().flatten() {
            let place = child(place, tag);
            let Some(target) = target.as_str() else {
                let message = format!(
                    "the tag `{tag}` is mapped to {}, so the mapping is ignored",
                    kind_of(target)
                );
                self.report(Code::InvalidDocument, &place, message);
                continue;
            };
            match self.mapped(target, &place) {
                Some(target) => {
                    let reference = self.component_at(Kind::Schema, target);
                    mapping.insert(tag.clone(), Value::String(reference));
                }
                None => {
                    let message = format!(
                        "the discriminator maps `{tag}` to `{target}`, which does not exist; the mapping is ignored"
                    );
                    self.report(Code::Mended, &place, message);
                }
            }
        }
        mapping
    }

    /// What a tag is mapped to: the name of a schema or a reference to one. What may be both is a name, of the file that
    /// it stands in or else of the entry document: OpenAPI 3.1.1, "Discriminator Object" and "Resolving Implicit Connections".
    fn mapped(&self, target: &str, place: &Place) -> Option<Place> {
        let named = Kind::Schema.pointer(target);
        let here = Place {
            file: place.file.clone(),
            pointer: named.clone(),
        };
        let referenced = || self.target(target, place).filter(|_| !target.is_empty());
        let found = self.found(&here).or_else(|| self.found(&Place::entry(named)));
        let (_, target) = found.or_else(|| self.found(&referenced()?))?;
        Some(target)
    }
}
