//! The same modules at other places: here the root of a crate is the root of a client.

#![warn(clippy::pedantic, missing_docs, unreachable_pub, unused)]

include!(concat!(env!("OUT_DIR"), "/pets.rs"));

mod one {
    mod two {
        pub(crate) mod three {
            include!(concat!(env!("OUT_DIR"), "/weather.rs"));
        }

        pub(crate) mod again {
            include!(concat!(env!("OUT_DIR"), "/pets.rs"));
        }
    }

    pub(crate) use two::again;
    pub(crate) use two::three as weather;
}

#[test]
fn a_client_is_the_same_at_each_depth() {
    let kit = types::Pet::new("Kit", types::Kind::Cat(types::Cat::new()));
    let again = one::again::types::Pet::new("Kit", one::again::types::Kind::Cat(one::again::types::Cat::new()));
    assert_eq!(format!("{kit:?}"), format!("{again:?}"));
    assert_eq!(serde_json::to_value(&kit).ok(), serde_json::to_value(&again).ok());
}

#[test]
fn features_and_settings_are_those_of_the_build() {
    let transport = one::weather::transport::Scripted::new().reply(200, r#"[{"date": "2020-01-01", "sky": "hail"}]"#);
    let client = one::weather::Client::builder().transport(transport).build();
    let days = client
        .ok()
        .and_then(|client| client.forecast("Bern").send_blocking().ok())
        .unwrap_or_default();
    let days: Vec<(&str, &str)> = days.iter().map(|day| (day.date.as_str(), day.sky.as_str())).collect();
    assert_eq!(days, [("2020-01-01", "hail")]);
}
