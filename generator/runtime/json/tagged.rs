//! Unions whose objects say by a tag which type they are: OpenAPI 3.1.1, "Discriminator Object".

use std::sync::OnceLock;

use serde_json::Value;

use super::literals::{Literal, Scalar};
use super::signs::Guards;
use super::unions::{most_fitting, none_fits, read_untagged, write_inside};
use super::{Json, JsonError, Kind, Reader, Tolerance, Writer};

/// An object with a discriminator value that the API description doesn't list.
///
/// It is only created by decoding, and is encoded unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownVariant {
    tag: Option<String>,
    value: Value,
}

impl UnknownVariant {
    /// The discriminator value, if there is one; a number or boolean as text.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The whole object, including the discriminator.
    pub fn value(&self) -> &Value {
        &self.value
    }

    pub(crate) fn write(&self, writer: &mut Writer, tag: &str) {
        writer.allow_any_tag(tag);
        self.value.write(writer);
    }
}

/// How the types of a union are told apart by a tag.
pub(crate) struct Tagged {
    pub(crate) tag: &'static str,
    /// Whether an object may do without it.
    pub(crate) may_lack_tag: bool,
    /// The types that values of the tag stand for.
    pub(crate) variants: &'static [TaggedVariant],
    /// Its strings in order, where it has many.
    pub(crate) strings: Strings,
    /// The types that the tag does not tell: those that are no objects, or that have no value of it.
    pub(crate) others: Guards,
}

/// A type of a union, and the values of the tag that stand for it.
pub(crate) struct TaggedVariant {
    pub(crate) name: &'static str,
    /// Where it stands in the union.
    pub(crate) index: usize,
    pub(crate) tags: &'static [Literal],
}

