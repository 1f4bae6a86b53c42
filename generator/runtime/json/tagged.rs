//! Unions whose objects say by a tag which type they are: OpenAPI 3.1.1, "Discriminator Object".

use serde_json::Value;

use super::unions::{most_fitting, none_fits};
use super::{Json, JsonError, Kind, Reader, Tolerance, Writer};

/// An object whose tag the document does not list.
///
/// It comes only from reading, and is written back as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownVariant {
    tag: Option<String>,
    value: Value,
}

impl UnknownVariant {
    /// The tag, if there is one.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The whole object, its tag included.
    pub fn value(&self) -> &Value {
        &self.value
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        self.value.write(writer);
    }
}

/// The string member `name` of the object that comes next, which stays unread.
#[inline(never)]
pub(crate) fn tag(reader: &Reader<'_>, name: &str) -> Result<Option<String>, JsonError> {
    let mut ahead = reader.clone();
    ahead.begin_object()?;
    let mut tag = None;
    while let Some(member) = ahead.next_name()? {
        if member == name && ahead.kind()? == Kind::String {
            tag = Some(ahead.string()?.to_owned());
        } else {
            ahead.skip()?;
        }
    }
    Ok(tag)
}

/// Reads an object that no listed tag stands for.
#[cold]
pub(crate) fn unknown_variant(
    reader: &mut Reader<'_>,
    tag: Option<String>,
    name: &'static str,
) -> Result<UnknownVariant, JsonError> {
    match tag {
        None => Err(JsonError::missing(name)),
        Some(_) if reader.tolerance() == Tolerance::Nothing => {
            Err(JsonError::new("the tag is not a listed one").in_member(name))
        }
        tag => Ok(UnknownVariant {
            tag,
            value: Value::read(reader)?,
        }),
    }
}

/// A union whose objects say by the member `tag` which type they are.
///
/// ```text
/// tagged_union! { Shape, "kind" { "circle" => Circle, "square" | "rectangle" => Rectangle, } }
/// ```
///
/// An object without the tag is refused, unless the document lets it be missing: then the type that keeps most of it is
/// read.
///
/// ```text
/// tagged_union! { User, optional "view" { "private" => PrivateUser, "public" => PublicUser, } }
/// ```
macro_rules! tagged_union {
    ($name:ident, $tag:literal { $($($wire:literal)|+ => $variant:ident,)* }) => {
        impl $crate::runtime::json::Json for $name {
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::JsonError> {
                let tag = $crate::runtime::json::macros::tag(reader, $tag)?;
                match tag.as_deref() {
                    $(Some($($wire)|+) => $crate::runtime::json::Json::read(reader).map(Self::$variant),)*
                    _ => $crate::runtime::json::macros::unknown_variant(reader, tag, $tag).map(Self::Unknown),
                }
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                match self {
                    $(Self::$variant(value) => $crate::runtime::json::Json::write(value, writer),)*
                    Self::Unknown(value) => value.write(writer),
                }
            }
        }

        $crate::runtime::json::serde_bridge! { $name }
    };
    ($name:ident, optional $tag:literal { $($($wire:literal)|+ => $variant:ident,)* }) => {
        #[allow(non_upper_case_globals, non_camel_case_types)]
        const _: () = {
            $crate::runtime::json::variants_by_index! { $name { $($variant,)* } }

            impl $crate::runtime::json::Json for $name {
                fn read(
                    reader: &mut $crate::runtime::json::Reader<'_>,
                ) -> Result<Self, $crate::runtime::json::JsonError> {
                    let tag = $crate::runtime::json::macros::tag(reader, $tag)?;
                    match tag.as_deref() {
                        $(Some($($wire)|+) => read(Index_of::$variant, reader),)*
                        Some(_) => $crate::runtime::json::macros::unknown_variant(reader, tag, $tag).map(Self::Unknown),
                        None => $crate::runtime::json::macros::read_without_tag(
                            reader,
                            &[$(stringify!($variant)),*],
                            read,
                        ),
                    }
                }

                fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                    match self {
                        $(Self::$variant(value) => $crate::runtime::json::Json::write(value, writer),)*
                        Self::Unknown(value) => value.write(writer),
                    }
                }
            }
        };

        $crate::runtime::json::serde_bridge! { $name }
    };
}

/// Reads an object that has no tag although others of its union have.
#[inline(never)]
pub(crate) fn read_without_tag<T>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<T, JsonError> {
    let all: Vec<usize> = (0..names.len()).collect();
    most_fitting(reader, &all, read).map_err(|refusals| none_fits(|index| names.get(index).copied(), &refusals))
}

pub(crate) use tagged_union;
