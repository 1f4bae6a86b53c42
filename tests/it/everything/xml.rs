//! XML bodies over a server: OpenAPI 3.2.0, "XML Object".

use everything::api::xml::GetOrderError;
use everything::types::{XmlLine, XmlLinePrice, XmlOrder, XmlOrderStatus};
use everything::{CallError, Field};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::server::{answering, client, sent, taking};

fn text(request: &wiremock::Request) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

fn of(status: u16, media_type: &str, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.as_bytes(), media_type)
}

async fn order(body: &str) -> Result<XmlOrder, CallError<GetOrderError>> {
    let server = answering(of(200, "application/xml; charset=utf-8", body)).await;
    client(&server.uri()).xml().get_order().await
}

const ORDER: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    r#"<order xmlns="urn:shop" id="7" status="sent">"#,
    r#"<t:Placed xmlns:t="urn:time">2020-01-02T03:04:05Z</t:Placed>"#,
    r#"<lines><line><item>Nuts &amp; bolts</item><count>2</count><price currency="EUR">1.5</price></line></lines>"#,
    r#"<note>a</note><note>b</note>"#,
    r#"<paid xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#,
    r#"<order xmlns="urn:shop" id="6"><lines/></order>"#,
    r#"<gift><from>me</from></gift></order>"#
);

#[tokio::test]
async fn an_order_is_sent_and_received_as_xml() {
    let read = order(ORDER).await.unwrap();
    assert_eq!((read.id, read.status.clone()), (7, Some(XmlOrderStatus::Sent)));
    assert_eq!(read.placed.unwrap().timestamp(), 1_577_934_245);
    assert_eq!(read.lines[0].item, "Nuts & bolts");
    assert_eq!(read.lines[0].price.clone().and_then(|price| price.amount), Some(1.5));
    assert_eq!(read.notes.clone().unwrap(), ["a", "b"]);
    assert_eq!(read.paid, Field::Null);
    assert_eq!(read.part_of.clone().unwrap().id, 6);
    assert_eq!(read.additional["gift"], json!({"from": "me"}));
    let request = sent!(client => client.xml().put_order(read));
    assert_eq!(request.headers["content-type"], "application/xml");
    let again = ORDER.replace(r#"<order xmlns="urn:shop" id="6">"#, r#"<order id="6">"#);
    assert_eq!(
        text(&request),
        again,
        "a namespace that is in scope isn't declared again"
    );
}

#[tokio::test]
async fn what_the_server_sends_otherwise_is_read() {
    let prefixed = r#"<s:order xmlns:s="urn:shop" s:id="1" version="2"><s:lines/><s:more/><!-- x --></s:order>"#;
    let read = order(prefixed).await.unwrap();
    assert_eq!((read.id, read.lines.len()), (1, 0));
    assert_eq!(
        (&read.additional["more"], &read.additional["@version"]),
        (&json!(""), &json!("2"))
    );
    let server = answering(of(200, "application/json", r#"{"id":1,"lines":[]}"#)).await;
    assert_eq!(client(&server.uri()).xml().get_order().await.unwrap().id, 1);
}

#[tokio::test]
async fn what_does_not_fit_says_where() {
    for (body, expected) in [
        ("<order><lines/></order>", "the property `id` is missing"),
        (
            r#"<order id="x"><lines/></order>"#,
            "/id: expected an integer, found a string",
        ),
        (
            r#"<order id="1"><lines><line/></lines></order>"#,
            "/lines/0: the property `item` is missing",
        ),
        (
            r#"<order id="1">"#,
            "not valid XML: an element without an end, at byte 14",
        ),
    ] {
        let error = order(body).await.unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(cause, expected, "{error}");
    }
}

#[tokio::test]
async fn documented_errors_are_xml_as_well() {
    let fault = "<fault><Code>gone</Code><![CDATA[Sold <out>]]></fault>";
    let server = answering(of(404, "text/xml", fault)).await;
    match client(&server.uri()).xml().get_order().await.unwrap_err() {
        CallError::Api(error) => match error.body() {
            GetOrderError::NotFound(fault) => {
                assert_eq!(
                    (fault.code.as_str(), fault.remark.as_deref()),
                    ("gone", Some("Sold <out>"))
                );
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_has_one_element_around_it() {
    let listing = "<ListLinesResult><Line><item>a</item></Line><Line><item>b</item></Line></ListLinesResult>";
    let server = answering(of(200, "application/xml", listing)).await;
    let lines = client(&server.uri()).xml().list_lines().await.unwrap();
    assert_eq!(
        lines.iter().map(|line| line.item.as_str()).collect::<Vec<_>>(),
        ["a", "b"]
    );
    let line = XmlLine::new("a").price(XmlLinePrice::new().currency("EUR"));
    let request = sent!(client => client.xml().put_lines([line]));
    let expected = r#"<lines><line><item>a</item><price currency="EUR"/></line></lines>"#;
    assert!(text(&request).ends_with(expected), "{}", text(&request));
}

#[tokio::test]
async fn what_has_no_form_in_xml_is_not_sent() {
    let server = taking().await;
    let line = XmlLine::new("\u{1}");
    let error = client(&server.uri()).xml().put_lines([line]).await.unwrap_err();
    assert!(error.to_string().contains("U+0001, which XML can't have"), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}
