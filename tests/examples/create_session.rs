//! Creates a session at a mock server, then handles one documented error: no account is needed.
//!
//! ```text
//! cargo run -p clientwright-tests --example create_session
//! ```

use stackone::api::connect_sessions::CreateError;
use stackone::types::{ConnectSessionCreate, ConnectSessionCreateCategory as Category};
use stackone::{CallError, Client, Error};
use wiremock::matchers::{body_partial_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = mock_server().await;
    let client = Client::builder()
        .base_url(server.uri())
        .basic_auth("api-key", "")
        .build()?;

    let request = ConnectSessionCreate::new("org-42", "Acme Corp")
        .categories([Some(Category::Hris), Some(Category::Ats)])
        .label("production")
        .expires_in(3600.0);
    let session = client.connect_sessions().create(request).await?;
    println!("created session {} of {}", session.id, session.origin_owner_name);
    println!("  open {}", session.auth_link_url);
    println!(
        "  categories {:?} (a value that the document does not list is kept)",
        session.categories.unwrap_or_default()
    );

    let unknown = ConnectSessionCreate::new("nobody", "Nobody");
    match client.connect_sessions().create(unknown).await {
        Ok(session) => println!("created session {}", session.id),
        Err(CallError::Api(error)) => match error.body() {
            CreateError::NotFound(body) => println!("no such owner: {}", body.message),
            _ => println!("{error}"),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn mock_server() -> MockServer {
    let server = MockServer::start().await;
    let session = serde_json::json!({
        "id": 7,
        "organization_id": "1",
        "project_id": "demo",
        "categories": ["hris", "ats", "payroll"],
        "origin_owner_id": "org-42",
        "origin_owner_name": "Acme Corp",
        "created_at": "2023-05-30T00:00:00.000Z",
        "token": "secret",
        "auth_link_url": "https://connect.example.com/7"
    });
    Mock::given(method("POST"))
        .and(path("/connect_sessions"))
        .and(body_partial_json(serde_json::json!({"origin_owner_id": "org-42"})))
        .respond_with(ResponseTemplate::new(201).set_body_json(session))
        .mount(&server)
        .await;
    let not_found = serde_json::json!({
        "statusCode": 404,
        "message": "no owner of this name",
        "timestamp": "2023-05-30T00:00:00.000Z"
    });
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(404).set_body_json(not_found))
        .mount(&server)
        .await;
    server
}
