//! Tuples: arrays whose elements have types of their own, by their positions (JSON Schema 2020-12, section 10.3.1.1).

use super::error::Segment;
use super::{Json, JsonError, Reader, Tolerance, Writer};

/// The elements of an array that is read as a tuple.
struct Elements {
    /// How many there must be.
    count: usize,
    /// The position of the next one.
    position: usize,
    has_next: bool,
}

impl Elements {
    fn begin(reader: &mut Reader<'_>, count: usize) -> Result<Self, JsonError> {
        let has_next = reader.begin_array()?;
        Ok(Self {
            count,
            position: 0,
            has_next,
        })
    }

    /// The next element; `None` for one that can't be read, where the reader goes on because it is audited.
    #[inline(never)]
    fn read<T: Json>(&mut self, reader: &mut Reader<'_>) -> Result<Option<T>, JsonError> {
        if !self.has_next {
            return Err(self.miscounted("fewer"));
        }
        reader.set_position(self.position);
        let mark = reader.mark();
        let element = match T::read(reader) {
            Ok(element) => Some(element),
            Err(error) => {
                let recovered = reader.recover(mark, error);
                recovered.map_err(|error| error.in_element(self.position))?;
                None
            }
        };
        self.step(reader)?;
        Ok(element)
    }

    /// Skips further elements, as undeclared members of objects are skipped.
    fn end(mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        while self.has_next {
            if reader.tolerance() != Tolerance::All {
                return Err(self.miscounted("more"));
            }
            reader.set_position(self.position);
            reader.note_undeclared_element();
            reader.skip()?;
            self.step(reader)?;
        }
        Ok(())
    }

    fn step(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        self.position += 1;
        self.has_next = reader.next_element()?;
        Ok(())
    }

    #[cold]
    fn miscounted(&self, found: &str) -> JsonError {
        JsonError::new(format!("expected an array of {} elements, found {found}", self.count))
    }
}

impl Reader<'_> {
    /// The element that comes is at this position, which tells it from the others: what departs in one of them is not what
    /// departs in another.
    fn set_position(&mut self, position: usize) {
        let depth = self.depth();
        if let Some(audit) = &mut self.audit {
            audit.set(depth, Segment::Member(position.to_string().into()));
        }
    }
}

#[inline(never)]
fn write<T: Json>(writer: &mut Writer, element: &T) {
    writer.element();
    element.write(writer);
}

macro_rules! tuples {
    ($($count:literal: $($element:ident $T:ident),+;)+) => {$(
        impl<$($T: Json),+> Json for ($($T,)+) {
            fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                let mut elements = Elements::begin(reader, $count)?;
                $(let $element = elements.read(reader)?;)+
                elements.end(reader)?;
                Ok(($($element.ok_or_else(JsonError::unread)?,)+))
            }

            fn write(&self, writer: &mut Writer) {
                let ($($element,)+) = self;
                writer.begin_array();
                $(write(writer, $element);)+
                writer.end_array();
            }
        }
    )+};
}

// As many as the traits of the standard library are implemented for.
tuples! {
    2: a A, b B;
    3: a A, b B, c C;
    4: a A, b B, c C, d D;
    5: a A, b B, c C, d D, e E;
    6: a A, b B, c C, d D, e E, f F;
    7: a A, b B, c C, d D, e E, f F, g G;
    8: a A, b B, c C, d D, e E, f F, g G, h H;
    9: a A, b B, c C, d D, e E, f F, g G, h H, i I;
    10: a A, b B, c C, d D, e E, f F, g G, h H, i I, j J;
    11: a A, b B, c C, d D, e E, f F, g G, h H, i I, j J, k K;
    12: a A, b B, c C, d D, e E, f F, g G, h H, i I, j J, k K, l L;
}
