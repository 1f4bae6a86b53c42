//! Webhooks that don't match the document.

use std::error::Error;
use std::fmt;

use crate::runtime::causes::Causes;
use crate::runtime::json::JsonError;

/// Why a received request doesn't match a webhook.
///
/// `Display` shows what is wrong, and `source()` where in the JSON. Neither `Display` nor `Debug` shows what was received.
pub struct WebhookError {
    inner: Box<Inner>,
}

struct Inner {
    webhook: &'static str,
    message: Option<String>,
    json: Option<JsonError>,
}

impl WebhookError {
    pub(super) fn message(webhook: &'static str, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                webhook,
                message: Some(message.into()),
                json: None,
            }),
        }
    }

    pub(super) fn json(webhook: &'static str, message: Option<String>, error: JsonError) -> Self {
        Self {
            inner: Box::new(Inner {
                webhook,
                message,
                json: Some(error),
            }),
        }
    }

    /// The name of the webhook in the API description.
    pub fn webhook(&self) -> &'static str {
        self.inner.webhook
    }

    /// Where the body doesn't match the API description: a JSON Pointer (RFC 6901).
    pub fn json_path(&self) -> Option<String> {
        self.inner.json.as_ref().map(JsonError::path)
    }
}

/// `newPet: the body doesn't match the API description`
impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.inner.webhook)?;
        let message = self.inner.message.as_deref();
        write!(
            formatter,
            ": {}",
            message.unwrap_or("the body doesn't match the API description")
        )
    }
}

impl fmt::Debug for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WebhookError({})", Causes(self))
    }
}

impl Error for WebhookError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.inner.json.as_ref().map(|error| error as &(dyn Error + 'static))
    }
}
