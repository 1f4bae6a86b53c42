//! All tests of the generator as a whole, and of the client that it wrote.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod arguments;
mod audit;
mod borders;
mod bounded;
mod broken;
mod bytes;
mod cases;
mod component_names;
mod configuration;
mod corpus;
mod costs;
mod diff;
mod examples;
mod families;
mod files;
mod everything {
    mod access;
    mod blocking;
    mod bodies;
    mod bodies_of_any_text;
    mod bodies_streamed;
    mod bounds;
    mod credentials;
    mod departures;
    mod devices;
    mod downloads;
    mod faults;
    mod http;
    mod leniency;
    mod methods;
    mod mock;
    mod pagination;
    mod parameters;
    mod raw;
    mod renamed;
    mod responses;
    mod retries;
    mod script;
    mod scripted;
    pub(crate) mod server;
    mod servers;
    mod statuses;
    mod streams;
    mod tags;
    mod time;
    mod tracing;
    mod unions;
    mod values;
    mod webhooks;
    pub(crate) mod wire;
    mod without_tokio;
    mod xml;
}
mod generated;
mod guide;
mod hostile_configuration;
mod hostile_text;
mod imports;
mod large_enums;
mod lock;
mod mends;
mod module;
mod mutants;
mod names;
mod overlays;
mod own_keys;
mod publish;
mod renamed;
mod scopes;
mod selection;
mod shape;
mod stays;
mod surface;
mod typos;
mod unmarked_bodies;
mod words;
mod client {
    mod answers;
    mod faults;
    mod requests;
    mod serde_bridge;
    pub(crate) mod server;
}
