//! Objects: one line a member.

/// The members of a struct and how each may be missing or null.
///
/// ```text
/// json_object! { Pet {
///     "id" => id: required,       T:         must be there
///     "owner" => owner: nullable, Option<T>: must be there, may be null
///     "name" => name: optional,   Option<T>: may be missing; a null is read as missing, although it isn't expected
///     "note" => note: maybe,      Option<T>: the same, and a null is expected
///     "tag" => tag: field,        Field<T>:  missing, null and a value are told apart
///     "size" => size: lenient,    Lenient<T>: the same, and any other JSON
///     "at" => at: optional_dates, Option<T>: as `optional`, with dates in other forms than those of RFC 3339
///     .. => additional,           BTreeMap<String, T>: all other members
///     ..undeclared => additional, BTreeMap<String, Value>: the same, where the document declares none
/// } }
/// ```
///
/// Nothing is brought into scope by a name that a type of the document may have.
///
/// Members are written in the order of the list. If a member is duplicated, the last one wins. Members that are not
/// listed are skipped where there is no `..`.
macro_rules! json_object {
    ($name:ident { $($wire:literal => $field:ident: $kind:ident,)* }) => {
        #[allow(dead_code, deprecated, non_upper_case_globals, non_camel_case_types)]
        const _: () = {
            use $crate::runtime::json::macros::kinds;

            enum In_order { $($field,)* }
            struct Index_of;
            impl Index_of { $(const $field: usize = In_order::$field as usize;)* }
            const NAMES: &[&str] = &[$($wire),*];
            const MEMBERS: &$crate::runtime::json::Members = &$crate::runtime::json::Members {
                names: NAMES,
                required: &[$(kinds::$kind::IS_REQUIRED),*],
            };

            impl $crate::runtime::json::Json for $name {
                #[inline]
                fn read(
                    reader: &mut $crate::runtime::json::Reader<'_>,
                ) -> Result<Self, $crate::runtime::json::JsonError> {
                    $(let mut $field = kinds::$kind::empty();)*
                    let mut expected = 0;
                    reader.begin_object()?;
                    while let Some(index) = reader.next_member(MEMBERS, expected)? {
                        let read = match index {
                            $(Index_of::$field => kinds::$kind::read(reader, &mut $field),)*
                            _ => reader.skip(),
                        };
                        read.map_err(|error| kinds::at(error, NAMES, index))?;
                        expected = index + 1;
                    }
                    Ok(Self { $($field: kinds::$kind::finish($field, $wire)?,)* })
                }

                #[inline]
                fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                    writer.begin_object();
                    $(kinds::$kind::write(writer, $wire, &self.$field);)*
                    writer.end_object();
                }
            }
        };

        $crate::runtime::json::serde_bridge! { $name }
    };
    ($name:ident { $($wire:literal => $field:ident: $kind:ident,)* .. => $additional:ident, }) => {
        $crate::runtime::json::json_object! {
            @next next_named_member, additional => $name { $($wire => $field: $kind,)* .. => $additional, }
        }
    };
    ($name:ident { $($wire:literal => $field:ident: $kind:ident,)* ..undeclared => $additional:ident, }) => {
        $crate::runtime::json::json_object! {
            @next next_kept_member, undeclared => $name { $($wire => $field: $kind,)* .. => $additional, }
        }
    };
    (
        @next $next:ident, $others:ident =>
        $name:ident { $($wire:literal => $field:ident: $kind:ident,)* .. => $additional:ident, }
    ) => {
        #[allow(dead_code, deprecated, non_upper_case_globals, non_camel_case_types)]
        const _: () = {
            use $crate::runtime::json::macros::kinds;

            enum In_order { $($field,)* }
            struct Index_of;
            impl Index_of { $(const $field: usize = In_order::$field as usize;)* }
            const NAMES: &[&str] = &[$($wire),*];
            const MEMBERS: &$crate::runtime::json::Members = &$crate::runtime::json::Members {
                names: NAMES,
                required: &[$(kinds::$kind::IS_REQUIRED),*],
            };

            impl $crate::runtime::json::Json for $name {
                #[inline]
                fn read(
                    reader: &mut $crate::runtime::json::Reader<'_>,
                ) -> Result<Self, $crate::runtime::json::JsonError> {
                    $(let mut $field = kinds::$kind::empty();)*
                    let mut $additional = std::collections::BTreeMap::new();
                    let mut expected = 0;
                    reader.begin_object()?;
                    while let Some((index, name)) = reader.$next(MEMBERS, expected)? {
                        let read = match index {
                            $(Index_of::$field => kinds::$kind::read(reader, &mut $field),)*
                            _ => kinds::$others::read(reader, &mut $additional, name),
                        };
                        read.map_err(|error| kinds::at(error, NAMES, index))?;
                        expected = index + 1;
                    }
                    Ok(Self { $($field: kinds::$kind::finish($field, $wire)?,)* $additional })
                }

                #[inline]
                fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                    writer.begin_object();
                    $(kinds::$kind::write(writer, $wire, &self.$field);)*
                    kinds::additional::write(writer, NAMES, &self.$additional);
                    writer.end_object();
                }
            }
        };

        $crate::runtime::json::serde_bridge! { $name }
    };
}

