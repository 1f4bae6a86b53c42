//! The parser of event streams: [WHATWG HTML, section 9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html).

/// One event as it stands in the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    /// The field `event`.
    pub(super) name: Option<String>,
    /// The lines of `data`, joined.
    pub(super) data: Option<String>,
    /// The field `id` of this very event.
    pub(super) id: Option<String>,
    /// The field `retry`: milliseconds.
    pub(super) retry: Option<u64>,
}

/// A line or an event is larger than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Takes bytes in pieces of any size and gives events.
#[derive(Debug, Default)]
pub(super) struct EventParser {
    buffer: Vec<u8>,
    /// How much of the buffer is read already.
    start: usize,
    /// Up to where it is searched for the end of a line.
    searched: usize,
    /// Whether the last line ended with CR, so that a LF now belongs to it.
    skips_line_feed: bool,
    /// Whether the first line is past, before which a byte order mark may stand.
    is_past_first_line: bool,
    event: RawEvent,
    limit: u64,
}

impl EventParser {
    /// A parser of a stream whose events have at most `limit` bytes.
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Adds a piece of the stream.
    pub(super) fn add(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// The next event that is whole; one that the stream breaks off in is never given.
    pub(super) fn next(&mut self) -> Result<Option<RawEvent>, TooLong> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                let event = std::mem::take(&mut self.event);
                if event != RawEvent::default() {
                    return Ok(Some(event));
                }
            } else {
                self.field(&line);
                self.check(0)?;
            }
        }
        self.check(self.buffer.len() - self.start)?;
        Ok(None)
    }

    /// Whether the event so far and what is pending of its next line are too much. Comments don't count.
    fn check(&self, pending: usize) -> Result<(), TooLong> {
        let RawEvent { name, data, id, .. } = &self.event;
        let fields = [name, data, id].into_iter().flatten();
        let size = pending + fields.map(String::len).sum::<usize>();
        match size as u64 > self.limit {
            true => Err(TooLong),
            false => Ok(()),
        }
    }

    /// The next line without its end, which is CR, LF, or both.
    fn line(&mut self) -> Option<String> {
        if self.skips_line_feed {
            let first = *self.buffer.get(self.start)?;
            self.skips_line_feed = false;
            if first == b'\n' {
                self.start += 1;
                self.searched = self.searched.max(self.start);
            }
        }
        let rest = self.buffer.get(self.searched..)?;
        let Some(found) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + found;
        let mut line = self.buffer.get(self.start..end)?;
        if !self.is_past_first_line {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let line = String::from_utf8_lossy(line).into_owned();
        self.is_past_first_line = true;
        self.skips_line_feed = self.buffer.get(end) == Some(&b'\r');
        self.start = end + 1;
        self.searched = self.start;
        Some(line)
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event.name = Some(value.to_owned()),
            "data" => match &mut self.event.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                none => *none = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok();
            }
            // A line that begins with a colon is a comment; fields of other names are ignored.
            _ => {}
        }
    }
}
