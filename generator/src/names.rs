//! The one maker of names: from any text of a document to Rust identifiers, distinct within their scope.
//!
//! A name depends on its own text and on what it collides with, never on the order of the document. Of several texts that
//! would get one name, the plainest keeps it; the others spell out more of what sets them apart.

mod casing;
mod scope;

pub use casing::{crate_name, package_name, singular};
pub use scope::{Case, Reserved, distinct};

/// Names in type position that emitted files use without a path, so no schema may take them.
pub const TYPES: Reserved<'static> = Reserved {
    word: "schema",
    names: &[
        "ApiError",
        "AsRef",
        "BTreeMap",
        "Box",
        "Client",
        "ClientBuilder",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Display",
        "Drop",
        "Eq",
        "Err",
        "Error",
        "Field",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "Hash",
        "Into",
        "IntoIterator",
        "Iterator",
        "None",
        "Ok",
        "Option",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Request",
        "Response",
        "Result",
        "Self",
        "Send",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "UnknownValue",
        "Unpin",
        "Vec",
    ],
};

/// Names that the emitted struct has besides those of its properties.
pub const FIELDS: Reserved<'static> = Reserved {
    word: "value",
    names: &["new"],
};

/// The Pascal-case name of a type or variant for a text, not yet set apart from others.
pub fn pascal(text: &str) -> String {
    casing::plain(Case::Pascal, text)
}

/// The snake-case name of a field, function or module for a text, not yet set apart from others.
pub fn snake(text: &str) -> String {
    casing::plain(Case::Snake, text)
}
