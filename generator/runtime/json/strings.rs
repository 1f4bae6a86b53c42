//! Strings and booleans.

use super::{Json, JsonError, Reader, Writer};

impl Json for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.string().map(str::to_owned)
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Json for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.boolean()
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}
