//! Components other than schemas, by reference.

use std::collections::BTreeSet;

use crate::component;
use crate::pointer::Pointer;
use crate::spec::{self, Components, Document, Referable};

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
    get: for<'a> fn(&'a Components, &str) -> Option<&'a Referable<T>>,
}

/// `components/parameters`
pub(crate) const PARAMETERS: Kind<spec::Parameter> = Kind {
    key: "parameters",
    get: |components, name| components.parameters.get(name),
};

/// `components/requestBodies`
pub(crate) const REQUEST_BODIES: Kind<spec::RequestBody> = Kind {
    key: "requestBodies",
    get: |components, name| components.request_bodies.get(name),
};

/// `components/responses`
pub(crate) const RESPONSES: Kind<spec::Response> = Kind {
    key: "responses",
    get: |components, name| components.responses.get(name),
};

/// `components/headers`
pub(crate) const HEADERS: Kind<spec::Header> = Kind {
    key: "headers",
    get: |components, name| components.headers.get(name),
};

/// `components/securitySchemes`
pub(crate) const SECURITY_SCHEMES: Kind<spec::SecurityScheme> = Kind {
    key: "securitySchemes",
    get: |components, name| components.security_schemes.get(name),
};

/// Follows references; `None` where one leads nowhere, which the document stage has reported.
pub(crate) fn follow<'a, T>(
    document: &'a Document,
    kind: &Kind<T>,
    item: &'a Referable<T>,
    place: Pointer,
) -> Option<Located<'a, T>> {
    let (mut item, mut component) = (item, None);
    let mut seen = BTreeSet::new();
    loop {
        match item {
            Referable::Inline(item) => {
                return Some(Located {
                    item,
                    place: component.map_or(place, |name| component::pointer(kind.key, name)),
                    component,
                });
            }
            // What has been passed already leads only to itself.
            Referable::Component(name) if seen.insert(name) => {
                component = Some(name.as_str());
                item = (kind.get)(&document.components, name)?;
            }
            Referable::Component(_) => return None,
        }
    }
}
