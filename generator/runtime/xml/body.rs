//! Bodies: what an operation sends and receives as XML.

use std::borrow::Cow;

use super::layout::{Content, Element};
use super::{read, write};
use crate::runtime::http::{Body, Mismatch, Reply, Request, Tree, keep_value};
use crate::runtime::json::{self, Json, JsonError};

impl<Op> Request<Op> {
    /// A body that is XML. A value that has no form in XML makes sending fail.
    pub(crate) fn xml_body(mut self, media_type: &'static str, value: &impl Json, root: &Element) -> Self {
        let value = Tree::of(value);
        keep_value(&mut self, media_type, &value);
        match write::to_xml(&value, root) {
            Ok(text) => self.with_body(media_type, Body::from(text)),
            Err(problem) => self.refused(format!("the body can't be written as XML: {problem}")),
        }
    }
}

impl Reply {
    /// The body as XML whose root element has this content. JSON is read as well, if the response says that it is that.
    pub(crate) fn xml<T: Json>(&self, content: &Content) -> Result<T, Mismatch> {
        if self.says_json() {
            return self.json();
        }
        self.json_of(content)
            .and_then(|json| self.decoded(json.as_bytes()))
            .map_err(Mismatch::Json)
    }

    fn json_of(&self, content: &Content) -> Result<String, JsonError> {
        let body = self.in_utf8();
        let text = decoded(&body)?;
        match text.trim().is_empty() {
            true => Ok(String::new()),
            false => read::to_json(&text, content),
        }
    }
}

/// The value of a body that came in with a webhook.
pub(crate) fn from_bytes<T: Json>(body: &[u8], content: &Content) -> Result<T, JsonError> {
    let text = decoded(body)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    json::from_str(&read::to_json(text, content)?)
}

/// The JSON that a page stands for, whose root element has this content.
pub(crate) fn page(reply: &Reply, content: &Content) -> Vec<u8> {
    match reply.says_json() {
        true => reply.in_utf8().into_owned(),
        false => reply.json_of(content).unwrap_or_default().into_bytes(),
    }
}

/// The JSON that an XML body stands for without a schema; `None` if it isn't XML.
pub(crate) fn any_as_json(body: &[u8]) -> Option<String> {
    read::to_json(&decoded(body).ok()?, &Content::Any).ok()
}

/// The text of a body in the encoding that it has by its first bytes or by its declaration: XML 1.0, appendix F.
fn decoded(body: &[u8]) -> Result<Cow<'_, str>, JsonError> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let pairs = body.chunks_exact(2).skip(1);
        pairs
            .filter_map(|pair| Some(unit(pair.try_into().ok()?)))
            .collect::<Vec<u16>>()
    };
    match (body, std::str::from_utf8(body)) {
        ([0xFE, 0xFF, ..], _) => Ok(String::from_utf16_lossy(&units(u16::from_be_bytes)).into()),
        ([0xFF, 0xFE, ..], _) => Ok(String::from_utf16_lossy(&units(u16::from_le_bytes)).into()),
        (_, Ok(text)) => Ok(text.into()),
        (_, Err(_)) if declares_latin1(body) => Ok(Reply::latin1(body).into()),
        (_, Err(error)) => Err(JsonError::encoding(error.valid_up_to())),
    }
}

/// Whether `<?xml … encoding="ISO-8859-1"?>` is at the beginning.
fn declares_latin1(body: &[u8]) -> bool {
    let mut parts = body.splitn(2, |byte| *byte == b'>');
    let declaration = parts.next().unwrap_or_default().to_ascii_lowercase();
    let declaration = String::from_utf8_lossy(&declaration);
    declaration.starts_with("<?xml") && declaration.contains("iso-8859-1")
}
