//! Signatures of webhooks as [Standard Webhooks](https://www.standardwebhooks.com) have them.

mod verifier;

pub use verifier::{SecretError, SignatureError, Verifier};
