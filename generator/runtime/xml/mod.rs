//! XML bodies: OpenAPI 3.2.0, "XML Object".
//!
//! Types have one codec, that of JSON. A [`Content`] says where in XML each of their properties is; by it, XML is read as
//! the JSON that it stands for, and that JSON is written as XML.

mod body;
mod layout;
mod parse;
mod read;
mod write;

pub(crate) use body::{any_as_json, from_bytes, page};
pub(crate) use layout::{Content, Element, attribute, cdata, element, inside, list, of, text, wrapped};
pub(crate) use read::to_json;
pub(crate) use write::to_xml;
