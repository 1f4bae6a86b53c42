//! Unions by what the value looks like. Reading looks ahead and dispatches.

use super::objects::kinds;
use super::reader::kinds as kinds_of_values;
use super::signs::{Candidates, Guard, Guards};
use super::{Effort, Json, JsonError, Kind, Members, Reader, Tolerance, Writer};

/// Reads one of several types: of those that a look at the value allows the one that keeps most of it.
#[inline(never)]
pub(crate) fn read_untagged<T>(
    reader: &mut Reader<'_>,
    guards: &'static Guards,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<T, JsonError> {
    if let Some(last) = guards
        .list
        .last()
        .filter(|guard| guard.takes_kind(kinds_of_values::any))
    {
        return read_or_else(reader, guards, last.index, read);
    }
    let candidates = match candidates(reader, guards)? {
        Candidates::One(only) => return read(only, reader),
        Candidates::Several(candidates) => candidates,
    };
    let name = |index: usize| {
        guards
            .list
            .iter()
            .find(|guard| guard.index == index)
            .map(|guard| guard.name)
    };
    most_fitting(reader, &candidates, read).map_err(|refusals| none_fits(name, &refusals))
}

/// The same where one type takes what none of the others takes, as a tolerant enum takes values that aren't listed.
#[inline(never)]
fn read_or_else<T>(
    reader: &mut Reader<'_>,
    guards: &'static Guards,
    last: usize,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<T, JsonError> {
    let candidates = candidates(reader, guards).map(Candidates::into_vec).unwrap_or_default();
    let keeping = keeping(reader, candidates, read);
    match most_fitting(reader, &keeping, read) {
        Ok(value) => Ok(value),
        Err(_) if reader.tolerance() == Tolerance::Nothing => Err(JsonError::new("a value that isn't described")),
        Err(_) => read(last, reader),
    }
}

/// The types that keep some of the members of the object that comes next: one that would keep none is only a guess where
/// another type takes anything.
fn keeping<T>(
    reader: &mut Reader<'_>,
    mut candidates: Vec<usize>,
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Vec<usize> {
    let Some(whole) = members_size(reader).filter(|whole| *whole > 0) else {
        return candidates;
    };
    candidates.retain(|index| {
        let mut ahead = reader.clone();
        ahead.begin_trial();
        let before = ahead.skipped();
        let is_kept = read(*index, &mut ahead).is_ok() && ahead.skipped().saturating_sub(before) < whole;
        reader.count(&ahead);
        is_kept
    });
    candidates
}

/// How many bytes are forgotten of the object that comes next by a type that keeps no member of it; `None` for other values.
fn members_size(reader: &mut Reader<'_>) -> Option<usize> {
    if reader.kind().ok()? != Kind::Object {
        return None;
    }
    let mut ahead = reader.clone();
    let before = ahead.skipped();
    ahead.begin_object().ok()?;
    while ahead.next_name().ok()?.is_some() {
        ahead.skip().ok()?;
    }
    Some(ahead.skipped().saturating_sub(before))
}

/// Reads the type that keeps most of the value, or says why each refuses it.
///
/// In the first pass neither an unknown enum value nor an undeclared member fits, in the second no undeclared member: what
/// a type would lose counts more than what it does not know by name. In the last all fits, the type first that leaves out
/// the fewest bytes.
pub(super) fn most_fitting<T>(
    reader: &mut Reader<'_>,
    candidates: &[usize],
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<T, Vec<(usize, JsonError)>> {
    let most = reader.tolerance();
    let mut refusals = Vec::new();
    for tolerance in Tolerance::PASSES.into_iter().filter(|tolerance| *tolerance <= most) {
        let is_last = tolerance == Tolerance::All;
        let is_short_cut = reader.effort() != Effort::Little;
        if is_short_cut && !is_last {
            continue;
        }
        let is_weighed = is_last && !is_short_cut && !reader.is_trial();
        let ordered = match is_weighed {
            true => by_loss(reader, candidates, read),
            false => candidates.to_vec(),
        };
        refusals.clear();
        for index in ordered {
            if reader.effort() == Effort::TooMuch {
                refusals.push((index, JsonError::new("there are too many ways to read it")));
                break;
            }
            let mut ahead = reader.clone();
            ahead.set_tolerance(tolerance);
            let result = read(index, &mut ahead);
            reader.count(&ahead);
            match result {
                // What departs in it is noted by another reading.
                Ok(_) if reader.is_audited() => {
                    return read(index, reader).map_err(|error| vec![(index, error)]);
                }
                Ok(value) => {
                    ahead.set_tolerance(most);
                    ahead.resume(reader);
                    reader.follow(ahead);
                    return Ok(value);
                }
                Err(error) => refusals.push((index, error)),
            }
        }
    }
    Err(refusals)
}

/// The types by how much of the value each leaves out, those that refuse it last. Unions within are not weighed again while
/// this is found out, so that the time does not grow with every level.
fn by_loss<T>(
    reader: &mut Reader<'_>,
    candidates: &[usize],
    read: fn(usize, &mut Reader<'_>) -> Result<T, JsonError>,
) -> Vec<usize> {
    let mut measured: Vec<(usize, usize)> = Vec::new();
    for index in candidates {
        let mut ahead = reader.clone();
        ahead.begin_trial();
        let loss = read(*index, &mut ahead).map_or(usize::MAX, |_| ahead.skipped());
        reader.count(&ahead);
        measured.push((loss, *index));
    }
    measured.sort_by_key(|(loss, _)| *loss);
    measured.into_iter().map(|(_, index)| index).collect()
}

/// The types that the next value may be of: by its kind, and for objects by its members where those tell.
fn candidates(reader: &mut Reader<'_>, guards: &'static Guards) -> Result<Candidates, JsonError> {
    let kind = reader.kind()?;
    let of_kind = || {
        guards
            .list
            .iter()
            .filter(move |guard| guard.takes_kind(kind))
            .map(|guard| guard.index)
    };
    let candidates = match of_kind().nth(1).is_some() && kind == Kind::Object {
        true => guards.telling(reader)?,
        false => of_kind().collect(),
    };
    match candidates {
        Candidates::Several(telling) if telling.is_empty() => match of_kind().collect() {
            Candidates::Several(none) if none.is_empty() => Err(none_of_kind(kind, guards.list)),
            candidates => Ok(candidates),
        },
        candidates => Ok(candidates),
    }
}

#[cold]
fn none_of_kind(kind: Kind, guards: &[Guard]) -> JsonError {
    JsonError::new(format!("{} fits none of {}", kind.words(), names(guards)))
}

/// Reads a value that is the only member of an object.
#[inline(never)]
pub(crate) fn read_inside<T: Json>(reader: &mut Reader<'_>, members: &'static Members) -> Result<T, JsonError> {
    let mut value = None;
    reader.begin_object()?;
    while let Some(index) = reader.next_member(members, 0)? {
        let read = match index {
            0 => kinds::required::read(reader, &mut value),
            _ => reader.skip(),
        };
        read.map_err(|error| kinds::at(error, members.names, index))?;
    }
    kinds::required::finish(value, members.names.first().copied().unwrap_or_default())
}

/// Writes a value as the only member of an object.
#[inline(never)]
pub(crate) fn write_inside<T: Json>(writer: &mut Writer, name: &str, value: &T) {
    writer.begin_object();
    kinds::required::write(writer, name, value);
    writer.end_object();
}

fn names(guards: &[Guard]) -> String {
    guards.iter().map(|guard| guard.name).collect::<Vec<_>>().join(", ")
}

#[cold]
pub(super) fn none_fits(name_of: impl Fn(usize) -> Option<&'static str>, refusals: &[(usize, JsonError)]) -> JsonError {
    let reasons = refusals
        .iter()
        .map(|(index, error)| format!("{}: {error}", name_of(*index).unwrap_or_default()));
    let reasons = reasons.collect::<Vec<_>>().join("; ");
    JsonError::new(format!("none of the types fits ({})", shortened(&reasons)))
}

/// Types within types have reasons within reasons.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 1000;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// `From` for the types that turn into a union, and the variants that hold them.
///
/// ```text
/// conversions! { Content {
///     Parts(Vec<Part>),
///     Text(String),
///     Text(&str),
/// } }
/// ```
macro_rules! conversions {
    ($name:ident { $($variant:ident($ty:ty),)* }) => {
        $(impl From<$ty> for $name {
            #[inline]
            fn from(value: $ty) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

/// `read`, which reads the variant at an index, and the indices by the names of the variants.
macro_rules! variants_by_index {
    ($name:ident { $($variant:ident $(in $member:literal)?,)* }) => {
        enum In_order { $($variant,)* }
        struct Index_of;
        impl Index_of { $(const $variant: usize = In_order::$variant as usize;)* }

        #[inline]
        fn read(
            index: usize,
            reader: &mut $crate::runtime::json::Reader<'_>,
        ) -> Result<$name, $crate::runtime::json::JsonError> {
            match index {
                $(Index_of::$variant => {
                    $crate::runtime::json::variant!(@read reader $(, $member)?).map($name::$variant)
                })*
                _ => Err($crate::runtime::json::JsonError::new("none of the types fits")),
            }
        }
    };
}

/// Reads or writes the value of a variant, which may be the only member of an object.
macro_rules! variant {
    (@read $reader:ident) => {
        $crate::runtime::json::Json::read($reader)
    };
    (@read $reader:ident, $member:literal) => {
        $crate::runtime::json::macros::read_inside(
            $reader,
            &$crate::runtime::json::Members {
                names: &[$member],
                required: &[true],
            },
        )
    };
    (@write $writer:ident, $value:ident) => {
        $crate::runtime::json::Json::write($value, $writer)
    };
    (@write $writer:ident, $value:ident, $member:literal) => {
        $crate::runtime::json::macros::write_inside($writer, $member, $value)
    };
}

/// The guards of variants, from their lines in a list.
macro_rules! guards {
    ($(
        $($kind:ident)|+ $(has [$($has:literal),*])? $(is [$($member:literal = $value:literal),*])? $(in $only:literal)?
            => $variant:ident,
    )*) => {
        $crate::runtime::json::macros::Guards::new(&[$($crate::runtime::json::macros::Guard {
            name: stringify!($variant),
            index: Index_of::$variant,
            kinds: &[$($crate::runtime::json::macros::kinds_of_values::$kind),+],
            has: &[$($($has),*)? $($only)?],
            is: &[$($(($member, $crate::runtime::json::macros::Of($value).literal())),*)?],
        }),*])
    };
}

/// A union whose types are told apart by what the value looks like; they are tried in the order of the list.
///
/// ```text
/// union! { Content {
///     string => Text,
///     object has ["parts"] is ["kind" = "multi"] => Multi,
///     integer | number => Amount,
///     object in "link" => Link,       the value is the member `link`, which is required and the only one
///     any => Other,                   what none of the others takes
/// } }
/// ```
macro_rules! union {
    ($name:ident { $($($kind:ident)|+ $(has $has:tt)? $(is $is:tt)? $(in $member:literal)? => $variant:ident,)* }) => {
        #[allow(non_upper_case_globals, non_camel_case_types)]
        const _: () = {
            $crate::runtime::json::variants_by_index! { $name { $($variant $(in $member)?,)* } }

            static GUARDS: $crate::runtime::json::macros::Guards = $crate::runtime::json::guards! {
                $($($kind)|+ $(has $has)? $(is $is)? $(in $member)? => $variant,)*
            };

            impl $crate::runtime::json::Json for $name {
                #[inline]
                fn read(
                    reader: &mut $crate::runtime::json::Reader<'_>,
                ) -> Result<Self, $crate::runtime::json::JsonError> {
                    $crate::runtime::json::macros::read_untagged(reader, &GUARDS, read)
                }

                #[inline]
                fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                    match self {
                        $(Self::$variant(value) => {
                            $crate::runtime::json::variant!(@write writer, value $(, $member)?)
                        })*
                    }
                }
            }
        };

        $crate::runtime::json::serde_bridge! { $name }
    };
}

pub(crate) use {conversions, guards, union, variant, variants_by_index};
