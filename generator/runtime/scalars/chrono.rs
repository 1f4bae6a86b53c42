//! `date-time`: RFC 3339, section 5.6.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::dates::DATE_TIME;
use crate::runtime::json::{Json, JsonError, Reader, Writer};

/// The offset and the digits of the second are kept.
impl Json for DateTime<FixedOffset> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        DATE_TIME.read(reader, |text| Self::parse_from_rfc3339(text).ok())
    }

    fn read_present(reader: &mut Reader<'_>) -> Result<Option<Self>, JsonError> {
        DATE_TIME.read_present(reader, |text| Self::parse_from_rfc3339(text).ok())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}
