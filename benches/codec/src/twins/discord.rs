//! serde's twins of the types that the payload is made of, with the same fields. What the payload doesn't have is any JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Serialize, Deserialize)]
pub struct ActionRowComponentResponse {
    #[serde(rename = "type")]
    pub type_: ActionRowComponentResponseType,
    pub id: i32,
    pub components: Vec<ActionRowComponentResponseComponent>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum ActionRowComponentResponseComponent {
    ButtonComponentResponse(ButtonComponentResponse),
    Other(Value),
}

/// As it comes: serde derives no enums of integers.
pub type ActionRowComponentResponseType = i64;

#[derive(Serialize, Deserialize)]
pub struct ButtonComponentResponse {
    #[serde(rename = "type")]
    pub type_: ButtonComponentResponseType,
    pub id: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<String>,
    pub style: ButtonStyleTypes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku_id: Option<String>,
}

/// As it comes: serde derives no enums of integers.
pub type ButtonComponentResponseType = i64;

/// As it comes: serde derives no enums of integers.
pub type ButtonStyleTypes = i64;

#[derive(Serialize, Deserialize)]
pub struct MessageAttachmentResponse {
    pub id: String,
    pub filename: String,
    pub size: i32,
    pub url: String,
    pub proxy_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_secs: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waveform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder_version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip_created_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip_participants: Option<Vec<UserResponse>>,
}

#[derive(Serialize, Deserialize)]
pub struct MessageEmbedFieldResponse {
    pub name: String,
    pub value: String,
    pub inline: bool,
}

#[derive(Serialize, Deserialize)]
pub struct MessageEmbedFooterResponse {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_icon_url: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct MessageEmbedResponse {
    #[serde(rename = "type")]
    pub type_: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<MessageEmbedFieldResponse>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<MessageEmbedFooterResponse>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Value>>,
}

#[derive(Serialize, Deserialize)]
pub struct MessageReactionCountDetailsResponse {
    pub burst: i32,
    pub normal: i32,
}

#[derive(Serialize, Deserialize)]
pub struct MessageReactionEmojiResponse {
    pub id: Option<String>,
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animated: Option<bool>,
}

#[derive(Serialize, Deserialize)]
pub struct MessageReactionResponse {
    pub emoji: MessageReactionEmojiResponse,
    pub count: i32,
    pub count_details: MessageReactionCountDetailsResponse,
    pub burst_colors: Vec<String>,
    pub me_burst: bool,
    pub me: bool,
}

#[derive(Serialize, Deserialize)]
pub struct MessageReferenceResponse {
    #[serde(rename = "type")]
    pub type_: MessageReferenceType,
    pub channel_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guild_id: Option<String>,
}

/// As it comes: serde derives no enums of integers.
pub type MessageReferenceType = i64;

#[derive(Serialize, Deserialize)]
pub struct MessageResponse {
    #[serde(rename = "type")]
    pub type_: MessageType,
    pub content: String,
    pub mentions: Vec<UserResponse>,
    pub mention_roles: Vec<String>,
    pub attachments: Vec<MessageAttachmentResponse>,
    pub embeds: Vec<MessageEmbedResponse>,
    pub timestamp: DateTime<FixedOffset>,
    pub edited_timestamp: Option<DateTime<FixedOffset>>,
    pub flags: i32,
    pub components: Vec<MessageResponseComponent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stickers: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sticker_items: Option<Vec<Value>>,
    pub id: String,
    pub channel_id: String,
    pub author: UserResponse,
    pub pinned: bool,
    pub mention_everyone: bool,
    pub tts: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_reference: Option<MessageReferenceResponse>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention_channels: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_subscription_data: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_notification: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_client_theme: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interaction_metadata: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_snapshots: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lobby_member: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactions: Option<Vec<MessageReactionResponse>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referenced_message: Option<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum MessageResponseComponent {
    ActionRowComponentResponse(ActionRowComponentResponse),
    Other(Value),
}

/// As it comes: serde derives no enums of integers.
pub type MessageType = i64;

#[derive(Serialize, Deserialize)]
pub struct UserResponse {
    pub id: String,
    pub username: String,
    pub avatar: Option<String>,
    pub discriminator: String,
    pub public_flags: i32,
    pub flags: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub banner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent_color: Option<i32>,
    pub global_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_decoration_data: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collectibles: Option<Value>,
    pub primary_guild: Option<Value>,
}
