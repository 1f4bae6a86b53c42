//! Multipart forms; only emitted if the API has any.

pub(crate) mod multipart;
