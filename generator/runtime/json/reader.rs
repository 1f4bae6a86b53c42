//! The reader: a pull parser that knows how deep it is and how strict to be.

use super::JsonError;
use super::digits::IN_STRINGS;
use super::error::Segment;
use super::members::Members;
use super::notes::{Audit, Mark};
use super::scanner::Scanner;

/// How deep arrays and objects may nest.
const MAX_DEPTH: u32 = 128;

/// How many bytes may be read again to find the types of unions, whatever the length of the text, and for each byte of it.
const MUCH: usize = 16 * 1024 * 1024;
const MUCH_PER_BYTE: usize = 64;
/// What one attempt costs besides the bytes that it reads.
const ATTEMPT: usize = 64;

/// What a reader takes although the document does not list it, from nothing to all: types of a union are told apart by
/// how much of it they need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tolerance {
    /// Nothing.
    Nothing,
    /// Values of tolerant enums, and tags.
    Values,
    /// Members of objects as well.
    All,
}

impl Tolerance {
    /// From the strictest on.
    pub(crate) const PASSES: [Self; 3] = [Self::Nothing, Self::Values, Self::All];
}

/// Reads a JSON text from front to back.
pub(crate) struct Reader<'j> {
    scanner: Scanner<'j>,
    /// What departs from the document, where that is asked for.
    pub(super) audit: Option<Box<Audit>>,
    depth: u32,
    /// Whether an object was begun and its first key not yet asked for.
    is_fresh: bool,
    /// Whether unknown enum values and undeclared members are refused: the first pass over the types of a union.
    tolerance: Tolerance,
    /// Whether dates are read in other forms than those of RFC 3339, too.
    reads_dates_leniently: bool,
    /// How many bytes were read and forgotten.
    skipped: usize,
    /// Whether it only finds out how much of a value a type leaves out.
    is_trial: bool,
    /// How many bytes were read to find the types of unions.
    tried: usize,
}

/// A copy looks ahead, so it isn't audited.
impl Clone for Reader<'_> {
    fn clone(&self) -> Self {
        Self {
            scanner: self.scanner.clone(),
            audit: None,
            ..*self
        }
    }
}

/// How much was read again to find the types of unions: with types that are alike, and hold each other, it may double with
/// every level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// As usual.
    Little,
    /// So much that from here on the first type that takes the value will do.
    Much,
    /// So much that the value is refused.
    TooMuch,
}

/// The kinds of JSON values; integers are told apart by their form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The kinds by the words that unions list them by.
#[allow(non_upper_case_globals)]
pub(crate) mod kinds {
    use super::Kind;

    pub(crate) const boolean: Kind = Kind::Boolean;
    pub(crate) const integer: Kind = Kind::Integer;
    pub(crate) const number: Kind = Kind::Number;
    pub(crate) const string: Kind = Kind::String;
    pub(crate) const array: Kind = Kind::Array;
    pub(crate) const object: Kind = Kind::Object;
    /// Of the types of a union, only one that takes any value takes null.
    pub(crate) const any: Kind = Kind::Null;
}

impl Kind {
    /// The kind in words, with its article.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// Whether a text is made of what numbers are written with: RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(is_part)
}

impl<'j> Reader<'j> {
    pub(crate) fn new(text: &'j str) -> Self {
        Self {
            scanner: Scanner::new(text),
            audit: None,
            depth: 0,
            is_fresh: false,
            tolerance: Tolerance::All,
            reads_dates_leniently: false,
            skipped: 0,
            is_trial: false,
            tried: 0,
        }
    }

    /// Makes sure that nothing follows.
    pub(crate) fn finish(&mut self) -> Result<(), JsonError> {
        self.scanner.finish()
    }

    /// What is read although the document does not list it.
    pub(crate) fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Changes what is read although the document does not list it.
    pub(crate) fn set_tolerance(&mut self, tolerance: Tolerance) {
        self.tolerance = tolerance;
    }

    /// Whether dates are read in other forms than those of RFC 3339, too.
    pub(crate) fn reads_dates_leniently(&self) -> bool {
        self.reads_dates_leniently
    }

    /// Reads dates leniently, or no longer; says what was so before.
    pub(crate) fn set_lenient_dates(&mut self, is_lenient: bool) -> bool {
        std::mem::replace(&mut self.reads_dates_leniently, is_lenient)
    }

