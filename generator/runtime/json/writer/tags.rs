//! The tags that unions write into the objects of their types: OpenAPI 3.1.1, "Discriminator Object".

use super::Writer;
use crate::runtime::json::literals::Literal;

/// A tag that an object must have.
#[derive(Debug)]
pub(super) struct Tag {
    name: &'static str,
    /// The values that stand for the type, the first of them unless the object has another; any, where there are none.
    values: &'static [Literal],
    object: Option<Object>,
}

/// The object that has the tag.
#[derive(Debug)]
struct Object {
    depth: u32,
    /// Where its first member stands.
    start: usize,
    member: Member,
}

/// The object's own member of the tag's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Missing,
    /// Its value is being written, from here on.
    Open(usize),
    Written,
}

impl Writer {
    /// The object that is written next is of a union's type that these values of the tag stand for. [`Writer::end_tag`]
    /// comes after it.
    pub(crate) fn begin_tag(&mut self, name: &'static str, values: &'static [Literal]) {
        // A union within a union says it more exactly.
        self.allow_any_tag(name);
        self.tags.push(Tag {
            name,
            values,
            object: None,
        });
    }

    /// The object that is written next has the tag that it has.
    pub(crate) fn allow_any_tag(&mut self, name: &str) {
        let waiting = self.tags.iter_mut().rev().take_while(|tag| tag.object.is_none());
        for tag in waiting.filter(|tag| tag.name == name) {
            tag.values = &[];
        }
    }

    pub(crate) fn end_tag(&mut self) {
        self.tags.pop();
    }

    /// An object was begun: it is the one that the tags are for that wait for one.
    pub(super) fn take_tags(&mut self) {
        let (depth, start) = (self.depth, self.text.len());
        let waiting = self.tags.iter_mut().rev().take_while(|tag| tag.object.is_none());
        for tag in waiting {
            let member = Member::Missing;
            tag.object = Some(Object { depth, start, member });
        }
    }

    /// The value of a member with this name comes next.
    pub(super) fn begin_member(&mut self, name: &str) {
        let (depth, at) = (self.depth, self.text.len());
        for (tag, object) in self.tags.iter_mut().rev().map_while(|tag| tag.within(depth)) {
            if tag == name {
                object.member = Member::Open(at);
                self.is_in_tag = true;
            }
        }
    }

    /// A member is over: if it is a tag of another type than the object's, the right one takes its place.
    pub(super) fn end_member(&mut self) {
        let depth = self.depth;
        for index in (0..self.tags.len()).rev() {
            let Some(tag) = self.tags.get_mut(index) else { break };
            let values = tag.values;
            let Some((_, object)) = tag.within(depth) else { break };
            if let Member::Open(start) = object.member {
                object.member = Member::Written;
                self.correct(start, values);
            }
        }
        self.is_in_tag = self.tags.iter().any(Tag::is_open);
    }

    /// The object is over: tags that it lacks come first.
    pub(super) fn end_members(&mut self) {
        if self.is_in_tag {
            self.end_member();
        }
        let depth = self.depth;
        for index in (0..self.tags.len()).rev() {
            let Some(tag) = self.tags.get_mut(index) else { return };
            let values = tag.values;
            let Some((name, object)) = tag.within(depth) else {
                return;
            };
            if let ([value, ..], Member::Missing) = (values, object.member) {
                let start = object.start;
                self.insert(start, name, value);
            }
        }
    }

    fn insert(&mut self, start: usize, name: &str, value: &Literal) {
        let mut tag = Self::new();
        tag.name(name);
        value.write(&mut tag);
        if self.text.len() > start {
            tag.comma();
        }
        self.text.insert_str(start, &tag.text);
    }

    fn correct(&mut self, start: usize, values: &'static [Literal]) {
        let end = self.text.len();
        let is_one = values.iter().any(|value| {
            value.write(self);
            let (before, written) = self.text.split_at(end);
            let is_equal = before.get(start..) == Some(written);
            self.text.truncate(end);
            is_equal
        });
        if let Some(value) = values.first().filter(|_| !is_one) {
            self.text.truncate(start);
            value.write(self);
        }
    }
}

impl Tag {
    fn is_open(&self) -> bool {
        let member = self.object.as_ref().map(|object| object.member);
        matches!(member, Some(Member::Open(_)))
    }

    /// Its name and its object, if that is the one at this depth.
    fn within(&mut self, depth: u32) -> Option<(&'static str, &mut Object)> {
        let object = self.object.as_mut().filter(|object| object.depth == depth)?;
        Some((self.name, object))
    }
}
