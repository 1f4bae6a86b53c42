//! The security schemes of the API: OpenAPI 3.1.1, "Security Scheme Object".

use reqwest::header::{COOKIE, HeaderMap};

use super::draft::Draft;
use super::encoding::unreserved;

/// A security scheme.
#[derive(Clone, Copy)]
pub(crate) struct Scheme {
    /// Its key in the API description.
    pub(crate) key: &'static str,
    /// The method of the builder that takes its credentials.
    pub(crate) method: &'static str,
    /// Where its credentials stand.
    pub(crate) place: Place,
}

/// Where credentials stand in a request.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl Place {
    /// Whether the caller filled it in by hand.
    pub(super) fn is_filled(self, draft: &Draft) -> bool {
        match self {
            Self::Header(name) => draft.headers.contains_key(name),
            Self::Query(name) => {
                let start = format!("{}=", unreserved(name));
                draft.query.iter().any(|pair| pair.starts_with(&start))
            }
            Self::Cookie(name) => {
                let start = format!("{name}=");
                draft.cookies.iter().any(|pair| pair.starts_with(&start)) || has_cookie(&draft.headers, &start)
            }
        }
    }

    /// Whether the client's own headers fill it in.
    pub(super) fn is_filled_by(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Header(name) => headers.contains_key(name),
            Self::Query(_) => false,
            Self::Cookie(name) => has_cookie(headers, &format!("{name}=")),
        }
    }
}

fn has_cookie(headers: &HeaderMap, start: &str) -> bool {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = texts.flat_map(|text| text.split(';'));
    cookies.any(|cookie| cookie.trim_start().starts_with(start))
}
