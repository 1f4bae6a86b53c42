//! Archives of requests and responses, as browsers and proxies write them: HAR 1.2.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use crate::lower::media_types::essence;

/// The exchanges of an archive.
#[derive(Clone, Debug)]
pub struct Archive(pub(super) Vec<Exchange>);

/// A request, and the response to it.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    pub(super) method: String,
    /// The whole URL.
    pub(super) url: String,
    pub(super) status: u16,
    /// In lower case, without parameters.
    pub(super) media_type: Option<String>,
    /// The body; `None` where the archive leaves it out.
    pub(super) body: Option<Vec<u8>>,
}

#[derive(Deserialize)]
struct File {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    request: Request,
    response: Response,
}

#[derive(Deserialize)]
struct Request {
    method: String,
    url: String,
}

#[derive(Deserialize)]
struct Response {
    /// 0 or less where none came.
    status: i64,
    #[serde(default)]
    content: Content,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Content {
    size: i64,
    mime_type: String,
    text: Option<String>,
    encoding: Option<String>,
}

impl Archive {
    /// The archive that a text is; `None` if it isn't one.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = serde_json::from_str(text).ok()?;
        Some(Self(file.log.entries.into_iter().filter_map(exchange).collect()))
    }
}

/// What an entry says; `None` where no response came.
fn exchange(entry: Entry) -> Option<Exchange> {
    let status = u16::try_from(entry.response.status).ok().filter(|status| *status > 0)?;
    let media_type = essence(&entry.response.content.mime_type);
    Some(Exchange {
        method: entry.request.method.to_ascii_uppercase(),
        url: entry.request.url,
        status,
        // A browser notes `x-unknown` for a response without a media type.
        media_type: Some(media_type).filter(|name| !name.is_empty() && name != "x-unknown"),
        body: entry.response.content.body(),
    })
}

impl Content {
    fn body(self) -> Option<Vec<u8>> {
        match (self.text, self.encoding.as_deref()) {
            (Some(text), Some("base64")) => STANDARD.decode(text.trim()).ok(),
            (Some(text), _) => Some(text.into_bytes()),
            (None, _) => (self.size <= 0).then(Vec::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchanges(entries: &str) -> Vec<Exchange> {
        let text = format!(r#"{{"log":{{"version":"1.2","entries":[{entries}]}}}}"#);
        Archive::read(&text).unwrap().0
    }

    fn bodies(content: &str) -> Option<Vec<u8>> {
        let entry = format!(
            r#"{{"request":{{"method":"get","url":"http://a/b"}},"response":{{"status":200,"content":{content}}}}}"#
        );
        exchanges(&entry).remove(0).body
    }

    #[test]
    fn a_body_is_text_or_base64() {
        assert_eq!(bodies(r#"{"size":2,"text":"{}"}"#).unwrap(), b"{}");
        assert_eq!(
            bodies(r#"{"size":2,"text":"e30=","encoding":"base64"}"#).unwrap(),
            b"{}"
        );
        assert_eq!(bodies(r#"{"size":2,"text":"?","encoding":"base64"}"#), None);
    }

    #[test]
    fn a_body_that_is_left_out_is_none() {
        assert_eq!(bodies(r#"{"size":2}"#), None);
        assert_eq!(bodies(r#"{"size":0}"#).unwrap(), b"");
    }

    #[test]
    fn media_types_have_no_parameters() {
        let entry = r#"{"request":{"method":"GET","url":"http://a/b"},"response":{"status":200,"content":{"mimeType":"Application/JSON; charset=utf-8"}}}"#;
        assert_eq!(
            exchanges(entry).remove(0).media_type.as_deref(),
            Some("application/json")
        );
    }

    #[test]
    fn requests_without_a_response_are_left_out() {
        let entry = r#"{"request":{"method":"GET","url":"http://a/b"},"response":{"status":0}}"#;
        assert!(exchanges(entry).is_empty());
    }

    #[test]
    fn other_texts_are_no_archives() {
        for text in ["", "{}", r#"{"log":1}"#, "{\"operation\":\"a\"}\n{\"operation\":\"b\"}"] {
            assert!(Archive::read(text).is_none(), "{text}");
        }
    }
}
