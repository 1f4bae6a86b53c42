//! Scalars beyond those of JSON; an emitted crate contains those that its API uses.

pub(crate) mod base64;
pub(crate) mod big_integer;
mod chrono;
pub(crate) mod dates;
pub(crate) mod null;
mod text;
mod time;

/// Whether other forms than those of RFC 3339 are read, wherever a value stands.
const LENIENT_DATE_TIMES: bool = false;
const LENIENT_DATES: bool = false;

dates::date_type! { ::chrono::NaiveDate, DATE }
text::scalar! { ::uuid::Uuid, "a UUID (RFC 9562)" }
text::scalar! { ::std::net::Ipv4Addr, "an IPv4 address" }
