//! What the skeleton says that the model of OpenAPI 3.0 has no field for: extensions of our own, which only
//! `document/skeleton.rs` reads. A document has none of them: keys that the dialect doesn't know are never copied.

/// The path items of the webhooks: OpenAPI 3.1.1, "OpenAPI Object".
pub(crate) const WEBHOOKS: &str = "x-clientwright-webhooks";

/// The device authorization flow: OpenAPI 3.2.0, "OAuth Flows Object".
pub(crate) const DEVICE: &str = "x-clientwright-device";

/// A body of which the document says that it need not be there; the model has no difference between this and no word at all.
pub(crate) const OPTIONAL: &str = "x-clientwright-optional";

/// The `explode` of a header.
pub(crate) const EXPLODE: &str = "x-clientwright-explode";

/// A parameter in the query that is all of it: OpenAPI 3.2.0, "Parameter Locations".
pub(crate) const QUERY_STRING: &str = "x-clientwright-querystring";

/// A parameter outside of the query whose reserved characters stay, or a cookie that isn't percent-encoded: OpenAPI 3.2.0,
/// "Fixed Fields" of the Parameter Object, and "Style Values".
pub(crate) const UNESCAPED: &str = "x-clientwright-unescaped";
