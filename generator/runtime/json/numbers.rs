//! Numbers: RFC 8259, section 6. `1e3` and `3600.0` are integers too, as in JSON Schema.

use super::{Json, JsonError, Reader, Writer};

macro_rules! integers {
    ($($ty:ident),+) => {$(
        impl Json for $ty {
            fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                let digits = reader.number("an integer")?;
                match digits.parse() {
                    Ok(value) => Ok(value),
                    Err(_) => whole(digits)
                        .and_then(|digits| digits.parse().ok())
                        .ok_or_else(|| JsonError::new(concat!("not an integer that fits ", stringify!($ty)))),
                }
            }

            fn write(&self, writer: &mut Writer) {
                let number = i128::from(*self);
                // Every type that is listed here fits.
                writer.integer(number < 0, number.unsigned_abs() as u64);
            }
        }
    )+};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// The digits of a number that is written with a fraction or an exponent and has no fraction.
#[cold]
fn whole(digits: &str) -> Option<String> {
    /// Up to here every integer is a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value: f64 = digits.parse().ok()?;
    (value.fract() == 0.0 && value.abs() <= EXACT).then(|| format!("{:.0}", value + 0.0))
}

macro_rules! floats {
    ($($ty:ident),+) => {$(
        impl Json for $ty {
            fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                match reader.number("a number")?.parse::<$ty>() {
                    Ok(value) if value.is_finite() => Ok(value),
                    _ => Err(JsonError::new(concat!("not a number that fits ", stringify!($ty)))),
                }
            }

            /// An integral value is written without a fraction; what JSON has no number for is written as null.
            fn write(&self, writer: &mut Writer) {
                /// Up to here a plain integer is shorter than an exponent.
                const PLAIN: $ty = 1e15;
                if !self.is_finite() {
                    writer.null();
                } else if self.fract() == 0.0 && self.abs() < PLAIN && (*self != 0.0 || self.is_sign_positive()) {
                    (*self as i64).write(writer);
                } else {
                    writer.number(format_args!("{self:?}"));
                }
            }
        }
    )+};
}

floats!(f32, f64);
