//! The kinds of items, and what an item of each kind brings without a line of its own.

use std::fmt;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $word:literal $(, traits [$($trait:literal),*])? $(, members [$($member:literal),*])?;)+) => {
        /// What an item is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[doc = $doc])+ $variant,)+ }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in `api.txt`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What every item of this kind has, beside what is listed.
            pub fn brings(self) -> Brings {
                match self { $(Self::$variant => Brings {
                    traits: &[$($($trait),*)?],
                    members: &[$($($member),*)?],
                },)+ }
            }
        }
    };
}

/// What every item of a kind has. `{}` is the item's own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brings {
    /// The traits.
    pub traits: &'static [&'static str],
    /// The functions and constants, as lines without the path of the item.
    pub members: &'static [&'static str],
}

kinds! {
    /// A struct that is read from and written as JSON.
    Struct = "struct", traits ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
    /// A struct of the parts of a form that holds files.
    FormStruct = "form struct", traits ["Clone", "Debug"];
    /// A newtype.
    Newtype = "newtype", traits ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
    /// An enum over strings that keeps unknown values.
    OpenStringEnum = "open string enum",
        traits ["AsRef<str>", "Clone", "Debug", "Deserialize", "Display", "Eq", "From<&str>", "From<String>", "From<{known}>",
            "FromStr", "Hash", "Ord", "PartialEq", "PartialOrd", "Serialize"],
        members ["as_str method() -> &str", "known method() -> Option<{known}>"];
    /// An enum over strings that refuses unknown values.
    ClosedStringEnum = "closed string enum",
        traits ["AsRef<str>", "Clone", "Copy", "Debug", "Deserialize", "Display", "Eq", "FromStr", "Hash", "Ord", "PartialEq",
            "PartialOrd", "Serialize", "TryFrom<&str>"],
        members ["ALL const: &[Self]", "as_str method() -> &str"];
    /// An enum over integers that keeps unknown values.
    OpenIntegerEnum = "open integer enum",
        traits ["Clone", "Debug", "Deserialize", "Display", "Eq", "From<i64>", "From<{known}>", "Hash", "Ord", "PartialEq",
            "PartialOrd", "Serialize"],
        members ["value method() -> i64", "known method() -> Option<{known}>"];
    /// An enum over integers that refuses unknown values.
    ClosedIntegerEnum = "closed integer enum",
        traits ["Clone", "Copy", "Debug", "Deserialize", "Display", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd", "Serialize",
            "TryFrom<i64>"],
        members ["ALL const: &[Self]", "value method() -> i64"];
    /// The exhaustive view of an open enum: it has the variants of that, apart from the one for unknown values.
    KnownView = "known view",
        traits ["Clone", "Copy", "Debug", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"],
        members ["ALL const: &[Self]"];
    /// A union whose types are told apart by a tag.
    TaggedUnion = "tagged union", traits ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
    /// A union whose types are told apart by what a value looks like.
    Union = "union", traits ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
    /// A type of one value.
    ConstantType = "constant type",
        traits ["Clone", "Copy", "Debug", "Default", "Deserialize", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd", "Serialize"];
    /// Another name of a type.
    Alias = "type";
    /// The struct of the operations of a tag.
    Handle = "handle", traits ["Clone", "Copy", "Debug"];
    /// The marker of an operation, with its types.
    Operation = "operation", traits ["Debug", "Operation"];
    /// An enum of several successes.
    Responses = "responses", traits ["Debug"];
    /// An enum of documented errors.
    Errors = "errors", traits ["Clone", "Debug", "PartialEq"], members ["Undocumented variant"];
    /// The readers of response headers.
    Headers = "headers", traits ["Clone", "Copy", "Debug"], members ["from_headers fn(headers: &HeaderMap) -> Self"];
    /// A webhook or callback.
    Webhook = "webhook", traits ["Debug"];
    /// The headers of a webhook.
    ReceivedHeaders = "received headers", traits ["Clone", "Debug", "PartialEq"];
    /// A server whose URL has variables.
    Server = "server",
        traits ["Clone", "Debug", "Default", "Into<String>"],
        members ["new fn() -> Self"];
    /// The values of a variable of a server.
    ServerValues = "server values",
        traits ["Clone", "Copy", "Debug", "Eq", "PartialEq"],
        members ["as_str method() -> &str"];
    /// A field of a struct.
    Field = "field";
    /// A variant of an enum.
    Variant = "variant";
    /// The variant for what a document doesn't list.
    CatchAll = "catch-all";
    /// A constant.
    Constant = "const";
    /// A function without a receiver.
    Function = "fn";
    /// A method that borrows its receiver.
    Method = "method";
    /// A method that takes its receiver and returns it: of a struct, of the client's builder, or of a request.
    Setter = "setter";
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}
