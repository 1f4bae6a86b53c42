//! A request as it goes out, made of its inputs and the client's settings.

use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

use super::client::Client;
use super::credentials::Carried;
use super::draft::Draft;
use super::operation::Facts;
use super::page_url;
use super::problem::Problem;
use super::transport::TransportRequest;

pub(super) fn request(
    client: &Client,
    facts: &Facts,
    base: &Url,
    draft: Box<Draft>,
    carried: &Carried,
) -> Result<TransportRequest, Problem> {
    if let Some(problem) = draft.unfit {
        return Err(Problem::request(problem));
    }
    let url = match &draft.page {
        None => url(base, facts, &draft.path, &draft.query, carried)?,
        Some(page) => {
            let own = url(base, facts, &draft.path, &[], &Carried::default())?;
            page_url::of(&own, page, &carried.query)?
        }
    };
    let mut headers = client.shared.headers.clone();
    headers.entry(ACCEPT).or_insert(accept(draft.accept));
    let cookies: Vec<&str> = draft
        .cookies
        .iter()
        .chain(&carried.cookies)
        .map(String::as_str)
        .collect();
    if !cookies.is_empty() {
        headers.insert(COOKIE, secret(&cookies.join("; "))?);
    }
    for (name, value) in &carried.headers {
        let name = name
            .parse::<HeaderName>()
            .map_err(|_| Problem::request("the credentials have an invalid header name"))?;
        headers.insert(name, secret(value)?);
    }
    headers.extend(draft.content_type.map(|value| (CONTENT_TYPE, value)));
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    Ok(TransportRequest::new(facts.method.clone(), url, headers, draft.body))
}

/// What the operation declares, and anything else rather than a refusal: RFC 9110, section 12.5.1.
fn accept(declared: &'static str) -> HeaderValue {
    match declared.contains("*/*") {
        true => HeaderValue::from_static(declared),
        false => HeaderValue::from_str(&format!("{declared}, */*;q=0.1")).unwrap_or(HeaderValue::from_static("*/*")),
    }
}

/// A header value that HTTP/2 doesn't index and `Debug` doesn't show.
pub(super) fn secret(value: &str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| Problem::request("the credentials contain a character that isn't allowed in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn url(
    base: &Url,
    facts: &Facts,
    variables: &[(&'static str, String)],
    query: &[String],
    carried: &Carried,
) -> Result<Url, Problem> {
    let mut path = facts.path.split('#').next().unwrap_or_default().to_owned();
    for (name, text) in variables {
        path = path.replace(&format!("{{{name}}}"), text);
    }
    if let Some(segment) = path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        return Err(Problem::request(format!(
            "a path segment can't be `{segment}`: it would lead to another path"
        )));
    }
    let mut text = format!("{}{path}", base.as_str().trim_end_matches('/'));
    let pairs: Vec<&str> = query.iter().chain(&carried.query).map(String::as_str).collect();
    if !pairs.is_empty() {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(&pairs.join("&"));
    }
    Url::parse(&text).map_err(|error| Problem::request("the URL is not valid").with_cause(error))
}
