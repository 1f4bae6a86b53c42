//! What is tried again, and when: RFC 9110, sections 9.2.2 and 10.2.3.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use reqwest::Method;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::platform::{self, Instant};

/// How often, and after what time, a request is tried again.
///
/// A request is tried again when its method is idempotent (or it carries an idempotency key) and the server was busy or
/// gone: statuses 408, 429, 502, 503 and 504, attempts that take too long, and connections that fail. A connection that fails
/// before a byte was sent is tried again for every method. Nothing is tried again that would begin after the call's timeout:
/// the last response is returned at once instead.
#[derive(Clone)]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    /// The statuses that are tried again, if not the usual ones.
    statuses: Option<Arc<dyn Fn(u16) -> bool + Send + Sync>>,
    /// The methods that may be repeated, if not the idempotent ones.
    methods: Option<Arc<dyn Fn(&Method) -> bool + Send + Sync>>,
}

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
    /// Two retries, after about half a second and a second; `Retry-After` is honoured up to a minute.
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
    /// Nothing is tried again.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How often a request is tried again at most.
    #[must_use]
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// The time before the first retry, which doubles with each further one; about half of it is random.
    #[must_use]
    pub fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// The longest time before a retry that the server doesn't ask for.
    #[must_use]
    pub fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// The longest `Retry-After` that is waited for; a longer one ends the call with the server's answer.
    #[must_use]
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// The statuses that are tried again, in place of the usual ones.
    #[must_use]
    pub fn statuses(self, statuses: impl IntoIterator<Item = u16>) -> Self {
        let statuses: BTreeSet<u16> = statuses.into_iter().collect();
        self.statuses_if(move |status| statuses.contains(&status))
    }

    /// The same by a predicate: `|status| status >= 500`.
    #[must_use]
    pub fn statuses_if(mut self, statuses: impl Fn(u16) -> bool + Send + Sync + 'static) -> Self {
        self.statuses = Some(Arc::new(statuses));
        self
    }

    /// The methods whose requests may be repeated, in place of the idempotent ones. What other methods ask for may be done
    /// twice. A request with an idempotency key may be repeated in any case.
    #[must_use]
    pub fn methods(self, methods: impl IntoIterator<Item = Method>) -> Self {
        let methods: Vec<Method> = methods.into_iter().collect();
        self.methods_if(move |method| methods.contains(method))
    }

    /// The same by a predicate.
    #[must_use]
    pub fn methods_if(mut self, methods: impl Fn(&Method) -> bool + Send + Sync + 'static) -> Self {
        self.methods = Some(Arc::new(methods));
        self
    }

    /// Repeats requests of every method, which may do twice what they ask for.
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

    /// Whether a status says that trying again may help.
    pub(super) fn is_transient(&self, status: u16) -> bool {
        match &self.statuses {
            Some(statuses) => statuses(status),
            None => matches!(status, 408 | 429 | 502 | 503 | 504),
        }
    }

    /// The time before the next try; `None` when there is none.
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

/// What is tried again, and until when.
pub(super) struct Pace {
    pub(super) policy: RetryPolicy,
    pub(super) deadline: Option<Instant>,
}

impl Pace {
    /// The time before the next try; `None` when there is none, or when it would come too late.
    pub(super) fn delay(&self, retries: u32, retry_after: Option<Duration>) -> Option<Duration> {
        let delay = self.policy.delay(retries, retry_after)?;
        let is_in_time = |deadline: Instant| Instant::now().checked_add(delay).is_some_and(|at| at < deadline);
        self.deadline.is_none_or(is_in_time).then_some(delay)
    }
}

/// The time that the server asks to wait: in milliseconds, in seconds, which may have a fraction, or until a date; zero for a
/// date that is past.
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
