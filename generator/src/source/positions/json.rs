//! Where values stand in a JSON text: RFC 8259. What nothing is looked for in is passed over.

use super::{Position, Wanted};

/// Walks through the text and notes where the wanted values stand; it ends where the text isn't JSON.
pub(super) fn walk(wanted: &mut Wanted, text: &str) {
    let mut walker = Walker {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        counted: (0, 0),
    };
    let _ = walker.element(wanted, Some(0));
}

#[derive(Clone, Copy)]
struct Walker<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    line: usize,
    /// A byte of this line, and how many characters of the line are before it.
    counted: (usize, usize),
}

impl<'t> Walker<'t> {
    /// A value that is noted where it begins; `None` at the end of what can be read, and where all is found.
    fn element(&mut self, wanted: &mut Wanted, node: Option<usize>) -> Option<()> {
        self.white_space();
        let mut ahead = *self;
        let length = match self.peek()? {
            b'"' => ahead.string()?.chars().count(),
            b'{' | b'[' => 1,
            _ => {
                ahead.skip()?;
                self.text.get(self.at..ahead.at)?.trim_end().len()
            }
        };
        let here = self.here(length.clamp(1, 60));
        wanted.note(node, here);
        self.value(wanted, node)
    }

    fn value(&mut self, wanted: &mut Wanted, node: Option<usize>) -> Option<()> {
        if wanted.missing == 0 {
            return None;
        }
        self.white_space();
        match (self.peek()?, node) {
            (b'{', Some(node)) => self.object(wanted, node),
            (b'[', Some(node)) => self.array(wanted, node),
            _ => self.skip(),
        }
    }

    fn object(&mut self, wanted: &mut Wanted, node: usize) -> Option<()> {
        self.at += 1;
        loop {
            self.white_space();
            match self.peek()? {
                b'}' => break,
                b',' => self.at += 1,
                b'"' => {
                    let before = *self;
                    let raw = self.string()?;
                    let unescaped = raw
                        .contains('\\')
                        .then(|| serde_json::from_str::<String>(&format!("\"{raw}\"")));
                    let unescaped = unescaped.and_then(Result::ok);
                    let name = unescaped.as_deref().unwrap_or(raw);
                    let child = wanted.child(node, name);
                    if child.is_some() {
                        let length = name.chars().count().max(1);
                        let mut before = before;
                        wanted.note(child, before.here(length));
                        self.counted = before.counted;
                    }
                    self.white_space();
                    self.at += usize::from(self.peek()? == b':');
                    self.value(wanted, child)?;
                }
                _ => return None,
            }
        }
        self.at += 1;
        Some(())
    }

    fn array(&mut self, wanted: &mut Wanted, node: usize) -> Option<()> {
        self.at += 1;
        let mut index = 0_usize;
        loop {
            self.white_space();
            match self.peek()? {
                b']' => break,
                b',' => {
                    self.at += 1;
                    index += 1;
                }
                _ => match wanted.child(node, &index.to_string()) {
                    Some(child) => self.element(wanted, Some(child))?,
                    None => self.skip()?,
                },
            }
        }
        self.at += 1;
        Some(())
    }

    /// Passes over a value, however deep it is.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => return Some(()),
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => return Some(()),
                b'\n' => self.new_line(),
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// What stands between the quotation marks of the string that begins here, escapes as they are.
    fn string(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            match self.bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    fn white_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => self.new_line(),
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => break,
            }
        }
    }

    fn new_line(&mut self) {
        self.at += 1;
        self.line += 1;
        self.counted = (self.at, 0);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn here(&mut self, length: usize) -> Position {
        let (from, before) = self.counted;
        let since = self.text.get(from..self.at).unwrap_or_default();
        self.counted = (self.at, before + since.chars().count());
        Position {
            line: self.line,
            column: self.counted.1 + 1,
            length,
        }
    }
}
