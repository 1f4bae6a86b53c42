//! A server that says exactly these bytes, and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use everything::{Client, ClientBuilder, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does on a connection, one step after the other; then it hangs up.
#[derive(Clone)]
pub(crate) enum Step {
    Say(Vec<u8>),
    Wait(Duration),
}

/// A server with a script for each connection.
pub(crate) struct Scripted {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// A server that plays one script on the first connection, the next on the second, and the last on all others.
    pub(crate) async fn start(scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        tokio::spawn(async move {
            let mut index = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let script = scripts.get(index).or(scripts.last()).cloned().unwrap_or_default();
                index += 1;
                tokio::spawn(play(stream, script, seen.clone()));
            }
        });
        Self { url, requests }
    }

    /// A server that answers 200 with this media type and these pieces of a body, and ends it by hanging up.
    pub(crate) async fn pieces(media_type: &str, pieces: &[&[u8]]) -> Self {
        Self::start(vec![answer(200, media_type, pieces)]).await
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// A builder of a client of it, without retries.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.url).retry(RetryPolicy::none())
    }

    /// The heads of the requests so far, in lower case.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// An answer without a length, piece by piece.
pub(crate) fn answer(status: u16, media_type: &str, pieces: &[&[u8]]) -> Vec<Step> {
    let head = format!("HTTP/1.1 {status} Said\r\ncontent-type: {media_type}\r\nconnection: close\r\n\r\n");
    let mut steps = vec![Step::Say(head.into_bytes())];
    for piece in pieces {
        steps.push(Step::Say(piece.to_vec()));
        steps.push(Step::Wait(Duration::from_millis(2)));
    }
    steps
}

/// The same, in chunks of which the last is missing: the connection breaks.
pub(crate) fn broken(media_type: &str, body: &str) -> Vec<Step> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n");
    let chunk = format!("{head}{:x}\r\n{body}\r\n", body.len());
    vec![Step::Say(chunk.into_bytes()), Step::Wait(Duration::from_millis(5))]
}

async fn play(mut stream: TcpStream, script: Vec<Step>, requests: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    let mut byte = [0; 1024];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut byte).await {
            Ok(0) | Err(_) => return,
            Ok(count) => head.extend_from_slice(byte.get(..count).unwrap_or_default()),
        }
    }
    requests
        .lock()
        .unwrap()
        .push(String::from_utf8_lossy(&head).to_lowercase());
    for step in script {
        match step {
            Step::Say(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                let _ = stream.flush().await;
            }
            Step::Wait(time) => tokio::time::sleep(time).await,
        }
    }
}
