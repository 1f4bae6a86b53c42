//! `xml`: OpenAPI 3.0.4, 3.1.1 and 3.2.0, "XML Object".

use serde_json::{Map, Value};

use super::super::{Lowering, child, keys};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::spec::{Schema, Xml, XmlNode};

/// The types of nodes: OpenAPI 3.2.0, "XML Node Types".
const NODES: &[(&str, XmlNode)] = &[
    ("element", XmlNode::Element),
    ("attribute", XmlNode::Attribute),
    ("text", XmlNode::Text),
    ("cdata", XmlNode::Cdata),
    ("none", XmlNode::Nothing),
];

impl Lowering<'_> {
    /// What a schema declares about XML, with a `nodeType` in place of the keywords from before 3.2.
    pub(super) fn insert_xml(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let Some(xml) = raw.get("xml") else { return };
        let Some((xml, place)) = self.object(xml, &child(place, "xml"), "`xml`") else {
            return;
        };
        self.check_keys(xml, &place, keys::XML);
        let mut text = |key| self.text(xml, key, &place).filter(|text| !text.is_empty());
        let [name, namespace, prefix] = ["name", "namespace", "prefix"].map(&mut text);
        schema.xml = Some(Box::new(Xml {
            name,
            namespace,
            prefix,
            node: self.node_type(xml, &place),
        }));
    }

    fn node_type(&mut self, xml: &Map<String, Value>, place: &Place) -> Option<XmlNode> {
        if let Some(node) = self.text(xml, "nodeType", place) {
            let known = NODES.iter().find(|(known, _)| *known == node);
            if known.is_none() {
                let message = format!("`nodeType` can't be `{node}`, so it is ignored");
                self.report(Code::Mended, &child(place, "nodeType"), message);
            }
            return known.map(|(_, node)| *node);
        }
        if self.flag(xml, "attribute", place) == Some(true) {
            return Some(XmlNode::Attribute);
        }
        (self.flag(xml, "wrapped", place) == Some(true)).then_some(XmlNode::Element)
    }
}
