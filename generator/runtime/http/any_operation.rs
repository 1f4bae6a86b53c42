//! Requests that no operation describes.

use reqwest::Method;

use super::body::Body;
use super::client::Client;
use super::draft::Target;
use super::facts::{Facts, Statuses};
use super::mismatch::Mismatch;
use super::operation::{NoDocumentedError, Operation};
use super::raw_response::RawResponse;
use super::reply::Reply;
use super::request::Request;

/// Marker type of requests to any path: [`Client::request`].
#[derive(Debug)]
pub enum AnyOperation {}

impl Operation for AnyOperation {
    type Output = RawResponse;
    type Error = NoDocumentedError;
    /// The request itself says the method.
    const FACTS: Facts = Facts::new("any", "GET", "(any path)", &[]);
    const ACCEPT: &'static str = "*/*";
    const STATUSES: Statuses = &[100..=999];

    fn output(reply: &Reply) -> Result<RawResponse, Mismatch> {
        Ok(RawResponse {
            status: reply.status,
            headers: reply.headers.clone(),
            body: reply.bytes()?,
        })
    }
}

impl Client {
    /// Creates a request to any path, for what the API description doesn't have.
    ///
    /// It has the client's credentials, headers, retries and limits. The response is returned with any status code.
    ///
    /// A path is appended to the base URL, unless it begins with the path of that already, as a `Location` does. It may have
    /// a query. A URL of another origin gets none of the client's headers and credentials.
    ///
    /// ```text
    /// let response = client.request(Method::GET, "/health").await?;
    /// ```
    pub fn request(&self, method: Method, path_or_url: impl Into<String>) -> Request<AnyOperation> {
        let mut request = Request::new(self);
        request.draft.target = Some(Box::new(Target {
            method,
            location: path_or_url.into(),
        }));
        request
    }
}

impl Request<AnyOperation> {
    /// Sets the body. Its media type is that of [`Body::content_type`], or else `application/octet-stream`.
    pub fn body(self, body: impl Into<Body>) -> Self {
        self.with_body("application/octet-stream", body.into())
    }
}

#[cfg(feature = "serde")]
impl Request<AnyOperation> {
    /// Sets a JSON body.
    pub fn json<T: serde::Serialize + ?Sized>(self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(text) => self.with_body("application/json", Body::from(text)),
            Err(error) => self.refused(format!("the body can't be JSON: {error}")),
        }
    }
}
