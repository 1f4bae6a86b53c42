//! The scanner: finds the tokens of a JSON text (RFC 8259). It knows no types.
//!
//! The text is UTF-8 before it comes here, so a string without escapes is a slice of it, and no byte is looked at twice.

mod numbers;
mod strings;

use super::JsonError;

/// How deep a value that is skipped may nest.
const MAX_SKIPPED: u32 = 200;

/// Where in a text the next token begins.
pub(super) struct Scanner<'j> {
    text: &'j str,
    at: usize,
    /// The last string that had escapes, without them.
    unescaped: String,
}

/// A copy looks ahead; it needs no strings that were read.
impl Clone for Scanner<'_> {
    fn clone(&self) -> Self {
        Self {
            unescaped: String::new(),
            ..*self
        }
    }
}

impl<'j> Scanner<'j> {
    pub(super) fn new(text: &'j str) -> Self {
        Self {
            text,
            at: 0,
            unescaped: String::new(),
        }
    }

    pub(super) fn text(&self) -> &'j str {
        self.text
    }

    /// How far the text is read.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// The first byte of the next value, which stays unread.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, JsonError> {
        match self.next() {
            Some(byte) => Ok(byte),
            None => Err(self.invalid("EOF while parsing a value")),
        }
    }

    /// Reads `null`, `true` or `false`, whose first letter was seen.
    pub(super) fn word(&mut self, word: &'static str) -> Result<(), JsonError> {
        let rest = self.rest();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        let alike = rest
            .iter()
            .zip(word.bytes())
            .take_while(|(byte, letter)| *byte == letter)
            .count();
        let is_over = alike == rest.len();
        self.at += alike;
        Err(self.invalid(if is_over {
            "EOF while parsing a value"
        } else {
            "expected ident"
        }))
    }

    /// Reads the bracket of an array or object.
    pub(super) fn open(&mut self) {
        self.at += 1;
    }

    /// Goes to the next element of an array; `false` when the array is over.
    #[inline]
    pub(super) fn element(&mut self, is_first: bool) -> Result<bool, JsonError> {
        match self.next() {
            Some(b']') => {
                self.at += 1;
                return Ok(false);
            }
            Some(_) if is_first => return Ok(true),
            Some(b',') => self.at += 1,
            Some(_) => return Err(self.invalid("expected `,` or `]`")),
            None => return Err(self.invalid("EOF while parsing a list")),
        }
        match self.next() {
            Some(b']') => Err(self.invalid("trailing comma")),
            Some(_) => Ok(true),
            None => Err(self.invalid("EOF while parsing a value")),
        }
    }

    /// Reads the name of the next member of an object; `None` when the object is over.
    pub(super) fn name(&mut self, is_first: bool) -> Result<Option<&str>, JsonError> {
        if !self.member(is_first)? {
            return Ok(None);
        }
        let found = self.find_string()?;
        self.colon()?;
        Ok(Some(self.text_of(found)))
    }

    /// Reads the name of the next member if it is this one, and stays where it is otherwise: most members come in the order
    /// of the document, and comparing is faster than looking for the end of a string.
    #[inline]
    pub(super) fn name_if(&mut self, is_first: bool, name: &str) -> bool {
        let before = self.at;
        let is_parted = is_first || self.rest().first() == Some(&b',');
        self.at += usize::from(is_parted && !is_first);
        let is_quoted = is_parted && self.next() == Some(b'"');
        let rest = self.rest().get(1..).unwrap_or_default().strip_prefix(name.as_bytes());
        match rest.and_then(|rest| rest.strip_prefix(b"\":")) {
            // A name with a backslash is written with two.
            Some(rest) if is_quoted && strings::is_plain(name) => {
                self.at = self.text.len() - rest.len();
                true
            }
            _ => {
                self.at = before;
                false
            }
        }
    }

    /// Reads a value, whatever it is.
    pub(super) fn skip(&mut self) -> Result<(), JsonError> {
        self.skip_within(0)
    }

    /// Makes sure that nothing follows.
    pub(super) fn finish(&mut self) -> Result<(), JsonError> {
        match self.next() {
            Some(_) => Err(self.invalid("trailing characters")),
            None => Ok(()),
        }
    }

    fn skip_within(&mut self, depth: u32) -> Result<(), JsonError> {
        match self.peek()? {
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'"' => self.skip_string(),
            b'-' | b'0'..=b'9' => self.number().map(|_| ()),
            b'[' | b'{' if depth >= MAX_SKIPPED => Err(self.invalid("recursion limit exceeded")),
            b'[' => {
                self.open();
                let mut has_next = self.element(true)?;
                while has_next {
                    self.skip_within(depth + 1)?;
                    has_next = self.element(false)?;
                }
                Ok(())
            }
            b'{' => {
                self.open();
                let mut has_next = self.member(true)?;
                while has_next {
                    self.skip_string()?;
                    self.colon()?;
                    self.skip_within(depth + 1)?;
                    has_next = self.member(false)?;
                }
                Ok(())
            }
            _ => Err(self.invalid("expected value")),
        }
    }

    /// Goes to the quotation mark of the next member's name; `false` when the object is over.
    #[inline]
    fn member(&mut self, is_first: bool) -> Result<bool, JsonError> {
        match self.next() {
            Some(b'}') => {
                self.at += 1;
                return Ok(false);
            }
            Some(b'"') if is_first => return Ok(true),
            Some(b',') if !is_first => self.at += 1,
            Some(_) if is_first => return Err(self.invalid("key must be a string")),
            Some(_) => return Err(self.invalid("expected `,` or `}`")),
            None => return Err(self.invalid("EOF while parsing an object")),
        }
        match self.next() {
            Some(b'"') => Ok(true),
            Some(b'}') => Err(self.invalid("trailing comma")),
            Some(_) => Err(self.invalid("key must be a string")),
            None => Err(self.invalid("EOF while parsing a value")),
        }
    }

    #[inline]
    fn colon(&mut self) -> Result<(), JsonError> {
        match self.next() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.invalid("expected `:`")),
            None => Err(self.invalid("EOF while parsing an object")),
        }
    }

    /// The next byte that isn't white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    #[inline]
    fn rest(&self) -> &'j [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    fn invalid(&self, what: &str) -> JsonError {
        JsonError::new(format!("not valid JSON: {what} at byte {}", self.at))
    }
}
