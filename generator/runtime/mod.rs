//! The hand-written part of this crate, which is the same for every API.

pub(crate) mod causes;
pub(crate) mod device;
pub(crate) mod forms;
pub(crate) mod http;
pub(crate) mod iterators;
pub(crate) mod json;
pub(crate) mod oauth;
pub(crate) mod pages;
pub(crate) mod rules;
pub(crate) mod scalars;
pub(crate) mod signatures;
pub(crate) mod token_endpoint;
pub(crate) mod webhooks;
pub(crate) mod xml;
