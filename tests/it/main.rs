//! All tests of the generator as a whole, and of the client that it wrote.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that can't go on fails")]

mod borders;
mod broken;
mod bytes;
mod cases;
mod corpus;
mod generated;
mod large_enums;
mod names;
mod client {
    mod answers;
    mod faults;
    mod requests;
    mod serde_bridge;
    pub(crate) mod server;
}
mod everything {
    mod pagination;
    mod values;
    mod webhooks;
}
