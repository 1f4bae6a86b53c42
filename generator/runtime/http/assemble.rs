//! A request as it goes out, made of its inputs and the client's settings.

use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::any_url;
use super::body_properties;
use super::client::Client;
use super::credentials::Carried;
use super::draft::Draft;
use super::facts::Facts;
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
    let (url, is_own) = location(client, facts, base, &draft, carried)?;
    let mut headers = HeaderMap::new();
    if is_own {
        headers = client.shared.headers.clone();
        credentials(&mut headers, carried)?;
    } else if let Some(agent) = client.shared.headers.get(USER_AGENT) {
        headers.insert(USER_AGENT, agent.clone());
    }
    headers.entry(ACCEPT).or_insert(accept(draft.accept));
    headers.extend(draft.content_type.map(|value| (CONTENT_TYPE, value)));
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    if is_own {
        add_cookies(&mut headers, draft.cookies.iter().chain(&carried.cookies))?;
    }
    let body = body_properties::added(draft.body, draft.properties)?;
    Ok(TransportRequest::new(facts.id, (facts.verb(), url), headers, body))
}

/// Where the request is sent, and whether that is a place for credentials.
fn location(
    client: &Client,
    facts: &Facts,
    base: &Url,
    draft: &Draft,
    carried: &Carried,
) -> Result<(Url, bool), Problem> {
    let defaults = &client.shared.query;
    if let Some(target) = &draft.target {
        let url = any_url::of(base, &target.location)?;
        let is_own = url.origin() == base.origin();
        let defaults = if is_own { defaults.as_slice() } else { &[] };
        return Ok((
            with_query(url, base_query(base, is_own), defaults, &draft.query, carried),
            is_own,
        ));
    }
    let own = path(base, facts, &draft.path)?;
    let Some(page) = &draft.page else {
        let url = with_query(own, base_query(base, true), defaults, &draft.query, carried);
        return Ok((url, true));
    };
    let url = page_url::of(&own, page, &carried.query)?;
    Ok((
        with_query(url, base_query(base, true), defaults, &[], &Carried::default()),
        true,
    ))
}

fn base_query(base: &Url, is_own: bool) -> &str {
    base.query().filter(|_| is_own).unwrap_or_default()
}

/// Adds cookies to those that the caller's own header has, which win: a request has one such header (RFC 6265, section 5.4).
fn add_cookies<'c>(headers: &mut HeaderMap, cookies: impl Iterator<Item = &'c String>) -> Result<(), Problem> {
    let own = headers.get(COOKIE).map(|own| own.as_bytes().to_vec());
    let own = String::from_utf8(own.unwrap_or_default())
        .map_err(|_| Problem::request("the header `cookie` is not UTF-8, so no cookie can be added to it"))?;
    let mut all: Vec<&str> = own
        .split(';')
        .map(str::trim)
        .filter(|cookie| !cookie.is_empty())
        .collect();
    let by_hand = all.len();
    for cookie in cookies {
        let is_there = all.iter().take(by_hand).any(|known| name(known) == name(cookie));
        if !is_there {
            all.push(cookie);
        }
    }
    if all.len() > by_hand {
        headers.insert(COOKIE, secret(&all.join("; "))?);
    }
    Ok(())
}

/// The credentials in headers.
fn credentials(headers: &mut HeaderMap, carried: &Carried) -> Result<(), Problem> {
    for (name, value) in &carried.headers {
        let name = name
            .parse::<HeaderName>()
            .map_err(|_| Problem::request("the credentials have an invalid header name"))?;
        headers.insert(name, secret(value)?);
    }
    Ok(())
}

/// What the operation declares, and anything else rather than a refusal: RFC 9110, section 12.5.1.
pub(super) fn accept(declared: &'static str) -> HeaderValue {
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

/// The URL of an operation, without a query but for that of its path.
fn path(base: &Url, facts: &Facts, variables: &[(&'static str, String)]) -> Result<Url, Problem> {
    let mut path = facts.path.split('#').next().unwrap_or_default().to_owned();
    for (name, text) in variables {
        path = path.replace(&format!("{{{name}}}"), text);
    }
    if let Some(segment) = path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        return Err(Problem::request(format!(
            "a path segment can't be `{segment}`: it would lead to another path"
        )));
    }
    any_url::appended(base, &path)
}

/// The URL with more in its query: what the request says, the credentials, and of what is sent with every request what isn't
/// there yet.
fn with_query(mut url: Url, base: &str, defaults: &[String], own: &[String], carried: &Carried) -> Url {
    let before = url.query().unwrap_or_default().to_owned();
    let mut pairs: Vec<&str> = vec![before.as_str()];
    pairs.extend(own.iter().chain(&carried.query).map(String::as_str));
    let is_there = |pair: &str| {
        let mut known = pairs.iter().flat_map(|pairs| pairs.split('&'));
        known.any(|known| name(known) == name(pair))
    };
    let defaults = base.split('&').chain(defaults.iter().map(String::as_str));
    let defaults: Vec<&str> = defaults.filter(|pair| !is_there(pair)).collect();
    let all: Vec<&str> = pairs
        .into_iter()
        .chain(defaults)
        .filter(|pair| !pair.is_empty())
        .collect();
    if all.is_empty() && url.query().is_none() {
        return url;
    }
    url.set_query(Some(all.join("&").as_str()).filter(|query| !query.is_empty()));
    url
}

fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}
