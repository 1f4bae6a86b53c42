//! References of the lowered document: `#/components/`, a kind, `/`, and the component's name as it is.
//!
//! What a document writes in a `$ref` is unescaped once, where the dialect finds out what it leads to
//! (`dialect/references.rs`). In the lowered document the name stands in a reference as it stands in `components`, without
//! the escapes of JSON Pointer and of URLs, so that whoever reads a reference borrows the name and has nothing to decode.

use crate::pointer::Pointer;

const PREFIX: &str = "#/components/";

/// The reference to a component, by its key in `components` and its name.
pub(crate) fn reference(kind: &str, name: &str) -> String {
    format!("{PREFIX}{kind}/{name}")
}

/// The kind and the name of the component that a reference leads to.
pub(crate) fn target(reference: &str) -> Option<(&str, &str)> {
    reference.strip_prefix(PREFIX)?.split_once('/')
}

/// The name of the component that a reference leads to; the whole text where it is a name already.
pub(crate) fn name(reference: &str) -> &str {
    target(reference).map_or(reference, |(_, name)| name)
}

/// Where the component stands that a kind and a name lead to.
pub(crate) fn pointer(kind: &str, name: &str) -> Pointer {
    Pointer::root().child("components").child(kind).child(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for known in [
            "Pet",
            "a/b",
            "a~b",
            "a~1b",
            "a b",
            "a%2Fb",
            "#/components/schemas/Pet",
            "",
        ] {
            let reference = reference("schemas", known);
            assert_eq!(target(&reference), Some(("schemas", known)));
            assert_eq!(name(&reference), known);
        }
        assert_eq!(pointer("schemas", "a/b").as_str(), "/components/schemas/a~1b");
    }
}
