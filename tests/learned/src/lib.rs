//! Two clients for the same document: one takes it at its word, one has learned what the server does.

/// The client for the document as it is.
pub mod strict {
    include!(concat!(env!("OUT_DIR"), "/strict.rs"));
}

/// The client with the rows of `clientwright learn`.
pub mod learned {
    include!(concat!(env!("OUT_DIR"), "/learned.rs"));
}
