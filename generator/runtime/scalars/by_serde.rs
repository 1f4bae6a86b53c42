//! Types that the configuration puts in place of schemas, which have `Serialize` and `Deserialize` of their own.

/// `by_serde! { ::money::Money, "a value of `Money`" }`: read and written by way of a JSON value; the words say what was
/// expected. A value that its `Serialize` refuses is written as null.
macro_rules! by_serde {
    ($ty:ty, $words:literal) => {
        impl $crate::runtime::json::Json for $ty {
            fn read(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::JsonError> {
                let value: serde_json::Value = $crate::runtime::json::Json::read(reader)?;
                serde_json::from_value(value).map_err(|error| {
                    $crate::runtime::json::JsonError::new(format!(concat!("expected ", $words, ": {}"), error))
                })
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                let value = serde_json::to_value(self).unwrap_or_default();
                $crate::runtime::json::Json::write(&value, writer);
            }
        }
    };
}

pub(crate) use by_serde;
