//! The one path to the network.

use std::time::Duration;

use reqwest::header::AUTHORIZATION;

use super::assemble;
use super::client::Client;
use super::credentials;
use super::draft::Draft;
use super::operation::{Facts, Streamed};
use super::platform::{self, BoxFuture};
use super::problem::{Problem, ProblemKind};
use super::redirects::{Following, with_redirects};
use super::reply::{self, Origin, Reply};
use super::retry::{self, RetryPolicy};
use super::tokens::TokenRequest;
use super::trace::CallSpan;
use super::transport::{TransportErrorKind, TransportRequest, TransportResponse};

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
        following: Following {
            declared: draft.redirects,
            max: draft.max_redirects.unwrap_or(shared.max_redirects),
        },
        streamed: draft.streamed,
    };
    let mut request = assemble::request(call.client, call.facts, &base, draft, &carried)?;
    let result = with_retries(call, &attempts, &request).await;
    let (Ok(Reply { status: 401, .. }), Some(refused)) = (&result, &carried.token) else {
        return result;
    };
    if !request.is_whole() {
        return result;
    }
    // Boxed, as it is seldom needed.
    Box::pin(async {
        let renewed = chosen.carried(scopes, token_request, Some(refused)).await?;
        let token = renewed.token.as_deref().unwrap_or_default();
        request
            .headers
            .insert(AUTHORIZATION, assemble::secret(&credentials::bearer(token))?);
        with_retries(call, &attempts, &request).await
    })
    .await
}

/// How a request is sent.
struct Attempts {
    policy: RetryPolicy,
    may_repeat: bool,
    following: Following,
    streamed: &'static [Streamed],
}

async fn with_retries(call: &Call<'_>, attempts: &Attempts, request: &TransportRequest) -> Result<Reply, Problem> {
    let mut retries = 0;
    loop {
        let result = attempt(call, attempts, retries, request).await;
        if !request.is_whole() {
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

async fn attempt(
    call: &Call<'_>,
    attempts: &Attempts,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<Reply, Problem> {
    let response = with_redirects(call.client, call.facts, attempts.following, resend_count, request).await?;
    match is_streamed(attempts.streamed, &response) {
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
    let following = Following {
        declared: &[],
        max: client.shared.max_redirects,
    };
    with_redirects(client, facts, following, resend_count, &request).await
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
