//! Numbers by their decimal digits: as a float, `0.3` is no multiple of `0.1`, and 2⁶⁴ - 1 is 2⁶⁴.

use std::cmp::Ordering;

/// A number of any size: its digits, as a whole number, times a power of ten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    is_negative: bool,
    /// From 0 to 9, neither beginning nor ending with 0; none for zero.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The number of a text as JSON writes it (RFC 8259, section 6); `None` where it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Option<Vec<u8>> = whole.bytes().chain(fraction.bytes()).map(digit).collect();
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let digits = digits.filter(|digits| !digits.is_empty())?;
        Self::normal(is_negative, digits, exponent)
    }

    fn normal(is_negative: bool, mut digits: Vec<u8>, exponent: i64) -> Option<Self> {
        let leading = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..leading);
        let trailing = digits.iter().rev().take_while(|digit| **digit == 0).count();
        digits.truncate(digits.len() - trailing);
        let is_zero = digits.is_empty();
        Some(Self {
            is_negative: is_negative && !is_zero,
            digits,
            exponent: match is_zero {
                true => 0,
                false => exponent.checked_add(i64::try_from(trailing).ok()?)?,
            },
        })
    }

    /// Whether it is a whole multiple of a step that is not zero and has less than 37 digits.
    pub(crate) fn is_multiple_of(&self, step: &Self) -> bool {
        /// More zeros than these no number of 64 bits and no float has.
        const MOST_ZEROS: i64 = 4_096;
        let divisor = step.digits.iter().try_fold(0_u128, |value, digit| {
            value.checked_mul(10)?.checked_add(u128::from(*digit))
        });
        let Some(divisor) = divisor.filter(|divisor| *divisor > 0 && *divisor < u128::MAX / 16) else {
            return false;
        };
        if self.digits.is_empty() {
            return true;
        }
        // Its digits don't end with 0, so no larger power of ten divides it.
        let zeros = self.exponent.saturating_sub(step.exponent);
        let Ok(zeros) = usize::try_from(zeros.min(MOST_ZEROS)) else {
            return false;
        };
        let zeros = std::iter::repeat_n(&0, zeros);
        let remainder = |value: u128, digit: &u8| (value * 10 + u128::from(*digit)) % divisor;
        self.digits.iter().chain(zeros).fold(0, remainder) == 0
    }

    /// The power of ten that its first digit stands for, plus one.
    fn magnitude(&self) -> i64 {
        let digits = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        self.exponent.saturating_add(digits)
    }

    /// Without the sign. Digits of one magnitude compare as texts do.
    fn cmp_size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                let by_digits = || self.digits.cmp(&other.digits);
                self.magnitude().cmp(&other.magnitude()).then_with(by_digits)
            }
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.cmp_size(other),
            (true, true) => other.cmp_size(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<usize> for Decimal {
    fn from(count: usize) -> Self {
        let digits = count.to_string().into_bytes().into_iter().filter_map(digit).collect();
        Self::normal(false, digits, 0).unwrap_or(Self {
            is_negative: false,
            digits: Vec::new(),
            exponent: 0,
        })
    }
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}