pub(crate) use json_object;

/// How members of each kind are read and written. The functions are generic over the member's type alone and kept out
/// of line, so that each pair of kind and type is compiled once.
pub(crate) mod kinds {
    use super::super::JsonError;
    pub(crate) use super::super::date_kinds::{
        field_dates, lenient_dates, maybe_dates, nullable_dates, optional_dates, required_dates,
    };

    /// An error in a member, by its index; those of other members say their name themselves.
    #[cold]
    pub(crate) fn at(error: JsonError, names: &[&'static str], index: usize) -> JsonError {
        match names.get(index) {
            Some(name) => error.in_member(*name),
            None => error,
        }
    }

    /// `T`
    pub(crate) mod required {
        use crate::runtime::json::{Json, JsonError, Reader, Writer};

        pub(crate) type Slot<T> = Option<T>;

        pub(crate) const IS_REQUIRED: bool = true;

        pub(crate) const fn empty<T>() -> Option<T> {
            None
        }

        #[inline(never)]
        pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Option<T>) -> Result<(), JsonError> {
            let mark = reader.mark();
            match T::read(reader) {
                Ok(value) => *slot = Some(value),
                Err(error) => return reader.recover(mark, error),
            }
            Ok(())
        }

        pub(crate) fn finish<T>(slot: Option<T>, name: &'static str) -> Result<T, JsonError> {
            slot.ok_or_else(|| JsonError::absent(name))
        }

        #[inline(never)]
        pub(crate) fn write<T: Json>(writer: &mut Writer, name: &str, value: &T) {
            writer.name(name);
            value.write(writer);
        }
    }

    /// `Option<T>`, null when `None`
    pub(crate) mod nullable {
        pub(crate) use super::required::{IS_REQUIRED, Slot, empty, finish, read, write};
    }

    /// `Option<T>`, left out when `None`
    pub(crate) mod optional {
        use crate::runtime::json::{Json, JsonError, Reader, Writer};

        pub(crate) type Slot<T> = Option<T>;

        pub(crate) const IS_REQUIRED: bool = false;

        pub(crate) const fn empty<T>() -> Option<T> {
            None
        }

        #[inline(never)]
        pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Option<T>) -> Result<(), JsonError> {
            let mark = reader.mark();
            if reader.is_audited() && T::of_null().is_none() {
                reader.note_null();
            }
            match T::read_present(reader) {
                Ok(value) => *slot = value,
                Err(error) => return reader.recover(mark, error),
            }
            Ok(())
        }

        pub(crate) fn finish<T>(slot: Option<T>, _name: &'static str) -> Result<Option<T>, JsonError> {
            Ok(slot)
        }

