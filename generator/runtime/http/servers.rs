//! Where the API is: OpenAPI 3.1.1, "Server Object".

use std::borrow::Cow;
use std::collections::BTreeMap;

use reqwest::Url;

use super::build_error::BuildError;
use super::problem::Problem;

/// A server that only some operations use.
///
/// [`ClientBuilder::server_url`](crate::ClientBuilder::server_url) replaces its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnServer {
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
}

impl OwnServer {
    /// Its URL, with the defaults of variables.
    pub const fn url(self) -> &'static str {
        self.url
    }
}

/// The base URL, and those of operations that have servers of their own, as a builder is told them.
#[derive(Clone, Debug, Default)]
pub(super) struct ServerChoice {
    pub(super) base: Option<String>,
    /// Whether operations with servers of their own are sent to the base URL as well.
    pub(super) is_for_all: bool,
    pub(super) own: BTreeMap<&'static str, String>,
}

impl ServerChoice {
    pub(super) fn checked(&self) -> Result<Servers, BuildError> {
        let own = self.own.iter().map(|(name, url)| Ok((*name, absolute(url)?)));
        Ok(Servers {
            base: base(self.base.as_deref())?,
            is_for_all: self.is_for_all,
            own: own.collect::<Result<_, BuildError>>()?,
        })
    }
}

/// The same, as URLs.
#[derive(Clone, Debug)]
pub(super) struct Servers {
    pub(super) base: Url,
    is_for_all: bool,
    own: BTreeMap<&'static str, Url>,
}

impl Servers {
    /// Where an operation is sent: a relative URL is one of the client's own host.
    pub(super) fn of(&self, server: Option<OwnServer>) -> Result<Cow<'_, Url>, Problem> {
        let Some(server) = server else {
            return Ok(Cow::Borrowed(&self.base));
        };
        if let Some(url) = self.own.get(server.name) {
            return Ok(Cow::Borrowed(url));
        }
        if self.is_for_all {
            return Ok(Cow::Borrowed(&self.base));
        }
        let url = self.base.join(server.url).ok().filter(is_plain);
        url.map(Cow::Owned).ok_or_else(|| {
            Problem::request(format!(
                "the server `{}` of the API description isn't a URL; set it with `ClientBuilder::server_url`",
                server.name
            ))
        })
    }
}

fn base(text: Option<&str>) -> Result<Url, BuildError> {
    let text = text.ok_or_else(|| {
        BuildError::new("the API description declares no absolute server URL; set one with `ClientBuilder::base_url`")
    })?;
    if text.starts_with('/') {
        return Err(BuildError::new(format!(
            "the document's server `{text}` is relative to where the document was: say where the API is with \
             `ClientBuilder::base_url`, as in `https://example.com{text}`"
        )));
    }
    absolute(text)
}

fn absolute(text: &str) -> Result<Url, BuildError> {
    let url =
        Url::parse(text).map_err(|error| BuildError::new("the base URL isn't an absolute URL").with_source(error))?;
    if !is_plain(&url) {
        return Err(BuildError::new(
            "the base URL must be an `http` or `https` URL without user and fragment",
        ));
    }
    Ok(url)
}

fn is_plain(url: &Url) -> bool {
    let is_whole = matches!(url.scheme(), "http" | "https") && url.fragment().is_none();
    is_whole && url.username().is_empty() && url.password().is_none()
}

/// The URL of a template, `{name}` for each variable. A value can't leave its place: only one that stands at the end, or
/// before a `/`, may have several segments.
pub(crate) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut url = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        url.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        let may_nest = after.is_empty() || after.starts_with('/');
        url.extend(value.into_iter().flat_map(|(_, value)| placed(value, may_nest)));
        rest = after;
    }
    url.push_str(rest);
    url
}

/// A value with the characters that would end its place percent-encoded; no host can hold them.
fn placed(value: &str, may_nest: bool) -> impl Iterator<Item = char> {
    value.chars().flat_map(move |letter| {
        let (plain, encoded) = match letter {
            '/' if may_nest => (Some('/'), ""),
            '/' => (None, "%2F"),
            '\\' => (None, "%5C"),
            '?' => (None, "%3F"),
            '#' => (None, "%23"),
            '@' => (None, "%40"),
            other => (Some(other), ""),
        };
        plain.into_iter().chain(encoded.chars())
    })
}
