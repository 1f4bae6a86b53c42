//! Scalars beyond those of JSON; an emitted crate contains those that its API uses.

pub(crate) mod base64;
pub(crate) mod big_integer;
mod chrono;
pub(crate) mod null;
mod text;
mod time;

text::scalar! { ::chrono::NaiveDate, "a date (RFC 3339)" }
text::scalar! { ::uuid::Uuid, "a UUID (RFC 9562)" }
text::scalar! { ::std::net::Ipv4Addr, "an IPv4 address" }
