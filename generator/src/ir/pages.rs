//! Answers that come in pages.

use super::{Type, XmlContent};

/// How one page of an operation leads to the next. Places in answers are JSON Pointers (RFC 6901), in which `-1` is the
/// last element.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What the next page is asked for by.
    pub next: NextPage,
    /// Where in the request its parameters are.
    pub input: PageInput,
    /// Where the items are.
    pub items: Option<String>,
    /// Where a boolean tells whether there are more pages, and its value while there are.
    pub more: Option<(String, bool)>,
    /// The parameter with the number of items to a page, where a shorter page is the last one.
    pub limit: Option<String>,
    /// Where the number of the last page is.
    pub last: Option<String>,
    /// The items by their type, where the type of the page tells it.
    pub list: Option<PageList>,
    /// What is in the root element, where a page is XML: places are in the JSON that it stands for.
    pub xml: Option<XmlContent>,
}

/// Where in the request the parameters of pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageInput {
    /// In the query, by their names.
    #[default]
    Query,
    /// In the JSON body, by JSON Pointers.
    Body,
}

/// What the next page is asked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// A parameter with what the answer has at a place.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The place.
        at: String,
    },
    /// A parameter with the number of items before the page.
    Offset {
        /// The parameter.
        parameter: String,
        /// Its value for the first page.
        first: u64,
    },
    /// A parameter with the number of the page.
    Page {
        /// The parameter.
        parameter: String,
        /// Its value for the first page.
        first: u64,
    },
    /// The URL that the answer has at a place.
    Url {
        /// The place.
        at: String,
    },
    /// The URL of the header `Link`: RFC 8288.
    Link,
}

/// How to get at the items of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageList {
    /// The fields that lead to them; none where the page is the list.
    pub steps: Vec<PageStep>,
    /// The type of an item.
    pub item: Type,
}

/// A field on the way to the items of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStep {
    /// A field that is always there.
    Required(String),
    /// A field that is an `Option`.
    Optional(String),
    /// A field that is a `Field` or a `Lenient`.
    Tristate(String),
}
