//! The login: RFC 8628, section 3.

use std::fmt;
use std::time::Duration;

use reqwest::Url;

use super::App;
use super::token::{DeviceToken, Tokens};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::http::BlockingCaller;
use crate::runtime::http::{Client, Instant, TokenError, TokenTransport, sleep};
use crate::runtime::token_endpoint::{self, Answer};

/// How long the user has where the server doesn't say; it must.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// The longest time that a user may have: a login that nobody completes ends.
const MAX_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The interval of polls where the server doesn't say, and what it grows by: RFC 8628, section 3.5.
const INTERVAL: Duration = Duration::from_secs(5);

/// The shortest interval of polls, whatever the server says.
const MIN_INTERVAL: Duration = Duration::from_secs(1);

/// A login on another device: [`start`](Self::start) gives a code that the user enters on a page of the server.
///
/// ```text
/// let login = client.OAUTH_device_authorization("client-id").start().await?;
/// println!("Open {} and enter {}.", login.verification_uri(), login.user_code());
/// let token = login.token().await?;
/// let client = client.with_OAUTH(token);
/// ```
#[derive(Clone)]
#[must_use = "a login does nothing until it is started"]
pub struct DeviceAuthorization {
    client: Client,
    device_authorization_url: String,
    scopes: Vec<String>,
    app: App,
}

/// No secret is shown.
impl fmt::Debug for DeviceAuthorization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeviceAuthorization(..)")
    }
}

impl DeviceAuthorization {
    pub(crate) fn new(client: &Client, urls: [&str; 2], client_id: impl Into<String>) -> Self {
        let [device_authorization_url, token_url] = urls.map(str::to_owned);
        Self {
            client: client.clone(),
            device_authorization_url,
            scopes: Vec::new(),
            app: App {
                token_url,
                client_id: client_id.into(),
                client_secret: None,
                parameters: Vec::new(),
            },
        }
    }

    /// Sets the client secret, if the application has one. It is sent by HTTP basic authentication.
    pub fn client_secret(mut self, client_secret: impl Into<String>) -> Self {
        self.app.client_secret = Some(client_secret.into());
        self
    }

    /// Requests these scopes; without any, the server decides.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to all requests, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.app.parameters.push((name.into(), value.into()));
        self
    }

    /// Overrides the device authorization endpoint of the API description. A relative URL is resolved against the client's host.
    pub fn device_authorization_url(mut self, url: impl Into<String>) -> Self {
        self.device_authorization_url = url.into();
        self
    }

    /// Overrides the token endpoint of the API description. A relative URL is resolved against the client's host.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.app.token_url = url.into();
        self
    }

    /// Requests a code for the user.
    ///
    /// # Errors
    ///
    /// Returns an error if the server can't be reached or gives no code.
    pub async fn start(self) -> Result<DeviceLogin, TokenError> {
        let transport = TokenTransport::outside_of_calls(&self.client);
        // A login that can't end isn't begun.
        token_endpoint::endpoint(transport.request().base_url, &self.app.token_url)?;
        let scope = self.scopes.join(" ");
        let scopes = (!scope.is_empty()).then_some(("scope", scope.as_str()));
        let post = self
            .app
            .post(transport.request(), &self.device_authorization_url, scopes);
        let answer = transport.in_time(post).await?;
        let shown = |name| Some(answer.text(name)?.to_owned()).filter(|text| is_shown(text));
        let url = |name| shown(name).filter(|text| is_page(text));
        let device_code = answer.text("device_code").map(str::to_owned);
        // Some servers still call it as a draft of the standard did.
        let page = url("verification_uri").or_else(|| url("verification_url"));
        let (Some(device_code), Some(user_code), Some(verification_uri)) = (device_code, shown("user_code"), page)
        else {
            return Err(answer.unfit("the response of the device authorization endpoint has no code for the user"));
        };
        let lifetime = answer.seconds("expires_in").unwrap_or(LIFETIME).min(MAX_LIFETIME);
        Ok(DeviceLogin {
            device_code,
            user_code,
            verification_uri,
            verification_uri_complete: url("verification_uri_complete"),
            interval: answer.seconds("interval").unwrap_or(INTERVAL).max(MIN_INTERVAL),
            ends_at: Instant::now() + lifetime,
            authorization: self,
        })
    }

    /// The tokens of an earlier login, whose [refresh token](DeviceToken::refresh_token) was stored.
    pub fn resume(self, refresh_token: impl Into<String>) -> DeviceToken {
        DeviceToken::new(self.app, Tokens::to_be_renewed(refresh_token.into()))
    }
}

