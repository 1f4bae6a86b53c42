//! Response streams and typed response headers.

mod byte_stream;
mod chunks;
mod event_parser;
mod event_stream;
mod headers;
mod json_lines;

pub use byte_stream::ByteStream;
pub use chunks::StreamError;
pub use event_stream::{Event, EventStream};
pub use headers::HeaderError;
pub use json_lines::JsonLines;

pub(crate) use headers::{HeaderLayout, header};
