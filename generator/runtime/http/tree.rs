//! Values as parameters and forms see them.

use crate::runtime::json::{self, Json, JsonError, Kind, Reader, Writer};

/// What JSON can say, with the digits of numbers and the order of members as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    Null,
    /// A number or a boolean, by its text.
    Literal(String),
    Text(String),
    List(Vec<Tree>),
    Members(Vec<(String, Tree)>),
}

impl Tree {
    /// The value as it would be in JSON.
    pub(crate) fn of<T: Json>(value: &T) -> Self {
        Self::of_json(&json::to_string(value))
    }

    fn of_json(text: &str) -> Self {
        json::from_str(text).unwrap_or(Self::Null)
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// A scalar by its text, nothing for null, all else by its JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Literal(text) | Self::Text(text) => text.clone(),
            Self::List(_) | Self::Members(_) => json::to_string(self),
        }
    }
}

impl Json for Tree {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        Ok(match reader.kind()? {
            Kind::Null => {
                reader.null()?;
                Self::Null
            }
            Kind::Boolean => Self::Literal(reader.boolean()?.to_string()),
            Kind::Integer | Kind::Number => Self::Literal(reader.number("a number")?.to_owned()),
            Kind::String => Self::Text(reader.string()?.to_owned()),
            Kind::Array => Self::List(Vec::read(reader)?),
            Kind::Object => Self::Members(members(reader)?),
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Literal(text) => writer.raw(text),
            Self::Text(text) => writer.string(text),
            Self::List(items) => items.write(writer),
            Self::Members(members) => {
                writer.begin_object();
                for (name, value) in members {
                    writer.name(name);
                    value.write(writer);
                }
                writer.end_object();
            }
        }
    }
}

fn members(reader: &mut Reader<'_>) -> Result<Vec<(String, Tree)>, JsonError> {
    let mut members = Vec::new();
    reader.begin_object()?;
    while let Some(name) = reader.next_name()? {
        let name = name.to_owned();
        members.push((name, Tree::read(reader)?));
    }
    Ok(members)
}
