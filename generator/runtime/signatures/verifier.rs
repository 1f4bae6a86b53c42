//! Verifies signatures of received requests: Standard Webhooks 1.0, "Verifying webhook authenticity".

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::HeaderMap;
use sha2::Sha256;

/// How secrets begin when they are written out.
const SECRET_PREFIX: &str = "whsec_";

/// The version of signatures that secrets are for.
const VERSION: &str = "v1";

/// The names of the headers: the standard's own, and those of Svix, which it comes from.
const NAMES: [[&str; 3]; 2] = [
    ["webhook-id", "webhook-timestamp", "webhook-signature"],
    ["svix-id", "svix-timestamp", "svix-signature"],
];

/// Verifies that a request was signed with the secret, and recently.
///
/// It requires the exact bytes of the body: JSON that was parsed and serialised again has another signature.
///
/// ```text
/// let verifier = Verifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
/// verifier.verify(&headers, &body)?;
/// ```
#[derive(Clone)]
pub struct Verifier {
    keys: Vec<Vec<u8>>,
    tolerance: Duration,
}

/// The secrets are not shown.
impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .field("tolerance", &self.tolerance)
            .finish()
    }
}

impl Verifier {
    /// Creates a verifier for a secret: base64, with or without the prefix `whsec_`.
    ///
    /// # Errors
    ///
    /// Returns an error if the secret is empty or isn't base64.
    pub fn new(secret: &str) -> Result<Self, SecretError> {
        Ok(Self {
            keys: vec![key(secret)?],
            tolerance: Duration::from_secs(5 * 60),
        })
    }

    /// Accepts another secret as well, for key rotation.
    ///
    /// # Errors
    ///
    /// Returns an error if the secret is empty or isn't base64.
    pub fn or_secret(mut self, secret: &str) -> Result<Self, SecretError> {
        self.keys.push(key(secret)?);
        Ok(self)
    }

    /// Sets how far the timestamp may be from now, in the past or future. Default: five minutes.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies that a request was signed with the secret within the tolerated time.
    ///
    /// A server may send a request more than once. To process it only once, remember the header `webhook-id`.
    ///
    /// # Errors
    ///
    /// Returns an error if it wasn't. Don't trust the request then.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), SignatureError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Like [`verify`](Self::verify), but relative to another time.
    ///
    /// # Errors
    ///
    /// See [`verify`](Self::verify).
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), SignatureError> {
        let [id, timestamp, signatures] = signed_headers(headers)?;
        let is_timely = sent_at(timestamp).is_some_and(|sent| distance(sent, now) <= self.tolerance);
        let is_signed = self
            .keys
            .iter()
            .any(|key| is_signed(key, id, timestamp, body, signatures));
        match (is_signed, is_timely) {
            (false, _) => Err(SignatureError::Mismatch),
            (true, false) => Err(SignatureError::Untimely),
            (true, true) => Ok(()),
        }
    }
}

fn key(secret: &str) -> Result<Vec<u8>, SecretError> {
    let text = secret.trim();
    let key = STANDARD.decode(text.strip_prefix(SECRET_PREFIX).unwrap_or(text));
    key.ok().filter(|key| !key.is_empty()).ok_or(SecretError(()))
}

fn signed_headers(headers: &HeaderMap) -> Result<[&str; 3], SignatureError> {
    let [standard, svix] = NAMES;
    let is_there = |names: &[&'static str; 3]| names.iter().any(|name| headers.contains_key(*name));
    let names = if is_there(&svix) && !is_there(&standard) {
        svix
    } else {
        standard
    };
    let [id, timestamp, signatures] = names.map(|name| text(headers, name));
    Ok([id?, timestamp?, signatures?])
}

fn text<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, SignatureError> {
    let value = headers.get(name).ok_or(SignatureError::MissingHeader(name))?;
    value.to_str().map_err(|_| SignatureError::Mismatch)
}

fn is_signed(key: &[u8], id: &str, timestamp: &str, body: &[u8], signatures: &str) -> bool {
    let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(key) else {
        return false;
    };
    hmac.update(id.as_bytes());
    hmac.update(b".");
    hmac.update(timestamp.as_bytes());
    hmac.update(b".");
    hmac.update(body);
    let versioned = signatures.split(' ').filter_map(|signature| signature.split_once(','));
    let known = versioned.filter(|(version, _)| *version == VERSION);
    let mut decoded = known.filter_map(|(_, signature)| STANDARD.decode(signature).ok());
    // The comparison takes the same time wherever the two differ.
    decoded.any(|signature| hmac.clone().verify_slice(&signature).is_ok())
}

fn sent_at(timestamp: &str) -> Option<SystemTime> {
    let is_plain = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = timestamp.parse().ok().filter(|_| is_plain)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn distance(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other).unwrap_or_else(|error| error.duration())
}

/// Why a request can't be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// This header is missing.
    MissingHeader(&'static str),
    /// The timestamp is too old, or too far in the future.
    Untimely,
    /// The request wasn't signed with the secret, or was changed afterwards.
    Mismatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(formatter, "the header `{name}` is missing"),
            Self::Untimely => formatter.write_str("the timestamp of the signature is outside the tolerance"),
            Self::Mismatch => formatter.write_str("the signature doesn't match"),
        }
    }
}

impl Error for SignatureError {}

/// The error for a secret that isn't base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretError(());

impl fmt::Display for SecretError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the webhook secret isn't base64")
    }
}

impl Error for SecretError {}
