//! Requests and responses: one path for all operations.
//!
//! Operations declare facts and decode responses. Sending, retries, credentials, limits and errors are here, and only a
//! thin layer around them is generic, so that a crate of a thousand operations builds fast.

pub(crate) mod answers;
mod any_operation;
mod any_url;
mod assemble;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking_thread;
mod body;
mod body_properties;
mod build_error;
mod builder;
mod call_error;
mod client;
mod credential;
mod credentials;
mod departing;
mod departures;
mod draft;
mod encoding;
mod error;
mod exchange;
mod facts;
mod failure;
mod hooks;
mod inputs;
mod media_types;
mod mismatch;
#[cfg(feature = "mock")]
mod mock;
mod network;
mod operation;
mod outgoing;
mod page_url;
pub(crate) mod parameters;
mod patience;
mod platform;
mod problem;
mod raw_response;
mod received;
mod redirects;
mod reply;
mod request;
mod reqwest_transport;
mod response_future;
mod retry;
mod schemes;
mod scripted;
mod send;
mod server_message;
mod servers;
mod settings;
mod token_transport;
mod tokens;
mod trace;
pub mod transport;
mod tree;
mod xml_errors;

pub use any_operation::AnyOperation;
pub use body::Body;
pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use call_error::{ApiError, CallError};
pub use client::Client;
pub use departures::{Departure, DepartureKind};
pub use error::Error;
pub use failure::Failure;
pub use hooks::{Exchange, Hook};
pub use operation::{NoDocumentedError, Operation};
pub use raw_response::RawResponse;
pub use reply::Response;
pub use request::Request;
pub use response_future::ResponseFuture;
pub use retry::RetryPolicy;
pub use servers::OwnServer;
pub use tokens::{BearerToken, Token, TokenError, TokenFuture, TokenProvider, TokenRequest};

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) use blocking::BlockingCaller;
pub(crate) use credential::Credential;
pub(crate) use departures::Expected;
pub(crate) use draft::Draft;
pub(crate) use encoding::{base64, unreserved};
pub(crate) use facts::{Facts, Redirects, Scopes, Statuses, Streamed};
pub(crate) use inputs::{InputRules, Members};
pub(crate) use mismatch::Mismatch;
pub(crate) use operation::ErrorResponses;
pub(crate) use parameters::{Escapes, Style};
pub(crate) use platform::{BoxFuture, Instant, sleep};
pub(crate) use problem::Problem;
pub(crate) use received::received;
pub(crate) use reply::Reply;
pub(crate) use request::{draft_of, keep_value, with_form};
pub(crate) use reqwest::Method;
pub(crate) use schemes::{Place, Scheme};
pub(crate) use send::run;
pub(crate) use servers::filled;
pub(crate) use token_transport::TokenTransport;
pub(crate) use tree::Tree;
