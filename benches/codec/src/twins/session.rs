//! serde's twins of the types that the payload is made of, with the same fields. What the payload doesn't have is any JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Serialize, Deserialize)]
pub struct ConnectSessionTokenAuthLink {
    pub id: f64,
    pub organization_id: String,
    pub project_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Option<ConnectSessionTokenAuthLinkCategory>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    pub origin_owner_id: String,
    pub origin_owner_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub created_at: DateTime<FixedOffset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_trigger_token: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<ConnectSessionTokenAuthLinkType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connector_profile_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_connection_attempt: Option<ConnectSessionLatestAttempt>,
    pub token: String,
    pub auth_link_url: String,
}

#[derive(Serialize, Deserialize)]
pub struct ConnectSessionLatestAttempt {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ConnectSessionLatestAttemptStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_secure_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_error_description: Option<String>,
    pub created_at: DateTime<FixedOffset>,
    pub updated_at: DateTime<FixedOffset>,
}

#[derive(Serialize, Deserialize)]
pub enum ConnectSessionLatestAttemptStatus {
    #[serde(rename = "pending")]
    Pending,
    #[serde(rename = "authenticated")]
    Authenticated,
    #[serde(rename = "error")]
    Error,
    #[serde(rename = "cancelled")]
    Cancelled,
}

#[derive(Serialize, Deserialize)]
pub enum ConnectSessionTokenAuthLinkCategory {
    #[serde(rename = "ats")]
    Ats,
    #[serde(rename = "hris")]
    Hris,
    #[serde(rename = "hris-legacy")]
    HrisLegacy,
    #[serde(rename = "crm")]
    Crm,
    #[serde(rename = "iam")]
    Iam,
    #[serde(rename = "marketing")]
    Marketing,
    #[serde(rename = "lms")]
    Lms,
    #[serde(rename = "stackone")]
    Stackone,
    #[serde(rename = "documents")]
    Documents,
    #[serde(rename = "ticketing")]
    Ticketing,
    #[serde(rename = "screening")]
    Screening,
    #[serde(rename = "messaging")]
    Messaging,
    #[serde(rename = "accounting")]
    Accounting,
    #[serde(rename = "scheduling")]
    Scheduling,
}

#[derive(Serialize, Deserialize)]
pub enum ConnectSessionTokenAuthLinkType {
    #[serde(rename = "production")]
    Production,
    #[serde(rename = "test")]
    Test,
    #[serde(rename = "unmapped_value")]
    UnmappedValue,
}
