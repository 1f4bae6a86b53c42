//! serde and the codec agree.

use stackone::types::{ConnectSessionCreate, ConnectSessionTokenAuthLink};

use super::server::{SESSION, body};

#[test]
fn a_session_is_the_same_through_serde() {
    let session: ConnectSessionTokenAuthLink = serde_json::from_str(SESSION).unwrap();
    let text = serde_json::to_string(&session).unwrap();
    let again: ConnectSessionTokenAuthLink = serde_json::from_str(&text).unwrap();
    assert_eq!(session, again);
    assert!(
        serde_json::from_str::<ConnectSessionTokenAuthLink>("{}")
            .unwrap_err()
            .to_string()
            .contains("missing")
    );
}

#[test]
fn absent_and_null_stay_apart_through_serde() {
    let sent = body().label(stackone::Field::Null);
    let value = serde_json::to_value(&sent).unwrap();
    assert!(value.get("label").unwrap().is_null() && value.get("provider").is_none());
    assert_eq!(serde_json::from_value::<ConnectSessionCreate>(value).unwrap(), sent);
}
