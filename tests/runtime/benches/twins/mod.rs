//! The types of the committed client as a person would write them with serde's derive: tolerant enums, and `Option` of
//! `Option` where absent and null differ.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

#[derive(Debug, Deserialize, Serialize)]
pub struct Session {
    pub id: f64,
    pub organization_id: String,
    pub project_id: String,
    pub categories: Option<Vec<Option<Category>>>,
    pub provider: Option<String>,
    pub origin_owner_id: String,
    pub origin_owner_name: String,
    pub origin_username: Option<String>,
    pub account_id: Option<String>,
    pub label: Option<String>,
    pub created_at: DateTime<FixedOffset>,
    pub metadata: Option<Map<String, Value>>,
    pub external_trigger_token: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<Kind>,
    pub integration_id: Option<String>,
    pub connector_profile_id: Option<String>,
    pub latest_connection_attempt: Option<Attempt>,
    pub token: String,
    pub auth_link_url: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Attempt {
    pub id: String,
    pub status: Option<Status>,
    pub account_secure_id: Option<String>,
    pub oauth_error_code: Option<String>,
    pub oauth_error_description: Option<String>,
    pub created_at: DateTime<FixedOffset>,
    pub updated_at: DateTime<FixedOffset>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Create {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub categories: Option<Option<Vec<Option<Category>>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub provider: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub provider_version: Option<Option<String>>,
    pub origin_owner_id: String,
    pub origin_owner_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub origin_username: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub account_id: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub expires_in: Option<Option<f64>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub metadata: Option<Option<Map<String, Value>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub multiple: Option<Option<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub label: Option<Option<String>>,
    #[serde(
        default,
        rename = "type",
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub kind: Option<Option<Kind>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub integration_id: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub connector_profile_id: Option<Option<String>>,
}

fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    Ats,
    Hris,
    #[serde(rename = "hris-legacy")]
    HrisLegacy,
    Crm,
    Iam,
    Marketing,
    Lms,
    Stackone,
    Documents,
    Ticketing,
    Screening,
    Messaging,
    Accounting,
    Scheduling,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Production,
    Test,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Pending,
    Authenticated,
    Error,
    Cancelled,
    #[serde(untagged)]
    Unknown(String),
}
