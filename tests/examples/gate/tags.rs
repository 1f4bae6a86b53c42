//! Discriminators: OpenAPI 3.1.1, "Discriminator Object".

use serde_json::Value;

use crate::declared::properties;
use crate::document::{Document, Node};

/// The property that tells which member of a union an object is.
pub(crate) fn property<'d>(schema: Node<'d>) -> Option<&'d str> {
    schema.get("discriminator")?.text("propertyName")
}

/// The tag that a discriminator has for a member: from the mapping, or else the schema's name.
pub(crate) fn of_branch(schema: Node<'_>, branch: Node<'_>) -> Option<String> {
    let name = branch.text("$ref")?.rsplit('/').next()?;
    let mapped = mapped(schema, branch).into_iter().next();
    Some(mapped.unwrap_or(name).to_owned())
}

/// The tags that are mapped to a member.
fn mapped<'d>(schema: Node<'d>, branch: Node<'_>) -> Vec<&'d str> {
    let Some(reference) = branch.text("$ref") else {
        return Vec::new();
    };
    let name = reference.rsplit('/').next();
    let mapping = schema.get("discriminator").map(|tag| tag.members("mapping"));
    let leads_here = |target: &str| target == reference || Some(target) == name;
    let mapped = mapping.into_iter().flatten();
    mapped
        .filter(|(_, target)| target.value.as_str().is_some_and(leads_here))
        .map(|(tag, _)| tag)
        .collect()
}

/// Of the members that a value fits those that its tag stands for; all, where it stands for none.
pub(crate) fn chosen<'d>(
    document: &Document<'d>,
    schema: Node<'d>,
    fitting: &[Node<'d>],
    value: &Value,
) -> Vec<Node<'d>> {
    let tag = property(schema).and_then(|name| Some((name, value.get(name)?.as_str()?)));
    let Some((name, tag)) = tag else {
        return fitting.to_vec();
    };
    let is_meant = |branch: &&Node<'d>| match mapped(schema, **branch) {
        none if none.is_empty() => lists(document, **branch, name, tag),
        tags => tags.contains(&tag),
    };
    let meant: Vec<Node<'d>> = fitting.iter().filter(is_meant).copied().collect();
    if meant.is_empty() { fitting.to_vec() } else { meant }
}

/// Whether the member's own property lists a tag, or the member is named so.
fn lists<'d>(document: &Document<'d>, branch: Node<'d>, name: &str, tag: &str) -> bool {
    let own = properties(document, branch, 0);
    let mut own = own.into_iter().filter(|(known, _)| *known == name);
    let is_listed = own.any(|(_, property)| {
        let listed = property.value.get("enum").and_then(Value::as_array);
        property.text("const") == Some(tag) || listed.is_some_and(|listed| listed.contains(&Value::from(tag)))
    });
    is_listed || branch.text("$ref").and_then(|reference| reference.rsplit('/').next()) == Some(tag)
}
