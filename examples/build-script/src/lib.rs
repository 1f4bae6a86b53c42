//! Clients that the build script generates, as modules of this crate.

/// The API of a shelter.
pub mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets.rs"));
}

/// Clients of others.
pub mod vendors {
    /// The weather.
    pub mod weather {
        include!(concat!(env!("OUT_DIR"), "/weather.rs"));
    }
}
