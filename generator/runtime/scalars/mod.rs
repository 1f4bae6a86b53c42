//! Scalars that are more than JSON's own: an emitted crate has those of its API.

pub(crate) mod base64;
pub(crate) mod big_integer;
mod chrono;
pub(crate) mod null;
mod text;
mod time;

text::scalar! { ::chrono::NaiveDate, "a date (RFC 3339)" }
text::scalar! { ::uuid::Uuid, "a UUID (RFC 9562)" }
text::scalar! { ::std::net::Ipv4Addr, "an IPv4 address" }
