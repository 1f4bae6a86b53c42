//! The flows of OAuth 2 that a client goes through by itself: OpenAPI 3.2.0, "OAuth Flows Object".

use serde_json::{Map, Value, json};

use super::marks::DEVICE;
use super::{Lowering, child, keys};
use crate::diagnostic::Code;
use crate::pointer::Place;

impl Lowering<'_> {
    /// The flows of a security scheme; tokens of other flows are the caller's to give.
    pub(super) fn flows(&mut self, scheme: &Map<String, Value>, place: &Place) -> Value {
        self.check_keys(scheme, place, keys::SECURITY_SCHEME);
        let flows = scheme.get("flows");
        let flows = flows.and_then(|flows| self.object(flows, &child(place, "flows"), "`flows`"));
        let Some((flows, place)) = flows else { return json!({}) };
        self.check_keys(flows, &place, keys::FLOWS);
        let mut lowered = Map::new();
        for (name, flow) in flows.iter().filter(|(name, _)| !name.starts_with("x-")) {
            let Some((flow, place)) = self.object(flow, &child(&place, name), "a flow") else {
                continue;
            };
            self.check_keys(flow, &place, keys::FLOW);
            let token_url = self.url(flow, "tokenUrl", &place);
            match (name.as_str(), token_url) {
                ("clientCredentials", Some(url)) => {
                    let flow = json!({"tokenUrl": url, "scopes": {}});
                    lowered.insert("clientCredentials".to_owned(), flow);
                }
                ("deviceAuthorization", token_url) => {
                    let device = self.device(flow, &place, token_url);
                    lowered.extend(device.map(|device| (DEVICE.to_owned(), device)));
                }
                _ => {}
            }
        }
        Value::Object(lowered)
    }

    fn device(&mut self, flow: &Map<String, Value>, place: &Place, token_url: Option<String>) -> Option<Value> {
        let device_url = self.url(flow, "deviceAuthorizationUrl", place);
        let (Some(device_url), Some(token_url)) = (&device_url, &token_url) else {
            let missing = match device_url {
                None => "deviceAuthorizationUrl",
                Some(_) => "tokenUrl",
            };
            let message = format!("`deviceAuthorization` is ignored: it has no `{missing}`");
            self.report(Code::IgnoredKeyword, place, message);
            return None;
        };
        let scopes = self.named(flow.get("scopes"), &child(place, "scopes"), "`scopes`");
        let scopes: Map<String, Value> = scopes
            .into_iter()
            .map(|(name, text, _)| (name.clone(), json!(text.as_str().unwrap_or_default())))
            .collect();
        Some(json!({"deviceAuthorizationUrl": device_url, "tokenUrl": token_url, "scopes": scopes}))
    }

    fn url(&mut self, flow: &Map<String, Value>, key: &str, place: &Place) -> Option<String> {
        let url = self.text(flow, key, place)?;
        Some(url.trim().to_owned()).filter(|url| !url.is_empty())
    }
}
