//! What is declared once and referred to: OpenAPI 3.2.0, "Components Object" and "Reference Object".

use indexmap::IndexMap;

use super::{Header, Parameter, RequestBody, Response, SchemaSlot, SecurityScheme};

/// A thing in place, or a reference to a component of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referable<T> {
    /// A component, by its name.
    Component(String),
    /// The thing itself.
    Inline(T),
}

impl<T> Referable<T> {
    /// The thing, if it stands in place.
    pub fn inline(&self) -> Option<&T> {
        match self {
            Self::Component(_) => None,
            Self::Inline(item) => Some(item),
        }
    }

    /// The name of the component, if it is a reference to one.
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component(name) => Some(name),
            Self::Inline(_) => None,
        }
    }
}

/// The components of a document, by their names; those that the document has elsewhere, too, if something refers to them.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// `schemas`
    pub schemas: IndexMap<String, SchemaSlot>,
    /// `parameters`
    pub parameters: IndexMap<String, Referable<Parameter>>,
    /// `requestBodies`
    pub request_bodies: IndexMap<String, Referable<RequestBody>>,
    /// `responses`
    pub responses: IndexMap<String, Referable<Response>>,
    /// `headers`
    pub headers: IndexMap<String, Referable<Header>>,
    /// `securitySchemes`
    pub security_schemes: IndexMap<String, Referable<SecurityScheme>>,
}
