//! `date-time`: RFC 3339, section 5.6.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use crate::runtime::json::{Json, JsonError, Reader, Writer};

/// The offset and the digits of the second are kept.
impl Json for DateTime<FixedOffset> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.string()?;
        Self::parse_from_rfc3339(text).map_err(|_| JsonError::new("expected a date and time (RFC 3339)"))
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}
