//! What tells the members of a union apart: OpenAPI 3.1.1, "Discriminator Object".

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::super::{Lowering, child, keys, kind_of};
use crate::diagnostic::Code;
use crate::dialect::kind::Kind;
use crate::pointer::Place;
use crate::spec::{Discriminator, Schema};

impl Lowering<'_> {
    pub(super) fn insert_discriminator(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let Some(discriminator) = raw.get("discriminator") else {
            return;
        };
        let place = child(place, "discriminator");
        if let Some(property) = discriminator.as_str() {
            let message = "`discriminator` must be a mapping; the string is treated as its `propertyName`";
            self.report(Code::Mended, &place, message);
            schema.discriminator = Some(Box::new(Discriminator {
                property: property.to_owned(),
                mapping: IndexMap::new(),
                default: None,
            }));
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
        schema.discriminator = Some(Box::new(Discriminator {
            property,
            mapping: self.mapping_of_tags(discriminator, &child(&place, "mapping")),
            default: self.default_of_tags(discriminator, &place),
        }));
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

    fn mapping_of_tags(&mut self, discriminator: &Map<String, Value>, place: &Place) -> IndexMap<String, String> {
        let mut mapping = IndexMap::new();
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
                    mapping.insert(tag.clone(), self.component_at(Kind::Schema, target));
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
