//! Signatures of webhooks as specified by [Standard Webhooks](https://www.standardwebhooks.com).

mod verifier;

pub use verifier::{SecretError, SignatureError, Verifier};
