//! An HTTP server for the examples: one request per connection, on the loopback interface.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A request.
#[derive(Debug)]
pub struct Request {
    /// The method, the path and the query: `GET /pets?status=sold`.
    pub line: String,
    /// The headers, as they came.
    pub headers: String,
    /// The body.
    pub body: Vec<u8>,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

impl Response {
    /// Creates a response with a JSON body.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type: "application/json",
            body: body.into(),
        }
    }
}

/// Starts a server on a thread of its own and returns its URL.
///
/// # Errors
///
/// If no port can be opened.
pub fn start(respond: impl Fn(&Request) -> Response + Send + 'static) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that hangs up concerns only itself.
            let _ = serve(stream, &respond);
        }
    });
    Ok(url)
}

fn serve(stream: TcpStream, respond: &impl Fn(&Request) -> Response) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let request = read(&mut reader)?;
    let response = respond(&request);
    write!(
        reader.into_inner(),
        "HTTP/1.1 {} -\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{}",
        response.status,
        response.content_type,
        response.body.len(),
        response.body
    )
}

fn read(reader: &mut impl BufRead) -> io::Result<Request> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut headers = String::new();
    while reader.read_line(&mut headers)? > 2 {}
    let mut body = Vec::new();
    reader.take(content_length(&headers)).read_to_end(&mut body)?;
    Ok(Request {
        line: line.trim_end().trim_end_matches(" HTTP/1.1").to_owned(),
        headers,
        body,
    })
}

fn content_length(headers: &str) -> u64 {
    let mut lengths = headers.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    lengths.next_back().unwrap_or(0)
}
