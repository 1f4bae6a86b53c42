//! What of a text departs from the document: a second reading, for those who ask.
//!
//! An audited reader goes on after what it can't read, notes it, and notes what is read although it isn't declared. Readers
//! that look ahead are copies, which note nothing.

use super::error::Segment;
use super::notes::{Audit, Mark, Note, NoteKind};
use super::{JsonError, Kind, Members, Reader};

/// What departs in a text that is read so.
pub(crate) fn audit(bytes: &[u8], read: fn(&mut Reader<'_>) -> Result<(), JsonError>) -> Vec<Note> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Vec::new();
    };
    let mut reader = Reader::new(text);
    reader.audit = Some(Box::default());
    let mark = reader.mark();
    if let Err(error) = read(&mut reader) {
        // What can't be read is noted, or the text isn't JSON.
        let _ = reader.recover(mark, error);
    }
    reader.audit.map(|audit| audit.notes).unwrap_or_default()
}

impl Reader<'_> {
    pub(crate) fn is_audited(&self) -> bool {
        self.audit.is_some()
    }

    /// Goes on after a value that can't be read, if it is audited.
    #[cold]
    #[inline(never)]
    pub(crate) fn recover(&mut self, mark: Mark, error: JsonError) -> Result<(), JsonError> {
        let is_over = self.audit.as_ref().is_none_or(|audit| audit.is_over);
        if is_over {
            return Err(error);
        }
        self.go_back(mark);
        // An object without a required property was noted at its end.
        if !error.is_of_absence() {
            self.note_shape(&error);
        }
        let skipped = self.skip();
        if skipped.is_err()
            && let Some(audit) = &mut self.audit
        {
            audit.is_over = true;
        }
        skipped
    }

    fn note_shape(&mut self, error: &JsonError) {
        let found = self.kind();
        let kind = match found {
            Ok(Kind::Null) => NoteKind::Null,
            _ => NoteKind::Shape,
        };
        let found = found.map_or("no JSON", Kind::words);
        let message = error.message();
        let expected = message.strip_prefix("expected ").unwrap_or(message);
        let expected = expected.split(", found ").next().unwrap_or(expected);
        self.note(kind, None, expected, found);
    }

    fn note(&mut self, kind: NoteKind, member: Option<&str>, expected: &str, found: &str) {
        let depth = self.depth();
        if let Some(audit) = &mut self.audit {
            audit.note(depth, kind, member, expected, found);
        }
    }

    /// Notes that a value is of another shape, although it was read.
    #[cold]
    pub(crate) fn note_departure(&mut self, expected: &str, found: &str) {
        self.note(NoteKind::Shape, None, expected, found);
    }

    /// Notes that a tuple has no element where one comes.
    pub(super) fn note_undeclared_element(&mut self) {
        self.note(NoteKind::Undeclared, None, "no such element", "an element");
    }

    /// The next object may have this member, by which a union knows its type.
    pub(super) fn allow_tag(&mut self, tag: &'static str) {
        if let Some(audit) = &mut self.audit {
            audit.tags.push(tag);
        }
    }

    /// Notes that the next value is null, if it is.
    #[cold]
    #[inline(never)]
    pub(crate) fn note_null(&mut self) {
        if self.kind().is_ok_and(|kind| kind == Kind::Null) {
            self.note(NoteKind::Null, None, "a value", Kind::Null.words());
        }
    }

    /// Notes that a value isn't listed: this one, or that of a member of it.
    #[cold]
    #[inline(never)]
    pub(crate) fn note_unlisted(&mut self, member: Option<&str>) {
        self.note(NoteKind::Unlisted, member, "a listed value", "another value");
    }

    /// The next member and its name; at the end, the required ones that are absent are noted.
    #[cold]
    #[inline(never)]
    pub(super) fn audited_member(
        &mut self,
        members: &Members,
        is_kept: bool,
    ) -> Result<Option<(usize, String)>, JsonError> {
        // The object is over, and its depth with it, when there is no further name.
        let depth = self.depth();
        let Some(name) = self.next_name()?.map(str::to_owned) else {
            self.note_absent(members, depth);
            return Ok(None);
        };
        let index = members.position(&name, 0);
        let Some(audit) = &mut self.audit else {
            return Ok(Some((index, name)));
        };
        let around = depth.saturating_sub(1);
        let open = audit.open.get_mut(around as usize);
        let is_tag = open.as_ref().is_some_and(|open| open.tags.contains(&name.as_str()));
        open.into_iter().for_each(|open| open.seen.push(index));
        if index == members.names.len() && !is_kept && !is_tag {
            audit.note(
                around,
                NoteKind::Undeclared,
                Some(&name),
                "no such property",
                "a property",
            );
            audit.set(depth, Segment::Member(name.clone().into()));
        }
        Ok(Some((index, name)))
    }

    fn note_absent(&mut self, members: &Members, depth: u32) {
        let Some(audit) = &mut self.audit else { return };
        let at = (depth as usize).saturating_sub(1);
        let seen = audit.open.get(at).cloned().unwrap_or_default().seen;
        let required = members.names.iter().zip(members.required).enumerate();
        for (index, (name, _)) in required.filter(|(_, (_, is_required))| **is_required) {
            if !seen.contains(&index) {
                audit.note(at as u32, NoteKind::Missing, Some(name), "a value", "no property");
            }
        }
    }
}