/// The strings that stand for types, in order, and the types.
pub(crate) type Strings = OnceLock<Box<[(&'static str, usize)]>>;

/// Up to so many types are looked through in turn.
const FEW: usize = 16;

impl Tagged {
    fn find(&self, tag: &Scalar<'_>) -> Option<usize> {
        if let Scalar::Text(text) = tag
            && self.variants.len() > FEW
        {
            let strings = self.strings.get_or_init(|| self.sorted());
            let at = strings.binary_search_by(|(value, _)| (*value).cmp(text)).ok();
            return at.and_then(|at| strings.get(at)).map(|(_, index)| *index);
        }
        let variant = self
            .variants
            .iter()
            .find(|variant| variant.tags.iter().any(|value| tag.is(value)));
        variant.map(|variant| variant.index)
    }

    #[cold]
    fn sorted(&self) -> Box<[(&'static str, usize)]> {
        let values = self
            .variants
            .iter()
            .flat_map(|variant| variant.tags.iter().map(|value| (value, variant.index)));
        let strings = values.filter_map(|(value, index)| match value {
            Literal::String(text) => Some((*text, index)),
            _ => None,
        });
        let mut strings: Box<[(&'static str, usize)]> = strings.collect();
        strings.sort_unstable();
        strings
    }

    fn name(&self, index: usize) -> Option<&'static str> {
        let tagged = self.variants.iter().map(|variant| (variant.index, variant.name));
        let others = self.others.list.iter().map(|guard| (guard.index, guard.name));
        tagged
            .chain(others)
            .find(|(known, _)| *known == index)
            .map(|(_, name)| name)
    }
}

/// What the tag of an object says.
pub(crate) enum Choice {
    /// It stands for a type.
    Variant(usize),
    /// It is not listed.
    Unlisted(String),
    /// There is none.
    Missing,
}

/// What the object that comes next says by its tag. It stays unread. If the tag is duplicated, the last one wins.
#[inline(never)]
pub(crate) fn choice(reader: &Reader<'_>, union: &'static Tagged) -> Result<Choice, JsonError> {
    let mut ahead = reader.clone();
    let mut choice = Choice::Missing;
    ahead.begin_object()?;
    while let Some(name) = ahead.next_name()? {
        if name != union.tag {
            ahead.skip()?;
        } else if let Some(tag) = Scalar::read(&mut ahead)? {
            choice = match union.find(&tag) {
                Some(index) => Choice::Variant(index),
                None => Choice::Unlisted(tag.text()),
            };
        }
    }
    Ok(choice)
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
            Err(JsonError::new("unknown discriminator value").in_member(name))
        }
        tag => {
            if reader.is_audited() {
                reader.note_unlisted(Some(name));
            }
            Ok(UnknownVariant {
                tag,
                value: Value::read(reader)?,
            })
        }
    }
}

/// Reads an object of a union whose types all have the tag.
#[inline(never)]
pub(crate) fn read_tagged<T>(
    reader: &mut Reader<'_>,
    union: &'static Tagged,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
    unknown: fn(UnknownVariant) -> T,
) -> Result<T, JsonError> {
    match choice(reader, union)? {
        Choice::Variant(index) => {
            reader.allow_tag(union.tag);
            read(index, reader)
        }
        Choice::Unlisted(tag) => unknown_variant(reader, Some(tag), union.tag).map(unknown),
        Choice::Missing => unknown_variant(reader, None, union.tag).map(unknown),
    }
}

/// Reads a value of a union of which some types may lack the tag or are no objects.
///
/// An object that the tag does not tell is of one of those types; if there are none, or none of them fits, one whose tag is
/// not listed is kept.
#[inline(never)]
pub(crate) fn read_mixed<T>(
    reader: &mut Reader<'_>,
    union: &'static Tagged,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
    unknown: fn(UnknownVariant) -> T,
) -> Result<T, JsonError> {
    let kind = reader.kind()?;
    if kind != Kind::Object {
        return read_untagged(reader, &union.others, read);
    }
    let choice = choice(reader, union)?;
    if let Choice::Variant(index) = choice {
        reader.allow_tag(union.tag);
        return read(index, reader);
    }
    let has_others = union.others.list.iter().any(|guard| guard.takes_kind(kind));
    match (choice, has_others) {
        (Choice::Unlisted(tag), true) => {
            let telling = union.others.telling(reader)?.into_vec();
            match most_fitting(reader, &telling, read) {
                Ok(value) => Ok(value),
                Err(_) => unknown_variant(reader, Some(tag), union.tag).map(unknown),
            }
        }
        (Choice::Unlisted(tag), false) => unknown_variant(reader, Some(tag), union.tag).map(unknown),
        _ if union.may_lack_tag => read_without_tag(reader, union, read),
        (_, true) => read_untagged(reader, &union.others, read),
        _ => unknown_variant(reader, None, union.tag).map(unknown),
    }
}

/// Reads an object that has no tag although others of its union have: any of the types may fit.
fn read_without_tag<T>(
    reader: &mut Reader<'_>,
    union: &'static Tagged,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<T, JsonError> {
    let tagged = union.variants.iter().map(|variant| variant.index);
    let others = union.others.list.iter().filter(|guard| guard.takes_kind(Kind::Object));
    let all: Vec<usize> = tagged.chain(others.map(|guard| guard.index)).collect();
    most_fitting(reader, &all, read).map_err(|refusals| none_fits(|index| union.name(index), &refusals))
}

/// Writes a value of a type that the tag tells, and the tag into it.
#[inline(never)]
pub(crate) fn write_tagged<T: Json>(writer: &mut Writer, union: &'static Tagged, index: usize, value: &T) {
    begin_tagged(writer, union, index);
    value.write(writer);
    writer.end_tag();
}

/// Writes an object of a value and of the tag that tells its type.
#[inline(never)]
pub(crate) fn write_beside<T: Json>(
    writer: &mut Writer,
    union: &'static Tagged,
    index: usize,
    member: &str,
    value: &T,
) {
    begin_tagged(writer, union, index);
    write_inside(writer, member, value);
    writer.end_tag();
}

fn begin_tagged(writer: &mut Writer, union: &'static Tagged, index: usize) {
    // They are listed in the order of their indices.
    let tags = union
        .variants
        .get(index)
        .map(|variant| variant.tags)
        .unwrap_or_default();
    writer.begin_tag(union.tag, tags);
}

/// A union whose objects say by the member `tag` which type they are. The union writes it, whatever the value of a type has
/// there, but for another one that stands for that type as well.
///
/// ```text
/// tagged_union! { Shape, "kind" { "circle" => Circle, "square" | "rectangle" => Square, } }
/// ```
///
/// The tag may stand beside a member that is the value.
///
/// ```text
/// tagged_union! { Event, "type" { "Moved" => Moved in "content", "Done" => Done, } }
/// ```
///
/// An object without the tag is refused, unless the document lets it be missing: then the type that keeps most of it is
/// read.
///
/// ```text
/// tagged_union! { User, optional "view" { "private" => PrivateUser, "public" => PublicUser, } }
/// ```
///
/// Types that the tag does not tell are told apart as those of a `union!` are.
///
/// ```text
/// tagged_union! { Part, "type" { 1 => Text, 2 => Image, } else { string => Plain, } }
/// ```
macro_rules! tagged_union {
    ($name:ident, $tag:literal { $($tags:tt)* }) => {
        $crate::runtime::json::tagged_union! { @impl $name, $tag, false, read_tagged { $($tags)* } {} }
    };
    ($name:ident, optional $tag:literal { $($tags:tt)* }) => {
        $crate::runtime::json::tagged_union! { @impl $name, $tag, true, read_mixed { $($tags)* } {} }
    };
    ($name:ident, $tag:literal { $($tags:tt)* } else { $($others:tt)* }) => {
        $crate::runtime::json::tagged_union! { @impl $name, $tag, false, read_mixed { $($tags)* } { $($others)* } }
    };
    ($name:ident, optional $tag:literal { $($tags:tt)* } else { $($others:tt)* }) => {
        $crate::runtime::json::tagged_union! { @impl $name, $tag, true, read_mixed { $($tags)* } { $($others)* } }
    };
    (@impl $name:ident, $tag:literal, $may_lack_tag:literal, $read:ident
        { $($($wire:literal)|+ => $variant:ident $(in $member:literal)?,)* }
        { $($($kind:ident)|+ $(has $has:tt)? $(is $is:tt)? => $other:ident,)* }
    ) => {
        #[allow(non_upper_case_globals, non_camel_case_types)]
        const _: () = {
            $crate::runtime::json::variants_by_index! { $name { $($variant $(in $member)?,)* $($other,)* } }

            static UNION: $crate::runtime::json::macros::Tagged = $crate::runtime::json::macros::Tagged {
                tag: $tag,
                may_lack_tag: $may_lack_tag,
                variants: &[$($crate::runtime::json::macros::TaggedVariant {
                    name: stringify!($variant),
                    index: Index_of::$variant,
                    tags: &[$($crate::runtime::json::macros::Of($wire).literal()),+],
                }),*],
                strings: $crate::runtime::json::macros::Strings::new(),
                others: $crate::runtime::json::guards! { $($($kind)|+ $(has $has)? $(is $is)? => $other,)* },
            };

            impl $crate::runtime::json::Json for $name {
                #[inline]
                fn read(
                    reader: &mut $crate::runtime::json::Reader<'_>,
                ) -> Result<Self, $crate::runtime::json::JsonError> {
                    $crate::runtime::json::macros::$read(reader, &UNION, read, Self::Unknown)
                }

                #[inline]
                fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                    match self {
                        $(Self::$variant(value) => {
                            $crate::runtime::json::tagged_union!(
                                @write writer, Index_of::$variant, value $(, $member)?
                            );
                        })*
                        $(Self::$other(value) => $crate::runtime::json::Json::write(value, writer),)*
                        Self::Unknown(value) => value.write(writer, $tag),
                    }
                }
            }
        };

        $crate::runtime::json::serde_bridge! { $name }
    };
    (@write $writer:ident, $index:expr, $value:ident) => {
        $crate::runtime::json::macros::write_tagged($writer, &UNION, $index, $value)
    };
    (@write $writer:ident, $index:expr, $value:ident, $member:literal) => {
        $crate::runtime::json::macros::write_beside($writer, &UNION, $index, $member, $value)
    };
}

pub(crate) use tagged_union;
