//! What a person would write for the payloads with serde's derive.

pub mod discord;
pub mod github;
pub mod kubernetes;
pub mod session;
pub mod stripe;
