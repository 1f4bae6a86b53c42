//! The one path to the network.

use std::pin::Pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Url};
use serde_json::{Map, Value};

use super::client::{Client, Shared};
use super::credentials::{self, Carried};
use super::encoding::unreserved;
use super::error::{Problem, ProblemKind};
use super::operation::Facts;
use super::reply::Reply;
use super::retry::{self, RetryPolicy};
use super::transport::{TransportError, TransportErrorKind, TransportRequest, TransportResponse};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 10;

/// The inputs of a request, each encoded for its place.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<Vec<u8>>,
    /// The URL of another page, as an answer gave it.
    page: Option<String>,
    /// What is wrong with an input; the first such thing.
    unfit: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) has_idempotency_key: bool,
}

impl Draft {
    pub(super) fn path(&mut self, name: &'static str, text: String) {
        if text.is_empty() {
            self.refuse(format!("the path parameter `{name}` is empty"));
        }
        self.path.push((name, text));
    }

    pub(super) fn query(&mut self, pairs: Vec<String>) {
        self.query.extend(pairs);
    }

    pub(super) fn cookies(&mut self, pairs: Vec<String>) {
        self.cookies.extend(pairs);
    }

    pub(super) fn header(&mut self, name: &str, value: String) {
        match (name.parse::<HeaderName>(), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` holds a character that no header can hold")),
        }
    }

    pub(super) fn body(&mut self, media_type: &'static str, body: Vec<u8>) {
        self.header("content-type", media_type.to_owned());
        self.body = Some(body);
    }

    /// Asks for the page with this value of a query parameter instead.
    pub(crate) fn replace_query(&mut self, name: &str, value: &str) {
        let name = unreserved(name);
        self.query.retain(|pair| value_of(pair, &name).is_none());
        self.query.push(format!("{name}={}", unreserved(value)));
    }

    /// Asks for the page at this URL instead.
    pub(crate) fn replace_url(&mut self, url: String) {
        self.page = Some(url);
    }

    /// The value of a query parameter that is a number.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let name = unreserved(name);
        self.query.iter().find_map(|pair| value_of(pair, &name)?.parse().ok())
    }

    /// Asks for the page with this value of a member of the JSON body instead, at a JSON Pointer.
    pub(crate) fn replace_member(&mut self, pointer: &str, value: Value) {
        let mut body = self.json().unwrap_or(Value::Null);
        if let Some(member) = member(&mut body, pointer) {
            *member = value;
            self.headers
                .entry(CONTENT_TYPE)
                .or_insert(HeaderValue::from_static("application/json"));
            self.body = Some(body.to_string().into_bytes());
        }
    }

    /// The number that a member of the JSON body has, at a JSON Pointer.
    pub(crate) fn member_number(&self, pointer: &str) -> Option<u64> {
        self.json()?.pointer(pointer)?.as_u64()
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(self.body.as_deref()?).ok()
    }

    fn refuse(&mut self, problem: String) {
        self.unfit.get_or_insert(problem);
    }
}

/// The member at a JSON Pointer, made where it is not there; `None` where something else than an object is in the way.
fn member<'v>(value: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    pointer.split('/').skip(1).try_fold(value, |value, token| {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        let name = token.replace("~1", "/").replace("~0", "~");
        Some(value.as_object_mut()?.entry(name).or_insert(Value::Null))
    })
}

/// The value of a pair of this name.
fn value_of<'p>(pair: &'p str, name: &str) -> Option<&'p str> {
    pair.strip_prefix(name)?.strip_prefix('=')
}

/// Sends a request, again where that is called for, and gives the whole answer within the time that it may take.
pub(crate) fn run(
    client: Client,
    facts: Facts,
    draft: Draft,
) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send>> {
    Box::pin(async move {
        let timeout = draft.timeout.unwrap_or(client.shared.timeout);
        match tokio::time::timeout(timeout, with_retries(&client.shared, &facts, draft)).await {
            Ok(result) => result,
            Err(_) => Err(Problem::timeout(timeout)),
        }
    })
}

async fn with_retries(shared: &Shared, facts: &Facts, draft: Draft) -> Result<Reply, Problem> {
    let policy = draft.retry.clone().unwrap_or_else(|| shared.retry.clone());
    let may_repeat = policy.allows_repetition(&facts.method, draft.has_idempotency_key);
    let request = request(shared, facts, draft)?;
    let mut retries = 0;
    loop {
        let result = with_redirects(shared, request.clone()).await;
        let Some(retry_after) = worth_another_try(&result, may_repeat) else {
            return result;
        };
        let Some(delay) = policy.delay(retries, retry_after) else {
            return result;
        };
        tokio::time::sleep(delay).await;
        retries += 1;
    }
}

/// Whether to try again, and the time that the server asks to wait.
fn worth_another_try(result: &Result<Reply, Problem>, may_repeat: bool) -> Option<Option<Duration>> {
    match result {
        Ok(reply) => (may_repeat && retry::is_transient(reply.status)).then(|| retry::retry_after(&reply.headers)),
        Err(problem) if problem.is_before_sending() => Some(None),
        Err(problem) => (may_repeat && problem.kind != ProblemKind::Request && problem.kind != ProblemKind::TooLarge)
            .then_some(None),
    }
}

fn request(shared: &Shared, facts: &Facts, draft: Draft) -> Result<TransportRequest, Problem> {
    if let Some(problem) = draft.unfit {
        return Err(Problem::request(problem));
    }
    let carried = credentials::choose(&shared.credentials, facts.security)?;
    let url = match &draft.page {
        Some(page) => page_url(
            url(shared, facts, &draft.path, &[], &Carried::default())?,
            page,
            &carried,
        )?,
        None => url(shared, facts, &draft.path, &draft.query, &carried)?,
    };
    let mut headers = shared.headers.clone();
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static("application/json, */*;q=0.5"));
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
            .map_err(|_| Problem::request("the credentials' header has no valid name"))?;
        headers.insert(name, secret(value)?);
    }
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    Ok(TransportRequest::new(facts.method.clone(), url, headers, draft.body))
}

/// A header value that HTTP/2 doesn't index and `Debug` doesn't show.
fn secret(value: &str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| Problem::request("the credentials hold a character that no header can hold"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn url(
    shared: &Shared,
    facts: &Facts,
    variables: &[(&'static str, String)],
    query: &[String],
    carried: &Carried,
) -> Result<Url, Problem> {
    let mut path = facts.path.to_owned();
    for (name, text) in variables {
        path = path.replace(&format!("{{{name}}}"), text);
    }
    if let Some(segment) = path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        return Err(Problem::request(format!(
            "a path segment can't be `{segment}`: it would lead to another path"
        )));
    }
    let mut text = format!("{}{path}", shared.base_url.as_str().trim_end_matches('/'));
    let pairs: Vec<&str> = query.iter().chain(&carried.query).map(String::as_str).collect();
    if !pairs.is_empty() {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(&pairs.join("&"));
    }
    Url::parse(&text).map_err(|error| Problem::request(format!("the URL is not valid: {error}")))
}

/// The URL of another page, which must be of the same origin: credentials go with it.
fn page_url(operation: Url, page: &str, carried: &Carried) -> Result<Url, Problem> {
    let mut url = operation
        .join(page)
        .map_err(|error| Problem::pages(format!("the URL of the next page is not valid: {error}")))?;
    if url.origin() != operation.origin() {
        return Err(Problem::pages("the URL of the next page leads away from the API"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::pages("the URL of the next page names a user"));
    }
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let is_carried = |pair: &str| carried.query.iter().any(|other| name(other) == name(pair));
    let own = url.query().into_iter().flat_map(|query| query.split('&'));
    let own = own.filter(|pair| !pair.is_empty() && !is_carried(pair));
    let pairs: Vec<&str> = own.chain(carried.query.iter().map(String::as_str)).collect();
    let query = pairs.join("&");
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    Ok(url)
}

async fn with_redirects(shared: &Shared, mut request: TransportRequest) -> Result<Reply, Problem> {
    for _ in 0..MAX_REDIRECTS {
        let response = shared.transport.send(request.clone()).await?;
        match redirected(shared, &request, &response) {
            Some(next) => request = next,
            None => return whole(response, shared.max_response_bytes).await,
        }
    }
    let error = TransportError::new(TransportErrorKind::Other, "too many redirects");
    Err(Problem::from(error))
}

/// The request that a redirect asks for: RFC 9110, section 15.4. Credentials never go to another origin, nor does a body.
fn redirected(shared: &Shared, request: &TransportRequest, response: &TransportResponse) -> Option<TransportRequest> {
    let keeps_method = matches!(response.status, 307 | 308);
    if !keeps_method && !matches!(response.status, 301..=303) {
        return None;
    }
    let target = request.url.join(response.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    let is_own = target.origin() == shared.base_url.origin();
    let is_read = matches!(request.method, Method::GET | Method::HEAD);
    let mut next = request.clone();
    if !is_read && !keeps_method {
        next.method = Method::GET;
        next.body = None;
        next.headers.remove(CONTENT_TYPE);
    }
    if !is_own {
        if next.body.is_some() || !matches!(target.scheme(), "http" | "https") {
            return None;
        }
        next.headers = HeaderMap::new();
        next.headers
            .extend(request.headers.get(ACCEPT).map(|value| (ACCEPT, value.clone())));
    }
    next.url = target;
    Some(next)
}

/// The whole answer, if it is not larger than it may be.
async fn whole(mut response: TransportResponse, limit: u64) -> Result<Reply, Problem> {
    let mut body = Vec::new();
    while let Some(chunk) = response.body.chunk().await? {
        if body.len() as u64 + chunk.len() as u64 > limit {
            return Err(Problem::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply {
        status: response.status,
        headers: response.headers,
        body,
    })
}

impl Problem {
    fn is_before_sending(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }
}
