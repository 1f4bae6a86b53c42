//! Who the caller is: OpenAPI 3.1.1, "Security Scheme Object" and "Security Requirement Object".

use std::collections::BTreeMap;
use std::fmt;

use super::encoding::{base64, unreserved};
use super::error::Problem;

/// A credential of one security scheme. What it holds never shows.
#[derive(Clone)]
pub(crate) struct Credential {
    place: Place,
    value: String,
}

#[derive(Clone)]
enum Place {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl Credential {
    /// HTTP basic: RFC 7617.
    pub(crate) fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        let pair = format!("{}:{}", username.into(), password.into());
        Self {
            place: Place::Header("authorization"),
            value: format!("Basic {}", base64(pair.as_bytes())),
        }
    }

    /// A bearer token: RFC 6750.
    pub(crate) fn bearer(token: impl Into<String>) -> Self {
        Self {
            place: Place::Header("authorization"),
            value: format!("Bearer {}", token.into()),
        }
    }

    /// An API key in a header.
    pub(crate) fn header(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Header(name),
            value: value.into(),
        }
    }

    /// An API key in the query.
    pub(crate) fn query(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Query(name),
            value: value.into(),
        }
    }

    /// An API key in a cookie.
    pub(crate) fn cookie(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Cookie(name),
            value: value.into(),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(..)")
    }
}

/// The credentials that one request carries.
#[derive(Clone, Default)]
pub(super) struct Carried {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) query: Vec<String>,
    pub(super) cookies: Vec<String>,
}

/// The credentials for an operation: those of the first alternative that the client has all schemes of.
pub(super) fn choose(
    known: &BTreeMap<&'static str, Credential>,
    alternatives: &[&[&'static str]],
) -> Result<Carried, Problem> {
    let mut carried = Carried::default();
    let has_all = |alternative: &&&[&'static str]| alternative.iter().all(|scheme| known.contains_key(scheme));
    let named = alternatives.iter().filter(|alternative| !alternative.is_empty());
    match named.clone().find(has_all) {
        Some(alternative) => alternative
            .iter()
            .filter_map(|scheme| known.get(scheme))
            .for_each(|credential| carried.add(credential)),
        None if named.clone().next().is_some() && alternatives.iter().all(|alternative| !alternative.is_empty()) => {
            let wanted: Vec<String> = named.map(|alternative| alternative.join(" and ")).collect();
            return Err(Problem::request(format!(
                "the operation asks for the credentials of {}, which the client was built without",
                wanted.join(", or ")
            )));
        }
        None => {}
    }
    Ok(carried)
}

impl Carried {
    fn add(&mut self, credential: &Credential) {
        let value = &credential.value;
        match credential.place {
            Place::Header(name) => self.headers.push((name, value.clone())),
            Place::Query(name) => self.query.push(format!("{}={}", unreserved(name), unreserved(value))),
            Place::Cookie(name) => self.cookies.push(format!("{name}={}", unreserved(value))),
        }
    }
}
