//! Servers on loopback: one that takes everything, and one whose bytes a test writes by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use everything::{Client, ClientBuilder, RetryPolicy};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A server that answers everything so.
pub(crate) async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A server that answers everything with status 204.
pub(crate) async fn taking() -> MockServer {
    answering(ResponseTemplate::new(204)).await
}

/// A client of the server at `url`, without credentials and without retries.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).retry(RetryPolicy::none())
}

/// The last request that the server took.
pub(crate) async fn last(server: &MockServer) -> wiremock::Request {
    server.received_requests().await.unwrap().pop().unwrap()
}

/// A server that reads a request per connection and leaves the rest to `answer`.
pub(crate) struct Raw {
    pub(crate) url: String,
    connections: Arc<AtomicUsize>,
}

impl Raw {
    pub(crate) async fn serving<F, Answered>(answer: F) -> Self
    where
        F: Fn(TcpStream) -> Answered + Send + 'static,
        Answered: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                if read_head(&mut stream).await {
                    tokio::spawn(answer(stream));
                }
            }
        });
        Self { url, connections }
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn read_head(stream: &mut TcpStream) -> bool {
    let mut head: Vec<u8> = Vec::new();
    let mut chunk = [0_u8; 1024];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut chunk).await {
            Ok(count) if count > 0 => head.extend(chunk.iter().take(count)),
            _ => return false,
        }
    }
    true
}
