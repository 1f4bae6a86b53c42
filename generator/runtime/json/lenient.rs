//! A property of which servers send other values than the document says.

use serde_json::Value;

/// A property that the server may leave out, set to null, or set to a value of another shape.
///
/// The generator's configuration lists such properties as `lenient`. Nothing is lost: a value that doesn't match the API
/// description is kept as JSON, and is written back as it was read.
///
/// ```text
/// match &user.avatar {
///     Lenient::Value(url) => println!("{url}"),
///     Lenient::Other(json) => println!("not a string: {json}"),
///     Lenient::Absent | Lenient::Null => {}
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Lenient<T> {
    /// The property is absent.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value that matches the API description.
    Value(T),
    /// The property has another value.
    Other(Value),
}

impl<T> Lenient<T> {
    /// The value, if there is one that matches the API description.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// Returns the value, if there is one that matches the API description.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// The JSON value, if it doesn't match the API description.
    pub fn other(&self) -> Option<&Value> {
        match self {
            Self::Other(value) => Some(value),
            Self::Absent | Self::Null | Self::Value(_) => None,
        }
    }
}

impl<T> From<T> for Lenient<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<T> for Lenient<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// `None` becomes [`Lenient::Absent`].
impl<T> From<Option<T>> for Lenient<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl From<&String> for Lenient<String> {
    fn from(value: &String) -> Self {
        Self::Value(value.clone())
    }
}

impl From<&str> for Lenient<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T, const N: usize> From<[T; N]> for Lenient<Vec<T>> {
    fn from(values: [T; N]) -> Self {
        Self::Value(values.into())
    }
}
