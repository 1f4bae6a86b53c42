//! A property that is optional and nullable; absent and null differ on the wire.

/// A property that is both optional and nullable.
///
/// Servers distinguish the two: an absent property keeps the current value, and null clears it.
///
/// Setters take `impl Into<Field<T>>`, so pass a plain value, or [`Field::Null`] for null:
///
/// ```text
/// value.name("new").note(Field::Null)
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// The property is absent.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the property is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A field with a reference to the value.
    pub fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(value),
        }
    }

    /// Converts the value with a function.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<T> for Field<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// `None` becomes [`Field::Absent`], as for every property that is an [`Option`]; use [`Field::Null`] for null.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl From<&String> for Field<String> {
    fn from(value: &String) -> Self {
        Self::Value(value.clone())
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T, const N: usize> From<[T; N]> for Field<Vec<T>> {
    fn from(values: [T; N]) -> Self {
        Self::Value(values.into())
    }
}

impl<T: Clone> From<&[T]> for Field<Vec<T>> {
    fn from(values: &[T]) -> Self {
        Self::Value(values.to_vec())
    }
}

impl<const N: usize> From<[&str; N]> for Field<Vec<String>> {
    fn from(values: [&str; N]) -> Self {
        Self::from(values.as_slice())
    }
}

impl From<&[&str]> for Field<Vec<String>> {
    fn from(values: &[&str]) -> Self {
        Self::Value(values.iter().map(|value| (*value).to_owned()).collect())
    }
}
