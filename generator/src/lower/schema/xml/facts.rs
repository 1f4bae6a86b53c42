//! What schemas say of XML: OpenAPI 3.2.0, "XML Object".

use std::collections::BTreeSet;

use super::at;
use crate::ir::XmlName;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::{SchemaRef, View};

use crate::lower::schema::composition;
pub(super) use crate::spec::XmlNode as Node;

/// What one schema declares about its XML.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) name: Option<String>,
    prefix: Option<String>,
    namespace: Option<String>,
    pub(super) node: Option<Node>,
}

/// The schema that says what a value is, and all that is said of its XML on the way there.
pub(super) struct Followed<'a> {
    pub(super) view: View<'a>,
    pub(super) spot: Spot,
    pub(super) facts: Facts,
    /// The components on the way, which don't come again before an object.
    pub(super) passed: BTreeSet<&'a str>,
}

/// Follows references, and compositions of one schema. What is said first counts.
pub(super) fn followed<'a>(
    schemas: &Schemas<'a>,
    mut schema: SchemaRef<'a>,
    spot: &Spot,
    mut passed: BTreeSet<&'a str>,
) -> Result<Followed<'a>, String> {
    let mut spot = spot.clone();
    let mut facts = Facts::default();
    loop {
        match schema {
            SchemaRef::Component(name) => {
                let target = schemas.document.components.schemas.get(name);
                let Some(target) = target.filter(|_| passed.insert(name)) else {
                    return Err(at(&spot, "leads to itself, or nowhere"));
                };
                spot = Spot::component(name);
                schema = target.into();
            }
            SchemaRef::Inline(inner) => {
                let view = View::of(inner);
                facts.add(&view);
                for member in composition::describing_members(&view) {
                    facts.add(&View::of(member));
                }
                let only = match composition::telling_members(&view).as_slice() {
                    [(_, member)] => Some(*member),
                    _ => composition::only_member(&view),
                };
                match only {
                    Some(member) => schema = member,
                    None => {
                        return Ok(Followed {
                            view,
                            spot,
                            facts,
                            passed,
                        });
                    }
                }
            }
        }
    }
}

impl Facts {
    fn add(&mut self, view: &View<'_>) {
        if let Some(said) = &view.schema.xml {
            self.add_all(Self {
                name: said.name.clone(),
                prefix: said.prefix.clone(),
                namespace: said.namespace.clone(),
                node: said.node,
            });
        }
    }

    /// Adds what another schema declares about the same value.
    pub(super) fn add_all(&mut self, other: Self) {
        self.name = self.name.take().or(other.name);
        self.prefix = self.prefix.take().or(other.prefix);
        self.namespace = self.namespace.take().or(other.namespace);
        self.node = self.node.or(other.node);
    }

    /// The name of an element, which is inferred where none is said.
    pub(super) fn element_name(&self, inferred: &str) -> Result<XmlName, String> {
        let said = self.name.as_deref().unwrap_or(inferred);
        let (prefix, local) = said.split_once(':').unwrap_or(("", said));
        let prefix = self.prefix.as_deref().unwrap_or(prefix);
        let parts = [prefix, local].into_iter().filter(|part| !part.is_empty());
        match parts.into_iter().all(is_name) {
            true => Ok(XmlName {
                prefix: prefix.to_owned(),
                local: local.to_owned(),
                namespace: self.namespace.clone().unwrap_or_default(),
            }),
            false => Err(format!("`{}` can't be a name in XML", said.escape_debug())),
        }
    }

    /// The name of an attribute. One without a prefix is in no namespace: Namespaces in XML 1.0, section 6.2.
    pub(super) fn attribute_name(&self, inferred: &str) -> Result<XmlName, String> {
        let name = self.element_name(inferred)?;
        Ok(match name.prefix.is_empty() {
            true => XmlName {
                namespace: String::new(),
                ..name
            },
            false => name,
        })
    }
}

/// Whether a text is a name without a colon: Namespaces in XML 1.0, section 3.
fn is_name(text: &str) -> bool {
    let is_first = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_other = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    text.starts_with(is_first) && text.chars().all(is_other)
}
