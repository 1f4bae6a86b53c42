//! A document as one model, whatever its version and however many files it came in: OpenAPI 3.2.0, section 4, in types.
//!
//! [`crate::document`] makes it, [`crate::lower`] reads it. What the versions of the standard say differently is one field
//! here, so no later stage asks for the version.

mod client;
mod components;
mod content;
mod operations;
mod referable;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::input::Coverage;
use crate::pointer::{Place, Pointer};
pub use client::{
    Credential, DeviceFlow, Info, KeyPlace, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag,
};
pub use components::Components;
pub use content::{Content, Described, Encoding, Header, MediaType, Style};
pub use operations::{
    Callback, ExternalDocs, Operation, Parameter, ParameterPlace, PathItem, RequestBody, Response, Status,
};
pub use referable::Referable;
pub use schema::{Additional, Bounds, Discriminator, Properties, PropertyNames, Schema, SchemaSlot, Xml, XmlNode};

/// A whole document. Every reference in it leads to a component that it has.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it says of itself.
    pub info: Info,
    /// The servers of operations without their own.
    pub servers: Vec<Server>,
    /// What operations require that don't say it themselves.
    pub security: Vec<SecurityRequirement>,
    /// The declared tags.
    pub tags: Vec<Tag>,
    /// The components.
    pub components: Components,
    /// The path items, by their paths.
    pub paths: IndexMap<String, PathItem>,
    /// The webhooks, by their names.
    pub webhooks: IndexMap<String, PathItem>,
    /// Whether it says by `x-standard-webhooks` that webhooks are signed so.
    pub signs_webhooks: bool,
    /// Where parts come from that stood elsewhere in the sources.
    pub(crate) origins: BTreeMap<Pointer, Place>,
    /// The component schemas that the document names itself; others stand elsewhere, and something refers to them.
    pub(crate) named: BTreeSet<String>,
    /// The component schemas that are forms of several parts, and nothing else.
    pub(crate) forms: BTreeSet<String>,
    /// How many mappings it is written with: its size, as far as schemas go.
    pub(crate) mappings: usize,
    /// Whether some number may come as a string of its digits.
    pub(crate) reads_digits: bool,
    /// How much of the document it has, where that isn't all.
    pub coverage: Option<Coverage>,
}

impl Document {
    /// Where in the sources the thing at a pointer of this document comes from.
    pub fn place(&self, pointer: &Pointer) -> Place {
        origin(&self.origins, pointer)
    }
}

/// Where in the sources what stands at a pointer of a document comes from: the nearest known origin above it says.
pub(crate) fn origin(origins: &BTreeMap<Pointer, Place>, pointer: &Pointer) -> Place {
    let mut prefix = Some(pointer.clone());
    while let Some(known) = prefix {
        if let Some(origin) = origins.get(&known) {
            let rest = pointer.as_str().get(known.as_str().len()..).unwrap_or_default();
            let pointer = Pointer::parse(&format!("{}{rest}", origin.pointer));
            return Place {
                file: origin.file.clone(),
                pointer,
            };
        }
        prefix = known.parent();
    }
    Place::entry(pointer.clone())
}
