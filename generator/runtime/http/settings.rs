//! What a client is built from.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::credential::Credential;
use super::departures::{Expected, Listener};
use super::hooks::Hook;
use super::reqwest_transport::ConnectSettings;
use super::retry::RetryPolicy;
use super::schemes::Scheme;
use super::servers::ServerChoice;

/// What a client is built from, and keeps for [`Client::to_builder`].
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) servers: ServerChoice,
    pub(super) user_agent: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<String>,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: BTreeMap<&'static str, Credential>,
    pub(super) sends_credentials: bool,
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) connect: ConnectSettings,
    pub(super) retry: RetryPolicy,
    pub(super) max_redirects: usize,
    pub(super) max_response_bytes: u64,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) listener: Option<Listener>,
    pub(super) expected: &'static [Expected],
}

impl Settings {
    pub(super) fn set_credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.insert(scheme, credential);
        self.sends_credentials = true;
    }
}
