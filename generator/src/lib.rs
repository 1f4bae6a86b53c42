//! clientwright: reads an OpenAPI document and writes a Rust client crate.

pub mod diagnostic;
mod dialect;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod names;
pub mod pointer;
pub mod source;
