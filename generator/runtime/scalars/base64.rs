//! `byte`: RFC 4648, section 4.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use crate::runtime::json::{Json, JsonError, Reader, Tolerance, Writer};

/// Bytes that are base64 on the wire.
///
/// Both alphabets of RFC 4648 are read, with and without padding; the standard one is written, with padding. A response with
/// a string that isn't base64 is read all the same: as the bytes of that string, which is a departure.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

const PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const ANY_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PADDING);
const ANY_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, PADDING);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&STANDARD.encode(&self.0))
    }
}

/// Only the number of bytes is shown.
impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64({} bytes)", self.0.len())
    }
}

impl Json for Base64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.string()?;
        let decoded = decoded(text).ok_or_else(|| text.as_bytes().to_vec());
        match decoded {
            Ok(bytes) => Ok(Self(bytes)),
            // Of the types of a union, one that is any string fits better.
            Err(_) if reader.tolerance() != Tolerance::All => Err(JsonError::new(format!("expected {EXPECTED}"))),
            Err(text) => {
                reader.note_departure(EXPECTED, "another string");
                Ok(Self(text))
            }
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

const EXPECTED: &str = "base64 (RFC 4648)";

/// The bytes that a text stands for; `None` if it isn't base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let engine = match text.contains(['-', '_']) {
        true => ANY_URL_SAFE,
        false => ANY_STANDARD,
    };
    // MIME (RFC 2045) breaks lines.
    let decoded = match text.contains(['\r', '\n']) {
        true => engine.decode(text.replace(['\r', '\n'], "")),
        false => engine.decode(text),
    };
    decoded.ok()
}
