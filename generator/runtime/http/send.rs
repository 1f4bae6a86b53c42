//! The one path to the network.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Url};

use super::body::Body;
use super::client::Client;
use super::credentials::{self, Carried};
use super::hooks::exchange;
use super::operation::{Facts, Operation, Scopes, Streamed};
use super::page_url;
use super::platform::{self, BoxFuture};
use super::problem::{Problem, ProblemKind};
use super::reply::{self, Origin, Reply};
use super::retry::{self, RetryPolicy};
use super::servers::OwnServer;
use super::tokens::TokenRequest;
use super::trace::CallSpan;
use super::transport::{TransportErrorKind, TransportRequest, TransportResponse};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 10;

/// The inputs of a request, each encoded for its place.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<String>,
    pub(crate) headers: HeaderMap,
    cookies: Vec<String>,
    pub(crate) body: Option<Body>,
    /// The header of the body, unless `headers` has another one.
    pub(crate) content_type: Option<HeaderValue>,
    /// The URL of another page, as an answer gave it.
    pub(crate) page: Option<String>,
    server: Option<OwnServer>,
    scopes: Scopes,
    /// What is wrong with an input; the first such thing.
    unfit: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) has_idempotency_key: bool,
    accept: &'static str,
    streamed: &'static [Streamed],
}

impl Draft {
    /// A request without inputs.
    pub(super) fn of<Op: Operation>() -> Self {
        Self {
            server: Op::SERVER,
            scopes: Op::SCOPES,
            accept: Op::ACCEPT,
            streamed: Op::STREAMED,
            ..Self::default()
        }
    }

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
                self.has_idempotency_key |= name == "idempotency-key";
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` holds a character that no header can hold")),
        }
    }

    /// A body goes by its own media type where it has one; a declared range like `image/*` is none.
    pub(super) fn body(&mut self, media_type: &str, body: Body) {
        let is_range = media_type.contains('*');
        match (body.own_content_type(), media_type) {
            (Some(own), _) => self.set_content_type(own),
            (None, "*/*") => self.set_content_type("application/octet-stream"),
            (None, "text/*") => self.set_content_type("text/plain"),
            (None, _) if is_range => self.refuse(format!(
                "the body may be any `{media_type}`: say which it is with `Body::content_type`"
            )),
            (None, _) => self.set_content_type(media_type),
        }
        self.body = Some(body);
    }

    fn set_content_type(&mut self, media_type: &str) {
        match HeaderValue::from_bytes(media_type.as_bytes()) {
            Ok(value) => self.content_type = Some(value),
            Err(_) => self.refuse(format!("`{}` is no media type", media_type.escape_debug())),
        }
    }

    pub(super) fn refuse(&mut self, problem: String) {
        self.unfit.get_or_insert(problem);
    }
}

/// Sends a request, again where that is called for, and gives the whole answer within the time that it may take; of an
/// answer that is streamed the head alone.
pub(crate) fn run(client: Client, facts: Facts, draft: Box<Draft>) -> BoxFuture<'static, Result<Reply, Problem>> {
    Box::pin(async move {
        let timeout = draft.timeout.unwrap_or(client.shared.timeout);
        let retry = draft.retry.clone();
        let span = CallSpan::new(&facts);
        let call = Call {
            client: &client,
            facts: &facts,
            span: &span,
        };
        let result = span
            .around(platform::within(timeout, with_credentials(&call, draft)))
            .await;
        let result = result.unwrap_or_else(|_| Err(Problem::timeout(timeout)));
        span.ended(&result);
        result.map(|reply| {
            reply.of(|| Origin {
                retry: retry.unwrap_or_else(|| client.shared.retry.clone()),
                client,
                facts,
                timeout,
            })
        })
    })
}

/// What stays the same during a call.
struct Call<'a> {
    client: &'a Client,
    facts: &'a Facts,
    span: &'a CallSpan,
}

/// Sends a request with the credentials that it asks for; once more with a new token if a fetched one is refused.
async fn with_credentials(call: &Call<'_>, draft: Box<Draft>) -> Result<Reply, Problem> {
    let shared = &call.client.shared;
    let base = shared.servers.of(draft.server)?;
    call.span.server(&base);
    let policy = draft.retry.clone().unwrap_or_else(|| shared.retry.clone());
    let scopes = draft.scopes;
    let token_request = TokenRequest {
        scopes: &[],
        base_url: &shared.servers.base,
        transport: &*call.client.network.transport,
    };
    let chosen = credentials::choose(&shared.credentials, call.facts.security)?;
    let carried = chosen.carried(scopes, token_request, None).await?;
    let attempts = Attempts {
        may_repeat: policy.allows_repetition(&call.facts.method, draft.has_idempotency_key),
        policy,
        streamed: draft.streamed,
    };
    let mut request = request(call, &base, draft, &carried)?;
    let result = with_retries(call, &attempts, &request).await;
    let (Ok(Reply { status: 401, .. }), Some(refused)) = (&result, &carried.token) else {
        return result;
    };
    if !is_whole(&request) {
        return result;
    }
    // Boxed, as it is seldom needed.
    Box::pin(async {
        let renewed = chosen.carried(scopes, token_request, Some(refused)).await?;
        let token = renewed.token.as_deref().unwrap_or_default();
        request
            .headers
            .insert(AUTHORIZATION, secret(&credentials::bearer(token))?);
        with_retries(call, &attempts, &request).await
    })
    .await
}

