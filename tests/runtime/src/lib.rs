//! Compiles, lints and tests the runtime that is copied into every emitted crate: the files of `generator/runtime`.

#[path = "../../../generator/runtime/mod.rs"]
pub mod runtime;
