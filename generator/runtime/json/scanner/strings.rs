//! Strings: RFC 8259, section 7.

use super::Scanner;
use crate::runtime::json::JsonError;
use crate::runtime::json::escapes;

/// A string that was found.
#[derive(Clone, Copy)]
pub(super) enum Found {
    /// As it stands in the text, from here to there.
    Plain(usize, usize),
    /// With escapes, which were replaced.
    Unescaped,
}

/// Whether a string is written as it is.
pub(super) fn is_plain(text: &str) -> bool {
    escapes::first(text.as_bytes()).is_none()
}

impl Scanner<'_> {
    /// Reads a string, whose quotation mark was seen.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<&str, JsonError> {
        let found = self.find_string()?;
        Ok(self.text_of(found))
    }

    #[inline]
    pub(super) fn text_of(&self, found: Found) -> &str {
        match found {
            Found::Plain(start, end) => self.text.get(start..end).unwrap_or_default(),
            Found::Unescaped => &self.unescaped,
        }
    }

    pub(super) fn find_string(&mut self) -> Result<Found, JsonError> {
        let start = self.at + 1;
        self.at = start;
        match self.special()? {
            b'"' => {
                self.at += 1;
                Ok(Found::Plain(start, self.at - 1))
            }
            _ => self.unescape(start),
        }
    }

    pub(super) fn skip_string(&mut self) -> Result<(), JsonError> {
        self.at += 1;
        while self.special()? != b'"' {
            self.escape()?;
        }
        self.at += 1;
        Ok(())
    }

    /// Goes to the next quotation mark or backslash.
    #[inline]
    fn special(&mut self) -> Result<u8, JsonError> {
        let rest = self.rest();
        let found = escapes::first(rest);
        self.at += found.unwrap_or(rest.len());
        match found.and_then(|at| rest.get(at)) {
            Some(byte @ (b'"' | b'\\')) => Ok(*byte),
            Some(_) => Err(self.invalid("control character (\\u0000-\\u001F) found while parsing a string")),
            None => Err(self.invalid("EOF while parsing a string")),
        }
    }

    /// Reads a string on from its first backslash.
    #[cold]
    fn unescape(&mut self, mut start: usize) -> Result<Found, JsonError> {
        let text = self.text;
        self.unescaped.clear();
        loop {
            self.unescaped.push_str(text.get(start..self.at).unwrap_or_default());
            let letter = self.escape()?;
            self.unescaped.push(letter);
            start = self.at;
            if self.special()? == b'"' {
                self.unescaped.push_str(text.get(start..self.at).unwrap_or_default());
                self.at += 1;
                return Ok(Found::Unescaped);
            }
        }
    }

    /// Reads an escape.
    fn escape(&mut self) -> Result<char, JsonError> {
        let letter = self.rest().get(1).copied();
        let letter = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => {
                self.at += 1;
                return Err(self.invalid("invalid escape"));
            }
            None => {
                self.at += 1;
                return Err(self.invalid("EOF while parsing a string"));
            }
        };
        self.at += 2;
        Ok(letter)
    }

    /// Reads `\u` and four digits, twice for a character beyond the Basic Multilingual Plane.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.hexadecimal()?;
        let code = match first {
            0xd800..0xdc00 if self.rest().starts_with(b"\\u") => {
                let second = self.hexadecimal()?;
                // Above the half of another pair, this is no half at all.
                match second.checked_sub(0xdc00) {
                    Some(low) if low < 0x400 => 0x1_0000 + ((first - 0xd800) << 10) + low,
                    _ => return Err(self.invalid("lone leading surrogate in hex escape")),
                }
            }
            0xd800..0xdc00 if self.rest().is_empty() => return Err(self.invalid("EOF while parsing a string")),
            0xd800..0xdc00 => return Err(self.invalid("unexpected end of hex escape")),
            code => code,
        };
        char::from_u32(code).ok_or_else(|| self.invalid("lone leading surrogate in hex escape"))
    }

    fn hexadecimal(&mut self) -> Result<u32, JsonError> {
        let Some(digits) = self.rest().get(2..6) else {
            self.at = self.text.len();
            return Err(self.invalid("EOF while parsing a string"));
        };
        let value = digits.iter().try_fold(0, |value, digit| {
            char::from(*digit).to_digit(16).map(|digit| (value << 4) | digit)
        });
        self.at += 2;
        let value = value.ok_or_else(|| self.invalid("invalid escape"))?;
        self.at += 4;
        Ok(value)
    }
}
