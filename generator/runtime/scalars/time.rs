//! `date-time` and `date`: RFC 3339, section 5.6.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::runtime::json::{Json, JsonError, Reader, Writer};

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// The offset and the digits of the second are kept.
impl Json for OffsetDateTime {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.string()?;
        Self::parse(text, &Rfc3339).map_err(|_| JsonError::new("expected a date and time (RFC 3339)"))
    }

    /// What RFC 3339 has no form for, a year past 9999 or an offset of seconds, is written as null.
    fn write(&self, writer: &mut Writer) {
        match self.format(&Rfc3339) {
            Ok(text) => writer.string(&text),
            Err(_) => writer.null(),
        }
    }
}

impl Json for Date {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.string()?;
        Self::parse(text, DATE).map_err(|_| JsonError::new("expected a date (RFC 3339)"))
    }

    fn write(&self, writer: &mut Writer) {
        match self.format(DATE) {
            Ok(text) => writer.string(&text),
            Err(_) => writer.null(),
        }
    }
}