/// Blocking calls, which require the feature `blocking`.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl DeviceAuthorization {
    /// Requests a code for the user like [`start`](Self::start), and blocks the calling thread.
    ///
    /// # Errors
    ///
    /// Returns an error if the server can't be reached or gives no code.
    pub fn start_blocking(mut self) -> Result<DeviceLogin, TokenError> {
        let caller = blocking(&self.client)?;
        self.client = caller.client.clone();
        caller.wait(self.start())
    }
}

/// A login that waits for its user.
#[must_use = "the token is not there until the user has entered the code"]
pub struct DeviceLogin {
    authorization: DeviceAuthorization,
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    interval: Duration,
    ends_at: Instant,
}

impl DeviceLogin {
    /// The code that the user enters.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// The page on which the user enters it.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same page with the code, for a link or a QR code.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// How long the code is still valid.
    pub fn expires_in(&self) -> Duration {
        self.ends_at.saturating_duration_since(Instant::now())
    }

    /// Waits until the user has entered the code. The server is asked at the interval that it requests.
    ///
    /// # Errors
    ///
    /// Returns an error if the user refuses ([`code`](TokenError::code) `access_denied`) or doesn't enter the code in time
    /// (`expired_token`), or if the server refuses for another reason.
    pub async fn token(self) -> Result<DeviceToken, TokenError> {
        let mut interval = self.interval;
        loop {
            if interval >= self.expires_in() {
                sleep(self.expires_in()).await;
                return Err(TokenError::new("nobody entered the code in time").with_code("expired_token"));
            }
            sleep(interval).await;
            match self.polled().await {
                Ok(answer) => {
                    let tokens = Tokens::of(&answer)?;
                    return Ok(DeviceToken::new(self.authorization.app, tokens));
                }
                Err(error) => match (error.code(), error.status()) {
                    (Some("authorization_pending"), _) => {}
                    (Some("slow_down"), _) => interval += INTERVAL,
                    // Without a response: the server is asked less often.
                    (None, None) => interval *= 2,
                    _ => return Err(error),
                },
            }
        }
    }

    async fn polled(&self) -> Result<Answer, TokenError> {
        let DeviceAuthorization { client, app, .. } = &self.authorization;
        let transport = TokenTransport::outside_of_calls(client);
        let pairs = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.device_code.as_str()),
        ];
        let post = app.post(transport.request(), &app.token_url, pairs);
        transport.in_time(post).await
    }
}

/// Neither the user's code nor the device's is shown.
impl fmt::Debug for DeviceLogin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeviceLogin({})", self.verification_uri)
    }
}

/// Blocking calls, which require the feature `blocking`.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl DeviceLogin {
    /// Waits until the user has entered the code like [`token`](Self::token), and blocks the calling thread.
    ///
    /// # Errors
    ///
    /// See [`token`](Self::token).
    pub fn token_blocking(mut self) -> Result<DeviceToken, TokenError> {
        let caller = blocking(&self.authorization.client)?;
        self.authorization.client = caller.client.clone();
        caller.wait(self.token())
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
fn blocking(client: &Client) -> Result<BlockingCaller, TokenError> {
    BlockingCaller::new(client).map_err(|_| TokenError::new("the thread for blocking calls can't be started"))
}

/// What a program prints contains nothing that a terminal would obey.
fn is_shown(text: &str) -> bool {
    text.len() <= 2048
        && text
            .chars()
            .all(|character| character.is_ascii_graphic() || character == ' ')
}

fn is_page(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}
