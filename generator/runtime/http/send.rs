//! The one path to the network.

use std::time::Duration;

use reqwest::header::AUTHORIZATION;

use super::assemble;
use super::client::Client;
use super::credential;
use super::credentials;
use super::draft::Draft;
use super::facts::{Facts, Streamed};
use super::media_types;
use super::patience::Patience;
use super::platform::{self, BoxFuture, Instant};
use super::problem::{Problem, ProblemKind};
use super::redirects::{Following, with_redirects};
use super::reply::{self, Origin, Reply};
use super::retry::{self, Pace};
use super::token_transport::TokenTransport;
use super::trace::CallSpan;
use super::transport::{TransportErrorKind, TransportRequest, TransportResponse};

/// Sends a request with retries and returns the whole response before the timeout, or only the head of a streamed one.
pub(crate) fn run(client: Client, facts: Facts, draft: Box<Draft>) -> BoxFuture<'static, Result<Reply, Problem>> {
    Box::pin(async move {
        let timeout = draft.timeout.unwrap_or(client.shared.timeout);
        let patience = match draft.timeout {
            Some(own) => Patience::total(own),
            None => Patience::from_upload(timeout, draft.body.as_ref()),
        };
        let retry = draft.retry.clone();
        let again = (!draft.streamed.is_empty()).then(|| draft.clone());
        let span = CallSpan::new(&facts);
        let call = Call {
            client: &client,
            facts: &facts,
            span: &span,
            deadline: Instant::now().checked_add(timeout),
        };
        let result = span.around(patience.within(with_credentials(&call, draft))).await;
        let result = result.unwrap_or_else(|_| Err(Problem::timeout(timeout)));
        span.ended(&result);
        let observed = client.shared.observed();
        result.map(|reply| {
            reply.observed(observed).of(|| Origin {
                retry: retry.unwrap_or_else(|| client.shared.retry.clone()),
                client,
                facts,
                timeout,
                draft: again,
            })
        })
    })
}

/// What stays the same during a call.
struct Call<'a> {
    client: &'a Client,
    facts: &'a Facts,
    span: &'a CallSpan,
    /// When the call has to be over.
    deadline: Option<Instant>,
}

/// Sends a request with its credentials, and again with a new token if a fetched one is rejected.
async fn with_credentials(call: &Call<'_>, draft: Box<Draft>) -> Result<Reply, Problem> {
    let shared = &call.client.shared;
    let base = shared.servers.of(draft.server)?;
    call.span.server(&base);
    let scopes = draft.scopes;
    let transport = TokenTransport::new(call.client, call.deadline);
    let token_request = transport.request();
    let chosen = credentials::choose(shared, call.facts, &base, &draft)?;
    let carried = chosen.carried(scopes, token_request, None).await?;
    let attempts = Attempts::new(call, &draft);
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
            .insert(AUTHORIZATION, assemble::secret(&credential::bearer(token))?);
        with_retries(call, &attempts, &request).await
    })
    .await
}

/// The settings of the attempts.
struct Attempts {
    pace: Pace,
    may_repeat: bool,
    /// How long each may take.
    timeout: Option<Duration>,
    following: Following,
    streamed: &'static [Streamed],
}

impl Attempts {
    fn new(call: &Call<'_>, draft: &Draft) -> Self {
        let shared = &call.client.shared;
        let policy = draft.retry.clone().unwrap_or_else(|| shared.retry.clone());
        Self {
            may_repeat: policy.allows_repetition(&call.facts.verb(), draft.has_idempotency_key),
            pace: Pace {
                policy,
                deadline: call.deadline,
            },
            timeout: draft.attempt_timeout.or(shared.attempt_timeout),
            following: Following {
                declared: draft.redirects,
                max: draft.max_redirects.unwrap_or(shared.max_redirects),
            },
            streamed: draft.streamed,
        }
    }

    /// Whether to retry, and the delay that the server requests.
    fn worth_another(&self, result: &Result<Reply, Problem>) -> Option<Option<Duration>> {
        match result {
            Ok(reply) => {
                let may_help = self.may_repeat && self.pace.policy.is_transient(reply.status);
                may_help.then(|| retry::retry_after(&reply.headers))
            }
            Err(problem) if problem.is_before_sending() => Some(None),
            Err(problem) if problem.transport_kind() == Some(TransportErrorKind::Refused) => None,
            Err(problem) => {
                let may_help = matches!(problem.kind, ProblemKind::Transport | ProblemKind::Timeout);
                (self.may_repeat && may_help).then_some(None)
            }
        }
    }
}

async fn with_retries(call: &Call<'_>, attempts: &Attempts, request: &TransportRequest) -> Result<Reply, Problem> {
    let mut retries = 0;
    loop {
        let result = timed_attempt(call, attempts, retries, request).await;
        if !request.is_whole() {
            return result;
        }
        let retry_after = attempts.worth_another(&result);
        let Some(delay) = retry_after.and_then(|retry_after| attempts.pace.delay(retries, retry_after)) else {
            return result;
        };
        platform::sleep(delay).await;
        retries += 1;
        call.span.resent(retries);
    }
}

async fn timed_attempt(
    call: &Call<'_>,
    attempts: &Attempts,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<Reply, Problem> {
    let attempt = attempt(call, attempts, resend_count, request);
    let Some(timeout) = attempts.timeout else {
        return attempt.await;
    };
    let patience = Patience::from_upload(timeout, request.body.as_ref());
    // Boxed, so that calls without such a limit don't have to hold what it needs.
    let result = Box::pin(async move { patience.within(attempt).await }).await;
    result.unwrap_or_else(|_| Err(Problem::timeout(timeout)))
}

async fn attempt(
    call: &Call<'_>,
    attempts: &Attempts,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<Reply, Problem> {
    let response = with_redirects(call.client, call.facts, attempts.following, resend_count, request).await?;
    match is_streamed(attempts.streamed, &response) {
        true => Ok(Reply::unread(response)),
        false => whole(response, call.client.shared.max_response_bytes).await,
    }
}

fn is_streamed(streamed: &[Streamed], response: &TransportResponse) -> bool {
    streamed.iter().any(|(statuses, media_types)| {
        statuses.contains(&response.status)
            && (media_types.is_empty() || media_types::has_media_type(&response.headers, media_types))
    })
}

/// The whole response, if it doesn't exceed the size limit.
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
