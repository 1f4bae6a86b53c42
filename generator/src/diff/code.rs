//! The table of changes. A code is stable: it is never renamed and never reused.

use std::fmt;

use crate::diagnostic::table::code_table;

/// What a change means for the code of users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The code compiles and means something else.
    Silent,
    /// The code may no longer compile.
    Breaking,
    /// There is more than before.
    Minor,
    /// An exhaustive view has more variants.
    Known,
    /// Rust doesn't notice it; the server does.
    Wire,
}

impl Group {
    /// All groups, in the order of a report.
    pub const ALL: [Self; 5] = [Self::Silent, Self::Breaking, Self::Minor, Self::Known, Self::Wire];

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Breaking => "breaking",
            Self::Minor => "minor",
            Self::Known => "known",
            Self::Wire => "wire",
        }
    }

    /// The heading above its changes.
    pub fn title(self) -> &'static str {
        match self {
            Self::Silent => "Silent: compiles, and means something else",
            Self::Breaking => "Breaks the build",
            Self::Minor => "Minor: more than before",
            Self::Known => "Known views grew: an exhaustive `match` needs another arm",
            Self::Wire => "On the wire: the same Rust, other requests and responses",
        }
    }
}

code_table! {
    /// A kind of change: kebab-case in print, one row of the table each.
    enum Change;
    /// What it means for users.
    group: Group;

    /// A function takes the same types as before in another order, so that calls compile and pass each value for another one.
    ArgumentsReordered = "arguments-reordered", Silent,
        "Keep `clientwright.lock`, which keeps the order, or check every call.";
    /// An argument was replaced by one that takes the same values and means something else.
    ArgumentReplaced = "argument-replaced", Silent,
        "Check what every call passes for it.";
    /// A method sends another request than before: another HTTP method or path.
    RouteChanged = "route-changed", Silent,
        "Check that callers mean the new operation; another `operationId` gives it a method of its own.";
    /// A name or a value of Rust stands for another one on the wire.
    WireNameChanged = "wire-name-changed", Silent,
        "Check that both names mean the same to the server.";
    /// A constant has another value.
    ConstantChanged = "constant-changed", Silent,
        "Check the code that relies on the value.";
    /// The value that the server uses if none is sent is another one.
    DefaultChanged = "default-changed", Silent,
        "Check the requests that leave the value out.";
    /// The format or the unit of a value is another one although its Rust type is the same, so numbers and texts mean something else.
    FormatChanged = "format-changed", Silent,
        "Check the code that makes or reads the value.";
    /// An item is no longer there.
    ItemRemoved = "item-removed", Breaking,
        "If it has a new name, `[renamed]` in clientwright.toml keeps the old one as a deprecated alias.";
    /// An item is there under another name.
    ItemRenamed = "item-renamed", Breaking,
        "`[renamed]` in clientwright.toml keeps the old name as a deprecated alias.";
    /// An operation is called through another accessor.
    OperationMoved = "operation-moved", Breaking,
        "Change the calls; the accessor follows the operation's first tag.";
    /// A type is of another kind: a struct became an enum, an alias a struct.
    KindChanged = "kind-changed", Breaking,
        "Change the code that names its fields or variants.";
    /// A field, a variant, a constant or an alias has another type.
    TypeChanged = "type-changed", Breaking,
        "Change the code that reads or sets it.";
    /// A field became optional or nullable, or is no longer.
    PresenceChanged = "presence-changed", Breaking,
        "Change the code that reads or sets it.";
    /// A function takes more, fewer or other arguments.
    ArgumentsChanged = "arguments-changed", Breaking,
        "Change the calls.";
    /// A function returns, or an operation gives, another type.
    OutputChanged = "output-changed", Breaking,
        "Change the code that uses the result.";
    /// The type of an operation's documented errors is another one.
    ErrorChanged = "error-changed", Breaking,
        "Change signatures that name it; code that uses `clientwright`'s `Error` alone is not affected.";
    /// A type no longer implements a trait.
    TraitRemoved = "trait-removed", Breaking,
        "Change the code that relies on the trait.";
    /// An item is new.
    ItemAdded = "item-added", Minor,
        "Nothing is to be done.";
    /// An operation that documented no errors documents some: its error type, under the same name, is an enum.
    ErrorsDocumented = "errors-documented", Minor,
        "Nothing is to be done; the enum tells the documented errors apart.";
    /// A type implements another trait.
    TraitAdded = "trait-added", Minor,
        "Nothing is to be done.";
    /// A function takes more than before for an argument.
    ArgumentWidened = "argument-widened", Minor,
        "Nothing is to be done; a call that leaves the type to inference may need it spelled out.";
    /// An item is deprecated, so that code that uses it has a warning.
    Deprecated = "deprecated", Minor,
        "The item's documentation says what to use instead.";
    /// An enum has another value, so that its exhaustive view has another variant.
    KnownViewGrew = "known-view-grew", Known,
        "Add an arm where the view is matched.";
    /// The documented status codes of an operation are other ones.
    StatusesChanged = "statuses-changed", Wire,
        "Check the code that looks at status codes.";
    /// An operation asks for other credentials.
    SecurityChanged = "security-changed", Wire,
        "Check which credentials the client is built with.";
    /// A body is sent or asked for in another media type, or is other XML.
    MediaTypeChanged = "media-type-changed", Wire,
        "Check that the server and its proxies take it.";
    /// A value is required or may be null where it was not, or no longer, and has the same Rust type.
    RequirementChanged = "requirement-changed", Wire,
        "Check the code that leaves it out.";
    /// An operation is sent to another server.
    ServerChanged = "server-changed", Wire,
        "Check the base URLs that the client is built with.";
    /// The constraints on a value are other ones.
    ConstraintChanged = "constraint-changed", Wire,
        "Check the values that are sent.";
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn codes_are_distinct_and_kebab_case() {
        let codes: BTreeSet<&str> = Change::ALL.iter().map(|change| change.as_str()).collect();
        assert_eq!(codes.len(), Change::ALL.len());
        for code in codes {
            assert!(
                code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
                "{code}"
            );
            assert!(Code::ALL.iter().all(|other| other.as_str() != code), "{code}");
        }
    }
}
