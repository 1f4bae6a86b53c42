//! Methods and whole queries: OpenAPI 3.2.0, "Path Item Object" and "Parameter Locations".

use everything::types::Search;
use wiremock::ResponseTemplate;

use super::server::{answering, client, received, sent};

#[tokio::test]
async fn a_query_has_a_body() {
    let server = answering(ResponseTemplate::new(200).set_body_raw(r#"["a"]"#, "application/json")).await;
    let client = client(&server.uri());
    assert_eq!(client.methods().search_things(Search::new("w")).await.unwrap(), ["a"]);
    let request = received(&server).await;
    assert_eq!(request.method.as_str(), "QUERY");
    assert_eq!(request.body, br#"{"words":"w"}"#);
}

#[tokio::test]
async fn other_methods_are_sent_as_they_are_called() {
    let request = sent!(client => client.methods().copy_thing("/there").mark("a b"));
    assert_eq!(request.method.as_str(), "COPY");
    assert_eq!(request.headers["destination"], "/there");
    assert_eq!(request.headers["cookie"], "mark=a%20b");
}

#[tokio::test]
async fn a_parameter_is_the_whole_query() {
    let search = Search::new("a&b").tags(["x", "y"]);
    let request = sent!(client => client.methods().query_of_a_form(&search));
    assert_eq!(request.url.query(), Some("words=a%26b&tags=x&tags=y"));
    let request = sent!(client => client.methods().query_of_json().search(&search));
    assert_eq!(
        request.url.query(),
        Some("%7B%22words%22%3A%22a%26b%22%2C%22tags%22%3A%5B%22x%22%2C%22y%22%5D%7D")
    );
    let request = sent!(client => client.methods().query_of_text().selector("$.a[?@.b==1]"));
    assert_eq!(request.url.query(), Some("%24.a%5B%3F%40.b%3D%3D1%5D"));
    let request = sent!(client => client.methods().query_of_text());
    assert_eq!(request.url.query(), None);
}
