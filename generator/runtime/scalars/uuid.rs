//! `uuid`: RFC 9562.

use uuid::Uuid;

use crate::runtime::json::{Json, JsonError, Reader, Writer};

impl Json for Uuid {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.string()?;
        Self::parse_str(text).map_err(|_| JsonError::new("expected a UUID (RFC 9562)"))
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}
