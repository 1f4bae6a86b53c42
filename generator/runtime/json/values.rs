//! JSON values that the document leaves free.

use serde_json::{Map, Number, Value};

use super::{Json, JsonError, Kind, Reader, Writer};

impl Json for Value {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        Ok(match reader.kind()? {
            Kind::Null => {
                reader.null()?;
                Self::Null
            }
            Kind::Boolean => Self::Bool(reader.boolean()?),
            Kind::Integer | Kind::Number => Self::Number(Number::read(reader)?),
            Kind::String => Self::String(String::read(reader)?),
            Kind::Array => Self::Array(Vec::read(reader)?),
            Kind::Object => Self::Object(Map::read(reader)?),
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => value.write(writer),
            Self::Number(value) => value.write(writer),
            Self::String(value) => value.write(writer),
            Self::Array(value) => value.write(writer),
            Self::Object(value) => value.write(writer),
        }
    }
}

impl Json for Number {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let digits = reader.number("a number")?;
        digits.parse().map_err(|_| JsonError::new("the number is out of range"))
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(self);
    }
}

impl Json for Map<String, Value> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let mut members = Self::new();
        reader.begin_object()?;
        while let Some(name) = reader.next_name()? {
            let name = name.to_owned();
            let value = Value::read(reader).map_err(|error| error.in_member(name.clone()))?;
            members.insert(name, value);
        }
        Ok(members)
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        for (name, value) in self {
            writer.name(name);
            value.write(writer);
        }
        writer.end_object();
    }
}
