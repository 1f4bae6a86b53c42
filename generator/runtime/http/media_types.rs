//! Media types of responses: RFC 9110, section 8.3.1.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// The media type of a response, in lower case and without its parameters: RFC 9110, section 8.3.1.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(text.split(';').next()?.trim().to_ascii_lowercase())
}

/// Whether the body says that it is in Latin-1.
pub(super) fn is_latin1(headers: &HeaderMap) -> bool {
    charset(headers).is_some_and(|name| name.eq_ignore_ascii_case("iso-8859-1"))
}

pub(super) fn charset(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let parameters = text.split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"'))
}

pub(super) fn has_media_type(headers: &HeaderMap, media_types: &[&str]) -> bool {
    let Some(found) = media_type(headers) else {
        return false;
    };
    media_types.iter().any(|media_type| match media_type.strip_suffix('*') {
        Some(range) => *media_type == "*/*" || found.starts_with(range),
        None => found == *media_type,
    })
}
