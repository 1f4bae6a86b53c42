//! Forms of several parts: an emitted crate whose API has none goes without.

pub(crate) mod multipart;
