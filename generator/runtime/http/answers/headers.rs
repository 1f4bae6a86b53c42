//! Typed response headers: OpenAPI 3.1.1, "Header Object" and "Style Values".

use std::fmt;

use reqwest::header::{HeaderMap, SET_COOKIE};

use crate::runtime::json::{self, Json, Writer};

/// How a value is written into a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderLayout {
    /// One value.
    Scalar,
    /// `a,b`
    List,
    /// `key,a,key,b`
    Pairs,
    /// `key=a,key=b`
    ExplodedPairs,
    /// The JSON text of the value.
    Json,
}

/// A header that doesn't match the API description. The value isn't shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    message: String,
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the header `{}`: {}", self.name, self.message)
    }
}

impl std::error::Error for HeaderError {}

/// The value of a header; `None` if it is absent.
pub(crate) fn header<T: Json>(
    headers: &HeaderMap,
    name: &'static str,
    layout: HeaderLayout,
) -> Result<Option<T>, HeaderError> {
    let mut failed = None;
    for text in forms(headers, name, layout)? {
        match json::from_str(&text) {
            Ok(value) => return Ok(Some(value)),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        None => Ok(None),
        Some(error) => Err(HeaderError {
            name,
            message: error.to_string(),
        }),
    }
}

/// The value as JSON. A header doesn't tell texts from numbers, so there are several forms, of which the type takes one.
fn forms(headers: &HeaderMap, name: &'static str, layout: HeaderLayout) -> Result<Vec<String>, HeaderError> {
    let mut values = Vec::new();
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| HeaderError {
            name,
            message: "the value is not UTF-8 text".to_owned(),
        })?;
        values.push(text.trim());
    }
    let Some(first) = values.first() else {
        return Ok(Vec::new());
    };
    let whole = values.join(",");
    let items: Vec<&str> = match name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
        true => values.clone(),
        false => whole
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .collect(),
    };
    let pairs: Vec<(&str, &str)> = match layout {
        HeaderLayout::ExplodedPairs => items
            .iter()
            .map(|item| item.split_once('=').unwrap_or((item, "")))
            .collect(),
        _ => items
            .chunks(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
            .collect(),
    };
    Ok(match layout {
        HeaderLayout::Scalar => SCALARS.iter().map(|scalar| scalar(first)).collect(),
        HeaderLayout::List => SCALARS.iter().map(|scalar| list(&items, *scalar)).collect(),
        HeaderLayout::Pairs | HeaderLayout::ExplodedPairs => {
            SCALARS.iter().map(|scalar| object(&pairs, *scalar)).collect()
        }
        HeaderLayout::Json => vec![whole],
    })
}

/// What a value may be: a text, whatever it looks like; a number or a word of JSON, if it looks like one.
const SCALARS: [fn(&str) -> String; 2] = [quoted, guessed];

fn quoted(text: &str) -> String {
    let mut writer = Writer::new();
    writer.string(text);
    writer.into_string()
}

fn guessed(text: &str) -> String {
    match json::from_str::<serde_json::Value>(text) {
        Ok(value) if !value.is_array() && !value.is_object() => text.to_owned(),
        _ => quoted(text),
    }
}

fn list(items: &[&str], scalar: fn(&str) -> String) -> String {
    let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
    format!("[{}]", items.join(","))
}

fn object(pairs: &[(&str, &str)], scalar: fn(&str) -> String) -> String {
    let members = pairs
        .iter()
        .map(|(name, value)| format!("{}:{}", quoted(name), scalar(value)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}
