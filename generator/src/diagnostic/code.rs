//! The table of diagnostic codes. A code is stable: it is never renamed and never reused.

use std::fmt;

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No truthful client can be made; nothing is written.
    Error,
    /// The client is truthful but poorer: something was mended, or kept as JSON.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
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

            /// Whether it stops the run.
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
    /// A key stands twice in one mapping, so one of the two values would be lost.
    DuplicateKey = "duplicate-key", Error;
    /// The document is nested or expanded past what a document may sensibly hold.
    TooLarge = "too-large", Error;
    /// The document is not an OpenAPI document.
    NotOpenapi = "not-openapi", Error;
    /// The document is of a version of OpenAPI that is not supported.
    UnsupportedVersion = "unsupported-version", Error;
    /// A value is of the wrong form for its place in the standard.
    InvalidDocument = "invalid-document", Error;
    /// A `$ref` names something that does not exist.
    UnresolvedRef = "unresolved-ref", Error;
    /// A `$ref` leads out of the folder of the entry document, or to the network.
    RefOutside = "ref-outside", Error;
    /// A `$ref` leads only to itself.
    CyclicRef = "cyclic-ref", Error;
    /// A path template is malformed or names a parameter that is not declared.
    InvalidPath = "invalid-path", Error;
    /// A response key is not a status code, a range or `default`.
    InvalidStatus = "invalid-status", Error;
    /// A parameter is malformed.
    InvalidParameter = "invalid-parameter", Error;
    /// An old name of the configuration's `[renamed]` that can't be kept: nothing has the new name, or something has the old one.
    InvalidRename = "invalid-rename", Error;
    /// A key that the standard does not know at this place.
    UnknownKey = "unknown-key", Warning;
    /// A keyword of the standard that the client does not act on: it accepts and sends more than the document allows.
    IgnoredKeyword = "ignored-keyword", Warning;
    /// An `operationId` of several operations, or several that make one name: the methods are named by method and path.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// `required` names a property that no schema declares, so it has no field, and the client can't see to it.
    UndeclaredRequired = "undeclared-required", Warning;
    /// The document describes neither operations nor webhooks.
    NoOperations = "no-operations", Warning;
    /// A departure from the standard that was mended.
    Mended = "mended", Warning;
    /// Schemas that must hold at once are of different types; the later one counts.
    Contradiction = "contradiction", Warning;
    /// A default that does not fit its schema; it is ignored.
    InvalidDefault = "invalid-default", Warning;
    /// A discriminator, or a tag of its mapping, that does not tell the types of a union apart; it is ignored.
    UnusedDiscriminator = "unused-discriminator", Warning;
    /// Something that the emitted client cannot express; it is kept as JSON.
    KeptAsJson = "kept-as-json", Warning;
    /// A media type of a request body that carries the same as another one, which is sent.
    UnusedContent = "unused-content", Warning;
    /// A type keeps the form that it had, as the lock says, although a new one would say more.
    KeptForm = "kept-form", Warning;
    /// A response in XML, which is given as text.
    XmlAsText = "xml-as-text", Warning;
    /// A response whose value comes in several forms; the client asks for JSON alone.
    OtherForms = "other-forms", Warning;
    /// Something that the emitted client does not do; it is left out.
    Unsupported = "unsupported", Warning;
    /// A security scheme that the emitted client can't send, or not together with another: operations that ask for it alone can't be
    /// called.
    UnsupportedSecurity = "unsupported-security", Warning;
    /// Mutual TLS is asked for: the caller's transport has to show the client certificate.
    MutualTls = "mutual-tls", Warning;
    /// Bounds on a request body that has no `validate()`, which the configuration asks for: a list, a text, a form with files.
    Unchecked = "unchecked", Warning;
    /// Pages that the emitted client can't follow, or not by their items; the operation itself is there.
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
