//! clientwright: reads an OpenAPI document and writes a Rust client crate.
//!
//! The command line writes a crate. [`Config`] is for a `build.rs`, which generates a module of the crate that it belongs to:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), clientwright::Error> {
//!     clientwright::Config::new("openapi.yaml").module("acme").generate()?;
//!     Ok(())
//! }
//! ```
//!
//! ```text
//! // src/lib.rs
//! pub mod acme {
//!     include!(concat!(env!("OUT_DIR"), "/acme.rs"));
//! }
//! ```
//!
//! [`Config`] with what it consists of ([`config`]), [`Summary`] and [`Error`] are the API of this library. Everything else that is public is for
//! the command line and the tests: it can change in any version.

pub mod config;

pub use config::{Config, ConfigError};
pub use error::Error;
pub use output::{OutputError, Summary};

mod build_script;
mod component;
mod dialect;
mod error;
mod pattern;
mod pipeline;
mod rustdoc;
mod template;
mod threads;

#[doc(hidden)]
pub use pipeline::{Facts, Generated, Inspected, Surfaced, generate, inspect, learn, surfaced, with_deep_stack};

#[doc(hidden)]
pub mod changelog;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod inspect;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod learn;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pointer;
#[doc(hidden)]
pub mod prose;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod spec;
#[doc(hidden)]
pub mod surface;
