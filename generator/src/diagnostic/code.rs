//! The table of diagnostic codes. A code is stable: it is never renamed and never reused.

use std::fmt;

use super::table::code_table;

/// How much a diagnostic costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No correct client can be generated; nothing is written.
    Error,
    /// A corner of the document is broken: the client is made without it. In a strict run it is an error, else a warning.
    Corner,
    /// The client is correct, but something was repaired, ignored or kept as JSON.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Corner | Self::Warning => "warning",
        })
    }
}

code_table! {
    /// A diagnostic code: kebab-case in print, one row of the table each.
    enum Code;
    /// How much it costs, unless the diagnostic says otherwise.
    severity: Severity;

    /// A file could not be read.
    UnreadableFile = "unreadable-file", Error,
        "Check the path and its permissions; a `$ref` to a file is relative to the file that contains it.";
    /// The text is neither YAML nor JSON.
    InvalidSyntax = "invalid-syntax", Error,
        "The message has the line and the column. Typical causes are a tab in the indentation of YAML, a missing comma in JSON, and a `: ` in an unquoted text.";
    /// The text is not UTF-8.
    InvalidEncoding = "invalid-encoding", Error,
        "Save the file as UTF-8.";
    /// A mapping contains the same key twice, so one of the two values would be lost.
    DuplicateKey = "duplicate-key", Error,
        "Remove one of the two; the message shows both lines.";
    /// The document exceeds the limits on nesting, key length, expanded YAML aliases, operations, schemas or the parts of one item.
    TooLarge = "too-large", Error,
        "Split the document, or replace repeated parts by `$ref`s to a component. The message names the limit and the place.";
    /// The document is not an OpenAPI document.
    NotOpenapi = "not-openapi", Error,
        "The document must be a mapping with `openapi: 3.0.x`, `3.1.x` or `3.2.x`. Check that the file isn't a page of HTML that a download returned.";
    /// The document uses a version of OpenAPI that is not supported.
    UnsupportedVersion = "unsupported-version", Error,
        "Convert the document to OpenAPI 3.1 first.";
    /// None of the document's operations and webhooks can be made.
    EveryOperationBroken = "every-operation-broken", Error,
        "The warnings before this error name what is broken in each operation.";
    /// A value is of the wrong form for its place in the standard, so it is left out or any JSON value.
    InvalidDocument = "invalid-document", Corner,
        "Write what the standard has at this place; the message names it.";
    /// A `$ref` names something that does not exist: a schema there is any JSON value, anything else is left out.
    UnresolvedRef = "unresolved-ref", Corner,
        "Add what is missing, or correct the `$ref`; the message proposes a component with a similar name.";
    /// A `$ref` leads out of the root of the document, or to the network; it is not followed.
    RefOutside = "ref-outside", Corner,
        "Move the file below the root, or set a root that is higher with `--root` or `root`. Files are never fetched from the network: download them, and refer to the copy.";
    /// A `$ref` leads only to itself, so it says nothing.
    CyclicRef = "cyclic-ref", Corner,
        "Replace one of the `$ref`s of the circle by the schema itself.";
    /// A path template is malformed, so its operations are left out.
    InvalidPath = "invalid-path", Corner,
        "A path begins with `/`, its braces are balanced, and no variable occurs twice.";
    /// A response key is not a status code, a range or `default`, so the response is left out.
    InvalidStatus = "invalid-status", Corner,
        "Quote status codes in YAML: `'200':`. A range is `4XX`.";
    /// A parameter is malformed, so it is left out.
    InvalidParameter = "invalid-parameter", Corner,
        "A parameter has a `name`, an `in`, and either `schema` or `content` with one media type.";
    /// An overlay is malformed, or one of its actions can't be applied to the document.
    InvalidOverlay = "invalid-overlay", Error,
        "Correct the overlay at the line of the message. What `update` merges into a node is of the node's own kind; to replace a node by one of another kind, remove it by an action before.";
    /// An old name in the configuration's `[renamed]` can't be kept: nothing has the new name, or something else has the old name.
    InvalidRename = "invalid-rename", Error,
        "Correct the line in `[renamed]`: the old name on the left, the name of today on the right.";
    /// A key that OpenAPI does not define at this place; it is ignored.
    UnknownKey = "unknown-key", Warning,
        "Correct the spelling; the message proposes a key. A key of your own begins with `x-`.";
    /// A keyword of OpenAPI or JSON Schema that the client ignores, so it accepts and sends more than the document allows.
    IgnoredKeyword = "ignored-keyword", Warning,
        "Nothing has to be done: the client accepts and sends more than the document allows. Allow the code if you have seen all of them.";
    /// Several operations have the same `operationId`, or `operationId`s that result in the same method name.
    DuplicateOperationId = "duplicate-operation-id", Warning,
        "Give each operation an `operationId` of its own. Until then, one of them is named after its method and path.";
    /// `required` lists a property that no schema declares. Beside declared properties it is an optional field of any JSON, otherwise it has no field; the client doesn't demand it.
    UndeclaredRequired = "undeclared-required", Warning,
        "Declare the property, or remove its name from `required`.";
    /// An operation has a tag that the document doesn't declare, although it declares one with nearly the same name.
    UndeclaredTag = "undeclared-tag", Warning,
        "Use the tag's declared spelling; otherwise the client has two handles.";
    /// The document declares neither operations nor webhooks.
    NoOperations = "no-operations", Warning,
        "Check that this is the right file, and that `paths` is at the top level.";
    /// The document departs from the standard in a way that was repaired.
    Mended = "mended", Warning,
        "The message says what was read instead. Correct the document, or allow the code.";
    /// Members of an `allOf` have different types; the last one wins.
    Contradiction = "contradiction", Warning,
        "Make the types of the property equal in all members of the `allOf`.";
    /// A default does not match its schema; it is ignored.
    InvalidDefault = "invalid-default", Warning,
        "Make the default a value of its schema. If the server really uses it, the schema is wrong.";
    /// A discriminator, or a value in its mapping, that does not distinguish the types of a union; it is ignored.
    UnusedDiscriminator = "unused-discriminator", Warning,
        "Map each value to a member of the union, and declare the property in each member.";
    /// The client has no type for a schema; its values are kept as JSON.
    KeptAsJson = "kept-as-json", Warning,
        "The value is a `serde_json::Value`. Give the members of the union a discriminator, or different required properties.";
    /// A media type of a request body is never sent, because another one carries the same value.
    UnusedContent = "unused-content", Warning,
        "Nothing has to be done: the client sends the media type that the message names.";
    /// A type keeps the form recorded in the lock, although a new one would be more precise.
    KeptForm = "kept-form", Warning,
        "The type has the form that users of the client know. Delete its line in the lock to get the new one.";
    /// A request body isn't marked as required, but a property of it is, so nobody could leave the body out: it is an argument.
    UnmarkedBody = "unmarked-body", Warning,
        "Add `required: true` to the request body, or `required: false` if it may be left out. `unmarked_bodies = \"option\"` in the configuration makes all such bodies options.";
    /// An XML body is passed as text, or a part of a form as JSON: the message says which part of its schema has no form in XML.
    XmlAsText = "xml-as-text", Warning,
        "The body is a `String`; parse it with a crate of your choice. Where the root element has no name, add `xml.name` to the schema, in the document or by an overlay.";
    /// A response offers the same value in several media types; the client requests only JSON.
    OtherForms = "other-forms", Warning,
        "Nothing has to be done: the client requests JSON.";
    /// The client does not support a feature of the document; it is ignored.
    Unsupported = "unsupported", Warning,
        "The message says what the client does instead.";
    /// The client can't send a security scheme, or can't combine it with another one; operations that require it can't be
    /// called.
    UnsupportedSecurity = "unsupported-security", Warning,
        "Use a scheme that the client can send, or set the header yourself; then the operation can be called.";
    /// An operation requires mutual TLS; the transport must present the client certificate.
    MutualTls = "mutual-tls", Warning,
        "Give the client a transport that presents the certificate.";
    /// The configuration enables `validate`, but the constraints are on bytes or on files, whose content `validate()` doesn't check.
    Unchecked = "unchecked", Warning,
        "Nothing has to be done; check the body yourself.";
    /// A pattern in the configuration's `[select]` fits no operation and no webhook.
    UnmatchedPattern = "unmatched-pattern", Warning,
        "Correct the pattern, or remove it if the document no longer has what it fitted.";
    /// An action of an overlay selects nothing, so it changes nothing.
    UnmatchedAction = "unmatched-action", Warning,
        "Correct the JSONPath of the action, or remove the action if the document no longer needs it.";
    /// An overlay says by `extends` that it is for another document; it is applied all the same.
    ForeignOverlay = "foreign-overlay", Warning,
        "Apply the overlay to its own document, or correct `extends`, which is relative to the overlay.";
    /// A place in the configuration (`optional`, `lenient`, `keep_undeclared`, `[formats]`) that the document doesn't have.
    UnmatchedPlace = "unmatched-place", Warning,
        "Write the name of a schema in the document and that of its property, such as `User.avatar`; `clientwright.lock` has the keys of schemas without a name. Remove the line if the document no longer has the place.";
    /// The client can't follow the pagination of an operation, or can't stream its items; the operation itself is available.
    Unpaged = "unpaged", Warning,
        "Correct the row of `[[pagination]]`, or the extension in the document; the message says what doesn't fit.";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_distinct_and_kebab_case() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for text in texts {
            assert!(
                text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
                "{text}"
            );
        }
    }
}
