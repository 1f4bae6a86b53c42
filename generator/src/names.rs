//! The one maker of names: from any text of a document to Rust identifiers, distinct within their scope.
//!
//! A name depends on its own text and on what it collides with, never on the order of the document. Of several texts that
//! would get one name, those that have a longer form take it ([`Wish::or`]); of the others the plainest keeps the name, and
//! the rest get numbers. A name that was given before is kept ([`Lock`]), and what is new yields to it.

mod casing;
mod kept;
mod lock;
mod packages;
mod plurals;
mod scope;
mod words;

pub use casing::Case;
pub(crate) use casing::{bare, is_identifier, is_keyword, shortened};
pub use kept::{Names, Rank, Scope};
pub(crate) use lock::{ARGUMENTS, CRATE, DOCUMENTS, MEMBERS, NEW, ORDERS};
pub use lock::{FILE_NAME, Lock, Place};
pub use packages::{crate_name, is_package_name, package_name};
pub use plurals::singular;
pub use scope::{Reserved, Wish, distinct};
pub(crate) use words::{is_link, words};

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
        "Lenient",
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

/// Names in type position that the files of operations use without a path.
pub const API_ITEMS: Reserved<'static> = Reserved {
    word: "operation",
    names: &[
        "Body",
        "Client",
        "Debug",
        "Err",
        "ErrorResponses",
        "Facts",
        "From",
        "HeaderError",
        "HeaderLayout",
        "HeaderMap",
        "Into",
        "Method",
        "Mismatch",
        "None",
        "Ok",
        "Operation",
        "Option",
        "OwnServer",
        "Paged",
        "PagedItems",
        "Paging",
        "Part",
        "Reply",
        "Request",
        "Result",
        "Scopes",
        "Self",
        "Some",
        "Statuses",
        "Streamed",
        "String",
        "Style",
        "Vec",
    ],
};

/// What an enum of error responses holds that several operations have: the operation.
pub const ERROR_OF: &str = "Of";

/// What no module can be called, sorted: devices of Windows, which has no file of that name, words of Rust, and more.
macro_rules! modules {
    ($($more:expr),*) => {
        &[
            "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "crate",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
            "self", "super", $($more),*
        ]
    };
}

/// Modules of operations that cannot be called so.
pub const API_MODULES: Reserved<'static> = Reserved {
    word: "api",
    names: modules![UNTAGGED],
};

/// The module of operations without a tag.
pub const UNTAGGED: &str = "untagged";

/// Names in type position that the files of webhooks use without a path.
pub const WEBHOOKS: Reserved<'static> = Reserved {
    word: "webhook",
    names: &[
        "BTreeMap",
        "Box",
        "Clone",
        "Debug",
        "Delivery",
        "Err",
        "HeaderMap",
        "None",
        "Ok",
        "Option",
        "PartialEq",
        "Result",
        "Self",
        "SignatureError",
        "Some",
        "String",
        "Vec",
        "Verifier",
        "WebhookError",
    ],
};

/// Modules of types that cannot be called so.
pub const TYPE_MODULES: Reserved<'static> = Reserved {
    word: "schema",
    names: modules![],
};

/// The methods of the client that every API has.
pub const CLIENT_METHODS: Reserved<'static> = Reserved {
    word: "operations",
    names: &[
        "builder",
        "clone",
        "from",
        "into",
        "request",
        "to_builder",
        "with_credential",
    ],
};

/// The methods of a handle that every API has.
pub const HANDLE_METHODS: Reserved<'static> = Reserved {
    word: "operation",
    names: &["clone", "from", "into", "new"],
};

/// The methods of a server's struct that every one has.
pub const SERVER_METHODS: Reserved<'static> = Reserved {
    word: "variable",
    names: &["clone", "from", "into", "new"],
};

/// The methods of the client's builder that every API has.
pub const BUILDER_METHODS: Reserved<'static> = Reserved {
    word: "credentials",
    names: &[
        "attempt_timeout",
        "base_url",
        "build",
        "clone",
        "connect_timeout",
        "credential",
        "expected",
        "header",
        "hook",
        "http",
        "log_departures",
        "max_redirects",
        "max_response_bytes",
        "new",
        "on_departure",
        "query",
        "retry",
        "schemes",
        "server",
        "server_url",
        "timeout",
        "transport",
        "user_agent",
        "without_credentials",
    ],
};

/// The methods of a request that every API has, and the arguments that are no parameters.
pub const PARAMETERS: Reserved<'static> = Reserved {
    word: "parameter",
    names: &[
        "body",
        "clone",
        "cookie_input",
        "form_body",
        "free_form",
        "header_input",
        "into_future",
        "into_parts",
        "items",
        "json_body",
        "multipart_body",
        "new",
        "pages",
        "path_input",
        "query_input",
        "raw_body",
        "refused",
        "request_body",
        "self",
        "send",
        "send_blocking",
        "send_blocking_raw",
        "send_blocking_with_meta",
        "send_raw",
        "send_with_meta",
        "text_body",
        "with_attempt_timeout",
        "with_body",
        "with_body_property",
        "with_header",
        "with_idempotency_key",
        "with_max_redirects",
        "with_query",
        "with_retry",
        "with_timeout",
        "without_credentials",
        "xml_body",
    ],
};

/// The methods of a struct of headers that every API has.
pub const HEADERS: Reserved<'static> = Reserved {
    word: "header",
    names: &["clone", "from", "from_headers", "into", "self"],
};

/// Names that the emitted struct has besides those of its properties.
pub const FIELDS: Reserved<'static> = Reserved {
    word: "value",
    names: &["new"],
};

/// The same, where the struct checks its values.
pub const CHECKED_FIELDS: Reserved<'static> = Reserved {
    names: &["new", "validate"],
    ..FIELDS
};

/// The Pascal-case name of a type or variant for a text, not yet set apart from others.
pub fn pascal(text: &str) -> String {
    casing::plain(Case::Pascal, text)
}

/// The snake-case name of a field, function or module for a text, not yet set apart from others.
pub fn snake(text: &str) -> String {
    casing::plain(Case::Snake, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_module_is_a_device() {
        for modules in [API_MODULES, TYPE_MODULES] {
            assert!(modules.names.is_sorted());
            for device in crate::prose::file::DEVICES {
                assert!(modules.names.contains(device), "{device}");
            }
        }
    }
}
