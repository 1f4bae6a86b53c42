//! Values that never change.

use super::{Json, JsonError, Reader, Writer};

/// A literal that stands for itself.
pub(crate) trait Constant {
    /// Reads a value of its kind and says whether it is this one.
    fn matches_next(self, reader: &mut Reader<'_>) -> Result<bool, JsonError>;

    fn write(self, writer: &mut Writer);
}

impl Constant for &str {
    fn matches_next(self, reader: &mut Reader<'_>) -> Result<bool, JsonError> {
        Ok(reader.string()? == self)
    }

    fn write(self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Constant for i64 {
    fn matches_next(self, reader: &mut Reader<'_>) -> Result<bool, JsonError> {
        Ok(i64::read(reader)? == self)
    }

    fn write(self, writer: &mut Writer) {
        Json::write(&self, writer);
    }
}

impl Constant for f64 {
    fn matches_next(self, reader: &mut Reader<'_>) -> Result<bool, JsonError> {
        Ok(f64::read(reader)? == self)
    }

    fn write(self, writer: &mut Writer) {
        Json::write(&self, writer);
    }
}

impl Constant for bool {
    fn matches_next(self, reader: &mut Reader<'_>) -> Result<bool, JsonError> {
        Ok(reader.boolean()? == self)
    }

    fn write(self, writer: &mut Writer) {
        Json::write(&self, writer);
    }
}

/// Reads the constant and nothing else.
pub(crate) fn expect(constant: impl Constant, reader: &mut Reader<'_>, message: &'static str) -> Result<(), JsonError> {
    if constant.matches_next(reader)? {
        Ok(())
    } else {
        Err(JsonError::new(message))
    }
}

/// `constant! { Name = "value" }`: a unit struct that writes itself and refuses every other value.
macro_rules! constant {
    ($name:ident = $value:expr) => {
        impl $crate::runtime::json::Json for $name {
            #[inline]
            fn read(reader: &mut $crate::runtime::json::Reader<'_>) -> Result<Self, $crate::runtime::json::JsonError> {
                $crate::runtime::json::macros::expect($value, reader, concat!("expected ", stringify!($value)))
                    .map(|()| Self)
            }

            #[inline]
            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::macros::Constant::write($value, writer);
            }
        }

        $crate::runtime::json::serde_bridge! { $name }
    };
}

pub(crate) use constant;
