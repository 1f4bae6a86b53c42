//! What the server sends by itself: webhooks and callbacks.
//!
//! The receiver has an HTTP server of its own; what comes in is read here from headers and bytes.

mod delivery;
mod error;
mod forms;

pub use error::WebhookError;

pub(crate) use delivery::Delivery;
