//! Retries: RFC 9110, sections 9.2.2 and 10.2.3.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use reqwest::Method;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::platform::{self, Instant};

/// How often, and after what delay, requests are retried.
///
/// A request is retried if its method is idempotent (or it has an idempotency key) and the server is busy or unreachable:
/// status codes 408, 429, 502, 503 and 504, attempts that time out, and connections that fail. A connection that fails
/// before anything was sent is retried for every method. A retry that would begin after the timeout of the call isn't
/// made; the last response is returned immediately instead.
#[derive(Clone)]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    /// The status codes that are retried, if not the default ones.
    statuses: Option<Choice<u16>>,
    /// The methods that are retried, if not the idempotent ones.
    methods: Option<Choice<Method>>,
}

/// Whether something is retried.
type Choice<T> = Arc<dyn Fn(&T) -> bool + Send + Sync>;

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RetryPolicy")
            .field("max_retries", &self.max_retries)
            .field("base_delay", &self.base_delay)
            .field("max_delay", &self.max_delay)
            .field("max_retry_after", &self.max_retry_after)
            .finish_non_exhaustive()
    }
}

impl Default for RetryPolicy {
    /// Two retries, after about half a second and a second; `Retry-After` is honoured up to one minute.
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            statuses: None,
            methods: None,
        }
    }
}

impl RetryPolicy {
    /// No retries.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets the maximum number of retries.
    #[must_use]
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Sets the delay before the first retry, which doubles with each further one; about half of it is random.
    #[must_use]
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// Sets the maximum delay before a retry, unless the server requests one.
    #[must_use]
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// Sets the maximum `Retry-After`; a longer one ends the call with the server's response.
    #[must_use]
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets the status codes that are retried, in place of the default ones.
    #[must_use]
    pub fn statuses(self, statuses: impl IntoIterator<Item = u16>) -> Self {
        let statuses: BTreeSet<u16> = statuses.into_iter().collect();
        self.statuses_if(move |status| statuses.contains(&status))
    }

    /// Sets the status codes that are retried by a predicate: `|status| status >= 500`.
    #[must_use]
    pub fn statuses_if(mut self, statuses: impl Fn(u16) -> bool + Send + Sync + 'static) -> Self {
        self.statuses = Some(Arc::new(move |status: &u16| statuses(*status)));
        self
    }

    /// Sets the methods that are retried, in place of the idempotent ones. Retrying other methods may perform their effect
    /// twice. A request with an idempotency key is always retried.
    #[must_use]
    pub fn methods(self, methods: impl IntoIterator<Item = Method>) -> Self {
        let methods: Vec<Method> = methods.into_iter().collect();
        self.methods_if(move |method| methods.contains(method))
    }

    /// Sets the methods that are retried by a predicate.
    #[must_use]
    pub fn methods_if(mut self, methods: impl Fn(&Method) -> bool + Send + Sync + 'static) -> Self {
        self.methods = Some(Arc::new(methods));
        self
    }

    /// Retries requests of every method, which may perform their effect twice.
    #[must_use]
    pub fn all_methods(self) -> Self {
        self.methods_if(|_| true)
    }

    /// Whether a request may be sent a second time although the first may have had its effect.
    pub(super) fn allows_repetition(&self, method: &Method, has_idempotency_key: bool) -> bool {
        has_idempotency_key
            || match &self.methods {
                Some(methods) => methods(method),
                None => method.is_idempotent(),
            }
    }

    /// Whether a response with this status code is worth a retry.
    pub(super) fn is_transient(&self, status: u16) -> bool {
        match &self.statuses {
            Some(statuses) => statuses(&status),
            None => matches!(status, 408 | 429 | 502 | 503 | 504),
        }
    }

    /// The delay before the next attempt; `None` if there is none.
    pub(super) fn delay(&self, retries: u32, retry_after: Option<Duration>) -> Option<Duration> {
        if retries >= self.max_retries {
            return None;
        }
        match retry_after {
            Some(asked) => (asked <= self.max_retry_after).then_some(asked),
            None => {
                let doubled = self.base_delay.saturating_mul(1 << retries.min(16)).min(self.max_delay);
                Some(doubled.mul_f64(0.5 + random() / 2.0))
            }
        }
    }
}

/// The retry policy of a call, and its deadline.
pub(super) struct Pace {
    pub(super) policy: RetryPolicy,
    pub(super) deadline: Option<Instant>,
}

impl Pace {
    /// The delay before the next attempt; `None` if there is none, or if it would be too late.
    pub(super) fn delay(&self, retries: u32, retry_after: Option<Duration>) -> Option<Duration> {
        let delay = self.policy.delay(retries, retry_after)?;
        let is_in_time = |deadline: Instant| Instant::now().checked_add(delay).is_some_and(|at| at < deadline);
        self.deadline.is_none_or(is_in_time).then_some(delay)
    }
}

/// The delay that the server requests: in milliseconds, in seconds (possibly with a fraction) or as a date; zero for a past
/// date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms")
        .map(|milliseconds| milliseconds / 1000.0)
        .or_else(|| number(RETRY_AFTER.as_str()));
    if let Some(wait) = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        return Some(wait);
    }
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let date = httpdate::parse_http_date(text).ok()?;
    let since_epoch = date.duration_since(UNIX_EPOCH).unwrap_or_default();
    Some(since_epoch.saturating_sub(platform::since_epoch()))
}

/// A number from 0 to 1, other than the last one: enough for clients not to knock all at once.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
