//! The table of diagnostic codes. A code is stable: it is never renamed and never reused.

use std::fmt;

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

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $text:literal, $severity:ident; )+) => {
        /// A diagnostic code: kebab-case in print, one row of the table each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])+ $variant, )+ }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The code as printed and as written in a configuration.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )+ }
            }

            /// How much it costs, unless the diagnostic says otherwise.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )+ }
            }

            /// What it means, for the documentation.
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc),+), )+ }
            }
        }
    };
}

codes! {
    /// A file could not be read.
    UnreadableFile = "unreadable-file", Error;
    /// The text is neither YAML nor JSON.
    InvalidSyntax = "invalid-syntax", Error;
    /// The text is not UTF-8.
    InvalidEncoding = "invalid-encoding", Error;
    /// A mapping contains the same key twice, so one of the two values would be lost.
    DuplicateKey = "duplicate-key", Error;
    /// The document exceeds the limits on nesting, key length or expanded YAML aliases.
    TooLarge = "too-large", Error;
    /// The document is not an OpenAPI document.
    NotOpenapi = "not-openapi", Error;
    /// The document uses a version of OpenAPI that is not supported.
    UnsupportedVersion = "unsupported-version", Error;
    /// None of the document's operations and webhooks can be made.
    EveryOperationBroken = "every-operation-broken", Error;
    /// A value is of the wrong form for its place in the standard, so it is left out or any JSON value.
    InvalidDocument = "invalid-document", Corner;
    /// A `$ref` names something that does not exist: a schema there is any JSON value, anything else is left out.
    UnresolvedRef = "unresolved-ref", Corner;
    /// A `$ref` leads out of the root of the document, or to the network; it is not followed.
    RefOutside = "ref-outside", Corner;
    /// A `$ref` leads only to itself, so it says nothing.
    CyclicRef = "cyclic-ref", Corner;
    /// A path template is malformed, so its operations are left out.
    InvalidPath = "invalid-path", Corner;
    /// A response key is not a status code, a range or `default`, so the response is left out.
    InvalidStatus = "invalid-status", Corner;
    /// A parameter is malformed, so it is left out.
    InvalidParameter = "invalid-parameter", Corner;
    /// An old name in the configuration's `[renamed]` can't be kept: nothing has the new name, or something else has the old name.
    InvalidRename = "invalid-rename", Error;
    /// A key that OpenAPI does not define at this place; it is ignored.
    UnknownKey = "unknown-key", Warning;
    /// A keyword of OpenAPI or JSON Schema that the client ignores, so it accepts and sends more than the document allows.
    IgnoredKeyword = "ignored-keyword", Warning;
    /// Several operations have the same `operationId`, or `operationId`s that result in the same method name.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// `required` lists a property that no schema declares; it has no field, so the client can't enforce it.
    UndeclaredRequired = "undeclared-required", Warning;
    /// An operation has a tag that the document doesn't declare, although it declares one with nearly the same name.
    UndeclaredTag = "undeclared-tag", Warning;
    /// The document declares neither operations nor webhooks.
    NoOperations = "no-operations", Warning;
    /// The document departs from the standard in a way that was repaired.
    Mended = "mended", Warning;
    /// Members of an `allOf` have different types; the last one wins.
    Contradiction = "contradiction", Warning;
    /// A default does not match its schema; it is ignored.
    InvalidDefault = "invalid-default", Warning;
    /// A discriminator, or a value in its mapping, that does not distinguish the types of a union; it is ignored.
    UnusedDiscriminator = "unused-discriminator", Warning;
    /// The client has no type for a schema; its values are kept as JSON.
    KeptAsJson = "kept-as-json", Warning;
    /// A media type of a request body is never sent, because another one carries the same value.
    UnusedContent = "unused-content", Warning;
    /// A type keeps the form recorded in the lock, although a new one would be more precise.
    KeptForm = "kept-form", Warning;
    /// An XML response is returned as text.
    XmlAsText = "xml-as-text", Warning;
    /// A response offers the same value in several media types; the client requests only JSON.
    OtherForms = "other-forms", Warning;
    /// The client does not support a feature of the document; it is ignored.
    Unsupported = "unsupported", Warning;
    /// The client can't send a security scheme, or can't combine it with another one; operations that require it can't be
    /// called.
    UnsupportedSecurity = "unsupported-security", Warning;
    /// An operation requires mutual TLS; the transport must present the client certificate.
    MutualTls = "mutual-tls", Warning;
    /// The configuration enables `validate`, but the request body (a list, a text, a form with files) has no `validate()`.
    Unchecked = "unchecked", Warning;
    /// The client can't follow the pagination of an operation, or can't stream its items; the operation itself is available.
    Unpaged = "unpaged", Warning;
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
