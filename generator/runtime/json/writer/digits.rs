//! The digits of an integer, without the machinery of `std::fmt`, which takes longer than the digits.

/// As many digits as `u64::MAX` has.
const MOST: usize = 20;

pub(super) struct Digits {
    bytes: [u8; MOST],
    start: usize,
}

impl Digits {
    pub(super) fn new(mut number: u64) -> Self {
        let mut digits = Self {
            bytes: [b'0'; MOST],
            start: MOST - 1,
        };
        for (at, byte) in digits.bytes.iter_mut().enumerate().rev() {
            // The remainder is less than ten.
            *byte = b'0' + (number % 10) as u8;
            digits.start = at;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        digits
    }

    pub(super) fn as_str(&self) -> &str {
        let digits = self.bytes.get(self.start..).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }
}
