//! How an operation is paginated.

use crate::runtime::http::{Operation, Reply};

/// A paginated operation.
pub trait Paged: Operation {
    /// How the next page is requested.
    const PAGING: Paging;
}

/// A paginated operation whose pages are lists of items.
pub trait PagedItems: Paged {
    /// An item.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// How the next page is requested. Places in response bodies are JSON Pointers (RFC 6901), in which `-1` is the last element.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) next: Next,
    pub(super) input: Input,
    pub(super) items: Option<&'static str>,
    pub(super) more: Option<(&'static str, bool)>,
    pub(super) limit: Option<&'static str>,
    pub(super) last: Option<&'static str>,
    pub(super) as_json: Option<fn(&Reply) -> Vec<u8>>,
}

/// Where in the request the parameters of pages are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input {
    /// In the query, by their names.
    Query,
    /// In the JSON body, by JSON Pointers.
    Body,
}

/// What identifies the next page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// A parameter with the value at `at` in the response.
    Cursor { parameter: &'static str, at: &'static str },
    /// A parameter with the number of items that were read; `first` is what it is without it.
    Offset { parameter: &'static str, first: u64 },
    /// A parameter with the number of the page; `first` is what it is without it.
    Page { parameter: &'static str, first: u64 },
    /// The URL at `at` in the response.
    Url { at: &'static str },
    /// The URL in the header `Link` of the response.
    Link,
}

impl Paging {
    /// The next page is requested with the value at `at` in the response.
    pub(crate) const fn cursor(parameter: &'static str, at: &'static str) -> Self {
        Self::of(Next::Cursor { parameter, at })
    }

    /// The next page is requested with the number of items before it.
    pub(crate) const fn offset(parameter: &'static str, first: u64) -> Self {
        Self::of(Next::Offset { parameter, first })
    }

    /// The next page is requested with its number.
    pub(crate) const fn page(parameter: &'static str, first: u64) -> Self {
        Self::of(Next::Page { parameter, first })
    }

    /// The next page is at the URL at `at` in the response.
    pub(crate) const fn url(at: &'static str) -> Self {
        Self::of(Next::Url { at })
    }

    /// The next page is at the URL of the header `Link` whose relation is `next`: RFC 8288.
    pub(crate) const fn link() -> Self {
        Self::of(Next::Link)
    }

    const fn of(next: Next) -> Self {
        Self {
            next,
            input: Input::Query,
            items: None,
            more: None,
            limit: None,
            last: None,
            as_json: None,
        }
    }

    /// The parameters are in the body, and are given as JSON Pointers.
    pub(crate) const fn in_body(mut self) -> Self {
        self.input = Input::Body;
        self
    }

    /// Where the items are.
    pub(crate) const fn items(mut self, at: &'static str) -> Self {
        self.items = Some(at);
        self
    }

    /// There are more pages only while the response has this boolean there.
    pub(crate) const fn more(mut self, at: &'static str, is: bool) -> Self {
        self.more = Some((at, is));
        self
    }

    /// A page with fewer items than this parameter requests is the last one.
    pub(crate) const fn limit(mut self, parameter: &'static str) -> Self {
        self.limit = Some(parameter);
        self
    }

    /// The response isn't JSON itself, but stands for this.
    pub(crate) const fn as_json(mut self, as_json: fn(&Reply) -> Vec<u8>) -> Self {
        self.as_json = Some(as_json);
        self
    }

    /// Where the response has the number of the last page.
    pub(crate) const fn last(mut self, at: &'static str) -> Self {
        self.last = Some(at);
        self
    }
}
