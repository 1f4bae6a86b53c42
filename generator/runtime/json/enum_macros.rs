//! The macros that list the values of an enum.

/// A tolerant enum over strings: listed values by name, all others kept.
///
/// ```text
/// open_enum! { Status, StatusKnown { "active" => Active, } }
/// open_enum! { Status, StatusKnown, else Other { "unknown" => Unknown, } }
/// ```
macro_rules! open_enum {
    ($name:ident, $known:ident { $($wire:literal => $variant:ident,)* }) => {
        $crate::runtime::json::open_enum! { $name, $known, else Unknown { $($wire => $variant,)* } }
    };
    ($name:ident, $known:ident, else $other:ident { $($wire:literal => $variant:ident,)* }) => {
        #[doc = concat!("The known values of [`", stringify!($name), "`], for an exhaustive `match`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $known {
            $(#[doc = concat!("[`", stringify!($name), "::", stringify!($variant), "`]")] $variant,)*
        }

        impl $known {
            /// All values, in the order of the API description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl $name {
            const NAMES: &'static [&'static str] = &[$($wire),*];

            /// The value as it appears on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(value) => value.as_str(),
                }
            }

            #[doc = concat!("The value if the API description lists it; `None` for [`", stringify!($other), "`](Self::", stringify!($other), ").")]
            #[inline]
            pub fn known(&self) -> Option<$known> {
                match self {
                    $(Self::$variant => Some($known::$variant),)*
                    Self::$other(_) => None,
                }
            }

            #[inline]
            fn listed(index: usize) -> Option<Self> {
                $known::ALL.get(index).copied().map(Self::from)
            }

            #[inline]
            fn order() -> &'static $crate::runtime::json::macros::Order {
                static ORDER: $crate::runtime::json::macros::Order = $crate::runtime::json::macros::Order::new();
                &ORDER
            }
        }

        $crate::runtime::json::ordered! { $known, |known| $name::from(*known) }

        impl From<$known> for $name {
            #[inline]
            fn from(known: $known) -> Self {
                match known { $($known::$variant => Self::$variant,)* }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::runtime::json::macros::find(Self::NAMES, Self::order(), value)
                    .and_then(Self::listed)
                    .unwrap_or_else(|| Self::$other($crate::runtime::json::macros::unknown_value(value)))
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::JsonError> {
                let read = $crate::runtime::json::macros::read_open(reader, Self::NAMES, Self::order())?;
                read.map_or_else(
                    |other| Ok(Self::$other(other)),
                    |index| Self::listed(index).ok_or_else($crate::runtime::json::macros::unlisted),
                )
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::runtime::json::named_enum! { $name }
    };
}

/// A closed enum over strings: every other value is refused.
///
/// ```text
/// closed_enum! { Status { "active" => Active, } }
/// ```
macro_rules! closed_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* }) => {
        impl $name {
            /// All values, in the order of the API description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const NAMES: &'static [&'static str] = &[$($wire),*];

            /// The value as it appears on the wire.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                match self { $(Self::$variant => $wire,)* }
            }

            #[inline]
            fn order() -> &'static $crate::runtime::json::macros::Order {
                static ORDER: $crate::runtime::json::macros::Order = $crate::runtime::json::macros::Order::new();
                &ORDER
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::runtime::json::UnknownNameError;

            #[inline]
            fn try_from(value: &str) -> Result<Self, $crate::runtime::json::UnknownNameError> {
                value.parse()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::runtime::json::UnknownNameError;

            #[inline]
            fn from_str(value: &str) -> Result<Self, $crate::runtime::json::UnknownNameError> {
                $crate::runtime::json::macros::find(Self::NAMES, Self::order(), value)
                    .and_then(|index| Self::ALL.get(index).copied())
                    .ok_or_else($crate::runtime::json::macros::refuse)
            }
        }

        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::JsonError> {
                let index = $crate::runtime::json::macros::read_closed(reader, Self::NAMES, Self::order())?;
                Self::ALL.get(index).copied().ok_or_else($crate::runtime::json::macros::unlisted)
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::runtime::json::named_enum! { $name }
    };
}

