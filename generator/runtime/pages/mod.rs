//! Pagination: streams of pages and of their items.
//!
//! Operations declare where a response refers to the next page. Requesting the pages is here, and only a thin layer around
//! it is generic.

mod draft;
mod find;
mod link;
mod paging;
mod streams;
mod walk;

pub use streams::{Items, Pages};

pub(crate) use paging::{Paged, PagedItems, Paging};
