//! serde over the codec, for those whose code expects it.

/// `Serialize` and `Deserialize` by way of a JSON value.
#[cfg(feature = "serde")]
macro_rules! serde_bridge {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::macros::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::macros::deserialize(deserializer)
            }
        }
    };
}

/// Nothing, without the feature `serde`.
#[cfg(not(feature = "serde"))]
macro_rules! serde_bridge {
    ($name:ident) => {};
}

pub(crate) use serde_bridge;

#[cfg(feature = "serde")]
pub(crate) fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: super::Json,
    S: serde::Serializer,
{
    let value: serde_json::Value = super::from_str(&super::to_string(value)).map_err(serde::ser::Error::custom)?;
    serde::Serialize::serialize(&value, serializer)
}

#[cfg(feature = "serde")]
pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: super::Json,
    D: serde::Deserializer<'de>,
{
    let value: serde_json::Value = serde::Deserialize::deserialize(deserializer)?;
    super::from_str(&super::to_string(&value)).map_err(serde::de::Error::custom)
}
