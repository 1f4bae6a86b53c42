//! How a client is built.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::client::{Client, Shared};
use super::credentials::Credential;
use super::hooks::Hook;
use super::network::Network;
use super::reqwest_transport::ReqwestTransport;
use super::retry::RetryPolicy;
use super::schemes::Scheme;
use super::servers::{OwnServer, ServerChoice};
use super::transport::Transport;
use crate::runtime::causes::Causes;

/// Settings of a [`Client`] that is yet to be built.
#[must_use]
pub struct ClientBuilder {
    pub(super) settings: Settings,
    /// The way to the network; `None` for one of its own.
    pub(super) network: Option<Arc<Network>>,
}

/// What a client is built from, and keeps for [`Client::to_builder`].
#[derive(Clone)]
pub(super) struct Settings {
    servers: ServerChoice,
    user_agent: String,
    headers: Vec<(String, String)>,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: BTreeMap<&'static str, Credential>,
    pub(super) sends_credentials: bool,
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Option<Duration>,
    connect_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_redirects: usize,
    pub(super) max_response_bytes: u64,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
}

/// Neither credentials nor headers are shown.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    pub(crate) fn new(base_url: Option<&str>, user_agent: &str) -> Self {
        let servers = ServerChoice {
            base: base_url.map(str::to_owned),
            ..ServerChoice::default()
        };
        Self {
            settings: Settings {
                servers,
                user_agent: user_agent.to_owned(),
                headers: Vec::new(),
                schemes: &[],
                credentials: BTreeMap::new(),
                sends_credentials: true,
                timeout: Duration::from_secs(60),
                attempt_timeout: None,
                connect_timeout: Duration::from_secs(10),
                retry: RetryPolicy::default(),
                max_redirects: 10,
                max_response_bytes: 64 * 1024 * 1024,
                hooks: Vec::new(),
            },
            network: None,
        }
    }

    /// The security schemes of the API.
    pub(crate) fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.settings.schemes = schemes;
        self
    }

    /// Where the API is: an absolute URL, to which the paths of the operations are added. Everything is sent there, also
    /// operations for which the document names servers of their own, so that a test never reaches a real server.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.settings.servers.base = Some(base_url.into());
        self.settings.servers.is_for_all = true;
        self
    }

    /// Another server of the document for the operations that have none of their own; the others stay where they are.
    pub fn server(mut self, server: impl Into<String>) -> Self {
        self.settings.servers.base = Some(server.into());
        self.settings.servers.is_for_all = false;
        self
    }

    /// Where the operations are sent for which the document names this server.
    pub fn server_url(mut self, server: OwnServer, url: impl Into<String>) -> Self {
        self.settings.servers.own.insert(server.name, url.into());
        self
    }

    /// How the client calls itself; by default by this crate's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = user_agent.into();
        self
    }

    /// A header for every request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// How long a call may take in all, retries included; by default 60 seconds.
    ///
    /// Of an answer that is a stream it is the time to its head, and after that the time between two pieces. An upload from a
    /// reader doesn't count while its bytes move.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long each attempt of a call may take, so that one that hangs leaves time for another; by default as long as the call.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// How long it may take to connect; by default 10 seconds.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.settings.connect_timeout = connect_timeout;
        self
    }

    /// What is tried again, and when.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.settings.retry = retry;
        self
    }

    /// How many redirects a call follows at most; by default 10. With none, a redirect is the response.
    ///
    /// A redirect that the operation declares is never followed: it is the response. A browser follows all by itself.
    pub fn max_redirects(mut self, max_redirects: usize) -> Self {
        self.settings.max_redirects = max_redirects;
        self
    }

    /// How many bytes the body of an answer may have; by default 64 MiB.
    ///
    /// A stream may be longer: the limit holds for each of its events or lines.
    pub fn max_response_bytes(mut self, max_response_bytes: u64) -> Self {
        self.settings.max_response_bytes = max_response_bytes;
        self
    }

    /// Something to do around every exchange with the server; hooks add up.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.hooks.push(Arc::new(hook));
        self
    }

    /// Another way to the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.network = Some(Arc::new(Network::new(Arc::new(transport))));
        self
    }

    /// Sends no credentials, whatever operations require, until some are set: for a server that requires none.
    pub fn without_credentials(mut self) -> Self {
        self.settings.sends_credentials = false;
        self
    }

    pub(crate) fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.settings.credentials.insert(scheme, credential);
        self.settings.sends_credentials = true;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When the base URL is missing or is no absolute `http` or `https` URL, when a header can't be sent, or when TLS
    /// can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let Self { settings, network } = self;
        let servers = settings.servers.checked()?;
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, header_value("user-agent", &settings.user_agent)?);
        for (name, value) in &settings.headers {
            let header: HeaderName = name
                .parse()
                .map_err(|_| BuildError::new(format!("`{name}` can't be the name of a header")))?;
            headers.insert(header, header_value(name, value)?);
        }
        let network = match network {
            Some(network) => network,
            None => Arc::new(Network::new(Arc::new(
                ReqwestTransport::new(settings.connect_timeout)
                    .map_err(|error| BuildError::new("the HTTP client can't be set up").with_source(error))?,
            ))),
        };
        Ok(Client {
            shared: Arc::new(Shared {
                servers,
                headers,
                settings,
            }),
            network,
        })
    }
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, BuildError> {
    HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| BuildError::new(format!("the value of the header `{name}` holds a control character")))
}

/// Why a client can't be built.
#[derive(Clone)]
pub struct BuildError {
    message: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl BuildError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "BuildError({})", Causes(self))
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source.as_ref() as &(dyn Error + 'static))
    }
}
