//! Compiles, lints and tests the runtime that is copied into every emitted crate: the files of `generator/runtime`.

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "shared by all APIs; this one may not use all of it"
)]
#[path = "../../../generator/runtime/mod.rs"]
mod runtime;

pub use runtime::device::{DeviceAuthorization, DeviceLogin, DeviceToken};
pub use runtime::forms::free_form::Form;
pub use runtime::forms::multipart::FilePart;
pub use runtime::http::answers::{ByteStream, Event, EventStream, HeaderError, JsonLines, StreamError};
pub use runtime::http::transport;
pub use runtime::http::{
    AnyOperation, ApiError, BearerToken, Body, BuildError, CallError, Client, ClientBuilder, Departure, DepartureKind,
    Error, Exchange, Failure, Hook, NoDocumentedError, Operation, OwnServer, RawResponse, Request, Response,
    ResponseFuture, RetryPolicy, Token, TokenError, TokenFuture, TokenProvider, TokenRequest,
};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use runtime::iterators::Blocking;
pub use runtime::json::{Field, JsonError, Lenient, UnknownInteger, UnknownNameError, UnknownValue, UnknownVariant};
pub use runtime::oauth::ClientCredentials;
pub use runtime::pages::{Items, Pages};
pub use runtime::rules::{ValidationErrors, Violation};
pub use runtime::scalars::{base64::Base64, big_integer::BigInteger, null::Null};
pub use runtime::signatures::{SecretError, SignatureError, Verifier};
pub use runtime::webhooks::WebhookError;

#[cfg(test)]
mod access_tests;
#[cfg(test)]
mod answers_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod audit_tests;
#[cfg(all(test, feature = "blocking"))]
mod blocking_tests;
#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod device_tests;
#[cfg(test)]
mod error_tests;
#[cfg(test)]
mod http_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod json_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod page_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod parameter_tests;
#[cfg(test)]
mod place_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod tag_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod tuple_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod union_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod validate_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod webhook_tests;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros expand for public types")]
mod xml_tests;
