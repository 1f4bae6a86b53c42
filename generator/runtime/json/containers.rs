//! What holds other values.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{Json, JsonError, Reader, Writer};

impl<T: Json> Json for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        T::read_present(reader)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }
}

impl<T: Json> Json for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        T::read(reader).map(Box::new)
    }

    fn write(&self, writer: &mut Writer) {
        self.as_ref().write(writer);
    }
}

impl<T: Json> Json for Vec<T> {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let mut elements = Self::new();
        let mut has_next = reader.begin_array()?;
        while has_next {
            let mark = reader.mark();
            match T::read(reader) {
                Ok(element) => elements.push(element),
                Err(error) => reader
                    .recover(mark, error)
                    .map_err(|error| error.in_element(elements.len()))?,
            }
            has_next = reader.next_element()?;
        }
        Ok(elements)
    }

    #[inline(never)]
    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        for element in self {
            writer.element();
            element.write(writer);
        }
        writer.end_array();
    }
}

/// A name is text, or a value of an enum over strings.
impl<K: FromStr + AsRef<str> + Ord, T: Json> Json for BTreeMap<K, T> {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let mut members = Self::new();
        reader.begin_object()?;
        while let Some(name) = reader.next_name()? {
            let name = name.to_owned();
            let mark = reader.mark();
            let value = match T::read(reader) {
                Ok(value) => value,
                Err(error) => {
                    reader.recover(mark, error).map_err(|error| error.in_member(name))?;
                    continue;
                }
            };
            let unlisted = |_| JsonError::new("the name of a property isn't a listed value");
            members.insert(K::from_str(&name).map_err(unlisted)?, value);
        }
        Ok(members)
    }

    #[inline(never)]
    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        for (name, value) in self {
            writer.name(name.as_ref());
            value.write(writer);
        }
        writer.end_object();
    }
}

/// `json_newtype! { Name }`: a struct of one unnamed field, written as that field.
macro_rules! json_newtype {
    ($name:ident) => {
        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::JsonError> {
                $crate::runtime::json::Json::read(reader).map(Self)
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                self.0.write(writer);
            }
        }

        $crate::runtime::json::serde_bridge! { $name }
    };
}

pub(crate) use json_newtype;
