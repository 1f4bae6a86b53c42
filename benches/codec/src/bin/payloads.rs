//! The codec of emitted clients against serde's derive, over payloads as real APIs send them.

#![allow(dead_code, unused_imports, reason = "the twins have all fields, and start alike")]

#[path = "../twins/mod.rs"]
mod twins;

use codec::{measure, payload};

fn main() {
    measure::heading();
    payload!("GitHub, 32 issues", github, Vec<twins::github::Issue>, issues());
    payload!("Stripe, a charge", stripe, twins::stripe::Charge, CHARGE);
    payload!(
        "Discord, 100 messages",
        discord,
        Vec<twins::discord::MessageResponse>,
        messages()
    );
    payload!("Kubernetes, 30 pods", kubernetes, twins::kubernetes::PodList, pods());
    payload!(
        "The seed, a session",
        session,
        twins::session::ConnectSessionTokenAuthLink,
        SESSION
    );
}

const CHARGE: &str = include_str!("../../payloads/stripe-charge.json");
const SESSION: &str = include_str!("../../payloads/session.json");

fn issues() -> String {
    let text = include_str!("../../payloads/github-issues.json").trim();
    format!("[{}]", repeated(between(text, "[", "]"), 8))
}

fn messages() -> String {
    let text = include_str!("../../payloads/discord-messages.json").trim();
    format!("[{}]", repeated(between(text, "[", "]"), 25))
}

fn pods() -> String {
    let text = include_str!("../../payloads/kubernetes-pods.json").trim();
    let (start, items) = text.split_once("\"items\":[").expect("a list");
    format!("{start}\"items\":[{}]}}", repeated(between(items, "", "]}"), 10))
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.strip_prefix(start).expect("the start");
    rest.strip_suffix(end).expect("the end")
}

/// The elements of a JSON array in a text, several times.
fn repeated(elements: &str, times: usize) -> String {
    vec![elements; times].join(",")
}
