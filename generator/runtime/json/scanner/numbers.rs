//! Numbers: RFC 8259, section 6.

use super::Scanner;
use crate::runtime::json::JsonError;

impl<'j> Scanner<'j> {
    /// Reads a number, whose first digit or sign was seen, as it stands.
    pub(crate) fn number(&mut self) -> Result<&'j str, JsonError> {
        let start = self.at;
        self.take(b"-");
        if self.take(b"0") {
            if self.rest().first().is_some_and(u8::is_ascii_digit) {
                return Err(self.invalid("invalid number"));
            }
        } else {
            self.digits()?;
        }
        if self.take(b".") {
            self.digits()?;
        }
        if self.take(b"eE") {
            self.take(b"+-");
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads a byte if it is one of these.
    #[inline]
    fn take(&mut self, bytes: &[u8]) -> bool {
        let is_taken = self.rest().first().is_some_and(|byte| bytes.contains(byte));
        self.at += usize::from(is_taken);
        is_taken
    }

    /// Reads digits, at least one.
    #[inline]
    fn digits(&mut self) -> Result<(), JsonError> {
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        match (digits, rest.is_empty()) {
            (0, true) => Err(self.invalid("EOF while parsing a value")),
            (0, false) => Err(self.invalid("invalid number")),
            _ => Ok(()),
        }
    }
}
