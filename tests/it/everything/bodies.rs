//! Request bodies as a server gets them: OpenAPI 3.1.1, "Request Body Object" and "Encoding Object".

use std::collections::BTreeMap;

use everything::types::{
    Note, Picture, PictureForm, SendFormBody, SendMultipartForm, SendStyledFormBody, SendStyledFormBodyItem,
};
use everything::{Body, CallError, Field, FilePart, Form};
use multer::Multipart;
use wiremock::Request;

use super::server::{client, sent, taking};

fn content_type(request: &Request) -> &str {
    request.headers.get("content-type").unwrap().to_str().unwrap()
}

fn text(request: &Request) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

#[tokio::test]
async fn json_is_sent_by_its_own_media_type() {
    let request = sent!(client => client.bodies().send_json(Note::new("a")));
    assert_eq!(
        (content_type(&request), text(&request)),
        ("application/json", r#"{"text":"a"}"#)
    );
    let request = sent!(client => client.bodies().merge_json(Note::new("a").stars(1)));
    assert_eq!(content_type(&request), "application/merge-patch+json");
    assert_eq!(text(&request), r#"{"text":"a","stars":1}"#);
}

#[tokio::test]
async fn yaml_is_sent_as_json_which_it_holds() {
    let request = sent!(client => client.bodies().merge_json_apply_patch(Note::new("a")));
    assert_eq!(content_type(&request), "application/apply-patch+yaml");
    assert_eq!(text(&request), r#"{"text":"a"}"#);
}

#[tokio::test]
async fn a_body_goes_with_get_and_delete_too() {
    let request = sent!(client => client.bodies().get_with_body(Note::new("a")));
    assert_eq!((request.method.as_str(), text(&request)), ("GET", r#"{"text":"a"}"#));
    let request = sent!(client => client.bodies().delete_with_body().body(vec![1, 2]));
    assert_eq!((request.method.as_str(), text(&request)), ("DELETE", "[1,2]"));
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let request = sent!(client => client.bodies().delete_with_body());
    assert!(request.body.is_empty() && !request.headers.contains_key("content-type"));
}

#[tokio::test]
async fn a_form_is_written_by_its_properties() {
    let body = SendFormBody::new("J&J = 1+1 é")
        .amount(1.5)
        .big("99999999999999999999999".parse::<everything::BigInteger>().unwrap())
        .is_new(true)
        .tags(["a b".to_owned(), "c".to_owned()])
        .note(Note::new("x"))
        .cleared(Field::Null);
    let request = sent!(client => client.bodies().send_form(body));
    assert_eq!(content_type(&request), "application/x-www-form-urlencoded");
    let expected = "name=J%26J%20%3D%201%2B1%20%C3%A9&amount=1.5&big=99999999999999999999999&is_new=true\
                    &tags=a%20b&tags=c&note=%7B%22text%22%3A%22x%22%7D";
    assert_eq!(text(&request), expected);
    let decoded: Vec<(String, String)> = form_urlencoded::parse(&request.body).into_owned().collect();
    assert_eq!(decoded[0], ("name".to_owned(), "J&J = 1+1 é".to_owned()));
    assert_eq!(decoded.last().unwrap().1, r#"{"text":"x"}"#);
    #[derive(serde::Deserialize)]
    struct Read {
        amount: f64,
        tags: Vec<String>,
    }
    let read: Read = serde_html_form::from_bytes(&request.body).unwrap();
    assert_eq!((read.amount, read.tags), (1.5, vec!["a b".to_owned(), "c".to_owned()]));
}

#[tokio::test]
async fn a_form_is_written_by_its_encodings() {
    let item = |price: &str, quantity| SendStyledFormBodyItem::new(price).quantity(quantity);
    let body = SendStyledFormBody::new()
        .expand(["a".to_owned(), "b".to_owned()])
        .items([item("p1", 1), item("p2", 2)])
        .metadata(BTreeMap::from([("k y".to_owned(), "v&".to_owned())]))
        .colors(["blue".to_owned(), "black".to_owned()])
        .point(Note::new("n").stars(3))
        .path("a/b?c&d%2F")
        .list([1, 2]);
    let request = sent!(client => client.bodies().send_styled_form().body(body));
    let expected = [
        "expand%5B%5D=a&expand%5B%5D=b",
        "items%5B0%5D%5Bprice%5D=p1&items%5B0%5D%5Bquantity%5D=1",
        "items%5B1%5D%5Bprice%5D=p2&items%5B1%5D%5Bquantity%5D=2",
        "metadata%5Bk%20y%5D=v%26",
        "colors=blue%7Cblack",
        "text=n&stars=3",
        "path=a/b?c%26d%2F",
        "list=%5B1%2C2%5D",
    ];
    assert_eq!(text(&request), expected.join("&"));
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Item {
        price: String,
        quantity: i64,
    }
    #[derive(serde::Deserialize)]
    struct Read {
        expand: Vec<String>,
        items: Vec<Item>,
        metadata: BTreeMap<String, String>,
    }
    let read: Read = serde_qs::Config::new()
        .use_form_encoding(true)
        .deserialize_bytes(&request.body)
        .unwrap();
    assert_eq!(read.expand, ["a", "b"]);
    assert_eq!(
        read.items[1],
        Item {
            price: "p2".to_owned(),
            quantity: 2
        }
    );
    assert_eq!(read.metadata["k y"], "v&");
}

/// A part as another implementation reads it: name, file name, media type, content.
type Part = (String, Option<String>, Option<String>, String);

async fn parts(request: &Request) -> Vec<Part> {
    let boundary = multer::parse_boundary(content_type(request)).unwrap();
    let body = request.body.clone();
    let stream = futures_util::stream::once(async move { Ok::<_, std::io::Error>(body) });
    let mut form = Multipart::new(stream, boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        parts.push((name, file_name, media_type, field.text().await.unwrap()));
    }
    parts
}

fn part(name: &str, file_name: Option<&str>, media_type: Option<&str>, content: &str) -> Part {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    (name.to_owned(), owned(file_name), owned(media_type), content.to_owned())
}

#[tokio::test]
async fn a_form_of_several_parts_holds_files_values_and_json() {
    let body = SendMultipartForm::new(FilePart::new("a.txt", "content").content_type("text/plain"), "T é")
        .stars(5)
        .tags(["x".to_owned(), "y".to_owned()])
        .note(Note::new("n"))
        .pictures([FilePart::new("1.png", "one"), FilePart::new("2.png", b"two")])
        .settings(BTreeMap::from([("k".to_owned(), "v".to_owned())]))
        .thumbnail(FilePart::unnamed(vec![b't']));
    let request = sent!(client => client.bodies().send_multipart(body));
    let json = Some("application/json");
    let expected = [
        part("file", Some("a.txt"), Some("text/plain"), "content"),
        part("title", None, None, "T é"),
        part("stars", None, None, "5"),
        part("tags", None, None, "x"),
        part("tags", None, None, "y"),
        part("note", None, json, r#"{"text":"n"}"#),
        part("pictures", Some("1.png"), Some("image/png"), "one"),
        part("pictures", Some("2.png"), Some("image/png"), "two"),
        part("settings[k]", None, None, "v"),
        part("thumbnail", None, Some("application/octet-stream"), "t"),
    ];
    assert_eq!(parts(&request).await, expected);
}

#[tokio::test]
async fn a_form_without_files_is_the_schemas_own_struct() {
    let request = sent!(client => client.bodies().send_plain_multipart(Note::new("a\r\n--b").stars(2)));
    let expected = [part("text", None, None, "a\r\n--b"), part("stars", None, None, "2")];
    assert_eq!(parts(&request).await, expected);
}

#[tokio::test]
async fn no_name_leaves_its_part() {
    let name = "a\"; name=\"b\r\nx: y\".png";
    let body = PictureForm::new("n", FilePart::new(name, "p").header("X-Kind", "photo"));
    let request = sent!(client => client.bodies().send_several_multipart(body));
    let parts = parts(&request).await;
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[1].1.as_deref(), Some("a%22; name=%22b%0D%0Ax: y%22.png"));
    assert!(text(&request).contains("\r\nX-Kind: photo\r\n"));
    for file in [
        FilePart::new("a", "b").content_type("text/plain\r\nx: y"),
        FilePart::new("a", "b").header("x\r\ny", "z"),
        FilePart::new("a", "b").header("x", "z\n"),
    ] {
        let server = taking().await;
        let request = client(&server.uri())
            .bodies()
            .send_several_multipart(PictureForm::new("n", file));
        assert!(matches!(request.await, Err(CallError::Request(_))));
    }
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    for body in [
        Body::from(b"\0\xff"),
        Body::from(vec![0, 255]),
        Body::from(bytes::Bytes::from_static(b"\0\xff")),
    ] {
        let request = sent!(client => client.bodies().send_bytes(body));
        assert_eq!(
            (content_type(&request), &request.body[..]),
            ("application/octet-stream", &b"\0\xff"[..])
        );
    }
    let request = sent!(client => client.bodies().send_anything().body("x"));
    assert_eq!(content_type(&request), "application/octet-stream");
}

#[tokio::test]
async fn a_range_of_media_types_asks_for_one() {
    let request = sent!(client => client.bodies().send_image(Body::from("p").content_type("image/png")));
    assert_eq!(content_type(&request), "image/png");
    let server = taking().await;
    let error = client(&server.uri()).bodies().send_image("p").await.unwrap_err();
    assert!(error.to_string().contains("Body::content_type"), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn text_is_sent_as_it_is() {
    let request = sent!(client => client.bodies().send_text("é\n"));
    assert_eq!((content_type(&request), text(&request)), ("text/plain", "é\n"));
    let request = sent!(client => client.xml().put_text("<a/>"));
    assert_eq!((content_type(&request), text(&request)), ("application/xml", "<a/>"));
}

#[tokio::test]
async fn every_type_of_body_has_a_method() {
    let request = sent!(client => client.bodies().send_several(Picture::new("n", "i")));
    assert_eq!(content_type(&request), "application/json");
    let request = sent!(client => client.bodies().send_several_bytes("p"));
    assert_eq!(content_type(&request), "image/png");
    let form = PictureForm::new("n", FilePart::new("i.png", "p"));
    let request = sent!(client => client.bodies().send_several_multipart(form));
    assert!(content_type(&request).starts_with("multipart/form-data; boundary="));
}

#[tokio::test]
async fn a_form_that_the_document_does_not_describe_has_the_parts_that_a_caller_adds() {
    let form = Form::new()
        .value("title", "Tasks")
        .value("tags", vec!["a", "b"])
        .value("meta", serde_json::json!({"n": 1}))
        .file("file", FilePart::new("tasks.csv", "id\n1\n").content_type("text/csv"));
    assert!(!format!("{form:?}").contains("Tasks"), "{form:?}");
    let request = sent!(client => client.bodies().send_free_form(form));
    let boundary = multer::parse_boundary(content_type(&request)).unwrap();
    let body = bytes::Bytes::from(request.body.clone());
    let mut multipart = Multipart::new(futures_util::stream::iter([Ok::<_, std::io::Error>(body)]), boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        parts.push(format!("{name}={}", field.text().await.unwrap()));
    }
    assert_eq!(
        parts,
        ["title=Tasks", "tags=a", "tags=b", r#"meta={"n":1}"#, "file=id\n1\n"]
    );
    let members: serde_json::Map<String, serde_json::Value> = serde_json::Map::from_iter([("a".to_owned(), 1.into())]);
    let request = sent!(client => client.bodies().send_free_form(members));
    assert!(text(&request).contains("name=\"a\"\r\n\r\n1\r\n"), "{}", text(&request));
}