    /// Whether the next value is null, which is then read.
    pub(crate) fn null(&mut self) -> Result<bool, JsonError> {
        if self.scanner.peek()? == b'n' {
            self.scanner.word("null")?;
            return Ok(true);
        }
        Ok(false)
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, JsonError> {
        match self.scanner.peek()? {
            b't' => self.scanner.word("true").map(|()| true),
            b'f' => self.scanner.word("false").map(|()| false),
            first => Err(self.unexpected("a boolean", first)),
        }
    }

    /// The digits of a number, as they stand.
    pub(crate) fn number(&mut self, expected: &'static str) -> Result<&str, JsonError> {
        match self.scanner.peek()? {
            b'-' | b'0'..=b'9' => self.scanner.number(),
            // A union takes it for a string first.
            b'"' if IN_STRINGS && self.tolerance == Tolerance::All => {
                let text = self.scanner.string()?;
                match is_number(text) {
                    true => Ok(text),
                    false => Err(JsonError::new("not a number in digits")),
                }
            }
            first => Err(self.unexpected(expected, first)),
        }
    }

    pub(crate) fn string(&mut self) -> Result<&str, JsonError> {
        match self.scanner.peek()? {
            b'"' => self.scanner.string(),
            first => Err(self.unexpected("a string", first)),
        }
    }

    /// Begins an array; `false` when it is empty and over.
    pub(crate) fn begin_array(&mut self) -> Result<bool, JsonError> {
        match self.scanner.peek()? {
            b'[' => self.enter()?,
            first => return Err(self.unexpected("an array", first)),
        }
        self.scanner.open();
        let has_first = self.scanner.element(true)?;
        if let Some(audit) = self.audit.as_mut().filter(|_| has_first) {
            audit.set(self.depth, Segment::Index(0));
        }
        self.depth -= u32::from(!has_first);
        Ok(has_first)
    }

    /// Goes on to the next element; `false` when the array is over.
    pub(crate) fn next_element(&mut self) -> Result<bool, JsonError> {
        let has_next = self.scanner.element(false)?;
        if let Some(audit) = &mut self.audit {
            audit.step(self.depth);
        }
        self.depth -= u32::from(!has_next);
        Ok(has_next)
    }

    /// Begins an object.
    pub(crate) fn begin_object(&mut self) -> Result<(), JsonError> {
        match self.scanner.peek()? {
            b'{' => self.enter()?,
            first => return Err(self.unexpected("an object", first)),
        }
        self.scanner.open();
        self.is_fresh = true;
        if let Some(audit) = &mut self.audit {
            audit.begin(self.depth);
        }
        Ok(())
    }

    /// The next member's name; `None` when the object is over.
    pub(crate) fn next_name(&mut self) -> Result<Option<&str>, JsonError> {
        let is_first = std::mem::take(&mut self.is_fresh);
        let name = self.scanner.name(is_first)?;
        if let (Some(audit), Some(name)) = (&mut self.audit, name) {
            audit.set(self.depth, Segment::Member(name.to_owned().into()));
        }
        self.depth -= u32::from(name.is_none());
        Ok(name)
    }

    /// Reads the name of the member that is most likely next, if it is. An audited reader needs the name.
    #[inline]
    fn is_expected(&mut self, members: &Members, expected: usize) -> bool {
        let name = members.names.get(expected);
        let is_expected = name.is_some_and(|name| self.scanner.name_if(self.is_fresh, name));
        self.is_fresh &= !is_expected;
        is_expected
    }

    /// The next member as an index into the names, their number for one that is not among them; `None` when the object
    /// is over. `expected` is the index that is most likely.
    #[inline(never)]
    pub(crate) fn next_member(&mut self, members: &Members, expected: usize) -> Result<Option<usize>, JsonError> {
        if self.is_audited() {
            let member = self.audited_member(members, false)?;
            return Ok(member.map(|(index, _)| index));
        }
        if self.is_expected(members, expected) {
            return Ok(Some(expected));
        }
        let is_strict = self.tolerance != Tolerance::All;
        let Some(name) = self.next_name()? else { return Ok(None) };
        let index = members.position(name, expected);
        if is_strict && index == members.names.len() {
            return Err(undeclared(name));
        }
        Ok(Some(index))
    }

    /// The same, with the name of one that is not among them.
    #[inline(never)]
    pub(crate) fn next_named_member(
        &mut self,
        members: &Members,
        expected: usize,
    ) -> Result<Option<(usize, String)>, JsonError> {
        if self.is_audited() {
            return self.audited_member(members, true);
        }
        if self.is_expected(members, expected) {
            return Ok(Some((expected, String::new())));
        }
        let Some(name) = self.next_name()? else { return Ok(None) };
        let index = members.position(name, expected);
        let other = if index == members.names.len() {
            name.to_owned()
        } else {
            String::new()
        };
        Ok(Some((index, other)))
    }

    /// The same where others are kept, although they are not declared.
    #[inline(never)]
    pub(crate) fn next_kept_member(
        &mut self,
        members: &Members,
        expected: usize,
    ) -> Result<Option<(usize, String)>, JsonError> {
        let is_strict = self.tolerance != Tolerance::All;
        let member = self.next_named_member(members, expected)?;
        match member {
            Some((index, name)) if is_strict && index == members.names.len() => Err(undeclared(&name)),
            member => Ok(member),
        }
    }

    /// Reads a value and forgets it.
    pub(crate) fn skip(&mut self) -> Result<(), JsonError> {
        let start = self.offset();
        self.scanner.skip()?;
        self.count_as_skipped(start);
        Ok(())
    }

    /// How far the text is read.
    pub(crate) fn offset(&self) -> usize {
        self.scanner.offset()
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Where the reader is, to go back there.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            offset: self.offset(),
            depth: self.depth,
        }
    }

