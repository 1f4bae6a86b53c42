//! Tables of codes: an enum, and what each of its variants means.

/// An enum of codes: a row has the documentation, the code, its class, and what to do about it.
macro_rules! code_table {
    (
        $(#[doc = $about:literal])+
        enum $name:ident;
        $(#[doc = $of_class:literal])+
        $class_of:ident: $class:ident;
        $( $(#[doc = $doc:literal])+ $variant:ident = $text:literal, $member:ident, $help:literal; )+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[doc = $doc])+ $variant, )+ }

        impl $name {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The code as printed, and as written in a configuration.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )+ }
            }

            $(#[doc = $of_class])+
            pub fn $class_of(self) -> $class {
                match self { $( Self::$variant => $class::$member, )+ }
            }

            /// What it means, for `clientwright explain` and the guide.
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc),+), )+ }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self { $( Self::$variant => $help, )+ }
            }
        }
    };
}
pub(crate) use code_table;
