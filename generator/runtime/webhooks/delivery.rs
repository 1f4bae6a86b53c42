//! One request that came in.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

use super::{WebhookError, forms};
use crate::runtime::json::{self, Json, JsonError};

/// Headers and body of a request that came in, and the webhook that it is read as.
pub(crate) struct Delivery<'d> {
    webhook: &'static str,
    headers: &'d HeaderMap,
    body: &'d [u8],
}

impl<'d> Delivery<'d> {
    /// A request that came in.
    pub(crate) fn new(webhook: &'static str, headers: &'d HeaderMap, body: &'d [u8]) -> Self {
        Self { webhook, headers, body }
    }

    /// Headers alone.
    pub(crate) fn of_headers(webhook: &'static str, headers: &'d HeaderMap) -> Self {
        Self::new(webhook, headers, &[])
    }

    /// The body as JSON.
    pub(crate) fn json<T: Json>(&self) -> Result<T, WebhookError> {
        self.read("json", json::from_slice)
    }

    /// The body of a media type that ends so.
    pub(crate) fn read<T>(
        &self,
        media_type: &str,
        read: impl FnOnce(&[u8]) -> Result<T, JsonError>,
    ) -> Result<T, WebhookError> {
        read(self.body).map_err(|error| self.unfit(media_type, error))
    }

    /// The body as a form: `application/x-www-form-urlencoded`.
    pub(crate) fn form<T: Json>(&self) -> Result<T, WebhookError> {
        forms::read(self.body, json::from_str).map_err(|error| self.unfit("x-www-form-urlencoded", error))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<String, WebhookError> {
        let text = std::str::from_utf8(self.body).map(str::to_owned);
        text.map_err(|_| WebhookError::message(self.webhook, "the body is not UTF-8 text"))
    }

    /// The body as it is.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, WebhookError> {
        Ok(self.body.to_vec())
    }

    /// No body is declared; one that is there all the same says nothing.
    pub(crate) fn nothing(&self) -> Result<(), WebhookError> {
        Ok(())
    }

    /// A header that must be there.
    pub(crate) fn header<T: Json>(&self, name: &'static str) -> Result<T, WebhookError> {
        let missing = || WebhookError::message(self.webhook, format!("the header `{name}` is missing"));
        self.optional_header(name)?.ok_or_else(missing)
    }

    /// A header that may be missing.
    pub(crate) fn optional_header<T: Json>(&self, name: &'static str) -> Result<Option<T>, WebhookError> {
        let Some(text) = self.header_text(name)? else {
            return Ok(None);
        };
        let value = forms::scalar_or_list(&text, json::from_str);
        let message = || format!("the header `{name}` doesn't match the API description");
        value
            .map(Some)
            .map_err(|error| WebhookError::json(self.webhook, Some(message()), error))
    }

    /// All lines of a header as one: RFC 9110, section 5.3.
    fn header_text(&self, name: &'static str) -> Result<Option<String>, WebhookError> {
        let lines = self.headers.get_all(name).iter().map(|line| line.to_str());
        let lines = lines.collect::<Result<Vec<&str>, _>>();
        let lines =
            lines.map_err(|_| WebhookError::message(self.webhook, format!("the header `{name}` is not text")))?;
        Ok((!lines.is_empty()).then(|| lines.join(",")))
    }

    /// A body that can't be read because it is of another kind is told so.
    fn unfit(&self, expected: &str, error: JsonError) -> WebhookError {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.map(|text| text.split(';').next().unwrap_or_default().trim());
        let other = essence.filter(|essence| !essence.ends_with(expected));
        let message = other.map(|other| format!("the body has the media type `{other}`"));
        WebhookError::json(self.webhook, message, error)
    }
}
