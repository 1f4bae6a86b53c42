//! XML bodies over a server: OpenAPI 3.2.0, "XML Object".

use everything::api::xml::GetOrderError;
use everything::types::{SendXmlFormForm, XmlLine, XmlLinePrice, XmlOrder, XmlOrderStatus};
use everything::{CallError, Field, FilePart};
use serde_json::json;
use wiremock::matchers::{path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

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
async fn an_error_says_what_its_xml_does() {
    for (status, body, message, code) in [
        (
            404,
            "<fault><Code>gone</Code><![CDATA[Sold <out>]]></fault>",
            None,
            "gone",
        ),
        (
            403,
            "<Error><Code> Denied </Code><Message>No key</Message></Error>",
            Some("No key"),
            "Denied",
        ),
        (
            400,
            "<r><Error><Code>E1</Code><Message>m</Message></Error></r>",
            Some("m"),
            "E1",
        ),
        (
            400,
            "<r><Errors><Error><Code>E2</Code><Message>m</Message></Error></Errors></r>",
            Some("m"),
            "E2",
        ),
        (
            500,
            "<s:Envelope xmlns:s='urn:soap'><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>m</faultstring></s:Fault></s:Body></s:Envelope>",
            Some("m"),
            "s:Server",
        ),
    ] {
        let server = answering(of(status, "application/xml", body)).await;
        let error = client(&server.uri()).xml().get_order().await.unwrap_err();
        let failure = everything::Error::from(error);
        assert_eq!(
            (failure.message().as_deref(), failure.code().as_deref()),
            (message, Some(code)),
            "{body}"
        );
    }
    let server = answering(of(502, "text/html", "<html><head><title>Bad</title></head><br></html>")).await;
    let error = everything::Error::from(client(&server.uri()).xml().get_order().await.unwrap_err());
    assert_eq!((error.message(), error.code()), (None, None));
}

#[tokio::test]
async fn parts_of_a_form_are_xml() {
    let form = SendXmlFormForm::new(XmlOrder::new(7, [XmlLine::new("a & b")]))
        .lines([XmlLine::new("c")])
        .raw("<any/>")
        .file(FilePart::new("a.txt", "a"));
    let request = sent!(client => client.xml().send_xml_form(form));
    let part = |name: &str, media_type: &str, xml: &str| {
        let head = format!("form-data; name=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n");
        assert!(
            text(&request).contains(&format!("{head}{xml}\r\n")),
            "{}",
            text(&request)
        );
    };
    let declaration = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let order = r#"<order xmlns="urn:shop" id="7"><lines><line><item>a &amp; b</item></line></lines></order>"#;
    part("order", "application/xml", &format!("{declaration}{order}"));
    let lines = "<lines><line><item>c</item></line></lines>";
    part("lines", "text/xml", &format!("{declaration}{lines}"));
    part("raw", "application/xml", "<any/>");
    let server = taking().await;
    let form = SendXmlFormForm::new(XmlOrder::new(7, [XmlLine::new("\u{1}")]));
    let error = client(&server.uri()).xml().send_xml_form(form).await.unwrap_err();
    assert!(
        error.to_string().contains("the part `order` can't be written"),
        "{error}"
    );
}

#[tokio::test]
async fn pages_of_xml_lead_on() {
    let server = MockServer::start().await;
    let page = |marker: Option<&str>, body: &str| {
        let mock = Mock::given(path("/xml/keys"));
        let mock = match marker {
            Some(marker) => mock.and(query_param("marker", marker)),
            None => mock.and(query_param_is_missing("marker")),
        };
        mock.respond_with(of(200, "application/xml", body))
            .expect(1)
            .mount(&server)
    };
    let first = "<ListBucketResult><NextMarker>b&amp;b</NextMarker><Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></ListBucketResult>";
    page(None, first).await;
    let more = "<ListBucketResult><NextMarker>c</NextMarker></ListBucketResult>";
    page(Some("b&b"), more).await;
    page(
        Some("c"),
        "<ListBucketResult><NextMarker/><Contents><Key>d</Key></Contents></ListBucketResult>",
    )
    .await;
    let mut items = client(&server.uri()).xml().list_xml_keys().items();
    let mut keys = Vec::new();
    while let Some(item) = items.next().await {
        keys.push(item.unwrap().key);
    }
    assert_eq!(keys, ["a", "b", "d"]);
    server.verify().await;
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
