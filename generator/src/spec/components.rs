//! What is declared once and referred to: OpenAPI 3.2.0, "Components Object" and "Reference Object".

use indexmap::IndexMap;

use super::referable::Referable;
use super::{Header, Parameter, RequestBody, Response, SchemaSlot, SecurityScheme};

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