/// How a request is sent.
struct Attempts {
    policy: RetryPolicy,
    may_repeat: bool,
    streamed: &'static [Streamed],
}

async fn with_retries(call: &Call<'_>, attempts: &Attempts, request: &TransportRequest) -> Result<Reply, Problem> {
    let mut retries = 0;
    loop {
        let result = attempt(call, attempts.streamed, retries, request).await;
        if !is_whole(request) {
            return result;
        }
        let Some(retry_after) = worth_another_try(&result, attempts.may_repeat) else {
            return result;
        };
        let Some(delay) = attempts.policy.delay(retries, retry_after) else {
            return result;
        };
        platform::sleep(delay).await;
        retries += 1;
        call.span.resent(retries);
    }
}

/// Whether the body is still there to be sent: what a reader gave is gone.
fn is_whole(request: &TransportRequest) -> bool {
    request.body.as_ref().is_none_or(Body::is_whole)
}

/// Whether to try again, and the time that the server asks to wait.
fn worth_another_try(result: &Result<Reply, Problem>, may_repeat: bool) -> Option<Option<Duration>> {
    match result {
        Ok(reply) => (may_repeat && retry::is_transient(reply.status)).then(|| retry::retry_after(&reply.headers)),
        Err(problem) if problem.is_before_sending() => Some(None),
        Err(problem) => {
            let may_help = matches!(problem.kind, ProblemKind::Transport | ProblemKind::Timeout);
            (may_repeat && may_help).then_some(None)
        }
    }
}

fn request(call: &Call<'_>, base: &Url, draft: Box<Draft>, carried: &Carried) -> Result<TransportRequest, Problem> {
    let facts = call.facts;
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
    let mut headers = call.client.shared.headers.clone();
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
            .map_err(|_| Problem::request("the credentials' header has no valid name"))?;
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
fn secret(value: &str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| Problem::request("the credentials hold a character that no header can hold"))?;
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

async fn attempt(
    call: &Call<'_>,
    streamed: &'static [Streamed],
    resend_count: u32,
    request: &TransportRequest,
) -> Result<Reply, Problem> {
    let response = with_redirects(call.client, call.facts, resend_count, request).await?;
    match is_streamed(streamed, &response) {
        true => Ok(Reply::unread(response, request.clone())),
        false => whole(response, call.client.shared.max_response_bytes).await,
    }
}

fn is_streamed(streamed: &[Streamed], response: &TransportResponse) -> bool {
    streamed.iter().any(|(statuses, media_types)| {
        statuses.contains(&response.status)
            && (media_types.is_empty() || reply::has_media_type(&response.headers, media_types))
    })
}

/// Sends a request again whose answer broke off, and gives the new answer.
pub(super) async fn reopened(
    client: &Client,
    facts: &Facts,
    resend_count: u32,
    request: TransportRequest,
) -> Result<TransportResponse, Problem> {
    with_redirects(client, facts, resend_count, &request).await
}

async fn with_redirects(
    client: &Client,
    facts: &Facts,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<TransportResponse, Problem> {
    let mut redirect: Option<Box<TransportRequest>> = None;
    for _ in 0..MAX_REDIRECTS {
        let current = redirect.as_deref().unwrap_or(request);
        let response = exchange(client, facts, resend_count, current).await?;
        match redirected(&request.url, current, &response) {
            Some(next) => redirect = Some(Box::new(next)),
            None => return Ok(response),
        }
    }
    Err(Problem::redirects())
}

/// The request that a redirect asks for: RFC 9110, section 15.4. Credentials never go to another origin, nor does a body.
fn redirected(first: &Url, request: &TransportRequest, response: &TransportResponse) -> Option<TransportRequest> {
    let keeps_method = matches!(response.status, 307 | 308);
    if !keeps_method && !matches!(response.status, 301..=303) {
        return None;
    }
    let target = request.url.join(response.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    let is_own = target.origin() == first.origin();
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
    is_whole(&next).then_some(next)
}

/// The whole answer, if it is not larger than it may be.
async fn whole(mut response: TransportResponse, limit: u64) -> Result<Reply, Problem> {
    let mut body = Vec::new();
    while let Some(chunk) = response.body.chunk().await? {
        if body.len() as u64 + chunk.len() as u64 > limit {
            return Err(Problem::too_large(limit));
        }
        match body.is_empty() {
            true => body = chunk,
            false => body.extend_from_slice(&chunk),
        }
    }
    Ok(Reply::whole(response.status, response.headers, body))
}

impl Problem {
    fn is_before_sending(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }
}
