//! Operations that are paged: `[[pagination]]`.

use serde::Deserialize;

use crate::ir::{NextPage, Paging};
use crate::lower::PageRule;

/// Operations that are paged, and how. Places in answers are JSON Pointers (RFC 6901), in which `-1` is the last element.
///
/// ```toml
/// [[pagination]]
/// operations = "list*"        # an operationId, or a pattern
/// kind = "cursor"             # or "offset", "page", "url", "link"
/// parameter = "starting_after"
/// next = "/data/-1/id"
/// items = "/data"
/// has_more = "/has_more"
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Row")]
pub struct PaginationConfig(PageRule);

impl PaginationConfig {
    /// The rule for the stages.
    pub(super) fn rule(&self) -> PageRule {
        self.0.clone()
    }
}

/// A rule as it stands in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    operations: String,
    kind: Kind,
    parameter: Option<String>,
    limit: Option<String>,
    next: Option<String>,
    items: Option<String>,
    has_more: Option<String>,
    done: Option<String>,
    last: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Cursor,
    Offset,
    Page,
    Url,
    Link,
}

impl TryFrom<Row> for PaginationConfig {
    type Error = String;

    fn try_from(row: Row) -> Result<Self, String> {
        let places = [&row.next, &row.items, &row.has_more, &row.done, &row.last];
        for place in places.into_iter().flatten() {
            if !place.is_empty() && !place.starts_with('/') {
                return Err(format!("`{place}` is no JSON Pointer: `/{place}` is one"));
            }
        }
        row.check_numbers()?;
        let has_more = row.has_more.clone().map(|at| (at, true));
        let paging = Paging {
            next: row.next_page()?,
            items: row.items,
            more: has_more.or_else(|| row.done.map(|at| (at, false))),
            limit: row.limit,
            last: row.last,
            list: None,
        };
        Ok(Self(PageRule {
            operations: row.operations,
            paging,
        }))
    }
}

impl Row {
    /// Only what is numbered has a length and a last number.
    fn check_numbers(&self) -> Result<(), String> {
        let is_fit = match self.kind {
            Kind::Page => true,
            Kind::Offset => self.last.is_none(),
            Kind::Cursor | Kind::Url | Kind::Link => self.last.is_none() && self.limit.is_none(),
        };
        match is_fit {
            true => Ok(()),
            false => Err(format!(
                "the pagination for `{}` has a `limit` or a `last`: `limit` is for `offset` and `page`, `last` for `page`",
                self.operations
            )),
        }
    }

    fn next_page(&self) -> Result<NextPage, String> {
        let wanted = |value: &Option<String>, key: &str| {
            let missing = || format!("the pagination for `{}` needs `{key}`", self.operations);
            value.clone().ok_or_else(missing)
        };
        let parameter = || wanted(&self.parameter, "parameter");
        let ends = |is_known: bool| match is_known {
            true => Ok(()),
            false => Err(format!(
                "the pagination for `{}` needs `items`, to see its end",
                self.operations
            )),
        };
        match self.kind {
            Kind::Cursor => Ok(NextPage::Cursor {
                parameter: parameter()?,
                at: wanted(&self.next, "next")?,
            }),
            Kind::Offset => ends(self.items.is_some()).and_then(|()| {
                Ok(NextPage::Offset {
                    parameter: parameter()?,
                    first: 0,
                })
            }),
            Kind::Page => ends(self.items.is_some() || self.last.is_some()).and_then(|()| {
                Ok(NextPage::Page {
                    parameter: parameter()?,
                    first: 1,
                })
            }),
            Kind::Url => Ok(NextPage::Url {
                at: wanted(&self.next, "next")?,
            }),
            Kind::Link => Ok(NextPage::Link),
        }
    }
}
