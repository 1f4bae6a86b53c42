//! Three generated clients, and a small HTTP server for the programs that use them.

pub mod server;

/// The client of `petstore/openapi.yaml`.
// ANCHOR: module
pub mod petstore {
    include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
}
// ANCHOR_END: module

/// The client of `chat/openapi.yaml`.
pub mod chat {
    include!(concat!(env!("OUT_DIR"), "/chat.rs"));
}

/// The client of `payments/openapi.yaml`.
pub mod payments {
    include!(concat!(env!("OUT_DIR"), "/payments.rs"));
}
