//! The kinds of components that references lead to: OpenAPI 3.2.0, "Components Object".

use crate::component;
use crate::pointer::Pointer;

/// The kinds of components that references lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Schema,
    Response,
    Parameter,
    RequestBody,
    Header,
    SecurityScheme,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [
        Self::Schema,
        Self::Response,
        Self::Parameter,
        Self::RequestBody,
        Self::Header,
        Self::SecurityScheme,
    ];

    /// The key in `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
        }
    }

    /// Where a component stands in the lowered document.
    pub(super) fn pointer(self, name: &str) -> Pointer {
        component::pointer(self.key(), name)
    }

    /// The reference to a component of the lowered document.
    pub(super) fn reference(self, name: &str) -> String {
        component::reference(self.key(), name)
    }

    /// What becomes of a place whose reference leads to nothing of this kind.
    pub(super) fn without(self) -> &'static str {
        match self {
            Self::Schema => "any JSON value is allowed here",
            Self::Response => "the response is one without a body",
            Self::Parameter => "the parameter is left out",
            Self::RequestBody => "the body may be any JSON value",
            Self::Header => "the header is left out",
            Self::SecurityScheme => "what it asks for is not sent",
        }
    }
}
