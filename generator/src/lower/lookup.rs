//! Components other than schemas, by reference.

use std::collections::BTreeSet;

use openapiv3::{Components, ReferenceOr};

use crate::component;
use crate::document::Document;
use crate::pointer::Pointer;

/// A component, or the same thing in place, with where it stands.
pub(crate) struct Located<'a, T> {
    pub(crate) item: &'a T,
    pub(crate) place: Pointer,
    /// The component's name, if it is one.
    pub(crate) component: Option<&'a str>,
}

/// A kind of component: its key in `components`, and how to get at one.
pub(crate) struct Kind<T> {
    key: &'static str,
    get: for<'a> fn(&'a Components, &str) -> Option<&'a ReferenceOr<T>>,
}

/// `components/parameters`
pub(crate) const PARAMETERS: Kind<openapiv3::Parameter> = Kind {
    key: "parameters",
    get: |components, name| components.parameters.get(name),
};

/// `components/requestBodies`
pub(crate) const REQUEST_BODIES: Kind<openapiv3::RequestBody> = Kind {
    key: "requestBodies",
    get: |components, name| components.request_bodies.get(name),
};

/// `components/responses`
pub(crate) const RESPONSES: Kind<openapiv3::Response> = Kind {
    key: "responses",
    get: |components, name| components.responses.get(name),
};

/// `components/headers`
pub(crate) const HEADERS: Kind<openapiv3::Header> = Kind {
    key: "headers",
    get: |components, name| components.headers.get(name),
};

/// `components/securitySchemes`
pub(crate) const SECURITY_SCHEMES: Kind<openapiv3::SecurityScheme> = Kind {
    key: "securitySchemes",
    get: |components, name| components.security_schemes.get(name),
};

/// Follows references; `None` where one leads nowhere, which the document stage has reported.
pub(crate) fn follow<'a, T>(
    document: &'a Document,
    kind: &Kind<T>,
    item: &'a ReferenceOr<T>,
    place: Pointer,
) -> Option<Located<'a, T>> {
    let mut located = match item {
        ReferenceOr::Item(item) => {
            return Some(Located {
                item,
                place,
                component: None,
            });
        }
        ReferenceOr::Reference { reference } => reference.as_str(),
    };
    let mut seen = BTreeSet::new();
    // What has been passed already leads only to itself.
    while seen.insert(located) {
        let name = component::name(located);
        match (kind.get)(document.openapi.components.as_ref()?, name)? {
            ReferenceOr::Item(item) => {
                return Some(Located {
                    item,
                    place: component::pointer(kind.key, name),
                    component: Some(name),
                });
            }
            ReferenceOr::Reference { reference } => located = reference,
        }
    }
    None
}
