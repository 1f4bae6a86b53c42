//! The versions of OpenAPI that differ in what they say.

/// The versions that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x and 3.2.x, which has the same schemas, and more keys
    V3_1,
}
