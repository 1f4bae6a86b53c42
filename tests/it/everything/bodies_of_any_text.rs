//! Forms hold any text at all, and other decoders read back what was given.

use std::sync::{Arc, Mutex};

use everything::transport::{HeaderMap, Transport, TransportFuture, TransportRequest, TransportResponse};
use everything::types::{Note, SendFormBody, SendMultipartForm, SendStyledFormBody};
use everything::{Client, FilePart};
use proptest::prelude::*;
use tokio::runtime::Runtime;

/// Takes every request and remembers the last one.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Option<TransportRequest>>>);

impl Transport for Recorder {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        *self.0.lock().unwrap() = Some(request);
        Box::pin(async { Ok(TransportResponse::new(204, HeaderMap::new(), "")) })
    }
}

fn recorded<Op: 'static>(request: impl FnOnce(Client) -> everything::Request<Op>) -> TransportRequest
where
    everything::Request<Op>: IntoFuture<Output: Succeeds>,
{
    let recorder = Recorder::default();
    let client = Client::builder().transport(recorder.clone()).build().unwrap();
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async { request(client).await.succeed() });
    recorder.0.lock().unwrap().take().unwrap()
}

trait Succeeds {
    fn succeed(self);
}

impl<E: std::fmt::Debug> Succeeds for Result<(), E> {
    fn succeed(self) {
        self.unwrap();
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "(\r\n|--|\"|;|&|=|%|\\+|\\[|\\]|name){0,6}"]
}

fn bytes(request: &TransportRequest) -> bytes::Bytes {
    request.body.as_ref().unwrap().bytes().unwrap()
}

async fn parts(request: &TransportRequest) -> Vec<(String, Option<String>, bytes::Bytes)> {
    let boundary = multer::parse_boundary(request.headers.get("content-type").unwrap().to_str().unwrap()).unwrap();
    let body = bytes(request);
    let stream = futures_util::stream::once(async move { Ok::<_, std::io::Error>(body) });
    let mut form = multer::Multipart::new(stream, boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.unwrap() {
        let (name, file) = (field.name().unwrap().to_owned(), field.file_name().map(str::to_owned));
        parts.push((name, file, field.bytes().await.unwrap()));
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_form_of_parts_gives_back_what_it_holds(
        content in prop::collection::vec(any::<u8>(), 0..200),
        title in text(),
        tags in prop::collection::vec(text(), 0..3),
        note in text(),
    ) {
        let file = FilePart::new("a.bin", content.clone());
        let body = SendMultipartForm::new(file, title.as_str()).tags(tags.clone()).note(Note::new(note.as_str()));
        let request = recorded(|client| client.bodies().send_multipart(body));
        let parts = Runtime::new().unwrap().block_on(parts(&request));
        prop_assert_eq!(&parts[0], &("file".to_owned(), Some("a.bin".to_owned()), content.into()));
        prop_assert_eq!(&parts[1], &("title".to_owned(), None, title.into()));
        let read: Vec<&[u8]> = parts.iter().filter(|part| part.0 == "tags").map(|part| &part.2[..]).collect();
        prop_assert_eq!(read, tags.iter().map(|tag| tag.as_bytes()).collect::<Vec<_>>());
        let json: serde_json::Value = serde_json::from_slice(&parts.last().unwrap().2).unwrap();
        prop_assert_eq!(&json["text"], &serde_json::json!(note));
    }

    #[test]
    fn a_file_may_have_any_name(name in text()) {
        let body = SendMultipartForm::new(FilePart::new(name.as_str(), "x"), "t");
        let request = recorded(|client| client.bodies().send_multipart(body));
        let parts = Runtime::new().unwrap().block_on(parts(&request));
        prop_assert_eq!(parts.len(), 2);
        prop_assert_eq!(&parts[1].2[..], b"t");
    }

    #[test]
    fn a_form_gives_back_what_it_holds(name in text(), tags in prop::collection::vec(text(), 0..3)) {
        let body = SendFormBody::new(name.as_str()).tags(tags.clone());
        let request = recorded(|client| client.bodies().send_form(body));
        let read: Vec<(String, String)> = form_urlencoded::parse(&bytes(&request)).into_owned().collect();
        let mut expected = vec![("name".to_owned(), name)];
        expected.extend(tags.into_iter().map(|tag| ("tags".to_owned(), tag)));
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn reserved_characters_stay_in_their_member(path in text(), color in text()) {
        let body = SendStyledFormBody::new().path(path).colors([color]);
        let request = recorded(|client| client.bodies().send_styled_form().body(body));
        let read: Vec<String> = form_urlencoded::parse(&bytes(&request)).map(|(name, _)| name.into_owned()).collect();
        prop_assert_eq!(read, ["colors", "path"]);
    }
}
