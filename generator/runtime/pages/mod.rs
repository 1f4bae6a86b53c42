//! Answers that come in pages, as streams of pages and of their items.
//!
//! Operations state where an answer says how it goes on; asking for the next page, again and again, is here, and generic
//! only in the thin shell around it.

mod draft;
mod find;
mod link;
mod paging;
mod streams;
mod walk;

pub use streams::{Items, Pages};

pub(crate) use paging::{Paged, PagedItems, Paging};
