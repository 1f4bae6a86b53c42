//! Scalars that are strings on the wire and have a type with `FromStr` and `Display`.

/// `scalar! { ::uuid::Uuid, "a UUID" }`: read by `FromStr` and written by `Display`; the words say what was expected.
macro_rules! scalar {
    ($ty:ty, $words:literal) => {
        impl $crate::runtime::json::Json for $ty {
            fn read(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::JsonError> {
                let parsed: Result<Self, _> = reader.string()?.parse();
                parsed.map_err(|_| $crate::runtime::json::JsonError::new(concat!("expected ", $words)))
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(&self.to_string());
            }
        }
    };
}

pub(crate) use scalar;
