//! `xml`: OpenAPI 3.0.4, 3.1.1 and 3.2.0, "XML Object".

use serde_json::{Map, Value};

use super::super::{Lowering, child, keys};
use crate::diagnostic::Code;
use crate::pointer::Place;

/// The types of nodes: OpenAPI 3.2.0, "XML Node Types".
const NODES: &[&str] = &["element", "attribute", "text", "cdata", "none"];

impl Lowering<'_> {
    /// What a schema declares about XML, with a `nodeType` in place of the keywords from before 3.2.
    pub(super) fn insert_xml(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let Some(xml) = raw.get("xml") else { return };
        let Some((xml, place)) = self.object(xml, &child(place, "xml"), "`xml`") else {
            return;
        };
        self.check_keys(xml, &place, keys::XML);
        let mut lowered = Map::new();
        for key in ["name", "namespace", "prefix"] {
            let text = self.text(xml, key, &place).filter(|text| !text.is_empty());
            lowered.extend(text.map(|text| (key.to_owned(), Value::String(text))));
        }
        let node = self.node_type(xml, &place);
        lowered.extend(node.map(|node| ("nodeType".to_owned(), Value::from(node))));
        if !lowered.is_empty() {
            schema.insert("x-clientwright-xml".to_owned(), Value::Object(lowered));
        }
    }

    fn node_type(&mut self, xml: &Map<String, Value>, place: &Place) -> Option<&'static str> {
        if let Some(node) = self.text(xml, "nodeType", place) {
            let known = NODES.iter().find(|known| **known == node);
            if known.is_none() {
                let message = format!("`nodeType` can't be `{node}`, so it is ignored");
                self.report(Code::Mended, &child(place, "nodeType"), message);
            }
            return known.copied();
        }
        if self.flag(xml, "attribute", place) == Some(true) {
            return Some("attribute");
        }
        (self.flag(xml, "wrapped", place) == Some(true)).then_some("element")
    }
}