        #[inline(never)]
        pub(crate) fn write<T: Json>(writer: &mut Writer, name: &str, value: &Option<T>) {
            if let Some(value) = value {
                writer.name(name);
                value.write(writer);
            }
        }
    }

    /// `Option<T>`, left out when `None`; null is expected
    pub(crate) mod maybe {
        use crate::runtime::json::{Json, JsonError, Reader};

        pub(crate) use super::optional::{IS_REQUIRED, Slot, empty, finish, write};

        #[inline(never)]
        pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Option<T>) -> Result<(), JsonError> {
            let mark = reader.mark();
            match T::read_present(reader) {
                Ok(value) => *slot = value,
                Err(error) => return reader.recover(mark, error),
            }
            Ok(())
        }
    }

    /// `Field<T>`
    pub(crate) mod field {
        use crate::runtime::json::{Field, Json, JsonError, Reader, Writer};

        pub(crate) type Slot<T> = Field<T>;

        pub(crate) const IS_REQUIRED: bool = false;

        pub(crate) const fn empty<T>() -> Field<T> {
            Field::Absent
        }

        #[inline(never)]
        pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Field<T>) -> Result<(), JsonError> {
            let mark = reader.mark();
            if reader.null()? {
                *slot = Field::Null;
                return Ok(());
            }
            match T::read_present(reader) {
                Ok(value) => *slot = value.map_or(Field::Null, Field::Value),
                Err(error) => return reader.recover(mark, error),
            }
            Ok(())
        }

        pub(crate) fn finish<T>(slot: Field<T>, _name: &'static str) -> Result<Field<T>, JsonError> {
            Ok(slot)
        }

        #[inline(never)]
        pub(crate) fn write<T: Json>(writer: &mut Writer, name: &str, value: &Field<T>) {
            match value {
                Field::Absent => {}
                Field::Null => {
                    writer.name(name);
                    writer.null();
                }
                Field::Value(value) => {
                    writer.name(name);
                    value.write(writer);
                }
            }
        }
    }

    /// `Lenient<T>`
    pub(crate) mod lenient {
        use serde_json::Value;

        use crate::runtime::json::{Json, JsonError, Lenient, Reader, Tolerance, Writer};

        pub(crate) type Slot<T> = Lenient<T>;

        pub(crate) const IS_REQUIRED: bool = false;

        pub(crate) const fn empty<T>() -> Lenient<T> {
            Lenient::Absent
        }

        #[inline(never)]
        pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Lenient<T>) -> Result<(), JsonError> {
            if reader.null()? {
                *slot = Lenient::Null;
                return Ok(());
            }
            let mut ahead = reader.clone();
            *slot = match T::read(&mut ahead) {
                // What departs in it counts all the same.
                Ok(_) if reader.is_audited() => Lenient::Value(T::read(reader)?),
                Ok(value) => {
                    reader.follow(ahead);
                    Lenient::Value(value)
                }
                // Of the types of a union, one whose property has the declared shape fits better.
                Err(error) if reader.tolerance() != Tolerance::All => return Err(error),
                Err(_) => {
                    reader.count(&ahead);
                    Lenient::Other(Value::read(reader)?)
                }
            };
            Ok(())
        }

        pub(crate) fn finish<T>(slot: Lenient<T>, _name: &'static str) -> Result<Lenient<T>, JsonError> {
            Ok(slot)
        }

        #[inline(never)]
        pub(crate) fn write<T: Json>(writer: &mut Writer, name: &str, value: &Lenient<T>) {
            match value {
                Lenient::Absent => return,
                _ => writer.name(name),
            }
            match value {
                Lenient::Absent | Lenient::Null => writer.null(),
                Lenient::Value(value) => value.write(writer),
                Lenient::Other(value) => value.write(writer),
            }
        }
    }

    /// `BTreeMap<String, Value>`, of members that count as lost where types of a union are told apart
    pub(crate) mod undeclared {
        use std::collections::BTreeMap;

        use serde_json::Value;

        use crate::runtime::json::{JsonError, Reader};

        pub(crate) fn read(
            reader: &mut Reader<'_>,
            members: &mut BTreeMap<String, Value>,
            name: String,
        ) -> Result<(), JsonError> {
            let start = reader.offset();
            super::additional::read(reader, members, name)?;
            reader.count_as_skipped(start);
            Ok(())
        }
    }

    /// `BTreeMap<String, T>`
    pub(crate) mod additional {
        use std::collections::BTreeMap;

        use crate::runtime::json::{Json, JsonError, Reader, Writer};

        #[inline(never)]
        pub(crate) fn read<T: Json>(
            reader: &mut Reader<'_>,
            members: &mut BTreeMap<String, T>,
            name: String,
        ) -> Result<(), JsonError> {
            let mark = reader.mark();
            match T::read(reader) {
                Ok(value) => drop(members.insert(name, value)),
                Err(error) => return reader.recover(mark, error).map_err(|error| error.in_member(name)),
            }
            Ok(())
        }

        /// A name that is a declared member's is left to that member.
        #[inline(never)]
        pub(crate) fn write<T: Json>(writer: &mut Writer, names: &[&str], members: &BTreeMap<String, T>) {
            for (name, value) in members.iter().filter(|(name, _)| !names.contains(&name.as_str())) {
                writer.name(name);
                value.write(writer);
            }
        }
    }
}