/// What every enum over strings has.
macro_rules! named_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        $crate::runtime::json::ordered! { $name, |this| this.as_str() }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        $crate::runtime::json::serde_bridge! { $name }
    };
}

/// A tolerant enum over integers.
///
/// ```text
/// open_integer_enum! { Size, SizeKnown { 1 => Value1, -1 => Minus1, } }
/// ```
macro_rules! open_integer_enum {
    ($name:ident, $known:ident { $($wire:literal => $variant:ident,)* }) => {
        $crate::runtime::json::open_integer_enum! { $name, $known, else Unknown { $($wire => $variant,)* } }
    };
    ($name:ident, $known:ident, else $other:ident { $($wire:literal => $variant:ident,)* }) => {
        #[doc = concat!("The known values of [`", stringify!($name), "`], for an exhaustive `match`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $known {
            $(#[doc = concat!("[`", stringify!($name), "::", stringify!($variant), "`]")] $variant,)*
        }

        impl $known {
            /// All values, in the order of the API description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl $name {
            /// The value as it appears on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(value) => value.value(),
                }
            }

            #[doc = concat!("The value if the API description lists it; `None` for [`", stringify!($other), "`](Self::", stringify!($other), ").")]
            #[inline]
            pub fn known(&self) -> Option<$known> {
                match self {
                    $(Self::$variant => Some($known::$variant),)*
                    Self::$other(_) => None,
                }
            }
        }

        $crate::runtime::json::ordered! { $known, |known| $name::from(*known) }

        impl From<$known> for $name {
            #[inline]
            fn from(known: $known) -> Self {
                match known { $($known::$variant => Self::$variant,)* }
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    other => Self::$other($crate::runtime::json::macros::unknown_integer(other)),
                }
            }
        }

        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::JsonError> {
                $crate::runtime::json::macros::read_integer(reader, &[$($wire),*], true).map(Self::from)
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Json::write(&self.value(), writer);
            }
        }

        $crate::runtime::json::numbered_enum! { $name }
    };
}

/// A closed enum over integers: every other value is refused.
///
/// ```text
/// closed_integer_enum! { Size { 1 => Value1, } }
/// ```
macro_rules! closed_integer_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* }) => {
        impl $name {
            /// All values, in the order of the API description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it appears on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self { $(Self::$variant => $wire,)* }
            }
        }

        impl TryFrom<i64> for $name {
            type Error = $crate::runtime::json::UnknownNameError;

            #[inline]
            fn try_from(value: i64) -> Result<Self, $crate::runtime::json::UnknownNameError> {
                match value {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::json::macros::refuse()),
                }
            }
        }

        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::JsonError> {
                let value = $crate::runtime::json::macros::read_integer(reader, &[$($wire),*], false)?;
                Self::try_from(value).map_err(|_| $crate::runtime::json::macros::unlisted())
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Json::write(&self.value(), writer);
            }
        }

        $crate::runtime::json::numbered_enum! { $name }
    };
}

/// The order of the values on the wire, which doesn't change if the document reorders them.
macro_rules! ordered {
    ($name:ty, |$this:ident| $key:expr) => {
        impl Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                let own = {
                    let $this = self;
                    $key
                };
                let others = {
                    let $this = other;
                    $key
                };
                own.cmp(&others)
            }
        }

        impl PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
    };
}

/// What every enum over integers has.
macro_rules! numbered_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.value().fmt(formatter)
            }
        }

        $crate::runtime::json::ordered! { $name, |this| this.value() }

        $crate::runtime::json::serde_bridge! { $name }
    };
}

pub(crate) use {closed_enum, closed_integer_enum, named_enum, numbered_enum, open_enum, open_integer_enum, ordered};
