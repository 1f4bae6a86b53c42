//! `date-time` and `date`: RFC 3339, section 5.6.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::dates::{self, DATE_TIME};
use crate::runtime::json::{Json, JsonError, Reader, Writer};

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// The offset and the digits of the second are kept.
impl Json for OffsetDateTime {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        DATE_TIME.read(reader, |text| Self::parse(text, &Rfc3339).ok())
    }

    fn read_present(reader: &mut Reader<'_>) -> Result<Option<Self>, JsonError> {
        DATE_TIME.read_present(reader, |text| Self::parse(text, &Rfc3339).ok())
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
        dates::DATE.read(reader, |text| Self::parse(text, DATE).ok())
    }

    fn read_present(reader: &mut Reader<'_>) -> Result<Option<Self>, JsonError> {
        dates::DATE.read_present(reader, |text| Self::parse(text, DATE).ok())
    }

    fn write(&self, writer: &mut Writer) {
        match self.format(DATE) {
            Ok(text) => writer.string(&text),
            Err(_) => writer.null(),
        }
    }
}
