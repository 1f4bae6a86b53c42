//! What tells the members of a union apart: OpenAPI 3.1.1, "Discriminator Object".

use serde_json::{Map, Value, json};

use super::super::references::Kind;
use super::super::{Lowering, child, keys, kind_of};
use crate::diagnostic::Code;
use crate::pointer::Place;

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
        let place = child(&place, "mapping");
        let mut mapping = Map::new();
        let declared = discriminator.get("mapping").map(|mapping| self.plain(mapping, &place));
        for (tag, target) in declared.flatten().into_iter().flatten() {
            let Some(target) = target.as_str() else {
                let message = format!(
                    "the tag `{tag}` is mapped to {}, so the mapping is ignored",
                    kind_of(target)
                );
                self.report(Code::InvalidDocument, &child(&place, tag), message);
                continue;
            };
            let is_name = !target.contains(['/', '#']) && !target.ends_with(".yaml") && !target.ends_with(".json");
            let reference = if is_name {
                format!("#/components/schemas/{target}")
            } else {
                target.to_owned()
            };
            let place = child(&place, tag);
            if !self.leads_somewhere(&reference, &place) {
                let message = format!(
                    "the discriminator maps `{tag}` to `{target}`, which does not exist; the mapping is ignored"
                );
                self.report(Code::Mended, &place, message);
            } else if let Some(reference) = self.reference(Kind::Schema, &reference, &place) {
                mapping.insert(tag.clone(), Value::String(reference));
            }
        }
        schema.insert(
            "discriminator".to_owned(),
            json!({"propertyName": property, "mapping": mapping}),
        );
    }
}
