//! `x-speakeasy-pagination`: <https://www.speakeasy.com/docs/sdks/customize/runtime/pagination>.

use serde_json::Value;

use super::{Raw, Unfit, first};
use crate::ir::{NextPage, PageInput, Paging};
use crate::pointer::escape;

/// The place of inputs that are members of the body.
const BODY: &str = "requestBody";

/// What the extension says; `None` where it is not there.
pub(super) fn of(raw: &Raw<'_>) -> Option<Result<Paging, Unfit>> {
    let value = raw.operation.pagination.as_ref()?;
    Some(paging(raw, value))
}

fn paging(raw: &Raw<'_>, value: &Value) -> Result<Paging, Unfit> {
    let next = match value.get("type").and_then(Value::as_str) {
        Some("cursor") => cursor(value)?,
        Some("url") => NextPage::Url {
            at: output(value, "nextUrl")?.ok_or("the pagination has no output `nextUrl`")?,
        },
        Some("offsetLimit") => numbered(raw, value)?,
        other => {
            return Err(format!("unknown pagination type `{}`", other.unwrap_or_default()));
        }
    };
    let (limit, last) = match &next {
        NextPage::Offset { .. } => (input(value, "limit")?, None),
        NextPage::Page { .. } => (input(value, "limit")?, output(value, "numPages")?),
        NextPage::Cursor { .. } | NextPage::Url { .. } | NextPage::Link => (None, None),
    };
    let paging = Paging {
        next,
        input: place(value),
        items: output(value, "results")?,
        more: None,
        limit,
        last,
        list: None,
        xml: None,
    };
    let can_end = match &paging.next {
        NextPage::Offset { .. } => paging.items.is_some(),
        NextPage::Page { .. } => paging.items.is_some() || paging.last.is_some(),
        NextPage::Cursor { .. } | NextPage::Url { .. } | NextPage::Link => true,
    };
    match can_end {
        true => Ok(paging),
        false => Err("the pagination doesn't declare where the items are, so its end can't be detected".to_owned()),
    }
}

fn cursor(value: &Value) -> Result<NextPage, Unfit> {
    Ok(NextPage::Cursor {
        parameter: input(value, "cursor")?.ok_or("the pagination has no input `cursor`")?,
        at: output(value, "nextCursor")?.ok_or("the pagination has no output `nextCursor`")?,
    })
}

fn numbered(raw: &Raw<'_>, value: &Value) -> Result<NextPage, Unfit> {
    match (input(value, "page")?, input(value, "offset")?) {
        (Some(parameter), _) => Ok(NextPage::Page {
            first: first::of(raw, place(value), &parameter, 1),
            parameter,
        }),
        (None, Some(parameter)) => Ok(NextPage::Offset {
            first: first::of(raw, place(value), &parameter, 0),
            parameter,
        }),
        (None, None) => Err("the pagination has neither an input `page` nor an input `offset`".to_owned()),
    }
}

/// Where the inputs are.
fn place(value: &Value) -> PageInput {
    let inputs = value.get("inputs").and_then(Value::as_array);
    let mut places = inputs
        .into_iter()
        .flatten()
        .filter_map(|input| input.get("in")?.as_str());
    match places.any(|place| place == BODY) {
        true => PageInput::Body,
        false => PageInput::Query,
    }
}

/// The name of the input of this type, or the place of it in the body.
fn input(value: &Value, wanted: &str) -> Result<Option<String>, Unfit> {
    let inputs = value.get("inputs").and_then(Value::as_array);
    let mut inputs = inputs.into_iter().flatten();
    let text = |input: &Value, key: &str| input.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(input) = inputs.find(|input| text(input, "type").as_deref() == Some(wanted)) else {
        return Ok(None);
    };
    let name = text(input, "name");
    let is_in_body = text(input, "in").as_deref() == Some(BODY);
    match (place(value), is_in_body) {
        (PageInput::Body, true) => Ok(name.map(|name| format!("/{}", escape(&name)))),
        (PageInput::Query, false) => Ok(name),
        _ => Err("the inputs of the pagination must all be in the body or all in the query".to_owned()),
    }
}

fn output(value: &Value, name: &str) -> Result<Option<String>, Unfit> {
    let path = value
        .get("outputs")
        .and_then(|outputs| outputs.get(name))
        .and_then(Value::as_str);
    let unfit = |path: &str| format!("`{path}` of the pagination isn't a plain path of properties");
    path.map(|path| pointer(path).ok_or_else(|| unfit(path))).transpose()
}

/// A JSON Path (RFC 9535) of plain members and indexes as a JSON Pointer; `-1` is the last element.
fn pointer(path: &str) -> Option<String> {
    let mut rest = path.trim().strip_prefix('$').unwrap_or(path.trim());
    let mut pointer = String::new();
    while !rest.is_empty() {
        let (token, after) = match rest.strip_prefix('[') {
            Some(selector) => {
                let (selector, after) = selector.split_once(']')?;
                (selected(selector)?, after)
            }
            None => {
                let member = rest.strip_prefix('.').unwrap_or(rest);
                let end = member.find(['.', '[']).unwrap_or(member.len());
                let (name, after) = member.split_at_checked(end)?;
                let is_plain = !name.is_empty() && !name.contains(['*', '?', '(', ' ']);
                (is_plain.then(|| name.to_owned())?, after)
            }
        };
        pointer.push('/');
        pointer.push_str(&escape(&token));
        rest = after;
    }
    Some(pointer)
}

fn selected(selector: &str) -> Option<String> {
    let selector = selector.trim();
    let quoted = ['\'', '"']
        .into_iter()
        .find_map(|quote| selector.strip_prefix(quote)?.strip_suffix(quote));
    let is_last = matches!(selector.replace(' ', "").as_str(), "-1" | "-1:" | "(@.length-1)");
    let is_index = !selector.is_empty() && selector.bytes().all(|byte| byte.is_ascii_digit());
    match (quoted, is_last, is_index) {
        (Some(name), _, _) => Some(name.to_owned()),
        (None, true, _) => Some("-1".to_owned()),
        (None, false, true) => Some(selector.to_owned()),
        (None, false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_pointers() {
        for (path, expected) in [
            ("$", Some("")),
            ("$.data.resultArray", Some("/data/resultArray")),
            ("$['a/b'].c[0]", Some("/a~1b/c/0")),
            ("$.resultArray[(@.length-1)]", Some("/resultArray/-1")),
            ("$.resultArray[-1].id", Some("/resultArray/-1/id")),
            ("data.items", Some("/data/items")),
            ("$..next", None),
            ("$.items[*].id", None),
            ("$.items[?(@.a)]", None),
            ("$.items[0", None),
        ] {
            assert_eq!(pointer(path).as_deref(), expected, "{path}");
        }
    }
}
