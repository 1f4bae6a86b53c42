//! Multipart forms; only emitted if the API has any.

pub(crate) mod free_form;
pub(crate) mod multipart;
