//! Dates and times: RFC 3339, section 5.6, and what servers send in their place.

use super::{LENIENT_DATE_TIMES, LENIENT_DATES};
use crate::runtime::json::{JsonError, Reader};

/// A form of RFC 3339.
pub(crate) struct Form {
    expected: &'static str,
    is_always_lenient: bool,
    /// Another form as this one.
    mended: fn(&str) -> Option<String>,
}

pub(crate) const DATE_TIME: Form = Form {
    expected: "expected a date and time (RFC 3339)",
    is_always_lenient: LENIENT_DATE_TIMES,
    mended: date_time,
};

pub(crate) const DATE: Form = Form {
    expected: "expected a date (RFC 3339)",
    is_always_lenient: LENIENT_DATES,
    mended: date,
};

impl Form {
    /// Reads a value.
    pub(crate) fn read<T>(&self, reader: &mut Reader<'_>, parse: impl Fn(&str) -> Option<T>) -> Result<T, JsonError> {
        let is_lenient = self.is_lenient(reader);
        let text = reader.string()?;
        let value = parse(text).or_else(|| match is_lenient {
            true => parse(&(self.mended)(text.trim())?),
            false => None,
        });
        value.ok_or_else(|| JsonError::new(self.expected))
    }

    /// Reads a value; leniently, an empty string is none.
    pub(crate) fn read_present<T>(
        &self,
        reader: &mut Reader<'_>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, JsonError> {
        if reader.null()? || (self.is_lenient(reader) && is_empty(reader)?) {
            return Ok(None);
        }
        self.read(reader, parse).map(Some)
    }

    fn is_lenient(&self, reader: &Reader<'_>) -> bool {
        self.is_always_lenient || reader.reads_dates_leniently()
    }
}

/// Whether the next value is an empty string, which is then read.
fn is_empty(reader: &mut Reader<'_>) -> Result<bool, JsonError> {
    let mut ahead = reader.clone();
    let is_empty = ahead.string()?.trim().is_empty();
    if is_empty {
        reader.follow(ahead);
    }
    Ok(is_empty)
}

/// The form of RFC 3339 for a date and time with a space for the `T`, without seconds, with a comma before their
/// fraction, with a zone like `+0000`, ` UTC` or none at all, which means UTC.
fn date_time(text: &str) -> Option<String> {
    let day = date(text)?;
    let rest = text.get(10..).unwrap_or_default();
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    let end = rest
        .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ':' | '.' | ','))
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    Some(format!("{day}T{}{}", time_of_day(clock)?, offset(zone.trim())?))
}

/// The date that a text begins with; also with slashes, and before a time.
fn date(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let is_separator = |(at, byte): (usize, u8)| match at {
        4 | 7 => matches!(byte, b'-' | b'/' | b'.'),
        _ => byte.is_ascii_digit(),
    };
    let is_date = day.bytes().enumerate().all(is_separator);
    let ends = text
        .get(10..)?
        .chars()
        .next()
        .is_none_or(|next| matches!(next, 'T' | 't' | ' '));
    (is_date && ends).then(|| day.replace(['/', '.'], "-"))
}

fn time_of_day(clock: &str) -> Option<String> {
    let clock = clock.replace(',', ".");
    match clock.matches(':').count() {
        0 if clock.is_empty() => Some("00:00:00".to_owned()),
        1 => Some(format!("{clock}:00")),
        2 => Some(clock.trim_end_matches('.').to_owned()),
        _ => None,
    }
}

fn offset(zone: &str) -> Option<String> {
    if matches!(zone, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some("Z".to_owned());
    }
    let digits: String = zone.get(1..)?.chars().filter(|letter| *letter != ':').collect();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let sign = zone.get(..1).filter(|sign| is_number && matches!(*sign, "+" | "-"))?;
    match digits.len() {
        2 => Some(format!("{sign}{digits}:00")),
        4 => Some(format!("{sign}{}:{}", digits.get(..2)?, digits.get(2..)?)),
        _ => None,
    }
}

/// `date_type! { ::chrono::NaiveDate, DATE }`: read by `FromStr` and written by `Display`.
macro_rules! date_type {
    ($ty:ty, $form:ident) => {
        impl $crate::runtime::json::Json for $ty {
            fn read(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::JsonError> {
                $crate::runtime::scalars::dates::$form.read(reader, |text| text.parse().ok())
            }

            fn read_present(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Option<Self>, $crate::runtime::json::JsonError> {
                $crate::runtime::scalars::dates::$form.read_present(reader, |text| text.parse().ok())
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(&self.to_string());
            }
        }
    };
}

pub(crate) use date_type;
