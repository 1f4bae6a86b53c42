//! How the scalars of other crates are read and written.

mod chrono;
mod uuid;
