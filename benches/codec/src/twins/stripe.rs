//! serde's twins of the types that the payload is made of, with the same fields. What the payload doesn't have is any JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Serialize, Deserialize)]
pub struct Charge {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_statement_descriptors: Option<Value>,
    pub amount: i64,
    pub amount_refunded: i64,
    pub application: Option<Value>,
    pub application_fee: Option<Value>,
    pub application_fee_amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_code: Option<String>,
    pub balance_transaction: Option<ChargeBalanceTransaction>,
    pub billing_details: BillingDetails,
    pub captured: bool,
    pub created: i64,
    pub currency: String,
    pub customer: Option<ChargeCustomer>,
    pub description: Option<String>,
    pub destination: Option<Value>,
    pub dispute: Option<Value>,
    pub disputed: bool,
    pub failure_code: Option<String>,
    pub failure_message: Option<String>,
    pub fraud_details: Option<ChargeFraudDetails>,
    pub id: String,
    pub invoice: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level3: Option<Value>,
    pub livemode: bool,
    pub metadata: BTreeMap<String, String>,
    pub object: ChargeObject,
    pub on_behalf_of: Option<Value>,
    pub order: Option<Value>,
    pub outcome: Option<ChargeOutcome>,
    pub paid: bool,
    pub payment_intent: Option<String>,
    pub payment_method: Option<String>,
    pub payment_method_details: Option<PaymentMethodDetails>,
    pub receipt_email: Option<String>,
    pub receipt_number: Option<String>,
    pub receipt_url: String,
    pub refunded: bool,
    pub refunds: ChargeRefunds,
    pub review: Option<Value>,
    pub shipping: Option<Shipping>,
    pub source: Option<Value>,
    pub source_transfer: Option<Value>,
    pub statement_descriptor: Option<String>,
    pub statement_descriptor_suffix: Option<String>,
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Value>,
    pub transfer_data: Option<Value>,
    pub transfer_group: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Address {
    pub city: Option<String>,
    pub country: Option<String>,
    pub line1: Option<String>,
    pub line2: Option<String>,
    pub postal_code: Option<String>,
    pub state: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct BillingDetails {
    pub address: Option<Address>,
    pub email: Option<String>,
    pub name: Option<String>,
    pub phone: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChargeBalanceTransaction {
    String(String),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChargeCustomer {
    String(String),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
pub struct ChargeFraudDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stripe_report: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_report: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub enum ChargeObject {
    #[serde(rename = "charge")]
    Charge,
}

#[derive(Serialize, Deserialize)]
pub struct ChargeOutcome {
    pub network_status: Option<String>,
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_score: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Value>,
    pub seller_message: Option<String>,
    #[serde(rename = "type")]
    pub type_: String,
}

#[derive(Serialize, Deserialize)]
pub struct ChargeRefunds {
    pub data: Vec<Refund>,
    pub has_more: bool,
    pub object: ChargeRefundsObject,
    pub url: String,
}

#[derive(Serialize, Deserialize)]
pub enum ChargeRefundsObject {
    #[serde(rename = "list")]
    List,
}

#[derive(Serialize, Deserialize)]
pub struct PaymentMethodDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ach_credit_transfer: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ach_debit: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acss_debit: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alipay: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub au_becs_debit: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bancontact: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bitcoin: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<PaymentMethodDetailsCard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_present: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eps: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giropay: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ideal: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub klarna: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multibanco: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p24: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sepa_credit_transfer: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sepa_debit: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sofort: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stripe_account: Option<Map<String, Value>>,
    #[serde(rename = "type")]
    pub type_: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wechat: Option<Map<String, Value>>,
}

#[derive(Serialize, Deserialize)]
pub struct PaymentMethodDetailsCard {
    pub brand: Option<String>,
    pub checks: Option<PaymentMethodDetailsCardChecks>,
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub exp_month: Option<i64>,
    pub exp_year: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    pub funding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iin: Option<String>,
    pub installments: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    pub last4: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moto: Option<bool>,
    pub network: Option<String>,
    pub three_d_secure: Option<ThreeDSecureDetails>,
    pub wallet: Option<Value>,
}

#[derive(Serialize, Deserialize)]
pub struct PaymentMethodDetailsCardChecks {
    pub address_line1_check: Option<String>,
    pub address_postal_code_check: Option<String>,
    pub cvc_check: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Refund {
    pub amount: i64,
    pub balance_transaction: Option<RefundBalanceTransaction>,
    pub charge: Option<RefundCharge>,
    pub created: i64,
    pub currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_balance_transaction: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_reason: Option<String>,
    pub id: String,
    pub metadata: BTreeMap<String, String>,
    pub object: RefundObject,
    pub payment_intent: Option<RefundPaymentIntent>,
    pub reason: Option<String>,
    pub receipt_number: Option<String>,
    pub source_transfer_reversal: Option<Value>,
    pub status: Option<String>,
    pub transfer_reversal: Option<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum RefundBalanceTransaction {
    String(String),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum RefundCharge {
    String(String),
    Charge(Box<Charge>),
}

#[derive(Serialize, Deserialize)]
pub enum RefundObject {
    #[serde(rename = "refund")]
    Refund,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum RefundPaymentIntent {
    String(String),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
pub struct Shipping {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_number: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct ThreeDSecureDetails {
    pub authenticated: bool,
    pub succeeded: bool,
    pub version: String,
}
