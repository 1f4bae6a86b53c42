//! Paginated operations: `[[pagination]]`.

use serde::Deserialize;

use crate::ir::{NextPage, PageInput, Paging};
use crate::lower::PageRule;
use crate::pointer::escape;
use crate::prose::Shown;

/// How operations are paginated. Places in response bodies are JSON Pointers (RFC 6901), in which `-1` is the last element.
///
/// ```toml
/// [[pagination]]
/// operations = "list*"        # an operationId, or a pattern
/// kind = "cursor"             # or "offset", "page", "url", "link"
/// parameter = "starting_after"   # in the query; with `in = "body"` a member of the JSON body
/// next = "/data/-1/id"
/// items = "/data"
/// has_more = "/has_more"
/// ```
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Row")]
pub struct PaginationConfig(#[cfg_attr(feature = "schema", schemars(with = "Row"))] PageRule);

impl PaginationConfig {
    /// The rule for the stages.
    pub(super) fn rule(&self) -> PageRule {
        self.0.clone()
    }
}

/// A rule as it stands in the configuration.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
struct Row {
    /// An `operationId`, or a pattern such as `list*`.
    operations: String,
    /// How the next page is found.
    kind: Kind,
    /// Where `parameter` and `limit` are: `"query"` or `"body"`.
    #[serde(default, rename = "in")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "query")))]
    input: Input,
    /// What selects the page.
    parameter: Option<String>,
    /// What sets its length.
    limit: Option<String>,
    /// The number of the first page.
    first: Option<u64>,
    /// Where the next value is.
    next: Option<String>,
    /// Where the items are.
    items: Option<String>,
    /// Where the response says that there are more pages.
    has_more: Option<String>,
    /// Where the response says that there are no more pages.
    done: Option<String>,
    /// Where the number of the last page is.
    last: Option<String>,
}

/// How the next page is found.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// By a value of this page that the next request sends.
    Cursor,
    /// By the number of items before it.
    Offset,
    /// By its number.
    Page,
    /// By a URL in the body.
    Url,
    /// By a URL in the header `Link`.
    Link,
}

/// Where in the request `parameter` and `limit` are.
#[derive(Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Input {
    /// In the query.
    #[default]
    Query,
    /// In the JSON body.
    Body,
}

impl TryFrom<Row> for PaginationConfig {
    type Error = String;

    fn try_from(mut row: Row) -> Result<Self, String> {
        if let Input::Body = row.input {
            row.parameter = row.parameter.map(|parameter| pointer(&parameter));
            row.limit = row.limit.map(|limit| pointer(&limit));
        }
        let places = [&row.next, &row.items, &row.has_more, &row.done, &row.last];
        for place in places.into_iter().flatten() {
            if !place.is_empty() && !place.starts_with('/') {
                let place = Shown::line(place);
                return Err(format!("`{place}` isn't a JSON Pointer; use `/{place}`"));
            }
        }
        row.check_numbers()?;
        let has_more = row.has_more.clone().map(|at| (at, true));
        let paging = Paging {
            next: row.next_page()?,
            input: match row.input {
                Input::Query => PageInput::Query,
                Input::Body => PageInput::Body,
            },
            items: row.items,
            more: has_more.or_else(|| row.done.map(|at| (at, false))),
            limit: row.limit,
            last: row.last,
            list: None,
            xml: None,
        };
        Ok(Self(PageRule {
            operations: row.operations,
            paging,
            first: row.first,
        }))
    }
}

/// A member of the body by its name or by a JSON Pointer.
fn pointer(member: &str) -> String {
    match member.starts_with('/') {
        true => member.to_owned(),
        false => format!("/{}", escape(member)),
    }
}

impl Row {
    /// Only what is numbered has a length and a last number.
    fn check_numbers(&self) -> Result<(), String> {
        let is_fit = match self.kind {
            Kind::Page => true,
            Kind::Offset => self.last.is_none(),
            Kind::Cursor | Kind::Url | Kind::Link => {
                self.last.is_none() && self.limit.is_none() && self.first.is_none()
            }
        };
        match is_fit {
            true => Ok(()),
            false => Err(format!(
                "the pagination for `{}` has a `limit`, `first` or `last` that doesn't apply: `last` is only for `page`, the others for `page` and `offset`",
                self.shown()
            )),
        }
    }

    /// The operations as messages show them.
    fn shown(&self) -> Shown {
        Shown::line(&self.operations)
    }

    fn next_page(&self) -> Result<NextPage, String> {
        let wanted = |value: &Option<String>, key: &str| {
            let missing = || format!("the pagination for `{}` needs `{key}`", self.shown());
            value.clone().ok_or_else(missing)
        };
        let parameter = || wanted(&self.parameter, "parameter");
        let ends = |is_known: bool| match is_known {
            true => Ok(()),
            false => Err(format!(
                "the pagination for `{}` needs `items` to detect the last page",
                self.shown()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Result<PageRule, String> {
        let config: Result<PaginationConfig, _> = toml::from_str(text);
        config
            .map(|config| config.rule())
            .map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_rule_that_cannot_be_followed_is_refused() {
        for (text, expected) in [
            (
                "kind = 'cursor'\nnext = '/next'",
                "the pagination for `list` needs `parameter`",
            ),
            (
                "kind = 'cursor'\nparameter = 'c'",
                "the pagination for `list` needs `next`",
            ),
            (
                "kind = 'url'\nnext = 'next'",
                "`next` isn't a JSON Pointer; use `/next`",
            ),
            (
                "kind = 'offset'\nparameter = 'offset'",
                "the pagination for `list` needs `items` to detect the last page",
            ),
            (
                "kind = 'link'\nlimit = 'limit'",
                "the pagination for `list` has a `limit`, `first` or `last` that doesn't apply: `last` is only for `page`, the others for `page` and `offset`",
            ),
        ] {
            let error = rule(&format!("operations = 'list'\n{text}")).unwrap_err();
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn members_of_the_body_are_named_or_pointed_at() {
        let text =
            "operations = 'list'\nkind = 'page'\nin = 'body'\nparameter = 'page'\nlimit = '/paging/size'\nitems = ''";
        let paging = rule(text).unwrap().paging;
        assert_eq!(paging.input, PageInput::Body);
        assert_eq!(
            paging.next,
            NextPage::Page {
                parameter: "/page".to_owned(),
                first: 1
            }
        );
        assert_eq!(paging.limit.as_deref(), Some("/paging/size"));
    }
}
