//! Building a client.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::build_error::BuildError;
use super::client::{Client, Shared};
use super::credential::Credential;
use super::departures::{self, Departure, Expected};
use super::encoding::unreserved;
use super::hooks::Hook;
use super::network::Network;
use super::reqwest_transport::{ConnectSettings, ReqwestTransport};
use super::retry::RetryPolicy;
use super::schemes::Scheme;
use super::servers::{OwnServer, ServerChoice};
use super::settings::Settings;
use super::transport::Transport;

/// Builds a [`Client`].
#[must_use]
pub struct ClientBuilder {
    pub(super) settings: Settings,
    /// The network; `None` to create one.
    pub(super) network: Option<Arc<Network>>,
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
                query: Vec::new(),
                schemes: &[],
                credentials: BTreeMap::new(),
                sends_credentials: true,
                timeout: Duration::from_secs(60),
                attempt_timeout: None,
                connect: ConnectSettings {
                    timeout: Duration::from_secs(10),
                    more: None,
                },
                retry: RetryPolicy::default(),
                max_redirects: 10,
                max_response_bytes: 64 * 1024 * 1024,
                hooks: Vec::new(),
                listener: None,
                expected: &[],
            },
            network: None,
        }
    }

    /// The security schemes of the API.
    pub(crate) fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.settings.schemes = schemes;
        self
    }

    /// The departures that aren't reported.
    pub(crate) fn expected(mut self, expected: &'static [Expected]) -> Self {
        self.settings.expected = expected;
        self
    }

    /// Sets the base URL of the API: an absolute URL, to which the paths of operations are appended. Its query, if it has one,
    /// is sent with every request. It also applies to operations with their own servers, so that tests never reach a real
    /// server.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.settings.servers.base = Some(base_url.into());
        self.settings.servers.is_for_all = true;
        self
    }

    /// Selects another server of the API description. Operations with their own servers aren't affected.
    pub fn server(mut self, server: impl Into<String>) -> Self {
        self.settings.servers.base = Some(server.into());
        self.settings.servers.is_for_all = false;
        self
    }

    /// Replaces the URL of a server that only some operations use.
    pub fn server_url(mut self, server: OwnServer, url: impl Into<String>) -> Self {
        self.settings.servers.own.insert(server.name, url.into());
        self
    }

    /// Sets the `User-Agent`. Default: the name and version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = user_agent.into();
        self
    }

    /// Adds a header to every request, and replaces one of this name that was added before. The values of a header that is a
    /// list are one text, separated by commas (RFC 9110, section 5.3).
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a query parameter to every request, unless the request has one of this name.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let pair = format!("{}={}", unreserved(name.as_ref()), unreserved(value.as_ref()));
        self.settings.query.push(pair);
        self
    }

    /// Sets the total timeout of a call, including retries. Default: 60 seconds.
    ///
    /// For a streamed response, it applies to the head, and then between chunks. An upload from a reader doesn't count
    /// while its bytes move.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets the timeout of each attempt, so that one that hangs leaves time for a retry. Default: the timeout of the call.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// Sets the timeout for connecting. Default: 10 seconds.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.settings.connect.timeout = connect_timeout;
        self
    }

    /// Sets more of the HTTP client of reqwest: proxies, certificates, TLS, sockets, DNS.
    ///
    /// ```text
    /// Client::builder().http(|http| http.proxy(proxy.clone()))
    /// ```
    ///
    /// Redirects stay with this crate's client, which never sends credentials to another origin. The function is called once
    /// more for the connections of blocking calls. The client has its own connections, also if the builder comes from
    /// [`Client::to_builder`].
    pub fn http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.settings.connect.more = Some(Arc::new(configure));
        self.network = None;
        self
    }

    /// Sets when requests are retried.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Sets the maximum number of redirects of a call. Default: 10. With 0, a redirect is returned as the response.
    ///
    /// Declared redirects are never followed; they are returned as responses. Browsers follow all redirects.
    pub fn max_redirects(mut self, max_redirects: usize) -> Self {
        self.settings.max_redirects = max_redirects;
        self
    }

    /// Sets the maximum size of a response body, in bytes. Default: 64 MiB.
    ///
    /// For a stream, the limit applies to each event or line.
    pub fn max_response_bytes(mut self, max_response_bytes: u64) -> Self {
        self.settings.max_response_bytes = max_response_bytes;
        self
    }

    /// Adds a hook, which runs around every exchange with the server.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.hooks.push(Arc::new(hook));
        self
    }

    /// Calls a function for every difference between a response and the API description, in place of earlier ones.
    ///
    /// Differences in bodies are found by reading them a second time. Without a function, nothing is compared. In a
    /// stream each value is compared, and each place is told once.
    pub fn on_departure(mut self, listener: impl Fn(&Departure) + Send + Sync + 'static) -> Self {
        self.settings.listener = Some(Arc::new(listener));
        self
    }

    /// Writes a line of JSON for every difference between a response and the API description, as
    /// [`on_departure`](Self::on_departure) says. `clientwright learn` turns the lines into configuration. Errors of the
    /// writer are ignored.
    pub fn log_departures(self, writer: impl Write + Send + 'static) -> Self {
        self.on_departure(departures::writing(writer))
    }

    /// Replaces the HTTP transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.network = Some(Arc::new(Network::new(Arc::new(transport))));
        self
    }

    /// Sends no credentials, even if operations require them, until some are set. For servers that require none.
    pub fn without_credentials(mut self) -> Self {
        self.settings.sends_credentials = false;
        self
    }

    pub(crate) fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.settings.set_credential(scheme, credential);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Returns an error if the base URL is missing or isn't an absolute `http` or `https` URL, if a header is invalid,
    /// or if TLS can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let Self { settings, network } = self;
        let servers = settings.servers.checked()?;
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, header_value("user-agent", &settings.user_agent)?);
        for (name, value) in &settings.headers {
            let header: HeaderName = name
                .parse()
                .map_err(|_| BuildError::new(format!("`{name}` isn't a valid header name")))?;
            headers.insert(header, header_value(name, value)?);
        }
        let network = match network {
            Some(network) => network,
            None => Arc::new(Network::new(Arc::new(
                ReqwestTransport::new(&settings.connect)
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
        .map_err(|_| BuildError::new(format!("the value of the header `{name}` contains a control character")))
}

impl Client {
    /// Creates a builder with the same settings, for a client that shares connections and fetched tokens with this one.
    ///
    /// Use it for the credentials of another user, for example, or for other headers and retries. The connect timeout can't
    /// be changed.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder {
            settings: self.shared.settings.clone(),
            network: Some(Arc::clone(&self.network)),
        }
    }
}
