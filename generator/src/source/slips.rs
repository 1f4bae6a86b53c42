//! References that name nothing as they are written, although what they are meant to name is plain.

use super::Source;
use crate::pointer::{Place, Pointer};

impl Source {
    /// The reference that one at a place is meant to be; `None` where it is as it should be, and where nothing is plain.
    pub(crate) fn meant(&self, reference: &str, place: &Place) -> Option<String> {
        let document = self.files.get(&place.file)?.value.as_ref()?;
        let stands = |reference: &str| {
            let pointer = reference.strip_prefix('#').filter(|pointer| pointer.starts_with('/'));
            pointer.is_some_and(|pointer| document.pointer(Pointer::parse(pointer).as_str()).is_some())
        };
        if stands(reference) {
            return None;
        }
        candidates(reference.trim())
            .into_iter()
            .find(|candidate| candidate != reference && stands(candidate))
    }
}

/// What a reference may be meant to be: without its `#` or its `/`, by a schema's name alone, or as Swagger 2.0 has it.
fn candidates(reference: &str) -> Vec<String> {
    let mut candidates = vec![reference.to_owned()];
    let path = reference.trim_start_matches(['#', '.']).trim_start_matches('/');
    if path.starts_with("components/") {
        candidates.push(format!("#/{path}"));
    }
    let moved = [
        ("definitions/", "schemas"),
        ("parameters/", "parameters"),
        ("responses/", "responses"),
        ("schemas/", "schemas"),
    ];
    if reference.starts_with('#') {
        let moved = moved
            .iter()
            .filter_map(|(old, new)| Some((path.strip_prefix(old)?, new)));
        candidates.extend(moved.map(|(name, key)| format!("#/components/{key}/{name}")));
    }
    if !reference.contains(['/', '#', ':']) {
        candidates.push(format!("#/components/schemas/{reference}"));
    }
    candidates
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::super::{Ids, Overlaid, SourceFile};
    use super::*;

    fn source(value: Value) -> Source {
        let file = SourceFile {
            text: String::new(),
            value: Some(value),
        };
        Source {
            path: String::new(),
            entry_name: "api.yaml".to_owned(),
            folder: String::new(),
            files: BTreeMap::from([(String::new(), file)]),
            ids: Ids::default(),
            overlaid: Overlaid::default(),
            configuration: None,
        }
    }

    #[test]
    fn what_is_meant_is_plain_where_one_thing_has_that_name() {
        let source = source(json!({"components": {"schemas": {"Pet": {}}}}));
        let meant = |reference| source.meant(reference, &Place::default());
        let pet = Some("#/components/schemas/Pet".to_owned());
        for reference in [
            "Pet",
            "/components/schemas/Pet",
            "components/schemas/Pet",
            "#components/schemas/Pet",
            "#/definitions/Pet",
            " #/components/schemas/Pet",
        ] {
            assert_eq!(meant(reference), pet, "{reference}");
        }
        for reference in [
            "#/components/schemas/Pet",
            "Dog",
            "pet.yaml",
            "#/components/schemas/Dog",
        ] {
            assert_eq!(meant(reference), None, "{reference}");
        }
    }
}
