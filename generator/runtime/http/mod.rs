//! Requests and answers: one path that every operation takes.
//!
//! Operations state facts and read replies; sending, retries, credentials, limits and errors are here, and generic only
//! in the thin shell around them, so that a crate of a thousand operations still builds fast.

mod any_error;
mod client;
mod credentials;
mod encoding;
mod error;
mod operation;
mod page_url;
mod parameters;
mod reply;
mod request;
mod reqwest_transport;
mod retry;
mod send;
pub mod transport;

pub use any_error::AnyError;
pub use client::{BuildError, Client, ClientBuilder};
pub use error::{ApiError, Error, Failure};
pub use operation::NoDocumentedError;
pub use reply::Response;
pub use request::Request;
pub use retry::RetryPolicy;

pub(crate) use credentials::Credential;
pub(crate) use encoding::unreserved;
pub(crate) use error::Problem;
pub(crate) use operation::{ErrorResponses, Facts, Operation};
pub(crate) use parameters::Style;
pub(crate) use reply::{Mismatch, Reply};
pub(crate) use request::understand;
pub(crate) use reqwest::Method;
pub(crate) use send::{Draft, run};