    /// Goes back to the value that was to be read there.
    pub(super) fn go_back(&mut self, mark: Mark) {
        self.scanner.go_to(mark.offset);
        self.depth = mark.depth;
        self.is_fresh = false;
    }

    /// Goes on where another reader is, which looked ahead.
    pub(crate) fn follow(&mut self, ahead: Self) {
        let audit = self.audit.take();
        *self = ahead;
        self.audit = audit;
    }

    /// What was read from there on is nothing that the type declares.
    pub(crate) fn count_as_skipped(&mut self, start: usize) {
        self.skipped += self.offset().saturating_sub(start);
    }

    /// Counts what an attempt took that began here.
    pub(crate) fn count(&mut self, attempt: &Self) {
        let read = attempt.offset().saturating_sub(self.offset());
        self.tried = attempt.tried.saturating_add(read + ATTEMPT);
    }

    /// Goes on with what another reader counted.
    pub(crate) fn resume(&mut self, counted: &Self) {
        self.tried = counted.tried;
    }

    /// How much was read again so far.
    pub(crate) fn effort(&self) -> Effort {
        let much = MUCH.saturating_add(self.scanner.text().len().saturating_mul(MUCH_PER_BYTE));
        if self.tried <= much {
            Effort::Little
        } else if self.tried <= much.saturating_mul(2) {
            Effort::Much
        } else {
            Effort::TooMuch
        }
    }

    /// From now on only what is left out counts, not what is read.
    pub(crate) fn begin_trial(&mut self) {
        self.is_trial = true;
    }

    /// Whether only what is left out counts.
    pub(crate) fn is_trial(&self) -> bool {
        self.is_trial
    }

    /// How many bytes of the text were forgotten so far.
    pub(crate) fn skipped(&self) -> usize {
        self.skipped
    }

    /// The kind of the next value, which stays unread.
    pub(crate) fn kind(&mut self) -> Result<Kind, JsonError> {
        Ok(match self.scanner.peek()? {
            b'n' => Kind::Null,
            b't' | b'f' => Kind::Boolean,
            b'"' => Kind::String,
            b'[' => Kind::Array,
            b'{' => Kind::Object,
            b'-' | b'0'..=b'9' => match self.scanner.clone().number()?.contains(['.', 'e', 'E']) {
                true => Kind::Number,
                false => Kind::Integer,
            },
            first => return Err(self.unexpected("a value", first)),
        })
    }

    fn enter(&mut self) -> Result<(), JsonError> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => Err(JsonError::new(format!("nested deeper than {MAX_DEPTH} levels"))),
            false => Ok(()),
        }
    }

    #[cold]
    #[inline(never)]
    fn unexpected(&self, expected: &str, first: u8) -> JsonError {
        let found = match first {
            b'n' => "null",
            b't' | b'f' => "a boolean",
            b'"' => "a string",
            b'[' => "an array",
            b'{' => "an object",
            b'-' | b'0'..=b'9' => "a number",
            _ => return JsonError::new(format!("not valid JSON at byte {}", self.offset())),
        };
        JsonError::new(format!("expected {expected}, found {found}"))
    }
}

#[cold]
fn undeclared(name: &str) -> JsonError {
    JsonError::new(format!("the property `{name}` is not declared"))
}
