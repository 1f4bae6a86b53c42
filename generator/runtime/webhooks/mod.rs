//! Webhooks and callbacks, which the server sends.
//!
//! Your HTTP server receives them; this module parses their headers and bodies.

mod delivery;
mod error;
mod forms;

pub use error::WebhookError;

pub(crate) use delivery::Delivery;
