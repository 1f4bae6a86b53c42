//! The client.

use std::fmt;
use std::sync::Arc;

use reqwest::header::HeaderMap;

use super::credential::Credential;
use super::departures::Observed;
use super::network::Network;
use super::servers::Servers;
use super::settings::Settings;

/// A client of this API.
///
/// Cloning is cheap: clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
    pub(super) network: Arc<Network>,
}

/// What all clones of a client share besides the network.
pub(super) struct Shared {
    pub(super) servers: Servers,
    pub(super) headers: HeaderMap,
    pub(super) settings: Settings,
}

/// All that needs no check when the client is built.
impl std::ops::Deref for Shared {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Shared {
    /// What is to be filled in of a response, if somebody listens.
    pub(super) fn observed(&self) -> Option<Observed> {
        let listener = self.settings.listener.as_ref()?;
        Some(Observed::new(listener, self.settings.expected))
    }
}

impl Client {
    /// The same client with another credential. Whether that can be sent is checked when it is, so nothing can fail here.
    pub(crate) fn with_credential(&self, scheme: &'static str, credential: Credential) -> Self {
        let mut settings = self.shared.settings.clone();
        settings.set_credential(scheme, credential);
        Self {
            shared: Arc::new(Shared {
                servers: self.shared.servers.clone(),
                headers: self.shared.headers.clone(),
                settings,
            }),
            network: Arc::clone(&self.network),
        }
    }
}

/// Neither credentials nor headers are shown.
impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("host", &self.shared.servers.base.host_str())
            .field("timeout", &self.shared.timeout)
            .field("retry", &self.shared.retry)
            .finish_non_exhaustive()
    }
}
