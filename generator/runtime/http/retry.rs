//! What is tried again, and when: RFC 9110, sections 9.2.2 and 10.2.3.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, UNIX_EPOCH};

use reqwest::Method;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::platform;

/// How often, and after what time, a request is tried again.
///
/// A request is tried again when its method is idempotent (or it carries an idempotency key) and the server was busy or
/// gone: statuses 408, 429, 502, 503 and 504, and connections that fail. A connection that fails before a byte was sent is
/// tried again for every method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    retries_all_methods: bool,
}

impl Default for RetryPolicy {
    /// Two retries, after about half a second and a second; `Retry-After` is honoured up to a minute.
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            retries_all_methods: false,
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

    /// Tries requests of methods that are not idempotent again as well, which may do twice what they ask for.
    #[must_use]
    pub fn all_methods(mut self) -> Self {
        self.retries_all_methods = true;
        self
    }

    /// Whether a request may be sent a second time although the first may have had its effect.
    pub(super) fn allows_repetition(&self, method: &Method, has_idempotency_key: bool) -> bool {
        self.retries_all_methods || has_idempotency_key || method.is_idempotent()
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

/// Whether a status says that trying again may help.
pub(super) fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 502 | 503 | 504)
}

/// The time that the server asks to wait, in seconds or until a date; zero for a date that is past.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let since_epoch = date.duration_since(UNIX_EPOCH).unwrap_or_default();
    Some(since_epoch.saturating_sub(platform::since_epoch()))
}

/// A number from 0 to 1, other than the last one: enough for clients not to knock all at once.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
